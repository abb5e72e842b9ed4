//! The sheet that cells are gathered on, within the limits of a workbook.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{too_large, too_much_text};
use crate::diagnostic::FileProblem;
use crate::model::{Raw, Table, TableCell};
use crate::source::{Limits, SourceId};

/// What may still be taken from a workbook.
pub(super) struct Allowance {
    cells: usize,
    /// Bytes of all texts, each counted as often as it stands: cells share texts, and rows are repeated.
    texts: usize,
    limits: Limits,
}

/// A sheet in the making; rows and columns count from 1.
pub(super) struct Grid {
    source: SourceId,
    sheet: u16,
    cells: BTreeMap<(u32, u32), Raw>,
    /// The height and width of merged areas, by their first cell.
    merged: BTreeMap<(u32, u32), (u32, u32)>,
    keys: BTreeMap<(u32, u32), String>,
    /// The cells that the upper left corners of pictures lie over.
    pictures: BTreeSet<(u32, u32)>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    hidden: bool,
}

impl Allowance {
    pub fn new(limits: &Limits) -> Allowance {
        Allowance { cells: 0, texts: 0, limits: *limits }
    }

    fn take(&mut self) -> Result<(), FileProblem> {
        self.cells += 1;
        match self.cells > self.limits.workbook_cells {
            true => Err(too_large(["单元格数", "cells"], self.limits.workbook_cells)),
            false => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), FileProblem> {
        if text.len() > self.limits.cell_bytes {
            return Err(too_large(["单元格文字长度", "bytes in a cell"], self.limits.cell_bytes));
        }
        self.texts += text.len();
        match self.texts > self.limits.workbook_texts {
            true => Err(too_much_text(&self.limits)),
            false => Ok(()),
        }
    }
}

impl Grid {
    pub fn new(source: SourceId, sheet: usize, hidden: bool) -> Grid {
        Grid {
            source,
            // Workbooks with more sheets than this are refused before.
            sheet: u16::try_from(sheet).unwrap_or(u16::MAX),
            cells: BTreeMap::new(),
            merged: BTreeMap::new(),
            keys: BTreeMap::new(),
            pictures: BTreeSet::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
            hidden,
        }
    }

    pub fn put(&mut self, row: u32, column: u32, raw: Raw, allowance: &mut Allowance) -> Result<(), FileProblem> {
        let is_blank = matches!(&raw, Raw::Text(text) if text.trim().is_empty());
        if raw == Raw::Empty || is_blank {
            return Ok(());
        }
        if let Raw::Text(text) = &raw {
            allowance.text(text)?;
        }
        allowance.take()?;
        self.cells.insert((row, column), raw);
        Ok(())
    }

    /// Notes a picture that lies over a cell.
    pub fn picture(&mut self, row: u32, column: u32) {
        if self.pictures.len() < MOST_PICTURES {
            self.pictures.insert((row, column));
        }
    }

    pub fn merge(&mut self, first: (u32, u32), last: (u32, u32), allowance: &mut Allowance) -> Result<(), FileProblem> {
        allowance.take()?;
        let size = (last.0.saturating_sub(first.0) + 1, last.1.saturating_sub(first.1) + 1);
        self.merged.insert(first, size);
        Ok(())
    }

    pub fn name(&mut self, row: u32, column: u32, key: String) {
        self.keys.insert((row, column), key);
    }

    pub fn hide_row(&mut self, row: u32, allowance: &mut Allowance) -> Result<(), FileProblem> {
        allowance.take()?;
        self.hidden_rows.insert(row);
        Ok(())
    }

    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.push((first, last));
    }

    pub fn finish(mut self, title: &str) -> Table {
        self.hidden_columns.truncate(MOST_COLUMN_RANGES);
        for spot in self.keys.keys() {
            self.cells.entry(*spot).or_insert(Raw::Empty);
        }
        let merged = &self.merged;
        let area = |(row, column): (u32, u32)| {
            let holds = |((top, left), (height, width)): (&(u32, u32), &(u32, u32))| {
                (*top..*top + height).contains(&row) && (*left..*left + width).contains(&column)
            };
            merged.iter().find(|(first, size)| holds((first, size))).map_or((row, column), |(first, _)| *first)
        };
        let pictures: BTreeSet<(u32, u32)> = self.pictures.iter().map(|spot| area(*spot)).collect();
        for spot in &pictures {
            self.cells.entry(*spot).or_insert(Raw::Picture);
        }
        let hidden = |row: u32, column: u32| {
            self.hidden
                || self.hidden_rows.contains(&row)
                || self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
        };
        let cells = self.cells.into_iter().map(|((row, column), raw)| {
            let (height, width) = merged.get(&(row, column)).copied().unwrap_or((1, 1));
            TableCell {
                row,
                column,
                height,
                width,
                picture: raw == Raw::Picture || pictures.contains(&(row, column)),
                raw,
                place: self.source.cell(self.sheet, row, column),
                key: self.keys.get(&(row, column)).cloned(),
                hidden: hidden(row, column),
            }
        });
        Table { title: title.to_owned(), cells: cells.collect() }
    }
}

/// More than one a form; each is looked for among the merged areas.
const MOST_PICTURES: usize = 200;

/// Far more than any form has, and few enough to be asked for every cell.
const MOST_COLUMN_RANGES: usize = 256;

/// A cell's name such as `$D$7`, as row and column from 1.
pub(super) fn cell_at(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().replace('$', "");
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
    }
    let row = digits.parse().ok()?;
    (letters.bytes().all(|byte| byte.is_ascii_alphabetic()) && row > 0).then_some((row, column))
}

/// An area such as `A1:C3`, or one cell, as its first and its last cell.
pub(super) fn area_at(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some((cell_at(first)?, cell_at(last)?))
}

#[cfg(test)]
mod tests {
    use super::{area_at, cell_at};

    #[test]
    fn names_of_cells_are_understood() {
        assert_eq!(cell_at("A1"), Some((1, 1)));
        assert_eq!(cell_at("$XFD$1048576"), Some((1_048_576, 16_384)));
        assert_eq!(area_at("B2:AA10"), Some(((2, 2), (10, 27))));
        for name in ["", "A", "1", "A0", "AAAA1", "A-1", "名1", "A99999999"] {
            assert_eq!(cell_at(name), None, "{name}");
        }
    }
}
