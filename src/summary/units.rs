//! How every unit stands: what came from it, what became of it, and what is still open.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Severity};
use crate::model::{
    Counts, FileFate, Form, Judged, LedgerLine, Paper, Programme, Project, Record, Ruled, Ruling, Standing, Status,
    Unit, UnitFacts, UnitLine, Verdict, unit_key,
};
use crate::source::{SourceId, Sources};

/// Units that are expected first, in the order of the list; then all others that sent something, by name.
pub(super) fn units(
    project: &Project,
    programme: &Programme,
    judged: &Judged,
    ledger: &[Arc<LedgerLine>],
    sources: &Sources,
) -> Vec<UnitLine> {
    let mut by_unit: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    // Whoever only reports on a class has not put anybody forward.
    let puts_forward = |record: &&Record| project.form(&record.form).is_none_or(Form::lists_people);
    for record in judged.records.iter().filter(|record| !record.unit.is_empty()).filter(puts_forward) {
        by_unit.entry(&record.unit).or_default().push(record);
    }
    let standings: BTreeMap<&str, &Standing> = judged.standings.iter().map(|it| (it.unit.as_str(), it)).collect();
    let mut lost = lost(project, ledger, sources);
    let mut papers = papers(project, &judged.decisions);
    let mut line = |name: &str, category: Option<&String>, listed: bool, own: Vec<&Record>, paper: Option<Paper>| {
        let standing = standings.get(name).copied();
        let lost = lost.remove(name).unwrap_or_default();
        unit_line(name, category, listed, &own, standing, lost, paper)
    };
    let mut lines = Vec::new();
    for unit in &project.units.list {
        let expected = unit.programmes.is_empty() || unit.programmes.contains(&programme.id);
        let own = by_unit.remove(unit.name.as_str());
        let paper = papers.remove(&unit_key(&unit.name)).map(|(_, paper)| paper);
        if expected || own.is_some() || paper.is_some() {
            lines.push(line(&unit.name, unit.category.as_ref(), true, own.unwrap_or_default(), paper));
        }
    }
    for (name, own) in by_unit {
        let paper = papers.remove(&unit_key(name)).map(|(_, paper)| paper);
        lines.push(line(name, None, false, own, paper));
    }
    lines.extend(papers.into_values().map(|(name, paper)| line(&name, None, false, Vec::new(), Some(paper))));
    lines
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

fn unit_line(
    unit: &str,
    listed_category: Option<&String>,
    listed: bool,
    records: &[&Record],
    standing: Option<&Standing>,
    unreadable: usize,
    paper: Option<Paper>,
) -> UnitLine {
    let files: BTreeSet<SourceId> = records.iter().map(|record| record.source).collect();
    let verdict = standing.map_or(Verdict::Ok, |standing| standing.verdict);
    let facts = UnitFacts {
        reported: !files.is_empty(),
        to_correct: unreadable > 0 || records.iter().any(|record| to_correct(record)),
        quota_broken: verdict == Verdict::Broken,
        to_complete: verdict == Verdict::Provisional || records.iter().any(|record| to_complete(record)),
        paper: paper.is_some(),
    };
    UnitLine {
        unit: unit.to_owned(),
        category: standing.and_then(|standing| standing.category.as_ref()).or(listed_category).cloned(),
        listed,
        files: files.len(),
        unreadable,
        paper,
        state: facts.state(),
        statuses: Counts::of_records(records.iter().copied()),
        counted: standing.map_or(0, |standing| standing.counted),
        exempt: standing.map_or(0, |standing| standing.exempt),
        verdict,
        rules: standing.map_or_else(Vec::new, |standing| standing.rules.clone()),
    }
}

/// What a quota raises at those whom it holds: over the limit, and below a minimum.
const QUOTA: [Code; 2] = [Code("E0507"), Code("E0508")];

/// What is said of an empty field that the checks need.
const TO_COMPLETE: Code = Code("E0326");

/// Whether the record itself has to be mended, or the office has to settle something about it. Whoever is held by a quota
/// alone is told of under that word.
fn to_correct(record: &Record) -> bool {
    let mut errors = record.problems.iter().filter(|problem| problem.severity == Severity::Error).peekable();
    match record.status {
        Status::Rejected => true,
        Status::Held => errors.peek().is_none() || errors.any(|problem| !QUOTA.contains(&problem.code)),
        Status::Accepted | Status::Superseded => false,
    }
}

fn to_complete(record: &Record) -> bool {
    record.status != Status::Superseded && record.problems.iter().any(|problem| problem.code == TO_COMPLETE)
}

/// How many files of each unit cannot be read. Nothing in such a file says whose it is: it counts for the unit whose name
/// or alias one of its folders bears.
fn lost<'a>(project: &'a Project, ledger: &[Arc<LedgerLine>], sources: &Sources) -> BTreeMap<&'a str, usize> {
    let mut lost = BTreeMap::new();
    for line in ledger.iter().filter(|line| line.fate == FileFate::Unreadable && line.units.is_empty()) {
        if let Some(unit) = unit_of_folder(project, &sources.get(line.source).name) {
            *lost.entry(unit.name.as_str()).or_default() += 1;
        }
    }
    lost
}

/// The unit whose name a folder around a file bears: how the office puts away what cannot be read.
pub fn unit_of_folder<'a>(project: &'a Project, file: &str) -> Option<&'a Unit> {
    let folders = file.split('/').rev().skip(1);
    // An archive is a folder here: `示例学会.zip!`.
    let name = |folder| match str::strip_suffix(folder, '!') {
        Some(archive) => archive.rsplit_once('.').map_or(archive, |(stem, _)| stem),
        None => folder,
    };
    folders.filter_map(|folder| project.units.find(name(folder))).next()
}
