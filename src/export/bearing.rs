//! Which people a place in a returned file is about, and which problems are about a person.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Record, Summary};
use crate::source::{Place, SourceId};

/// The records of every file, in the order in which they stand there.
pub struct Bearing<'a> {
    records: BTreeMap<SourceId, Vec<&'a Record>>,
    /// Of files without records too, where the ledger knows it.
    units: BTreeMap<SourceId, &'a str>,
}

/// Where to look for the problems of a record: records know the codes alone, the words hang on places.
pub struct Concerns<'a> {
    /// The problems that name a file, as their place or as a related one.
    problems: BTreeMap<SourceId, Vec<&'a Diagnostic>>,
    bearing: Bearing<'a>,
}

impl<'a> Bearing<'a> {
    pub fn new(summary: &'a Summary) -> Bearing<'a> {
        let mut records: BTreeMap<SourceId, Vec<&Record>> = BTreeMap::new();
        for record in &summary.records {
            records.entry(record.source).or_default().push(record);
        }
        records.values_mut().for_each(|records| records.sort_by_key(|record| record.place.at));
        let lines = summary.ledger.iter();
        let units = lines.filter_map(|line| Some((line.source, line.units.first()?.as_str()))).collect();
        Bearing { records, units }
    }

    /// The record that the place lies in; all of the file where the place is in the part that is given once for all.
    pub fn records(&self, place: Place) -> &[&'a Record] {
        let Some(records) = self.records.get(&place.source) else { return &[] };
        let next = records.partition_point(|record| record.place.at <= place.at);
        let Some(last) = next.checked_sub(1).map(|last| records[last].place.at) else { return records };
        &records[records.partition_point(|record| record.place.at < last)..next]
    }

    /// The unit that has to do with the place; empty where nobody knows.
    pub fn unit(&self, place: Place) -> &'a str {
        let own = self.records(place).first().map(|record| &*record.unit).filter(|unit| !unit.is_empty());
        own.or_else(|| self.units.get(&place.source).copied()).unwrap_or_default()
    }
}

impl<'a> Concerns<'a> {
    pub fn new(summary: &'a Summary) -> Concerns<'a> {
        let mut index = Concerns { problems: BTreeMap::new(), bearing: Bearing::new(summary) };
        for problem in summary.problems.iter() {
            let mut files: Vec<_> = places(problem).map(|place| place.source).collect();
            files.sort_unstable();
            files.dedup();
            for file in files {
                index.problems.entry(file).or_default().push(problem);
            }
        }
        index
    }

    /// The problems of a record by their codes, each once; none of a code that is told nowhere near the record.
    pub fn of(&self, record: &Record) -> Vec<(Code, Vec<&'a Diagnostic>)> {
        // What was keyed in stands in the decisions, not in the scan that it is about.
        let around = self.problems.get(&record.place.source).map_or(&[][..], Vec::as_slice);
        let of_code = |code: Code| {
            let own = around.iter().copied().filter(|problem| problem.code() == code);
            own.filter(|problem| places(problem).any(|place| self.concerns(place, record))).collect()
        };
        codes(record).into_iter().map(|code| (code, of_code(code))).collect()
    }

    /// Whether a place lies within the record, or in the part of its file that is about all records.
    fn concerns(&self, place: Place, record: &Record) -> bool {
        // All that stand between the first and the last: one place, or the whole file, which may have very many.
        let all = self.bearing.records(place);
        let within = |one: &&Record, other: &&Record| (one.place.at..=other.place.at).contains(&record.place.at);
        record.source == place.source && all.first().zip(all.last()).is_some_and(|(one, other)| within(one, other))
    }
}

/// The codes of a record's problems, each once.
pub fn codes(record: &Record) -> Vec<Code> {
    let mut codes: Vec<_> = record.problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A problem's own place and the related ones.
fn places(problem: &Diagnostic) -> impl Iterator<Item = Place> {
    std::iter::once(problem.place).chain(problem.related.iter().map(|(place, _)| *place))
}
