//! The form for each kind of decision.

use jiff::civil::Date;
use serde::Serialize;

use super::keying::Keying;
use super::kinds::{self, Kind, kind};
use super::records::{Abreast, Card, Coded, Records};
use super::typed::Typed;
use crate::desk::frame::address;
use crate::desk::office::Ready;
use crate::lang::Lang;
use crate::model::Record;

/// A form as its template shows it.
#[derive(Serialize)]
pub struct Page {
    /// None where a kind is to be chosen first.
    kind: Option<Kind>,
    /// The kinds to choose from, and where their forms are.
    kinds: Vec<(Kind, String)>,
    /// What is missing or wrong.
    lacks: Vec<String>,
    from: String,
    file: String,
    record: String,
    reason: String,
    by: String,
    date: String,
    q: String,
    found: Vec<Card>,
    /// How many more the search finds.
    more: usize,
    /// The records that were chosen.
    chosen: Option<Abreast>,
    /// Of the record, where it is to be accepted in spite of them.
    problems: Vec<Coded>,
    unit: Unit,
    paper: Paper,
    keying: Keying,
    form: String,
}

#[derive(Default, Serialize)]
struct Unit {
    unit: String,
    is: String,
    category: String,
    /// As they are written in what came in.
    written: Vec<String>,
    listed: Vec<String>,
    categories: Vec<String>,
}

#[derive(Default, Serialize)]
struct Paper {
    programme: String,
    /// Ids and titles.
    programmes: Vec<[String; 2]>,
    received: String,
    time: String,
    people: String,
}

/// The form with what was typed so far.
pub fn form(ready: &Ready, mut typed: Typed, lacks: Vec<String>, today: Date, lang: Lang) -> Page {
    let last = ready.decisions.iter().rev().find_map(|decision| decision.by.clone());
    typed.or("from", || ready.print.map(|print| print.to_string()).unwrap_or_default());
    typed.or("by", || last.unwrap_or_default());
    typed.or("date", || today.to_string());
    typed.or("received", || today.to_string());
    let records = Records::of(ready, lang);
    let kind = kind(typed.one("kind"), lang);
    let id = kind.as_ref().map_or("", |kind| kind.id);
    let named = typed.records();
    if let Some((file, number)) = named.first().filter(|_| id != "record") {
        typed.replace("file", file.clone());
        typed.replace("record", number.to_string());
    }
    let text = |name: &str| typed.one(name).to_owned();
    let chosen: Vec<&Record> = named.iter().filter_map(|(file, number)| records.get(file, *number)).collect();
    let (found, more) = match id {
        "accept" | "drop" | "keep" | "same" | "different" => records.search(typed.one("q"), &named),
        _ => Default::default(),
    };
    let abreast = match (id, chosen.first()) {
        (_, None) => None,
        ("keep", Some(first)) => Some(records.abreast(&records.versions(first), &named[..1])),
        ("same" | "different", Some(_)) => Some(records.abreast(&chosen, &named)),
        ("accept" | "drop", Some(first)) => Some(records.abreast(&[first], &named[..1])),
        _ => None,
    };
    let waived: Vec<&str> = typed.all("problems").collect();
    let problems = chosen.first().filter(|_| id == "accept").map(|record| records.problems(record, &waived));
    let carried = ["file", "record", "unit", "programme"].map(|name| (name, text(name)));
    let beside: Vec<&str> = typed.all("with").collect();
    let carried = carried.iter().map(|(name, value)| (*name, value.as_str()));
    let carried: Vec<(&str, &str)> = carried.chain(beside.into_iter().map(|choice| ("with", choice))).collect();
    let to = |kind: Kind| {
        let address = address("/decisions/new", &[&[("kind", kind.id)], &carried[..]].concat());
        (kind, address.trim_end_matches('&').to_owned())
    };
    Page {
        kinds: kinds::all(lang).into_iter().map(to).collect(),
        lacks,
        from: text("from"),
        file: text("file"),
        record: text("record"),
        reason: text("reason"),
        by: text("by"),
        date: text("date"),
        q: text("q"),
        found,
        more,
        chosen: abreast,
        problems: problems.unwrap_or_default(),
        unit: if matches!(id, "unit" | "paper") { unit(ready, &typed) } else { Unit::default() },
        paper: if id == "paper" { paper(ready, &typed) } else { Paper::default() },
        keying: if id == "record" { Keying::of(ready, &typed, lang) } else { Keying::default() },
        form: text("form"),
        kind,
    }
}

fn unit(ready: &Ready, typed: &Typed) -> Unit {
    let project = &ready.compiled.project;
    let came = ready.compiled.summaries.iter().flat_map(|summary| &summary.units);
    let mut written: Vec<String> = came.filter(|line| !line.listed).map(|line| line.unit.clone()).collect();
    written.sort();
    written.dedup();
    let mut categories: Vec<String> = Vec::new();
    for category in project.programmes.iter().flat_map(|programme| &programme.unit_categories) {
        if !categories.contains(&category.name) {
            categories.push(category.name.clone());
        }
    }
    Unit {
        unit: typed.one("unit").to_owned(),
        is: typed.one("is").to_owned(),
        category: typed.one("category").to_owned(),
        written,
        listed: project.units.list.iter().map(|unit| unit.name.clone()).collect(),
        categories,
    }
}

fn paper(ready: &Ready, typed: &Typed) -> Paper {
    let programmes = ready.compiled.project.programmes.iter();
    Paper {
        programme: typed.one("programme").to_owned(),
        programmes: programmes.map(|it| [it.id.clone(), it.title.clone()]).collect(),
        received: typed.one("received").to_owned(),
        time: typed.one("time").to_owned(),
        people: typed.one("people").to_owned(),
    }
}
