//! The same person in two programmes that are compiled together.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, PairProblem, Role, Words};
use crate::model::{
    Birth, Cell, Form, IdNumber, Judged, Kind, Month, Programme, Project, Record, RecordProblemRef, Status, Value,
    name_key,
};
use crate::source::Place;

const BY_ID: Words = Words(["身份证号", "ID number"]);
const BY_BIRTH: Words = Words(["姓名和出生年月", "name and birth month"]);

/// Tells of people who stand in two programmes, once for each later programme, at their first record in it.
pub fn between(project: &Project, judged: &mut [(&Programme, Judged)]) {
    // Where only one has people at all, nobody stands in two.
    if judged.iter().filter(|(_, judged)| !judged.records.is_empty()).count() < 2 {
        return;
    }
    let mut by_id: BTreeMap<String, Seen> = BTreeMap::new();
    let mut by_birth: BTreeMap<(String, Month), Seen> = BTreeMap::new();
    for (at, (programme, judged)) in judged.iter_mut().enumerate() {
        let mut told = Vec::new();
        for record in judged.records.iter_mut().filter(|record| record.status != Status::Superseded) {
            let Some(person) = project.form(&record.form).and_then(|form| Person::of(record, form)) else { continue };
            let seen =
                Seen { at, title: programme.title.clone(), place: person.place, id: person.id.clone(), told: at };
            let earlier = person.id.clone().and_then(|id| earlier(by_id.entry(id), &seen)).map(|it| (it, BY_ID));
            let born = person.birth.and_then(|birth| earlier_namesake(&mut by_birth, (person.key, birth), &seen));
            if let Some((earlier, how)) = earlier.or(born.map(|it| (it, BY_BIRTH))) {
                let problem = PairProblem::InTwoProgrammes { name: person.name, programme: earlier.title, how };
                let found = Diagnostic::new(person.place, problem).with(earlier.place, Role::Other);
                record.problems.push(RecordProblemRef { code: found.code(), severity: found.severity });
                record.problems.sort();
                told.push(found);
            }
        }
        judged.problems.extend(told);
    }
}

/// Where somebody was met first.
#[derive(Clone)]
struct Seen {
    /// In which of the programmes.
    at: usize,
    title: String,
    place: Place,
    id: Option<String>,
    /// The last programme in which this was told, or the first itself.
    told: usize,
}

type Entry<'m, K> = std::collections::btree_map::Entry<'m, K, Seen>;

/// Who was met in an earlier programme, unless that has been told of this one already.
fn earlier<K: Ord>(entry: Entry<K>, now: &Seen) -> Option<Seen> {
    let first = entry.or_insert_with(|| now.clone());
    let new = first.told != now.at;
    first.told = now.at;
    (new && first.at != now.at).then(|| first.clone())
}

/// The same by name and birth month; two different ID numbers are those of namesakes.
fn earlier_namesake(by_birth: &mut BTreeMap<(String, Month), Seen>, key: (String, Month), now: &Seen) -> Option<Seen> {
    let other = by_birth.get(&key).and_then(|first| first.id.clone());
    let namesake = other.zip(now.id.clone()).is_some_and(|(one, other)| one != other);
    (!namesake).then(|| earlier(by_birth.entry(key), now)).flatten()
}

/// Whom a record is about.
struct Person {
    name: String,
    key: String,
    id: Option<String>,
    birth: Option<Month>,
    place: Place,
}

impl Person {
    fn of(record: &Record, form: &Form) -> Option<Person> {
        let cell = |found: &dyn Fn(&crate::model::Field) -> bool| {
            let mut cells = form.all_fields().zip(record.cells.iter());
            cells.find(|(field, _)| found(field)).map(|(_, cell)| cell)
        };
        let named = cell(&|field| field.key == "name")?;
        let name = named.value().map(Value::canonical)?;
        let id: Option<&IdNumber> = match cell(&|field| field.kind == Kind::IdNumber).and_then(Cell::value) {
            Some(Value::IdNumber(id)) => Some(id),
            _ => None,
        };
        let birth = match cell(&|field| field.key == "birth").and_then(Cell::value) {
            Some(Value::Month(month)) => Some(*month),
            Some(Value::Date(day)) => Some(Birth::Day(*day).month()),
            _ => id.map(|id| Birth::Day(id.birth).month()),
        };
        let place = named.place().unwrap_or(record.place);
        Some(Person { key: name_key(&name), name, id: id.map(|id| id.text.to_string()), birth, place })
    }
}
