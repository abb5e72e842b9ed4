//! What has changed since an earlier compiling: people and problems.

use super::record::Status;
use crate::diagnostic::Severity;

/// What has changed since an earlier summary of the same programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// In the order of the summary's records; who is gone comes last. Of those whose values have not changed, only the
    /// ones whose status has.
    pub records: Vec<RecordChange>,
    /// How many people's values have not changed, whatever became of their status.
    pub unchanged: usize,
    /// New ones and those that stay open in the order of the summary, mended ones last. Notes are no problems.
    pub problems: Vec<ProblemChange>,
}

/// What became of a person's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonChange {
    New,
    /// Other values of the same person.
    Corrected,
    /// The person was there and is gone, or only stands in files that were replaced.
    Withdrawn,
    Unchanged,
}

/// One person, then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordChange {
    pub change: PersonChange,
    pub form: String,
    /// Where it stands now; of a withdrawn one, where it stood.
    pub file: String,
    pub number: usize,
    pub unit: String,
    pub name: String,
    pub was: Option<Status>,
    pub now: Option<Status>,
    /// Of a corrected record: what differs.
    pub fields: Vec<FieldChange>,
}

/// A field's text, then and now; empty where nothing stood.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub key: String,
    pub label: String,
    pub was: String,
    pub now: String,
}

/// What became of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    New,
    Open,
    Mended,
}

/// One problem, then or now.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemChange {
    pub progress: Progress,
    pub code: String,
    pub severity: Severity,
    pub file: String,
    /// The label of the field it is about.
    pub field: Option<String>,
    pub message: String,
}

impl Changes {
    /// How many people there are of a change.
    pub fn people(&self, change: PersonChange) -> usize {
        match change {
            PersonChange::Unchanged => self.unchanged,
            change => self.records.iter().filter(|record| record.change == change).count(),
        }
    }

    pub fn problems(&self, progress: Progress) -> usize {
        self.problems.iter().filter(|problem| problem.progress == progress).count()
    }
}

impl PersonChange {
    pub fn id(self) -> &'static str {
        match self {
            PersonChange::New => "new",
            PersonChange::Corrected => "corrected",
            PersonChange::Withdrawn => "withdrawn",
            PersonChange::Unchanged => "unchanged",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            PersonChange::New => "新增",
            PersonChange::Corrected => "更正",
            PersonChange::Withdrawn => "撤回",
            PersonChange::Unchanged => "状态变了",
        }
    }
}

impl Progress {
    pub fn id(self) -> &'static str {
        match self {
            Progress::New => "new",
            Progress::Open => "open",
            Progress::Mended => "mended",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Progress::New => "新问题",
            Progress::Open => "问题还在",
            Progress::Mended => "问题已解决",
        }
    }
}
