//! A marked copy of a received workbook: wrong cells coloured and commented, and nothing else touched.

mod comments;
mod drawing;
mod sheet;
mod styles;

use std::collections::BTreeMap;

use styles::Styles;

use super::xlsx;
use crate::formats::mark::{CannotMark, Mark};
use crate::formats::opc::{Outline, Patch, relations};
use crate::formats::package::{Kind, Package, Relations};
use crate::model::Table;
use crate::source::{At, Limits, SourceId};

/// What stands in one cell, told in a comment.
struct CellMark {
    /// From 1.
    row: u32,
    column: u32,
    error: bool,
    lines: Vec<String>,
}

/// The workbook's sheets, and where its parts are.
struct Workbook {
    main: String,
    relations: Relations,
    /// The addresses of relationship types begin so; those of the strict variant differ.
    kinds: String,
    sheets: Vec<Sheet>,
}

struct Sheet {
    /// The path of its part; none where there is no such part.
    path: Option<String>,
    visible: bool,
}

const BINARY: CannotMark =
    CannotMark::because("只能标注 xlsx、xlsm 工作簿", "only xlsx and xlsm workbooks can be marked");

/// A copy of a workbook (ECMA-376, transitional or strict) with these marks. Its own parts are patched, all other entries
/// are copied as they are packed. Colours and comments of a former copy give way to the new ones. Before it is handed out,
/// the copy is read again and compared.
pub fn mark(bytes: &[u8], marks: &[Mark], limits: &Limits) -> Result<Vec<u8>, CannotMark> {
    let mut patch = Patch::open(bytes, limits)?;
    let workbook = Workbook::open(&mut patch, limits)?;
    let marks = workbook.by_sheet(marks);
    let mut styles = Styles::open(&mut patch, &workbook)?;
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        let Some(path) = &sheet.path else { continue };
        let none = Vec::new();
        let marks = marks.get(&index).unwrap_or(&none);
        let relations = relations(&mut patch, path)?;
        let has_comments = relations.of_type("comments").is_some();
        if marks.is_empty() && !has_comments && !styles.has_former() {
            continue;
        }
        let received = patch.text(path)?.ok_or(CannotMark::DAMAGED)?;
        let seen = sheet::colour(&received, marks, &mut styles)?;
        let drawn = drawing::Boxes { marks, columns: &seen.columns, number: index + 1 };
        let text = comments::write(&mut patch, path, seen.text, &workbook.kinds, &relations, &drawn)?;
        if text != received {
            patch.put(path, text);
        }
    }
    styles.finish(&mut patch, &workbook)?;
    let copy = patch.finish()?;
    match tables(&copy, limits) {
        Some(after) if tables(bytes, limits).as_ref() == Some(&after) => Ok(copy),
        _ => Err(CannotMark::UNLIKE),
    }
}

/// What the sheets say.
fn tables(bytes: &[u8], limits: &Limits) -> Option<Vec<Table>> {
    let mut package = Package::open(bytes, Kind::Workbook, limits).ok()?;
    xlsx::read(&mut package, SourceId(0), limits).ok().map(|book| book.tables)
}

impl Workbook {
    fn open(patch: &mut Patch, limits: &Limits) -> Result<Workbook, CannotMark> {
        let root = relations(patch, "")?;
        let main = root.of_type("officeDocument").ok_or(BINARY)?;
        let kinds = main.kind.strip_suffix("officeDocument").ok_or(CannotMark::UNLIKE)?.to_owned();
        let main = main.path.clone();
        if main.ends_with(".bin") {
            return Err(BINARY);
        }
        let text = patch.text(&main)?.ok_or(BINARY)?;
        let relations = relations(patch, &main)?;
        let outline = Outline::of(&text)?;
        let mut sheets = Vec::new();
        for element in outline.elements.iter().filter(|it| it.tag.name() == "sheet").take(limits.workbook_sheets) {
            let relation = relations.of_id(&element.tag.get("id").unwrap_or_default());
            let is_sheet = |kind: &str| kind.rsplit('/').next() == Some("worksheet");
            let path = relation.filter(|it| is_sheet(&it.kind) && patch.has(&it.path)).map(|it| it.path.clone());
            let visible = element.tag.get("state").is_none_or(|state| state == "visible");
            sheets.push(Sheet { path, visible });
        }
        Ok(Workbook { main, relations, kinds, sheets })
    }

    /// The marks of each sheet, a cell once. What is about the file as a whole stands in the first cell that people see.
    fn by_sheet(&self, marks: &[Mark]) -> BTreeMap<usize, Vec<CellMark>> {
        let shown = |sheet: &Sheet| sheet.visible && sheet.path.is_some();
        let first = self.sheets.iter().position(shown).unwrap_or(0);
        let mut cells: BTreeMap<(usize, u32, u32), CellMark> = BTreeMap::new();
        for mark in marks {
            let (sheet, row, column) = match mark.at {
                At::Cell(spot) => (usize::from(spot.sheet), spot.row, spot.column),
                _ => (first, 1, 1),
            };
            let new = || CellMark { row, column, error: false, lines: Vec::new() };
            let cell = cells.entry((sheet, row, column)).or_insert_with(new);
            cell.error |= mark.is_error();
            cell.lines.extend(mark.signed());
        }
        let mut sheets: BTreeMap<usize, Vec<CellMark>> = BTreeMap::new();
        for ((sheet, ..), mark) in cells {
            sheets.entry(sheet).or_default().push(mark);
        }
        sheets
    }
}
