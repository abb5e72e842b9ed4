//! Cards on a table: labels with their values to the right of them, below them or in the same cell; several cards may
//! stand one below the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, entry};
use super::labels::{Inline, Labels, Meaning, inline};
use super::print::{is_form_print, is_hint};
use super::recognise::LOOKED_INTO;
use super::room::Room;
use super::roster::left_aside;
use super::sheet::{Sheet, says_something, shown};
use crate::diagnostic::{Diagnostics, Personal, RecordProblem, Words};
use crate::model::{Entry, Kind, Raw, RawRecord, Table, TableCell};
use crate::source::At;

/// A label that was found, and where.
struct Hit<'s> {
    cell: &'s TableCell,
    /// The position of the field.
    field: usize,
    value: Value<'s>,
}

enum Value<'s> {
    /// Behind the label, in the same cell.
    Inline(String),
    /// The cell itself: a name of our blanks marks the value, not the label.
    Own,
    Cell(&'s TableCell),
    /// A picture over the label itself.
    Picture,
    /// An empty cell.
    Empty(u32, u32),
}

/// Reads all cards of a table into one draft, one record each: those side by side from left to right, and of each side
/// those one below the other.
pub(super) fn read<'a>(sheet: &Sheet, labels: &Labels<'a>, room: &mut Room, problems: &mut Diagnostics) -> Draft<'a> {
    let mut draft = Draft::new(labels.form);
    match side_by_side(sheet, labels).as_slice() {
        [] | [_] => read_below(sheet, labels, &mut draft, room, problems),
        several => {
            several.iter().for_each(|side| read_below(&Sheet::new(side), labels, &mut draft, room, problems));
        }
    }
    draft
}

fn read_below(sheet: &Sheet, labels: &Labels, draft: &mut Draft, room: &mut Room, problems: &mut Diagnostics) {
    if !room.is_left() {
        return;
    }
    let hits = hits(sheet, labels);
    let (Some(first), Some(last)) =
        (hits.iter().map(|hit| hit.cell.row).min(), hits.iter().map(|hit| hit.cell.row + hit.cell.height - 1).max())
    else {
        return;
    };
    for card in cards(&hits) {
        if !room.is_left() {
            return;
        }
        let entries: Vec<Entry> = card.iter().map(|hit| entry_of(sheet, labels, hit, room)).collect();
        hidden(sheet, &card, problems);
        if entries.iter().any(|entry| says_something(&entry.raw)) {
            let place = card[0].cell.place;
            room.take_record();
            draft.records.push(RawRecord { place, fault: None, entries });
        }
    }
    unexplained(sheet, labels, first, last, problems);
}

/// The parts of a table in which cards stand side by side, cut before each card's first column of labels; none where
/// there is one card across. What reaches over several of them, such as a title, belongs to the first.
fn side_by_side(sheet: &Sheet, labels: &Labels) -> Vec<Table> {
    let seen = Seen::new(sheet, labels);
    // Where each label stands in its row, from left to right.
    let mut rows: BTreeMap<(usize, u32), Vec<u32>> = BTreeMap::new();
    for ((row, column), (field, _)) in &seen.at {
        rows.entry((*field, *row)).or_default().push(*column);
    }
    let cuts = cuts(&rows);
    // A label that comes again among those of its own card is written twice, and told so.
    let part = |column: u32| cuts.partition_point(|cut| *cut <= column);
    let clean = |columns: &Vec<u32>| columns.windows(2).all(|pair| part(pair[0]) != part(pair[1]));
    if cuts.is_empty() || !rows.values().all(clean) {
        return Vec::new();
    }
    let mut sides = vec![Table { title: sheet.table.title.clone(), cells: Vec::new() }; cuts.len() + 1];
    for cell in &sheet.table.cells {
        sides[part(cell.column)].cells.push(cell.clone());
    }
    sides
}

/// The first column of each further card, from left to right: where enough labels come again in their rows. Rows are asked
/// only as far as they reach.
fn cuts(rows: &BTreeMap<(usize, u32), Vec<u32>>) -> Vec<u32> {
    let mut longest: Vec<(usize, &[u32])> = rows.iter().map(|((field, _), columns)| (*field, &columns[..])).collect();
    longest.sort_by_key(|(_, columns)| std::cmp::Reverse(columns.len()));
    let mut cuts = Vec::new();
    for nth in 1.. {
        let again = || longest.iter().take_while(|(_, columns)| columns.len() > nth);
        let fields: BTreeSet<usize> = again().map(|(field, _)| *field).collect();
        match again().map(|(_, columns)| columns[nth]).min() {
            Some(first) if fields.len() >= FURTHER_CARD => cuts.push(first),
            _ => break,
        }
    }
    cuts
}

/// All labels with their values, in reading order; what a defined name marks first.
fn hits<'s>(sheet: &'s Sheet, labels: &Labels) -> Vec<Hit<'s>> {
    let mut hits: Vec<Hit> = Vec::new();
    let field_of = |meaning: Meaning| match meaning {
        Meaning::Field(at) => Some(at),
        _ => None,
    };
    let seen = Seen::new(sheet, labels);
    let mut by_key: BTreeSet<usize> = BTreeSet::new();
    let mut spoken_for: BTreeSet<(u32, u32)> = BTreeSet::new();
    for cell in &sheet.table.cells {
        let marked = cell.key.as_deref().and_then(|key| labels.of_key(key)).and_then(field_of);
        let is_label = labels.meaning(&shown(&cell.raw)).is_some();
        let (Some(field), false) = (marked, is_label) else { continue };
        let own = seen.label_of(cell, field);
        // A name that scripts left behind when they moved the rows stands beside another label, or beside none.
        if own.is_some() || !seen.fields.contains(&field) {
            by_key.insert(field);
            spoken_for.extend(own);
            hits.push(Hit { cell, field, value: Value::Own });
        }
    }
    let is_further = seen.has_further_card(&by_key, &spoken_for);
    let marked: BTreeSet<*const TableCell> = hits.iter().map(|hit| std::ptr::from_ref(hit.cell)).collect();
    let is_marked = |cell: &TableCell| marked.contains(&std::ptr::from_ref(cell));
    let mut found: Vec<Hit> = Vec::new();
    let mut values: BTreeSet<(u32, u32)> = BTreeSet::new();
    for cell in sheet.table.cells.iter().filter(|cell| !is_marked(cell)) {
        let Some(meaning) = labels.meaning(&shown(&cell.raw)) else { continue };
        sheet.take(cell);
        let is_new =
            |field: &usize| !by_key.contains(field) || is_further && !spoken_for.contains(&(cell.row, cell.column));
        let Some(field) = field_of(meaning).filter(is_new) else { continue };
        let value = beside(sheet, labels, cell, field);
        if let Value::Cell(value) = value {
            values.insert((value.row, value.column));
        }
        found.push(Hit { cell, field, value });
    }
    // What is a value already is no label, whatever it speaks of.
    let rest = sheet.table.cells.iter().take(LOOKED_INTO);
    for cell in rest.filter(|cell| !is_marked(cell) && !values.contains(&(cell.row, cell.column))) {
        for it in within(&shown(&cell.raw), labels) {
            sheet.take(cell);
            let Some(field) = field_of(it.meaning).filter(|field| !by_key.contains(field)) else { continue };
            let value = match it.value.is_empty() {
                true => beside(sheet, labels, cell, field),
                false => Value::Inline(it.value.to_owned()),
            };
            found.push(Hit { cell, field, value });
        }
    }
    hits.extend(found);
    hits.sort_by_key(|hit| (hit.cell.row, hit.cell.column));
    hits
}

/// Labels as people see them, with their fields and widths.
struct Seen {
    at: BTreeMap<(u32, u32), (usize, u32)>,
    fields: BTreeSet<usize>,
}

/// Labels that come again, of a card whose values have names, before they are another card: a copy below it, which
/// has no names.
const FURTHER_CARD: usize = 3;

impl Seen {
    fn new(sheet: &Sheet, labels: &Labels) -> Seen {
        let field = |cell: &TableCell| match labels.meaning(&shown(&cell.raw)) {
            Some(Meaning::Field(field)) => Some(((cell.row, cell.column), (field, cell.width))),
            _ => None,
        };
        let at: BTreeMap<_, _> = sheet.table.cells.iter().filter_map(field).collect();
        let fields = at.values().map(|(field, _)| *field).collect();
        Seen { at, fields }
    }

    /// Where the label of a field stands, if a cell is right of it or below it.
    fn label_of(&self, cell: &TableCell, field: usize) -> Option<(u32, u32)> {
        let before = |row: u32, end: u32| self.at.range((row, 0)..(row, end)).next_back();
        let left = before(cell.row, cell.column);
        let above = cell.row.checked_sub(1).and_then(|row| before(row, cell.column + 1));
        let above = above.filter(|((_, column), (_, width))| column + width > cell.column);
        [left, above].into_iter().flatten().find(|(_, (own, _))| *own == field).map(|(at, _)| *at)
    }

    fn has_further_card(&self, by_key: &BTreeSet<usize>, spoken_for: &BTreeSet<(u32, u32)>) -> bool {
        let again = self.at.iter().filter(|(at, (field, _))| by_key.contains(field) && !spoken_for.contains(at));
        again.map(|(_, (field, _))| field).collect::<BTreeSet<_>>().len() >= FURTHER_CARD
    }
}

/// The labels that a cell opens with, each with its value. In the middle of a text they are only words.
fn within<'t>(text: &'t str, labels: &Labels) -> Vec<Inline<'t>> {
    let found = inline(text, labels);
    if found.first().is_some_and(|first| first.opens) { found } else { Vec::new() }
}

/// The value of a label: right of it, or below it where labels stand side by side.
fn beside<'s>(sheet: &'s Sheet, labels: &Labels, label: &TableCell, field: usize) -> Value<'s> {
    let kind = labels.form.fields[field].kind;
    let photo = kind == Kind::Photo;
    if photo && label.picture {
        return Value::Picture;
    }
    let is_label = |cell: &TableCell| {
        let text = shown(&cell.raw);
        // A long text may well speak of labels.
        labels.meaning(&text).is_some() || kind != Kind::LongText && !within(&text, labels).is_empty()
    };
    let is_value = |cell: &&TableCell| {
        let fits = !photo || cell.picture || shown(&cell.raw).contains('.');
        fits && !is_label(cell) && !is_print(labels, &shown(&cell.raw))
    };
    let (row, column) = (label.row, label.column + label.width);
    let below_row = row + label.height;
    let right = sheet.over(row, column);
    let below = sheet.cell(below_row, label.column).filter(is_value);
    if let Some(right) = right.filter(is_value).filter(|right| says_something(&right.raw) || below.is_none()) {
        return Value::Cell(right);
    }
    let left = label.column.checked_sub(1).and_then(|left| sheet.across(row, left));
    let among_labels = right.is_some_and(is_label) || left.is_some_and(is_label);
    match below {
        Some(below) if (among_labels || label.width > 1) && !claimed(sheet, labels, below) => Value::Cell(below),
        None if right.is_some_and(is_label) && sheet.cell(below_row, label.column).is_none() && !photo => {
            Value::Empty(below_row, label.column)
        }
        _ => Value::Empty(row, column),
    }
}

/// Whether a cell is the value of a label to its left.
fn claimed(sheet: &Sheet, labels: &Labels, cell: &TableCell) -> bool {
    let left = cell.column.checked_sub(1).and_then(|column| sheet.across(cell.row, column));
    left.is_some_and(|left| labels.meaning(&shown(&left.raw)).is_some())
}

/// Takes the labels apart into cards: a card begins where a label comes again below.
fn cards<'h, 's>(hits: &'h [Hit<'s>]) -> Vec<Vec<&'h Hit<'s>>> {
    let mut cards: Vec<Vec<&Hit>> = Vec::new();
    // The first row of each field in the last card.
    let mut rows: BTreeMap<usize, u32> = BTreeMap::new();
    for hit in hits {
        let again = rows.get(&hit.field).is_some_and(|row| *row < hit.cell.row);
        match cards.last_mut() {
            Some(card) if !again => card.push(hit),
            _ => {
                rows.clear();
                cards.push(vec![hit]);
            }
        }
        rows.entry(hit.field).or_insert(hit.cell.row);
    }
    cards
}

fn entry_of(sheet: &Sheet, labels: &Labels, hit: &Hit, room: &mut Room) -> Entry {
    let field = &labels.form.fields[hit.field];
    let label = hit.cell.place;
    match &hit.value {
        Value::Inline(text) => entry(field, label, Raw::Text(text.clone()), label),
        Value::Own => {
            sheet.take(hit.cell);
            let picture = hit.cell.picture && field.kind == Kind::Photo;
            entry(field, label, if picture { Raw::Picture } else { room.copy(&hit.cell.raw) }, label)
        }
        Value::Cell(cell) => {
            sheet.take(cell);
            entry(field, label, room.copy(&cell.raw), cell.place)
        }
        Value::Picture => entry(field, label, Raw::Picture, label),
        Value::Empty(row, column) => entry(field, label, Raw::Empty, sheet.place(*row, *column).unwrap_or(label)),
    }
}

fn hidden(sheet: &Sheet, card: &[&Hit], problems: &mut Diagnostics) {
    if sheet.all_hidden {
        return;
    }
    let cells = card.iter().filter_map(|hit| match hit.value {
        Value::Cell(cell) => Some(cell),
        Value::Own => Some(hit.cell),
        Value::Inline(_) | Value::Picture | Value::Empty(..) => None,
    });
    for cell in cells.filter(|cell| cell.hidden && says_something(&cell.raw)) {
        problems.add(cell.place, RecordProblem::HiddenContent { what: Words(["行或列", "row or column"]) });
    }
}

/// Tells what belongs to no label: among the labels each cell, above and below them each row of a sheet or a table. The
/// form's own print is nobody's content.
fn unexplained(sheet: &Sheet, labels: &Labels, first: u32, last: u32, problems: &mut Diagnostics) {
    for row in sheet.rows() {
        let is_content = |cell: &&TableCell| {
            let is_print = || is_form_print(labels, &shown(&cell.raw)) && cell.raw != Raw::Picture;
            !sheet.is_taken(cell) && says_something(&cell.raw) && !is_print()
        };
        let content: Vec<&TableCell> = sheet.row(row).filter(is_content).collect();
        let is_remark = |cell: &&TableCell| begins_remark(&shown(&cell.raw));
        if (first..=last).contains(&row) {
            content.iter().for_each(|cell| match is_remark(cell) {
                true => left_aside(&[*cell], problems),
                false => not_under_a_label(cell, problems),
            });
        } else if !content.iter().all(|cell| matches!(cell.place.at, At::Paragraph(_)) || cell.raw == Raw::Picture) {
            // A letter says many things around its form, and has emblems.
            left_aside(&content, problems);
        }
    }
}

fn not_under_a_label(cell: &TableCell, problems: &mut Diagnostics) {
    let found =
        if cell.raw == Raw::Picture { "图片".to_owned() } else { shown(&cell.raw).chars().take(40).collect() };
    problems.add(cell.place, RecordProblem::NotUnderALabel { found: Personal(found) });
}

/// Whether a text is no value, but the form's own print or a remark.
fn is_print(labels: &Labels, text: &str) -> bool {
    let text = text.trim();
    let notes = &labels.form.notes;
    let is_short = text.len() <= notes.iter().map(String::len).sum::<usize>() + AROUND_NOTES;
    let holds_note =
        || notes.iter().any(|note| text.contains(note.as_str()) || !text.is_empty() && note.contains(text));
    is_short && holds_note() || is_hint(labels, text) || labels.is_title(text) || begins_remark(text)
}

/// Characters by which a text may exceed the form's own notes: their numbers, and what stands between them.
const AROUND_NOTES: usize = 400;

fn begins_remark(text: &str) -> bool {
    ["注：", "注:", "说明", "填表说明"].iter().any(|it| text.trim().starts_with(it))
}
