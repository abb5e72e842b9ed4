//! A table as it came back, on a sheet or in a document: its cells with their places, before any form is seen in it.

use super::submission::Raw;
use crate::source::Place;

/// A received table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The title of the sheet, or the last words before the table in a document; empty where there are none.
    pub title: String,
    /// Cells that hold something or are marked with a key, by row, then column.
    pub cells: Vec<TableCell>,
}

/// One cell of a received table. A merged area is one cell: its first, with its height and width.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// From 1, as people count.
    pub row: u32,
    /// From 1.
    pub column: u32,
    /// In rows; 1 unless merged.
    pub height: u32,
    /// In columns; 1 unless merged.
    pub width: u32,
    pub raw: Raw,
    /// Whether a picture lies in the cell or over it, whatever else it holds.
    pub picture: bool,
    pub place: Place,
    /// The key of the field that the file itself says is here: by a defined name or a content control of our blanks.
    pub key: Option<String>,
    /// In a hidden row or column, which people do not see.
    pub hidden: bool,
}
