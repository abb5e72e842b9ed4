//! A returned form whose fields were read: its records with typed values, before anything is compared or judged.

use std::sync::Arc;

use super::record::{Cell, Record};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Place, SourceId};

/// A [`Submission`](super::Submission) whose fields were read. It follows from the file and the project's forms alone, so
/// that it can be kept for as long as neither changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcript {
    pub source: SourceId,
    /// The id of its form.
    pub form: Arc<str>,
    /// How many records of the file stand before its own: they are numbered through the file.
    pub before: usize,
    /// Its header has an error, which turns the whole file back.
    pub faulty_header: bool,
    /// As they were read: of no unit yet, and with no other problems than their own.
    pub records: Vec<Record>,
    /// Each label's once, however many records it concerns.
    pub problems: Vec<Diagnostic>,
}

impl Transcript {
    /// Gives its file another number.
    pub fn renumber(&mut self, source: SourceId, moved: &dyn Fn(Place) -> Place) {
        self.source = source;
        for record in &mut self.records {
            record.source = source;
            record.place = moved(record.place);
            let cells = record.cells.iter().map(|cell| match cell {
                Cell::Empty => Cell::Empty,
                Cell::Read(value, place) => Cell::Read(value.clone(), moved(*place)),
                Cell::Unreadable(text, place) => Cell::Unreadable(text.clone(), moved(*place)),
            });
            record.cells = cells.collect();
        }
        let mut problems = Diagnostics::default();
        problems.extend(std::mem::take(&mut self.problems));
        problems.moved(moved);
        self.problems = problems.into_iter().collect();
    }
}
