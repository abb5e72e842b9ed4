//! All decisions, the newest first: what each says, what it changed, and why it changed nothing.

use serde::Serialize;

use super::effect::{Effect, Problem};
use super::kinds::{kind, status};
use super::records::page;
use super::typed::Typed;
use crate::desk::frame::{Paging, address};
use crate::desk::office::Ready;
use crate::lang::Lang;
use crate::model::{Decision, Ruled, Ruling};

/// The list as its template shows it.
#[derive(Serialize)]
pub struct Listed {
    /// Of the decisions file.
    from: String,
    file: String,
    address: String,
    paging: Paging,
    lines: Vec<Line>,
    faults: Vec<Problem>,
    /// What the last decision came to.
    done: Option<Effect>,
    note: String,
}

/// A decision as its template shows it.
#[derive(Serialize)]
pub struct Line {
    /// In the list of decisions, from 0.
    at: usize,
    /// In the file.
    line: u32,
    kind: &'static str,
    label: &'static str,
    records: Vec<About>,
    /// What it is about where it names no records, or says besides.
    about: Vec<String>,
    reason: String,
    by: String,
    on: String,
    applied: bool,
    /// Why it changed nothing.
    unfit: String,
}

/// A record that a decision is about.
#[derive(Serialize)]
struct About {
    name: String,
    file: String,
    record: usize,
    page: String,
    before: Option<[String; 2]>,
    after: Option<[String; 2]>,
}

/// A page of the list.
pub fn list(ready: &Ready, wanted: &Typed, done: Option<Effect>, lang: Lang) -> Listed {
    let total = ready.decisions.len();
    let (paging, range) = Paging::of(total, wanted.one("page").parse().ok());
    let own =
        |problem: &&crate::diagnostic::Diagnostic| Some(problem.place.source) == ready.source && problem.is_error();
    let faults = ready.compiled.problems.iter().filter(own);
    Listed {
        from: ready.print.map(|print| print.to_string()).unwrap_or_default(),
        file: ready.source.map(|id| ready.compiled.sources.get(id).name.clone()).unwrap_or_default(),
        address: address("/decisions", &[]),
        lines: range.filter_map(|at| line(ready, total - 1 - at, lang)).collect(),
        faults: faults.map(|fault| Problem::of(fault, ready, lang)).collect(),
        paging,
        done,
        note: wanted.one("note").to_owned(),
    }
}

/// A decision by its number in the list, from 0.
pub fn line(ready: &Ready, at: usize, lang: Lang) -> Option<Line> {
    let decision = ready.decisions.get(at)?;
    let ruled = ruled(ready, decision);
    let (applied, unfit) = match ruled.map(|ruled| &ruled.unfit) {
        Some(None) => (true, String::new()),
        Some(Some(reason)) => (false, reason.0[lang.pick(0, 1)].clone()),
        None => (false, lang.pick("收件里还没有它所说的", "nothing that it is about has come in").to_owned()),
    };
    Some(Line {
        at,
        line: decision.place.text().map(|spot| spot.line).unwrap_or_default(),
        kind: decision.ruling.kind(),
        label: kind(decision.ruling.kind(), lang).map(|kind| kind.label).unwrap_or_default(),
        records: ruled.map(|ruled| records(ruled, lang)).unwrap_or_default(),
        about: about(&decision.ruling, lang),
        reason: decision.reason.clone(),
        by: decision.by.clone().unwrap_or_default(),
        on: decision.on.map(|day| day.to_string()).unwrap_or_default(),
        applied,
        unfit,
    })
}

/// What became of a decision. Of one about a unit, that programme speaks in which it changed something.
fn ruled<'r>(ready: &'r Ready, decision: &Decision) -> Option<&'r Ruled> {
    let all = ready.compiled.summaries.iter().flat_map(|summary| &summary.decisions);
    let own =
        all.filter(|it| Some(it.decision.place.source) == ready.source && it.decision.place.at == decision.place.at);
    own.max_by_key(|it| it.applied())
}

fn records(ruled: &Ruled, lang: Lang) -> Vec<About> {
    let one = |it: &crate::model::RuledRecord| About {
        name: it.name.clone(),
        page: page(&it.file, it.record),
        file: it.file.clone(),
        record: it.record,
        before: it.before.map(|it| status(it, lang)),
        after: it.after.map(|it| status(it, lang)),
    };
    ruled.records.iter().map(one).collect()
}

fn about(ruling: &Ruling, lang: Lang) -> Vec<String> {
    match ruling {
        Ruling::Accept { problems, .. } if !problems.is_empty() => {
            let codes: Vec<&str> = problems.iter().map(|code| code.value.0).collect();
            vec![lang.pick(format!("放过 {}", codes.join("、")), format!("waives {}", codes.join(", ")))]
        }
        Ruling::Unit { unit, is, category } => {
            let is = is.as_ref().map(|is| lang.pick(format!("就是「{}」", is.value), format!("is {}", is.value)));
            let category = category
                .as_ref()
                .map(|it| lang.pick(format!("属于「{}」", it.value), format!("is of the category {}", it.value)));
            std::iter::once(unit.value.clone()).chain(is).chain(category).collect()
        }
        Ruling::Paper { unit, programme, received, people } => {
            let received = lang.pick(format!("{} 收到", received.plain()), format!("received {}", received.plain()));
            let people = people.map(|people| lang.pick(format!("{people} 人"), format!("{people} people")));
            let programme = lang.pick(format!("项目 {}", programme.value), format!("programme {}", programme.value));
            [unit.value.clone(), programme, received].into_iter().chain(people).collect()
        }
        Ruling::Record { source, .. } => {
            let scan = source.as_ref().map(|it| lang.pick(format!("扫描件 {}", it.file), format!("scan {}", it.file)));
            scan.into_iter().collect()
        }
        _ => Vec::new(),
    }
}
