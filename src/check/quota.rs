//! Rules that count people: quotas and minimums for each unit, each class, or the programme.

use std::collections::BTreeMap;

use super::holds::Holds;
use super::tally::{Member, Outcome, Tally};
use super::work::Desk;
use crate::diagnostic::{BatchProblem, Both, Diagnostic, List, Role, Severity};
use crate::lang::Lang;
use crate::model::{Count, GroupLine, Per, Rule, Standing, UnitRule, Verdict};

/// How many people a message names and points at; a class or a programme may count hundreds.
pub const NAMED: usize = 30;

/// How all that is counted for stands.
#[derive(Default)]
pub struct Verdicts {
    /// By the unit's name.
    pub standings: Vec<Standing>,
    /// In the order of the rules; classes in the order of the form.
    pub groups: Vec<GroupLine>,
}

/// Judges all rules that count, and answers how every unit, every class and the programme stand.
pub fn judge(desk: &mut Desk) -> Verdicts {
    let mut standings = standings(desk);
    let mut lines = Vec::new();
    let programme = desk.programme;
    for rule in &programme.rules {
        let Some(count) = rule.count().filter(|count| count.per != Per::Person) else { continue };
        for ((_, group), members) in groups(desk, rule, count) {
            let tally = Tally::of(desk, count, members);
            let limits = [(count.at_most, true), (count.at_least, false)];
            for (limit, most) in limits.into_iter().filter_map(|(limit, most)| Some((limit?, most))) {
                let outcome = match most {
                    true => tally.at_most(limit),
                    // Whoever sent only people who do not count uses no quota, of which a part could be due.
                    false if count.per == Per::Unit && tally.base.is_empty() => Outcome::Kept,
                    false => tally.at_least(limit),
                };
                let finding = Finding { rule, count, tally: &tally, limit, most, outcome };
                finding.tell(desk, &group);
                match (count.per, standings.get_mut(&group)) {
                    (Per::Unit, Some(standing)) => finding.note(standing),
                    (Per::Unit, None) => {}
                    (per, _) => lines.push(GroupLine {
                        per,
                        group: group.clone(),
                        verdict: finding.verdict(),
                        rule: finding.line(),
                    }),
                }
            }
        }
    }
    Verdicts { standings: standings.into_values().collect(), groups: lines }
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

/// The records a rule looks at, by what it counts for, in order. A class that nobody chose, or a programme in which nobody
/// counts, is a group all the same once something came in; whose unit or class cannot be read belongs to none until
/// that is mended.
fn groups(desk: &Desk, rule: &Rule, count: &Count) -> BTreeMap<(usize, String), Vec<Member>> {
    let mut groups: BTreeMap<(usize, String), Vec<Member>> = BTreeMap::new();
    let live = desk.live(&rule.form);
    let Some(form) = live.first().map(|&index| desk.works[index].form) else { return groups };
    let options: Vec<&str> = match (count.per, form.class_field()) {
        (Per::Class, Some(field)) => field.choices.list.iter().map(|choice| choice.value.as_str()).collect(),
        (Per::Programme, _) => vec![&desk.programme.title],
        _ => Vec::new(),
    };
    groups.extend(options.iter().enumerate().map(|(at, option)| ((at, (*option).to_owned()), Vec::new())));
    for index in live {
        let work = &desk.works[index];
        let Some(member) = Member::under(desk, index, count).filter(|_| !work.ruled_out) else { continue };
        let group = match count.per {
            Per::Unit => work.record.unit.to_string(),
            Per::Class => work.class().unwrap_or_default(),
            Per::Programme | Per::Person => desk.programme.title.clone(),
        };
        if !group.is_empty() {
            let at = options.iter().position(|option| *option == group).unwrap_or(options.len());
            groups.entry((at, group)).or_default().push(member);
        }
    }
    groups
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
        if self.outcome == Outcome::Kept {
            return;
        }
        let (unit, basis, actual) = (group.to_owned(), rule.basis.clone(), tally.sure.len());
        let words = Both::from(|lang| self.count.filter_text(lang));
        let exceeded = self.outcome == Outcome::Broken && self.most;
        let problem = match self.outcome {
            Outcome::Kept => return,
            Outcome::Open => {
                BatchProblem::Provisional { unit, basis, count: tally.open.len(), who: names(desk, &tally.open) }
            }
            Outcome::OutOfReach => {
                BatchProblem::MinimumOutOfReach { unit, basis, rule: words, actual, limit, sent: tally.base.len() }
            }
            Outcome::Broken if self.most => {
                BatchProblem::QuotaExceeded { unit, basis, actual, limit, who: names(desk, &tally.sure) }
            }
            Outcome::Broken => {
                let who = in_brackets(names(desk, &tally.sure)).into();
                BatchProblem::MinimumMissed { unit, basis, rule: words.into(), actual, limit, who }
            }
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
        let open: &[usize] = if self.outcome == Outcome::Open { &tally.open } else { &[] };
        for (people, role) in [(&tally.sure[..], Role::Counted), (open, Role::Open)] {
            for &index in people.iter().take(NAMED) {
                told = told.with(desk.works[index].place("name"), role);
            }
        }
        told = told.with(rule.place, Role::Declared);
        if told.severity == Severity::Error {
            for &index in &tally.base {
                desk.works[index].hold = true;
            }
        }
        desk.tell(told, &tally.base);
    }

    fn verdict(&self) -> Verdict {
        match self.outcome {
            Outcome::Kept => Verdict::Ok,
            Outcome::OutOfReach => Verdict::Warned,
            Outcome::Open => Verdict::Provisional,
            Outcome::Broken if self.rule.severity == Severity::Error => Verdict::Broken,
            Outcome::Broken => Verdict::Warned,
        }
    }

    fn note(&self, standing: &mut Standing) {
        if self.most {
            standing.counted = self.tally.base.len();
            standing.exempt = self.tally.exempt;
        }
        standing.verdict = standing.verdict.min(self.verdict());
        standing.rules.push(self.line());
    }

    fn line(&self) -> UnitRule {
        UnitRule {
            rule: self.rule.id.clone(),
            basis: self.rule.basis.clone(),
            text: self.count.limit_text(Lang::Zh),
            actual: self.tally.sure.len(),
            limit: self.limit,
            ok: self.outcome == Outcome::Kept,
            provisional: self.outcome == Outcome::Open,
        }
    }
}

/// The names of people, as many as anybody reads.
pub fn names(desk: &Desk, people: &[usize]) -> List {
    let mut names: Vec<String> = people.iter().take(NAMED).map(|&index| desk.works[index].name()).collect();
    if people.len() > NAMED {
        names.push("……".to_owned());
    }
    List(names)
}

fn in_brackets(List(names): List) -> Both {
    match names.is_empty() {
        true => Both::same(""),
        false => Both([format!("（{}）", names.join("、")), format!(" ({})", names.join(", "))]),
    }
}

/// Whether a rule applies to a record, for those who ask without counting.
pub fn applies(desk: &Desk, index: usize, count: &Count) -> Holds {
    let except = match desk.any_holds(index, &count.except) {
        Holds::Yes => Holds::No,
        Holds::No => Holds::Yes,
        open => open,
    };
    let answers = [desk.all_hold(index, &count.when), desk.all_hold(index, &count.filter), except];
    let order = [Holds::No, Holds::Unreadable, Holds::Undecided];
    order.into_iter().find(|answer| answers.contains(answer)).unwrap_or(Holds::Yes)
}
