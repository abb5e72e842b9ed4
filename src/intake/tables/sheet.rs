//! A table laid out by rows and columns, so that neighbours can be asked for, and a record of what has been taken.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Raw, Table, TableCell};
use crate::source::{At, CellSpot, Place, TableSpot};

pub(super) struct Sheet<'a> {
    pub table: &'a Table,
    /// Cells that hold something or bear a key, by row and column.
    cells: BTreeMap<(u32, u32), &'a TableCell>,
    /// Cells that are merged over several rows, by their column and row.
    tall: BTreeMap<(u32, u32), &'a TableCell>,
    /// Cells that were understood: as labels, values, titles or remarks.
    taken: RefCell<BTreeSet<(u32, u32)>>,
    pub all_hidden: bool,
}

impl<'a> Sheet<'a> {
    pub fn new(table: &'a Table) -> Sheet<'a> {
        let cells = table.cells.iter().map(|cell| ((cell.row, cell.column), cell));
        let tall = table.cells.iter().filter(|cell| cell.height > 1).map(|cell| ((cell.column, cell.row), cell));
        let all_hidden = table.cells.iter().all(|cell| cell.hidden);
        Sheet { table, cells: cells.collect(), tall: tall.collect(), taken: RefCell::default(), all_hidden }
    }

    pub fn cell(&self, row: u32, column: u32) -> Option<&'a TableCell> {
        self.cells.get(&(row, column)).copied()
    }

    /// The first cell of a row in some columns.
    pub fn first_of(&self, row: u32, columns: Range<u32>) -> Option<&'a TableCell> {
        self.cells.range((row, columns.start)..(row, columns.end)).next().map(|(_, cell)| *cell)
    }

    /// The cell that stands there or is merged over it from above.
    pub fn over(&self, row: u32, column: u32) -> Option<&'a TableCell> {
        self.cell(row, column).or_else(|| {
            let (_, cell) = self.tall.range((column, 0)..=(column, row)).next_back()?;
            (cell.row + cell.height > row).then_some(*cell)
        })
    }

    /// The cell in a row that reaches over a column.
    pub fn across(&self, row: u32, column: u32) -> Option<&'a TableCell> {
        let (_, cell) = self.cells.range((row, 0)..=(row, column)).next_back()?;
        (cell.column + cell.width > column).then_some(*cell)
    }

    /// The cells of a row, from left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &'a TableCell> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(_, cell)| *cell)
    }

    /// The rows with cells, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// The place of a cell, whether it holds anything or not.
    pub fn place(&self, row: u32, column: u32) -> Option<Place> {
        if let Some(cell) = self.cell(row, column) {
            return Some(cell.place);
        }
        let near = self.table.cells.first()?.place;
        let at = match near.at {
            At::Cell(spot) => At::Cell(CellSpot { row, column, ..spot }),
            At::Table(spot) => At::Table(TableSpot { row, column, ..spot }),
            at @ (At::File | At::Text(_) | At::Paragraph(_)) => at,
        };
        Some(Place { at, ..near })
    }

    pub fn take(&self, cell: &TableCell) {
        self.taken.borrow_mut().insert((cell.row, cell.column));
    }

    pub fn take_row(&self, row: u32) {
        self.row(row).for_each(|cell| self.take(cell));
    }

    pub fn is_taken(&self, cell: &TableCell) -> bool {
        self.taken.borrow().contains(&(cell.row, cell.column))
    }
}

/// What a cell shows as text; empty for a picture or nothing.
pub(super) fn shown(raw: &Raw) -> Cow<'_, str> {
    match raw {
        Raw::Text(text) | Raw::Number(text) => Cow::Borrowed(text.trim()),
        Raw::Date(day) => Cow::Owned(day.to_string()),
        Raw::Error(error) => Cow::Borrowed(error),
        Raw::List(items) => Cow::Owned(items.join("、")),
        Raw::Empty | Raw::Picture | Raw::Formula | Raw::Other(_) => Cow::Borrowed(""),
    }
}

/// Whether a value says something: boxes of which none is ticked do not.
pub(super) fn says_something(raw: &Raw) -> bool {
    match raw {
        Raw::Empty => false,
        Raw::Text(text) => {
            let unticked = text.contains(['□', '☐', '○']) && !text.contains(['☑', '☒', '√', '✓', '✔', '■', '●']);
            !text.trim().is_empty() && !unticked
        }
        _ => true,
    }
}
