//! The records on the desk: what is known of each while the checks go over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::decide::UnitRulings;
use super::quota::Verdicts;
use super::status;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{
    Cell, Condition, Form, Judged, Programme, Project, Record, RecordProblemRef, Status, Transcript, Value,
};
use crate::source::Place;

/// All records of a programme, and the problems found so far.
pub struct Desk<'a> {
    pub project: &'a Project,
    pub programme: &'a Programme,
    pub works: Vec<Work<'a>>,
    pub problems: Diagnostics,
    /// What was told already of the fields of returned forms, and where.
    pub told: BTreeSet<(Place, Code)>,
    /// Categories of units, by the unit's name.
    pub categories: BTreeMap<Arc<str>, String>,
    /// What the office decided about units.
    pub units: UnitRulings,
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
    /// What the office decided about it.
    pub decided: Decided,
}

/// What the office decided about a record.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// It is not taken.
    pub dropped: bool,
    /// It counts, whatever other versions there are.
    pub kept: bool,
    /// Being kept has changed something.
    pub kept_to_effect: bool,
    pub waiver: Waiver,
    /// Who it is about, where that is not what its identity says.
    pub person: Option<String>,
}

/// The errors in spite of which a record is accepted.
#[derive(Clone, Debug, Default)]
pub enum Waiver {
    #[default]
    None,
    These(Vec<Code>),
    All,
}

impl Waiver {
    pub fn covers(&self, code: Code) -> bool {
        match self {
            Waiver::None => false,
            Waiver::These(codes) => codes.contains(&code),
            Waiver::All => true,
        }
    }
}

/// What a check that changes nothing has found: what is to be told, and the records that it concerns.
pub type Found = Vec<(Diagnostic, Vec<usize>)>;

impl<'a> Desk<'a> {
    pub fn new(project: &'a Project, programme: &'a Programme) -> Desk<'a> {
        Desk {
            project,
            programme,
            works: Vec::new(),
            problems: Diagnostics::default(),
            told: BTreeSet::new(),
            categories: BTreeMap::new(),
            units: UnitRulings::default(),
        }
    }

    /// Lays the records of a returned form on the desk. A label that several tables of a file share is told of once.
    pub fn lay(&mut self, transcript: &Transcript) {
        let Some(form) = self.project.form(&transcript.form) else { return };
        let submission = self.works.last().map_or(0, |work| work.submission + 1);
        let cause = |it: &Diagnostic| (it.place, it.code());
        let counts = |it: &&Diagnostic| it.code().0 == HEADER_REJECTED || !self.told.contains(&cause(it));
        let fresh: Vec<Diagnostic> = transcript.problems.iter().filter(counts).cloned().collect();
        self.told.extend(fresh.iter().map(cause));
        self.problems.extend(fresh);
        self.works.extend(transcript.records.iter().map(|record| Work {
            record: record.clone(),
            form,
            submission,
            faulty_header: transcript.faulty_header,
            superseded: false,
            clash: false,
            hold: false,
            ruled_out: false,
            decided: Decided::default(),
        }));
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

    /// Notes all that a check has found.
    pub fn tell_all(&mut self, found: Found) {
        for (diagnostic, concerns) in found {
            self.tell(diagnostic, &concerns);
        }
    }

    /// The records that still count, by index.
    pub fn live(&self, form: &str) -> Vec<usize> {
        (0..self.works.len()).filter(|&at| self.works[at].counts() && self.works[at].form.id == form).collect()
    }

    pub fn finish(self, verdicts: Verdicts) -> Judged {
        // Collected in place, the records would keep the room of all that was known of them.
        let mut records = Vec::with_capacity(self.works.len());
        records.extend(self.works.into_iter().map(|mut work| {
            work.record.status = work.status();
            work.record.problems.sort();
            work.record
        }));
        let Verdicts { standings, groups } = verdicts;
        let problems = self.problems.sorted();
        Judged { records, standings, groups, problems, ..Judged::default() }
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

    /// Where people find what a condition judges ([`Form::evidence`]), with its label and what stands there.
    pub fn evidence(&self, condition: &Condition) -> (Place, Arc<str>, String) {
        let at = self.form.evidence(condition);
        let shown = at.and_then(|at| Some((self.form.all_fields().nth(at)?, self.record.cells.get(at)?)));
        match shown {
            Some((field, cell)) => (cell.place().unwrap_or(self.record.place), field.label.clone(), cell.text()),
            None => (self.record.place, condition.label.as_str().into(), String::new()),
        }
    }

    /// Whether it still counts: neither superseded nor dropped.
    pub fn counts(&self) -> bool {
        !self.superseded && !self.decided.dropped
    }

    /// Whether it has an error that is its own, not its unit's or its other version's, and that nobody waived.
    pub fn has_error(&self) -> bool {
        self.errors().into_iter().any(is_own)
    }

    /// The errors that concern it and that nobody waived.
    pub fn errors(&self) -> Vec<Code> {
        let all = self.record.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let (waived, mut left): (Vec<Code>, Vec<Code>) =
            all.map(|problem| problem.code).partition(|code| self.decided.waiver.covers(*code));
        // That a header turns its file back only follows from the header's errors.
        let follows = |code: &Code| code.0 == HEADER_REJECTED;
        if waived.into_iter().any(is_own) && left.iter().filter(|code| is_own(**code)).all(follows) {
            left.retain(|code| !follows(code));
        }
        left
    }

    /// The status as far as things are settled.
    pub fn status(&self) -> Status {
        let errors = self.errors();
        let (clash, hold) = match self.decided.waiver {
            Waiver::None => (self.clash, self.hold),
            _ => (self.clash && errors.iter().any(|code| CLASHES.contains(&code.0)), !errors.is_empty() && self.hold),
        };
        let error = self.decided.dropped || errors.into_iter().any(is_own);
        status(self.superseded, clash && !self.decided.dropped, error, hold)
    }

    /// The class that it chooses, by its option; none where the form has no such field or it cannot be read.
    pub fn class(&self) -> Option<String> {
        self.form.class_field().and_then(|field| self.cell(&field.key).value()).map(Value::canonical)
    }

    /// The name by which messages call the person.
    pub fn name(&self) -> String {
        let mut name = self.cell("name").text();
        if !self.form.lists_people() {
            // A report goes by what it is about.
            let texts = self.form.identity.iter().map(|key| self.cell(key).text()).filter(|text| !text.is_empty());
            name = texts.collect::<Vec<_>>().join("、");
        }
        if name.is_empty() { format!("#{}", self.record.number) } else { name }
    }

    /// The words that say who it is; none where one of them is missing or unreadable.
    pub fn identity(&self, keys: &[String]) -> Option<String> {
        if let Some(person) = &self.decided.person {
            return Some(person.clone());
        }
        let parts: Option<Vec<String>> = keys.iter().map(|key| self.cell(key).value().map(Value::canonical)).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("\u{1F}"))
    }
}

/// The code of [`crate::diagnostic::RecordProblem::HeaderRejected`].
const HEADER_REJECTED: &str = "E0410";

/// The codes of clashes between versions.
const CLASHES: [&str; 2] = ["E0503", "E0504"];

/// Whether an error is a record's own, by the series of its code.
fn is_own(code: Code) -> bool {
    !code.0.starts_with("E05")
}

/// Names without repetition, in the order in which they come.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}
