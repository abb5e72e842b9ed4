//! Files within files: one way into archives and saved mails, however deep they stand in each other.

use std::fs::{self, File};
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

use super::archive::{Archive, ArchiveFault, EntryFault, EntryKind};
use super::mail::{Envelope, Mail, MailFault, MailRole};
use super::read::{Limits, ReadError, read_file};

/// What holds other files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerKind {
    Zip,
    Mail,
}

/// One step on the way into a file: what it is, and which of its members comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: ContainerKind,
    pub index: usize,
}

/// A file within a container. Folders are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub index: usize,
    /// `/`-separated and safe to be shown; several members may have one name.
    pub name: String,
    /// Bytes as the container claims; 0 where it does not say.
    pub size: u64,
    pub kind: MemberKind,
}

/// What a member is, and whether its bytes can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind {
    File,
    /// The text that was typed into a mail.
    Body,
    /// The same with its tables.
    Tables,
    /// A picture within the text of a mail.
    Inline,
    Link,
    /// Behind a password.
    Locked,
    /// Compressed in a way that is not read; its name.
    Unsupported(String),
}

/// Why a container is not opened.
#[derive(Debug)]
pub enum ContainerFault {
    Archive(ArchiveFault),
    Mail(MailFault),
    Read(ReadError),
}

/// An open container.
pub trait Container {
    fn members(&self) -> Vec<Member>;

    /// A member's bytes, unless they are more than the limit.
    fn read(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, EntryFault>;

    /// What a mail says of itself; none for an archive.
    fn envelope(&self) -> Option<Envelope> {
        None
    }
}

/// Opens a file of the disk and lets something be done with what is in it.
pub fn open_file<T>(
    path: &Path,
    kind: ContainerKind,
    limits: &Limits,
    then: impl FnOnce(&mut dyn Container) -> T,
) -> Result<T, ContainerFault> {
    match kind {
        ContainerKind::Zip => Ok(then(&mut archive(path, limits)?)),
        ContainerKind::Mail => {
            let bytes = read_file(path, limits.mail_bytes).map_err(ContainerFault::Read)?;
            open_bytes(&bytes, kind, limits, then)
        }
    }
}

/// Opens a container that is in memory and lets something be done with what is in it.
pub fn open_bytes<T>(
    bytes: &[u8],
    kind: ContainerKind,
    limits: &Limits,
    then: impl FnOnce(&mut dyn Container) -> T,
) -> Result<T, ContainerFault> {
    match kind {
        ContainerKind::Zip => {
            let archive = Archive::over(Cursor::new(bytes), bytes.len() as u64, limits);
            Ok(then(&mut archive.map_err(ContainerFault::Archive)?))
        }
        ContainerKind::Mail => Ok(then(&mut Mail::open(bytes).map_err(ContainerFault::Mail)?)),
    }
}

/// Opens an archive of the disk; only its table of contents is read.
pub(super) fn archive(path: &Path, limits: &Limits) -> Result<Archive<BufReader<File>>, ContainerFault> {
    let failed = |error| ContainerFault::Read(ReadError::Io(error));
    // Looked at before it is opened: a pipe could block forever.
    let meta = fs::metadata(path).map_err(failed)?;
    if !meta.is_file() {
        return Err(ContainerFault::Read(ReadError::NotAFile));
    }
    if meta.len() > limits.archive_bytes {
        return Err(ContainerFault::Read(ReadError::TooLarge { bytes: meta.len() }));
    }
    let reader = BufReader::new(File::open(path).map_err(failed)?);
    Archive::over(reader, meta.len(), limits).map_err(ContainerFault::Archive)
}

impl<R: Read + Seek> Container for Archive<R> {
    fn members(&self) -> Vec<Member> {
        let member = |(index, entry): (usize, &super::archive::ArchiveEntry)| {
            let kind = match &entry.kind {
                EntryKind::Folder => return None,
                EntryKind::File => MemberKind::File,
                EntryKind::Link => MemberKind::Link,
                EntryKind::Locked => MemberKind::Locked,
                EntryKind::Unsupported(method) => MemberKind::Unsupported(method.clone()),
            };
            Some(Member { index, name: entry.name.clone(), size: entry.size, kind })
        };
        self.entries().iter().enumerate().filter_map(member).collect()
    }

    fn read(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, EntryFault> {
        Archive::read(self, index, limit)
    }
}

impl Container for Mail<'_> {
    fn members(&self) -> Vec<Member> {
        let items = self.items().iter().enumerate();
        let member = |(index, item): (usize, &super::mail::MailItem)| {
            let kind = match item.role {
                MailRole::Body => MemberKind::Body,
                MailRole::Tables => MemberKind::Tables,
                MailRole::Inline => MemberKind::Inline,
                MailRole::Attachment => MemberKind::File,
            };
            Member { index, name: item.name.clone(), size: 0, kind }
        };
        items.map(member).collect()
    }

    fn read(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, EntryFault> {
        let bytes = Mail::read(self, index).ok_or(EntryFault::Damaged)?;
        match bytes.len() as u64 {
            bytes if bytes > limit => Err(EntryFault::TooLarge { bytes }),
            _ => Ok(bytes),
        }
    }

    fn envelope(&self) -> Option<Envelope> {
        Some(self.envelope.clone())
    }
}
