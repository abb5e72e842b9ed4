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
    who: Who<'a>,
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
            Ruling::Same(records) => self.who.same(&records.iter().map(id).collect::<Vec<_>>(), place),
            Ruling::Different(records) => self.who.different(&records.iter().map(id).collect::<Vec<_>>(), place),
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

/// Who is one person and who is not, as far as decisions say it: whoever is the same as the same person is the same.
#[derive(Default)]
struct Who<'a> {
    /// Sets of records that are one person, by number; merged sets are left empty.
    persons: Vec<Vec<Record<'a>>>,
    /// In which set a record is.
    of: BTreeMap<Record<'a>, usize>,
    /// Sets that are different people, in both orders, and where that was decided.
    apart: BTreeMap<usize, BTreeMap<usize, Place>>,
    /// What was decided to be the same, in its order.
    joined: Vec<(Vec<Record<'a>>, Place)>,
}

impl<'a> Who<'a> {
    /// Where any two of these, or whoever else is one of them, were decided to be different; else makes them one.
    fn same(&mut self, records: &[Record<'a>], place: Place) -> Option<Place> {
        let sets: BTreeSet<usize> = records.iter().map(|record| self.set(*record)).collect();
        for set in &sets {
            let others = self.apart.get(set).into_iter().flatten();
            if let Some((_, first)) = others.into_iter().find(|(other, _)| sets.contains(other)) {
                return Some(*first);
            }
        }
        let mut sets = sets.into_iter();
        let into = sets.next()?;
        for gone in sets {
            for record in std::mem::take(&mut self.persons[gone]) {
                self.of.insert(record, into);
                self.persons[into].push(record);
            }
            for (other, first) in self.apart.remove(&gone).unwrap_or_default() {
                self.apart.entry(other).or_default().remove(&gone);
                self.part(into, other, first);
            }
        }
        self.joined.push((records.to_vec(), place));
        None
    }

    /// Where two of these became one; else notes that each is another person.
    fn different(&mut self, records: &[Record<'a>], place: Place) -> Option<Place> {
        let sets: Vec<usize> = records.iter().map(|record| self.set(*record)).collect();
        let mut firsts: BTreeMap<usize, Record<'a>> = BTreeMap::new();
        for (set, record) in sets.iter().zip(records) {
            if let Some(first) = firsts.insert(*set, *record) {
                return self.became_one(first, *record);
            }
        }
        for (at, set) in sets.iter().enumerate() {
            sets[..at].iter().for_each(|other| self.part(*set, *other, place));
        }
        None
    }

    fn set(&mut self, record: Record<'a>) -> usize {
        *self.of.entry(record).or_insert_with(|| {
            self.persons.push(vec![record]);
            self.persons.len() - 1
        })
    }

    fn part(&mut self, one: usize, other: usize, place: Place) {
        self.apart.entry(one).or_default().entry(other).or_insert(place);
        self.apart.entry(other).or_default().entry(one).or_insert(place);
    }

    /// The decision by which two records became one person.
    fn became_one(&self, one: Record<'a>, other: Record<'a>) -> Option<Place> {
        let mut who = Who::default();
        self.joined.iter().find_map(|(records, place)| {
            who.same(records, *place);
            (who.of.get(&one)? == who.of.get(&other)?).then_some(*place)
        })
    }
}
