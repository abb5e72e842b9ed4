//! Reading the disk (its only home), decoding texts, and remembering where everything stands.

mod archive;
mod decode;
mod fingerprint;
mod mail;
mod picture;
mod place;
mod read;
mod walk;
mod watch;

pub use archive::{Archive, ArchiveEntry, ArchiveFault, EntryFault, EntryKind};
pub use decode::{Decoded, Encoding, Undecodable, decode};
pub use fingerprint::{Fingerprint, integrity};
pub use mail::{Envelope, Mail, MailFault, MailItem, MailRole};
pub use picture::{PictureFile, picture};
pub use place::{At, CellSpot, Place, SourceId, Spot, TableSpot};
pub use read::{Limits, ReadError, Source, Sources, TextFile, is_file, read_file, resolved};
pub use walk::{Found, Walk, walk};
pub use watch::Watch;
