//! A card: the drawing of its areas as one table, what is not official below it.

use super::control::{Place, columns_of_boxes, control, has_boxes};
use super::{Labelled, line, notes, title};
use crate::blank::grid::grid;
use crate::formats::docx::{Align, Block, Borders, Cell, Inline, Merge, Mm, Page, Paragraph, Row, Style, Table};
use crate::model::{Field, Form, Grid, GridCell, Kind};

/// Heights of rows.
const ROW: f64 = 11.0;
const LINE_OF_OPTIONS: f64 = 6.5;
/// A row that a photo stands beside: three of them hold a photo of 35 mm.
const BESIDE_PHOTO: f64 = 13.0;
const LONG_TEXT: f64 = 88.0;
const SHORTEST_LONG_TEXT: f64 = 24.0;
/// What a page has room for between its margins, some air left; what the title takes, and a line of the notes.
const PAGE: f64 = 254.0;
const TITLE: f64 = 20.0;
const NOTE_LINE: f64 = 5.0;
const NOTE_CHARS: usize = 52;
/// Widths of columns: four characters of a label, and a photo with some air.
const LABEL: f64 = 19.0;
const PHOTO: f64 = 30.0;

pub fn body(form: &Form, page: &Page) -> Vec<Block> {
    let across = page.text_width();
    let grid = grid(form);
    let mut body = vec![title(form), Block::Table(table(form, &grid, across))];
    let drawn = |field: &&Field| grid.cells.iter().any(|cell| cell.key == field.key);
    let (others, unofficial): (Vec<&Field>, Vec<&Field>) =
        form.fields.iter().filter(|field| !drawn(field)).partition(|field| field.official);
    body.extend(notes(form));
    for field in others {
        body.push(line(&[Labelled::field(field, "")], page));
    }
    if !unofficial.is_empty() {
        body.push(Block::Paragraph(Paragraph::text(Style::Heading, form.further_words())));
        let pairs: Vec<_> = unofficial.into_iter().map(|field| Labelled::field(field, "")).collect();
        body.extend(pairs.chunks(2).map(|pair| line(pair, page)));
    }
    body
}

/// Every column of the drawing becomes two, one for the label and one for what is filled in.
fn table(form: &Form, grid: &Grid, across: Mm) -> Table {
    let long = long_text(form, grid);
    let rows = (0..grid.rows).map(|row| {
        let beside = grid.cells.iter().any(|cell| {
            (cell.row..cell.row + cell.height).contains(&row)
                && form.field(&cell.key).is_some_and(|field| field.kind == Kind::Photo)
        });
        Row {
            height: Mm(height(&beginning(form, grid, row), beside, long)),
            heading: false,
            cells: cells(form, grid, row, across),
        }
    });
    Table { columns: columns(form, grid, across), borders: Borders::Official, rows: rows.collect() }
}

/// Where nothing but a photo begins at a column, the photo's width is enough for it; the others share what is left.
fn columns(form: &Form, grid: &Grid, across: Mm) -> Vec<Mm> {
    let is_photo = |cell: &GridCell| form.field(&cell.key).is_some_and(|field| field.kind == Kind::Photo);
    let only_photo = |column: usize| {
        let mut beginning = grid.cells.iter().filter(|cell| cell.column == column).peekable();
        beginning.peek().is_some() && beginning.all(|cell| is_photo(cell) && cell.width == 1)
    };
    let photos = (0..grid.columns).filter(|column| only_photo(*column)).count();
    let share = (across.0 - PHOTO * photos as f64) / (grid.columns - photos).max(1) as f64;
    let pair = |column| match only_photo(column) {
        true => [Mm(PHOTO / 2.0); 2],
        false => [Mm(LABEL.min(share / 2.0)), Mm(share - LABEL.min(share / 2.0))],
    };
    (0..grid.columns).flat_map(pair).collect()
}

/// The fields that begin in a row, and whether they have room for boxes.
fn beginning<'f>(form: &'f Form, grid: &Grid, row: usize) -> Vec<(&'f Field, bool)> {
    let cells = grid.cells.iter().filter(|cell| cell.row == row);
    cells.filter_map(|cell| Some((form.field(&cell.key)?, cell.width > 1))).collect()
}

/// How tall a long text is: as a card has one, or so that the page holds them all.
fn long_text(form: &Form, grid: &Grid) -> f64 {
    let rows: Vec<_> = (0..grid.rows).map(|row| beginning(form, grid, row)).collect();
    let is_long = |row: &&Vec<(&Field, bool)>| row.iter().any(|(field, _)| field.kind == Kind::LongText);
    let count = rows.iter().filter(is_long).count();
    let short: f64 = rows.iter().filter(|row| !is_long(row)).map(|row| height(row, false, 0.0)).sum();
    let privacy = form.privacy.as_ref().map(|it| format!("{}{}{}", it.who, it.why, it.how_long));
    let lines = |note: &String| (note.chars().count() + 10).div_ceil(NOTE_CHARS) as f64 * NOTE_LINE;
    let notes: f64 = form.notes.iter().chain(&privacy).map(lines).sum();
    match count {
        0 | 1 => LONG_TEXT,
        _ => ((PAGE - TITLE - short - notes) / count as f64).clamp(SHORTEST_LONG_TEXT, LONG_TEXT),
    }
}

fn height(fields: &[(&Field, bool)], beside_photo: bool, long_text: f64) -> f64 {
    let one = |(field, wide): &(&Field, bool)| match field.kind {
        Kind::LongText => long_text,
        _ if *wide && has_boxes(field) => field.choices.list.len().div_ceil(2) as f64 * LINE_OF_OPTIONS + 3.0,
        _ if beside_photo => BESIDE_PHOTO,
        // A long label is set in lines of four characters.
        _ => ROW.max(label(field).chars().count().div_ceil(4) as f64 * 5.2 + 2.0),
    };
    fields.iter().map(one).fold(ROW, f64::max)
}

fn cells(form: &Form, grid: &Grid, row: usize, across: Mm) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut column = 0;
    while column < grid.columns {
        let inside = |cell: &&GridCell| {
            (cell.row..cell.row + cell.height).contains(&row)
                && (cell.column..cell.column + cell.width).contains(&column)
        };
        let drawn = grid.cells.iter().find(inside);
        match drawn.and_then(|cell| Some((cell, form.field(&cell.key)?))) {
            Some((cell, field)) => {
                cells.extend(field_cells(field, cell, cell.row == row, across.0 / grid.columns as f64));
                column = cell.column + cell.width;
            }
            None => {
                cells.push(Cell::new(Paragraph::new(Style::Label, Vec::new())).wide(2));
                column += 1;
            }
        }
    }
    cells
}

/// The label's cell and the one beside it; a photo has only its own.
fn field_cells(field: &Field, at: &GridCell, first: bool, column: f64) -> Vec<Cell> {
    let merge = match (at.height, first) {
        (1, _) => Merge::No,
        (_, true) => Merge::Begins,
        (_, false) => Merge::Continues,
    };
    let whole = 2 * at.width;
    if merge == Merge::Continues {
        let empty = Cell { merge, ..Cell::new(Paragraph::new(Style::Label, Vec::new())) };
        return match field.kind {
            Kind::Photo => vec![empty.wide(whole)],
            _ => vec![empty.clone(), empty.wide(whole - 1)],
        };
    }
    let wide = at.width > 1;
    let one = |style| Paragraph::new(style, vec![Inline::Control(control(field, Place::Cell { wide }, ""))]);
    if field.kind == Kind::Photo {
        return vec![Cell { merge, ..Cell::new(one(Style::Label)).wide(whole) }];
    }
    let (align, content) = match field.kind {
        Kind::LongText => (Align::Top, vec![one(Style::Value)]),
        _ if wide && has_boxes(field) => {
            let middle = Mm((column * at.width as f64 - LABEL) / 2.0);
            (Align::Middle, columns_of_boxes(field, true, Style::Value, &[middle], ""))
        }
        _ => (Align::Middle, vec![one(if wide { Style::Value } else { Style::Centre })]),
    };
    let label = Cell { merge, ..Cell::new(Paragraph::text(Style::Label, label(field))) };
    vec![label, Cell { width: whole - 1, merge, align, content }]
}

/// As printed: two characters set wide, and a long label as it comes.
fn label(field: &Field) -> &str {
    field.printed.as_deref().unwrap_or(&field.label)
}
