//! Who is who by decision: several identities of one person, or one identity of several people.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::check::work::Desk;
use crate::diagnostic::Both;
use crate::model::Decision;

/// The records of a programme by the person they are about.
pub struct People {
    /// Who each record is about; none where its identity cannot be read.
    of: Vec<Option<String>>,
    records: BTreeMap<String, Vec<usize>>,
}

impl People {
    pub fn of(desk: &Desk) -> People {
        let of: Vec<_> = desk.works.iter().map(|work| work.identity(&work.form.identity)).collect();
        let mut records: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, person) in of.iter().enumerate() {
            if let Some(person) = person {
                records.entry(person.clone()).or_default().push(index);
            }
        }
        People { of, records }
    }

    /// All records of the person on the same form, this one among them if its identity can be read.
    pub fn others(&self, desk: &Desk, index: usize) -> Vec<usize> {
        let records = self.of[index].as_ref().and_then(|person| self.records.get(person));
        let own = |other: &usize| desk.works[*other].form.id == desk.works[index].form.id;
        records.into_iter().flatten().copied().filter(own).collect()
    }

    /// Makes one person of several, with all their other records; answers why that changes nothing.
    pub fn join(&mut self, desk: &mut Desk, works: &[usize], decision: &Decision) -> Option<Both> {
        let own: BTreeSet<Option<String>> = works.iter().map(|&index| self.of[index].clone()).collect();
        if own.len() == 1 && !own.contains(&None) {
            return Some(words(["这些记录本来就算同一个人", "they are about one person anyway"]));
        }
        // Nothing that is written in a form begins like this.
        let unknown = || format!("\u{1F}{:?}", decision.place);
        let person = own.iter().flatten().next().cloned().unwrap_or_else(unknown);
        let mut all: BTreeSet<usize> = works.iter().copied().collect();
        all.extend(own.iter().flatten().filter_map(|it| self.records.remove(it)).flatten());
        all.iter().for_each(|&index| self.name(desk, index, &person));
        self.records.insert(person, all.into_iter().collect());
        None
    }

    /// Makes as many persons of one as records are named; answers why that changes nothing. Any further record of that
    /// person goes with the one from its own unit, else with the first.
    pub fn part(&mut self, desk: &mut Desk, works: &[usize]) -> Option<Both> {
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        let mut parted = false;
        for (at, &named) in works.iter().enumerate() {
            let Some(person) = self.of[named].clone() else { continue };
            let Some(&first) = firsts.get(&person) else {
                firsts.insert(person, named);
                continue;
            };
            parted = true;
            let unit = |index: usize| desk.works[index].record.unit.clone();
            let elsewhere = unit(first) != unit(named);
            let goes =
                |index: &usize| *index == named || (elsewhere && !works.contains(index) && unit(*index) == unit(named));
            let (gone, stay): (Vec<usize>, Vec<usize>) =
                self.records.remove(&person).unwrap_or_default().into_iter().partition(goes);
            let other = format!("{person}\u{1F}{at}");
            gone.iter().for_each(|&index| self.name(desk, index, &other));
            self.records.insert(other, gone);
            self.records.insert(person, stay);
        }
        (!parted).then(|| words(["这些记录本来就不算同一个人", "they are about different people anyway"]))
    }

    fn name(&mut self, desk: &mut Desk, index: usize, person: &str) {
        desk.works[index].decided.person = Some(person.to_owned());
        self.of[index] = Some(person.to_owned());
    }
}
