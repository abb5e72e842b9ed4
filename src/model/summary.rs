//! What a programme's returned files add up to.

use std::sync::Arc;

use super::changes::Changes;
use super::decision::{Paper, Ruled};
use super::figures::Figures;
use super::record::{Record, Status};
use super::rule::Per;
use super::submission::FileFate;
use super::unit_state::UnitState;
use crate::diagnostic::{Code, Diagnostics, Problem};
use crate::source::{Fingerprint, SourceId};
use jiff::civil::Date;

/// The summary of one programme.
#[derive(Clone, Debug)]
pub struct Summary {
    pub programme: String,
    pub title: String,
    pub as_of: Option<Date>,
    pub counts: Counts,
    /// In the order of files and of records within them.
    pub records: Vec<Record>,
    /// Listed units first in the order of the list, then the others by name.
    pub units: Vec<UnitLine>,
    /// Classes and the programme as a whole under the rules that count for them, and the classes' seats.
    pub groups: Vec<GroupLine>,
    pub ledger: Vec<Arc<LedgerLine>>,
    pub figures: Figures,
    /// Those about this programme's files and units, sorted.
    pub problems: Diagnostics,
    /// Since an earlier summary; none where there is none to compare with.
    pub changes: Option<Changes>,
    /// The decisions that concern it, in the order of their files.
    pub decisions: Vec<Ruled>,
}

/// How many there are of everything; `files = read + unreadable + ignored`, and
/// `records = accepted + rejected + held + superseded`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub files: usize,
    pub read: usize,
    pub unreadable: usize,
    pub ignored: usize,
    pub records: usize,
    pub accepted: usize,
    pub rejected: usize,
    pub held: usize,
    pub superseded: usize,
}

/// One received file, as the ledger tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    pub source: SourceId,
    pub fingerprint: Option<Fingerprint>,
    pub fate: FileFate,
    /// Of an unreadable file: why, one problem of each kind.
    pub causes: Vec<Problem>,
    /// The programmes, forms and units that it holds records of, in the order in which they stand there. Files that hold the
    /// same share one list.
    pub programmes: Arc<[String]>,
    pub forms: Arc<[String]>,
    pub units: Arc<[String]>,
    pub records: usize,
    /// How many of its records have each status, in the order of [`Status::ALL`].
    pub statuses: [usize; 4],
    /// The codes of its problems, each once.
    pub problems: Box<[Code]>,
}

/// How a unit stands.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitLine {
    pub unit: String,
    pub category: Option<String>,
    /// Whether the list of units names it.
    pub listed: bool,
    /// Files that hold records of it.
    pub files: usize,
    /// Files that cannot be read and lie in a folder that bears its name.
    pub unreadable: usize,
    pub state: UnitState,
    /// How many of its records have each status, in the order of [`Status::ALL`].
    pub statuses: [usize; 4],
    /// People who count against its quota, and those who do not.
    pub counted: usize,
    pub exempt: usize,
    pub verdict: Verdict,
    pub rules: Vec<UnitRule>,
    /// What came on paper, where a decision says so.
    pub paper: Option<Paper>,
}

/// How a unit stands under its rules, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Broken,
    Provisional,
    Warned,
    Ok,
}

/// How a unit stands under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRule {
    pub rule: String,
    pub basis: String,
    /// The rule in words.
    pub text: String,
    pub actual: usize,
    pub limit: usize,
    pub ok: bool,
    pub provisional: bool,
}

/// How a class, or the programme as a whole, stands under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupLine {
    pub per: Per,
    /// The class's option, or the programme's title.
    pub group: String,
    pub verdict: Verdict,
    pub rule: UnitRule,
}

impl Summary {
    /// The number of the shape of `summary.json`; raised when a program that reads the old shape would misread the new one.
    pub const FORMAT: u64 = 1;
}

impl Counts {
    pub fn of_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> [usize; 4] {
        let mut counts = [0; 4];
        for record in records {
            if let Some(at) = Status::ALL.iter().position(|status| *status == record.status) {
                counts[at] += 1;
            }
        }
        counts
    }
}

impl UnitLine {
    /// Whether anything came from the unit, be it on paper, be it that nothing of it counts.
    pub fn reported(&self) -> bool {
        self.files > 0 || self.paper.is_some() || self.statuses.iter().any(|count| *count > 0)
    }
}

impl Verdict {
    pub const ALL: [Verdict; 4] = [Verdict::Broken, Verdict::Provisional, Verdict::Warned, Verdict::Ok];

    pub fn id(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Warned => "warned",
            Verdict::Broken => "broken",
            Verdict::Provisional => "provisional",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Verdict::Ok => "符合",
            Verdict::Warned => "提醒",
            Verdict::Broken => "不符合",
            Verdict::Provisional => "暂定",
        }
    }
}

/// The records of a programme after all checks, and how its units stand.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub records: Vec<Record>,
    pub standings: Vec<Standing>,
    pub groups: Vec<GroupLine>,
    pub problems: Diagnostics,
    /// The decisions that it was judged by, in their order.
    pub decisions: Vec<Ruled>,
}

/// How a unit stands under the rules that count its people.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub unit: String,
    pub category: Option<String>,
    pub counted: usize,
    pub exempt: usize,
    pub verdict: Verdict,
    pub rules: Vec<UnitRule>,
}
