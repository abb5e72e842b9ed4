//! Records as forms of decisions show them: chosen, found by a search, or side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::desk::office::Ready;
use crate::diagnostic::{Severity, entry};
use crate::lang::Lang;
use crate::model::address::uri;
use crate::model::{Form, Kind, Record, Summary, name_key};

/// Records that a search shows at most.
const FOUND: usize = 20;

/// Versions that are shown side by side at most.
pub const ABREAST: usize = 6;

/// A record in a line.
#[derive(Debug, Serialize)]
pub struct Card {
    pub file: String,
    pub record: usize,
    pub name: String,
    pub unit: String,
    pub form: String,
    /// The id and the word of its status.
    pub status: [String; 2],
    /// Where the person's page is.
    pub page: String,
    /// As a choice in a form.
    pub choice: String,
    pub chosen: bool,
}

/// A problem of a record, by its code.
#[derive(Debug, Serialize)]
pub struct Coded {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    chosen: bool,
}

/// Records side by side.
#[derive(Debug, Serialize)]
pub struct Abreast {
    pub cards: Vec<Card>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    cells: Vec<String>,
    differs: bool,
}

/// All records of the desk, by the names of their files.
pub struct Records<'r> {
    ready: &'r Ready,
    lang: Lang,
}

/// A record with the summary that holds it.
type Held<'r> = (&'r Summary, &'r Record);

impl<'r> Records<'r> {
    pub fn of(ready: &'r Ready, lang: Lang) -> Records<'r> {
        Records { ready, lang }
    }

    fn all(&self) -> impl Iterator<Item = Held<'r>> {
        let summaries = self.ready.compiled.summaries.iter();
        summaries.flat_map(|summary| summary.records.iter().map(move |record| (summary, record)))
    }

    fn file(&self, record: &Record) -> &'r str {
        &self.ready.compiled.sources.get(record.source).name
    }

    fn form(&self, record: &Record) -> Option<&'r Form> {
        self.ready.compiled.project.form(&record.form)
    }

    pub fn get(&self, file: &str, number: usize) -> Option<&'r Record> {
        let mut all = self.all().map(|(_, record)| record);
        all.find(|record| record.number == number && self.file(record) == file)
    }

    /// Whom a record is about.
    pub fn name(&self, record: &Record) -> String {
        record.person_name(self.form(record))
    }

    /// The name that a decision may say, by which it still knows the record when the file has changed.
    pub fn known_as(&self, record: &Record) -> Option<String> {
        let form = self.form(record).filter(|form| form.lists_people())?;
        let name = record.cell(form, form.field("name")?)?.text();
        (!name.is_empty()).then_some(name)
    }

    pub fn card(&self, record: &Record) -> Card {
        let file = self.file(record).to_owned();
        Card {
            page: page(&file, record.number),
            choice: format!("{}:{file}", record.number),
            record: record.number,
            name: self.name(record),
            unit: record.unit.to_string(),
            form: self.form(record).map(|form| form.title.clone()).unwrap_or_default(),
            status: [record.status.id().to_owned(), record.status.label(self.lang).to_owned()],
            chosen: false,
            file,
        }
    }

    /// The records with all the words in their name, unit or file; not those that are chosen already. And how many more.
    pub fn search(&self, query: &str, chosen: &[(String, usize)]) -> (Vec<Card>, usize) {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return (Vec::new(), 0);
        }
        let fits = |(_, record): &Held| {
            let text = format!("{}\n{}\n{}", self.name(record), record.unit, self.file(record)).to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
                && !chosen.iter().any(|(file, number)| *number == record.number && file == self.file(record))
        };
        let found: Vec<Held> = self.all().filter(fits).collect();
        let cards = found.iter().take(FOUND).map(|(_, record)| self.card(record)).collect();
        (cards, found.len().saturating_sub(FOUND))
    }

    /// The codes of a record's errors, of which it can be excused.
    pub fn problems(&self, record: &Record, chosen: &[&str]) -> Vec<Coded> {
        let mut codes: BTreeMap<&'static str, Coded> = BTreeMap::new();
        for problem in record.problems.iter().filter(|it| it.severity == Severity::Error) {
            let code = problem.code.0;
            let title = entry(code).map(|entry| entry.title(self.lang)).unwrap_or_default();
            let chosen = chosen.contains(&code);
            codes.insert(code, Coded { code, title, severity: problem.severity.id(), chosen });
        }
        codes.into_values().collect()
    }

    /// The record and all others on its form that bear the same name or the same ID number.
    pub fn versions(&self, record: &Record) -> Vec<&'r Record> {
        let id = |record: &Record| {
            let cells = self.form(record)?.all_fields().zip(record.cells.iter());
            let mut ids = cells.filter(|(field, _)| field.kind == Kind::IdNumber).map(|(_, cell)| cell.text());
            ids.find(|id| !id.is_empty())
        };
        let (own_id, own_name) = (id(record), name_key(&self.name(record)));
        let same = |other: &&'r Record| {
            other.form == record.form
                && ((!own_name.is_empty() && name_key(&self.name(other)) == own_name)
                    || (own_id.is_some() && id(other) == own_id))
        };
        self.all().map(|(_, other)| other).filter(same).take(ABREAST).collect()
    }

    /// Records field by field; fields that all of them leave empty are left out.
    pub fn abreast(&self, records: &[&Record], chosen: &[(String, usize)]) -> Abreast {
        let mut labels: Vec<&str> = Vec::new();
        let mut texts: BTreeMap<(&str, usize), String> = BTreeMap::new();
        for (at, record) in records.iter().enumerate() {
            let Some(form) = self.form(record) else { continue };
            for (field, cell) in form.all_fields().zip(record.cells.iter()) {
                let text = cell.text();
                if !text.is_empty() {
                    if !labels.contains(&&*field.label) {
                        labels.push(&field.label);
                    }
                    texts.insert((&field.label, at), text);
                }
            }
        }
        let rows = labels.iter().map(|label| {
            let cells = (0..records.len()).map(|at| texts.get(&(*label, at)).cloned().unwrap_or_default());
            let cells: Vec<String> = cells.collect();
            Row { label: (*label).to_owned(), differs: cells.iter().any(|cell| *cell != cells[0]), cells }
        });
        let cards = records.iter().map(|record| {
            let card = self.card(record);
            let chosen = chosen.iter().any(|(file, number)| *number == card.record && *file == card.file);
            Card { chosen, ..card }
        });
        Abreast { rows: rows.collect(), cards: cards.collect() }
    }
}

/// Where the person of a record is shown.
pub fn page(file: &str, record: usize) -> String {
    format!("/person?file={}&record={record}", uri(file))
}
