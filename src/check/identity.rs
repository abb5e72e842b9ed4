//! Which records are about one person: by the form's identity, told apart by ID numbers where there are any.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::work::Desk;
use crate::model::{Form, Kind};

/// The live records of a form by the person they are about, in the order of what identifies them; records that lack
/// something of it are about nobody.
pub fn persons(desk: &Desk, form: &Form) -> Vec<Vec<usize>> {
    let by_id = form.identity.iter().any(|key| form.field(key).is_some_and(|field| field.kind == Kind::IdNumber));
    let groups = by_identity(desk, &form.id, &form.identity).into_values();
    match by_id {
        true => groups.collect(),
        false => groups.flat_map(|records| told_apart(desk, records)).collect(),
    }
}

/// The live records of a form by the words of its identity.
pub fn by_identity(desk: &Desk, form: &str, keys: &[String]) -> BTreeMap<String, Vec<usize>> {
    let mut people: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in desk.live(form) {
        if let Some(identity) = desk.works[index].identity(keys) {
            people.entry(identity).or_default().push(index);
        }
    }
    people
}

/// Whether two records may be about one person: they are not where their ID numbers differ.
pub fn agree(desk: &Desk, one: usize, other: usize) -> bool {
    match (desk.works[one].record.id_number(), desk.works[other].record.id_number()) {
        (Some(one), Some(other)) => one.text == other.text,
        _ => true,
    }
}

/// Namesakes born at one time have different ID numbers. A record without one belongs to the only namesake of its unit,
/// else it stays by itself.
fn told_apart(desk: &Desk, records: Vec<usize>) -> Vec<Vec<usize>> {
    let id = |index: usize| desk.works[index].record.id_number().map(|id| id.text.to_string());
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &index in &records {
        if let Some(id) = id(index) {
            by_id.entry(id).or_default().push(index);
        }
    }
    // Whom the office called one person stays one, whatever the numbers say.
    let decided = records.iter().any(|&index| desk.works[index].decided.person.is_some());
    if by_id.len() < 2 || decided {
        return vec![records];
    }
    let mut persons: Vec<Vec<usize>> = by_id.into_values().collect();
    let mut rest: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for index in records.into_iter().filter(|&index| id(index).is_none()) {
        let unit = desk.works[index].record.unit.clone();
        let of_unit = |person: &Vec<usize>| person.iter().any(|&other| desk.works[other].record.unit == unit);
        let candidates: Vec<usize> = (0..persons.len()).filter(|&at| of_unit(&persons[at])).collect();
        match candidates.as_slice() {
            [only] => {
                persons[*only].push(index);
                persons[*only].sort_unstable();
            }
            _ => rest.entry(unit).or_default().push(index),
        }
    }
    persons.extend(rest.into_values());
    persons
}
