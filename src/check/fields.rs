//! One submission to records: labels find their fields, and each field's kind reads its value.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{
    Code, Counted, Diagnostic, FieldProblem, FileProblem, Problem, RecordProblem, Role, Severity, Words,
};
use crate::kinds;
use crate::model::{Cell, Entry, Field, Form, Layout, Raw, Record, RecordProblemRef, Status, Submission, Transcript};
use crate::source::Place;
use crate::suggest::nearest;

/// What all fields of a submission are read in.
struct Context<'a> {
    form: &'a Form,
    table: bool,
}

/// Reads all fields of a submission. Nothing is compared yet, neither with other records nor with other files.
pub fn transcribe(submission: &Submission, form: &Form) -> Transcript {
    let whole = submission.records.first().map_or(submission.source.whole(), |record| record.place);
    let place = submission.header.first().map_or(whole, |entry| entry.label_place);
    let context = Context { form, table: submission.table };
    let mut told = Told::default();
    let (header, mut header_problems) = cells(&form.header, &submission.header, place, &context);
    if submission.records.is_empty() {
        // That nobody is listed is told; what an empty form lacks besides helps nobody.
        header_problems.retain(|problem| !is_lack(problem));
    }
    let mut faults: Vec<RecordProblemRef> = submission.faults.clone();
    faults.extend(header_problems.iter().map(reference));
    let faulty = faults.iter().any(|fault| fault.severity == Severity::Error) && form.is_roster();
    // Told behind its cause, at the first error of the header.
    let cause = header_problems.iter().find(|problem| problem.is_error()).map_or(place, |problem| problem.place);
    told.once(header_problems);
    if faulty && !submission.records.is_empty() {
        let rejected = Diagnostic::new(cause, RecordProblem::HeaderRejected { count: submission.records.len() });
        faults.push(reference(&rejected));
        told.problems.push(rejected);
    }

    let form_id: Arc<str> = form.id.as_str().into();
    let mut records = Vec::with_capacity(submission.records.len());
    for (index, raw) in submission.records.iter().enumerate() {
        // An item that could not be read stands for a person all the same; what it lacks is no further fault.
        let (own, problems) = match raw.fault {
            None => cells(&form.fields, &raw.entries, raw.place, &context),
            Some(_) => (vec![Cell::Empty; form.fields.len()], Vec::new()),
        };
        let mut concerns = faults.clone();
        concerns.extend(raw.fault);
        for problem in problems.iter().map(reference) {
            if !concerns.contains(&problem) {
                concerns.push(problem);
            }
        }
        told.once(problems);
        records.push(Record {
            source: submission.source,
            number: submission.before + index + 1,
            place: raw.place,
            form: form_id.clone(),
            mode: submission.mode,
            unit: "".into(),
            cells: header.iter().cloned().chain(own).collect(),
            problems: concerns,
            status: Status::Accepted,
        });
    }
    Transcript {
        source: submission.source,
        form: form_id,
        before: submission.before,
        faulty_header: faulty,
        records,
        problems: told.problems,
    }
}

/// What was told, and of what: a label written twice, a column that is missing, or a cell merged down its rows is one
/// mistake, however many people it concerns.
#[derive(Default)]
struct Told {
    causes: BTreeSet<(Place, Code)>,
    problems: Vec<Diagnostic>,
}

impl Told {
    fn once(&mut self, problems: Vec<Diagnostic>) {
        let cause = |it: &Diagnostic| (it.place, it.code());
        // All of one reading are told, even those of one cause: they are different words about it.
        let fresh: Vec<Diagnostic> = problems.into_iter().filter(|it| !self.causes.contains(&cause(it))).collect();
        self.causes.extend(fresh.iter().map(cause));
        self.problems.extend(fresh);
    }
}

/// Whether a problem is that something was not given.
fn is_lack(problem: &Diagnostic) -> bool {
    matches!(
        problem.problem,
        Problem::Field(FieldProblem::Missing { .. } | FieldProblem::ToComplete { .. })
            | Problem::Record(RecordProblem::ColumnMissing { .. })
    )
}

fn reference(diagnostic: &Diagnostic) -> RecordProblemRef {
    RecordProblemRef { code: diagnostic.code(), severity: diagnostic.severity }
}

/// Reads the entries that belong to some fields; `place` is where a missing one is told. A column or label that a table
/// lacks is told where its labels begin.
fn cells(fields: &[Field], entries: &[Entry], place: Place, context: &Context) -> (Vec<Cell>, Vec<Diagnostic>) {
    let form = context.form;
    let mut found: Vec<Option<&Entry>> = vec![None; fields.len()];
    let mut faults = LabelFaults::default();
    for entry in entries.iter().filter(|entry| !is_serial(form, &entry.label)) {
        let label = Label::of(&entry.label);
        match fields.iter().position(|field| label.names(field)) {
            None => match misplaced(entry, form) {
                Some(level) => faults.add(LabelFault::Misplaced, entry, |label| {
                    Diagnostic::new(entry.label_place, RecordProblem::MisplacedLabel { label, level })
                }),
                None => faults.add(LabelFault::Unknown, entry, |label| {
                    let nearest = nearest(&label, fields.iter().map(|field| &*field.label));
                    Diagnostic::new(entry.label_place, RecordProblem::UnknownLabel { label, nearest })
                }),
            },
            Some(at) => match found[at] {
                None => found[at] = Some(entry),
                Some(first) => faults.add(LabelFault::Again, entry, |key| {
                    let told = Diagnostic::new(entry.label_place, FileProblem::DuplicateKey { key });
                    told.about(fields[at].label.clone()).with(first.label_place, Role::First)
                }),
            },
        }
    }
    let mut problems = faults.finish();
    let labels = entries.first().map_or(place, |entry| entry.label_place);
    let mut cells = Vec::with_capacity(fields.len());
    for (field, entry) in fields.iter().zip(found) {
        let found = cell(field, entry, place, context, &mut problems);
        if let (Cell::Empty, Some(severity)) = (&found, lacks(field, entry, context)) {
            let problem = RecordProblem::ColumnMissing { field: field.label.to_string() };
            problems.push(Diagnostic::new(labels, problem).weighing(severity).about(field.label.clone()));
        }
        cells.push(found);
    }
    (cells, problems)
}

/// The number column of a printed roster says nothing about a person.
fn is_serial(form: &Form, label: &str) -> bool {
    matches!(&form.layout, Layout::Roster { serial, .. } if serial == label)
}

/// A label as people write it: blanks that widen it on paper do not matter.
struct Label<'a> {
    written: &'a str,
    /// Without blanks, where there are any.
    close: Option<String>,
}

impl<'a> Label<'a> {
    /// Folded once, however many fields it is compared with.
    fn of(written: &'a str) -> Label<'a> {
        let close = written.contains(char::is_whitespace).then(|| written.split_whitespace().collect());
        Label { written, close }
    }

    fn names(&self, field: &Field) -> bool {
        let mut spellings = std::iter::once(self.written).chain(self.close.as_deref());
        spellings.any(|it| field.answers_to(it) || field.printed.as_deref() == Some(it))
    }
}

/// Where a label belongs that exists, only not at this level.
fn misplaced(entry: &Entry, form: &Form) -> Option<Words> {
    let written = Label::of(&entry.label);
    let of_header = form.header.iter().any(|field| written.names(field));
    let level = if of_header { RecordProblem::IN_HEADER } else { RecordProblem::IN_LIST };
    form.all_fields().any(|field| written.names(field)).then_some(level)
}

/// What is wrong with labels of one record. Of each kind the first are told and the others counted: somebody may send a
/// hundred thousand.
#[derive(Default)]
struct LabelFaults {
    told: Vec<Diagnostic>,
    counted: Counted<3>,
}

/// Each has a code and a weight of its own.
#[derive(Clone, Copy)]
enum LabelFault {
    Again,
    Misplaced,
    Unknown,
}

impl LabelFaults {
    fn add(&mut self, fault: LabelFault, entry: &Entry, told: impl FnOnce(String) -> Diagnostic) {
        if self.counted.tells(fault as usize, entry.label_place) {
            self.told.push(told(entry.label.clone()));
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        self.told.extend(self.counted.more());
        self.told
    }
}

/// How grave it is that a table does not have a field at all; none where it need not have it. The plain official table
/// lacks what stands beyond it, which is nobody's fault.
fn lacks(field: &Field, entry: Option<&Entry>, context: &Context) -> Option<Severity> {
    match (context.table && field.official && entry.is_none(), field.required, field.recommended) {
        (true, true, _) => Some(Severity::Error),
        (true, false, true) => Some(Severity::Warning),
        _ => None,
    }
}

fn cell(
    field: &Field,
    entry: Option<&Entry>,
    record: Place,
    context: &Context,
    problems: &mut Vec<Diagnostic>,
) -> Cell {
    let place = entry.map_or(record, |entry| entry.place);
    let mut tell = |problem: FieldProblem| problems.push(Diagnostic::new(place, problem).about(field.label.clone()));
    let raw = entry.map_or(&Raw::Empty, |entry| &entry.raw);
    let reading = kinds::read(field, raw);
    let failed = reading.problems.iter().any(|it| it.severity() == Severity::Error);
    reading.problems.into_iter().map(|it| in_form(it, context.form)).for_each(&mut tell);
    match reading.value {
        Some(value) if !failed => Cell::Read(value, place),
        Some(value) => Cell::Unreadable(value.canonical().into(), place),
        None if failed => Cell::Unreadable(raw_text(raw).into(), place),
        None if lacks(field, entry, context).is_some() => Cell::Empty,
        None => {
            let label = field.label.to_string();
            let beyond = context.table && entry.is_none();
            if field.required && !beyond {
                tell(FieldProblem::Missing { field: label });
            } else if field.required || field.recommended {
                tell(FieldProblem::ToComplete { field: label });
            }
            Cell::Empty
        }
    }
}

/// A problem of a field with the advice that only its form can give.
fn in_form(problem: FieldProblem, form: &Form) -> FieldProblem {
    match problem {
        FieldProblem::SeveralMobiles { field, found, count, .. } => {
            FieldProblem::SeveralMobiles { field, found, count, beside: kinds::room_beside(form) }
        }
        problem => problem,
    }
}

fn raw_text(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) | Raw::Number(text) => text.clone(),
        Raw::Date(day) => day.to_string(),
        Raw::Error(found) => (*found).to_owned(),
        Raw::List(items) => items.join("、"),
        Raw::Empty | Raw::Picture | Raw::Formula | Raw::Other(_) => String::new(),
    }
}
