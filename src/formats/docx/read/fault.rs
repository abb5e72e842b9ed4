//! The ways in which a document fails as a whole, in short.

use crate::diagnostic::{FileProblem, Words};
use crate::source::{ArchiveFault, EntryFault};

pub fn damaged(detail: [&'static str; 2]) -> FileProblem {
    FileProblem::DamagedDocument { detail: Words(detail) }
}

pub fn of_archive(fault: ArchiveFault) -> FileProblem {
    match fault {
        ArchiveFault::Damaged => damaged(["文件结构不完整", "its structure is incomplete"]),
        ArchiveFault::TooManyEntries { .. } | ArchiveFault::TooLarge { .. } => FileProblem::DocumentTooComplex {},
    }
}

pub fn of_entry(fault: EntryFault) -> FileProblem {
    match fault {
        EntryFault::Damaged => damaged(["有一部分内容已损坏", "a part of it is damaged"]),
        EntryFault::TooLarge { .. } => FileProblem::DocumentTooComplex {},
    }
}
