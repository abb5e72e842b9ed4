//! The rows of a roster's two tables put together again, by their serial numbers and names.

use std::collections::{BTreeMap, BTreeSet};

use super::Head;
use crate::diagnostic::{Diagnostics, Personal, RecordProblem};
use crate::intake::tables::is_answered;
use crate::model::{Kind, Raw, Table, TableCell};

/// A row of one of the tables: its serial number, and the person's name where it has one.
struct Row {
    row: u32,
    number: Option<String>,
    name: Option<String>,
}

/// Puts a further table behind the official one. A row without a partner stays a row of its own, so that nothing is lost, and
/// is told; `loose` are lines between the tables, which go below.
pub(super) fn join(
    official: &mut Table,
    head: &Head,
    mut further: Table,
    further_head: &Head,
    mut loose: Vec<TableCell>,
    problems: &mut Diagnostics,
) {
    let lines = further_head.row - 1;
    let shift = official.cells.iter().map(|cell| cell.column + cell.width).max().unwrap_or(1);
    let wide = further.cells.iter().map(|cell| cell.column + cell.width).max().unwrap_or(1);
    // What stands above the further table stands above all.
    official.cells.iter_mut().for_each(|cell| cell.row += lines);
    let own = rows(&further, further_head, further_head.row);
    let partners = partners(&rows(official, head, head.row + lines), &own);
    let last = official.cells.iter().map(|cell| cell.row + cell.height).max().unwrap_or(1);
    let place = Places { head, further_head, shift, last, head_row: head.row + lines, partners: &partners };
    let alone: BTreeSet<u32> = own.iter().map(|row| row.row).filter(|row| !partners.contains_key(row)).collect();
    tell(&further, further_head, &own, &alone, problems);
    for cell in &mut loose {
        // No column stands so far out that it could be answered there.
        cell.row += last;
        cell.column += shift + wide;
    }
    let mut beginnings: BTreeMap<u32, TableCell> = BTreeMap::new();
    for mut cell in further.cells.drain(..) {
        let row = cell.row;
        let Some((at, column)) = place.of(&cell, alone.contains(&row)) else { continue };
        if alone.contains(&row) {
            beginnings.entry(at).or_insert_with(|| cell.clone());
        }
        (cell.row, cell.column) = (at, column);
        official.cells.push(cell);
    }
    // What is missing of a person who stands alone is missing here.
    let there: BTreeSet<(u32, u32)> = official.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    for (row, cell) in beginnings {
        let missing = head.fields.keys().filter(|column| !there.contains(&(row, **column)));
        let empty = |column: &u32| TableCell { row, column: *column, raw: Raw::Empty, key: None, ..cell.clone() };
        official.cells.extend(missing.map(empty));
    }
    official.cells.extend(loose);
    official.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// Where the cells of the further table go.
struct Places<'p, 'a> {
    head: &'p Head<'a>,
    further_head: &'p Head<'a>,
    /// Columns of the official table.
    shift: u32,
    /// The row below it.
    last: u32,
    head_row: u32,
    partners: &'p BTreeMap<u32, u32>,
}

impl Places<'_, '_> {
    /// The row and column of a cell; none where the official table says it already.
    fn of(&self, cell: &TableCell, alone: bool) -> Option<(u32, u32)> {
        let (row, head) = (cell.row, self.further_head.row);
        if row < head {
            return Some((row, cell.column));
        }
        if super::is_line(cell) {
            return Some((self.last + row, cell.column + self.shift));
        }
        if cell.column == self.further_head.serial {
            return None;
        }
        let known = self.known(cell.column);
        match (known, alone) {
            (Some(column), true) => return Some((self.last + row, column)),
            (Some(_), false) => return None,
            (None, _) => {}
        }
        let below = || self.partners.get(&row).copied().unwrap_or(self.last + row);
        Some((if row == head { self.head_row } else { below() }, cell.column + self.shift))
    }

    /// The column of the official table that asks for the same.
    fn known(&self, column: u32) -> Option<u32> {
        let key = self.further_head.fields.get(&column)?;
        self.head.fields.iter().find(|(_, own)| *own == key).map(|(column, _)| *column)
    }
}

/// The rows of a table below its labels.
fn rows(table: &Table, head: &Head, labels: u32) -> Vec<Row> {
    let is_name = |key: &str| head.form.field(key).is_some_and(|field| field.kind == Kind::PersonName);
    let name = head.fields.iter().find(|(_, key)| is_name(key)).map(|(column, _)| *column);
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for cell in table.cells.iter().filter(|cell| cell.row > labels && !super::is_line(cell)) {
        let row = rows.entry(cell.row).or_insert(Row { row: cell.row, number: None, name: None });
        if cell.column == head.serial {
            row.number = number(cell);
        } else if Some(cell.column) == name
            && let Raw::Text(text) = &cell.raw
        {
            row.name = Some(text.chars().filter(|c| !c.is_whitespace()).collect()).filter(|it: &String| !it.is_empty());
        }
    }
    rows.into_values().collect()
}

fn number(cell: &TableCell) -> Option<String> {
    match &cell.raw {
        Raw::Text(text) => Some(text.trim().trim_end_matches(['.', '、', '．']).to_owned()).filter(|it| !it.is_empty()),
        _ => None,
    }
}

/// For each row of the further table the row of the official one that is about the same person: of the same number and, where
/// the further table says it, the same name. Where numbers come more than once and no name tells them apart, they count in
/// their order if there are as many in both tables; else nobody can say whose they are.
fn partners(official: &[Row], further: &[Row]) -> BTreeMap<u32, u32> {
    let mut numbers: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in official {
        numbers.entry(row.number.as_deref().unwrap_or_default()).or_default().push(row);
    }
    let mut wanted: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in further.iter().filter(|row| row.number.is_some()) {
        wanted.entry(row.number.as_deref().unwrap_or_default()).or_default().push(row);
    }
    let mut partners = BTreeMap::new();
    for (number, rows) in wanted {
        let mut free = numbers.remove(number).unwrap_or_default();
        // Rows of one number and name stand in their order.
        let mut named: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for row in free.iter().rev() {
            named.entry(row.name.as_deref().unwrap_or_default()).or_default().push(row.row);
        }
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        for row in &rows {
            let Some(name) = row.name.as_deref() else { continue };
            if let Some(own) = named.get_mut(name).and_then(Vec::pop) {
                taken.insert(own);
                partners.insert(row.row, own);
            }
        }
        free.retain(|row| !taken.contains(&row.row));
        let rest: Vec<&&Row> = rows.iter().filter(|row| !partners.contains_key(&row.row)).collect();
        if rest.len() == free.len() && rest.iter().all(|row| row.name.is_none()) {
            partners.extend(rest.into_iter().zip(free).map(|(row, own)| (row.row, own.row)));
        }
    }
    partners
}

/// Tells the rows that say something and are nobody's.
fn tell(further: &Table, head: &Head, own: &[Row], alone: &BTreeSet<u32>, problems: &mut Diagnostics) {
    let mut told: BTreeSet<u32> = BTreeSet::new();
    let said = |cell: &&TableCell| cell.column != head.serial && alone.contains(&cell.row) && is_answered(&cell.raw);
    for cell in further.cells.iter().filter(said) {
        if told.insert(cell.row) {
            let at = own.partition_point(|row| row.row < cell.row);
            let number = own.get(at).and_then(|row| row.number.clone()).unwrap_or_default();
            problems.add(cell.place, RecordProblem::RowWithoutPartner { number: Personal(number) });
        }
    }
}
