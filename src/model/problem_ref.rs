//! A problem by its code, without its words and place.

use crate::diagnostic::{Code, Severity};

/// A problem that concerns a record, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordProblemRef {
    pub code: Code,
    pub severity: Severity,
}
