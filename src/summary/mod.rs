//! Judged records to a programme's summary: sums that reconcile, units that reported and units that did not.

mod answers;
mod changes;
mod earlier;
mod figures;
mod units;

pub use changes::changes;
pub use earlier::{Earlier, EarlierFault, earlier};
pub use units::unit_of_folder;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics, Problem};
use crate::model::{Counts, FileFate, Judged, LedgerLine, Programme, Project, Received, Record, Summary};
use crate::source::{SourceId, Sources};

/// Sums a programme up. `ledger` are the lines of the files that belong to it.
pub fn sum_up(
    project: &Project,
    programme: &Programme,
    judged: Judged,
    ledger: Vec<LedgerLine>,
    problems: Diagnostics,
    sources: &Sources,
) -> Summary {
    let units = units::units(project, programme, &judged, &ledger, sources);
    Summary {
        programme: programme.id.clone(),
        title: programme.title.clone(),
        as_of: programme.as_of,
        counts: counts(&ledger, &judged.records),
        figures: figures::figures(project, programme, &judged.records, &units),
        units,
        groups: judged.groups,
        records: judged.records,
        ledger,
        problems,
        changes: None,
        decisions: judged.decisions,
    }
}

/// The ledger: every received file once, with its fate and what its records came to.
pub fn ledger(
    project: &Project,
    received: &[Received],
    records: &[&Record],
    problems: &Diagnostics,
    sources: &Sources,
) -> Vec<LedgerLine> {
    let mut by_file: BTreeMap<SourceId, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_file.entry(record.source).or_default().push(record);
    }
    let mut codes: BTreeMap<SourceId, BTreeSet<Code>> = BTreeMap::new();
    let mut causes: BTreeMap<SourceId, Vec<Problem>> = BTreeMap::new();
    for problem in problems.iter() {
        let first = codes.entry(problem.place.source).or_default().insert(problem.code());
        if first && problem.is_error() {
            causes.entry(problem.place.source).or_default().push(problem.problem.clone());
        }
    }
    let mut line = |file: &Received| {
        let own = by_file.get(&file.source).map(Vec::as_slice).unwrap_or_default();
        let forms = distinct(file.transcripts.iter().map(|transcript| transcript.form.to_string()));
        let programmes = forms.iter().filter_map(|form| project.programme_of(form)).map(|it| it.id.clone());
        LedgerLine {
            source: file.source,
            fingerprint: sources.get(file.source).fingerprint,
            fate: file.fate.clone(),
            programmes: distinct(programmes),
            forms,
            units: distinct(own.iter().map(|record| record.unit.to_string()).filter(|unit| !unit.is_empty())),
            records: own.len(),
            statuses: Counts::of_records(own.iter().copied()),
            causes: match file.fate {
                FileFate::Unreadable => causes.remove(&file.source).unwrap_or_default(),
                _ => Vec::new(),
            },
            problems: codes.remove(&file.source).unwrap_or_default().into_iter().collect(),
        }
    };
    received.iter().map(&mut line).collect()
}

/// Each once, in the order in which they first come.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

fn counts(ledger: &[LedgerLine], records: &[Record]) -> Counts {
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
