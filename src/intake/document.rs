//! Documents hold a roster in two tables: the official one, and what the rules need beyond it under the same serial
//! numbers. Here they become one again.

use std::collections::BTreeMap;

use super::Forms;
use crate::model::{Field, Form, Kind, Layout, Raw, Table, TableCell};
use crate::source::At;

/// Puts the further tables of rosters behind the rows that they are about, and marks photos that stand under no label.
pub fn joined(tables: Vec<Table>, forms: &Forms) -> Vec<Table> {
    let mut joined: Vec<Table> = Vec::new();
    for mut table in tables {
        table.cells.retain(|cell| !is_print(cell, forms));
        keys_to_heads(&mut table, forms);
        photos(&mut table, forms);
        let partner = |last: &Table| {
            let heads = |form| Some((Head::of(last, form)?, Head::of(&table, form)?));
            forms.list.iter().filter_map(|form| heads(form)).find(|(official, further)| further.continues(official))
        };
        match (joined.last().and_then(partner), joined.last_mut()) {
            (Some((official, further)), Some(last)) => join(last, &official, table, &further),
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
    for (column, cell) in columns {
        match table.cells.iter_mut().find(|own| (own.row, own.column) == (head, column)) {
            Some(own) => own.key = cell.key,
            // The label is gone, or it stands in a merged cell.
            None => table.cells.push(TableCell { row: head, raw: Raw::Empty, height: 1, ..cell }),
        }
    }
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

fn is_serial(cell: &TableCell, forms: &Forms) -> bool {
    forms.list.iter().any(|form| matches!(&form.layout, Layout::Roster { serial, .. } if says(cell, serial)))
}

/// Whether a line outside all tables is the form's own print: its notes, and sentences without any label.
fn is_print(cell: &TableCell, forms: &Forms) -> bool {
    let (At::Paragraph(_), None, Raw::Text(text)) = (cell.place.at, &cell.key, &cell.raw) else { return false };
    let own = |form: &&Form| {
        let said = form.notes.iter().chain(form.privacy.iter().map(|privacy| &privacy.who));
        said.into_iter().any(|words| text.contains(words.trim_end_matches('。')))
    };
    !text.contains([':', '：', ' ', '\u{3000}', '\t']) || forms.list.iter().any(own)
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

/// Rows find each other by their serial numbers; one without a partner stays a row of its own, so that nothing is lost.
fn join(official: &mut Table, head: &Head, further: Table, further_head: &Head) {
    let lines = further_head.row - 1;
    let shift = official.cells.iter().map(|cell| cell.column + cell.width).max().unwrap_or(1);
    // What stands above the further table stands above all.
    official.cells.iter_mut().for_each(|cell| cell.row += lines);
    let numbers: BTreeMap<String, u32> = official
        .cells
        .iter()
        .filter(|cell| cell.column == head.serial && cell.row > head.row + lines)
        .filter_map(|cell| Some((number(cell)?, cell.row)))
        .collect();
    let own: BTreeMap<u32, String> = further
        .cells
        .iter()
        .filter(|cell| cell.column == further_head.serial && cell.row > further_head.row)
        .filter_map(|cell| Some((cell.row, number(cell)?)))
        .collect();
    let first = head.fields.keys().next().copied().unwrap_or(1);
    let last = official.cells.iter().map(|cell| cell.row + cell.height).max().unwrap_or(1);
    let known =
        |column: u32| further_head.fields.get(&column).is_some_and(|key| head.fields.values().any(|own| own == key));
    for mut cell in further.cells {
        if cell.row >= further_head.row && (cell.column == further_head.serial || known(cell.column)) {
            continue;
        }
        let partner = |row: u32| own.get(&row).and_then(|number| numbers.get(number)).copied();
        cell.row = match cell.row {
            row if row < further_head.row => row,
            row if row == further_head.row => head.row + lines,
            row => partner(row).unwrap_or_else(|| {
                // What is missing of such a person is missing here.
                official.cells.push(TableCell {
                    row: last + row,
                    column: first,
                    raw: Raw::Empty,
                    key: None,
                    ..cell.clone()
                });
                last + row
            }),
        };
        if cell.row >= head.row + lines {
            cell.column += shift;
        }
        official.cells.push(cell);
    }
    official.cells.sort_by_key(|cell| (cell.row, cell.column));
}

fn number(cell: &TableCell) -> Option<String> {
    match &cell.raw {
        Raw::Text(text) => Some(text.trim().trim_end_matches(['.', '、', '．']).to_owned()).filter(|it| !it.is_empty()),
        _ => None,
    }
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
