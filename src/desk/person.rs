//! A person's page: what one record says and where it says so, its problems, decisions and other versions.

use std::collections::BTreeSet;

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::decisions::ABREAST;
use super::frame::address;
use super::office::Ready;
use super::server::{App, Said};
use super::told::{Told, Veiled, Word, name_parts};
use super::versions::{Other, Sides, Version, sides, versions};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::{Concerns, veiled};
use crate::lang::Lang;
use crate::model::{Cell, Form, Record, Ruled, Status, Summary};
use crate::report::Spot;
use crate::source::Sources;

/// The address of a person's page.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/person", get(page))
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    app.show(lang, "people", "person.html", move |_, ready| Page { it: person(ready, &wanted, lang) }).await
}

/// Which record is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// The file's name in the ledger.
    #[serde(default)]
    file: String,
    /// From 1, within its file.
    #[serde(default)]
    record: usize,
}

#[derive(Serialize)]
struct Page {
    it: Option<Person>,
}

/// A record as its template shows it.
#[derive(Debug, Serialize)]
pub struct Person {
    file: String,
    record: usize,
    name: String,
    folder: String,
    base: String,
    programme: String,
    title: String,
    unit: String,
    unit_name: String,
    form: String,
    status: Word,
    /// The records before and after it in its file.
    before: Option<usize>,
    after: Option<usize>,
    fields: Vec<Field>,
    /// Labels of fields of which nothing stands there.
    empty: Vec<String>,
    problems: Vec<Told>,
    decisions: Vec<Decided>,
    versions: Vec<Version>,
    sides: Option<Sides>,
    /// Where the person can be decided about.
    decide: Vec<Decide>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Decide {
    kind: &'static str,
    address: String,
}

#[derive(Debug, Serialize)]
struct Field {
    label: String,
    value: Veiled,
    /// It could not be understood.
    unreadable: bool,
    within: String,
    /// The file, where it is another than the record's.
    elsewhere: Option<String>,
    /// The gravest problem that is told of it.
    severity: &'static str,
}

#[derive(Debug, Serialize)]
struct Decided {
    kind: &'static str,
    label: &'static str,
    reason: String,
    by: Option<String>,
    on: Option<String>,
    applied: bool,
    unfit: Option<String>,
    place: String,
    before: Option<Word>,
    after: Option<Word>,
}

/// A record and all that is known of it.
pub fn person(ready: &Ready, wanted: &Wanted, lang: Lang) -> Option<Person> {
    let compiled = &ready.compiled;
    let sources = &compiled.sources;
    let source = compiled.ledger.iter().map(|line| line.source).find(|id| sources.get(*id).name == wanted.file)?;
    let is = |record: &&Record| record.source == source && record.number == wanted.record;
    let mut found = compiled.summaries.iter().filter_map(|it| Some((it, it.records.iter().find(is)?)));
    let (summary, record) = found.next()?;
    let form = compiled.project.form(&record.form);
    let numbers: BTreeSet<usize> =
        summary.records.iter().filter(|it| it.source == source).map(|it| it.number).collect();
    let concerns = Concerns::new(summary);
    let own = concerns.of(record);
    let about: Vec<&Diagnostic> = own.iter().flat_map(|(_, problems)| problems.iter().copied()).collect();
    let untold = own.iter().filter(|(_, problems)| problems.is_empty()).map(|(code, _)| {
        let severity = record.problems.iter().find(|it| it.code == *code).map_or(Severity::Note, |it| it.severity);
        Told::by_title(*code, severity, record.place, sources, lang)
    });
    let mut sorted = about.clone();
    sorted.sort_by_key(|problem| problem.severity);
    let problems = sorted.iter().map(|problem| Told::of(problem, sources, lang)).chain(untold).collect();
    let (fields, empty) = fields(record, form, &about, sources, lang);
    let others = versions(ready, summary, record, &about);
    let [folder, base] = name_parts(&wanted.file);
    Some(Person {
        name: veiled(&record.person_name(form)).into_owned(),
        folder,
        base,
        programme: summary.programme.clone(),
        title: summary.title.clone(),
        unit: record.unit.to_string(),
        unit_name: veiled(&record.unit).into_owned(),
        form: form.map_or_else(|| record.form.to_string(), |form| form.title.clone()),
        status: Word::of_status(record.status, lang),
        before: numbers.range(..record.number).next_back().copied(),
        after: numbers.range(record.number + 1..).next().copied(),
        fields,
        empty,
        problems,
        decisions: decisions(summary, &wanted.file, record.number, sources, lang),
        versions: others.iter().map(|other| other.shown(ready, lang)).collect(),
        sides: sides(ready, record, form, &others, lang),
        decide: decide(ready, &wanted.file, record, &others),
        file: wanted.file.clone(),
        record: record.number,
    })
}

/// The kinds of decisions about one record, and about it with the others that may be of the same person: those that count, if
/// any of them does.
fn decide(ready: &Ready, file: &str, record: &Record, others: &[Other]) -> Vec<Decide> {
    let number = record.number.to_string();
    let counts = others.iter().any(|other| other.record.status != Status::Superseded);
    let beside = others.iter().filter(|other| !counts || other.record.status != Status::Superseded);
    let beside: Vec<String> = beside.take(ABREAST - 1).map(|other| other.choice(ready)).collect();
    let to = |kind: &'static str| {
        let with: &[String] = if matches!(kind, "same" | "different") { &beside } else { &[] };
        let mut pairs = vec![("kind", kind), ("file", file), ("record", &number)];
        pairs.extend(with.iter().map(|choice| ("with", choice.as_str())));
        Decide { kind, address: address("/decisions/new", &pairs).trim_end_matches('&').to_owned() }
    };
    ["accept", "drop", "keep", "same", "different"].map(to).into()
}

/// What stands in the record, and the labels of what does not.
fn fields(
    record: &Record,
    form: Option<&Form>,
    problems: &[&Diagnostic],
    sources: &Sources,
    lang: Lang,
) -> (Vec<Field>, Vec<String>) {
    let (mut fields, mut empty) = (Vec::new(), Vec::new());
    for (field, cell) in form.into_iter().flat_map(Form::all_fields).zip(record.cells.iter()) {
        let about = |it: &&&Diagnostic| {
            it.field.as_deref() == Some(&*field.label) || cell.place().is_some_and(|place| place == it.place)
        };
        let severity = problems.iter().filter(about).map(|problem| problem.severity).min();
        let Some(place) = cell.place() else {
            // What lacks and has to be there is told where it would stand.
            match severity {
                None => empty.push(field.label.to_string()),
                Some(severity) => fields.push(Field {
                    label: field.label.to_string(),
                    value: Veiled::default(),
                    unreadable: false,
                    within: String::new(),
                    elsewhere: None,
                    severity: severity.id(),
                }),
            }
            continue;
        };
        let spot = Spot::of(place, sources);
        fields.push(Field {
            label: field.label.to_string(),
            value: Veiled::of(field, cell),
            unreadable: matches!(cell, Cell::Unreadable(..)),
            within: spot.within_file(lang),
            elsewhere: (place.source != record.source).then(|| veiled(spot.file).into_owned()),
            severity: severity.map(Severity::id).unwrap_or_default(),
        });
    }
    (fields, empty)
}

/// The decisions that name the record.
fn decisions(summary: &Summary, file: &str, number: usize, sources: &Sources, lang: Lang) -> Vec<Decided> {
    let shown = |ruled: &Ruled| {
        let own = ruled.records.iter().find(|it| it.file == file && it.record == number)?;
        let decision = &ruled.decision;
        let word = |status| Word::of_status(status, lang);
        Some(Decided {
            kind: decision.ruling.kind(),
            label: decision.ruling.label(),
            reason: veiled(&decision.reason).into_owned(),
            by: decision.by.clone(),
            on: decision.on.map(|day| day.to_string()),
            applied: ruled.applied(),
            unfit: ruled.unfit.as_ref().map(|reason| lang.pick(&reason.0[0], &reason.0[1]).clone()),
            place: Spot::of(decision.place, sources).text(lang),
            before: own.before.map(word),
            after: own.after.map(word),
        })
    };
    summary.decisions.iter().filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{Person, Wanted, person};
    use crate::desk::testing::small_desk;
    use crate::lang::Lang;

    fn shown(file: &str, record: usize) -> Option<Person> {
        let (_folder, desk) = small_desk();
        let now = desk.now();
        let ready = now.ready().expect("the example project is sound");
        person(ready, &Wanted { file: format!("returned/2025-08-10/{file}"), record }, Lang::Zh)
    }

    #[test]
    fn each_field_is_shown_with_its_place_and_numbers_only_when_asked_for() {
        let person = shown("示例化学协会/名单.yaml", 2).expect("a record");
        assert_eq!(
            (person.name.as_str(), person.status.id, person.before, person.after),
            ("测试黄", "rejected", Some(1), None)
        );
        let field = |label: &str| person.fields.iter().find(|field| field.label == label).expect("a field");
        let wrong = field("政治面貌");
        assert_eq!(
            (wrong.value.text.as_str(), wrong.severity, wrong.within.as_str()),
            ("中共党员", "error", "第25行第11列")
        );
        let phone = &field("联系方式").value;
        assert_eq!((phone.text.as_str(), phone.full.as_deref()), ("138****0125", Some("13800000125")));
        let [problem] = person.problems.as_slice() else { panic!("one problem: {:?}", person.problems) };
        assert_eq!((problem.code, problem.field.as_deref()), ("E0406", Some("政治面貌")));
        assert!(problem.help.is_some());
        assert!(person.versions.is_empty() && person.sides.is_none());
    }

    #[test]
    fn versions_of_one_person_stand_side_by_side_where_they_differ() {
        let person = shown("示例力学学会/甲.yaml", 1).expect("a record");
        assert_eq!(person.status.id, "superseded");
        let text = serde_json::to_value(&person).expect("JSON");
        assert_eq!(text["versions"][0]["base"], "乙.yaml");
        assert_eq!(text["versions"][0]["same"], true);
        let rows = text["sides"]["rows"].as_array().expect("rows");
        let labels: Vec<_> = rows.iter().map(|row| row["label"].as_str().unwrap_or_default()).collect();
        assert_eq!(labels, ["研究领域", "填表日期"]);
        assert_eq!(rows[0]["values"][1]["differs"], true);
        let addresses = |person: &Person| -> Vec<(&str, usize)> {
            person.decide.iter().map(|it| (it.kind, it.address.matches("&with=1%3Areturned").count())).collect()
        };
        let all = [("accept", 0), ("drop", 0), ("keep", 0), ("same", 1), ("different", 1)];
        assert_eq!(addresses(&person), all, "the form holds both at once");
    }

    #[test]
    fn what_is_not_there_is_nobody() {
        assert!(shown("示例力学学会/甲.yaml", 2).is_none());
        assert!(shown("没有.yaml", 1).is_none());
    }
}
