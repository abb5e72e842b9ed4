//! The ways in which a workbook fails as a whole, in short.

use crate::diagnostic::{FileProblem, Words};

pub(super) fn damaged(detail: [&'static str; 2]) -> FileProblem {
    FileProblem::DamagedWorkbook { detail: Words(detail) }
}

pub(super) fn too_large(what: [&'static str; 2], limit: usize) -> FileProblem {
    FileProblem::WorkbookTooLarge { what: Words(what), limit: limit.to_string() }
}
