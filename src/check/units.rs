//! Which unit a record belongs to, and which category the unit has.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::work::{Desk, Work};
use crate::diagnostic::{BatchProblem, Diagnostic, Role};
use crate::model::{Condition, Kind, Scope, Value, unit_key};
use crate::source::Place;
use crate::suggest::nearest;

const CATEGORY: &str = "unit_category";

/// Gives every record its unit, and every unit the category that its files and the list agree on.
pub fn name(desk: &mut Desk) {
    name_units(desk);
    settle_categories(desk);
}

/// Gives every unit the category that its files say, those that count before those that do not, and tells of units that
/// have none or two.
pub fn settle(desk: &mut Desk) {
    let conflicts = settle_categories(desk);
    for (unit, problems) in &conflicts {
        let concerned: Vec<usize> = of_unit(desk, unit).collect();
        hold(desk, &concerned, problems.clone());
    }
    hold_unknown(desk, &conflicts);
}

/// What a written unit is called.
#[derive(Clone)]
struct Named {
    name: Arc<str>,
    /// By decision, or by the list of units.
    is_known: bool,
}

/// The listed name where the unit is listed, else the first spelling that came in; a unit that is not in the list is
/// told once for each place where it is written.
fn name_units(desk: &mut Desk) {
    let mut spellings: BTreeMap<String, Arc<str>> = BTreeMap::new();
    // Thousands of records name few units.
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    let mut unlisted: BTreeMap<Place, (Diagnostic, Vec<usize>)> = BTreeMap::new();
    for index in 0..desk.works.len() {
        let work = &desk.works[index];
        let mut cells = work.form.all_fields().zip(work.record.cells.iter());
        let Some((field, cell)) = cells.find(|(field, _)| field.kind == Kind::Unit) else { continue };
        let (Some(value), Some(place)) = (cell.value(), cell.place()) else { continue };
        let written = value.canonical();
        let units = &desk.project.units;
        if !named.contains_key(&written) {
            let (ruled, listed) = (desk.units.name(&written, units), units.find(&written));
            let is_known = ruled.is_some() || listed.is_some();
            let listed = || listed.map(|unit| unit.name.as_str().into());
            let spelled = || spellings.entry(unit_key(&written)).or_insert_with(|| written.as_str().into()).clone();
            let name = ruled.or_else(listed).unwrap_or_else(spelled);
            desk.units.categorise(&written, &name, units);
            named.insert(written.clone(), Named { name, is_known });
        }
        let Some(Named { name, is_known }) = named.get(&written).cloned() else { continue };
        // The list is of units that put people forward; others may well report on a class.
        if !is_known && work.form.lists_people() && !units.is_empty() {
            let names = units.list.iter().map(|unit| unit.name.as_str());
            let problem = BatchProblem::UnitNotListed { nearest: nearest(&written, names), unit: written };
            let told = Diagnostic::new(place, problem).about(field.label.clone());
            unlisted.entry(place).or_insert((told, Vec::new())).1.push(index);
        }
        desk.works[index].record.unit = name;
    }
    for (problem, concerned) in unlisted.into_values() {
        desk.tell(problem, &concerned);
    }
}

/// Takes each unit's category from the list of units, else from its first file; answers the units of which two were
/// given, with what has to be told of them. A unit with two categories has none.
fn settle_categories(desk: &mut Desk) -> BTreeMap<Arc<str>, Vec<Diagnostic>> {
    let listed = desk.project.units.list.iter();
    let listed = listed.filter_map(|unit| Some((unit.name.as_str().into(), (unit.category.clone()?, unit.place))));
    let mut given: BTreeMap<Arc<str>, (String, Place)> = listed.collect();
    let mut conflicts: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
    let (past, live): (Vec<&Work>, Vec<&Work>) = desk.works.iter().partition(|work| !work.counts());
    for work in live.into_iter().chain(past).filter(|work| !work.record.unit.is_empty()) {
        let unit = &work.record.unit;
        let Some(written) = work.cell(CATEGORY).value().map(Value::canonical) else { continue };
        let place = work.place(CATEGORY);
        let (category, first) = given.entry(unit.clone()).or_insert_with(|| (written.clone(), place));
        if desk.units.categories.contains_key(unit) {
            continue;
        }
        let told = conflicts.get(unit).is_some_and(|told| told.iter().any(|problem| problem.place == place));
        if *category != written && !told && work.counts() {
            let (unit_name, first_category) = (unit.to_string(), category.clone());
            let problem = BatchProblem::CategoryConflict { unit: unit_name, first: first_category, second: written };
            conflicts.entry(unit.clone()).or_default().push(Diagnostic::new(place, problem).with(*first, Role::First));
        }
    }
    given.retain(|unit, _| !conflicts.contains_key(unit));
    desk.categories = given.into_iter().map(|(unit, (category, _))| (unit, category)).collect();
    let decided = desk.units.categories.iter().map(|(unit, category)| (unit.clone(), category.clone()));
    desk.categories.extend(decided);
    conflicts
}

/// Holds the records of units whose category no file and no list tells, where a rule asks for it.
fn hold_unknown(desk: &mut Desk, conflicts: &BTreeMap<Arc<str>, Vec<Diagnostic>>) {
    let forms = forms_needing_category(desk);
    let mut units: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for (index, work) in desk.works.iter().enumerate() {
        let unit = &work.record.unit;
        let known =
            !work.counts() || unit.is_empty() || conflicts.contains_key(unit) || desk.categories.contains_key(unit);
        if !known && forms.contains(&work.form.id) {
            units.entry(unit.clone()).or_default().push(index);
        }
    }
    for (unit, concerned) in units {
        let place = desk.works[concerned[0]].place("recommending_unit");
        let problem = BatchProblem::CategoryUnknown { unit: unit.to_string() };
        hold(desk, &concerned, vec![Diagnostic::new(place, problem)]);
    }
}

/// The forms whose rules ask for the unit's category.
fn forms_needing_category(desk: &Desk) -> Vec<String> {
    let asks = |conditions: &[Condition]| conditions.iter().any(|condition| condition.field == CATEGORY);
    let rules = desk.programme.rules.iter().filter(|rule| match &rule.scope {
        Scope::Each(conditions) => asks(conditions),
        Scope::Count(count) => asks(&count.when) || asks(&count.except) || asks(&count.filter),
        Scope::NotListedIn(_) => false,
    });
    rules.map(|rule| rule.form.clone()).collect()
}

fn of_unit<'d>(desk: &'d Desk, unit: &'d str) -> impl Iterator<Item = usize> + 'd {
    let works = desk.works.iter().enumerate();
    works.filter(move |(_, work)| work.counts() && *work.record.unit == *unit).map(|(index, _)| index)
}

fn hold(desk: &mut Desk, concerned: &[usize], problems: Vec<Diagnostic>) {
    for &index in concerned {
        desk.works[index].hold = true;
    }
    for problem in problems {
        desk.tell(problem, concerned);
    }
}
