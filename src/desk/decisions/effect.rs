//! Whom a change of the decisions touches: two compilings of the same files, compared.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::records::page;
use crate::desk::office::Ready;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::Lang;
use crate::model::{Record, Status, UnitLine, Verdict};
use crate::report::Spot;
use crate::source::{Place, SourceId};

/// Lines of each list that a page shows; how many more there are is told.
const SHOWN: usize = 50;

/// What becomes different.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Effect {
    pub records: Many<Changed>,
    pub units: Many<UnitChanged>,
    pub problems: Many<Problem>,
    /// How many problems are gone.
    pub gone: usize,
    /// Nothing at all.
    pub nothing: bool,
}

/// The first of many.
#[derive(Clone, Debug, Serialize)]
pub struct Many<T> {
    list: Vec<T>,
    pub total: usize,
    more: usize,
}

/// A record whose status becomes another one.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    name: String,
    unit: String,
    page: String,
    /// The id and the word; none where there was or will be no such record.
    before: Option<[String; 2]>,
    after: Option<[String; 2]>,
}

/// A unit that stands otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct UnitChanged {
    unit: String,
    programme: String,
    /// What changes: the word for it, and the ids and words before and after.
    turns: Vec<Turn>,
}

#[derive(Clone, Debug, Serialize)]
struct Turn {
    what: &'static str,
    before: [String; 2],
    after: [String; 2],
}

/// A problem that was not there before.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    place: String,
}

impl<T> Default for Many<T> {
    fn default() -> Many<T> {
        Many { list: Vec::new(), total: 0, more: 0 }
    }
}

impl<T> Many<T> {
    fn of(mut list: Vec<T>) -> Many<T> {
        let total = list.len();
        list.truncate(SHOWN);
        Many { total, more: total - list.len(), list }
    }
}

/// Compares how things stand before and after; the files are the same, the decisions are not.
pub fn effect(before: &Ready, after: &Ready, lang: Lang) -> Effect {
    let records = records(before, after, lang);
    let units = units(before, after, lang);
    let (new, gone) = problems(before, after, lang);
    let nothing = records.is_empty() && units.is_empty() && new.is_empty() && gone == 0;
    Effect { records: Many::of(records), units: Many::of(units), problems: Many::of(new), gone, nothing }
}

/// Every record by its file and number; what was keyed in from no file is counted behind the decisions.
type Key = (SourceId, usize);

/// In the order of their keys.
fn by_key(ready: &Ready) -> Vec<(Key, &Record)> {
    let records = ready.compiled.summaries.iter().flat_map(|summary| &summary.records);
    let mut all: Vec<(Key, &Record)> = records.map(|record| ((record.source, record.number), record)).collect();
    all.sort_by_key(|(key, _)| *key);
    all
}

fn records(before: &Ready, after: &Ready, lang: Lang) -> Vec<Changed> {
    let (old, new) = (by_key(before), by_key(after));
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let word = |status: Status| [status.id().to_owned(), status.label(lang).to_owned()];
    let mut changed = Vec::new();
    // Both lists are gone through at once, as far as the one that is behind.
    while let Some(key) = [old.peek(), new.peek()].into_iter().flatten().map(|(key, _)| *key).min() {
        let [was, is] = [&mut old, &mut new].map(|it| it.next_if(|(own, _)| *own == key).map(|(_, record)| record));
        let Some((ready, record)) = is.map(|it| (after, it)).or(was.map(|it| (before, it))) else { break };
        let [from, to] = [was, is].map(|it| it.map(|record| record.status));
        if from != to {
            let card = super::records::Records::of(ready, lang).card(record);
            let page = page(&card.file, card.record);
            changed.push(Changed {
                name: card.name,
                unit: card.unit,
                page,
                before: from.map(word),
                after: to.map(word),
            });
        }
    }
    changed
}

fn units(before: &Ready, after: &Ready, lang: Lang) -> Vec<UnitChanged> {
    let lines = |ready: &'_ Ready| -> BTreeMap<(String, String), UnitLine> {
        let summaries = ready.compiled.summaries.iter().chain(&ready.compiled.silent);
        let lines = summaries.flat_map(|it| it.units.iter().map(move |line| (it, line)));
        lines.map(|(it, line)| ((it.title.clone(), line.unit.clone()), line.clone())).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let keys: BTreeSet<&(String, String)> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter_map(|key| {
        let turns = turns(old.get(key), new.get(key), lang);
        let (programme, unit) = key.clone();
        (!turns.is_empty()).then_some(UnitChanged { unit, programme, turns })
    });
    changed.collect()
}

fn turns(old: Option<&UnitLine>, new: Option<&UnitLine>, lang: Lang) -> Vec<Turn> {
    let nothing = || [String::new(), lang.pick("没有", "none").to_owned()];
    let turn = |what: [&'static str; 2], word: &dyn Fn(&UnitLine) -> [String; 2]| {
        let [before, after] = [old, new].map(|line| line.map_or_else(nothing, word));
        (before != after).then(|| Turn { what: lang.pick(what[0], what[1]), before, after })
    };
    let verdict = |verdict: Verdict| match lang {
        Lang::Zh => verdict.label().to_owned(),
        Lang::En => verdict.id().to_owned(),
    };
    let plain = |text: String| [String::new(), text];
    let none = lang.pick("无", "none");
    let all = [
        turn(["报送", "returns"], &|line| [line.state.id().to_owned(), line.state.label(lang).to_owned()]),
        turn(["名额", "quota"], &|line| [line.verdict.id().to_owned(), verdict(line.verdict)]),
        turn(["类别", "category"], &|line| plain(line.category.clone().unwrap_or_else(|| none.to_owned()))),
        turn(["计入人数", "counted"], &|line| plain(line.counted.to_string())),
    ];
    all.into_iter().flatten().collect()
}

/// Problems that are new, and how many are gone. Those of the decisions file go by their words: lines of it move.
fn problems(before: &Ready, after: &Ready, lang: Lang) -> (Vec<Problem>, usize) {
    let key = |problem: &Diagnostic| -> (Place, Code, String) {
        match Some(problem.place.source) == after.source {
            true => (problem.place.source.whole(), problem.code(), problem.problem.message(lang)),
            false => (problem.place, problem.code(), String::new()),
        }
    };
    let mut counts: BTreeMap<(Place, Code, String), isize> = BTreeMap::new();
    for problem in before.compiled.problems.iter() {
        *counts.entry(key(problem)).or_default() += 1;
    }
    let mut new = Vec::new();
    for problem in after.compiled.problems.iter() {
        let left = counts.entry(key(problem)).or_default();
        *left -= 1;
        if *left < 0 {
            new.push(Problem::of(problem, after, lang));
        }
    }
    let gone: isize = counts.into_values().filter(|left| *left > 0).sum();
    (new, gone.unsigned_abs())
}

impl Problem {
    pub fn of(problem: &Diagnostic, ready: &Ready, lang: Lang) -> Problem {
        Problem {
            code: problem.code().0,
            severity: problem.severity.id(),
            message: problem.problem.message(lang),
            help: problem.problem.help(lang),
            place: Spot::of(problem.place, &ready.compiled.sources).text(lang),
        }
    }
}
