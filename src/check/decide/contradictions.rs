//! Decisions that cannot both hold, as far as they show it by themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{BatchProblem, Diagnostic, Diagnostics, Role};
use crate::model::{Decision, Moment, RecordRef, Ruling, unit_key};
use crate::source::Place;

/// Tells of every decision that contradicts an earlier one, and answers their numbers in the list: the first one holds.
pub fn contradictions(decisions: &[Decision], out: &mut Diagnostics) -> BTreeSet<usize> {
    let mut said = Said::default();
    let mut second = BTreeSet::new();
    for (at, decision) in decisions.iter().enumerate() {
        if let Some(first) = said.against(decision) {
            let problem = BatchProblem::DecisionsContradict {};
            out.push(Diagnostic::new(decision.place, problem).with(first, Role::First));
            second.insert(at);
        }
    }
    second
}

type Record<'a> = (&'a str, usize);

/// When something came on paper, and for how many people.
type Receipt = (Moment, Option<usize>);

/// What was decided so far, and where.
#[derive(Default)]
struct Said<'a> {
    /// Whether a record is taken.
    taken: BTreeMap<Record<'a>, (bool, Place)>,
    /// Whether two records are about one person.
    same: BTreeMap<(Record<'a>, Record<'a>), (bool, Place)>,
    is: BTreeMap<String, (&'a str, Place)>,
    category: BTreeMap<String, (&'a str, Place)>,
    /// By unit and programme.
    paper: BTreeMap<(String, &'a str), (Receipt, Place)>,
}

impl<'a> Said<'a> {
    /// Where the opposite was decided; else notes what is decided now.
    fn against(&mut self, decision: &'a Decision) -> Option<Place> {
        let place = decision.place;
        match &decision.ruling {
            Ruling::Accept { record, .. } | Ruling::Keep(record) => note(&mut self.taken, id(record), true, place),
            Ruling::Drop(record) => note(&mut self.taken, id(record), false, place),
            Ruling::Same(records) => pairs(records).find_map(|pair| note(&mut self.same, pair, true, place)),
            Ruling::Different(records) => pairs(records).find_map(|pair| note(&mut self.same, pair, false, place)),
            Ruling::Unit { unit, is, category } => {
                let key = unit_key(&unit.value);
                let is = is.as_ref().and_then(|is| note(&mut self.is, key.clone(), &is.value, place));
                is.or_else(|| note(&mut self.category, key, &category.as_ref()?.value, place))
            }
            Ruling::Paper { unit, programme, received, people } => {
                let key = (unit_key(&unit.value), programme.value.as_str());
                note(&mut self.paper, key, (*received, *people), place)
            }
            Ruling::Record { .. } => None,
        }
    }
}

/// Notes what is said of a thing, unless something else was said before: then answers where.
fn note<K: Ord, V: PartialEq>(said: &mut BTreeMap<K, (V, Place)>, key: K, value: V, place: Place) -> Option<Place> {
    match said.get(&key) {
        Some((before, first)) => (*before != value).then_some(*first),
        None => {
            said.insert(key, (value, place));
            None
        }
    }
}

fn id(record: &RecordRef) -> Record<'_> {
    (&record.file.file, record.record)
}

/// Any two of the records, each pair in one order.
fn pairs(records: &[RecordRef]) -> impl Iterator<Item = (Record<'_>, Record<'_>)> {
    records.iter().enumerate().flat_map(move |(at, one)| {
        records[..at]
            .iter()
            .map(move |other| if id(one) < id(other) { (id(one), id(other)) } else { (id(other), id(one)) })
    })
}
