//! A received document to tables: what its content controls and cells say, and the lines around them.

mod body;
mod cell;
mod document;
mod marks;
mod properties;
mod table;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::FORM_TABLE;
use crate::diagnostic::{Diagnostics, FileProblem};
use crate::model::{Raw, Table, TableCell};
use crate::source::{At, Limits, SourceId};

/// Whether files of an extension are documents by their name.
pub fn is_document(extension: &str) -> bool {
    matches!(extension, "docx" | "docm" | "dotx" | "dotm")
}

/// The tables of a received document, each with the paragraphs above and below it as rows of a cell or a few; a table of
/// its own, titled `_form`, says which blank it is. None where it cannot be read, which is told.
pub fn read(source: SourceId, bytes: &[u8], limits: &Limits, problems: &mut Diagnostics) -> Option<Vec<Table>> {
    match open(source, bytes, limits, problems) {
        Ok(tables) => Some(tables),
        Err(problem) => {
            problems.add(source.whole(), problem);
            None
        }
    }
}

/// Where the cells and paragraphs of a document begin, by their places: bytes of the main part's text.
pub fn places(bytes: &[u8], limits: &Limits) -> Option<BTreeMap<At, usize>> {
    let document = document::open(bytes, limits).ok()?;
    let body = body::read(&document).ok()?;
    Some(tables::places(body))
}

fn open(
    source: SourceId,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Vec<Table>, FileProblem> {
    let document = document::open(bytes, limits)?;
    let body = body::read(&document)?;
    if body.tracked {
        problems.add(source.whole(), FileProblem::ChangesAccepted {});
    }
    if document.macros {
        problems.add(source.whole(), FileProblem::DocumentMacros {});
    }
    let mut tables: Vec<Table> = document.stamp.iter().map(|stamp| stamp_table(source, stamp)).collect();
    tables.extend(tables::tables(source, body));
    let is_endless = |cell: &TableCell| matches!(&cell.raw, Raw::Text(text) if text.len() > limits.cell_bytes);
    match tables.iter().flat_map(|table| &table.cells).any(is_endless) {
        true => Err(FileProblem::DocumentTooComplex {}),
        false => Ok(tables),
    }
}

fn stamp_table(source: SourceId, stamp: &[String; 3]) -> Table {
    let cell = |(index, text): (usize, &str)| TableCell {
        row: index as u32 + 1,
        column: 1,
        height: 1,
        width: 1,
        raw: Raw::Text(text.to_owned()),
        picture: false,
        place: source.whole(),
        key: None,
        hidden: true,
    };
    let lines = std::iter::once("linghang").chain(stamp.iter().map(String::as_str));
    let cells = lines.enumerate().map(cell).collect();
    Table { title: FORM_TABLE.to_owned(), cells }
}
