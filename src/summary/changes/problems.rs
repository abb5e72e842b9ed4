//! Problems of two summaries: which are mended, which stay open, which are new.

use std::collections::{BTreeMap, BTreeSet};

use super::super::earlier::{Earlier, EarlierProblem};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::Lang;
use crate::model::{ProblemChange, Progress, Status, Summary};
use crate::source::{SourceId, Sources};

/// Compares errors and warnings. Those of files that were replaced whole are past.
pub(super) fn compare(earlier: &Earlier, summary: &Summary, sources: &Sources, lang: Lang) -> Vec<ProblemChange> {
    let past = replaced(earlier.records.iter().map(|it| (it.file.as_str(), it.status == Status::Superseded.id())));
    let then: Vec<ProblemChange> =
        earlier.problems.iter().filter(|it| !past.contains(it.file.as_str())).filter_map(before).collect();
    let past = replaced(summary.records.iter().map(|it| (it.source, it.status == Status::Superseded)));
    let told = summary.problems.iter().filter(|it| it.severity != Severity::Note && !past.contains(&it.place.source));
    let mut now: Vec<ProblemChange> = told.map(|it| current(it, sources, lang)).collect();

    let mut open: Vec<bool> = vec![false; then.len()];
    // Word for word first: of two slips in one column of a roster, the one that was mended is gone.
    let exact = |it: &ProblemChange| format!("{}\u{1F}{}", about(it), it.message);
    for key in [&exact as &dyn Fn(&ProblemChange) -> String, &about] {
        let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, problem) in then.iter().enumerate().rev().filter(|(at, _)| !open[*at]) {
            free.entry(key(problem)).or_default().push(at);
        }
        for problem in now.iter_mut().filter(|it| it.progress == Progress::New) {
            if let Some(at) = free.get_mut(&key(problem)).and_then(Vec::pop) {
                open[at] = true;
                problem.progress = Progress::Open;
            }
        }
    }
    let mended = then.into_iter().zip(open).filter(|(_, open)| !open);
    now.extend(mended.map(|(problem, _)| problem));
    now
}

/// Files all of whose records were replaced.
fn replaced<F: Ord + Copy>(records: impl Iterator<Item = (F, bool)>) -> BTreeSet<F> {
    let (mut past, mut living) = (BTreeSet::new(), BTreeSet::new());
    for (file, superseded) in records {
        if superseded { &mut past } else { &mut living }.insert(file);
    }
    past.difference(&living).copied().collect()
}

/// What two tellings of one problem share, even where a place has moved or a value was changed to another wrong one.
fn about(problem: &ProblemChange) -> String {
    format!("{}\u{1F}{}\u{1F}{}", problem.code, problem.file, problem.field.as_deref().unwrap_or_default())
}

fn before(problem: &EarlierProblem) -> Option<ProblemChange> {
    let severity = Severity::named(&problem.severity).filter(|it| *it != Severity::Note)?;
    Some(ProblemChange {
        progress: Progress::Mended,
        code: problem.code.clone(),
        severity,
        file: problem.file.clone(),
        field: problem.field.clone(),
        message: problem.message.clone(),
    })
}

fn current(problem: &Diagnostic, sources: &Sources, lang: Lang) -> ProblemChange {
    let source: SourceId = problem.place.source;
    ProblemChange {
        progress: Progress::New,
        code: problem.code().0.to_owned(),
        severity: problem.severity,
        file: sources.get(source).name.clone(),
        field: problem.field.as_deref().map(str::to_owned),
        message: problem.problem.message(lang),
    }
}
