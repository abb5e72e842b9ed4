//! Writing workbooks: sheets are filled from top to bottom, texts stay texts, and equal content gives equal bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};

use super::drawn::{Drawn, LISTS};
use super::ink;
use super::measure::{ROW, height, lines};
use super::page::{self, Paper};
use super::style::{Formats, Style};
use super::text::{cut, fit, units};

/// How many rows a sheet can have.
pub const MAX_ROWS: u32 = 1_048_576;

/// A workbook under construction.
pub struct Book {
    book: Workbook,
    formats: Arc<Formats>,
    /// In lower case: names that differ in case alone are the same to spreadsheet programs.
    names: BTreeSet<String>,
}

/// A sheet that is filled row by row; [`Book::push`] puts it into its book.
pub struct Sheet {
    pub(super) sheet: Worksheet,
    formats: Arc<Formats>,
    next: u32,
    columns: u16,
    widths: Vec<f64>,
    /// What rows measure at least, in points.
    least: f64,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'a> {
    /// Never taken for a number, a date or a formula.
    Text(Cow<'a, str>),
    /// A count, which people may want to add up.
    Number(usize),
    /// A short text that leads to an address: `https://…`, or a cell of the book such as `internal:'表'!A5`.
    Link { text: Cow<'a, str>, to: Cow<'a, str> },
    /// A number of so many tenths, shown with one decimal.
    Tenths(i128),
}

/// A text across several columns, counted from 0.
pub struct Span<'a> {
    pub columns: RangeInclusive<u16>,
    pub text: Cow<'a, str>,
    pub style: Style,
}

/// A workbook could not be written: the program's own fault, never that of the content.
#[derive(Debug)]
pub struct BookError(XlsxError);

impl Book {
    pub fn new(title: &str) -> Result<Book, BookError> {
        let mut book = Workbook::new();
        // The library would write the clock into the file, and two runs over the same returned files would differ.
        // Any fixed day does; an early one shows at once that it is not the day of the run.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        Ok(Book { book, formats: Arc::new(Formats::new()), names: BTreeSet::new() })
    }

    /// A workbook of forms, whose columns are counted in the type of Chinese programs.
    pub fn for_forms(title: &str) -> Result<Book, BookError> {
        const ROW: u32 = 18;
        const COLUMN: u32 = 72;
        let mut book = Book::new(title)?;
        book.book.set_default_format(&ink::standard(), ROW, COLUMN)?;
        Ok(book)
    }

    /// A sheet of that name, made to fit: at most 31 units of UTF-16, no characters that names must not have, and a
    /// number behind it where the name is taken.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, BookError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.free_name(name))?.set_default_row_height(ROW);
        Ok(Sheet { sheet, formats: self.formats.clone(), next: 0, columns: 0, widths: Vec::new(), least: 0.0 })
    }

    pub fn push(&mut self, mut sheet: Sheet) -> Result<(), BookError> {
        if let (Some(row), Some(column)) = (sheet.next.checked_sub(1), sheet.columns.checked_sub(1)) {
            // ID numbers and dates are texts on purpose; green corners all over the sheet would only alarm people.
            sheet.sheet.ignore_error_range(0, 0, row, column, IgnoreError::NumberStoredAsText)?;
        }
        self.book.push_worksheet(sheet.sheet);
        Ok(())
    }

    /// A sheet to draw a form on, named as by [`Book::sheet`].
    pub fn form(&mut self, name: &str) -> Result<Drawn, BookError> {
        let name = self.free_name(name);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        Ok(Drawn::new(sheet, name))
    }

    /// Puts a form into the book, with the names of its cells and the lists that it needs. A book has one form.
    pub fn place(&mut self, mut form: Drawn) -> Result<(), BookError> {
        form.finish()?;
        let quoted = form.name.replace('\'', "''");
        for (name, row, column) in &form.names {
            let column = rust_xlsxwriter::utility::column_number_to_name(*column);
            self.book.define_name(name.as_str(), &format!("='{quoted}'!${column}${}", row + 1))?;
        }
        self.book.push_worksheet(form.sheet);
        if !form.lists.is_empty() {
            self.hidden(LISTS, &form.lists)?;
        }
        Ok(())
    }

    /// A sheet that people do not see, with columns of texts.
    pub fn hidden(&mut self, name: &str, columns: &[Vec<String>]) -> Result<(), BookError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.free_name(name))?.set_hidden(true);
        for (column, texts) in (0..).zip(columns) {
            for (row, text) in (0..).zip(texts) {
                let format = self.formats.text(Style::Remark);
                sheet.write_string_with_format(row, column, fit(text.as_str().into()), format)?;
            }
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<u8>, BookError> {
        Ok(self.book.save_to_buffer()?)
    }

    fn free_name(&mut self, wanted: &str) -> String {
        let legal: String = wanted
            .chars()
            .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control())
            .collect();
        let legal = if legal.trim().is_empty() { "表" } else { legal.trim() };
        let mut number = 1;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("（{number}）") };
            let name = format!("{}{suffix}", cut(legal, MAX_NAME - units(&suffix)));
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

impl Sheet {
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
        let mut lines = 1;
        for (column, (content, style)) in (0..).zip(cells) {
            match content {
                Content::Text(text) => {
                    lines = lines.max(self.lines(&text, style, column..=column));
                    let format = self.formats.text(style);
                    self.sheet.write_string_with_format(self.next, column, fit(text), format)?
                }
                Content::Link { text, to } => {
                    let format = Some(self.formats.text(style));
                    self.sheet.write_url_with_options(self.next, column, to.as_ref(), fit(text), "", format)?
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
            self.columns = self.columns.max(column + 1);
        }
        self.end_row(lines)
    }

    /// Writes a row of texts that each run across several columns.
    pub fn spans<'a>(&mut self, spans: impl IntoIterator<Item = Span<'a>>) -> Result<(), BookError> {
        let mut lines = 1;
        for Span { columns, text, style } in spans {
            let (first, last) = (*columns.start(), *columns.end());
            lines = lines.max(self.lines(&text, style, columns));
            let (format, text) = (self.formats.text(style), fit(text));
            match first < last {
                true => self.sheet.merge_range(self.next, first, self.next, last, &text, format)?,
                false => self.sheet.write_string_with_format(self.next, first, text, format)?,
            };
            self.columns = self.columns.max(last + 1);
        }
        self.end_row(lines)
    }

    /// Leaves a row empty.
    pub fn skip(&mut self) {
        self.next += 1;
    }

    /// A4, landscape, one page wide and as many long as it takes, with 第 x 页 共 y 页 at the foot.
    pub fn page(&mut self) {
        page::set(&mut self.sheet, Paper::List);
    }

    /// Prints these rows again at the top of each page.
    pub fn repeat(&mut self, rows: RangeInclusive<u32>) -> Result<(), BookError> {
        page::repeat(&mut self.sheet, &rows)
    }

    /// Keeps the first rows and columns in view.
    pub fn freeze(&mut self, rows: u32, columns: u16) -> Result<(), BookError> {
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

    fn lines(&self, text: &str, style: Style, columns: RangeInclusive<u16>) -> usize {
        let columns = *columns.start() as usize..=*columns.end() as usize;
        match self.widths.get(columns) {
            Some(widths) if style.wraps() => lines(text, widths.iter().sum()),
            _ => 1,
        }
    }

    /// Heights are said outright: not every spreadsheet program makes room for wrapped text when it opens a file.
    fn end_row(&mut self, lines: usize) -> Result<(), BookError> {
        let points = height(lines).max(self.least);
        if points > ROW {
            self.sheet.set_row_height(self.next, points)?;
        }
        self.next += 1;
        Ok(())
    }
}

const MAX_NAME: usize = 31;

impl<'a> From<&'a str> for Content<'a> {
    fn from(text: &'a str) -> Content<'a> {
        Content::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Content<'_> {
    fn from(text: String) -> Self {
        Content::Text(Cow::Owned(text))
    }
}

impl From<usize> for Content<'_> {
    fn from(number: usize) -> Self {
        Content::Number(number)
    }
}

impl From<XlsxError> for BookError {
    fn from(error: XlsxError) -> BookError {
        BookError(error)
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for BookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::{Book, Style};

    #[test]
    fn names_are_made_to_fit() {
        let mut book = Book::new("").expect("book");
        for (wanted, given) in [
            ("a/b:[c]*?'", "abc"),
            ("ABC", "ABC（2）"),
            ("", "表"),
            (&"长".repeat(40), &"长".repeat(31)),
            (&"长".repeat(41), &format!("{}（2）", "长".repeat(28))),
        ] {
            assert_eq!(book.free_name(wanted), given);
        }
    }

    #[test]
    fn texts_of_any_shape_come_back_as_they_were() {
        let texts =
            ["=1+1", "007", "<r>&</r", "_x0041_", "a\u{1}b", " 空白 ", "\u{FFFE}", "一\n二", "{=A1}", "http://x.test/"];
        let mut book = Book::new("").expect("book");
        let mut sheet = book.sheet("表").expect("sheet");
        sheet.row(texts.map(|text| (text.into(), Style::Body))).expect("row");
        sheet.row([("<r>markup</r>".into(), Style::Body)]).expect("row");
        book.push(sheet).expect("push");
        let mut book = Xlsx::new(Cursor::new(book.finish().expect("bytes"))).expect("a workbook");
        let range = book.worksheet_range("表").expect("range");
        for (text, data) in texts.iter().zip(range.rows().next().expect("row")) {
            assert_eq!(data, &Data::String(text.to_string()));
        }
        assert_eq!(range.get((1, 0)), Some(&Data::String("<r>markup</r> ".to_owned())));
    }
}
