//! The other records about a person: its versions, and whom it may be; side by side where they differ.

use std::collections::BTreeSet;

use serde::Serialize;

use super::office::Ready;
use super::told::{Veiled, Word, name_parts};
use crate::diagnostic::{Diagnostic, Role};
use crate::export::{Bearing, veiled};
use crate::lang::Lang;
use crate::model::{Cell, Form, Record, Ruling, Summary, Value};
use crate::source::Place;

/// Another record, and why it stands here.
pub struct Other<'a> {
    pub record: &'a Record,
    /// Whether it is about the same person for certain.
    same: bool,
}

/// Another record as its template shows it.
#[derive(Debug, Serialize)]
pub struct Version {
    file: String,
    record: usize,
    name: String,
    unit: String,
    folder: String,
    base: String,
    status: Word,
    same: bool,
    /// The day that it says of itself.
    filled_on: Option<String>,
}

/// Records side by side.
#[derive(Debug, Serialize)]
pub struct Sides {
    columns: Vec<Column>,
    /// The fields in which they differ.
    rows: Vec<Row>,
    /// How many more are the same.
    equal: usize,
}

#[derive(Debug, Serialize)]
struct Column {
    base: String,
    record: usize,
    status: Word,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    values: Vec<Side>,
}

#[derive(Debug, Serialize)]
struct Side {
    value: Veiled,
    /// Whether it is another than in the record itself.
    differs: bool,
}

/// So many others are shown.
const MOST: usize = 20;

/// So many stand beside the record.
const BESIDE: usize = 3;

/// The other records about this person, and those that its problems name as perhaps the same.
pub fn versions<'a>(ready: &Ready, summary: &'a Summary, record: &Record, problems: &[&Diagnostic]) -> Vec<Other<'a>> {
    let form = ready.compiled.project.form(&record.form);
    let key = |record: &Record| (record.source, record.number);
    let file = |record: &Record| &ready.compiled.sources.get(record.source).name;
    let decided: BTreeSet<(&str, usize)> = summary
        .decisions
        .iter()
        .filter(|ruled| ruled.applied() && matches!(ruled.decision.ruling, Ruling::Same(_)))
        .filter(|ruled| ruled.records.iter().any(|it| it.file == *file(record) && it.record == record.number))
        .flat_map(|ruled| ruled.records.iter().map(|it| (it.file.as_str(), it.record)))
        .collect();
    let bearing = Bearing::new(summary);
    let mut named = BTreeSet::new();
    for problem in problems {
        let clashes = |role: &Role| matches!(role, Role::First | Role::Other);
        let related: Vec<Place> =
            problem.related.iter().filter(|(_, role)| clashes(role)).map(|(place, _)| *place).collect();
        if related.is_empty() {
            continue;
        }
        // A place that is about a whole file names nobody.
        let one = |place| if let [one] = bearing.records(place) { Some(key(one)) } else { None };
        let both: Vec<_> = std::iter::once(problem.place).chain(related).filter_map(one).collect();
        if both.contains(&key(record)) {
            named.extend(both);
        }
    }
    let identity = form.and_then(|form| identity(record, form));
    let mut others: Vec<Other> = Vec::new();
    for other in summary.records.iter().filter(|other| key(other) != key(record)) {
        let alike = || {
            let form = form.filter(|_| other.form == record.form)?;
            self::identity(other, form).filter(|it| Some(it) == identity.as_ref())
        };
        let apart = || match (record.id_number(), other.id_number()) {
            (Some(own), Some(others)) => own.text != others.text,
            _ => false,
        };
        let same = decided.contains(&(file(other).as_str(), other.number)) || (alike().is_some() && !apart());
        if same || named.contains(&key(other)) {
            others.push(Other { record: other, same });
        }
    }
    others.sort_by_key(|other| !other.same);
    others.truncate(MOST);
    others
}

/// The words by which the form tells its people apart; none where one of them is missing.
fn identity(record: &Record, form: &Form) -> Option<Vec<String>> {
    let word = |key: &String| record.cells.get(form.index(key)?)?.value().map(Value::canonical);
    let words: Option<Vec<String>> = form.identity.iter().map(word).collect();
    words.filter(|words| !words.is_empty())
}

impl Other<'_> {
    /// As forms of decisions choose it.
    pub fn choice(&self, ready: &Ready) -> String {
        format!("{}:{}", self.record.number, ready.compiled.sources.get(self.record.source).name)
    }

    pub fn shown(&self, ready: &Ready, lang: Lang) -> Version {
        let record = self.record;
        let form = ready.compiled.project.form(&record.form);
        let file = ready.compiled.sources.get(record.source).name.clone();
        let [folder, base] = name_parts(&file);
        let filled_on = form.and_then(|form| record.cells.get(form.index("filled_on")?)).map(Cell::text);
        Version {
            file,
            record: record.number,
            name: veiled(&record.person_name(form)).into_owned(),
            unit: veiled(&record.unit).into_owned(),
            folder,
            base,
            status: Word::of_status(record.status, lang),
            same: self.same,
            filled_on: filled_on.filter(|day| !day.is_empty()),
        }
    }
}

/// The record beside the first of the others that are on its form; none where there is no such one.
pub fn sides(ready: &Ready, record: &Record, form: Option<&Form>, others: &[Other], lang: Lang) -> Option<Sides> {
    let form = form?;
    let beside = others.iter().map(|other| other.record).filter(|other| other.form == record.form).take(BESIDE);
    let all: Vec<&Record> = std::iter::once(record).chain(beside).collect();
    if all.len() < 2 {
        return None;
    }
    let column = |record: &&Record| Column {
        base: name_parts(&ready.compiled.sources.get(record.source).name)[1].clone(),
        record: record.number,
        status: Word::of_status(record.status, lang),
    };
    let (mut rows, mut equal) = (Vec::new(), 0);
    for (at, field) in form.all_fields().enumerate() {
        let cells: Vec<&Cell> = all.iter().map(|record| record.cells.get(at).unwrap_or(&Cell::Empty)).collect();
        let own = cells.first().map(|cell| cell.text()).unwrap_or_default();
        if cells.iter().all(|cell| cell.text() == own) {
            equal += usize::from(!own.is_empty());
            continue;
        }
        let side = |cell: &&Cell| Side { value: Veiled::of(field, cell), differs: cell.text() != own };
        rows.push(Row { label: field.label.to_string(), values: cells.iter().map(side).collect() });
    }
    Some(Sides { columns: all.iter().map(column).collect(), rows, equal })
}
