//! What came back: one returned file, raw and placed, before anything is judged.

use std::sync::Arc;

use jiff::civil::Date;

use super::problem_ref::RecordProblemRef;
use super::transcript::Transcript;
use crate::source::{Place, SourceId};

/// A form of this project in a returned file, which may hold several.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub source: SourceId,
    /// The id of its form.
    pub form: String,
    pub mode: Mode,
    /// How many records of the file stand before its own: they are numbered through the file.
    pub before: usize,
    /// Whether it came as a table, which may be the plain official one: a column beyond that one may be missing, and is
    /// then to be completed.
    pub table: bool,
    /// Errors in what the file says about itself; they turn all its records back.
    pub faults: Vec<RecordProblemRef>,
    /// Entries given once for the file; empty on a card.
    pub header: Vec<Entry>,
    pub records: Vec<RawRecord>,
}

/// How a roster relates to the unit's earlier file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// 全部: it replaces the earlier file whole.
    #[default]
    Whole,
    /// 补充: it adds to it.
    Addition,
}

/// One record as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRecord {
    pub place: Place,
    /// Why nothing of it could be read, where that is so; it stands for a person all the same.
    pub fault: Option<RecordProblemRef>,
    pub entries: Vec<Entry>,
}

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub label: String,
    pub label_place: Place,
    pub raw: Raw,
    pub place: Place,
}

/// What stands beside a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Raw {
    Empty,
    Text(String),
    /// A number as a spreadsheet keeps it. What has more digits than it can keep (15) is written with an exponent.
    Number(String),
    /// A day of a spreadsheet's calendar, whatever it showed.
    Date(Date),
    /// A picture that lies in the cell.
    Picture,
    /// A spreadsheet's error value, such as `#N/A`.
    Error(&'static str),
    /// A formula whose result the file does not tell.
    Formula,
    List(Vec<String>),
    /// Something else, named in Chinese and English.
    Other([&'static str; 2]),
}

/// What became of a received file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileFate {
    /// Its form was recognised and its records were judged.
    Read,
    /// It could not be read, or no form was recognised in it.
    Unreadable,
    /// It could not be read, and its records were typed from it by a decision. In the sums it counts as read.
    Keyed,
    /// It is none of the returned forms, with the reason in Chinese and English.
    Ignored([&'static str; 2]),
    /// An archive or a mail whose files stand in the ledger on their own. In the sums it counts as ignored.
    Expanded {
        /// How many files are in it, those nested deeper not counted.
        files: usize,
    },
}

/// A received file and its fate; every file stands in the ledger once.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub source: SourceId,
    pub fate: FileFate,
    /// What the forms in it say, in the order in which they stand there.
    pub transcripts: Vec<Arc<Transcript>>,
}
