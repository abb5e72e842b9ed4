//! Records that may be about one person although their identities differ, and people who share what is a person's own.
//!
//! Each suspicion is told once, at the later record, with the first beside it. Everything is found by keys: ten thousand
//! records are not compared with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::near::{Slips, close_months};
use super::work::{Desk, Found, Work};
use crate::diagnostic::{Diagnostic, PairProblem, Role, Words};
use crate::model::{Birth, Month, Value, name_key};

/// Looks over all records of a programme.
pub fn find(desk: &Desk) -> Found {
    let ((mut found, spellings), same) =
        rayon::join(|| rayon::join(|| one_id_two_names(desk), || two_spellings(desk)), || likely_same(desk));
    found.extend(spellings);
    found.extend(same);
    // Where the office has settled who somebody is, nothing is left to suspect.
    found.retain(|(_, concerned)| concerned.iter().all(|&index| desk.works[index].decided.person.is_none()));
    found
}

/// An ID number belongs to one person. Superseded records are looked at too: a form with somebody else's number replaces
/// that person's own.
fn one_id_two_names(desk: &Desk) -> Found {
    let mut found = Vec::new();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
    for (index, work) in desk.works.iter().enumerate() {
        let (Some(id), Some(name)) = (work.record.id_number(), sound_name(work)) else { continue };
        let new = seen.insert((&id.text, name_key(&name)));
        let &mut before = first.entry(&id.text).or_insert(index);
        if new && before != index {
            let problem = PairProblem::OneIdTwoNames { one: desk.works[before].name(), other: name };
            found.push((pair(desk, before, index, problem), vec![before, index]));
        }
    }
    found
}

/// The same name and birth month, but for the spelling of the name.
fn two_spellings(desk: &Desk) -> Found {
    let mut found = Vec::new();
    let mut first: BTreeMap<(String, Month), usize> = BTreeMap::new();
    let mut seen: BTreeSet<(String, Month)> = BTreeSet::new();
    for (index, work) in live(desk) {
        let (Some(name), Some(month)) = (sound_name(work), work.record.birth(work.form).map(Birth::month)) else {
            continue;
        };
        let new = seen.insert((name.clone(), month));
        let &mut before = first.entry((name_key(&name), month)).or_insert(index);
        if new && before != index && super::identity::agree(desk, before, index) {
            let problem = PairProblem::TwoSpellings { one: desk.works[before].name(), other: name };
            found.push((pair(desk, before, index, problem), vec![before, index]));
        }
    }
    found
}

/// People of one name in one unit.
#[derive(Default)]
struct Namesakes {
    ids: Slips,
    /// The first born in each month, and of them the first without a sound ID number.
    months: BTreeMap<Month, (usize, Option<usize>)>,
}

/// An old record and its correction that differ in the very identity: one slip in the ID number, or close birth months.
fn likely_same(desk: &Desk) -> Found {
    let mut groups: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    for (index, work) in live(desk).filter(|(_, work)| !work.record.unit.is_empty()) {
        if let Some(name) = sound_name(work) {
            groups.entry((name_key(&name), &work.record.unit)).or_default().push(index);
        }
    }
    // One group after the other, because what is kept to find slips by weighs more than the records.
    let groups = groups.into_values().filter(|people| people.len() > 1);
    let mut told: Vec<(usize, usize, Words)> = groups.flat_map(|people| Namesakes::alike(desk, &people)).collect();
    told.sort_by_key(|(later, ..)| *later);
    let found = told.into_iter().map(|(later, before, how)| {
        let problem = PairProblem::LikelySame { name: sound_name(&desk.works[later]).unwrap_or_default(), how };
        (pair(desk, before, later, problem), vec![before, later])
    });
    found.collect()
}

impl Namesakes {
    /// Of those of one name in one unit: who is like somebody before, who that is, and in what.
    fn alike(desk: &Desk, people: &[usize]) -> Vec<(usize, usize, Words)> {
        let mut group = Namesakes::default();
        let mut alike = Vec::new();
        for &index in people {
            let work = &desk.works[index];
            let (id, month) = (work.written_id(), work.record.birth(work.form).map(Birth::month));
            let slip = id.as_deref().and_then(|id| group.ids.find(id));
            alike.extend(slip.or_else(|| group.close(work, month)).map(|(before, how)| (index, before, how)));
            if let Some(id) = id {
                group.ids.insert(id, index);
            }
            if let Some(month) = month {
                let (_, without_id) = group.months.entry(month).or_insert((index, None));
                *without_id = without_id.or(work.record.id_number().is_none().then_some(index));
            }
        }
        alike
    }

    /// The first who was born in a close month.
    fn close(&self, work: &Work, month: Option<Month>) -> Option<(usize, Words)> {
        let near = self.months.iter().filter(|(other, _)| month.is_some_and(|own| close_months(own, **other)));
        // Two sound ID numbers that are far apart are those of two people.
        let candidates = near.filter_map(|(_, (first, without_id))| match work.record.id_number() {
            Some(_) => *without_id,
            None => Some(*first),
        });
        candidates.min().map(|at| (at, Words(["出生年月相近", "the birth months are close"])))
    }
}

/// Told at the later record's name, with the first beside it.
fn pair(desk: &Desk, first: usize, later: usize, problem: PairProblem) -> Diagnostic {
    Diagnostic::new(desk.works[later].place("name"), problem).with(desk.works[first].place("name"), Role::Other)
}

fn live<'d, 'a>(desk: &'d Desk<'a>) -> impl Iterator<Item = (usize, &'d Work<'a>)> {
    desk.works.iter().enumerate().filter(|(_, work)| !work.superseded)
}

fn sound_name(work: &Work) -> Option<String> {
    work.cell("name").value().map(Value::canonical)
}
