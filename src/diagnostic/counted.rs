//! Problems of which somebody may make very many: the first of each kind are told, and the others counted.

use super::{Diagnostic, FileProblem};
use crate::source::{Limits, Place};

/// How many problems of some kinds there were. Each kind is counted by itself, so that none hides another.
pub struct Counted<const KINDS: usize> {
    counts: [usize; KINDS],
    /// The first that is not told, and how many there are.
    more: Option<(Place, usize)>,
}

impl<const KINDS: usize> Default for Counted<KINDS> {
    fn default() -> Self {
        Counted { counts: [0; KINDS], more: None }
    }
}

impl<const KINDS: usize> Counted<KINDS> {
    /// Counts one more of a kind; whether it is still to be told.
    pub fn tells(&mut self, kind: usize, place: Place) -> bool {
        self.counts[kind] += 1;
        let is_told = self.counts[kind] <= Limits::DEFAULT.problems;
        if !is_told {
            self.more.get_or_insert((place, 0)).1 += 1;
        }
        is_told
    }

    /// What is said of those that are not told.
    pub fn more(&self) -> Option<Diagnostic> {
        self.more.map(|(place, count)| Diagnostic::new(place, FileProblem::MoreProblems { count }))
    }
}
