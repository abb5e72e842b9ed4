//! Versions: whole files that replace a unit's earlier file, then records of one person, copies and corrections.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::work::{Desk, Work, distinct};
use crate::diagnostic::{BatchProblem, Diagnostic, List, Role};
use crate::model::{Cell, Form, Mode, OptionsFrom, Per, Value};

/// Fields that date a version and are no part of what it says.
const DATING: [&str; 2] = ["filled_on", "revision"];

/// Settles which versions of a form's records count.
pub fn settle(desk: &mut Desk, form: &Form) {
    if form.is_roster() {
        replace_whole_files(desk, form);
    }
    let mut people: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in desk.live(&form.id) {
        if let Some(identity) = desk.works[index].identity(&form.identity) {
            people.entry(identity).or_default().push(index);
        }
    }
    for records in people.into_values().filter(|records| records.len() > 1) {
        let mut by_unit: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for index in records {
            by_unit.entry(desk.works[index].record.unit.clone()).or_default().push(index);
        }
        for versions in by_unit.values() {
            settle_person(desk, versions);
        }
        two_units(desk, by_unit);
    }
}

/// When a version was made: the day it was filled in, then the number of its revision; the first has none.
#[derive(Clone, Copy, PartialEq)]
struct Stamp {
    filled_on: Option<Date>,
    revision: Option<i64>,
}

impl Stamp {
    fn of(work: &Work) -> Stamp {
        let filled_on = match work.cell("filled_on").value() {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        let revision = match work.cell("revision").value() {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        Stamp { filled_on, revision }
    }

    /// Which of two is later; none where nothing tells.
    fn order(self, other: Stamp) -> Option<Ordering> {
        if let (Some(own), Some(others)) = (self.filled_on, other.filled_on)
            && own != others
        {
            return Some(own.cmp(&others));
        }
        let order = self.revision.unwrap_or(1).cmp(&other.revision.unwrap_or(1));
        (order != Ordering::Equal).then_some(order)
    }
}

/// A later file of a unit replaces its earlier ones whole, unless it says that it adds to them.
fn replace_whole_files(desk: &mut Desk, form: &Form) {
    // The records of each file, by unit; files of a unit stand in the order in which they came.
    let mut units: BTreeMap<Arc<str>, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for index in desk.live(&form.id) {
        let work = &desk.works[index];
        if !work.record.unit.is_empty() {
            let files = units.entry(work.record.unit.clone()).or_default();
            files.entry(work.submission).or_default().push(index);
        }
    }
    for files in units.values() {
        for (old_file, old) in files {
            for (new_file, new) in files.iter().filter(|(file, _)| *file != old_file) {
                let (first, second) = (&desk.works[old[0]], &desk.works[new[0]]);
                let whole = second.record.mode == Mode::Whole;
                match Stamp::of(second).order(Stamp::of(first)) {
                    Some(Ordering::Greater) if whole => withdraw(desk, form, old, new),
                    None if whole && first.record.mode == Mode::Whole && old_file < new_file => clash(desk, old, new),
                    _ => {}
                }
            }
        }
    }
}

/// Who stands in the earlier file but not in the later one is withdrawn; people in both are settled one by one.
fn withdraw(desk: &mut Desk, form: &Form, old: &[usize], new: &[usize]) {
    let identities: Vec<Option<String>> = new.iter().map(|&at| desk.works[at].identity(&form.identity)).collect();
    // Somebody whose identity cannot be read may be any of them.
    let unsure: Option<usize> =
        identities.iter().zip(new).find(|(identity, _)| identity.is_none()).map(|(_, &index)| index);
    for &index in old {
        let identity = desk.works[index].identity(&form.identity);
        let stays = identity.is_some() && identities.contains(&identity);
        if desk.works[index].superseded || stays {
            continue;
        }
        match unsure {
            None => supersede(desk, index, new[0]),
            Some(faulty) => faulty_version(desk, faulty, &[index]),
        }
    }
}

/// Two whole files of a unit that nothing orders: where they differ, both are held.
fn clash(desk: &mut Desk, old: &[usize], new: &[usize]) {
    let same = old.len() == new.len()
        && old.iter().zip(new).all(|(&one, &other)| content(&desk.works[one]) == content(&desk.works[other]));
    if same {
        return;
    }
    for &index in old.iter().chain(new) {
        desk.works[index].clash = true;
    }
    let (first, second) = (&desk.works[old[0]], &desk.works[new[0]]);
    let problem = BatchProblem::VersionsUnordered { name: second.record.unit.to_string() };
    let told = Diagnostic::new(second.record.source.whole(), problem).with(first.record.source.whole(), Role::Other);
    let concerned: Vec<usize> = old.iter().chain(new).copied().collect();
    desk.tell(told, &concerned);
}

/// The versions of one person from one unit.
fn settle_person(desk: &mut Desk, versions: &[usize]) {
    let mut kept: Vec<usize> = Vec::new();
    for &index in versions {
        let copy = kept.iter().position(|&other| content(&desk.works[other]) == content(&desk.works[index]));
        match copy {
            None => kept.push(index),
            Some(at) => {
                // Of two copies the later stays, so that it can replace what came before.
                let first = kept[at];
                let later =
                    Stamp::of(&desk.works[index]).order(Stamp::of(&desk.works[first])) == Some(Ordering::Greater);
                let (gone, stays) = if later { (first, index) } else { (index, first) };
                kept[at] = stays;
                let name = desk.works[gone].name();
                let told = Diagnostic::new(desk.works[gone].record.place, BatchProblem::SameAgain { name });
                let told = told.with(desk.works[stays].record.place, Role::Other);
                desk.works[gone].superseded = true;
                desk.tell(told, &[gone]);
            }
        }
    }
    for at in 1..kept.len() {
        for before in 0..at {
            settle_pair(desk, kept[before], kept[at]);
        }
    }
}

fn settle_pair(desk: &mut Desk, one: usize, other: usize) {
    if desk.works[one].superseded || desk.works[other].superseded {
        return;
    }
    let (stamp, other_stamp) = (Stamp::of(&desk.works[one]), Stamp::of(&desk.works[other]));
    let order = stamp.order(other_stamp);
    let (earlier, later) = if order == Some(Ordering::Greater) { (other, one) } else { (one, other) };
    // A changed answer to what a person may choose only once is a correction only where it says so; else it is a
    // second choice, and the rule about persons judges it.
    let corrects = Stamp::of(&desk.works[later]).revision > Stamp::of(&desk.works[earlier]).revision;
    if chosen(desk, earlier) != chosen(desk, later) && !corrects {
        return;
    }
    match order {
        None => unordered(desk, earlier, later),
        Some(_) if desk.works[later].has_error() => faulty_version(desk, later, &[earlier]),
        Some(_) => supersede(desk, earlier, later),
    }
}

/// The class that a record chooses, where a rule limits how many a person may choose.
fn chosen(desk: &Desk, index: usize) -> Option<String> {
    let work = &desk.works[index];
    let limited = desk
        .programme
        .rules
        .iter()
        .any(|rule| rule.form == work.form.id && rule.count().is_some_and(|count| count.per == Per::Person));
    let mut cells = work.form.all_fields().zip(&work.record.cells);
    let (_, cell) = cells.find(|(field, _)| limited && field.choices.from == Some(OptionsFrom::Classes))?;
    cell.value().map(Value::canonical)
}

/// What a record says, the fields that date it left out.
fn content(work: &Work) -> Vec<String> {
    let fields = work.form.all_fields().zip(&work.record.cells);
    fields.filter(|(field, _)| !DATING.contains(&field.key.as_str())).map(|(_, cell)| Cell::text(cell)).collect()
}

fn supersede(desk: &mut Desk, earlier: usize, later: usize) {
    let problem = BatchProblem::Superseded { name: desk.works[earlier].name() };
    let told = Diagnostic::new(desk.works[earlier].record.place, problem);
    let told = told.with(desk.works[later].record.place, Role::Other);
    desk.works[earlier].superseded = true;
    desk.tell(told, &[earlier]);
}

fn unordered(desk: &mut Desk, one: usize, other: usize) {
    // Whole files that clash have said so already.
    if desk.works[one].clash && desk.works[other].clash {
        return;
    }
    let problem = BatchProblem::VersionsUnordered { name: desk.works[other].name() };
    let told = Diagnostic::new(desk.works[other].record.place, problem);
    let told = told.with(desk.works[one].record.place, Role::Other);
    for index in [one, other] {
        desk.works[index].clash = true;
    }
    desk.tell(told, &[one, other]);
}

/// A later version with an error supersedes nothing: both are held.
fn faulty_version(desk: &mut Desk, later: usize, earlier: &[usize]) {
    let problem = BatchProblem::LaterVersionFaulty { name: desk.works[later].name() };
    let mut told = Diagnostic::new(desk.works[later].record.place, problem);
    let mut concerned = vec![later];
    for &index in earlier {
        told = told.with(desk.works[index].record.place, Role::Other);
        concerned.push(index);
    }
    for &index in &concerned {
        desk.works[index].clash = true;
    }
    desk.tell(told, &concerned);
}

/// One person from two units: all that still count are held.
fn two_units(desk: &mut Desk, by_unit: BTreeMap<Arc<str>, Vec<usize>>) {
    let live: Vec<usize> = by_unit.into_values().flatten().filter(|&index| !desk.works[index].superseded).collect();
    let units = distinct(live.iter().map(|&index| desk.works[index].record.unit.to_string()));
    let Some((&first, others)) = live.split_first().filter(|_| units.len() > 1) else { return };
    let name = desk.works[first].name();
    let problem = BatchProblem::TwoUnits { name, units: List(units) };
    let mut told = Diagnostic::new(desk.works[first].record.place, problem);
    for &other in others {
        told = told.with(desk.works[other].record.place, Role::Other);
    }
    for &index in &live {
        desk.works[index].hold = true;
    }
    desk.tell(told, &live);
}
