//! What the office decided, applied while records are judged; a decision that changes nothing is told with its reason.

mod contradictions;
mod people;
#[cfg(test)]
mod tests;
mod units;

pub use contradictions::contradictions;
pub use units::UnitRulings;

use std::collections::{BTreeMap, BTreeSet};

use people::People;

use super::work::{Desk, Waiver};
use crate::diagnostic::{BatchProblem, Both, Code, Diagnostic, Role, Severity};
use crate::model::{Decision, Ruled, RuledRecord, Ruling, Status};
use crate::source::SourceId;

/// A decision, and where the records are that it names.
pub struct Bound<'a> {
    pub decision: &'a Decision,
    /// One for each record that it names, in its order; of a record that was keyed in, that record.
    pub targets: Vec<Target>,
}

/// A record that a decision names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub source: SourceId,
    /// The file's name in the ledger.
    pub file: String,
    /// From 1, within its file.
    pub number: usize,
}

/// Decisions on their way through the checks.
pub struct Rulings<'a> {
    list: Vec<OnDesk<'a>>,
}

struct OnDesk<'a> {
    bound: &'a Bound<'a>,
    /// The records, by their index on the desk.
    works: Vec<usize>,
    unfit: Option<Both>,
}

/// The code of [`crate::diagnostic::RecordProblem::RuleBroken`].
const RULE_BROKEN: Code = Code("E0406");

impl<'a> Rulings<'a> {
    /// Finds the records, and notes what is decided about each alone and about units.
    pub fn bind(desk: &mut Desk, bound: &'a [Bound<'a>]) -> Rulings<'a> {
        let mut list = Vec::with_capacity(bound.len());
        let named: BTreeSet<(SourceId, usize)> = bound.iter().flat_map(|it| &it.targets).map(Target::key).collect();
        let keys = desk.works.iter().map(|work| (work.record.source, work.record.number));
        let works = keys.enumerate().filter(|(_, key)| named.contains(key)).map(|(index, key)| (key, index)).collect();
        for (order, bound) in bound.iter().enumerate() {
            let mut it = find(desk, bound, &works);
            match (&bound.decision.ruling, &it.unfit, it.works.as_slice()) {
                (Ruling::Unit { unit, is, category }, ..) => {
                    let known = |name: &str| desk.programme.unit_categories.iter().any(|it| it.name == name);
                    if let (None, Some(category)) = (is, category.as_ref().filter(|it| !known(&it.value))) {
                        it.unfit = Some(no_category(desk, &category.value));
                    }
                    let category = category.as_ref().filter(|it| known(&it.value));
                    desk.units.add(order, &unit.value, is.as_ref().map(|it| &*it.value), category.map(|it| &*it.value));
                }
                (Ruling::Drop(_), None, &[index]) => drop_record(desk, index, bound.decision),
                (Ruling::Accept { problems, .. }, None, &[index]) => {
                    let waiver = &mut desk.works[index].decided.waiver;
                    let codes = problems.iter().map(|it| it.value);
                    *waiver = match (std::mem::take(waiver), problems.is_empty()) {
                        (Waiver::All, _) | (_, true) => Waiver::All,
                        (Waiver::These(before), _) => Waiver::These(before.into_iter().chain(codes).collect()),
                        (Waiver::None, _) => Waiver::These(codes.collect()),
                    };
                }
                _ => {}
            }
            list.push(it);
        }
        Rulings { list }
    }

    /// Settles who is who and whose record counts. Records have been judged each by itself, and have their units.
    pub fn settle_people(&mut self, desk: &mut Desk) {
        for work in &mut desk.works {
            work.ruled_out &= !work.decided.waiver.covers(RULE_BROKEN);
        }
        let is_about_people =
            |ruling: &Ruling| matches!(ruling, Ruling::Same(_) | Ruling::Different(_) | Ruling::Keep(_));
        if self.sound(is_about_people).next().is_none() {
            return;
        }
        let people = self.people(desk);
        for (index, person) in people.decided() {
            desk.works[index].decided.person = Some(person.to_owned());
        }
        let mut kept: BTreeMap<usize, &Decision> = BTreeMap::new();
        for it in self.sound(|ruling| matches!(ruling, Ruling::Keep(_))) {
            let (&[index], decision) = (it.works.as_slice(), it.bound.decision) else { continue };
            let form = &desk.works[index].form.id;
            let own = |other: &usize| desk.works[*other].form.id == *form;
            let others: Vec<usize> = people.others(index).iter().copied().filter(own).collect();
            // What an earlier decision superseded, this one cannot keep.
            if let Some(first) = others.iter().find_map(|other| kept.get(other)) {
                let problem = BatchProblem::DecisionsContradict {};
                desk.problems.push(Diagnostic::new(decision.place, problem).with(first.place, Role::First));
                it.unfit = Some(contradicted());
                continue;
            }
            keep(desk, index, &others, decision);
            kept.insert(index, decision);
        }
    }

    /// Settles who is one person and who is not; whatever decisions contradict one another has been left out before.
    fn people(&mut self, desk: &Desk) -> People {
        let identities = desk.works.iter().map(|work| work.identity(&work.form.identity)).collect();
        let units = desk.works.iter().map(|work| work.record.unit.clone()).collect();
        let mut people = People::new(identities, units);
        let different = |ruling: &Ruling| matches!(ruling, Ruling::Different(_));
        let parted: Vec<Vec<usize>> = self.sound(different).map(|it| it.works.clone()).collect();
        for it in self.sound(|ruling| matches!(ruling, Ruling::Same(_))) {
            // Nothing that is written in a form begins like this.
            let joined = people.join(&it.works, &format!("\u{1F}{:?}", it.bound.decision.place));
            // Of one identity, it still says who stays together where others are set apart.
            let person = it.works.first().and_then(|&index| people.person(index));
            let matters = joined || parted.iter().flatten().any(|&index| people.person(index) == person);
            it.unfit = (!matters).then(|| words(["这些记录本来就算同一个人", "they are about one person anyway"]));
        }
        let fitting = people.part(&parted);
        for (it, fits) in self.sound(different).zip(fitting) {
            let reason = ["这些记录本来就不算同一个人", "they are about different people anyway"];
            it.unfit = (!fits).then(|| words(reason));
        }
        people
    }

    /// Tells what became of every decision, and notes whose acceptance is due to one.
    pub fn finish(self, desk: &mut Desk) -> Vec<Ruled> {
        let mut accepted: BTreeSet<usize> = BTreeSet::new();
        let mut all = Vec::with_capacity(self.list.len());
        for (order, OnDesk { bound, works, unfit }) in self.list.into_iter().enumerate() {
            let unfit = unfit.or_else(|| match (&bound.decision.ruling, works.first()) {
                (Ruling::Accept { problems, .. }, Some(&index)) => {
                    let codes: Vec<Code> = problems.iter().map(|it| it.value).collect();
                    let unfit = nothing_to_waive(desk, index, &codes);
                    if unfit.is_none() && desk.works[index].status() == Status::Accepted && accepted.insert(index) {
                        let problem = BatchProblem::AcceptedByDecision { name: desk.works[index].name() };
                        let told = Diagnostic::new(desk.works[index].record.place, problem);
                        desk.tell(told.with(bound.decision.place, Role::Decided), &[index]);
                    }
                    unfit
                }
                (Ruling::Keep(_), Some(&index)) => {
                    let reason = ["此人没有别的版本", "there is no other record of this person"];
                    (!desk.works[index].decided.kept_to_effect).then(|| words(reason))
                }
                (Ruling::Unit { unit, .. }, _) => (!desk.units.used(order)).then(|| {
                    let unit = &unit.value;
                    Both([format!("收件里没有「{unit}」这个单位"), format!("no returned file names the unit `{unit}`")])
                }),
                _ => None,
            });
            let records = bound.targets.iter().enumerate().map(|(at, target)| RuledRecord {
                file: target.file.clone(),
                record: target.number,
                name: works.get(at).map(|&index| desk.works[index].name()).unwrap_or_default(),
                before: None,
                after: works.get(at).map(|&index| desk.works[index].status()),
            });
            all.push(Ruled { decision: bound.decision.clone(), unfit, records: records.collect() });
        }
        all
    }

    /// The decisions of a kind that have fitted so far.
    fn sound(&mut self, kind: impl Fn(&Ruling) -> bool) -> impl Iterator<Item = &mut OnDesk<'a>> {
        self.list.iter_mut().filter(move |it| it.unfit.is_none() && kind(&it.bound.decision.ruling))
    }
}

/// Why a decision was not applied that contradicts an earlier one.
pub fn contradicted() -> Both {
    words(["与前面的一条裁定矛盾", "it contradicts an earlier decision"])
}

/// Fixed words as a reason.
fn words([zh, en]: [&str; 2]) -> Both {
    Both([zh.to_owned(), en.to_owned()])
}

fn gone() -> Both {
    words(["没有这条记录", "there is no such record"])
}

/// A unit may have a category that only another programme knows.
fn no_category(desk: &Desk, category: &str) -> Both {
    let id = &desk.programme.id;
    Both([format!("项目 {id} 没有「{category}」这一类别"), format!("programme {id} has no category `{category}`")])
}

impl Target {
    fn key(&self) -> (SourceId, usize) {
        (self.source, self.number)
    }
}

/// The records that a decision names, if they still are who it says.
fn find<'a>(desk: &Desk, bound: &'a Bound<'a>, works: &BTreeMap<(SourceId, usize), usize>) -> OnDesk<'a> {
    let index = |target: &Target| works.get(&target.key()).copied();
    let found: Option<Vec<usize>> = bound.targets.iter().map(index).collect();
    let Some(works) = found else { return OnDesk { bound, works: Vec::new(), unfit: Some(gone()) } };
    let close = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let other = bound.decision.ruling.records().iter().zip(&works).find_map(|(named, &index)| {
        let found = desk.works[index].name();
        let other = named.name.as_deref().is_some_and(|name| close(name) != close(&found));
        other.then_some((named.record, found))
    });
    let unfit = other.map(|(number, found)| {
        Both([format!("第 {number} 条现在是「{found}」"), format!("record {number} is now `{found}`")])
    });
    OnDesk { bound, works, unfit }
}

fn drop_record(desk: &mut Desk, index: usize, decision: &Decision) {
    desk.works[index].decided.dropped = true;
    let problem = BatchProblem::Dropped { name: desk.works[index].name() };
    let told = Diagnostic::new(desk.works[index].record.place, problem).with(decision.place, Role::Decided);
    desk.tell(told, &[index]);
}

/// Supersedes all other records of the person.
fn keep(desk: &mut Desk, index: usize, others: &[usize], decision: &Decision) {
    desk.works[index].decided.kept = true;
    for &other in others.iter().filter(|&&other| other != index) {
        if !desk.works[other].counts() {
            continue;
        }
        desk.works[index].decided.kept_to_effect = true;
        desk.works[other].superseded = true;
        let problem = BatchProblem::SettledByDecision { name: desk.works[other].name() };
        let told = Diagnostic::new(desk.works[other].record.place, problem);
        let told = told.with(desk.works[index].record.place, Role::Other).with(decision.place, Role::Decided);
        desk.tell(told, &[other]);
    }
}

/// Why there is nothing of which a record would have to be excused.
fn nothing_to_waive(desk: &Desk, index: usize, codes: &[Code]) -> Option<Both> {
    let work = &desk.works[index];
    if work.superseded {
        return Some(words(["这一份已被另一份替换", "another record has superseded it"]));
    }
    let mut errors = work.record.problems.iter().filter(|it| it.severity == Severity::Error);
    match codes {
        _ if errors.clone().next().is_none() => {
            Some(words(["这条记录没有要放过的问题", "the record has no problem to be waived"]))
        }
        [] => None,
        codes if errors.any(|it| codes.contains(&it.code)) => None,
        _ => Some(words(["这条记录没有所列的问题", "the record has none of the problems that are named"])),
    }
}
