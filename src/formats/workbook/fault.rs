//! The ways in which a workbook fails as a whole, in short.

use crate::diagnostic::{FileProblem, Words};
use crate::formats::package::Kind;
use crate::source::Limits;

pub(super) fn damaged(detail: [&'static str; 2]) -> FileProblem {
    Kind::Workbook.damaged(detail)
}

pub(super) fn too_large(what: [&'static str; 2], limit: usize) -> FileProblem {
    FileProblem::WorkbookTooLarge { what: Words(what), limit: limit.to_string() }
}

/// The texts of all cells together, each as often as it stands.
pub fn too_much_text(limits: &Limits) -> FileProblem {
    let limit = format!("{} MiB", limits.workbook_texts >> 20);
    FileProblem::WorkbookTooLarge {
        what: Words(["文字总量（每格各算一次）", "text (counted once for every cell)"]),
        limit,
    }
}
