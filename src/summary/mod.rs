//! Judged records to a programme's summary: sums that reconcile, units that reported and units that did not.

mod answers;
mod changes;
mod earlier;
mod figures;
mod units;

pub use changes::changes;
pub use earlier::{Earlier, EarlierFault, earlier};
pub use figures::figures;
pub use units::unit_of_folder;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostics, Problem};
use crate::model::{Counts, Figures, FileFate, Judged, LedgerLine, Programme, Project, Received, Record, Summary};
use crate::source::{SourceId, Sources};

/// Sums a programme up. `figures` are those of its records, `ledger` the lines of the files that belong to it.
pub fn sum_up(
    project: &Project,
    programme: &Programme,
    judged: Judged,
    figures: Figures,
    ledger: Vec<Arc<LedgerLine>>,
    problems: Diagnostics,
    sources: &Sources,
) -> Summary {
    let units = units::units(project, programme, &judged, &ledger, sources);
    Summary {
        programme: programme.id.clone(),
        title: programme.title.clone(),
        as_of: programme.as_of,
        counts: counts(&ledger, &judged.records),
        figures: figures::of_units(figures, programme, &units),
        units,
        groups: judged.groups,
        records: judged.records,
        ledger,
        problems,
        changes: None,
        decisions: judged.decisions,
    }
}

/// The ledger: every received file once, with its fate and what its records came to. `concerned` are further programmes
/// that a file has to do with.
pub fn ledger(
    project: &Project,
    received: &[Received],
    records: &[&Record],
    problems: &Diagnostics,
    concerned: &BTreeMap<SourceId, Vec<String>>,
    sources: &Sources,
) -> Vec<Arc<LedgerLine>> {
    let by_file = by_file(records.iter().copied());
    let mut told = Told::of(problems);
    let mut lists = Lists::default();
    let line = |file: &Received| {
        let own = by_file.get(&file.source).map(Vec::as_slice).unwrap_or_default();
        let forms = distinct(file.transcripts.iter().map(|transcript| transcript.form.to_string()));
        let programmes = forms.iter().filter_map(|form| project.programme_of(form)).map(|it| it.id.clone());
        let more = concerned.get(&file.source).into_iter().flatten().cloned();
        Arc::new(LedgerLine {
            source: file.source,
            fingerprint: sources.get(file.source).fingerprint,
            fate: file.fate.clone(),
            programmes: lists.share(distinct(programmes.chain(more))),
            forms: lists.share(forms),
            units: lists.share(units_of(own)),
            records: own.len(),
            statuses: Counts::of_records(own.iter().copied()),
            causes: match file.fate {
                FileFate::Unreadable => told.causes.remove(&file.source).unwrap_or_default(),
                _ => Vec::new(),
            },
            problems: told.codes.remove(&file.source).unwrap_or_default().into_iter().collect(),
        })
    };
    received.iter().map(line).collect()
}

/// The same lines for some of the records alone: a file may hold forms of several programmes.
pub fn lines_of(ledger: Vec<Arc<LedgerLine>>, records: &[Record]) -> Vec<Arc<LedgerLine>> {
    let by_file = by_file(records);
    let line = |line: Arc<LedgerLine>| {
        let own = by_file.get(&line.source).map(Vec::as_slice).unwrap_or_default();
        match own.len() == line.records {
            true => line,
            false => Arc::new(LedgerLine {
                units: units_of(own).into(),
                records: own.len(),
                statuses: Counts::of_records(own.iter().copied()),
                ..LedgerLine::clone(&line)
            }),
        }
    };
    ledger.into_iter().map(line).collect()
}

/// What was told of each file.
#[derive(Default)]
struct Told {
    codes: BTreeMap<SourceId, BTreeSet<Code>>,
    /// One error of each kind.
    causes: BTreeMap<SourceId, Vec<Problem>>,
}

impl Told {
    fn of(problems: &Diagnostics) -> Told {
        let mut told = Told::default();
        for problem in problems.iter() {
            let first = told.codes.entry(problem.place.source).or_default().insert(problem.code());
            if first && problem.is_error() {
                told.causes.entry(problem.place.source).or_default().push(problem.problem.clone());
            }
        }
        told
    }
}

/// Lists that files have in common, each once.
#[derive(Default)]
struct Lists(BTreeSet<Arc<[String]>>);

impl Lists {
    fn share(&mut self, list: Vec<String>) -> Arc<[String]> {
        if let Some(known) = self.0.get(list.as_slice()) {
            return known.clone();
        }
        let list: Arc<[String]> = list.into();
        self.0.insert(list.clone());
        list
    }
}

fn by_file<'r>(records: impl IntoIterator<Item = &'r Record>) -> BTreeMap<SourceId, Vec<&'r Record>> {
    let mut by_file: BTreeMap<SourceId, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_file.entry(record.source).or_default().push(record);
    }
    by_file
}

/// The units of records, in the order in which they come.
fn units_of(records: &[&Record]) -> Vec<String> {
    distinct(records.iter().map(|record| record.unit.to_string()).filter(|unit| !unit.is_empty()))
}

/// Each once, in the order in which they first come.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

fn counts(ledger: &[Arc<LedgerLine>], records: &[Record]) -> Counts {
    let fate = |wanted: fn(&FileFate) -> bool| ledger.iter().filter(|line| wanted(&line.fate)).count();
    let [accepted, rejected, held, superseded] = Counts::of_records(records);
    Counts {
        files: ledger.len(),
        read: fate(|fate| matches!(fate, FileFate::Read | FileFate::Keyed)),
        unreadable: fate(|fate| matches!(fate, FileFate::Unreadable)),
        ignored: fate(|fate| matches!(fate, FileFate::Ignored(_) | FileFate::Expanded { .. })),
        records: records.len(),
        accepted,
        rejected,
        held,
        superseded,
    }
}
