//! A unit's page: its rules, files, people and problems, and the letter to it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::office::Ready;
use super::server::{App, Said};
use super::told::{RuleLine, Told, Word, name_parts, rules};
use super::units::Letter;
use crate::diagnostic::Severity;
use crate::export::{Bearing, Letters, Verdicts, veiled};
use crate::lang::Lang;
use crate::model::{FileFate, LedgerLine, Record, Summary, UnitLine};
use crate::source::SourceId;
use crate::summary::unit_of_folder;

/// The address of a unit's page.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/unit", get(page))
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    app.show(lang, "units", "unit.html", move |_, ready| Page { it: unit(ready, &wanted, lang) }).await
}

/// Which unit is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    programme: String,
    #[serde(default)]
    unit: String,
}

#[derive(Serialize)]
struct Page {
    it: Option<Unit>,
}

/// A unit as its template shows it.
#[derive(Debug, Serialize)]
pub struct Unit {
    programme: String,
    title: String,
    /// By which it is asked for.
    unit: String,
    name: String,
    category: Option<String>,
    listed: bool,
    parent: Option<String>,
    /// Persons, phones and e-mail, as the list of units has them.
    contact: Vec<String>,
    state: Word,
    statuses: [usize; 4],
    counted: usize,
    exempt: usize,
    rules: Vec<RuleLine>,
    letter: Option<Letter>,
    files: Vec<File>,
    more_files: usize,
    problems: Vec<Told>,
    more_problems: usize,
    people: Vec<Person>,
    more_people: usize,
    paper: Option<Received>,
}

#[derive(Debug, Serialize)]
struct File {
    file: String,
    folder: String,
    base: String,
    readable: bool,
    records: usize,
    statuses: [usize; 4],
    /// Whether a marked copy of it can be had.
    marked: bool,
}

#[derive(Debug, Serialize)]
struct Person {
    name: String,
    file: String,
    record: usize,
    status: Word,
    codes: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Received {
    on: String,
    people: Option<usize>,
    by: Option<String>,
}

/// So many lines of each list stand on the page.
const SHOWN: usize = 100;

/// A unit of a programme; where none is named, of the first that knows the unit.
pub fn unit(ready: &Ready, wanted: &Wanted, lang: Lang) -> Option<Unit> {
    let of = |summary: &&Summary| summary.units.iter().any(|unit| unit.unit == wanted.unit);
    let summary = ready.board(&wanted.programme).or_else(|| ready.boards().find(of))?;
    let line = summary.units.iter().find(|unit| unit.unit == wanted.unit)?;
    let roster = ready.roster(summary, lang)?;
    let project = &ready.compiled.project;
    let listed = project.units.find(&line.unit);
    let contact = listed.and_then(|unit| unit.contact.as_ref()).map(|contact| {
        let email = contact.email.as_ref().map(|email| email.value.clone());
        contact.persons.iter().chain(&contact.phones).cloned().chain(email).collect()
    });
    let own: Vec<&Record> = summary.records.iter().filter(|record| *record.unit == *line.unit).collect();
    let (files, more_files) = files(ready, summary, line);
    let (problems, more_problems) = problems(ready, summary, line, lang);
    Some(Unit {
        programme: summary.programme.clone(),
        title: summary.title.clone(),
        unit: line.unit.clone(),
        name: veiled(&line.unit).into_owned(),
        category: line.category.clone(),
        listed: line.listed,
        parent: listed.and_then(|unit| unit.parent.clone()),
        contact: contact.unwrap_or_default(),
        state: Word { id: line.state.id(), label: line.state.label(lang) },
        statuses: line.statuses,
        counted: line.counted,
        exempt: line.exempt,
        rules: rules(&roster, &Verdicts::new(&roster), line, lang),
        letter: Letter::to(&Letters::of_units(&roster, &BTreeSet::from([line.unit.as_str()])), line),
        files,
        more_files,
        problems,
        more_problems,
        people: own.iter().take(SHOWN).map(|record| person(ready, record, lang)).collect(),
        more_people: own.len().saturating_sub(SHOWN),
        paper: line.paper.as_ref().map(|paper| Received {
            on: paper.received.plain(),
            people: paper.people,
            by: paper.by.clone(),
        }),
    })
}

fn person(ready: &Ready, record: &Record, lang: Lang) -> Person {
    let compiled = &ready.compiled;
    let name = record.person_name(compiled.project.form(&record.form));
    let codes: BTreeSet<&str> = record.problems.iter().map(|problem| problem.code.0).collect();
    Person {
        name: veiled(&name).into_owned(),
        file: compiled.sources.get(record.source).name.clone(),
        record: record.number,
        status: Word::of_status(record.status, lang),
        codes: codes.into_iter().collect(),
    }
}

/// Whether a file holds records of the unit, or lies in a folder of its name and cannot be read.
fn is_of(ready: &Ready, line: &LedgerLine, unit: &str) -> bool {
    let name = &ready.compiled.sources.get(line.source).name;
    let lost = || line.fate == FileFate::Unreadable && line.units.is_empty();
    let folder = || unit_of_folder(&ready.compiled.project, name).is_some_and(|it| it.name == unit);
    line.units.iter().any(|it| it == unit) || (lost() && folder())
}

fn files(ready: &Ready, summary: &Summary, unit: &UnitLine) -> (Vec<File>, usize) {
    let mut wrong: BTreeMap<SourceId, usize> = BTreeMap::new();
    for problem in summary.problems.iter().filter(|problem| problem.severity != Severity::Note) {
        *wrong.entry(problem.place.source).or_default() += 1;
    }
    let own: Vec<&LedgerLine> =
        summary.ledger.iter().map(AsRef::as_ref).filter(|line| is_of(ready, line, &unit.unit)).collect();
    let file = |line: &&LedgerLine| {
        let name = &ready.compiled.sources.get(line.source).name;
        let [folder, base] = name_parts(name);
        let [.., superseded] = line.statuses;
        let asked = line.records == 0 || superseded < line.records;
        let kind = base.rsplit_once('.').map(|(_, kind)| kind.to_lowercase()).unwrap_or_default();
        let markable = matches!(kind.as_str(), "xlsx" | "docx" | "yaml" | "yml" | "txt");
        File {
            folder,
            base,
            readable: line.fate != FileFate::Unreadable,
            records: line.records,
            statuses: line.statuses,
            marked: asked && markable && wrong.contains_key(&line.source),
            file: name.clone(),
        }
    };
    (own.iter().take(SHOWN).map(file).collect(), own.len().saturating_sub(SHOWN))
}

/// What is told of the unit, of its files and of people in them; errors first.
fn problems(ready: &Ready, summary: &Summary, unit: &UnitLine, lang: Lang) -> (Vec<Told>, usize) {
    let bearing = Bearing::new(summary);
    let files = summary.ledger.iter().filter(|line| is_of(ready, line, &unit.unit));
    let files: BTreeSet<SourceId> = files.map(|line| line.source).collect();
    let about = |problem: &&crate::diagnostic::Diagnostic| {
        let named = bearing.unit(problem.place);
        files.contains(&problem.place.source) && (named == unit.unit || named.is_empty())
    };
    let mut own: Vec<_> = summary.problems.iter().filter(about).collect();
    own.sort_by_key(|problem| problem.severity);
    let more = own.len().saturating_sub(SHOWN);
    (own.iter().take(SHOWN).map(|problem| Told::of(problem, &ready.compiled.sources, lang)).collect(), more)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, unit};
    use crate::desk::testing::small_desk;
    use crate::lang::Lang;

    #[test]
    fn a_units_page_has_its_files_people_problems_and_letter() {
        let (_folder, desk) = small_desk();
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let asked = |name: &str| {
            let [programme, unit_name] = ["2025", name].map(str::to_owned);
            unit(ready, &Wanted { programme, unit: unit_name }, Lang::Zh)
        };
        assert!(asked("没有").is_none());
        let unit = asked("示例化学协会").expect("a unit");
        assert_eq!((unit.state.id, unit.listed), ("to_correct", true));
        let [file] = unit.files.as_slice() else { panic!("one file: {:?}", unit.files) };
        assert!(file.marked && file.readable && file.records == 2, "{file:?}");
        let people: Vec<_> = unit.people.iter().map(|it| (it.name.as_str(), it.record, it.status.id)).collect();
        assert_eq!(people, [("测试天", 1, "accepted"), ("测试黄", 2, "rejected")]);
        assert_eq!(unit.people[1].codes, ["E0406"]);
        assert!(unit.problems.iter().any(|problem| problem.code == "E0406"), "{:?}", unit.problems);
        assert!(unit.letter.is_some_and(|letter| letter.text.contains("测试黄")));
    }
}
