//! Rules about one person: how many entries there may be, and who stands on another form already.

use std::collections::BTreeMap;

use super::work::{Desk, distinct};
use crate::diagnostic::{BatchProblem, Diagnostic, List, RecordProblem, Role};
use crate::model::{Count, OptionsFrom, Per, Rule, Scope, Value};

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

/// The live records of a form by the person they are about.
fn people(desk: &Desk, form: &str, keys: &[String]) -> BTreeMap<String, Vec<usize>> {
    let mut people: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in desk.live(form) {
        if let Some(identity) = desk.works[index].identity(keys) {
            people.entry(identity).or_default().push(index);
        }
    }
    people
}

fn limit(desk: &mut Desk, rule: &Rule, count: &Count) {
    let (Some(form), Some(most)) = (desk.project.form(&rule.form), count.at_most) else { return };
    for records in people(desk, &form.id, &form.identity).into_values() {
        // Two units that sent one person, or versions that nothing orders, have been told already; one that is free of
        // that would pass for the only choice.
        let told = records.iter().all(|&index| desk.works[index].clash || desk.works[index].hold);
        let counts = |index: &usize| {
            let all = desk.all_hold(*index, &count.when) == super::work::Holds::Yes
                && desk.all_hold(*index, &count.filter) == super::work::Holds::Yes;
            all && desk.any_holds(*index, &count.except) != super::work::Holds::Yes
        };
        let counted: Vec<usize> = records.iter().filter(|index| counts(index)).copied().collect();
        if told || counted.len() <= most {
            continue;
        }
        let first = counted[0];
        let place_of = |index: usize| desk.works[index].place(class_key(desk, index).unwrap_or("name"));
        let found = distinct(counted.iter().map(|&index| answer(desk, index)));
        let problem = BatchProblem::PersonLimit {
            name: desk.works[first].name(),
            basis: rule.basis.clone(),
            limit: most,
            found: List(found),
        };
        let mut told = Diagnostic::new(place_of(counted[counted.len() - 1]), problem).weighing(rule.severity);
        for &other in &counted[..counted.len() - 1] {
            told = told.with(place_of(other), Role::Other);
        }
        for &index in &counted {
            desk.works[index].hold |= rule.severity == crate::diagnostic::Severity::Error;
        }
        desk.tell(told, &counted);
    }
}

fn class_key<'d>(desk: &'d Desk, index: usize) -> Option<&'d str> {
    let mut fields = desk.works[index].form.all_fields();
    fields.find(|field| field.choices.from == Some(OptionsFrom::Classes)).map(|field| field.key.as_str())
}

/// What a record chooses, for the message.
fn answer(desk: &Desk, index: usize) -> String {
    let work = &desk.works[index];
    let chosen = class_key(desk, index).and_then(|key| work.cell(key).value().map(Value::canonical));
    chosen.unwrap_or_else(|| work.name())
}

/// People who stand on the other form already.
fn listed(desk: &mut Desk, rule: &Rule, other: &str) {
    let (Some(form), Some(other)) = (desk.project.form(&rule.form), desk.project.form(other)) else { return };
    let title = other.title.clone();
    let already = people(desk, &other.id, &form.identity);
    for (identity, records) in people(desk, &form.id, &form.identity) {
        let Some(&there) = already.get(&identity).and_then(|records| records.first()) else { continue };
        for index in records {
            let problem = RecordProblem::AlreadyListed { basis: rule.basis.clone(), form: title.clone() };
            let told = Diagnostic::new(desk.works[index].place("name"), problem).weighing(rule.severity);
            let told = told.with(desk.works[there].place("name"), Role::Other);
            desk.tell(told, &[index]);
        }
    }
}
