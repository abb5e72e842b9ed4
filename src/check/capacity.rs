//! The seats of a class: how many people chose it, and who is beyond them.

use std::collections::{BTreeMap, BTreeSet};

use super::quota::{NAMED, names};
use super::work::Desk;
use crate::diagnostic::{Diagnostic, PairProblem, Role, Severity};
use crate::model::{Class, Form, GroupLine, Per, UnitRule, Verdict};

/// Holds the classes that state their seats against the people who chose them and are neither turned back nor superseded.
pub fn judge(desk: &mut Desk) -> Vec<GroupLine> {
    let project = desk.project;
    let limited = project.classes_of(&desk.programme.id).filter_map(|class| Some((class, class.capacity?)));
    let mut chosen = by_class(desk);
    let mut lines = Vec::new();
    for (class, seats) in limited {
        // A class that no form of the programme offers is chosen elsewhere, if at all.
        let Some(people) = chosen.remove(class.option.as_str()) else { continue };
        let over = people.len() > seats;
        if over {
            tell(desk, class, &people, seats);
        }
        lines.push(GroupLine {
            per: Per::Class,
            group: class.option.clone(),
            verdict: match (over, class.over_capacity) {
                (false, _) => Verdict::Ok,
                (true, Severity::Error) => Verdict::Broken,
                (true, _) => Verdict::Warned,
            },
            rule: UnitRule {
                rule: "capacity".to_owned(),
                basis: class.page.title.clone(),
                text: format!("容量{seats}人"),
                actual: people.len(),
                limit: seats,
                ok: !over,
                provisional: false,
            },
        });
    }
    lines
}

/// The people who chose each class on offer, each once, in the order of the files.
fn by_class(desk: &Desk) -> BTreeMap<String, Vec<usize>> {
    let live = |index: &usize| !desk.works[*index].superseded;
    let forms = (0..desk.works.len()).filter(live).map(|index| desk.works[index].form);
    // Ten thousand records are on a form or two.
    let forms: BTreeMap<&str, &Form> = forms.map(|form| (form.id.as_str(), form)).collect();
    let fields = forms.values().filter_map(|form| form.class_field());
    let offered = fields.flat_map(|field| &field.choices.list).map(|choice| (choice.value.clone(), Vec::new()));
    let mut chosen: BTreeMap<String, Vec<usize>> = offered.collect();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for index in (0..desk.works.len()).filter(live) {
        let work = &desk.works[index];
        let Some(class) = work.class().filter(|_| !work.has_error()) else { continue };
        let new = work.identity(&work.form.identity).is_none_or(|person| seen.insert((class.clone(), person)));
        if new {
            chosen.entry(class).or_default().push(index);
        }
    }
    chosen
}

fn tell(desk: &mut Desk, class: &Class, people: &[usize], capacity: usize) {
    let beyond = &people[capacity..];
    let problem = PairProblem::OverCapacity {
        class: class.option.clone(),
        actual: people.len(),
        capacity,
        who: names(desk, beyond),
    };
    let place = |index: usize| {
        let work = &desk.works[index];
        work.place(work.form.class_field().map_or("name", |field| &field.key))
    };
    let mut told = Diagnostic::new(place(beyond[0]), problem).weighing(class.over_capacity);
    for &index in beyond.iter().take(NAMED) {
        told = told.with(desk.works[index].place("name"), Role::Counted);
    }
    told = told.with(class.page.source.whole(), Role::Declared);
    let held = class.over_capacity == Severity::Error;
    for &index in people {
        desk.works[index].hold |= held;
    }
    let concerned = if held { people } else { beyond };
    desk.tell(told, concerned);
}
