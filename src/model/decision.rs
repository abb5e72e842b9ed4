//! What the office decided about returned files, with its reasons.

use jiff::civil::Date;

use super::deadline::Moment;
use super::located::Located;
use super::record::Status;
use super::submission::Entry;
use crate::diagnostic::{Both, Code};
use crate::source::{Fingerprint, Place};

/// One decision of `decisions.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub place: Place,
    pub ruling: Ruling,
    /// Why; never empty.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    pub on: Option<Date>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Ruling {
    /// The record is accepted although it has these problems; although it has any, where none are named.
    Accept { record: RecordRef, problems: Vec<Located<Code>> },
    /// The record is not taken, and counts nowhere.
    Drop(RecordRef),
    /// Of all that came in for this person, this record counts.
    Keep(RecordRef),
    /// These records are about one person, whatever their identity says; at least two.
    Same(Vec<RecordRef>),
    /// Each of these records is about another person, whatever their identity says; at least two.
    Different(Vec<RecordRef>),
    /// Which unit a written name means, or which category the unit has: one of both, at least.
    Unit { unit: Located<String>, is: Option<Located<String>>, category: Option<Located<String>> },
    /// A unit's forms came on paper.
    Paper { unit: Located<String>, programme: Located<String>, received: Moment, people: Option<usize> },
    /// A record typed from a scan, or from paper where no file is named.
    Record { form: Located<String>, source: Option<FileRef>, values: Vec<Entry> },
}

/// A record of a returned file.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRef {
    pub file: FileRef,
    /// From 1, within its file.
    pub record: usize,
    /// The person's name, which the record must then bear.
    pub name: Option<String>,
}

/// A returned file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRef {
    pub place: Place,
    /// Its name in the ledger.
    pub file: String,
    /// The fingerprint that it must then have.
    pub sha256: Option<Fingerprint>,
}

impl Ruling {
    /// The keys by which the kinds go in files and outputs.
    pub const KINDS: [&'static str; 8] = ["accept", "drop", "keep", "same", "different", "unit", "paper", "record"];

    pub fn kind(&self) -> &'static str {
        let [accept, drop, keep, same, different, unit, paper, record] = Self::KINDS;
        match self {
            Ruling::Accept { .. } => accept,
            Ruling::Drop(_) => drop,
            Ruling::Keep(_) => keep,
            Ruling::Same(_) => same,
            Ruling::Different(_) => different,
            Ruling::Unit { .. } => unit,
            Ruling::Paper { .. } => paper,
            Ruling::Record { .. } => record,
        }
    }

    /// The word that people see.
    pub fn label(&self) -> &'static str {
        match self {
            Ruling::Accept { .. } => "准予通过",
            Ruling::Drop(_) => "不予采用",
            Ruling::Keep(_) => "以此份为准",
            Ruling::Same(_) => "是同一人",
            Ruling::Different(_) => "不是同一人",
            Ruling::Unit { .. } => "单位认定",
            Ruling::Paper { .. } => "已收纸质材料",
            Ruling::Record { .. } => "代为录入",
        }
    }

    /// The records that it names.
    pub fn records(&self) -> &[RecordRef] {
        match self {
            Ruling::Accept { record, .. } | Ruling::Drop(record) | Ruling::Keep(record) => std::slice::from_ref(record),
            Ruling::Same(records) | Ruling::Different(records) => records,
            Ruling::Unit { .. } | Ruling::Paper { .. } | Ruling::Record { .. } => &[],
        }
    }
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruled {
    pub decision: Decision,
    /// Why it changed nothing; none where it did what it says.
    pub unfit: Option<Both>,
    /// The records that it is about, in its order.
    pub records: Vec<RuledRecord>,
}

/// A record that a decision is about.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledRecord {
    pub file: String,
    pub record: usize,
    /// The person's name; empty where it is not known.
    pub name: String,
    /// Its status without any decision; none where a decision brought it into being.
    pub before: Option<Status>,
    /// Its status; none where there is no such record.
    pub after: Option<Status>,
}

/// What came on paper from a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    pub received: Moment,
    pub people: Option<usize>,
    /// Who says so.
    pub by: Option<String>,
}

impl RuledRecord {
    /// A record that is not there, by what a decision says of it.
    pub fn unknown(named: &RecordRef) -> RuledRecord {
        let name = named.name.clone().unwrap_or_default();
        RuledRecord { file: named.file.file.clone(), record: named.record, name, before: None, after: None }
    }
}

impl Ruled {
    pub fn applied(&self) -> bool {
        self.unfit.is_none()
    }
}
