//! Versions: whole files that replace a unit's earlier file, then records of one person, copies and corrections.

mod many;

use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::contacts::differ;
use super::identity::persons;
use super::quota::NAMED;
use super::work::{Desk, Work, distinct};
use crate::diagnostic::{BatchProblem, Diagnostic, List, PairProblem, Role};
use crate::model::{Cell, Field, Form, Kind, Mode, OptionsFrom, Per, Value};

/// Fields that date a version and are no part of what it says.
const DATING: [&str; 2] = ["filled_on", "revision"];

/// Versions of one person, or whole files of one unit, of which each two that clash are told. More are no mishap of a person,
/// and are told once for all.
const FEW: usize = 8;

/// Settles which versions of a form's records count.
pub fn settle(desk: &mut Desk, form: &Form) {
    if form.is_roster() {
        replace_whole_files(desk, form);
    }
    for records in persons(desk, form).into_iter().filter(|records| records.len() > 1) {
        let mut by_unit: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for index in records {
            by_unit.entry(desk.works[index].record.unit.clone()).or_default().push(index);
        }
        join_the_nameless(&mut by_unit);
        for versions in by_unit.values() {
            settle_person(desk, versions);
        }
        two_units(desk, by_unit);
    }
}

/// A unit that was forgotten or cannot be read is no second unit where the person has only one other.
fn join_the_nameless(by_unit: &mut BTreeMap<Arc<str>, Vec<usize>>) {
    if by_unit.len() != 2 {
        return;
    }
    if let (Some(nameless), Some(mut only)) = (by_unit.remove(""), by_unit.first_entry()) {
        only.get_mut().extend(nameless);
        only.get_mut().sort_unstable();
    }
}

/// When a version was made: the day it was filled in, then the number of its revision, which the first version has not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        let order = self.revision.unwrap_or(0).cmp(&other.revision.unwrap_or(0));
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
        if files.len() > FEW {
            many::files(desk, form, files);
            continue;
        }
        for (old_file, old) in files {
            for (new_file, new) in files.iter().filter(|(file, _)| *file != old_file) {
                let (first, second) = (&desk.works[old[0]], &desk.works[new[0]]);
                // A third file that replaces both settles whatever these two leave open.
                let settled = files
                    .values()
                    .map(|third| &desk.works[third[0]])
                    .any(|third| !third.faulty_header && replaces(third, first) && replaces(third, second));
                let whole = first.record.mode == Mode::Whole && second.record.mode == Mode::Whole;
                let unordered = Stamp::of(second).order(Stamp::of(first)).is_none();
                if !settled && replaces(second, first) {
                    withdraw(desk, form, old, new);
                } else if !settled && whole && unordered && old_file < new_file {
                    clash(desk, old, new);
                }
            }
        }
    }
}

/// Whether a record's file replaces that of another whole.
fn replaces(later: &Work, earlier: &Work) -> bool {
    later.record.mode == Mode::Whole && Stamp::of(later).order(Stamp::of(earlier)) == Some(Ordering::Greater)
}

/// Who stands in the earlier file but not in the later one is withdrawn; people in both are settled one by one.
fn withdraw(desk: &mut Desk, form: &Form, old: &[usize], new: &[usize]) {
    let identities: Vec<Option<String>> = new.iter().map(|&at| desk.works[at].identity(&form.identity)).collect();
    // Somebody whose identity cannot be read may be any of them.
    let unsure: Option<usize> =
        identities.iter().zip(new).find(|(identity, _)| identity.is_none()).map(|(_, &index)| index);
    let named: BTreeSet<&String> = identities.iter().flatten().collect();
    let stays = |identity: Option<String>| identity.is_some_and(|identity| named.contains(&identity));
    let gone = old.iter().copied().filter(|&at| !desk.works[at].superseded);
    let gone: Vec<usize> = gone.filter(|&at| !stays(desk.works[at].identity(&form.identity))).collect();
    let gone = not_kept(desk, &gone);
    if desk.works[new[0]].faulty_header {
        faulty_file(desk, &gone, new[0]);
        return;
    }
    for index in gone {
        match unsure {
            None => supersede(desk, index, new[0]),
            Some(faulty) => faulty_version(desk, faulty, &[index]),
        }
    }
}

/// A later file that is turned back whole withdraws nobody: those whom it leaves out are held.
fn faulty_file(desk: &mut Desk, gone: &[usize], later: usize) {
    let Some(&first) = gone.first() else { return };
    let file = &desk.works[later].record;
    let told = Diagnostic::new(file.source.whole(), BatchProblem::LaterVersionFaulty { name: file.unit.to_string() });
    let mut told = told.with(desk.works[first].record.source.whole(), Role::Other);
    for &index in gone {
        let file = desk.works[index].record.source.whole();
        if told.related.len() < NAMED && told.related.last().is_none_or(|(last, _)| *last != file) {
            told = told.with(file, Role::Other);
        }
        desk.works[index].clash = true;
    }
    desk.tell(told, gone);
}

/// Two whole files of a unit that nothing orders: where they differ, both are held.
fn clash(desk: &mut Desk, old: &[usize], new: &[usize]) {
    let files = [old[0], new[0]];
    // Whose record counts is decided; the files may agree on all others.
    let (old, new) = (not_kept(desk, old), not_kept(desk, new));
    let same = old.len() == new.len()
        && old.iter().zip(&new).all(|(&one, &other)| content(&desk.works[one]) == content(&desk.works[other]));
    if same {
        return;
    }
    let concerned: Vec<usize> = old.iter().chain(&new).copied().collect();
    for &index in &concerned {
        desk.works[index].clash = true;
    }
    let (first, second) = (&desk.works[files[0]], &desk.works[files[1]]);
    let problem = BatchProblem::VersionsUnordered { name: second.record.unit.to_string() };
    let told = Diagnostic::new(second.record.source.whole(), problem).with(first.record.source.whole(), Role::Other);
    desk.tell(told, &concerned);
}

/// Those of whom the office has not decided that they count; the others are noted as kept to effect.
fn not_kept(desk: &mut Desk, records: &[usize]) -> Vec<usize> {
    let (kept, others): (Vec<usize>, Vec<usize>) = records.iter().partition(|&&at| desk.works[at].decided.kept);
    for index in kept {
        desk.works[index].decided.kept_to_effect = true;
    }
    others
}

/// The versions of one person from one unit.
fn settle_person(desk: &mut Desk, versions: &[usize]) {
    let mut kept: Vec<usize> = Vec::new();
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for &index in versions {
        match known.entry(content(&desk.works[index])) {
            Entry::Vacant(entry) => {
                entry.insert(kept.len());
                kept.push(index);
            }
            Entry::Occupied(entry) => {
                let at = *entry.get();
                let first = kept[at];
                let (gone, stays) = if outlasts(desk, index, first) { (first, index) } else { (index, first) };
                kept[at] = stays;
                let name = desk.works[gone].name();
                let told = Diagnostic::new(desk.works[gone].record.place, BatchProblem::SameAgain { name });
                let told = told.with(desk.works[stays].record.place, Role::Other);
                desk.works[gone].superseded = true;
                desk.tell(told, &[gone]);
            }
        }
    }
    // First what a sound version settles; of the rest it does not matter what they left open among themselves.
    many::settle_by_sound(desk, &kept);
    kept.retain(|&index| !desk.works[index].superseded);
    if kept.len() > FEW {
        many::clash(desk, &kept);
        return;
    }
    for at in 1..kept.len() {
        for before in 0..at {
            settle_pair(desk, kept[before], kept[at]);
        }
    }
}

/// Whether the second of two copies stays. A sound one does (a photo may have come with one of them only), else the later,
/// so that it can replace what came before.
fn outlasts(desk: &Desk, second: usize, first: usize) -> bool {
    match (desk.works[second].has_error(), desk.works[first].has_error()) {
        (false, true) => true,
        (true, false) => false,
        _ => order(desk, second, first) == Some(Ordering::Greater),
    }
}

fn order(desk: &Desk, one: usize, other: usize) -> Option<Ordering> {
    Stamp::of(&desk.works[one]).order(Stamp::of(&desk.works[other]))
}

/// Whether a later record is another version of an earlier one. A changed answer to what a person may choose only once
/// is a correction only where it says so; else it is a second choice, and the rule about persons judges it.
fn is_version(desk: &Desk, earlier: usize, later: usize) -> bool {
    let of = |index: usize| (Stamp::of(&desk.works[index]), chosen(desk, index));
    corrects(&of(later), &of(earlier))
}

/// The same, of the stamps and the choices.
fn corrects(later: &(Stamp, Option<String>), earlier: &(Stamp, Option<String>)) -> bool {
    let revision = |stamp: Stamp| stamp.revision.unwrap_or(0);
    match (&earlier.1, &later.1) {
        (Some(one), Some(other)) if one != other => revision(later.0) > revision(earlier.0),
        // A choice that could not be read is no second choice.
        _ => true,
    }
}

/// Two versions that no sound later one settled.
fn settle_pair(desk: &mut Desk, one: usize, other: usize) {
    let order = order(desk, one, other);
    let (earlier, later) = if order == Some(Ordering::Greater) { (other, one) } else { (one, other) };
    if !is_version(desk, earlier, later) {
        return;
    }
    match order {
        None => unordered(desk, earlier, later),
        Some(_) => faulty_version(desk, later, &[earlier]),
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
    let mut cells = work.form.all_fields().zip(work.record.cells.iter());
    let (_, cell) = cells.find(|(field, _)| limited && field.choices.from == Some(OptionsFrom::Classes))?;
    cell.value().map(Value::canonical)
}

/// What a record says, the fields that date it left out. However a unit is written, it is the same unit.
fn content(work: &Work) -> Vec<String> {
    let fields = work.form.all_fields().zip(work.record.cells.iter());
    let telling = fields.filter(|(field, _)| !DATING.contains(&field.key.as_str()));
    let text = |(field, cell): (&Field, &Cell)| match field.kind {
        Kind::Unit if !work.record.unit.is_empty() => work.record.unit.to_string(),
        _ => cell.text(),
    };
    telling.map(text).collect()
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
    let mut live: Vec<usize> = by_unit.into_values().flatten().filter(|&index| !desk.works[index].superseded).collect();
    live.sort_unstable();
    let units = distinct(live.iter().map(|&index| desk.works[index].record.unit.to_string()));
    let Some((&first, others)) = live.split_first().filter(|_| units.len() > 1) else { return };
    let name = desk.works[first].name();
    // Without ID numbers, people of one name and birth month whose numbers differ as well are most likely two.
    let apart = |&other: &usize| {
        differ(&desk.works[first], &desk.works[other]) && desk.works[first].record.id_number().is_none()
    };
    if others.iter().all(apart) {
        namesakes(desk, &live, name, List(units));
        return;
    }
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

/// Perhaps namesakes: told at the later record, and all of them stay.
fn namesakes(desk: &mut Desk, live: &[usize], name: String, units: List) {
    let Some((&later, others)) = live.split_last() else { return };
    let problem = PairProblem::NamesakePossible { name, units };
    let mut told = Diagnostic::new(desk.works[later].place("name"), problem);
    for &other in others {
        told = told.with(desk.works[other].place("name"), Role::Other);
    }
    desk.tell(told, live);
}
