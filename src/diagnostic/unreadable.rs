//! Why a file could not be read, as a problem.

use super::catalog::{FileProblem, Problem, ReceivedProblem};
use super::fact::Both;
use crate::source::{ArchiveFault, ContainerFault, ContainerKind, Limits, MailFault, ReadError};

impl FileProblem {
    /// What is told of a file whose bytes could not be had; `limit` is how many bytes it may have.
    pub fn unread(error: &ReadError, limit: u64) -> FileProblem {
        match error {
            ReadError::TooLarge { bytes } => FileProblem::TooLarge { size: megabytes(*bytes), limit: megabytes(limit) },
            ReadError::NotAFile => {
                let reason = Both(["这不是普通文件".to_owned(), "it is no regular file".to_owned()]);
                FileProblem::Unreadable { reason }
            }
            ReadError::Io(error) => FileProblem::Unreadable { reason: Both::refusal(error) },
        }
    }
}

impl Problem {
    /// What is told of an archive or a mail that is not opened.
    pub fn unopened(fault: &ContainerFault, kind: ContainerKind, limits: &Limits) -> Problem {
        let size = match kind {
            ContainerKind::Zip => limits.archive_bytes,
            ContainerKind::Mail => limits.mail_bytes,
        };
        match fault {
            ContainerFault::Read(error) => FileProblem::unread(error, size).into(),
            ContainerFault::Archive(ArchiveFault::Damaged) => ReceivedProblem::ArchiveDamaged {}.into(),
            ContainerFault::Archive(ArchiveFault::TooManyEntries { entries }) => Problem::too_many(*entries, limits),
            ContainerFault::Archive(ArchiveFault::TooLarge { bytes, limit }) => Problem::too_much(*bytes, *limit),
            ContainerFault::Mail(MailFault::NotAMail) => ReceivedProblem::MailDamaged {}.into(),
            ContainerFault::Mail(MailFault::TooManyParts) => ReceivedProblem::MailTooManyParts {}.into(),
        }
    }

    /// A container that holds more files than are taken from one.
    pub fn too_many(files: usize, limits: &Limits) -> Problem {
        ReceivedProblem::ArchiveTooManyFiles { files, limit: limits.members }.into()
    }

    /// A container that unpacks to more bytes than are taken from one.
    pub fn too_much(bytes: u64, limit: u64) -> Problem {
        ReceivedProblem::ArchiveTooLarge { size: megabytes(bytes), limit: megabytes(limit) }.into()
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}
