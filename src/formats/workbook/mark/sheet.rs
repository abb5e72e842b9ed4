//! The cells of one sheet: those to be marked get another format, and those that are not there are put in.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::CellMark;
use super::styles::Styles;
use crate::formats::mark::CannotMark;
use crate::formats::opc::{Edits, Scan, Step, Tag};
use crate::formats::workbook::grid::cell_at;
use crate::source::CellSpot;

/// A sheet whose cells are coloured.
pub(super) struct Coloured {
    pub text: String,
    pub columns: Columns,
}

/// Formats and widths of columns, as far as the sheet gives them: first, last, width in characters, format.
#[derive(Default)]
pub(super) struct Columns {
    ranges: Vec<(u32, u32, Option<f64>, Option<usize>)>,
}

/// Ranges of columns that are looked at; more than any sheet has.
const MOST_RANGES: usize = 4_096;

/// What is still to be put in, by row, then column.
type Missing = BTreeMap<(u32, u32), bool>;

/// Colours the marked cells, and gives those of a former copy their own formats back.
pub(super) fn colour(text: &str, marks: &[CellMark], styles: &mut Styles) -> Result<Coloured, CannotMark> {
    let wanted: BTreeMap<(u32, u32), bool> = marks.iter().map(|mark| ((mark.row, mark.column), mark.error)).collect();
    let mut pass = Pass {
        scan: Scan::new(text),
        edits: Edits::default(),
        missing: wanted.clone(),
        wanted,
        columns: Columns::default(),
        styles,
    };
    loop {
        match pass.scan.next()? {
            Step::Open(tag) if tag.depth == 2 && tag.name() == "sheetData" => pass.data(&tag)?,
            Step::Open(tag) if tag.depth == 3 && tag.name() == "col" => pass.columns.add(&tag),
            Step::End => break,
            _ => {}
        }
    }
    // A sheet without any place for cells is none.
    if !pass.missing.is_empty() {
        return Err(CannotMark::UNLIKE);
    }
    let Pass { edits, columns, .. } = pass;
    Ok(Coloured { text: edits.apply(text).ok_or(CannotMark::UNLIKE)?, columns })
}

struct Pass<'a, 's> {
    scan: Scan<'a>,
    edits: Edits,
    wanted: BTreeMap<(u32, u32), bool>,
    /// Those not met yet.
    missing: Missing,
    columns: Columns,
    styles: &'s mut Styles,
}

/// Where a row stands, and what its new cells look like.
struct Row<'a> {
    tag: Tag<'a>,
    number: u32,
    format: Option<usize>,
}

impl<'a> Pass<'a, '_> {
    fn data(&mut self, data: &Tag<'a>) -> Result<(), CannotMark> {
        let prefix = data.prefix();
        if data.empty {
            let rows = self.rows_before(u32::MAX, prefix)?;
            let name = data.qualified();
            let open = data.text.trim_end_matches('>').trim_end_matches('/');
            if !rows.is_empty() {
                self.edits.replace(data.start..data.end, format!("{open}>{rows}</{name}>"));
            }
            return Ok(());
        }
        let mut number: u32 = 0;
        loop {
            match self.scan.next()? {
                Step::Open(tag) if tag.depth == data.depth + 1 && tag.name() == "row" => {
                    number = tag.number("r").unwrap_or_else(|| number.saturating_add(1));
                    let rows = self.rows_before(number, prefix)?;
                    self.edits.insert(tag.start, rows);
                    let has_format = tag.get("customFormat").is_some_and(|it| matches!(it.as_str(), "1" | "true"));
                    let format = tag.number("s").filter(|_| has_format);
                    self.row(&Row { tag, number, format })?;
                }
                Step::Open(_) => {}
                Step::Close { start, .. } if self.scan.depth() < data.depth => {
                    let rows = self.rows_before(u32::MAX, prefix)?;
                    self.edits.insert(start, rows);
                    return Ok(());
                }
                Step::Close { .. } => {}
                Step::End => return Err(CannotMark::DAMAGED),
            }
        }
    }

    fn row(&mut self, row: &Row<'a>) -> Result<(), CannotMark> {
        let prefix = row.tag.prefix();
        if row.tag.empty {
            let cells = self.cells_before(row, u32::MAX, prefix)?;
            if !cells.is_empty() {
                let name = row.tag.qualified();
                let open = row.tag.text.trim_end_matches('>').trim_end_matches('/');
                self.edits.replace(row.tag.start..row.tag.end, format!("{open}>{cells}</{name}>"));
            }
            return Ok(());
        }
        let mut column = 0;
        loop {
            match self.scan.next()? {
                Step::Open(tag) if tag.depth == row.tag.depth + 1 && tag.name() == "c" => {
                    let at = tag.get("r").and_then(|name| cell_at(&name)).unwrap_or((row.number, column + 1));
                    if at.0 != row.number {
                        return Err(CannotMark::UNLIKE);
                    }
                    column = at.1;
                    let cells = self.cells_before(row, column, prefix)?;
                    self.edits.insert(tag.start, cells);
                    self.cell(&tag, at)?;
                }
                Step::Open(_) => {}
                Step::Close { start, .. } if self.scan.depth() < row.tag.depth => {
                    let cells = self.cells_before(row, u32::MAX, prefix)?;
                    // Where cells lie, a row says as a hint only; a wrong hint is worse than none.
                    if let Some(range) = row.tag.attribute_range("spans").filter(|_| !cells.is_empty()) {
                        self.edits.replace(range, "");
                    }
                    self.edits.insert(start, cells);
                    return Ok(());
                }
                Step::Close { .. } => {}
                Step::End => return Err(CannotMark::DAMAGED),
            }
        }
    }

    fn cell(&mut self, tag: &Tag, at: (u32, u32)) -> Result<(), CannotMark> {
        let own: usize = tag.number("s").unwrap_or(0);
        let format = match self.wanted.get(&at) {
            Some(error) => self.styles.marked(own, *error)?,
            None => self.styles.original(own),
        };
        self.missing.remove(&at);
        if format == own {
            return Ok(());
        }
        match tag.value_range("s") {
            Some(range) => self.edits.replace(range, format.to_string()),
            None => self.edits.insert(tag.behind_attributes(), format!(" s=\"{format}\"")),
        }
        Ok(())
    }

    /// New cells of a row that stand left of a column.
    fn cells_before(&mut self, row: &Row, column: u32, prefix: &str) -> Result<String, CannotMark> {
        let before: Vec<u32> =
            self.missing.range((row.number, 0)..(row.number, column)).map(|((_, column), _)| *column).collect();
        let mut cells = String::new();
        for column in before {
            cells.push_str(&self.new_cell(row.number, column, row.format, prefix)?);
        }
        Ok(cells)
    }

    /// New rows that stand above a row.
    fn rows_before(&mut self, number: u32, prefix: &str) -> Result<String, CannotMark> {
        let before: Vec<(u32, u32)> = self.missing.range(..(number, 0)).map(|(at, _)| *at).collect();
        let mut rows = String::new();
        let mut cells: Peekable<IntoIter<(u32, u32)>> = before.into_iter().peekable();
        while let Some(&(row, _)) = cells.peek() {
            rows.push_str(&format!("<{prefix}row r=\"{row}\">"));
            while let Some((_, column)) = cells.next_if(|(own, _)| *own == row) {
                rows.push_str(&self.new_cell(row, column, None, prefix)?);
            }
            rows.push_str(&format!("</{prefix}row>"));
        }
        Ok(rows)
    }

    /// A cell that was not there looks as its row and its column say.
    fn new_cell(&mut self, row: u32, column: u32, own: Option<usize>, prefix: &str) -> Result<String, CannotMark> {
        let error = self.missing.remove(&(row, column)).unwrap_or(false);
        let base = own.or_else(|| self.columns.format(column)).unwrap_or(0);
        let format = self.styles.marked(base, error)?;
        let name = CellSpot { sheet: 0, row, column }.name();
        Ok(format!("<{prefix}c r=\"{name}\" s=\"{format}\"/>"))
    }
}

impl Columns {
    fn add(&mut self, tag: &Tag) {
        if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max"))
            && self.ranges.len() < MOST_RANGES
        {
            let hidden = tag.get("hidden").is_some_and(|it| matches!(it.as_str(), "1" | "true"));
            let width = if hidden { Some(0.0) } else { tag.number("width") };
            self.ranges.push((first, last, width, tag.number("style")));
        }
    }

    fn of(&self, column: u32) -> Option<&(u32, u32, Option<f64>, Option<usize>)> {
        self.ranges.iter().find(|(first, last, ..)| (*first..=*last).contains(&column))
    }

    fn format(&self, column: u32) -> Option<usize> {
        self.of(column)?.3
    }

    /// In characters.
    pub fn width(&self, column: u32) -> f64 {
        const USUAL: f64 = 8.4;
        self.of(column).and_then(|it| it.2).unwrap_or(USUAL)
    }
}
