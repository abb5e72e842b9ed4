//! The records on the desk: what is known of each while the checks go over them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::quota::Verdicts;
use super::status;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Birth, Cell, Condition, Form, Judged, Kind, Programme, Project, Record, RecordProblemRef, Sex, Value,
};
use crate::source::Place;

/// All records of a programme, and the problems found so far.
pub struct Desk<'a> {
    pub project: &'a Project,
    pub programme: &'a Programme,
    pub works: Vec<Work<'a>>,
    pub problems: Diagnostics,
    /// Categories of units, by the unit's name.
    pub categories: std::collections::BTreeMap<Arc<str>, String>,
}

/// A record, and what the checks have found out about it.
pub struct Work<'a> {
    pub record: Record,
    pub form: &'a Form,
    /// Which of the programme's submissions it came in.
    pub submission: usize,
    /// The header of its file has an error, which turns the whole file back.
    pub faulty_header: bool,
    pub superseded: bool,
    /// A clash of versions that nothing settles.
    pub clash: bool,
    /// The office has to look at it.
    pub hold: bool,
    /// An `each` rule rules it out, so that it does not count.
    pub ruled_out: bool,
}

impl<'a> Desk<'a> {
    pub fn new(project: &'a Project, programme: &'a Programme) -> Desk<'a> {
        Desk { project, programme, works: Vec::new(), problems: Diagnostics::default(), categories: Default::default() }
    }

    /// Notes a problem and whom it concerns.
    pub fn tell(&mut self, diagnostic: Diagnostic, concerns: &[usize]) {
        let reference = RecordProblemRef { code: diagnostic.code(), severity: diagnostic.severity };
        for &index in concerns {
            let problems = &mut self.works[index].record.problems;
            if !problems.contains(&reference) {
                problems.push(reference);
            }
        }
        self.problems.push(diagnostic);
    }

    /// The records that still count, by index.
    pub fn live(&self, form: &str) -> Vec<usize> {
        (0..self.works.len()).filter(|&at| !self.works[at].superseded && self.works[at].form.id == form).collect()
    }

    pub fn finish(self, verdicts: Verdicts) -> Judged {
        let records = self.works.into_iter().map(|mut work| {
            let error = work.has_error();
            work.record.status = status(work.superseded, work.clash, error, work.hold);
            work.record.problems.sort();
            work.record
        });
        let Verdicts { standings, groups } = verdicts;
        Judged { records: records.collect(), standings, groups, problems: self.problems.sorted() }
    }
}

impl Work<'_> {
    pub fn cell(&self, key: &str) -> &Cell {
        self.form.index(key).and_then(|index| self.record.cells.get(index)).unwrap_or(&Cell::Empty)
    }

    /// The field's place, else the record's.
    pub fn place(&self, key: &str) -> Place {
        self.cell(key).place().unwrap_or(self.record.place)
    }

    /// Where people find what a condition judges, with its label and what stands there. A derived fact is shown by the
    /// field that it follows from.
    pub fn evidence(&self, condition: &Condition) -> (Place, Arc<str>, String) {
        let of_kind = |kinds: &[Kind]| self.form.all_fields().position(|field| kinds.contains(&field.kind));
        let at = self.form.index(&condition.field).or_else(|| match condition.field.as_str() {
            "age" | "birth" => self.form.index("birth").or_else(|| of_kind(&[Kind::IdNumber])),
            "sex" => of_kind(&[Kind::Sex, Kind::IdNumber]),
            _ => of_kind(&[Kind::Unit]),
        });
        let shown = at.and_then(|at| Some((self.form.all_fields().nth(at)?, self.record.cells.get(at)?)));
        match shown {
            Some((field, cell)) => (cell.place().unwrap_or(self.record.place), field.label.clone(), cell.text()),
            None => (self.record.place, condition.label.as_str().into(), String::new()),
        }
    }

    /// Whether it has an error that is its own, not its unit's or its other version's.
    pub fn has_error(&self) -> bool {
        self.record
            .problems
            .iter()
            .any(|problem| problem.severity == crate::diagnostic::Severity::Error && !problem.code.0.starts_with("E05"))
    }

    /// The class that it chooses, by its option; none where the form has no such field or it cannot be read.
    pub fn class(&self) -> Option<String> {
        self.form.class_field().and_then(|field| self.cell(&field.key).value()).map(Value::canonical)
    }

    /// The name by which messages call the person.
    pub fn name(&self) -> String {
        let name = self.cell("name").text();
        if name.is_empty() { format!("#{}", self.record.number) } else { name }
    }

    /// The words that say who it is; none where one of them is missing or unreadable.
    pub fn identity(&self, keys: &[String]) -> Option<String> {
        let parts: Option<Vec<String>> = keys.iter().map(|key| self.cell(key).value().map(Value::canonical)).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("\u{1F}"))
    }

    /// As written, more precisely where the ID number agrees with it.
    pub fn birth(&self) -> Option<Birth> {
        let by_id = self.id_number().map(|id| Birth::Day(id.birth));
        match self.cell("birth").value() {
            Some(Value::Month(month)) => Some(by_id.filter(|id| id.month() == *month).unwrap_or(Birth::Month(*month))),
            Some(Value::Date(day)) => Some(Birth::Day(*day)),
            _ => by_id,
        }
    }

    pub fn sex(&self) -> Option<Sex> {
        self.record
            .cells
            .iter()
            .find_map(|cell| match cell.value() {
                Some(Value::Sex(sex)) => Some(*sex),
                _ => None,
            })
            .or_else(|| self.id_number().map(|id| id.sex))
    }

    pub fn id_number(&self) -> Option<&crate::model::IdNumber> {
        self.record.cells.iter().find_map(|cell| match cell.value() {
            Some(Value::IdNumber(id)) => Some(id),
            _ => None,
        })
    }
}

/// Names without repetition, in the order in which they come.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}
