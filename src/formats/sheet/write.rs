//! Writing workbooks: sheets are filled from top to bottom, texts stay texts, and equal content gives equal bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use zip::result::ZipError;

use super::drawn::{Drawn, LISTS};
use super::ink;
use super::long::{self, Packed};
use super::rows::Sheet;
use super::style::{Formats, Style};
use super::text::{cut, fit, is_foreign, plain, units};

/// How many rows a sheet can have.
pub const MAX_ROWS: u32 = 1_048_576;

/// A workbook under construction.
pub struct Book {
    book: Workbook,
    formats: Arc<Formats>,
    /// In lower case: names that differ in case alone are the same to spreadsheet programs.
    names: BTreeSet<String>,
    /// Whether its sheets are so long that rows are packed as they come.
    is_large: bool,
    /// How many sheets were begun and pushed, and the long ones among them.
    begun: usize,
    pushed: usize,
    long: Vec<Packed>,
}

/// Rows of a workbook beyond which they are packed as they come.
const LARGE: usize = 1000;

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
pub enum BookError {
    Library(XlsxError),
    Package(ZipError),
    /// A long sheet is not what the library would have written.
    Unlike,
}

impl Book {
    pub fn new(title: &str) -> Result<Book, BookError> {
        let mut book = Workbook::new();
        // The library would write the clock into the file, and two runs over the same returned files would differ.
        // Any fixed day does; an early one shows at once that it is not the day of the run.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(plain(title)).set_creation_datetime(&created));
        let (formats, names) = (Arc::new(Formats::new()), BTreeSet::new());
        Ok(Book { book, formats, names, is_large: false, begun: 0, pushed: 0, long: Vec::new() })
    }

    /// A workbook of about so many rows; of many, no more is in memory than what they pack into.
    pub fn sized(title: &str, rows: usize) -> Result<Book, BookError> {
        let mut book = Book::new(title)?;
        book.is_large = rows > LARGE;
        if book.is_large {
            // Styles are known by number before the library comes to them.
            book.formats.all().for_each(|format| book.book.register_format(format));
        }
        Ok(book)
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
    ///
    /// What stands before the rows ([`Sheet::widths`], [`Sheet::freeze`], [`Sheet::page`]) is said before the first of them.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, BookError> {
        let sheet = self.small_sheet(name)?;
        Ok(if self.is_large { sheet.long() } else { sheet })
    }

    /// A sheet of few rows, on which charts and pictures may lie.
    pub fn small_sheet(&mut self, name: &str) -> Result<Sheet, BookError> {
        self.begun += 1;
        Sheet::new(self.free_name(name), self.begun, self.formats.clone())
    }

    pub fn push(&mut self, sheet: Sheet) -> Result<(), BookError> {
        let (number, sheet, long) = sheet.finish()?;
        self.pushed += 1;
        if let Some(long) = long {
            // Sheets are numbered as they are begun, and may not be put in otherwise.
            match number == self.pushed {
                true => self.long.push(long),
                false => return Err(BookError::Unlike),
            }
        }
        self.book.push_worksheet(sheet);
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
        let package = self.book.save_to_buffer()?;
        match self.long.is_empty() {
            true => Ok(package),
            false => long::put_in(package, self.long),
        }
    }

    fn free_name(&mut self, wanted: &str) -> String {
        let legal: String = wanted
            .chars()
            .filter(|c| {
                !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control() && !is_foreign(*c)
            })
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

impl<'a> From<Cow<'a, str>> for Content<'a> {
    fn from(text: Cow<'a, str>) -> Content<'a> {
        Content::Text(text)
    }
}

impl From<usize> for Content<'_> {
    fn from(number: usize) -> Self {
        Content::Number(number)
    }
}

impl From<XlsxError> for BookError {
    fn from(error: XlsxError) -> BookError {
        BookError::Library(error)
    }
}

impl From<ZipError> for BookError {
    fn from(error: ZipError) -> BookError {
        BookError::Package(error)
    }
}

impl From<io::Error> for BookError {
    fn from(error: io::Error) -> BookError {
        BookError::Package(error.into())
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BookError::Library(error) => fmt::Display::fmt(error, f),
            BookError::Package(error) => fmt::Display::fmt(error, f),
            BookError::Unlike => f.write_str("a long sheet is not begun as it ends"),
        }
    }
}

impl std::error::Error for BookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BookError::Library(error) => Some(error),
            BookError::Package(error) => Some(error),
            BookError::Unlike => None,
        }
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
            ("测\u{B}试\u{FFFF}", "测试"),
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
