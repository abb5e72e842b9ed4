//! Returned workbooks: what kind of file it is, by its content, and its sheets as tables, within limits.

mod fault;
mod grid;
mod mark;
mod ods;
mod sniff;
mod value;
mod xls;
mod xlsx;

pub use fault::too_much_text;
pub use mark::mark;

use std::sync::Arc;

use self::sniff::Content;
use crate::diagnostic::{Diagnostics, FileProblem, Words};
use crate::formats::package::{Kind, Package};
use crate::model::Table;
use crate::source::{Limits, SourceId};

/// A workbook that was read.
#[derive(Debug, Default)]
pub struct Book {
    /// The names of all sheets, in order.
    pub sheets: Vec<Arc<str>>,
    /// The sheets with cells, in order; those that are drawn instead of filled in have none.
    pub tables: Vec<Table>,
    /// How many results of formulas were taken.
    formulas: usize,
    /// What the workbook carries besides, and is never looked at.
    left_out: Vec<Words>,
}

/// What the defined names of our blanks begin with; the field's key follows.
pub const KEY_PREFIX: &str = "lh_";

/// The sheet in which our blanks say which form they are: [`FORM_MARK`], the form's id, the fingerprint of its fields, and
/// those of each field.
pub const FORM_SHEET: &str = "_form";

/// What the first line of that sheet says.
pub const FORM_MARK: &str = "linghang";

/// Whether files of an extension are workbooks by their name.
pub fn is_workbook(extension: &str) -> bool {
    matches!(extension, "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "et" | "ett" | "ods" | "ots")
}

/// Reads a workbook of any of the formats; which it is, its content says. None where it cannot be read, which is told.
pub fn read(
    source: SourceId,
    extension: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Option<Book> {
    match open(source, extension, bytes, limits, problems) {
        Ok(book) => {
            for parts in &book.left_out {
                problems.add(source.whole(), FileProblem::PartsLeftOut { parts: *parts });
            }
            if book.formulas > 0 {
                problems.add(source.whole(), FileProblem::FormulaResults { count: book.formulas });
            }
            Some(book)
        }
        Err(problem) => {
            problems.add(source.whole(), problem);
            None
        }
    }
}

fn open(
    source: SourceId,
    extension: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Book, FileProblem> {
    let content = sniff::content(bytes, limits)?;
    let usual: &[&str] = match content {
        Content::Xlsx => &["xlsx", "xlsm", "xltx", "xltm", "et", "ett"],
        Content::Ods => &["ods", "ots"],
        Content::Xls => &["xls", "xlt", "et", "ett"],
        Content::Other(_) => &[],
    };
    let found = Words(content.words());
    if let Content::Other(_) = content {
        return Err(FileProblem::NotAWorkbook { extension: extension.to_owned(), found });
    }
    if !usual.contains(&extension) {
        problems.add(source.whole(), FileProblem::ReadAsContent { extension: extension.to_owned(), found });
    }
    match content {
        Content::Xls => xls::read(bytes, source, limits),
        Content::Ods => ods::read(&mut Package::open(bytes, Kind::Workbook, limits)?, source, limits),
        Content::Xlsx | Content::Other(_) => {
            xlsx::read(&mut Package::open(bytes, Kind::Workbook, limits)?, source, limits)
        }
    }
}
