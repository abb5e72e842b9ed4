//! Which form a table is: by what the file says of itself, by a title, or by the labels in it.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{LONGEST, Labels, Meaning, fold, inline};
use super::sheet::{Sheet, shown};
use crate::diagnostic::Words;
use crate::model::{Field, Form, TableCell};

/// A table that was recognised.
pub(super) struct Recognised<'f, 'a> {
    pub labels: &'f Labels<'a>,
    /// The rows in which a roster's labels stand; none for cards.
    pub headings: Vec<Heading>,
    /// What told the form, where the file does not name it.
    pub by: Option<Words>,
    score: usize,
}

/// The row of a roster's labels, and what each column is.
pub(super) struct Heading {
    pub row: u32,
    /// Two where group headings stand above the labels.
    pub height: u32,
    pub columns: Vec<Column>,
}

pub(super) struct Column {
    pub column: u32,
    pub width: u32,
    /// The row in which its label stands.
    pub row: u32,
    pub label: String,
    pub meaning: Option<Meaning>,
    /// Whether its label says so, and not only a name that stands over it.
    labelled: bool,
}

/// Cells of a table that are searched for labels with values: more than any header or card has.
pub(super) const LOOKED_INTO: usize = 10_000;

/// Labels of people in one row that make it the head of a roster.
const FEWEST_COLUMNS: usize = 4;

/// Recognises a table as the form that fits best; `named` is the form that the file itself names. None where too few
/// labels of any form are in it.
pub(super) fn recognise<'f, 'a>(
    sheet: &Sheet,
    forms: &'f [Labels<'a>],
    named: Option<&str>,
) -> Option<Recognised<'f, 'a>> {
    let mut best: Option<Recognised> = None;
    for labels in forms {
        let Some(found) = fit(sheet, labels, named) else { continue };
        if best.as_ref().is_none_or(|best| found.score > best.score) {
            best = Some(found);
        }
    }
    best
}

/// How many labels of a form a table holds.
pub(super) fn labels_in(sheet: &Sheet, labels: &Labels) -> usize {
    meanings(sheet, labels).len()
}

fn meanings(sheet: &Sheet, labels: &Labels) -> BTreeSet<Meaning> {
    let mut found = BTreeSet::new();
    for cell in sheet.table.cells.iter().take(LOOKED_INTO) {
        found.extend(cell.key.as_deref().and_then(|key| labels.of_key(key)));
        let text = shown(&cell.raw);
        match labels.meaning(&text) {
            Some(meaning) => _ = found.insert(meaning),
            None => found.extend(inline(&text, labels).iter().map(|it| it.meaning)),
        }
    }
    found
}

fn fit<'f, 'a>(sheet: &Sheet, labels: &'f Labels<'a>, named: Option<&str>) -> Option<Recognised<'f, 'a>> {
    let form = labels.form;
    let found = meanings(sheet, labels);
    let headings = headings(sheet, labels);
    let fields: BTreeSet<&str> = found
        .iter()
        .flat_map(|meaning| labels.fields(*meaning))
        .chain(
            headings
                .iter()
                .flat_map(|heading| &heading.columns)
                .filter_map(|it| it.meaning)
                .flat_map(|it| labels.fields(it)),
        )
        .map(|field| field.key.as_str())
        .collect();
    let official = form.all_fields().filter(|field| field.official).count();
    let own = |field: &&Field| fields.contains(field.key.as_str());
    let own_official = form.all_fields().filter(|field| field.official).filter(own).count();
    // A card needs enough of its labels; a roster's are in one row already.
    let enough = !headings.is_empty() || !form.is_roster() && own_official * 5 >= official * 2 && own_official >= 3;
    if !enough {
        return None;
    }
    let is_named = named.is_some_and(|id| id == form.id) || names_itself(sheet, form);
    let titled = labels.is_title(&sheet.table.title)
        || sheet.table.cells.iter().take(400).any(|cell| labels.is_title(&shown(&cell.raw)));
    // A missing official label counts against a form as much as an unofficial one speaks for it.
    let score = fields.len() + own_official + official * 2 - (official - own_official);
    let score = score + if is_named { 100_000 } else { 0 } + if titled { 1_000 } else { 0 };
    let by = match (is_named, titled) {
        (true, _) => None,
        (false, true) => Some(Words(["标题", "its title"])),
        (false, false) => Some(Words(["栏目名", "its labels"])),
    };
    Some(Recognised { labels, headings, by, score })
}

/// Whether the table holds `表单` and beside it the form's id or title.
fn names_itself(sheet: &Sheet, form: &Form) -> bool {
    let is_form = |text: &str| fold(text) == fold("表单");
    let fits = |text: &str| text.trim() == form.id || fold(text) == fold(&form.title);
    sheet.table.cells.iter().any(|cell| {
        let text = shown(&cell.raw);
        let beside = || sheet.cell(cell.row, cell.column + cell.width);
        match text.split_once([':', '：']) {
            Some((label, value)) if is_form(label) && !value.trim().is_empty() => fits(value),
            _ => is_form(&text) && beside().is_some_and(|value| fits(&shown(&value.raw))),
        }
    })
}

/// The rows of a roster's labels. A row is one where enough labels of people stand side by side.
fn headings(sheet: &Sheet, labels: &Labels) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for row in sheet.rows() {
        if headings.last().is_some_and(|last| row < last.row + last.height) {
            continue;
        }
        let promising = |cell: &&TableCell| cell.key.is_some() || labels.may_begin(&shown(&cell.raw));
        if sheet.row(row).filter(promising).nth(1).is_none() {
            continue;
        }
        let single = columns(sheet, labels, row, 1);
        // Two lines of labels begin with one that has some.
        let several = count(&single) > 0;
        let double = if several { columns(sheet, labels, row, 2) } else { Vec::new() };
        let (height, columns) = match several && count(&double) > count(&single) {
            true => (2, double),
            false => (1, single),
        };
        if is_heading(&columns, labels.form) {
            headings.push(Heading { row, height, columns });
        }
    }
    // Where labels are seen, names that scripts left behind when they moved the rows make no further heading.
    let is_seen = |heading: &Heading| count(heading.columns.iter().filter(|it| it.labelled)) >= FEWEST_COLUMNS;
    if headings.iter().any(is_seen) {
        headings.retain(is_seen);
    }
    headings
}

fn count<'c>(columns: impl IntoIterator<Item = &'c Column>) -> usize {
    let fields = columns.into_iter().filter_map(|column| column.meaning);
    fields.filter(|meaning| matches!(meaning, Meaning::Field(_))).collect::<BTreeSet<_>>().len()
}

fn is_heading(columns: &[Column], form: &Form) -> bool {
    let count = count(columns);
    if form.is_roster() {
        let official = form.fields.iter().filter(|field| field.official).count();
        return count >= FEWEST_COLUMNS.min(official);
    }
    // A card has labels in one row too, but with values between them and fewer of them.
    let required = form.fields.iter().filter(|field| field.required).count();
    count * 5 >= required * 3 && count >= FEWEST_COLUMNS
}

/// What the columns of a row are, or of a row and the one below it: a label of its own, or a group's heading and a
/// label below it (可否参加 over 专题研修班).
fn columns(sheet: &Sheet, labels: &Labels, row: u32, height: u32) -> Vec<Column> {
    let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
    for cell in sheet.row(row) {
        columns.insert(cell.column, column_of(cell, labels));
    }
    for below in (height > 1).then(|| sheet.row(row + 1)).into_iter().flatten() {
        let own = column_of(below, labels);
        let group = sheet.across(row, below.column);
        let joined = group.map(|group| format!("{}{}", clipped(&shown(&group.raw)), own.label));
        let by_both = joined.as_deref().and_then(|joined| labels.meaning(joined));
        let (meaning, labelled) = (by_both.or(own.meaning), by_both.is_some() || own.labelled);
        match group {
            // A value below its label makes no second line of labels.
            Some(group) if meaning.is_none() && labels.meaning(&shown(&group.raw)).is_some() => {}
            _ => {
                columns.insert(below.column, Column { label: joined.unwrap_or(own.label), meaning, labelled, ..own });
            }
        }
    }
    without_strays(columns.into_values().collect())
}

/// A name that stands over another column than the one with its label says nothing; an empty column that is left so is
/// none.
fn without_strays(mut columns: Vec<Column>) -> Vec<Column> {
    let labelled: BTreeSet<Meaning> = columns.iter().filter(|it| it.labelled).filter_map(|it| it.meaning).collect();
    for column in columns.iter_mut().filter(|it| !it.labelled) {
        column.meaning = column.meaning.filter(|meaning| !labelled.contains(meaning));
    }
    columns.retain(|column| column.meaning.is_some() || !column.label.is_empty());
    columns
}

fn column_of(cell: &TableCell, labels: &Labels) -> Column {
    let label = shown(&cell.raw);
    let by_key = cell.key.as_deref().and_then(|key| labels.of_key(key));
    // What people see goes before a name that came to stand over it.
    let by_label = labels.meaning(&label);
    let label = clipped(&label);
    let meaning = by_label.or(by_key.filter(|meaning| matches!(meaning, Meaning::Field(_))));
    Column { column: cell.column, width: cell.width, row: cell.row, label, meaning, labelled: by_label.is_some() }
}

/// As much of a text as a label may have: a group's text is joined to every label below it.
fn clipped(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
