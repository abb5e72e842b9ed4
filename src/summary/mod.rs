//! Judged records to a programme's summary: sums that reconcile, units that reported and units that did not.

mod answers;
mod figures;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics, Problem};
use crate::model::{
    Counts, FileFate, Form, Judged, LedgerLine, Paper, Programme, Project, Received, Record, Ruled, Ruling, Standing,
    Summary, UnitLine, Verdict, unit_key,
};
use crate::source::{SourceId, Sources};

/// Sums a programme up. `ledger` are the lines of the files that belong to it.
pub fn sum_up(
    project: &Project,
    programme: &Programme,
    judged: Judged,
    ledger: Vec<LedgerLine>,
    problems: Diagnostics,
) -> Summary {
    let papers = papers(project, &judged.decisions);
    let units = units(project, programme, &judged.records, judged.standings, papers);
    Summary {
        programme: programme.id.clone(),
        title: programme.title.clone(),
        as_of: programme.as_of,
        counts: counts(&ledger, &judged.records),
        figures: figures::figures(project, programme, &judged.records),
        units,
        records: judged.records,
        ledger,
        problems,
        decisions: judged.decisions,
    }
}

/// What came on paper, by the unit's name and what is left of it when its spelling is set aside.
fn papers(project: &Project, decisions: &[Ruled]) -> BTreeMap<String, (String, Paper)> {
    let papers = decisions.iter().filter(|it| it.applied()).filter_map(|it| match &it.decision.ruling {
        Ruling::Paper { unit, received, people, .. } => {
            let name = project.units.find(&unit.value).map_or(&unit.value, |unit| &unit.name).clone();
            let paper = Paper { received: *received, people: *people, by: it.decision.by.clone() };
            Some((unit_key(&name), (name, paper)))
        }
        _ => None,
    });
    papers.collect()
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
        let forms = distinct(file.submissions.iter().map(|submission| submission.form.clone()));
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

/// Units that are expected first, in the order of the list; then all others that sent something, by name.
fn units(
    project: &Project,
    programme: &Programme,
    records: &[Record],
    standings: Vec<Standing>,
    mut papers: BTreeMap<String, (String, Paper)>,
) -> Vec<UnitLine> {
    let mut by_unit: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    // Whoever only reports on a class has not put anybody forward.
    let puts_forward = |record: &&Record| project.form(&record.form).is_none_or(Form::lists_people);
    for record in records.iter().filter(|record| !record.unit.is_empty()).filter(puts_forward) {
        by_unit.entry(&record.unit).or_default().push(record);
    }
    let mut standings: BTreeMap<String, Standing> =
        standings.into_iter().map(|standing| (standing.unit.clone(), standing)).collect();
    let mut lines = Vec::new();
    for unit in &project.units.list {
        let expected = unit.programmes.is_empty() || unit.programmes.contains(&programme.id);
        let own = by_unit.remove(unit.name.as_str());
        if expected || own.is_some() || papers.contains_key(&unit_key(&unit.name)) {
            let standing = standings.remove(&unit.name);
            let category = unit.category.clone();
            lines.push(unit_line(unit.name.clone(), category, true, own.unwrap_or_default(), standing));
        }
    }
    for (name, own) in by_unit {
        let standing = standings.remove(name);
        lines.push(unit_line(name.to_owned(), None, false, own, standing));
    }
    for line in &mut lines {
        line.paper = papers.remove(&unit_key(&line.unit)).map(|(_, paper)| paper);
    }
    for (name, paper) in papers.into_values() {
        lines.push(UnitLine { paper: Some(paper), ..unit_line(name, None, false, Vec::new(), None) });
    }
    lines
}

fn unit_line(
    unit: String,
    listed_category: Option<String>,
    listed: bool,
    records: Vec<&Record>,
    standing: Option<Standing>,
) -> UnitLine {
    let files: BTreeSet<SourceId> = records.iter().map(|record| record.source).collect();
    let standing = standing.unwrap_or(Standing {
        unit: unit.clone(),
        category: None,
        counted: 0,
        exempt: 0,
        verdict: Verdict::Ok,
        rules: Vec::new(),
    });
    UnitLine {
        unit,
        category: standing.category.or(listed_category),
        listed,
        files: files.len(),
        statuses: Counts::of_records(records),
        counted: standing.counted,
        exempt: standing.exempt,
        verdict: standing.verdict,
        rules: standing.rules,
        paper: None,
    }
}
