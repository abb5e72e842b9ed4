//! Documents hold a roster in two tables: the official one, and what the rules need beyond it under the same serial
//! numbers. Here they become one again.

mod join;

use std::collections::{BTreeMap, BTreeSet};

use super::Forms;
use super::tables::{is_own_print, speaks_of_label};
use crate::diagnostic::Diagnostics;
use crate::model::{Field, Form, Kind, Layout, Raw, Table, TableCell};
use crate::source::At;
use join::join;

/// Puts the further tables of rosters behind the rows that they are about, and marks photos that stand under no label.
pub fn joined(tables: Vec<Table>, forms: &Forms, problems: &mut Diagnostics) -> Vec<Table> {
    let mut joined: Vec<Table> = Vec::new();
    for mut table in tables {
        let above = lines_around(&mut table, forms);
        keys_to_heads(&mut table, forms);
        photos(&mut table, forms);
        let partner = |last: &Table| {
            let heads = |form| Some((Head::of(last, form)?, Head::of(&table, form)?));
            forms.list.iter().filter_map(|form| heads(form)).find(|(official, further)| further.continues(official))
        };
        match (joined.last().and_then(partner), joined.last_mut()) {
            (Some((official, further)), Some(last)) => {
                // What stands between two tables that are one, and is nothing of the form, stands below both.
                let loose = above.into_iter().chain(take_lines(&mut table, further.row, forms)).collect();
                join(last, &official, table, &further, loose, problems);
            }
            _ => joined.push(table),
        }
    }
    joined
}

/// In our blanks every cell of a roster bears its field's key; for whoever looks for labels the key names the column.
fn keys_to_heads(table: &mut Table, forms: &Forms) {
    let rosters = || forms.list.iter().filter(|form| form.is_roster());
    let is_column = |cell: &TableCell| {
        let key = cell.key.as_deref();
        key.is_some_and(|key| rosters().any(|form| form.fields.iter().any(|field| field.key == key)))
    };
    let Some(first) = table.cells.iter().filter(|cell| is_column(cell)).map(|cell| cell.row).min() else { return };
    if rosters().count() < forms.list.len() && !table.cells.iter().any(|cell| is_serial(cell, forms)) {
        // A card's keys may be the same; they stand each at its own cell.
        return;
    }
    let mut columns: BTreeMap<u32, TableCell> = BTreeMap::new();
    for cell in table.cells.iter_mut().filter(|cell| is_column(cell)) {
        columns.entry(cell.column).or_insert_with(|| cell.clone());
        cell.key = None;
    }
    if first == 1 {
        table.cells.iter_mut().for_each(|cell| cell.row += 1);
    }
    let head = if first == 1 { 1 } else { first - 1 };
    let heads: BTreeMap<u32, usize> = table
        .cells
        .iter()
        .enumerate()
        .filter(|(_, own)| own.row == head)
        .map(|(at, own)| (own.column, at))
        .rev()
        .collect();
    for (column, cell) in columns {
        match heads.get(&column) {
            Some(at) => table.cells[*at].key = cell.key,
            // The label is gone, or it stands in a merged cell.
            None => table.cells.push(TableCell { row: head, raw: Raw::Empty, height: 1, ..cell }),
        }
    }
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

fn is_serial(cell: &TableCell, forms: &Forms) -> bool {
    forms.list.iter().any(|form| matches!(&form.layout, Layout::Roster { serial, .. } if says(cell, serial)))
}

/// Looks through the lines around a table. The form's own print is nobody's content; of other lines without any label those
/// above the table, its title among them, are taken out and answered, and those below it are put where no column is, so
/// that they answer none.
fn lines_around(table: &mut Table, forms: &Forms) -> Vec<TableCell> {
    table.cells.retain(|cell| !line(cell).is_some_and(|text| is_own_print(text, forms)));
    let own = || table.cells.iter().filter(|cell| !is_line(cell));
    let Some(first) = own().map(|cell| cell.row).min() else { return Vec::new() };
    let wide = own().map(|cell| cell.column + cell.width).max().unwrap_or(1);
    let is_bare = |cell: &TableCell| line(cell).is_some_and(|text| !text.contains([':', '：', ' ', '\u{3000}', '\t']));
    let (above, rest): (Vec<TableCell>, Vec<TableCell>) =
        std::mem::take(&mut table.cells).into_iter().partition(|cell| cell.row < first && is_bare(cell));
    table.cells = rest;
    let loose = loose(table, forms, |row| row > first);
    for cell in table.cells.iter_mut().filter(|cell| loose.contains(&cell.row)) {
        cell.column += wide;
    }
    above
}

/// Takes the lines above a row out of a table that hold no label.
fn take_lines(table: &mut Table, below: u32, forms: &Forms) -> Vec<TableCell> {
    let loose = loose(table, forms, |row| row < below);
    table.cells.extract_if(.., |cell| loose.contains(&cell.row)).collect()
}

/// The rows that are lines outside the table and hold nothing of a form.
fn loose(table: &Table, forms: &Forms, wanted: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let lines = || table.cells.iter().filter(|cell| is_line(cell) && wanted(cell.row));
    let labels = |cell: &&TableCell| cell.key.is_some() || line(cell).is_some_and(|text| speaks_of_label(text, forms));
    let speaking: BTreeSet<u32> = lines().filter(labels).map(|cell| cell.row).collect();
    lines().map(|cell| cell.row).filter(|row| !speaking.contains(row)).collect()
}

fn is_line(cell: &TableCell) -> bool {
    matches!(cell.place.at, At::Paragraph(_))
}

/// The text of a line outside all tables, unless it answers a field of our blanks.
fn line(cell: &TableCell) -> Option<&str> {
    match (&cell.raw, &cell.key) {
        (Raw::Text(text), None) if is_line(cell) => Some(text),
        _ => None,
    }
}

/// The row in which a roster's labels stand.
struct Head<'a> {
    form: &'a Form,
    row: u32,
    serial: u32,
    /// The keys of its fields, by their column.
    fields: BTreeMap<u32, &'a str>,
}

impl<'a> Head<'a> {
    fn of(table: &Table, form: &'a Form) -> Option<Head<'a>> {
        let Layout::Roster { serial, .. } = &form.layout else { return None };
        let number = table.cells.iter().find(|cell| says(cell, serial))?;
        let (row, serial) = (number.row, number.column);
        let key = |cell: &TableCell| {
            let printed = |field: &Field| field.printed.as_deref().is_some_and(|printed| says(cell, printed));
            let field = form.fields.iter().find(|field| says(cell, &field.label) || printed(field))?;
            Some((cell.column, field.key.as_str()))
        };
        let fields = table.cells.iter().filter(|cell| cell.row == row).filter_map(key).collect();
        Some(Head { form, row, serial, fields })
    }

    /// Whether a table asks for what another left out: no field of it stands in both but the person's name.
    fn continues(&self, official: &Head) -> bool {
        let is_name = |key: &str| self.form.field(key).is_some_and(|field| field.kind == Kind::PersonName);
        let new = |key: &&str| !official.fields.values().any(|own| own == key);
        official.fields.len() > 1
            && self.fields.values().any(&new)
            && self.fields.values().all(|key| new(key) || is_name(key))
    }
}

/// Whether a cell says a label, blanks and line breaks aside.
fn says(cell: &TableCell, label: &str) -> bool {
    let Raw::Text(text) = &cell.raw else { return false };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    text.len() <= 200 && bare(text) == bare(label)
}

/// A photo that took the place of its own label is known by being the only picture of a form with one photo.
fn photos(table: &mut Table, forms: &Forms) {
    let key = |form: &&Form| {
        let mut photos = form.fields.iter().filter(|field| field.kind == Kind::Photo);
        photos.next().filter(|_| photos.next().is_none()).map(|field| field.key.clone())
    };
    let mut keys: Vec<String> = forms.list.iter().filter_map(key).collect();
    keys.dedup();
    let mut pictures = table.cells.iter_mut().filter(|cell| cell.picture);
    if let ([key], Some(only), None) = (keys.as_slice(), pictures.next(), pictures.next())
        && only.raw == Raw::Picture
        && only.key.is_none()
    {
        only.key = Some(key.clone());
    }
}
