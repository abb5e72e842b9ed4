//! The ways in which a workbook fails as a whole, in short.

use crate::diagnostic::{FileProblem, Words};
use crate::formats::package::Kind;

pub(super) fn damaged(detail: [&'static str; 2]) -> FileProblem {
    Kind::Workbook.damaged(detail)
}

pub(super) fn too_large(what: [&'static str; 2], limit: usize) -> FileProblem {
    FileProblem::WorkbookTooLarge { what: Words(what), limit: limit.to_string() }
}
