//! Old workbooks (.xls, MS-XLS): looked over record by record first, because their parser lays a whole sheet out however
//! far its last cell lies.

mod outline;
mod strings;

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xls, XlsError};

use self::outline::Outline;
use super::Book;
use super::fault::{damaged, too_large, too_much_text};
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
    let outline = Outline::of(bytes).ok_or_else(broken)?;
    if outline.locked {
        return Err(FileProblem::PasswordProtected {});
    }
    let sheets = outline.named().ok_or_else(broken)?;
    if sheets.iter().map(|sheet| sheet.laid_out()).sum::<u64>() > MOST_LAID_OUT {
        return Err(too_large(["单元格数", "cells"], MOST_LAID_OUT as usize));
    }
    if sheets.iter().map(|sheet| outline.texts(sheet)).fold(0, u64::saturating_add) > limits.workbook_texts as u64 {
        return Err(too_much_text(limits));
    }
    let bytes = outline.without_muted(bytes).map_err(|_| broken())?;
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
    let names = workbook.sheets_metadata().to_vec();
    if names.len() > limits.workbook_sheets {
        return Err(too_large(["工作表数", "sheets"], limits.workbook_sheets));
    }
    let keys = workbook.defined_names().to_vec();
    for (index, sheet) in names.iter().enumerate() {
        book.sheets.push(sheet.name.as_str().into());
        let hidden = sheet.visible != calamine::SheetVisible::Visible;
        let mut grid = Grid::new(source, index, hidden);
        // Small, since the rectangle around its cells was measured.
        let range = workbook.worksheet_range(&sheet.name).map_err(|_| broken())?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = |start: u32, offset: usize| start + offset as u32 + 1;
            grid.put(at(top, row), at(left, column), raw(data, from_1904), &mut allowance)?;
        }
        for area in workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            let from_one = |(row, column): (u32, u32)| (row + 1, column + 1);
            grid.merge(from_one(area.start), from_one(area.end), &mut allowance)?;
        }
        if let Some(extent) = sheets.get(index) {
            for row in &extent.hidden_rows {
                grid.hide_row(row + 1, &mut allowance)?;
            }
            for (first, last) in &extent.hidden_columns {
                grid.hide_columns(first + 1, last + 1);
            }
        }
        for (name, target) in keys.iter().take(limits.workbook_keys) {
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
