//! Mobiles and e-mail addresses: whose own they are, and where different people give the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::quota::{NAMED, names};
use super::work::{Desk, Work};
use crate::diagnostic::{Diagnostic, PairProblem, Personal, Role, Words};
use crate::model::{Field, Kind, Value, name_key};
use crate::source::Place;

/// Tells of every number and address that different people give as their own, once each; what is known as their unit's
/// contact is meant to answer for several.
pub fn judge(desk: &mut Desk) {
    let of_units = contacts_of_units(desk);
    let mut given: BTreeMap<(bool, String), Vec<(usize, Place)>> = BTreeMap::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for (index, work) in desk.works.iter().enumerate().filter(|(_, work)| !work.superseded) {
        for (contact, place) in own(work) {
            let official = of_units.contains(&(work.record.unit.clone(), contact.clone()));
            // The same person on two forms is no second person.
            if !official && seen.insert((contact.clone(), name_key(&work.name()))) {
                given.entry((contact.contains('@'), contact)).or_default().push((index, place));
            }
        }
    }
    for ((is_mail, contact), people) in given {
        let indices: Vec<usize> = people.iter().map(|(index, _)| *index).collect();
        let [(_, first), (_, later), others @ ..] = people.as_slice() else { continue };
        let what = if is_mail { ["邮箱", "e-mail"] } else { ["手机", "mobile"] };
        let problem =
            PairProblem::SharedContact { what: Words(what), found: Personal(contact), who: names(desk, &indices) };
        let mut told = Diagnostic::new(*later, problem).with(*first, Role::Other);
        for (_, place) in others.iter().take(NAMED) {
            told = told.with(*place, Role::Other);
        }
        desk.tell(told, &indices);
    }
}

/// Whether the numbers that two records give have nothing in common; false where one of them gives none.
pub fn differ(one: &Work, other: &Work) -> bool {
    let numbers = |work: &Work| -> BTreeSet<String> { own(work).into_iter().map(|(contact, _)| contact).collect() };
    let (one, other) = (numbers(one), numbers(other));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Mobiles and addresses that a record gives as the person's own: what stands above a list is the unit's.
fn own(work: &Work) -> Vec<(String, Place)> {
    let header = work.form.header.len();
    let fields = work.form.all_fields().zip(work.record.cells.iter()).skip(header);
    let contacts = fields.flat_map(|(field, cell)| {
        let found = cell.value().map(|value| contacts(field, value)).unwrap_or_default();
        found.into_iter().filter_map(|contact| Some((contact, cell.place()?)))
    });
    contacts.collect()
}

/// The mobiles and addresses in a value; landlines are shared by whole offices.
fn contacts(field: &Field, value: &Value) -> Vec<String> {
    let text = value.canonical();
    match field.kind {
        Kind::Email => vec![text.to_lowercase()],
        Kind::Mobile | Kind::Phone => {
            let is_mobile = |number: &&str| number.len() == 11 && number.starts_with('1') && is_digits(number);
            text.split('、').filter(is_mobile).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// By unit: what headers and the list of units give as the unit's contact.
fn contacts_of_units(desk: &Desk) -> BTreeSet<(Arc<str>, String)> {
    let mut known = BTreeSet::new();
    for work in &desk.works {
        let header = work.form.header.iter().zip(work.record.cells.iter());
        let found = header.filter_map(|(field, cell)| Some(contacts(field, cell.value()?))).flatten();
        known.extend(found.map(|contact| (work.record.unit.clone(), contact)));
    }
    for unit in &desk.project.units.list {
        let Some(contact) = &unit.contact else { continue };
        let name: Arc<str> = unit.name.as_str().into();
        let phones = contact.phones.iter().map(|phone| phone.chars().filter(char::is_ascii_digit).collect());
        let mails = contact.email.iter().map(|mail| mail.value.to_lowercase());
        known.extend(phones.chain(mails).map(|contact| (name.clone(), contact)));
    }
    known
}
