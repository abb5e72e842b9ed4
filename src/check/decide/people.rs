//! Who is who by decision: several identities of one person, or one identity of several people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The records of a programme by the person they are about. Records go by their index.
pub struct People {
    /// Who each record is about; none where its identity cannot be read.
    of: Vec<Option<String>>,
    units: Vec<Arc<str>>,
    records: BTreeMap<String, Vec<usize>>,
    /// The first of those that were decided to be the same as a record: these stay together whatever else is decided.
    blocks: BTreeMap<usize, usize>,
    /// Whose person was decided.
    decided: BTreeSet<usize>,
}

/// What decisions say of the records of one identity: which blocks are named, and which of them are different people.
#[derive(Default)]
struct Parting {
    /// In the order in which they are named.
    named: Vec<usize>,
    apart: BTreeSet<(usize, usize)>,
}

impl People {
    /// Of the identities of all records, and their units.
    pub fn new(of: Vec<Option<String>>, units: Vec<Arc<str>>) -> People {
        let mut records: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, person) in of.iter().enumerate() {
            if let Some(person) = person {
                records.entry(person.clone()).or_default().push(index);
            }
        }
        People { of, units, records, blocks: BTreeMap::new(), decided: BTreeSet::new() }
    }

    /// The person that a record is about; none where nobody can tell.
    pub fn person(&self, index: usize) -> Option<&str> {
        self.of[index].as_deref()
    }

    /// All records of the person, this one among them if its identity can be read.
    pub fn others(&self, index: usize) -> &[usize] {
        self.person(index).and_then(|person| self.records.get(person)).map_or(&[], Vec::as_slice)
    }

    /// The records whose person was decided, with that person.
    pub fn decided(&self) -> impl Iterator<Item = (usize, &str)> {
        self.decided.iter().filter_map(|&index| Some((index, self.person(index)?)))
    }

    /// Makes one person of several, with all their other records. `nobody` names a person of whom no identity can be read.
    /// Answers whether they were not one person before.
    pub fn join(&mut self, works: &[usize], nobody: &str) -> bool {
        self.bind(works);
        let own: BTreeSet<Option<String>> = works.iter().map(|&index| self.of[index].clone()).collect();
        if own.len() == 1 && !own.contains(&None) {
            return false;
        }
        let person = own.iter().flatten().next().map_or(nobody, String::as_str).to_owned();
        let mut all: BTreeSet<usize> = works.iter().copied().collect();
        all.extend(own.iter().flatten().filter_map(|it| self.records.remove(it)).flatten());
        all.iter().for_each(|&index| self.name(index, &person));
        self.records.insert(person, all.into_iter().collect());
        true
    }

    /// Makes several persons of one wherever decisions name its records as different; comes after all joining. A named record
    /// goes with the first person from whom nothing sets it apart, any other with the person of its own unit, else with the
    /// first. Answers of each decision whether it named any two records of one identity.
    pub fn part(&mut self, decisions: &[Vec<usize>]) -> Vec<bool> {
        let mut partings: BTreeMap<String, Parting> = BTreeMap::new();
        let fitting = decisions.iter().map(|works| self.note(works, &mut partings)).collect();
        for (person, parting) in partings {
            let mut persons: Vec<Vec<usize>> = Vec::new();
            for block in parting.named {
                let free = |members: &Vec<usize>| members.iter().all(|it| !parting.apart.contains(&(*it, block)));
                match persons.iter().position(free) {
                    Some(at) => persons[at].push(block),
                    None => persons.push(vec![block]),
                }
            }
            self.divide(&person, &persons);
        }
        fitting
    }

    fn note(&self, works: &[usize], partings: &mut BTreeMap<String, Parting>) -> bool {
        let mut fits = false;
        for (at, &other) in works.iter().enumerate() {
            for &one in &works[..at] {
                let (Some(person), true) = (self.person(one), self.person(one) == self.person(other)) else { continue };
                let (one, other) = (self.block(one), self.block(other));
                if one == other {
                    continue;
                }
                let parting = partings.entry(person.to_owned()).or_default();
                for block in [one, other] {
                    if !parting.named.contains(&block) {
                        parting.named.push(block);
                    }
                }
                parting.apart.extend([(one, other), (other, one)]);
                fits = true;
            }
        }
        fits
    }

    /// Gives each block of a person's records to one of several persons, of whom these are the named blocks.
    fn divide(&mut self, person: &str, persons: &[Vec<usize>]) {
        let records = self.records.remove(person).unwrap_or_default();
        let mut goes: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, blocks) in persons.iter().enumerate() {
            goes.extend(blocks.iter().map(|block| (*block, at)));
        }
        let mut units: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for &index in &records {
            if let Some(&at) = goes.get(&self.block(index)) {
                let first = units.entry(self.units[index].clone()).or_insert(at);
                *first = at.min(*first);
            }
        }
        for index in records {
            let of_unit = units.get(&self.units[index]).copied().unwrap_or_default();
            let at = *goes.entry(self.block(index)).or_insert(of_unit);
            let other = if at == 0 { person.to_owned() } else { format!("{person}\u{1F}{at}") };
            self.name(index, &other);
            self.records.entry(other).or_default().push(index);
        }
    }

    fn block(&self, index: usize) -> usize {
        self.blocks.get(&index).copied().unwrap_or(index)
    }

    fn bind(&mut self, works: &[usize]) {
        let old: BTreeSet<usize> = works.iter().map(|&index| self.block(index)).collect();
        let Some(&first) = old.first() else { return };
        self.blocks.values_mut().filter(|block| old.contains(block)).for_each(|block| *block = first);
        self.blocks.extend(works.iter().chain(&old).map(|&index| (index, first)));
    }

    fn name(&mut self, index: usize, person: &str) {
        self.decided.insert(index);
        self.of[index] = Some(person.to_owned());
    }
}
