//! What is said once above or below a roster: labels with their values in the same cell or beside it.

use super::draft::{Draft, entry};
use super::labels::{Labels, Meaning, inline, name_and_number};
use super::sheet::{Sheet, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, FieldProblem, Personal};
use crate::model::{Field, Kind, Mode, Raw, RecordProblemRef, TableCell};
use crate::source::Place;
use crate::suggest::nearest;

/// Reads the header's entries of a row into the draft and answers whether there were any.
pub(super) fn read_row(
    sheet: &Sheet,
    row: u32,
    labels: &Labels,
    draft: &mut Draft,
    problems: &mut Diagnostics,
) -> bool {
    let mut any = false;
    let cells: Vec<&TableCell> = sheet.row(row).collect();
    for (at, cell) in cells.iter().enumerate() {
        any |= by_key(sheet, cell, labels, draft);
        let text = shown(&cell.raw);
        let found = of_header(&text, labels);
        for (index, (meaning, value)) in found.iter().enumerate() {
            any = true;
            sheet.take(cell);
            let is_last = index + 1 == found.len();
            let values: Vec<(Raw, Place)> = match value.is_empty() {
                false => vec![(Raw::Text((*value).to_owned()), cell.place)],
                // An empty value in the middle of a text is empty; at its end, it may stand in the next cell.
                true if is_last => beside(sheet, &cells[at + 1..], labels, *meaning),
                true => Vec::new(),
            };
            let empty = sheet.place(row, cell.column + cell.width).unwrap_or(cell.place);
            give(labels, *meaning, cell.place, values, empty, draft, problems);
        }
    }
    any
}

/// A value that a defined name of our blanks marks.
fn by_key(sheet: &Sheet, cell: &TableCell, labels: &Labels, draft: &mut Draft) -> bool {
    let Some(meaning) = cell.key.as_deref().and_then(|key| labels.of_key(key)) else { return false };
    let (Meaning::Header(at), None) = (meaning, labels.meaning(&shown(&cell.raw))) else { return false };
    if inline(&shown(&cell.raw), labels).is_empty() {
        sheet.take(cell);
        draft.add_header(entry(&labels.form.header[at], cell.place, cell.raw.clone(), cell.place));
        return true;
    }
    false
}

/// The labels of the header that a cell holds, each with the value in the same cell.
fn of_header<'t>(text: &'t str, labels: &Labels) -> Vec<(Meaning, &'t str)> {
    let is_header =
        |meaning: &Meaning| matches!(meaning, Meaning::Header(_) | Meaning::Line(_) | Meaning::Mode | Meaning::Form);
    match labels.meaning(text) {
        Some(meaning) => Some((meaning, "")).into_iter().filter(|(meaning, _)| is_header(meaning)).collect(),
        None => {
            inline(text, labels).into_iter().map(|it| (it.meaning, it.value)).filter(|(it, _)| is_header(it)).collect()
        }
    }
}

/// The values in the cells that follow a label: as many as it has fields, up to the next label.
fn beside(sheet: &Sheet, following: &[&TableCell], labels: &Labels, meaning: Meaning) -> Vec<(Raw, Place)> {
    let wanted = labels.fields(meaning).len().max(1);
    let is_value = |cell: &&&TableCell| {
        let text = shown(&cell.raw);
        labels.meaning(&text).is_none() && inline(&text, labels).is_empty()
    };
    let values = following.iter().take_while(is_value).filter(|cell| cell.raw != Raw::Empty).take(wanted);
    values
        .map(|cell| {
            sheet.take(cell);
            (cell.raw.clone(), cell.place)
        })
        .collect()
}

/// Gives what stands beside a label to its fields.
fn give(
    labels: &Labels,
    meaning: Meaning,
    label_place: Place,
    values: Vec<(Raw, Place)>,
    empty: Place,
    draft: &mut Draft,
    problems: &mut Diagnostics,
) {
    let first = values.first().cloned().unwrap_or((Raw::Empty, empty));
    if meaning == Meaning::Mode {
        mode(&first, draft, problems);
        return;
    }
    let fields = labels.fields(meaning);
    match (fields.as_slice(), values.as_slice()) {
        ([only], _) => draft.add_header(entry(only, label_place, first.0, first.1)),
        ([_, _], [(Raw::Text(text), place)]) => {
            for (field, raw) in apart(&fields, text) {
                draft.add_header(entry(field, label_place, raw, *place));
            }
        }
        _ => {
            for (at, field) in fields.iter().enumerate() {
                let (raw, place) = values.get(at).cloned().unwrap_or((Raw::Empty, first.1));
                draft.add_header(entry(field, label_place, raw, place));
            }
        }
    }
}

/// Takes a text apart that answers two fields, a name and a number.
fn apart<'a>(fields: &[&'a Field], text: &str) -> Vec<(&'a Field, Raw)> {
    let (name, number) = name_and_number(text);
    let raw = |text: &str| if text.is_empty() { Raw::Empty } else { Raw::Text(text.to_owned()) };
    let is_number = |field: &Field| matches!(field.kind, Kind::Phone | Kind::Mobile);
    fields.iter().map(|field| (*field, raw(if is_number(field) { number } else { name }))).collect()
}

fn mode((raw, place): &(Raw, Place), draft: &mut Draft, problems: &mut Diagnostics) {
    let label = "报送方式";
    match shown(raw).trim() {
        "" | "全部" => draft.mode = Mode::Whole,
        "补充" => draft.mode = Mode::Addition,
        found => {
            let nearest = nearest(found, ["全部", "补充"]);
            let found = Personal(found.to_owned());
            let told = Diagnostic::new(*place, FieldProblem::NotAnOption { field: label.to_owned(), found, nearest });
            draft.faults.push(RecordProblemRef { code: told.code(), severity: told.severity });
            problems.push(told.about(label.into()));
        }
    }
}
