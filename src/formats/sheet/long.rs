//! Sheets of any length: rows are packed as they come, so that they are never in memory as cells; all else that a sheet has
//! is the library's. Nothing of them touches the disk.

use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Workbook, Worksheet};
use zip::write::{SimpleFileOptions, ZipFileBuilder};
use zip::{CompressionMethod, DateTime, PreparedZipFile, ZipArchive, ZipWriter};

use super::text::escape;
use super::write::BookError;

/// The rows of a sheet, packed as the part of the package that they end up in.
pub(super) struct Long {
    part: ZipFileBuilder,
    /// What stands before the rows, by which the sheet is known again.
    head: String,
    /// XML that has not been packed yet.
    text: String,
    /// The names of the columns.
    columns: Vec<String>,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'t> {
    Text(&'t str),
    Number(f64),
}

/// Bytes of XML that are packed at one time.
const PIECE: usize = 1 << 16;

/// How hard they are packed: a third of the time of the usual six goes for a tenth of the size.
const LEVEL: i64 = 4;

const ROWS: &str = "<sheetData>";
const END: &str = "</sheetData>";
const NONE: &str = "<sheetData/>";
/// What names a look by its number in the book.
const NUMBERED: &str = " dxfId=";
/// A name that no other sheet bears.
const BEFORE: &str = "\u{E000}";

impl Long {
    /// Begins the sheet of a number, from 1. `dress` gives a sheet all that the library writes before the rows.
    pub(super) fn begin(
        number: usize,
        dress: impl Fn(&mut Worksheet) -> Result<(), BookError>,
    ) -> Result<Long, BookError> {
        let head = head(number, dress)?;
        let mut part = ZipFileBuilder::new(name(number), options())?;
        part.write_all(head.as_bytes())?;
        part.write_all(ROWS.as_bytes())?;
        Ok(Long { part, head, text: String::new(), columns: Vec::new() })
    }

    /// Writes a row, from 0, of cells with their columns and the numbers of their styles; it is so many points tall.
    pub(super) fn row<'t>(
        &mut self,
        row: u32,
        points: f64,
        cells: impl IntoIterator<Item = (u16, Cell<'t>, u32)>,
    ) -> Result<(), BookError> {
        let number = row + 1;
        // Heights are whole pixels, as the library's are.
        let height = (points * 4.0 / 3.0).round() * 0.75;
        // Writing to a text never fails.
        let _ = write!(self.text, "<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">");
        for (column, cell, style) in cells {
            self.cell(column.into(), number, cell, style);
        }
        self.text.push_str("</row>");
        if self.text.len() >= PIECE {
            self.pack()?;
        }
        Ok(())
    }

    fn cell(&mut self, column: usize, row: u32, cell: Cell, style: u32) {
        while self.columns.len() <= column {
            self.columns.push(column_number_to_name(self.columns.len() as u16));
        }
        let _ = write!(self.text, "<c r=\"{}{row}\" s=\"{style}\"", self.columns[column]);
        match cell {
            Cell::Text("") => self.text.push_str("/>"),
            Cell::Text(text) => {
                let blank = ['\t', '\n', ' '];
                let kept = text.starts_with(blank) || text.ends_with(blank);
                self.text.push_str(" t=\"inlineStr\"><is><t");
                self.text.push_str(if kept { " xml:space=\"preserve\">" } else { ">" });
                escape(text, &mut self.text);
                self.text.push_str("</t></is></c>");
            }
            Cell::Number(number) => _ = write!(self.text, "><v>{number}</v></c>"),
        }
    }

    /// Ends the rows of the library's sheet, which is handed back.
    pub(super) fn finish(mut self, number: usize, sheet: Worksheet) -> Result<(Packed, Worksheet), BookError> {
        self.pack()?;
        self.part.write_all(END.as_bytes())?;
        let (text, sheet) = saved(number, sheet)?;
        let (_, tail) = split(&text).ok_or(BookError::Unlike)?;
        // Looks that depend on conditions are numbered in the whole book.
        let part = match tail.contains(NUMBERED) {
            true => Part::Open(Box::new(self.part)),
            false => {
                self.part.write_all(tail.as_bytes())?;
                Part::Ended(Box::new(self.part.finish()?), tail.to_owned())
            }
        };
        Ok((Packed { number, head: self.head, part }, sheet))
    }

    fn pack(&mut self) -> io::Result<()> {
        self.part.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

/// A long sheet with all its rows.
pub(super) struct Packed {
    number: usize,
    head: String,
    part: Part,
}

/// The part of the package that a sheet is.
enum Part {
    /// What stands behind the rows is still to come.
    Open(Box<ZipFileBuilder>),
    /// What stands behind them was this.
    Ended(Box<PreparedZipFile>, String),
}

impl Packed {
    /// Puts the part in as the library's sheet ends. Fails where the library would write it otherwise than it was written.
    fn put(self, sheet: &str, into: &mut ZipWriter<Cursor<Vec<u8>>>) -> Result<(), BookError> {
        let (_, tail) = split(sheet).filter(|(head, _)| *head == self.head).ok_or(BookError::Unlike)?;
        let part = match self.part {
            Part::Open(mut part) => {
                part.write_all(tail.as_bytes())?;
                part.finish()?
            }
            Part::Ended(part, written) if written == tail => *part,
            Part::Ended(..) => return Err(BookError::Unlike),
        };
        Ok(into.add_prepared_file(part)?)
    }
}

/// Puts long sheets into the place of the library's, which have no rows.
pub(super) fn put_in(package: Vec<u8>, mut sheets: Vec<Packed>) -> Result<Vec<u8>, BookError> {
    let mut library = ZipArchive::new(Cursor::new(package))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..library.len() {
        let part = library.by_index_raw(index)?;
        let long = sheets.iter().position(|sheet| part.name().is_ok_and(|it| it == name(sheet.number)));
        let Some(at) = long else {
            out.raw_copy_file(part)?;
            continue;
        };
        drop(part);
        let text = unpacked(&mut library, index)?;
        sheets.swap_remove(at).put(&text, &mut out)?;
    }
    match sheets.is_empty() {
        true => Ok(out.finish()?.into_inner()),
        false => Err(BookError::Unlike),
    }
}

/// What the library writes before the rows of a sheet.
fn head(number: usize, dress: impl Fn(&mut Worksheet) -> Result<(), BookError>) -> Result<String, BookError> {
    let mut sheet = Worksheet::new();
    dress(&mut sheet)?;
    let (text, _) = saved(number, sheet)?;
    split(&text).map(|(head, _)| head).ok_or(BookError::Unlike)
}

/// What the library writes for a sheet by itself, which is handed back.
fn saved(number: usize, sheet: Worksheet) -> Result<(String, Worksheet), BookError> {
    let mut book = Workbook::new();
    // The first sheet of a book is the one that is shown.
    if number > 1 {
        book.add_worksheet().set_name(BEFORE)?;
    }
    book.push_worksheet(sheet);
    let mut package = ZipArchive::new(Cursor::new(book.save_to_buffer()?))?;
    let index = package.index_for_name(&name(number.min(2))).ok_or(BookError::Unlike)?;
    let text = unpacked(&mut package, index)?;
    let sheet = book.worksheets_mut().pop().ok_or(BookError::Unlike)?;
    Ok((text, sheet))
}

/// What stands before and after the rows. The size of the sheet, which is not known before, is left out: it need not be told.
fn split(sheet: &str) -> Option<(String, &str)> {
    let (head, tail) = match sheet.split_once(NONE) {
        Some(parts) => parts,
        None => (sheet.split_once(ROWS)?.0, sheet.rsplit_once(END)?.1),
    };
    let Some((before, size)) = head.split_once("<dimension ") else { return Some((head.to_owned(), tail)) };
    Some((format!("{before}{}", size.split_once("/>")?.1), tail))
}

fn unpacked(package: &mut ZipArchive<Cursor<Vec<u8>>>, index: usize) -> Result<String, BookError> {
    let mut text = String::new();
    package.by_index(index)?.read_to_string(&mut text)?;
    Ok(text)
}

/// The part of the sheet of a number, from 1.
fn name(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use calamine::{Reader, Xlsx};
    use zip::ZipArchive;

    use crate::formats::sheet::{Book, Content, Light, Span, Style};

    const TEXTS: [&str; 7] = ["测试甲", "", "a & <b>", " 空白\n", "_x0041_ _x00_", "\u{1}\r\u{FFFE}", "<r>&</r>"];

    /// The same book, with its rows packed as they come or as cells of the library.
    fn book(rows: usize) -> Vec<u8> {
        let mut book = Book::sized("册", rows).expect("book");
        for name in ["甲", "乙"] {
            let mut sheet = book.sheet(name).expect("sheet");
            sheet.widths([10.0, 12.0, 8.0]).expect("widths");
            sheet.freeze(2, 1).expect("frozen");
            sheet.page();
            sheet.least_height(40.0);
            let span = |columns, text: &'static str| Span { columns, text: text.into(), style: Style::Title };
            sheet.spans([span(0..=1, "标题"), span(2..=2, "右")]).expect("spans");
            sheet.least_height(0.0);
            sheet.skip();
            sheet.row(["列", "数", "去"].map(|text| (text.into(), Style::Head))).expect("row");
            for text in TEXTS {
                let link = Content::Link { text: "这\u{B}里".into(), to: "internal:'甲'!A1".into() };
                let cells = [(text.into(), Style::Body), (Content::Tenths(15), Style::BodyCentre), (link, Style::Link)];
                sheet.row(cells).expect("row");
            }
            sheet
                .row([(Content::Number(7), Style::BodyLine), ("很长的一句话".repeat(9).into(), Style::Body)])
                .expect("row");
            sheet.filter(2).expect("filter");
            sheet.lights(3..=9, 0..=0, &[("测试甲", Light::Good)]).expect("lights");
            book.push(sheet).expect("pushed");
        }
        let mut small = book.small_sheet("丙").expect("sheet");
        small.row([("一".into(), Style::Body), (Content::Number(1), Style::Body)]).expect("row");
        book.push(small).expect("pushed");
        book.finish().expect("bytes")
    }

    fn part(package: &[u8], name: &str) -> String {
        let mut text = String::new();
        let mut package = ZipArchive::new(Cursor::new(package)).expect("an archive");
        package.by_name(name).expect(name).read_to_string(&mut text).expect("text");
        text
    }

    /// Row, height, cells and the looks of them, one thing a line, in words that do not depend on where texts lie.
    fn looks(package: &[u8], sheet: usize) -> Vec<String> {
        let text = part(package, &format!("xl/worksheets/sheet{sheet}.xml"));
        let styles = part(package, "xl/styles.xml");
        let inner = |name: &str| {
            styles.split(&format!("</{name}>")).next().and_then(|it| it.split(&format!("<{name} ")).nth(1))
        };
        let formats: Vec<_> = inner("cellXfs").expect("formats").split("<xf ").skip(1).collect();
        let fonts: Vec<_> = inner("fonts").expect("fonts").split("<font>").skip(1).collect();
        let mut looks = Vec::new();
        for tag in text.split('<').filter(|tag| tag.starts_with("row ") || tag.starts_with("c ")) {
            let value = |key: &str| Some(tag.split_once(&format!(" {key}=\""))?.1.split_once('"')?.0);
            let style = value("s").map(|it| formats[it.parse::<usize>().expect("a number")]);
            let font = style.and_then(|it| it.split_once("fontId=\"")?.1.split_once('"')?.0.parse::<usize>().ok());
            // Fonts, borders and fills are numbered as they come up.
            let style = style.map(|it| it.split(' ').filter(|it| !it.contains("Id=")).collect::<Vec<_>>().join(" "));
            looks.push(format!("{:?} {:?} {style:?} {:?}", value("r"), value("ht"), font.map(|at| fonts[at])));
        }
        looks
    }

    #[test]
    fn a_long_sheet_is_what_the_library_would_have_written() {
        let (long, short) = (book(2000), book(1));
        assert!(part(&long, "xl/worksheets/sheet1.xml").contains("inlineStr"));
        assert!(!part(&short, "xl/worksheets/sheet1.xml").contains("inlineStr"));
        for sheet in 1..=3 {
            assert_eq!(looks(&long, sheet), looks(&short, sheet));
        }
        let [mut ours, mut theirs] = [&long, &short].map(|it| Xlsx::new(Cursor::new(it)).expect("a workbook"));
        for name in ["甲", "乙", "丙"] {
            let [ours, theirs] = [&mut ours, &mut theirs].map(|it| it.worksheet_range(name).expect("range"));
            // To the last cell with something in it: `a blank cell` and none at all are alike to this reader.
            let cells = |range: &calamine::Range<calamine::Data>| {
                range.cells().map(|(row, column, data)| format!("{row} {column} {data:?}")).collect::<Vec<_>>()
            };
            assert_eq!(cells(&ours), cells(&theirs), "{name}");
        }
        for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
            let around = |package| super::split(&part(package, sheet)).map(|(head, tail)| (head, tail.to_owned()));
            assert_eq!(around(&long), around(&short));
        }
        assert_eq!(long, book(2000), "the same bytes");
    }

    #[test]
    fn what_stands_before_the_rows_cannot_be_said_after_them() {
        let mut book = Book::sized("册", 2000).expect("book");
        let mut sheet = book.sheet("甲").expect("sheet");
        sheet.row([("一".into(), Style::Body)]).expect("row");
        sheet.freeze(1, 0).expect("frozen");
        book.push(sheet).expect("pushed");
        assert!(book.finish().is_err());
    }
}
