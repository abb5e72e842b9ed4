//! Places in words: a file, and where the place is more than the whole file, the spot in it.

use serde::Serialize;

use crate::lang::Lang;
use crate::source::{At, Place, Sources};

/// A place in the words of the outputs. Only what applies to the kind of file is there.
#[derive(Debug, Default, Serialize)]
pub struct Spot<'a> {
    /// `/`-separated, relative to the path that was named on the command line.
    pub file: &'a str,
    /// Of a text, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Of a workbook: the sheet's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<&'a str>,
    /// Of a workbook: the cell's name, such as `D7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Of a document: the number of the table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u16>,
    /// Of a table in a document, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Of a text in characters, of a table in cells; from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Of a document, outside its tables, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
}

impl<'a> Spot<'a> {
    pub fn of(place: Place, sources: &'a Sources) -> Spot<'a> {
        let source = sources.get(place.source);
        let spot = Spot { file: &source.name, ..Spot::default() };
        match place.at {
            At::File => spot,
            At::Text(at) => Spot { line: Some(at.line), column: Some(at.column), ..spot },
            At::Cell(at) => {
                let sheet = source.parts.get(usize::from(at.sheet)).map(AsRef::as_ref);
                Spot { sheet, cell: Some(at.name()), ..spot }
            }
            At::Table(at) => Spot { table: Some(at.table), row: Some(at.row), column: Some(at.column), ..spot },
            At::Paragraph(number) => Spot { paragraph: Some(number), ..spot },
        }
    }

    /// The file and, as far as it is known, the spot: `表.yaml:3:5`, `表.xlsx 名单!D7`, `表.docx 第1个表格第3行第2列`.
    pub fn text(&self, lang: Lang) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => match self.within(lang) {
                Some(within) => format!("{} {within}", self.file),
                None => self.file.to_owned(),
            },
        }
    }

    /// The spot alone: `第3行第5列`, `名单!D7`; empty for the whole file.
    pub fn within_file(&self, lang: Lang) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => {
                lang.pick(format!("第{line}行第{column}列"), format!("line {line}, column {column}"))
            }
            _ => self.within(lang).unwrap_or_default(),
        }
    }

    /// The spot within a workbook or a document.
    pub fn within(&self, lang: Lang) -> Option<String> {
        if let Some(cell) = &self.cell {
            return Some(self.sheet.map_or_else(|| cell.clone(), |sheet| format!("{sheet}!{cell}")));
        }
        if let (Some(table), Some(row), Some(column)) = (self.table, self.row, self.column) {
            let zh = format!("第{table}个表格第{row}行第{column}列");
            return Some(lang.pick(zh, format!("table {table}, row {row}, column {column}")));
        }
        self.paragraph.map(|number| lang.pick(format!("第{number}段"), format!("paragraph {number}")))
    }
}
