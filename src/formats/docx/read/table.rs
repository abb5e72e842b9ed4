//! A table that is being read: rows, merged cells, and which cell of its row each one is.

use std::collections::BTreeMap;

use super::cell::Said;
use super::properties::{CellProperties, Merge, RowProperties};

/// A table, whether or not it stands in the cell of another.
#[derive(Default)]
pub struct RawTable {
    pub nested: bool,
    pub cells: Vec<RawCell>,
    pub rows: u32,
}

/// A cell that is shown. Rows and columns from 1.
pub struct RawCell {
    pub row: u32,
    pub column: u32,
    pub height: u32,
    pub width: u32,
    /// Which cell of its row it is, as people count.
    pub seen: u32,
    pub hidden: bool,
    /// The end of its start tag, in bytes of the main part.
    pub at: usize,
    pub said: Vec<Said>,
}

/// A table whose end has not come yet.
pub struct OpenTable {
    /// Its place among the document's blocks, which is where it began.
    pub slot: usize,
    pub table: RawTable,
    row: RowProperties,
    /// How many cells the row has so far, and the column behind the last.
    seen: u32,
    column: u32,
    /// The cells that go on below, by their first column.
    merging: BTreeMap<u32, usize>,
    cell: CellProperties,
}

impl OpenTable {
    pub fn new(slot: usize, nested: bool) -> OpenTable {
        OpenTable {
            slot,
            table: RawTable { nested, ..RawTable::default() },
            row: RowProperties::default(),
            seen: 0,
            column: 1,
            merging: BTreeMap::new(),
            cell: CellProperties::default(),
        }
    }

    pub fn begin_row(&mut self) {
        self.table.rows += 1;
        self.row = RowProperties::default();
        (self.seen, self.column) = (0, 1);
    }

    pub fn row_is(&mut self, row: RowProperties) {
        self.column += row.before;
        // Once the change is accepted, the row is not there to be counted.
        if row.deleted && !self.row.deleted {
            self.table.rows -= 1;
        }
        self.row = row;
    }

    pub fn row_is_deleted(&self) -> bool {
        self.row.deleted
    }

    pub fn cell_is(&mut self, cell: CellProperties) {
        self.cell = cell;
    }

    /// Ends the cell whose start tag ended at a byte of the main part.
    pub fn end_cell(&mut self, at: usize, said: Vec<Said>) {
        let (row, column) = (self.table.rows, self.column);
        let width = self.cell.width.unwrap_or(1);
        self.seen += 1;
        self.column += width;
        if let (Merge::Continues, Some(above)) = (self.cell.merge, self.merging.get(&column)) {
            // What such a cell holds is not shown.
            let above = &mut self.table.cells[*above];
            above.height = (row + 1).saturating_sub(above.row).max(1);
            return;
        }
        self.merging.remove(&column);
        if self.cell.merge == Merge::Begins {
            self.merging.insert(column, self.table.cells.len());
        }
        let (seen, hidden) = (self.seen, self.row.hidden);
        self.table.cells.push(RawCell { row, column, height: 1, width, seen, hidden, at, said });
    }
}
