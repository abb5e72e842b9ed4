//! Reading the disk (its only home), decoding texts, and remembering where everything stands.

mod archive;
mod container;
mod decode;
mod fingerprint;
mod key;
mod mail;
mod picture;
mod place;
mod read;
mod relined;
mod shelf;
mod signature;
mod walk;
mod watch;

pub use archive::{Archive, ArchiveEntry, ArchiveFault, EntryFault, EntryKind};
pub use container::{Container, ContainerFault, ContainerKind, Member, MemberKind, Step, open_bytes, open_file};
pub use decode::{Charset, Decoded, Encoding, Undecodable, decode, encode};
pub use fingerprint::{Fingerprint, integrity};
pub use key::{Key, KeyedCode};
pub use mail::{Envelope, MAIL_TABLES, Mail, MailFault, MailItem, MailRole, plain as html_words};
pub use picture::{PictureFile, is_picture, picture};
pub use place::{At, CellSpot, Place, SourceId, Spot, TableSpot};
pub use read::{
    Limits, ReadError, Source, Sources, TextFile, file_size, is_file, is_link, leads_out, pour, read_file, resolved,
};
pub use relined::{LineEdits, Uneditable, relined};
pub use signature::{Signature, signature};
pub use walk::{Found, Stamp, Walk, stamp, walk};
pub use watch::{Ending, Waited, Watch};
