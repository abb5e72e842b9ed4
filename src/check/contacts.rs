//! Mobiles and e-mail addresses: whose own they are, and where different people give the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::quota::{NAMED, names};
use super::work::{Desk, Found, Work};
use crate::diagnostic::{Diagnostic, PairProblem, Personal, Role, Words};
use crate::model::{Field, Kind, Value, name_key};
use crate::source::Place;

/// Tells of every number and address that different people give as their own, once each; what is known as their unit's
/// contact is meant to answer for several.
pub fn find(desk: &Desk) -> Found {
    let of_units = contacts_of_units(desk);
    let mut given: Vec<Given> = Vec::new();
    for (index, work) in desk.works.iter().enumerate().filter(|(_, work)| !work.superseded) {
        for (contact, place) in own(work) {
            let is_mail = contact.contains('@');
            if !of_units.contains(&(work.record.unit.clone(), contact.clone())) {
                given.push(Given { is_mail, contact, index, place });
            }
        }
    }
    // Those who gave the same stand together, in the order of the records.
    given.sort_by(|a, b| (a.is_mail, &a.contact).cmp(&(b.is_mail, &b.contact)));
    let shared = given.chunk_by(|a, b| a.contact == b.contact).filter(|given| given.len() > 1);
    let told = shared.filter_map(|given| {
        // The same person on two forms is no second person.
        let mut seen = BTreeSet::new();
        let people = given.iter().filter(|it| seen.insert(name_key(&desk.works[it.index].name())));
        tell(desk, &people.collect::<Vec<_>>())
    });
    told.collect()
}

/// What a record gives as the person's own.
struct Given {
    is_mail: bool,
    contact: String,
    index: usize,
    place: Place,
}

fn tell(desk: &Desk, people: &[&Given]) -> Option<(Diagnostic, Vec<usize>)> {
    let indices: Vec<usize> = people.iter().map(|it| it.index).collect();
    let [first, later, others @ ..] = people else { return None };
    let what = Words(if first.is_mail { ["邮箱", "e-mail"] } else { ["手机", "mobile"] });
    let found = Personal(first.contact.clone());
    let problem = PairProblem::SharedContact { what, found, who: names(desk, &indices) };
    let mut told = Diagnostic::new(later.place, problem).with(first.place, Role::Other);
    for other in others.iter().take(NAMED) {
        told = told.with(other.place, Role::Other);
    }
    Some((told, indices))
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
    match field.kind {
        Kind::Email => vec![value.canonical().to_lowercase()],
        Kind::Mobile | Kind::Phone => {
            let text = value.canonical();
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
