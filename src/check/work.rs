//! The records on the desk: what is known of each while the checks go over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::decide::UnitRulings;
use super::status;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{
    Age, Birth, Cell, Condition, Form, Judged, Predicate, Programme, Project, Record, RecordProblemRef, Sex, Standing,
    Status, Value,
};
use crate::source::Place;

/// All records of a programme, and the problems found so far.
pub struct Desk<'a> {
    pub project: &'a Project,
    pub programme: &'a Programme,
    pub works: Vec<Work<'a>>,
    pub problems: Diagnostics,
    /// What was told already of a submission's fields, and where.
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

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Yes,
    No,
    /// The value is sound, but leaves the answer open.
    Undecided,
    /// The value is missing or could not be understood.
    Unreadable,
}

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
        (0..self.works.len()).filter(|&at| self.works[at].counts() && self.works[at].form.id == form).collect()
    }

    /// Whether a condition holds for a record.
    pub fn holds(&self, index: usize, condition: &Condition) -> Holds {
        let work = &self.works[index];
        match condition.field.as_str() {
            "age" => self.age(index).map_or(Holds::Unreadable, |age| compare_age(age, &condition.predicate)),
            "unit_category" => match self.categories.get(&work.record.unit) {
                Some(category) => compare_texts(std::slice::from_ref(category), &condition.predicate),
                None => Holds::Unreadable,
            },
            "sex" if work.form.field("sex").is_none() => match work.sex() {
                Some(sex) => compare_texts(&[sex.label().to_owned()], &condition.predicate),
                None => Holds::Unreadable,
            },
            "birth" if work.form.field("birth").is_none() => match work.birth() {
                Some(Birth::Day(day)) => compare_day(day, &condition.predicate),
                _ => Holds::Unreadable,
            },
            key => work.holds(key, &condition.predicate),
        }
    }

    /// Whether all conditions hold; one that surely does not settles it.
    pub fn all_hold(&self, index: usize, conditions: &[Condition]) -> Holds {
        let answers: Vec<Holds> = conditions.iter().map(|condition| self.holds(index, condition)).collect();
        [Holds::No, Holds::Unreadable, Holds::Undecided]
            .into_iter()
            .find(|answer| answers.contains(answer))
            .unwrap_or(Holds::Yes)
    }

    /// Whether one of the conditions holds; one that surely does settles it.
    pub fn any_holds(&self, index: usize, conditions: &[Condition]) -> Holds {
        let answers: Vec<Holds> = conditions.iter().map(|condition| self.holds(index, condition)).collect();
        [Holds::Yes, Holds::Unreadable, Holds::Undecided]
            .into_iter()
            .find(|answer| answers.contains(answer))
            .unwrap_or(Holds::No)
    }

    /// The age on the programme's reference day.
    pub fn age(&self, index: usize) -> Option<Age> {
        Some(self.works[index].birth()?.age_on(self.programme.as_of?))
    }

    pub fn finish(self, standings: Vec<Standing>) -> Judged {
        let records = self.works.into_iter().map(|mut work| {
            work.record.status = work.status();
            work.record.problems.sort();
            work.record
        });
        Judged { records: records.collect(), standings, problems: self.problems.sorted(), decisions: Vec::new() }
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

    pub fn birth(&self) -> Option<Birth> {
        self.record.birth(self.form)
    }

    pub fn sex(&self) -> Option<Sex> {
        self.record.sex()
    }

    pub fn id_number(&self) -> Option<&crate::model::IdNumber> {
        self.record.id_number()
    }

    fn holds(&self, key: &str, predicate: &Predicate) -> Holds {
        let required = self.form.field(key).is_some_and(|field| field.required);
        match (self.cell(key), predicate) {
            (Cell::Empty, Predicate::Present) => Holds::No,
            (Cell::Empty, Predicate::Absent) => Holds::Yes,
            (_, Predicate::Present) => Holds::Yes,
            (_, Predicate::Absent) => Holds::No,
            (Cell::Unreadable(..), _) => Holds::Unreadable,
            (Cell::Empty, _) if required => Holds::Unreadable,
            // An optional field left empty means none of the options.
            (Cell::Empty, predicate) => compare_texts(&[], predicate),
            (Cell::Read(value, _), predicate) => compare(value, predicate),
        }
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

fn compare(value: &Value, predicate: &Predicate) -> Holds {
    match value {
        Value::Number(number) => compare_number(*number, predicate),
        Value::Date(day) => compare_day(*day, predicate),
        Value::Choices(chosen) => compare_texts(chosen, predicate),
        other => compare_texts(&[other.canonical()], predicate),
    }
}

fn compare_texts(values: &[String], predicate: &Predicate) -> Holds {
    let any = |wanted: &[String]| values.iter().any(|value| wanted.contains(value));
    match predicate {
        Predicate::Is(wanted) => yes(values.contains(wanted)),
        Predicate::IsNot(wanted) => yes(!values.contains(wanted)),
        Predicate::In(wanted) => yes(any(wanted)),
        Predicate::NotIn(wanted) => yes(!any(wanted)),
        Predicate::Present => yes(!values.is_empty()),
        Predicate::Absent => yes(values.is_empty()),
        Predicate::AtMost(_) | Predicate::AtLeast(_) | Predicate::Before(_) | Predicate::After(_) => Holds::Unreadable,
    }
}

fn compare_number(number: i64, predicate: &Predicate) -> Holds {
    match predicate {
        Predicate::AtMost(limit) => yes(number <= *limit),
        Predicate::AtLeast(limit) => yes(number >= *limit),
        other => compare_texts(&[number.to_string()], other),
    }
}

fn compare_day(day: jiff::civil::Date, predicate: &Predicate) -> Holds {
    match predicate {
        Predicate::Before(limit) => yes(day < *limit),
        Predicate::After(limit) => yes(day > *limit),
        other => compare_texts(&[day.to_string()], other),
    }
}

fn compare_age(age: Age, predicate: &Predicate) -> Holds {
    match age {
        Age::Exactly(years) => compare_number(years, predicate),
        Age::ThisOrNext(years) => {
            let (now, next) = (compare_number(years, predicate), compare_number(years + 1, predicate));
            if now == next { now } else { Holds::Undecided }
        }
    }
}

fn yes(holds: bool) -> Holds {
    if holds { Holds::Yes } else { Holds::No }
}

/// Names without repetition, in the order in which they come.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}
