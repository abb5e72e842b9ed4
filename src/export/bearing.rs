//! Which people a place in a returned file is about.

use std::collections::BTreeMap;

use super::Roster;
use crate::model::Record;
use crate::source::{Place, SourceId};

/// The records of every file, in the order in which they stand there.
pub(super) struct Bearing<'a> {
    records: BTreeMap<SourceId, Vec<&'a Record>>,
    /// Of files without records too, where the ledger knows it.
    units: BTreeMap<SourceId, &'a str>,
}

impl<'a> Bearing<'a> {
    pub(super) fn new(roster: &Roster<'a>) -> Bearing<'a> {
        let mut records: BTreeMap<SourceId, Vec<&Record>> = BTreeMap::new();
        for record in &roster.summary.records {
            records.entry(record.source).or_default().push(record);
        }
        records.values_mut().for_each(|records| records.sort_by_key(|record| record.place.at));
        let lines = roster.summary.ledger.iter();
        let units = lines.filter_map(|line| Some((line.source, line.units.first()?.as_str()))).collect();
        Bearing { records, units }
    }

    /// The record that the place lies in; all of the file where the place is in the part that is given once for all.
    pub(super) fn records(&self, place: Place) -> &[&'a Record] {
        let Some(records) = self.records.get(&place.source) else { return &[] };
        let next = records.partition_point(|record| record.place.at <= place.at);
        let Some(last) = next.checked_sub(1).map(|last| records[last].place.at) else { return records };
        &records[records.partition_point(|record| record.place.at < last)..next]
    }

    /// The unit that has to do with the place; empty where nobody knows.
    pub(super) fn unit(&self, place: Place) -> &'a str {
        let own = self.records(place).first().map(|record| &*record.unit).filter(|unit| !unit.is_empty());
        own.or_else(|| self.units.get(&place.source).copied()).unwrap_or_default()
    }
}
