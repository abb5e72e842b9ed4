//! Sheets drawn cell by cell: forms with merged cells that people fill in, print and send back.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet};

use super::entry::Entry;
use super::ink::Ink;
use super::page::{self, Paper};
use super::text::fit;
use super::write::BookError;

/// A rectangle of cells, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub row: u32,
    pub column: u16,
    pub height: u32,
    pub width: u16,
}

/// A sheet under construction; [`super::Book::place`] puts it into its book.
pub struct Drawn {
    pub(super) sheet: Worksheet,
    pub(super) name: String,
    /// What the defined names are of: the name, the row and the column.
    pub(super) names: Vec<(String, u32, u16)>,
    /// Lists that are too long to stand within a validation.
    pub(super) lists: Vec<Vec<String>>,
    columns: u16,
    rows: u32,
}

const LONGEST_NAME: usize = 200;

/// The sheet that holds long lists.
pub(super) const LISTS: &str = "_lists";

impl Area {
    pub fn new(row: u32, column: u16) -> Area {
        Area { row, column, height: 1, width: 1 }
    }

    pub fn wide(self, width: u16) -> Area {
        Area { width, ..self }
    }

    pub fn tall(self, height: u32) -> Area {
        Area { height, ..self }
    }

    fn last(self) -> (u32, u16) {
        (self.row + self.height.max(1) - 1, self.column + self.width.max(1) - 1)
    }
}

impl Drawn {
    pub(super) fn new(sheet: Worksheet, name: String) -> Drawn {
        Drawn { sheet, name, names: Vec::new(), lists: Vec::new(), columns: 0, rows: 0 }
    }

    /// Widths of the columns from the first on, in characters of the standard type; a Han character takes about two.
    pub fn widths(&mut self, widths: &[f64]) -> Result<(), BookError> {
        for (column, width) in (0..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }

    /// How tall a row is, in points.
    pub fn height(&mut self, row: u32, points: f64) -> Result<(), BookError> {
        self.sheet.set_row_height(row, points.min(super::measure::TALLEST))?;
        Ok(())
    }

    /// Writes a text into an area, which becomes one cell.
    pub fn write(&mut self, area: Area, text: &str, ink: Ink) -> Result<(), BookError> {
        self.cell(area, text, ink, true)
    }

    /// Prepares an area, one cell, for being filled in.
    pub fn input(&mut self, area: Area, entry: &Entry, ink: Ink) -> Result<(), BookError> {
        self.labelled_input(area, "", entry, ink)
    }

    /// The same with a text in it that is there to be replaced.
    pub fn labelled_input(&mut self, area: Area, text: &str, entry: &Entry, ink: Ink) -> Result<(), BookError> {
        self.cell(area, text, ink, entry.text)?;
        self.check(area.row..=area.row, area.column, entry)
    }

    /// Prepares a column for being filled in, and the whole of it for texts, so that rows added below keep them whole.
    /// `texts` stand in it from the first row on.
    pub fn inputs<'a>(
        &mut self,
        rows: RangeInclusive<u32>,
        column: u16,
        entry: &Entry,
        ink: Ink,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), BookError> {
        if entry.text {
            let text = rust_xlsxwriter::Format::new().set_num_format("@");
            self.sheet.set_column_format(column, &text)?;
        }
        let mut texts = texts.into_iter();
        for row in rows.clone() {
            self.cell(Area::new(row, column), texts.next().unwrap_or_default(), ink, entry.text)?;
        }
        self.check(rows, column, entry)
    }

    /// Gives a cell a name in the whole workbook, if it is one that names may have: letters, digits and underscores, and
    /// no other name differs from it in case alone. Without it, the label beside the cell still says what it is.
    pub fn name(&mut self, area: Area, name: String) {
        let legal = name.chars().all(|c| c.is_alphanumeric() || c == '_') && name.chars().count() <= LONGEST_NAME;
        let folded = name.to_lowercase();
        if legal && self.names.iter().all(|(own, ..)| own.to_lowercase() != folded) {
            self.names.push((name, area.row, area.column));
        }
    }

    /// What is printed, on which paper. What lies outside is for the screen alone.
    pub fn print(&mut self, area: Area, paper: Paper) -> Result<(), BookError> {
        let (row, column) = area.last();
        self.sheet.set_print_area(area.row, area.column, row, column)?;
        page::set(&mut self.sheet, paper);
        Ok(())
    }

    /// Prints these rows again at the top of each page.
    pub fn repeat(&mut self, rows: RangeInclusive<u32>) -> Result<(), BookError> {
        page::repeat(&mut self.sheet, &rows)
    }

    /// Keeps the first rows and columns in view.
    pub fn freeze(&mut self, rows: u32, columns: u16) -> Result<(), BookError> {
        page::freeze(&mut self.sheet, rows, columns)
    }

    /// Which cell is chosen when the book is opened.
    pub fn begin_at(&mut self, area: Area) -> Result<(), BookError> {
        self.sheet.set_selection(area.row, area.column, area.row, area.column)?;
        Ok(())
    }

    /// Locks everything but what people fill in, without a password: against mishaps, not against people. Rows may be
    /// made taller for long texts, and photos put in.
    pub fn protect(&mut self) {
        let options = ProtectionOptions {
            format_rows: true,
            format_columns: true,
            edit_objects: true,
            ..ProtectionOptions::new()
        };
        self.sheet.protect_with_options(&options).set_screen_gridlines(false);
    }

    pub(super) fn finish(&mut self) -> Result<(), BookError> {
        if let (Some(row), Some(column)) = (self.rows.checked_sub(1), self.columns.checked_sub(1)) {
            // Numbers are texts on purpose; green corners would only alarm people.
            self.sheet.ignore_error_range(0, 0, row, column, IgnoreError::NumberStoredAsText)?;
        }
        Ok(())
    }

    fn cell(&mut self, area: Area, text: &str, ink: Ink, as_text: bool) -> Result<(), BookError> {
        let format = ink.format(as_text);
        let (row, column) = area.last();
        match (row, column) == (area.row, area.column) {
            true if text.is_empty() => self.sheet.write_blank(area.row, area.column, &format)?,
            true => self.sheet.write_string_with_format(area.row, area.column, fit(text.into()), &format)?,
            false => self.sheet.merge_range(area.row, area.column, row, column, &fit(text.into()), &format)?,
        };
        (self.rows, self.columns) = (self.rows.max(row + 1), self.columns.max(column + 1));
        Ok(())
    }

    fn check(&mut self, rows: RangeInclusive<u32>, column: u16, entry: &Entry) -> Result<(), BookError> {
        let first = rust_xlsxwriter::utility::row_col_to_cell(*rows.start(), column);
        let lists = &mut self.lists;
        let mut list = |options: &[String]| {
            let at = lists.iter().position(|list| list == options).unwrap_or_else(|| {
                lists.push(options.to_vec());
                lists.len() - 1
            });
            let column = rust_xlsxwriter::utility::column_number_to_name(at as u16);
            format!("{LISTS}!${column}$1:${column}${}", options.len())
        };
        if let Some(validation) = entry.validation(&first, &mut list)? {
            self.sheet.add_data_validation(*rows.start(), column, *rows.end(), column, &validation)?;
        }
        Ok(())
    }
}
