//! `changes` of `summary.json`: what is new, corrected, withdrawn, mended and still open since an earlier summary.

use serde::Serialize;

use crate::model::{Changes, FieldChange, PersonChange, ProblemChange, Progress, RecordChange};

#[derive(Serialize)]
pub(super) struct ChangesOut<'a> {
    counts: CountsOut,
    records: Vec<RecordOut<'a>>,
    problems: Vec<ProblemOut<'a>>,
}

#[derive(Serialize)]
struct CountsOut {
    new: usize,
    corrected: usize,
    withdrawn: usize,
    unchanged: usize,
    problems_new: usize,
    problems_open: usize,
    problems_mended: usize,
}

#[derive(Serialize)]
struct RecordOut<'a> {
    change: &'static str,
    file: &'a str,
    form: &'a str,
    record: usize,
    unit: &'a str,
    was: Option<&'static str>,
    now: Option<&'static str>,
    fields: Vec<FieldOut<'a>>,
}

#[derive(Serialize)]
struct FieldOut<'a> {
    field: &'a str,
    was: &'a str,
    now: &'a str,
}

#[derive(Serialize)]
struct ProblemOut<'a> {
    change: &'static str,
    code: &'a str,
    severity: &'static str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    message: &'a str,
}

pub(super) fn out(changes: &Changes) -> ChangesOut<'_> {
    ChangesOut {
        counts: CountsOut {
            new: changes.people(PersonChange::New),
            corrected: changes.people(PersonChange::Corrected),
            withdrawn: changes.people(PersonChange::Withdrawn),
            unchanged: changes.people(PersonChange::Unchanged),
            problems_new: changes.problems(Progress::New),
            problems_open: changes.problems(Progress::Open),
            problems_mended: changes.problems(Progress::Mended),
        },
        records: changes.records.iter().map(record).collect(),
        problems: changes.problems.iter().map(problem).collect(),
    }
}

fn record(change: &RecordChange) -> RecordOut<'_> {
    RecordOut {
        change: change.change.id(),
        file: &change.file,
        form: &change.form,
        record: change.number,
        unit: &change.unit,
        was: change.was.map(|status| status.id()),
        now: change.now.map(|status| status.id()),
        fields: change.fields.iter().map(field).collect(),
    }
}

fn field(change: &FieldChange) -> FieldOut<'_> {
    FieldOut { field: &change.key, was: &change.was, now: &change.now }
}

fn problem(change: &ProblemChange) -> ProblemOut<'_> {
    ProblemOut {
        change: change.progress.id(),
        code: &change.code,
        severity: change.severity.id(),
        file: &change.file,
        field: change.field.as_deref(),
        message: &change.message,
    }
}
