//! Versions and files in any number: looked at by their stamps, and where very many clash, told once for all of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{FEW, Stamp, chosen, content, corrects, not_kept, supersede, withdraw};
use crate::check::quota::NAMED;
use crate::check::work::Desk;
use crate::diagnostic::{BatchProblem, Diagnostic, Role};
use crate::model::{Form, Mode};
use crate::source::Place;

/// Versions of one person with one stamp and one choice: what settles one of them settles all.
struct Class {
    key: (Stamp, Option<String>),
    members: Vec<usize>,
    /// The first of them that is sound, and how many versions stand before it.
    sound: Option<(usize, usize)>,
}

fn classes(desk: &Desk, versions: &[usize]) -> Vec<Class> {
    let mut classes: BTreeMap<(Stamp, Option<String>), Class> = BTreeMap::new();
    for (at, &index) in versions.iter().enumerate() {
        let key = (Stamp::of(&desk.works[index]), chosen(desk, index));
        let empty = || Class { key: key.clone(), members: Vec::new(), sound: None };
        let class = classes.entry(key.clone()).or_insert_with(empty);
        class.members.push(index);
        if class.sound.is_none() && !desk.works[index].has_error() {
            class.sound = Some((at, index));
        }
    }
    classes.into_values().collect()
}

fn is_after(later: Stamp, earlier: Stamp) -> bool {
    later.order(earlier) == Some(Ordering::Greater)
}

/// Each version gives way to the last sound one after it.
pub(super) fn settle_by_sound(desk: &mut Desk, versions: &[usize]) {
    let classes = classes(desk, versions);
    let mut sound: Vec<(usize, usize, &Class)> =
        classes.iter().filter_map(|class| class.sound.map(|(at, index)| (at, index, class))).collect();
    sound.sort_by_key(|(at, ..)| *at);
    for class in &classes {
        let mut last: Option<(usize, Stamp)> = None;
        for (_, index, later) in &sound {
            let stamp = later.key.0;
            let is_last = last.is_none_or(|(_, last)| is_after(stamp, last));
            if is_after(stamp, class.key.0) && corrects(&later.key, &class.key) && is_last {
                last = Some((*index, stamp));
            }
        }
        if let Some((later, _)) = last {
            class.members.iter().for_each(|&earlier| supersede(desk, earlier, later));
        }
    }
}

/// Very many versions that no sound one settled: all that clash with another one are held.
pub(super) fn clash(desk: &mut Desk, versions: &[usize]) {
    let classes = classes(desk, versions);
    let (mut ordered, mut unordered) = (vec![false; classes.len()], vec![false; classes.len()]);
    let mut latest: Option<usize> = None;
    for (at, class) in classes.iter().enumerate() {
        unordered[at] |= class.members.len() > 1;
        for (before, other) in classes[..at].iter().enumerate() {
            let order = class.key.0.order(other.key.0);
            let (earlier, later) = if order == Some(Ordering::Less) { (at, before) } else { (before, at) };
            if !corrects(&classes[later].key, &classes[earlier].key) {
                continue;
            }
            let told = if order.is_some() { &mut ordered } else { &mut unordered };
            (told[at], told[before]) = (true, true);
            if order.is_some() && latest.is_none_or(|last| classes[last].key.0 < classes[later].key.0) {
                latest = Some(later);
            }
        }
    }
    let of = |told: &[bool]| {
        let mut members: Vec<usize> =
            classes.iter().zip(told).filter(|(_, told)| **told).flat_map(|(class, _)| class.members.clone()).collect();
        members.sort_unstable();
        members
    };
    let unordered = of(&unordered);
    // Whole files that clash have said so already.
    let is_told = unordered.iter().all(|&index| desk.works[index].clash);
    if let Some(latest) = latest {
        let later = classes[latest].members[0];
        let problem = BatchProblem::LaterVersionFaulty { name: desk.works[later].name() };
        hold(desk, Diagnostic::new(desk.works[later].record.place, problem), later, &of(&ordered));
    }
    if let Some(&last) = unordered.last().filter(|_| !is_told) {
        let problem = BatchProblem::VersionsUnordered { name: desk.works[last].name() };
        hold(desk, Diagnostic::new(desk.works[last].record.place, problem), last, &unordered);
    }
}

/// Holds versions; the first of them are named beside the one at which it is told.
fn hold(desk: &mut Desk, mut told: Diagnostic, at: usize, concerned: &[usize]) {
    for &index in concerned.iter().filter(|&&index| index != at).take(NAMED) {
        told = told.with(desk.works[index].record.place, Role::Other);
    }
    for &index in concerned {
        desk.works[index].clash = true;
    }
    desk.tell(told, concerned);
}

/// A file of a unit.
struct File<'r> {
    records: &'r [usize],
    stamp: Stamp,
    whole: bool,
    faulty: bool,
}

/// Very many files of one unit: each gives way to the last sound one after it, else to the last one.
pub(super) fn files(desk: &mut Desk, form: &Form, files: &BTreeMap<usize, Vec<usize>>) {
    let of = |records: &'_ Vec<usize>| {
        let work = &desk.works[records[0]];
        (Stamp::of(work), work.record.mode == Mode::Whole, work.faulty_header)
    };
    let files: Vec<File> = files
        .values()
        .map(|records| (records, of(records)))
        .map(|(records, (stamp, whole, faulty))| File { records, stamp, whole, faulty })
        .collect();
    let [sound, faulty] = [false, true].map(|faulty| stamps(&files, faulty));
    let mut open: Vec<&File> = Vec::new();
    let mut replaced: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for file in &files {
        let later = last_after(&sound, file.stamp);
        if later.is_none() {
            open.push(file);
        }
        if let Some(later) = later.or_else(|| last_after(&faulty, file.stamp)) {
            replaced.entry(later).or_default().extend(file.records);
        }
    }
    for (later, old) in replaced {
        withdraw(desk, form, &old, files[later].records);
    }
    unordered_files(desk, &open);
}

/// The stamps of whole files, sound or faulty, each with the first file that bears it.
fn stamps(files: &[File], faulty: bool) -> Vec<(Stamp, usize)> {
    let mut stamps: BTreeMap<Stamp, usize> = BTreeMap::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.whole && file.faulty == faulty) {
        stamps.entry(file.stamp).or_insert(at);
    }
    let mut stamps: Vec<(Stamp, usize)> = stamps.into_iter().collect();
    stamps.sort_by_key(|(_, at)| *at);
    stamps
}

fn last_after(stamps: &[(Stamp, usize)], stamp: Stamp) -> Option<usize> {
    let mut last: Option<(Stamp, usize)> = None;
    for &(later, at) in stamps {
        if is_after(later, stamp) && last.is_none_or(|(last, _)| is_after(later, last)) {
            last = Some((later, at));
        }
    }
    last.map(|(_, at)| at)
}

/// Whole files that nothing settles, and of which nothing tells which is later.
fn unordered_files(desk: &mut Desk, open: &[&File]) {
    let mut counts: BTreeMap<Stamp, usize> = BTreeMap::new();
    for file in open.iter().filter(|file| file.whole) {
        *counts.entry(file.stamp).or_default() += 1;
    }
    let is_unordered = |stamp: Stamp| {
        let mut others = counts.iter().filter(|(other, count)| **other != stamp || **count > 1);
        others.any(|(other, _)| stamp.order(*other).is_none())
    };
    let stamps: Vec<Stamp> = counts.keys().copied().filter(|&stamp| is_unordered(stamp)).collect();
    let concerned = open.iter().filter(|file| file.whole && stamps.binary_search(&file.stamp).is_ok());
    let concerned: Vec<&[usize]> = concerned.map(|file| file.records).collect();
    if concerned.len() > FEW {
        files_clash(desk, &concerned);
        return;
    }
    for at in 1..concerned.len() {
        for before in &concerned[..at] {
            let [old, new] = [before[0], concerned[at][0]].map(|index| Stamp::of(&desk.works[index]));
            if new.order(old).is_none() {
                super::clash(desk, before, concerned[at]);
            }
        }
    }
}

/// Very many whole files of a unit that nothing orders: where they differ, all are held.
fn files_clash(desk: &mut Desk, files: &[&[usize]]) {
    let counting: Vec<Vec<usize>> = files.iter().map(|records| not_kept(desk, records)).collect();
    let texts = |records: &[usize]| records.iter().map(|&at| content(&desk.works[at])).collect::<Vec<_>>();
    let first = texts(&counting[0]);
    if counting.iter().all(|records| records.len() == first.len() && texts(records) == first) {
        return;
    }
    let places: Vec<Place> = files.iter().map(|records| desk.works[records[0]].record.source.whole()).collect();
    let Some((last, others)) = places.split_last() else { return };
    let name = desk.works[files[0][0]].record.unit.to_string();
    let mut told = Diagnostic::new(*last, BatchProblem::VersionsUnordered { name });
    for place in others.iter().take(NAMED) {
        told = told.with(*place, Role::Other);
    }
    let concerned = counting.concat();
    for &index in &concerned {
        desk.works[index].clash = true;
    }
    desk.tell(told, &concerned);
}
