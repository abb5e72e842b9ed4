//! Rules about one person: how many entries there may be, and who stands on another form already.

use super::holds::Holds;
use super::identity::{agree, by_identity, persons};
use super::quota::{applies, names};
use super::work::{Desk, distinct};
use crate::diagnostic::{BatchProblem, Diagnostic, List, RecordProblem, Role, Severity};
use crate::model::{Count, Per, Rule, Scope};
use crate::source::Place;

/// Judges all rules about persons.
pub fn judge(desk: &mut Desk) {
    let programme = desk.programme;
    for rule in &programme.rules {
        match &rule.scope {
            Scope::Count(count) if count.per == Per::Person => limit(desk, rule, count),
            Scope::NotListedIn(other) => listed(desk, rule, other),
            _ => {}
        }
    }
}

fn limit(desk: &mut Desk, rule: &Rule, count: &Count) {
    let (Some(form), Some(most)) = (desk.project.form(&rule.form), count.at_most) else { return };
    for records in persons(desk, form) {
        // Two units that sent one person, or versions that nothing orders, have been told already; one that is free of
        // that would pass for the only choice.
        if records.iter().all(|&index| desk.works[index].clash || desk.works[index].hold) {
            continue;
        }
        let (mut counted, mut open) = (Vec::new(), Vec::new());
        for index in records.into_iter().filter(|&index| !desk.works[index].ruled_out) {
            match applies(desk, index, count) {
                Holds::Yes => counted.push(index),
                Holds::No => {}
                Holds::Undecided | Holds::Unreadable => open.push(index),
            }
        }
        let basis = rule.basis.clone();
        if counted.len() > most {
            let found = List(distinct(counted.iter().map(|&index| answer(desk, index))));
            let name = desk.works[counted[0]].name();
            tell(desk, rule, BatchProblem::PersonLimit { name, basis, limit: most, found }, &counted);
        } else if counted.len() + open.len() > most {
            let (unit, who) = (desk.works[open[0]].name(), names(desk, &open));
            let problem = BatchProblem::Provisional { unit, basis, count: open.len(), who };
            tell(desk, rule, problem, &[counted, open].concat());
        }
    }
}

/// Tells of one person's records, at the last of them; an error holds them all.
fn tell(desk: &mut Desk, rule: &Rule, problem: BatchProblem, records: &[usize]) {
    let Some((&last, others)) = records.split_last() else { return };
    let mut told = Diagnostic::new(chosen(desk, last), problem);
    if told.severity == Severity::Error {
        told = told.weighing(rule.severity);
    }
    for &other in others {
        told = told.with(chosen(desk, other), Role::Other);
    }
    let held = told.severity == Severity::Error;
    for &index in records {
        desk.works[index].hold |= held;
    }
    desk.tell(told.with(rule.place, Role::Declared), records);
}

/// Where a record says what it chooses, else whom it is about.
fn chosen(desk: &Desk, index: usize) -> Place {
    let work = &desk.works[index];
    work.place(work.form.class_field().map_or("name", |field| &field.key))
}

/// What a record chooses, for the message.
fn answer(desk: &Desk, index: usize) -> String {
    desk.works[index].class().unwrap_or_else(|| desk.works[index].name())
}

/// People who stand on the other form already.
fn listed(desk: &mut Desk, rule: &Rule, other: &str) {
    let (Some(form), Some(other)) = (desk.project.form(&rule.form), desk.project.form(other)) else { return };
    let title = other.title.clone();
    let already = by_identity(desk, &other.id, &form.identity);
    for (identity, records) in by_identity(desk, &form.id, &form.identity) {
        let Some(listed) = already.get(&identity) else { continue };
        for index in records {
            let Some(&there) = listed.iter().find(|&&there| agree(desk, index, there)) else { continue };
            let problem = RecordProblem::AlreadyListed { basis: rule.basis.clone(), form: title.clone() };
            let told = Diagnostic::new(desk.works[index].place("name"), problem).weighing(rule.severity);
            let told = told.with(desk.works[there].place("name"), Role::Other).with(rule.place, Role::Declared);
            desk.tell(told, &[index]);
        }
    }
}
