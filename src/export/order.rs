//! The accepted people in the order of lists, and the characters of their names that an order does not know.

use std::collections::BTreeSet;

use crate::diagnostic::{BatchProblem, Diagnostics, List, Words};
use crate::model::{Form, Kind, Order, Record, Status};
use crate::names::Names;
use crate::source::Place;

/// The accepted records; people of one name stay as they were returned.
pub(super) fn ordered<'a>(records: &'a [Record], forms: &[&Form], order: Order) -> Vec<&'a Record> {
    let mut people: Vec<_> = accepted(records, forms).collect();
    if order != Order::Given {
        let names = Names::read();
        people.sort_by_cached_key(|record| names.key(&record.person_name(form_of(record, forms)), order));
    }
    people
}

/// Tells once which characters in the names of accepted people the order does not know, at the first name that has one.
pub fn unknown_characters(records: &[Record], forms: &[&Form], order: Order) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let table = match order {
        Order::Given => return problems,
        Order::Pinyin => Words(["读音表", "the table of readings"]),
        Order::Strokes => Words(["笔画表", "the table of strokes"]),
    };
    let names = Names::read();
    let mut unknown = BTreeSet::new();
    let mut first = None;
    for record in accepted(records, forms) {
        let form = form_of(record, forms);
        let found = names.unknown(&record.person_name(form), order);
        if !found.is_empty() && first.is_none() {
            first = form.and_then(|form| name_place(form, record)).or(Some(record.place));
        }
        unknown.extend(found);
    }
    if let Some(place) = first {
        let characters = List(unknown.into_iter().map(String::from).collect());
        problems.add(place, BatchProblem::CharactersOutOfOrder { table, characters });
    }
    problems
}

/// Accepted people; answers to forms that are about nobody stand on no list.
fn accepted<'a>(records: &'a [Record], forms: &[&Form]) -> impl Iterator<Item = &'a Record> {
    let accepted = records.iter().filter(|record| record.status == Status::Accepted);
    accepted.filter(|record| form_of(record, forms).is_none_or(Form::lists_people))
}

fn form_of<'f>(record: &Record, forms: &[&'f Form]) -> Option<&'f Form> {
    forms.iter().find(|form| form.id == *record.form).copied()
}

fn name_place(form: &Form, record: &Record) -> Option<Place> {
    let field = form.fields.iter().find(|field| field.kind == Kind::PersonName)?;
    record.cells.get(form.index(&field.key)?)?.place()
}
