//! Comma-separated values (RFC 4180) that spreadsheet programs open safely and with their Han characters intact.

use csv::{Terminator, Writer, WriterBuilder};

/// A table under construction. UTF-8 with a byte order mark, without which spreadsheet programs on a Chinese system
/// take the bytes for GBK; lines end in CRLF.
///
/// Cells are formula-safe: a cell that a spreadsheet program could take for a formula gets an apostrophe in front of
/// it. Other programs find that apostrophe as part of the text; whoever wants the bare values reads `summary.json`.
pub struct CsvTable {
    writer: Writer<Vec<u8>>,
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

impl CsvTable {
    pub fn new<T: AsRef<str>>(head: impl IntoIterator<Item = T>) -> CsvTable {
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            // A row of another length is the caller's mistake, but no reason to lose the row.
            .flexible(true)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut table = CsvTable { writer };
        table.row(head);
        table
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let written = self.writer.write_record(cells.into_iter().map(|cell| formula_safe(cell.as_ref()).into_bytes()));
        if let Err(error) = written {
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
fn formula_safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::CsvTable;

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
