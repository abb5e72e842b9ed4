//! From a problem to the row of the person whom it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;
use crate::export::Roster;
use crate::model::Record;
use crate::source::{At, Place, SourceId};

/// Where the people stand who have problems.
pub(super) struct Links<'a> {
    /// Where the records of each file begin, sorted; of files with problems alone.
    starts: BTreeMap<SourceId, Vec<(At, &'a Record)>>,
    /// The cell of each, such as `internal:'合并表'!A5`.
    cells: BTreeMap<(SourceId, usize), String>,
}

impl<'a> Links<'a> {
    pub(super) fn new(roster: &Roster<'a>) -> Links<'a> {
        let files: BTreeSet<SourceId> = roster.summary.problems.iter().map(|problem| problem.place.source).collect();
        let mut starts: BTreeMap<SourceId, Vec<(At, &Record)>> = BTreeMap::new();
        for record in roster.summary.records.iter().filter(|record| files.contains(&record.source)) {
            starts.entry(record.source).or_default().push((record.place.at, record));
        }
        starts.values_mut().for_each(|starts| starts.sort_by_key(|(at, record)| (*at, record.number)));
        Links { starts, cells: BTreeMap::new() }
    }

    /// Remembers that the record is in the row that the table writes next.
    pub(super) fn note(&mut self, record: &Record, table: &Table) {
        if self.starts.contains_key(&record.source) {
            self.cells.insert((record.source, record.number), table.next_cell());
        }
    }

    /// The record that a place lies in; of a place before all records, such as a whole file, the only one if it is one.
    pub(super) fn about(&self, place: Place) -> Option<&'a Record> {
        let starts = self.starts.get(&place.source)?;
        let before = starts.partition_point(|(start, _)| *start <= place.at);
        match (before, starts.as_slice()) {
            (_, [(_, only)]) => Some(only),
            (0, _) => None,
            _ => Some(starts[before - 1].1),
        }
    }

    pub(super) fn cell(&self, record: &Record) -> Option<&str> {
        self.cells.get(&(record.source, record.number)).map(String::as_str)
    }
}
