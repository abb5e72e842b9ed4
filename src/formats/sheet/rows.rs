//! A sheet that is filled from top to bottom: as cells of the library, or packed as the rows come.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rust_xlsxwriter::{IgnoreError, Worksheet};

use super::long::{Cell, Long, Packed};
use super::measure::{ROW, height, lines};
use super::page::{self, Paper};
use super::style::{Formats, Shape, Style};
use super::text::{fit, plain};
use super::write::{BookError, Content, Span};

/// A sheet that is filled row by row; [`Book::push`] puts it into its book.
pub struct Sheet {
    pub(super) sheet: Worksheet,
    formats: Arc<Formats>,
    /// Its place in the book, from 1.
    number: usize,
    next: u32,
    columns: u16,
    widths: Vec<f64>,
    /// What rows measure at least, in points.
    least: f64,
    frozen: (u32, u16),
    is_paged: bool,
    rows: Rows,
}

/// Where rows go.
enum Rows {
    /// Into the library's sheet.
    Library,
    /// Into a long sheet, which the first row begins.
    Coming,
    Long(Box<Long>),
}

impl Sheet {
    /// An empty sheet, of that name and at that place in its book.
    pub(super) fn new(name: String, number: usize, formats: Arc<Formats>) -> Result<Sheet, BookError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_default_row_height(ROW);
        Ok(Sheet {
            sheet,
            formats,
            number,
            next: 0,
            columns: 0,
            widths: Vec::new(),
            least: 0.0,
            frozen: (0, 0),
            is_paged: false,
            rows: Rows::Library,
        })
    }

    /// The same, for rows without end.
    pub(super) fn long(self) -> Sheet {
        Sheet { rows: Rows::Coming, ..self }
    }

    /// The number, the library's sheet, and the rows that it does not have.
    pub(super) fn finish(mut self) -> Result<(usize, Worksheet, Option<Packed>), BookError> {
        if let (Some(row), Some(column)) = (self.next.checked_sub(1), self.columns.checked_sub(1)) {
            // ID numbers and dates are texts on purpose; green corners all over the sheet would only alarm people.
            self.sheet.ignore_error_range(0, 0, row, column, IgnoreError::NumberStoredAsText)?;
        }
        match self.rows {
            Rows::Long(long) => {
                let (rows, sheet) = long.finish(self.number, self.sheet)?;
                Ok((self.number, sheet, Some(rows)))
            }
            Rows::Library | Rows::Coming => Ok((self.number, self.sheet, None)),
        }
    }

    pub fn name(&self) -> String {
        self.sheet.name()
    }

    /// The row about to be written, from 0.
    pub fn next_row(&self) -> u32 {
        self.next
    }

    /// Widths of the columns from the first on, in characters of the standard type; a Han character takes about two.
    pub fn widths(&mut self, widths: impl IntoIterator<Item = f64>) -> Result<(), BookError> {
        for (column, width) in (0..).zip(widths) {
            self.sheet.set_column_width(column, width)?;
            self.widths.push(width);
        }
        Ok(())
    }

    /// How tall the rows written from now on are at least, in points.
    pub fn least_height(&mut self, points: f64) {
        self.least = points;
    }

    /// Writes a row from the first column on.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = (Content<'a>, Style)>) -> Result<(), BookError> {
        let cells: Vec<(Content, Style)> = cells.into_iter().collect();
        let lines = (0..).zip(&cells).map(|(column, (content, style))| match content {
            Content::Text(text) => self.lines(text, *style, column..=column),
            Content::Link { .. } | Content::Number(_) | Content::Tenths(_) => 1,
        });
        let lines = lines.max().unwrap_or(1);
        self.columns = self.columns.max(cells.len() as u16);
        self.begin()?;
        match self.rows {
            Rows::Long(_) => self.packed(cells, lines)?,
            Rows::Library | Rows::Coming => self.cells(cells)?,
        }
        self.end_row(lines)
    }

    /// Writes a row of texts that each run across several columns.
    pub fn spans<'a>(&mut self, spans: impl IntoIterator<Item = Span<'a>>) -> Result<(), BookError> {
        self.begin()?;
        let mut most = 1;
        let mut row = Vec::new();
        for Span { columns, text, style } in spans {
            let (first, last) = (*columns.start(), *columns.end());
            most = most.max(self.lines(&text, style, columns.clone()));
            let (format, text) = (self.formats.text(style), fit(text));
            // The library merges cells with their content; a long sheet has the content itself.
            let known = if matches!(self.rows, Rows::Long(_)) { "" } else { &*text };
            match first < last {
                true => self.sheet.merge_range(self.next, first, self.next, last, known, format)?,
                false => self.sheet.write_string_with_format(self.next, first, known, format)?,
            };
            row.push((columns, text, self.formats.number_of(style, Shape::Text)));
            self.columns = self.columns.max(last + 1);
        }
        let points = self.points(most);
        if let Rows::Long(long) = &mut self.rows {
            let cells = row.iter().flat_map(|(columns, text, style)| {
                let text = std::iter::once(&**text).chain(std::iter::repeat(""));
                columns.clone().zip(text).map(|(column, text)| (column, Cell::Text(text), *style))
            });
            long.row(self.next, points, cells)?;
        }
        self.end_row(most)
    }

    /// Leaves a row empty.
    pub fn skip(&mut self) {
        self.next += 1;
    }

    /// A4, landscape, one page wide and as many long as it takes, with 第 x 页 共 y 页 at the foot.
    pub fn page(&mut self) {
        self.is_paged = true;
        page::set(&mut self.sheet, Paper::List);
    }

    /// Prints these rows again at the top of each page.
    pub fn repeat(&mut self, rows: RangeInclusive<u32>) -> Result<(), BookError> {
        page::repeat(&mut self.sheet, &rows)
    }

    /// Keeps the first rows and columns in view.
    pub fn freeze(&mut self, rows: u32, columns: u16) -> Result<(), BookError> {
        self.frozen = (rows, columns);
        page::freeze(&mut self.sheet, rows, columns)
    }

    /// Filter buttons on a row of headings, for all rows written below it.
    pub fn filter(&mut self, head: u32) -> Result<(), BookError> {
        if let Some(column) = self.columns.checked_sub(1) {
            self.sheet.autofilter(head, 0, self.next.saturating_sub(1).max(head), column)?;
        }
        Ok(())
    }

    /// Prints the first columns alone, all rows written so far.
    pub fn print_area(&mut self, columns: u16) -> Result<(), BookError> {
        self.sheet.set_print_area(0, 0, self.next.saturating_sub(1), columns.saturating_sub(1))?;
        Ok(())
    }

    /// Begins a long sheet with its first row.
    fn begin(&mut self) -> Result<(), BookError> {
        if matches!(self.rows, Rows::Coming) {
            let long = Long::begin(self.number, |sheet| self.dress(sheet))?;
            self.rows = Rows::Long(Box::new(long));
        }
        Ok(())
    }

    /// Gives another sheet of the library all that stands before the rows of this one.
    fn dress(&self, sheet: &mut Worksheet) -> Result<(), BookError> {
        sheet.set_default_row_height(ROW);
        for (column, width) in (0..).zip(&self.widths) {
            sheet.set_column_width(column, *width)?;
        }
        if self.is_paged {
            page::set(sheet, Paper::List);
        }
        match self.frozen {
            (0, 0) => Ok(()),
            (rows, columns) => page::freeze(sheet, rows, columns),
        }
    }

    /// Writes a row as cells of the library.
    fn cells(&mut self, cells: Vec<(Content, Style)>) -> Result<(), BookError> {
        for (column, (content, style)) in (0..).zip(cells) {
            match content {
                Content::Text(text) => {
                    let format = self.formats.text(style);
                    self.sheet.write_string_with_format(self.next, column, fit(text), format)?
                }
                Content::Link { text, to } => {
                    let (text, format) = (plain(fit(text)), Some(self.formats.text(style)));
                    self.sheet.write_url_with_options(self.next, column, &*plain(to), text, "", format)?
                }
                Content::Number(number) => {
                    let format = self.formats.number(style);
                    self.sheet.write_number_with_format(self.next, column, number as f64, format)?
                }
                Content::Tenths(tenths) => {
                    let format = self.formats.decimal(style);
                    self.sheet.write_number_with_format(self.next, column, tenths as f64 / 10.0, format)?
                }
            };
        }
        Ok(())
    }

    /// Packs a row. Where links lead the library notes all the same: that stands behind the rows.
    fn packed(&mut self, cells: Vec<(Content, Style)>, lines: usize) -> Result<(), BookError> {
        let mut row: Vec<(Cow<str>, f64, Shape, u32)> = Vec::with_capacity(cells.len());
        for (column, (content, style)) in (0..).zip(cells) {
            let (text, number, shape) = match content {
                Content::Text(text) => (fit(text), 0.0, Shape::Text),
                Content::Link { text, to } => {
                    let (text, format) = (plain(fit(text)), Some(self.formats.text(style)));
                    self.sheet.write_url_with_options(self.next, column, &*plain(to), text.as_ref(), "", format)?;
                    (text, 0.0, Shape::Text)
                }
                Content::Number(number) => ("".into(), number as f64, Shape::Number),
                Content::Tenths(tenths) => ("".into(), tenths as f64 / 10.0, Shape::Decimal),
            };
            row.push((text, number, shape, self.formats.number_of(style, shape)));
        }
        let points = self.points(lines);
        let Rows::Long(long) = &mut self.rows else { return Ok(()) };
        let cells = (0..).zip(&row).map(|(column, (text, number, shape, style))| match shape {
            Shape::Text => (column, Cell::Text(text), *style),
            Shape::Number | Shape::Decimal => (column, Cell::Number(*number), *style),
        });
        long.row(self.next, points, cells)
    }

    fn lines(&self, text: &str, style: Style, columns: RangeInclusive<u16>) -> usize {
        let columns = *columns.start() as usize..=*columns.end() as usize;
        match self.widths.get(columns) {
            Some(widths) if style.wraps() => lines(text, widths.iter().sum()),
            _ => 1,
        }
    }

    /// How tall a row of so many lines is.
    fn points(&self, lines: usize) -> f64 {
        height(lines).max(self.least)
    }

    /// Heights are said outright: not every spreadsheet program makes room for wrapped text when it opens a file.
    fn end_row(&mut self, lines: usize) -> Result<(), BookError> {
        let points = self.points(lines);
        if points > ROW && matches!(self.rows, Rows::Library) {
            self.sheet.set_row_height(self.next, points)?;
        }
        self.next += 1;
        Ok(())
    }
}
