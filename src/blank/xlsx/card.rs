//! A card: the drawing of its areas as merged cells on one page, what is not official to the right of it.

use super::{input, key, note_height, notes};
use crate::blank::grid::grid;
use crate::formats::sheet::{Area, BookError, Drawn, Ink, Paper};
use crate::kinds;
use crate::model::{FURTHER_PRINT, Field, Form, Grid, GridCell, Kind};

/// A page's width, in characters of the standard type, and its height in points.
const PAGE: f64 = 80.0;
const TALL: f64 = 740.0;

/// Four characters of a label, and a photo of one inch with some air.
const LABEL: f64 = 10.0;
const PHOTO: f64 = 14.0;

/// What stands beside the page: a gap, labels, values.
const BESIDE: [f64; 3] = [3.0, 11.0, 17.0];

/// Heights of rows in points.
const TITLE: f64 = 46.0;
const ROW: f64 = 34.0;
const BESIDE_PHOTO: f64 = 40.0;
const LINE: f64 = 17.0;
const SHORTEST_LONG_TEXT: f64 = 150.0;
/// What a row may measure at most, less some air.
const TALLEST_LONG_TEXT: f64 = 400.0;

pub fn draw(form: &Form, sheet: &mut Drawn) -> Result<(), BookError> {
    let grid = grid(form);
    let columns = 2 * grid.columns as u16;
    sheet.widths(&widths(form, &grid))?;
    sheet.write(Area::new(0, 0).wide(columns), &form.title, Ink::Title)?;
    sheet.height(0, TITLE)?;
    for cell in &grid.cells {
        if let Some(field) = form.field(&cell.key) {
            draw_field(sheet, field, cell)?;
        }
    }
    let undrawn = |field: &&Field| !grid.cells.iter().any(|cell| cell.key == field.key);
    let (rest, further): (Vec<&Field>, Vec<&Field>) =
        form.fields.iter().filter(undrawn).partition(|field| field.official);
    let mut row = 1 + grid.rows as u32;
    for field in rest {
        let whole =
            GridCell { key: field.key.clone(), row: row as usize - 1, column: 0, height: 1, width: grid.columns };
        draw_field(sheet, field, &whole)?;
        sheet.height(row, ROW)?;
        row += 1;
    }
    heights(form, &grid, sheet)?;
    let end = notes(form, sheet, Area::new(row, 0).wide(columns), PAGE)?;
    beside(&further, sheet, columns)?;
    sheet.print(Area::new(0, 0).wide(columns).tall(end), Paper::Portrait)?;
    if let Some(first) = grid.cells.first() {
        sheet.begin_at(Area::new(1 + first.row as u32, 2 * first.column as u16 + 1))?;
    }
    sheet.protect();
    Ok(())
}

/// The label's cell and the one beside it; a photo has only its own.
fn draw_field(sheet: &mut Drawn, field: &Field, at: &GridCell) -> Result<(), BookError> {
    let whole = Area::new(1 + at.row as u32, 2 * at.column as u16).tall(at.height as u32).wide(2 * at.width as u16);
    let label = field.printed.as_deref().unwrap_or(&field.label);
    if field.kind == Kind::Photo {
        sheet.name(whole, key(field));
        return sheet.labelled_input(whole, label, &photo(field), Ink::Photo);
    }
    sheet.write(whole.wide(1), label, Ink::Label)?;
    let ink = match field.kind {
        Kind::LongText => Ink::ValueLong,
        _ if at.width > 1 => Ink::Value,
        _ => Ink::ValueCentre,
    };
    input(sheet, Area { column: whole.column + 1, ..whole }.wide(whole.width - 1), field, ink)
}

fn photo(field: &Field) -> crate::formats::sheet::Entry {
    let entry = kinds::entry(field);
    let how = "在“插入”里选图片，放到这一格；也可以把这格的字换成照片的文件名";
    crate::formats::sheet::Entry { hint: entry.hint.map(|hint| format!("{how}；{hint}")), ..entry }
}

/// Every column of the drawing becomes two. Where nothing but a photo begins, the photo's width is enough; the others
/// share what is left.
fn widths(form: &Form, grid: &Grid) -> Vec<f64> {
    let is_photo = |cell: &GridCell| form.field(&cell.key).is_some_and(|field| field.kind == Kind::Photo);
    let only_photo = |column: usize| {
        let mut beginning = grid.cells.iter().filter(|cell| cell.column == column).peekable();
        beginning.peek().is_some() && beginning.all(|cell| is_photo(cell) && cell.width == 1)
    };
    let photos = (0..grid.columns).filter(|column| only_photo(*column)).count();
    let share = (PAGE - PHOTO * photos as f64) / (grid.columns - photos).max(1) as f64;
    let pair = |column| match only_photo(column) {
        true => [PHOTO / 2.0; 2],
        false => [LABEL.min(share / 2.0), share - LABEL.min(share / 2.0)],
    };
    (0..grid.columns).flat_map(pair).chain(BESIDE).collect()
}

/// Rows as tall as their labels want; long texts share what is left of the page.
fn heights(form: &Form, grid: &Grid, sheet: &mut Drawn) -> Result<(), BookError> {
    let on = |row: usize, cell: &GridCell| (cell.row..cell.row + cell.height).contains(&row);
    let kind = |cell: &GridCell| form.field(&cell.key).map(|field| field.kind);
    let is_long = |row: usize| grid.cells.iter().any(|cell| on(row, cell) && kind(cell) == Some(Kind::LongText));
    let height = |row: usize| {
        let has_photo = grid.cells.iter().any(|cell| on(row, cell) && kind(cell) == Some(Kind::Photo));
        let lines = |cell: &GridCell| {
            let label = form.field(&cell.key).map_or(0, |field| field.label.chars().count());
            label.div_ceil(4) as f64 * LINE + 6.0
        };
        let labels = grid.cells.iter().filter(|cell| cell.row == row).map(lines).fold(0.0, f64::max);
        labels.max(if has_photo { BESIDE_PHOTO } else { ROW })
    };
    let short: f64 = (0..grid.rows).filter(|row| !is_long(*row)).map(height).sum();
    let privacy = form.privacy.as_ref().map(|it| format!("{}{}{}", it.who, it.why, it.how_long));
    let notes: f64 = form.notes.iter().chain(&privacy).map(|note| note_height(note, PAGE)).sum();
    let long = (0..grid.rows).filter(|row| is_long(*row)).count().max(1) as f64;
    let left = (TALL - TITLE - short - notes - LINE) / long;
    for row in 0..grid.rows {
        let points = if is_long(row) { left.clamp(SHORTEST_LONG_TEXT, TALLEST_LONG_TEXT) } else { height(row) };
        sheet.height(1 + row as u32, points)?;
    }
    Ok(())
}

/// What the summaries need beyond the printed form.
fn beside(fields: &[&Field], sheet: &mut Drawn, columns: u16) -> Result<(), BookError> {
    if fields.is_empty() {
        return Ok(());
    }
    let first = columns + 1;
    sheet.write(Area::new(0, first).wide(2), FURTHER_PRINT, Ink::Heading)?;
    for (row, field) in (1..).zip(fields) {
        sheet.write(Area::new(row, first), &field.label, Ink::FurtherLabel)?;
        input(sheet, Area::new(row, first + 1), field, Ink::FurtherValue)?;
    }
    Ok(())
}
