//! Everybody of all files, to search, filter and put in order.

use std::collections::BTreeSet;

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::frame::{Paging, address};
use super::office::Ready;
use super::server::{App, Said};
use super::told::{Word, name_parts};
use super::{explain, person};
use crate::export::veiled;
use crate::lang::Lang;
use crate::model::{Cell, Form, Order, Record, Status};
use crate::names::Names;
use crate::report::Spot;

/// The addresses of the people, of one person and of a problem's explanation.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/people", get(page)).merge(person::routes()).merge(explain::routes())
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    let usual = app.desk.opening().order;
    app.show(lang, "people", "people.html", move |_, ready| people(ready, &wanted, usual, lang)).await
}

/// Who is wanted; all of a kind where nothing is named.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    programme: String,
    /// A part of a name, a unit, a class, a file or a code; of any field where it holds a number.
    #[serde(default)]
    q: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    form: String,
    /// A file's name in the ledger.
    #[serde(default)]
    file: String,
    /// The id of an order.
    #[serde(default)]
    sort: String,
    page: Option<usize>,
}

/// The people as their template shows them.
#[derive(Debug, Serialize)]
pub struct People {
    programme: String,
    q: String,
    status: String,
    unit: String,
    form: String,
    sort: &'static str,
    /// A file or a unit that was picked on another page, and the list without it.
    picked: Vec<Picked>,
    /// Kept when the search is used.
    file: String,
    programmes: Vec<Choice>,
    forms: Vec<Choice>,
    units: Vec<Choice>,
    statuses: Vec<Sum>,
    /// Of this list, without a page.
    address: String,
    paging: Paging,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Picked {
    text: String,
    without: String,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Choice {
    id: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Sum {
    id: &'static str,
    label: &'static str,
    count: usize,
    address: String,
    here: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    name: String,
    file: String,
    record: usize,
    unit: String,
    unit_name: String,
    programme: String,
    form: String,
    class: String,
    status: Word,
    folder: String,
    base: String,
    within: String,
    codes: Vec<Code>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Code {
    code: &'static str,
    severity: &'static str,
}

/// A record with what it belongs to.
struct One<'a> {
    programme: &'a str,
    record: &'a Record,
    form: Option<&'a Form>,
    name: String,
}

/// Units that can be picked from a list; more are found by their name.
const UNITS: usize = 500;

/// The least number of digits that are looked for in every field.
const DIGITS: usize = 4;

/// All who fit, a page of them. `usual` is the order where none is named.
pub fn people(ready: &Ready, wanted: &Wanted, usual: Order, lang: Lang) -> People {
    let all = all(ready, &wanted.programme);
    let order = Order::named(&wanted.sort).unwrap_or(usual);
    let forms: BTreeSet<Choice> = all.iter().filter_map(|one| one.form).map(choice).collect();
    let mut units: BTreeSet<&str> = all.iter().map(|one| &*one.record.unit).collect();
    units.retain(|unit| !unit.is_empty());
    let units = units.into_iter().take(UNITS).chain([wanted.unit.as_str()].into_iter().filter(|it| !it.is_empty()));
    let units: BTreeSet<Choice> =
        units.map(|unit| Choice { id: unit.to_owned(), label: veiled(unit).into_owned() }).collect();
    let mut fitting: Vec<One> = all.into_iter().filter(|one| fits(ready, one, wanted)).collect();
    let sum = |id: &'static str, label: &'static str| Sum {
        id,
        label,
        count: fitting.iter().filter(|one| id.is_empty() || one.record.status.id() == id).count(),
        address: wanted.but("status", id),
        here: wanted.status == id,
    };
    let mut statuses = vec![sum("", lang.pick("全部", "all"))];
    statuses.extend(Status::ALL.map(|status| sum(status.id(), status.label(lang))));
    fitting.retain(|one| wanted.status.is_empty() || one.record.status.id() == wanted.status);
    if order != Order::Given {
        let names = Names::read();
        fitting.sort_by_cached_key(|one| names.key(&one.name, order));
    }
    let (paging, range) = Paging::of(fitting.len(), wanted.page);
    let picked = [("unit", &wanted.unit), ("file", &wanted.file)].into_iter().filter(|(_, text)| !text.is_empty());
    let summaries = ready.compiled.summaries.iter();
    People {
        programme: wanted.programme.clone(),
        q: wanted.q.clone(),
        status: wanted.status.clone(),
        unit: wanted.unit.clone(),
        form: wanted.form.clone(),
        file: wanted.file.clone(),
        sort: order.id(),
        picked: picked
            .map(|(key, text)| Picked { text: veiled(text).into_owned(), without: wanted.but(key, "") })
            .collect(),
        programmes: summaries.map(|it| Choice { id: it.programme.clone(), label: it.title.clone() }).collect(),
        forms: forms.into_iter().collect(),
        units: units.into_iter().collect(),
        statuses,
        address: wanted.but("", ""),
        lines: fitting[range].iter().map(|one| line(ready, one, lang)).collect(),
        paging,
    }
}

impl Wanted {
    /// The address of this list with another value for one of its keys, on its first page.
    fn but(&self, key: &str, value: &str) -> String {
        let own = [
            ("programme", &self.programme),
            ("q", &self.q),
            ("status", &self.status),
            ("unit", &self.unit),
            ("form", &self.form),
            ("file", &self.file),
            ("sort", &self.sort),
        ];
        let changed: Vec<(&str, &str)> =
            own.map(|(name, own)| (name, if name == key { value } else { own.as_str() })).into();
        address("/people", &changed)
    }
}

fn choice(form: &Form) -> Choice {
    Choice { id: form.id.clone(), label: form.title.clone() }
}

fn all<'a>(ready: &'a Ready, programme: &str) -> Vec<One<'a>> {
    let summaries = ready.compiled.summaries.iter().filter(|it| programme.is_empty() || it.programme == programme);
    let records = summaries.flat_map(|summary| summary.records.iter().map(move |record| (summary, record)));
    let one = |(summary, record): (&'a crate::model::Summary, &'a Record)| {
        let form = ready.compiled.project.form(&record.form);
        One { programme: &summary.programme, record, form, name: record.person_name(form) }
    };
    records.map(one).collect()
}

/// Everything but the status, by which the sums are told apart.
fn fits(ready: &Ready, one: &One, wanted: &Wanted) -> bool {
    let file = || &ready.compiled.sources.get(one.record.source).name;
    let picked = (wanted.unit.is_empty() || *one.record.unit == *wanted.unit)
        && (wanted.form.is_empty() || *one.record.form == *wanted.form)
        && (wanted.file.is_empty() || *file() == wanted.file);
    let needle = wanted.q.trim();
    if !picked || needle.is_empty() {
        return picked;
    }
    let needle = needle.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&needle);
    let numbers = needle.chars().filter(char::is_ascii_digit).count() >= DIGITS;
    holds(&one.name)
        || holds(&one.record.unit)
        || holds(&class(one))
        || holds(file())
        || one.record.problems.iter().any(|problem| holds(problem.code.0))
        || (numbers && one.record.cells.iter().any(|cell| holds(&cell.text())))
}

fn class(one: &One) -> String {
    let at = one.form.and_then(Form::class_index);
    at.and_then(|at| one.record.cells.get(at)).map(Cell::text).unwrap_or_default()
}

fn line(ready: &Ready, one: &One, lang: Lang) -> Line {
    let sources = &ready.compiled.sources;
    let record = one.record;
    let file = sources.get(record.source).name.clone();
    let [folder, base] = name_parts(&file);
    let codes = record.problems.iter().map(|it| Code { code: it.code.0, severity: it.severity.id() });
    let codes: BTreeSet<Code> = codes.collect();
    Line {
        name: veiled(&one.name).into_owned(),
        file,
        record: record.number,
        unit: record.unit.to_string(),
        unit_name: veiled(&record.unit).into_owned(),
        programme: one.programme.to_owned(),
        form: one.form.map_or_else(|| record.form.to_string(), |form| form.title.clone()),
        class: veiled(&class(one)).into_owned(),
        status: Word::of_status(record.status, lang),
        folder,
        base,
        within: Spot::of(record.place, sources).within_file(lang),
        codes: codes.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{People, Wanted, people};
    use crate::desk::testing::{ROSTER, desk as desk_of, small_desk};
    use crate::lang::Lang;
    use crate::model::Order;

    fn names(people: &People) -> Vec<(&str, &str)> {
        people.lines.iter().map(|line| (line.name.as_str(), line.status.id)).collect()
    }

    #[test]
    fn people_are_found_by_what_is_known_of_them() {
        let (_folder, desk) = small_desk();
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let asked = |wanted: Wanted| people(ready, &wanted, Order::Given, Lang::Zh);
        let by_text = |q: &str| asked(Wanted { q: q.to_owned(), ..Wanted::default() });
        let (jia, huang) = ([("测试甲", "accepted"), ("测试甲", "superseded")], [("测试黄", "rejected")]);
        assert_eq!(names(&by_text("黄")), huang);
        assert_eq!(names(&by_text("e0406")), huang);
        assert_eq!(names(&by_text("13800000125")), huang);
        assert_eq!(names(&by_text("力学")), jia);
        assert_eq!(names(&by_text("河南班")), jia);
        let none: [(&str, &str); 0] = [];
        assert_eq!(names(&by_text("没有这样的")), none);
        let unit =
            Wanted { unit: "示例力学学会".to_owned(), status: "superseded".to_owned(), ..Wanted::default() };
        let found = asked(unit);
        assert_eq!(names(&found), jia[1..]);
        let counts: Vec<usize> = found.statuses.iter().map(|sum| sum.count).collect();
        assert_eq!(counts, [2, 1, 0, 0, 1], "the sums are of all statuses");
        let file = "returned/2025-08-10/示例化学协会/名单.yaml".to_owned();
        let of_file = asked(Wanted { file, ..Wanted::default() });
        assert_eq!(names(&of_file), [("测试天", "accepted"), huang[0]]);
        assert!(of_file.picked.iter().any(|it| it.text.ends_with("名单.yaml") && !it.without.contains("file=")));
    }

    #[test]
    fn the_order_is_that_of_lists() {
        let roster = |name: &str| ROSTER.1.replace("测试天", name);
        let (_folder, desk) = desk_of([("示例化学协会/名单.yaml", roster("安测试"))]);
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let first = |sort: &str| {
            let wanted = Wanted { sort: sort.to_owned(), ..Wanted::default() };
            people(ready, &wanted, Order::Given, Lang::Zh).lines[0].name.clone()
        };
        assert_eq!([first("pinyin"), first("strokes"), first("")], ["安测试", "安测试", "安测试"]);
        let (_folder, desk) = desk_of([("示例化学协会/名单.yaml", roster("赵测试"))]);
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let usual = |order| people(ready, &Wanted::default(), order, Lang::Zh).lines[0].name.clone();
        assert_eq!([usual(Order::Given), usual(Order::Pinyin)], ["赵测试", "测试黄"]);
    }
}
