//! OpenDocument spreadsheets (ISO/IEC 26300): `content.xml`, in which empty rows and cells stand once with a count.

use std::collections::BTreeSet;

use super::Book;
use super::fault::{damaged, too_large};
use super::grid::{Allowance, Grid, area_at};
use super::value;
use crate::diagnostic::{FileProblem, Words};
use crate::formats::package::{Kind, Open, Package, Token, Xml};
use crate::model::Raw;
use crate::source::{Limits, SourceId};

/// A sheet has no more rows and columns than this; repetitions that lead further are the empty rest of it.
const LAST: (u32, u32) = (1_048_576, 16_384);

pub(super) fn read(package: &mut Package, source: SourceId, limits: &Limits) -> Result<Book, FileProblem> {
    if package.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(FileProblem::PasswordProtected {});
    }
    let mut book = Book::default();
    if package.has_below("basic/") || package.has_below("scripts/") {
        book.left_out.push(Words(["宏", "macros"]));
    }
    let missing = || damaged(["缺少工作簿部件", "its main part is missing"]);
    let text = package.text("content.xml")?.ok_or_else(missing)?;
    let mut reading = Reading {
        xml: Xml::new(&text, Kind::Workbook),
        hidden_styles: BTreeSet::new(),
        allowance: Allowance::new(limits),
        book,
        grids: Vec::new(),
    };
    let mut style = String::new();
    loop {
        match reading.xml.next()? {
            Token::Open(tag) => match tag.name() {
                "style" => style = tag.get("name").unwrap_or_default(),
                "table-properties" if tag.get("display").is_some_and(|shown| shown == "false") => {
                    reading.hidden_styles.insert(style.clone());
                }
                "table" => {
                    if reading.grids.len() == limits.workbook_sheets {
                        return Err(too_large(["工作表数", "sheets"], limits.workbook_sheets));
                    }
                    let hidden = tag.get("style-name").is_some_and(|style| reading.hidden_styles.contains(&style));
                    let grid = Grid::new(source, reading.grids.len(), hidden);
                    let grid = reading.sheet(grid)?;
                    reading.book.sheets.push(tag.get("name").unwrap_or_default().into());
                    reading.grids.push(grid);
                }
                "named-range" => reading.key(&tag),
                // A tracked deletion holds what is no longer there.
                "tracked-changes" => reading.xml.skip()?,
                _ => {}
            },
            Token::End => break,
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    let Reading { mut book, grids, .. } = reading;
    book.tables = grids.into_iter().zip(&book.sheets).map(|(grid, name)| grid.finish(name)).collect();
    Ok(book)
}

struct Reading<'a> {
    xml: Xml<'a>,
    hidden_styles: BTreeSet<String>,
    allowance: Allowance,
    book: Book,
    grids: Vec<Grid>,
}

/// A cell of a row: its first column, how often it stands there, what it holds, and the size of its merged area.
struct Cell {
    column: u32,
    count: u32,
    raw: Raw,
    size: (u32, u32),
}

impl Reading<'_> {
    fn sheet(&mut self, mut grid: Grid) -> Result<Grid, FileProblem> {
        let (mut row, mut column) = (1_u32, 1_u32);
        loop {
            match self.xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "table-column" => {
                        let count = repeated(&tag, "number-columns-repeated");
                        if is_hidden(&tag) {
                            grid.hide_columns(column, column.saturating_add(count - 1));
                        }
                        column = column.saturating_add(count);
                    }
                    "table-row" => {
                        let count = repeated(&tag, "number-rows-repeated").min(LAST.0.saturating_sub(row - 1));
                        let hidden = is_hidden(&tag);
                        let cells = self.row()?;
                        // Only rows that hold something are laid out; the empty rest of a sheet is one row repeated.
                        if !cells.is_empty() {
                            self.put(&mut grid, row, count, &cells, hidden)?;
                        }
                        row = row.saturating_add(count).min(LAST.0);
                    }
                    "shapes" | "annotation" | "table-source" => self.xml.skip()?,
                    _ => {}
                },
                Token::Close(tag) if tag.name() == "table" => return Ok(grid),
                Token::End => return Err(self.xml.broken()),
                Token::Close(_) | Token::Text(_) => {}
            }
        }
    }

    fn put(&mut self, grid: &mut Grid, row: u32, count: u32, cells: &[Cell], hidden: bool) -> Result<(), FileProblem> {
        for at in row..row.saturating_add(count) {
            if hidden {
                grid.hide_row(at, &mut self.allowance)?;
            }
            for cell in cells {
                for column in cell.column..cell.column.saturating_add(cell.count) {
                    grid.put(at, column, cell.raw.clone(), &mut self.allowance)?;
                    if cell.size != (1, 1) {
                        let last = (at.saturating_add(cell.size.0 - 1), column.saturating_add(cell.size.1 - 1));
                        grid.merge((at, column), last, &mut self.allowance)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The cells of a row that hold something or are merged.
    fn row(&mut self) -> Result<Vec<Cell>, FileProblem> {
        let mut cells = Vec::new();
        let mut column = 1_u32;
        loop {
            match self.xml.next()? {
                Token::Open(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => {
                    let covered = tag.name() == "covered-table-cell";
                    let count = repeated(&tag, "number-columns-repeated").min(LAST.1.saturating_sub(column - 1));
                    let raw = self.cell(&tag)?;
                    let span = |name| tag.number(name).unwrap_or(1_u32).clamp(1, LAST.0);
                    let size = (span("number-rows-spanned"), span("number-columns-spanned"));
                    // What a merged area covers is not shown by any program.
                    if !covered && (raw != Raw::Empty || size != (1, 1)) {
                        cells.push(Cell { column, count, raw, size });
                    }
                    column = column.saturating_add(count).min(LAST.1);
                }
                Token::Close(tag) if tag.name() == "table-row" => return Ok(cells),
                Token::End => return Err(self.xml.broken()),
                Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            }
        }
    }

    fn cell(&mut self, tag: &Open) -> Result<Raw, FileProblem> {
        let mut shown = Shown::default();
        let mut depth = 1;
        while depth > 0 {
            match self.xml.next()? {
                Token::Open(inner) => match inner.name() {
                    "annotation" => self.xml.skip()?,
                    "s" => {
                        shown.text.extend(std::iter::repeat_n(' ', repeated(&inner, "c").min(1_000) as usize));
                        self.xml.skip()?;
                    }
                    name => {
                        match name {
                            "p" if shown.lines > 0 => shown.text.push('\n'),
                            "tab" => shown.text.push('\t'),
                            "line-break" => shown.text.push('\n'),
                            "image" => shown.picture = true,
                            _ => {}
                        }
                        shown.lines += usize::from(name == "p");
                        depth += 1;
                    }
                },
                Token::Close(_) => depth -= 1,
                Token::Text(piece) if shown.lines > 0 => shown.text.push_str(&piece),
                Token::Text(_) => {}
                Token::End => return Err(self.xml.broken()),
            }
        }
        let raw = typed(tag, shown);
        let is_formula = tag.get("formula").is_some();
        self.book.formulas += usize::from(is_formula && raw != Raw::Empty);
        Ok(if is_formula && raw == Raw::Empty { Raw::Formula } else { raw })
    }

    /// A named range of our blanks: `lh_name` at `$名单.$B$5`.
    fn key(&mut self, tag: &Open) {
        let (Some(name), Some(target)) = (tag.get("name"), tag.get("cell-range-address")) else { return };
        let Some(key) = name.strip_prefix(super::KEY_PREFIX) else { return };
        let first = target.split(':').next().unwrap_or_default();
        let Some((sheet, cell)) = first.rsplit_once('.') else { return };
        let sheet = sheet.trim_start_matches('$').trim_matches('\'').replace("''", "'");
        let at = self.book.sheets.iter().position(|name| **name == *sheet);
        if let (Some(grid), Some(((row, column), _))) = (at.and_then(|at| self.grids.get_mut(at)), area_at(cell)) {
            grid.name(row, column, key.to_owned());
        }
    }
}

/// What a cell shows.
#[derive(Default)]
struct Shown {
    text: String,
    lines: usize,
    picture: bool,
}

fn typed(tag: &Open, shown: Shown) -> Raw {
    let number = || tag.number::<f64>("value");
    let raw = match tag.get("value-type").unwrap_or_default().as_str() {
        _ if shown.text.starts_with('#') && is_error(tag) => Raw::Error(value::error(&shown.text)),
        "float" | "percentage" | "currency" => number().map_or(Raw::Empty, value::number),
        "date" => match tag.get("date-value").and_then(|day| day.get(..10)?.parse().ok()) {
            Some(day) => Raw::Date(day),
            None => Raw::Text(shown.text),
        },
        _ if shown.text.is_empty() => Raw::Empty,
        _ => Raw::Text(shown.text),
    };
    if raw == Raw::Empty && shown.picture { Raw::Picture } else { raw }
}

/// Errors come as texts or as numbers; only this attribute of LibreOffice's tells.
fn is_error(tag: &Open) -> bool {
    tag.get("formula").is_some() || tag.get("value-type").is_none()
}

fn repeated(tag: &Open, name: &str) -> u32 {
    tag.number(name).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Open) -> bool {
    tag.get("visibility").is_some_and(|visibility| visibility != "visible")
}
