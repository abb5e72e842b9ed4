//! Old workbooks (.xls, MS-XLS): looked over record by record first, because their parser lays a whole sheet out however
//! far its last cell lies.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, ExcelDateTime, Reader, Xls, XlsError};

use super::Book;
use super::fault::{damaged, too_large};
use super::grid::{Allowance, Grid, area_at};
use super::value;
use crate::diagnostic::{FileProblem, Words};
use crate::model::Raw;
use crate::source::{Limits, SourceId};

/// Cells of the rectangle around all cells of all sheets, which the parser lays out at some 32 bytes each.
const MOST_LAID_OUT: u64 = 2_000_000;

pub(super) fn read(bytes: &[u8], source: SourceId, limits: &Limits) -> Result<Book, FileProblem> {
    if bytes.len() as u64 > limits.old_workbook_bytes {
        let limit = format!("{} MiB", limits.old_workbook_bytes >> 20);
        return Err(FileProblem::WorkbookTooLarge {
            what: Words(["大小（旧版 xls 格式）", "content (old xls format)"]),
            limit,
        });
    }
    let broken = || damaged(["旧版工作簿的结构有错", "its records are broken"]);
    let outline = outline(bytes).ok_or_else(broken)?;
    if outline.locked {
        return Err(FileProblem::PasswordProtected {});
    }
    if outline.sheets.values().map(Extent::laid_out).sum::<u64>() > MOST_LAID_OUT {
        return Err(too_large(["单元格数", "cells"], MOST_LAID_OUT as usize));
    }
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => FileProblem::PasswordProtected {},
        _ => broken(),
    })?;
    let mut book = Book::default();
    if outline.macros {
        book.left_out.push(Words(["宏", "macros"]));
    }
    let from_1904 = workbook.has_1904_epoch();
    let mut allowance = Allowance::new(limits);
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > limits.workbook_sheets {
        return Err(too_large(["工作表数", "sheets"], limits.workbook_sheets));
    }
    let names = workbook.defined_names().to_vec();
    for (index, sheet) in sheets.iter().enumerate() {
        book.sheets.push(sheet.name.as_str().into());
        let hidden = sheet.visible != calamine::SheetVisible::Visible;
        let mut grid = Grid::new(source, index, hidden);
        // Small, since the rectangle around its cells was measured.
        let Ok(range) = workbook.worksheet_range(&sheet.name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = |start: u32, offset: usize| start + offset as u32 + 1;
            grid.put(at(top, row), at(left, column), raw(data, from_1904), &mut allowance)?;
        }
        for area in workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            let from_one = |(row, column): (u32, u32)| (row + 1, column + 1);
            grid.merge(from_one(area.start), from_one(area.end), &mut allowance)?;
        }
        if let Some(extent) = outline.sheets.values().nth(index) {
            for row in &extent.hidden_rows {
                grid.hide_row(row + 1, &mut allowance)?;
            }
            for (first, last) in &extent.hidden_columns {
                grid.hide_columns(first + 1, last + 1);
            }
        }
        for (name, target) in names.iter().take(limits.workbook_keys) {
            let Some(key) = name.strip_prefix(super::KEY_PREFIX) else { continue };
            let Some((owner, area)) = target.rsplit_once('!') else { continue };
            if let (true, Some(((row, column), _))) = (owner.trim_matches('\'') == sheet.name, area_at(area)) {
                grid.name(row, column, key.to_owned());
            }
        }
        book.tables.push(grid.finish(&sheet.name));
    }
    Ok(book)
}

fn raw(data: &Data, from_1904: bool) -> Raw {
    let day = |day: &ExcelDateTime| value::formatted(day.as_f64(), day.is_datetime(), from_1904);
    match data {
        Data::Int(number) => value::number(*number as f64),
        Data::Float(number) => value::number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => match text.contains("DISPIMG(") {
            true => Raw::Picture,
            false => Raw::Text(text.clone()),
        },
        Data::Bool(value) => Raw::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(serial) => day(serial),
        Data::Error(error) => Raw::Error(value::error(&error.to_string())),
        Data::Empty => Raw::Empty,
    }
}

/// What can be known of a workbook without laying out its sheets.
#[derive(Default)]
struct Outline {
    /// By the position of the sheet's records, which is the order of the sheets in all programs' files.
    sheets: BTreeMap<usize, Extent>,
    macros: bool,
    locked: bool,
}

/// How far a sheet reaches, and what of it is hidden; rows and columns from 0.
#[derive(Default)]
struct Extent {
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<(u32, u32)>,
}

impl Extent {
    fn reach(&mut self, row: u32, column: u32) {
        let wider = |range: Option<(u32, u32)>, at: u32| {
            Some(range.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
        };
        self.rows = wider(self.rows, row);
        self.columns = wider(self.columns, column);
    }

    fn laid_out(&self) -> u64 {
        let length = |range: Option<(u32, u32)>| range.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// Goes over the records of the workbook's stream (MS-XLS 2.1.4). None where they lead nowhere.
fn outline(bytes: &[u8]) -> Option<Outline> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut outline = Outline { macros: file.exists("/_VBA_PROJECT_CUR"), ..Outline::default() };
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    let mut rest = stream.as_slice();
    let mut position = 0;
    // The first part of the stream is about the workbook; each following one about a sheet.
    let (mut part, mut depth) = (0_usize, 0_usize);
    while let [low, high, short, long, tail @ ..] = rest {
        let kind = u16::from_le_bytes([*low, *high]);
        let length = usize::from(u16::from_le_bytes([*short, *long]));
        let (data, next) = tail.split_at_checked(length)?;
        match kind {
            // BOF and EOF; charts stand within sheets.
            0x0809 => {
                depth += 1;
                if depth == 1 {
                    part = position;
                }
            }
            // FILEPASS: what follows is encrypted, but for the heads of the records.
            0x002F => outline.locked = true,
            0x000A => depth = depth.saturating_sub(1),
            _ if part > 0 && depth == 1 => record(outline.sheets.entry(part).or_default(), kind, data),
            _ => {}
        }
        position += 4 + length;
        rest = next;
    }
    Some(outline)
}

/// What a record of a sheet says of its extent.
fn record(extent: &mut Extent, kind: u16, data: &[u8]) {
    let word = |at: usize| data.get(at..at + 2).map(|pair| u32::from(u16::from_le_bytes([pair[0], pair[1]])));
    let (Some(first), Some(second)) = (word(0), word(2)) else { return };
    match kind {
        // Cells: blank, number, text, boolean, formula, RK, shared text, text with runs.
        0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6 => extent.reach(first, second),
        // Several cells of a row; the last two bytes name the last column.
        0x00BD | 0x00BE => {
            extent.reach(first, second);
            extent.reach(first, word(data.len().saturating_sub(2)).unwrap_or(second));
        }
        // A row; bit 5 of its flags hides it.
        0x0208 if word(12).is_some_and(|flags| flags & 0x20 != 0) => extent.hidden_rows.push(first),
        // Columns; bit 0 of their flags hides them.
        0x007D if word(8).is_some_and(|flags| flags & 1 != 0) => extent.hidden_columns.push((first, second)),
        _ => {}
    }
}
