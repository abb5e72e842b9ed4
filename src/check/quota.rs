//! Rules that count people: quotas and minimums for each unit, each class, or the programme.

use std::collections::BTreeMap;

use super::work::{Desk, Holds};
use crate::diagnostic::{BatchProblem, Both, Diagnostic, List, Role, Severity};
use crate::lang::Lang;
use crate::model::{Count, OptionsFrom, Per, Rule, Standing, UnitRule, Value, Verdict};

/// Judges all rules that count, and answers how every unit stands, by the unit's name.
pub fn judge(desk: &mut Desk) -> Vec<Standing> {
    let mut standings = standings(desk);
    let programme = desk.programme;
    for rule in &programme.rules {
        let Some(count) = rule.count().filter(|count| count.per != Per::Person) else { continue };
        for (group, members) in groups(desk, rule, count) {
            let tally = tally(desk, count, members);
            let limits = [(count.at_most, true), (count.at_least, false)];
            for (limit, most) in limits.into_iter().filter_map(|(limit, most)| Some((limit?, most))) {
                let outcome = if most { at_most(&tally, limit) } else { at_least(&tally, limit) };
                let finding = Finding { rule, count, tally: &tally, limit, most, outcome };
                finding.tell(desk, &group);
                if let (Per::Unit, Some(standing)) = (count.per, standings.get_mut(&group)) {
                    finding.note(standing);
                }
            }
        }
    }
    standings.into_values().collect()
}

/// Every unit that sent something that counts, before any rule is judged.
fn standings(desk: &Desk) -> BTreeMap<String, Standing> {
    let mut standings: BTreeMap<String, Standing> = BTreeMap::new();
    for work in
        desk.works.iter().filter(|work| work.counts() && !work.record.unit.is_empty() && work.form.lists_people())
    {
        let unit = work.record.unit.to_string();
        let category = desk.categories.get(&work.record.unit).cloned();
        let standing = standings.entry(unit.clone()).or_insert(Standing {
            unit,
            category,
            counted: 0,
            exempt: 0,
            verdict: Verdict::Ok,
            rules: Vec::new(),
        });
        standing.counted += usize::from(!work.ruled_out);
    }
    standings
}

/// The records a rule looks at, by what it counts for.
fn groups(desk: &Desk, rule: &Rule, count: &Count) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in desk.live(&rule.form) {
        let work = &desk.works[index];
        if work.ruled_out || desk.all_hold(index, &count.when) != Holds::Yes {
            continue;
        }
        let group = match count.per {
            Per::Unit => work.record.unit.to_string(),
            Per::Class => {
                let mut cells = work.form.all_fields().zip(&work.record.cells);
                let class = cells.find(|(field, _)| field.choices.from == Some(OptionsFrom::Classes));
                class.and_then(|(_, cell)| cell.value()).map(Value::canonical).unwrap_or_default()
            }
            Per::Programme | Per::Person => desk.programme.title.clone(),
        };
        if !group.is_empty() {
            groups.entry(group).or_default().push(index);
        }
    }
    groups
}

/// Who was counted, who surely was not, and who may or may not be.
struct Tally {
    /// All who are not surely exempt: those who count against a quota.
    base: Vec<usize>,
    exempt: usize,
    /// Those who surely belong to what is counted.
    sure: Vec<usize>,
    /// Those of whom it cannot be told.
    open: Vec<usize>,
}

fn tally(desk: &Desk, count: &Count, members: Vec<usize>) -> Tally {
    let mut tally = Tally { base: Vec::new(), exempt: 0, sure: Vec::new(), open: Vec::new() };
    for index in members {
        let except = desk.any_holds(index, &count.except);
        if except == Holds::Yes {
            tally.exempt += 1;
            continue;
        }
        tally.base.push(index);
        match (except, desk.all_hold(index, &count.filter)) {
            (_, Holds::No) => {}
            (Holds::No, Holds::Yes) => tally.sure.push(index),
            _ => tally.open.push(index),
        }
    }
    tally
}

/// How a limit turned out.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Kept,
    /// It depends on people of whom it cannot be told.
    Open,
    /// Too few were sent to reach a minimum at all.
    OutOfReach,
    Broken,
}

fn at_most(tally: &Tally, limit: usize) -> Outcome {
    match tally.sure.len() {
        sure if sure > limit => Outcome::Broken,
        sure if sure + tally.open.len() > limit => Outcome::Open,
        _ => Outcome::Kept,
    }
}

fn at_least(tally: &Tally, limit: usize) -> Outcome {
    match tally.sure.len() {
        sure if sure >= limit => Outcome::Kept,
        // Whoever sent only people who do not count uses no quota, of which a part could be due.
        _ if tally.base.is_empty() => Outcome::Kept,
        _ if tally.base.len() < limit => Outcome::OutOfReach,
        sure if sure + tally.open.len() >= limit => Outcome::Open,
        _ => Outcome::Broken,
    }
}

/// One limit of a rule, held against one group.
struct Finding<'a> {
    rule: &'a Rule,
    count: &'a Count,
    tally: &'a Tally,
    limit: usize,
    /// Whether the limit is a maximum.
    most: bool,
    outcome: Outcome,
}

impl Finding<'_> {
    /// Tells of a limit that is not kept, and holds those whom it concerns.
    fn tell(&self, desk: &mut Desk, group: &str) {
        let Finding { rule, tally, limit, .. } = *self;
        let (unit, basis, actual) = (group.to_owned(), rule.basis.clone(), tally.sure.len());
        let words = Both::from(|lang| self.count.filter_text(lang));
        let exceeded = self.outcome == Outcome::Broken && self.most;
        let problem = match self.outcome {
            Outcome::Kept => return,
            Outcome::Open => BatchProblem::Provisional { unit, basis, count: tally.open.len() },
            Outcome::OutOfReach => {
                BatchProblem::MinimumOutOfReach { unit, basis, rule: words, actual, limit, sent: tally.base.len() }
            }
            Outcome::Broken if self.most => {
                let who = List(tally.sure.iter().map(|&index| desk.works[index].name()).collect());
                BatchProblem::QuotaExceeded { unit, basis, actual, limit, who }
            }
            Outcome::Broken => BatchProblem::MinimumMissed { unit, basis, rule: words, actual, limit },
        };
        // A quota is told at the first person beyond it, an open question at the first of whom it is open, a minimum where
        // the unit's list begins.
        let at = match self.outcome {
            _ if exceeded => tally.sure.get(limit),
            Outcome::Open => tally.open.first(),
            _ => tally.base.first(),
        };
        let mut told = Diagnostic::new(at.map_or(rule.place, |&index| desk.works[index].record.place), problem);
        if self.outcome == Outcome::Broken {
            told = told.weighing(rule.severity);
        }
        for &index in &tally.sure {
            told = told.with(desk.works[index].place("name"), Role::Counted);
        }
        told = told.with(rule.place, Role::Declared);
        if told.severity == Severity::Error {
            for &index in &tally.base {
                desk.works[index].hold = true;
            }
        }
        desk.tell(told, &tally.base);
    }

    fn note(&self, standing: &mut Standing) {
        if self.most {
            standing.counted = self.tally.base.len();
            standing.exempt = self.tally.exempt;
        }
        let verdict = match self.outcome {
            Outcome::Kept => Verdict::Ok,
            Outcome::OutOfReach => Verdict::Warned,
            Outcome::Open => Verdict::Provisional,
            Outcome::Broken if self.rule.severity == Severity::Error => Verdict::Broken,
            Outcome::Broken => Verdict::Warned,
        };
        standing.verdict = standing.verdict.min(verdict);
        standing.rules.push(UnitRule {
            rule: self.rule.id.clone(),
            basis: self.rule.basis.clone(),
            text: self.count.limit_text(Lang::Zh),
            actual: self.tally.sure.len(),
            limit: self.limit,
            ok: self.outcome == Outcome::Kept,
            provisional: self.outcome == Outcome::Open,
        });
    }
}
