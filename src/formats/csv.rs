//! Comma-separated values (RFC 4180): written so that spreadsheet programs open them safely and with their Han characters
//! intact, and read into the same tables as workbooks.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{ReaderBuilder, Terminator, Writer, WriterBuilder};

use crate::model::{Raw, Table, TableCell};
use crate::source::{Place, SourceId};

/// A table under construction. UTF-8 with a byte order mark, without which spreadsheet programs on a Chinese system
/// take the bytes for GBK; lines end in CRLF.
///
/// Cells are formula-safe: a cell that a spreadsheet program could take for a formula gets an apostrophe in front of
/// it. Other programs find that apostrophe as part of the text; whoever wants the bare values reads `summary.json`.
pub struct CsvTable<W: Write = Vec<u8>> {
    writer: Writer<W>,
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

impl<W: Write> CsvTable<W> {
    /// Begins a table that is written as its rows come.
    pub fn on<T: AsRef<str>>(mut into: W, head: impl IntoIterator<Item = T>) -> io::Result<CsvTable<W>> {
        into.write_all(BYTE_ORDER_MARK)?;
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            // A row of another length is the caller's mistake, but no reason to lose the row.
            .flexible(true)
            .from_writer(into);
        let mut table = CsvTable { writer };
        table.write(head)?;
        Ok(table)
    }

    /// Writes a row.
    pub fn write<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(formula_safe(cell.as_ref()).as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Hands on what has not been written yet.
    pub fn end(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl CsvTable {
    pub fn new<T: AsRef<str>>(head: impl IntoIterator<Item = T>) -> CsvTable {
        match CsvTable::on(Vec::new(), head) {
            Ok(table) => table,
            Err(error) => unreachable!("memory takes every byte: {error}"),
        }
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        if let Err(error) = self.write(cells) {
            unreachable!("rows may differ in length, and memory takes every byte: {error}");
        }
    }

    /// The table as a text, without the mark, for another encoding.
    pub fn finish_text(self) -> String {
        let bytes = self.finish();
        String::from_utf8_lossy(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes)).into_owned()
    }

    pub fn finish(self) -> Vec<u8> {
        match self.writer.into_inner() {
            Ok(bytes) => bytes,
            Err(error) => unreachable!("memory takes every byte: {error}"),
        }
    }
}

/// Puts an apostrophe before a text that a spreadsheet program could take for a formula: one that begins with `=`,
/// `+`, `-`, `@` (full-width ones too, which East Asian editions understand), a tab or a line end.
fn formula_safe(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// Reads a table whose cells are set apart by commas, or by tabs where its first line has them. Every cell is a text.
pub fn read(source: SourceId, text: &str) -> Table {
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t') && !line.contains(','));
    let delimiter = if tabs { b'\t' } else { b',' };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut cells = Vec::new();
    let (mut line, mut counted) = (1, 0);
    // A text in memory is UTF-8 and never fails to be read; rows may differ in length.
    for record in reader.records().map_while(Result::ok) {
        // The reader's own position is that of the line end before the record, or of the empty lines.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let ends = text.bytes().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += text.bytes().skip(counted).take(start + ends - counted).filter(|byte| *byte == b'\n').count() as u32;
        counted = start + ends;
        let written = text.get(counted..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let mut before = 0;
        for (at, value) in record.iter().enumerate() {
            if !value.trim().is_empty() {
                let place = spot(source, line, written, before, value);
                cells.push(cell(line, at as u32 + 1, value, place));
            }
            before += value.chars().count() as u32 + 1;
        }
    }
    Table { title: String::new(), cells }
}

/// Where a value stands; with quotes in its line, the line as a whole.
fn spot(source: SourceId, line: u32, written: &str, before: u32, value: &str) -> Place {
    match written.contains('"') {
        true => source.spot(line, 1, written.chars().count().max(1) as u32),
        false => source.spot(line, before + 1, value.chars().count().max(1) as u32),
    }
}

fn cell(row: u32, column: u32, value: &str, place: Place) -> TableCell {
    let raw = Raw::Text(value.to_owned());
    TableCell { row, column, height: 1, width: 1, raw, picture: false, place, key: None, hidden: false }
}

#[cfg(test)]
mod tests {
    use super::{CsvTable, read};
    use crate::model::Raw;
    use crate::source::SourceId;

    #[test]
    fn what_was_written_is_read_with_its_places() {
        type Seen = (u32, u32, Raw, Option<(u32, u32)>);
        let spots = |text: &str| -> Vec<Seen> {
            let table = read(SourceId(0), text);
            let spot = |place: crate::source::Place| place.text().map(|spot| (spot.line, spot.column));
            table.cells.into_iter().map(|cell| (cell.row, cell.column, cell.raw, spot(cell.place))).collect()
        };
        let text = |text: &str| Raw::Text(text.to_owned());
        assert_eq!(
            spots("姓名,备注\r\n\r\n测试甲,,乙\n"),
            [
                (1, 1, text("姓名"), Some((1, 1))),
                (1, 2, text("备注"), Some((1, 4))),
                (3, 1, text("测试甲"), Some((3, 1))),
                (3, 3, text("乙"), Some((3, 6))),
            ]
        );
        assert_eq!(spots("\"甲,乙\",丙\n")[1], (1, 2, text("丙"), Some((1, 1))));
        assert_eq!(spots("姓名\t备注\n甲\t乙,丙\n")[3], (2, 2, text("乙,丙"), Some((2, 3))));
        assert_eq!(spots("甲,\"没有\n收尾").len(), 2, "an open quote is no reason to fail");
    }

    #[test]
    fn a_mark_crlf_quotes_and_no_formulas() {
        let mut table = CsvTable::new(["姓名", "备注"]);
        table.row(["测试甲", "甲,乙\"丙\""]);
        table.row(["=1+1", "-5", "@x", "\ty", "＝2"]);
        table.row(["1-2", ""]);
        let text = String::from_utf8(table.finish()).expect("UTF-8");
        assert_eq!(text, "\u{FEFF}姓名,备注\r\n测试甲,\"甲,乙\"\"丙\"\"\"\r\n'=1+1,'-5,'@x,'\ty,'＝2\r\n1-2,\r\n");
    }
}
