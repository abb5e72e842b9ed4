//! One person in a returned file, read and judged.

use std::borrow::Cow;
use std::sync::Arc;

use super::problem_ref::RecordProblemRef;
use super::submission::Mode;
use super::value::Value;
use crate::lang::Lang;
use crate::source::{Place, SourceId};

/// One person in a returned file.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub source: SourceId,
    /// From 1, within its file.
    pub number: usize,
    pub place: Place,
    /// The id of its form.
    pub form: Arc<str>,
    pub mode: Mode,
    /// The unit's name: that of the list of units where it is listed, else as written; empty where it is unreadable.
    pub unit: Arc<str>,
    /// One for each of the form's fields, header first.
    pub cells: Arc<[Cell]>,
    pub problems: Vec<RecordProblemRef>,
    pub status: Status,
}

/// A field's content.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Read(Value, Place),
    /// It could not be understood; the text as it was written.
    Unreadable(Box<str>, Place),
}

/// What becomes of a record: exactly one, the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A later version counts.
    Superseded,
    /// It has an error of its own.
    Rejected,
    /// It is sound in itself, but its unit breaks a rule, it clashes with another record, or the office must decide.
    Held,
    Accepted,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Accepted, Status::Rejected, Status::Held, Status::Superseded];

    pub fn id(self) -> &'static str {
        match self {
            Status::Superseded => "superseded",
            Status::Rejected => "rejected",
            Status::Held => "held",
            Status::Accepted => "accepted",
        }
    }

    /// The status of an id.
    pub fn named(id: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.id() == id)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Status::Superseded => lang.pick("被替换", "superseded"),
            Status::Rejected => lang.pick("退回", "rejected"),
            Status::Held => lang.pick("待核", "held"),
            Status::Accepted => lang.pick("通过", "accepted"),
        }
    }
}

impl Cell {
    pub fn value(&self) -> Option<&Value> {
        match self {
            Cell::Read(value, _) => Some(value),
            _ => None,
        }
    }

    /// The canonical text, or the text as written where it could not be understood; empty where nothing stands.
    pub fn text(&self) -> String {
        self.words().into_owned()
    }

    /// The same, borrowed where it stands there as it is.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => "".into(),
            Cell::Read(value, _) => value.words(),
            Cell::Unreadable(text, _) => Cow::Borrowed(text),
        }
    }

    pub fn place(&self) -> Option<Place> {
        match self {
            Cell::Empty => None,
            Cell::Read(_, place) | Cell::Unreadable(_, place) => Some(*place),
        }
    }
}
