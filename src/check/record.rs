//! One record by itself: values against each other, the conditions that hold for everyone, the class's restriction.

use rayon::prelude::*;

use super::deadline;
use super::holds::Holds;
use super::work::{Desk, Work};
use crate::diagnostic::{Both, Diagnostic, Personal, RecordProblem, Role, Severity, Words};
use crate::lang::Lang;
use crate::model::{Condition, Kind, Predicate, Rule, Scope, Value};

/// Makes every check that needs a record alone, of all records side by side.
pub fn judge(desk: &mut Desk) {
    let found: Vec<OfOne> = (0..desk.works.len()).into_par_iter().map(|index| of_one(desk, index)).collect();
    for (index, OfOne { found, ruled_out }) in found.into_iter().enumerate() {
        desk.works[index].ruled_out |= ruled_out;
        for problem in found {
            desk.tell(problem, &[index]);
        }
    }
}

/// What was found out about one record.
struct OfOne {
    found: Vec<Diagnostic>,
    /// A rule rules it out.
    ruled_out: bool,
}

fn of_one(desk: &Desk, index: usize) -> OfOne {
    let (mut found, mut ruled_out) = (Vec::new(), false);
    sex_and_birth(&desk.works[index], &mut found);
    deadline::judge(desk, index, &mut found);
    class_admits(desk, index, &mut found);
    let programme = desk.programme;
    for rule in &programme.rules {
        if let (true, Scope::Each(conditions)) = (rule.form == desk.works[index].form.id, &rule.scope) {
            ruled_out |= each(desk, index, rule, conditions, &mut found);
        }
    }
    OfOne { found, ruled_out }
}

/// What the ID number says must agree with what the person wrote.
fn sex_and_birth(work: &Work, found: &mut Vec<Diagnostic>) {
    let label_of =
        |kind: Kind| work.form.all_fields().find(|field| field.kind == kind).map(|field| field.label.clone());
    let (Some(id), Some(label)) = (work.record.id_number(), label_of(Kind::IdNumber)) else { return };
    for (field, cell) in work.form.all_fields().zip(work.record.cells.iter()) {
        let (Some(value), Some(place)) = (cell.value(), cell.place()) else { continue };
        let problem = match value {
            Value::Sex(sex) if *sex != id.sex => {
                RecordProblem::SexDisagrees { sex: sex.label().to_owned(), field: label.to_string() }
            }
            Value::Month(month) if field.key == "birth" && *month != crate::model::Birth::Day(id.birth).month() => {
                RecordProblem::BirthDisagrees { birth: month.to_string(), field: label.to_string() }
            }
            _ => continue,
        };
        let told = Diagnostic::new(place, problem).about(field.label.clone());
        found.push(
            match work.form.all_fields().zip(work.record.cells.iter()).find(|(field, _)| field.kind == Kind::IdNumber) {
                Some((_, cell)) => cell.place().into_iter().fold(told, |told, place| told.with(place, Role::Other)),
                None => told,
            },
        );
    }
}

/// The class that was chosen may be for certain people only.
fn class_admits(desk: &Desk, index: usize, found: &mut Vec<Diagnostic>) {
    let work = &desk.works[index];
    let (Some(field), Some(option)) = (work.form.class_field(), work.class()) else { return };
    let class = desk.project.classes_of(&desk.programme.id).find(|class| class.option == option);
    let Some(admits) = class.and_then(|class| class.admits.as_ref()) else { return };
    for condition in &admits.conditions {
        let holds = desk.holds(index, condition);
        if matches!(holds, Holds::Yes | Holds::Unreadable) {
            continue;
        }
        let rule = Both::from(|lang| match (&admits.text, lang) {
            (Some(text), Lang::Zh) => text.clone(),
            _ => condition.text(lang),
        });
        let (_, _, written) = work.evidence(condition);
        let problem = match holds {
            Holds::Undecided => {
                let reason = why_undecided(condition, &written);
                RecordProblem::RuleUndecided { basis: option.clone(), rule, reason }
            }
            _ => RecordProblem::ClassClosed { class: option.clone(), rule, found: Personal(written) },
        };
        let told = Diagnostic::new(work.place(&field.key), problem).about(field.label.clone());
        found.push(told.with(condition.place, Role::Declared));
    }
}

/// Holds a rule against a record; answers whether it rules the record out.
fn each(desk: &Desk, index: usize, rule: &Rule, conditions: &[Condition], found: &mut Vec<Diagnostic>) -> bool {
    let mut ruled_out = false;
    for condition in conditions {
        let holds = desk.holds(index, condition);
        // Most conditions hold for most people, and words take longer than holding.
        if matches!(holds, Holds::Yes | Holds::Unreadable) {
            continue;
        }
        let (place, label, written) = desk.works[index].evidence(condition);
        let told = |problem: RecordProblem| {
            Diagnostic::new(place, problem).about(label.clone()).with(rule.place, Role::Declared)
        };
        let (basis, text) = (rule.basis.clone(), Both::from(|lang| condition.text(lang)));
        if holds == Holds::Undecided {
            let reason = why_undecided(condition, &written);
            found.push(told(RecordProblem::RuleUndecided { basis, rule: text, reason }));
            continue;
        }
        let (field, value) = (label.to_string(), Personal(written));
        let problem = RecordProblem::RuleBroken { basis, rule: text, field, found: value };
        found.push(told(problem).weighing(rule.severity));
        // A rule that only warns leaves the person in, and so among those who count.
        ruled_out |= rule.severity == Severity::Error;
    }
    ruled_out
}

/// Why a sound record leaves a condition open; `written` is what stands where the answer should follow from.
fn why_undecided(condition: &Condition, written: &str) -> Words {
    Words(match condition.predicate {
        _ if written.is_empty() => ["没有填写", "it was left empty"],
        Predicate::Before(_) | Predicate::After(_) => {
            ["只精确到月，而规定的日子恰在这个月里", "only the month is known, and the day of the rule falls into it"]
        }
        _ => ["生日在基准日所在的月份", "the birthday falls into the month of the reference day"],
    })
}
