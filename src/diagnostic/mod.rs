//! What can be wrong: facts and a place, no sentences. The words stand in the catalogue and come at the end.

pub mod catalog;
mod code;
mod counted;
mod fact;
mod mask;
mod problems;
mod signs;
mod unreadable;

pub use catalog::{
    BatchProblem, ContentProblem, FieldProblem, FileProblem, KnownProblem, PairProblem, PeopleProblem, Problem,
    PublishProblem, ReceivedProblem, RecordProblem, SchemaProblem, SentProblem, entries, entry,
};
pub use code::{Code, Entry, Severity};
pub use counted::Counted;
pub use fact::{Both, Fact, List, Nearest, Personal, Words};
pub use mask::mask;
pub use signs::{is_dash, is_invisible, is_order, visible, visible_lines};

use std::sync::Arc;

use crate::lang::Lang;
use crate::source::Place;

/// A problem, how much it weighs, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub problem: Problem,
    /// The catalogue's default, unless the rule that found it says otherwise.
    pub severity: Severity,
    pub place: Place,
    /// The label of the field it is about, as people see it.
    pub field: Option<Arc<str>>,
    pub related: Vec<(Place, Role)>,
}

/// Why a second place is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The first of two things that should be one.
    First,
    /// The other record or file that this one clashes with.
    Other,
    /// One of those who were counted.
    Counted,
    /// One of those of whom it cannot be told whether they count.
    Open,
    /// Where the field, rule or class is declared.
    Declared,
    /// Where the office decided it.
    Decided,
}

impl Role {
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Role::First => lang.pick("先写在这里", "first given here"),
            Role::Other => lang.pick("另一处在这里", "the other one is here"),
            Role::Counted => lang.pick("计入的人选", "counted here"),
            Role::Open => lang.pick("能否计入还断不定", "may or may not count"),
            Role::Declared => lang.pick("在这里规定", "declared here"),
            Role::Decided => lang.pick("依这条裁定", "decided here"),
        }
    }
}

impl Diagnostic {
    /// A diagnostic of the catalogue's default severity.
    pub fn new(place: Place, problem: impl Into<Problem>) -> Diagnostic {
        let problem = problem.into();
        Diagnostic { severity: problem.severity(), problem, place, field: None, related: Vec::new() }
    }

    pub fn weighing(self, severity: Severity) -> Diagnostic {
        Diagnostic { severity, ..self }
    }

    pub fn about(self, field: Arc<str>) -> Diagnostic {
        Diagnostic { field: Some(field), ..self }
    }

    pub fn with(mut self, place: Place, role: Role) -> Diagnostic {
        self.related.push((place, role));
        self
    }

    pub fn code(&self) -> Code {
        self.problem.code()
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Problems in the order in which they were found; [`Diagnostics::sorted`] gives the order in which they are told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Notes a problem of default severity.
    pub fn add(&mut self, place: Place, problem: impl Into<Problem>) {
        self.push(Diagnostic::new(place, problem));
    }

    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// Gives every place its new one: files may be numbered anew.
    pub fn moved(&mut self, moved: &dyn Fn(Place) -> Place) {
        for diagnostic in &mut self.list {
            diagnostic.place = moved(diagnostic.place);
            diagnostic.related.iter_mut().for_each(|(place, _)| *place = moved(*place));
        }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// By place, then by code: the order in which a person mends a file. Sources are numbered by path, so the order
    /// never depends on threads.
    pub fn sorted(mut self) -> Diagnostics {
        self.list.sort_by_key(|diagnostic| (diagnostic.place, diagnostic.code()));
        self
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
