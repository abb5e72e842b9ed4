//! A problem's lasting name, its weight, and its entry in the catalogue.

use std::fmt;

use crate::lang::Lang;

/// A problem's lasting name, such as `E0303`. Never reused, never renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What becomes of the thing that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is turned away.
    Error,
    /// It is taken, and a person should look at it.
    Warning,
    /// It is taken; something unusual was understood.
    Note,
}

impl Severity {
    /// The word in outputs for programs.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The severity of an id.
    pub fn named(id: &str) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|it| it.id() == id)
    }

    /// The word that people see.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Severity::Error => lang.pick("错误", "error"),
            Severity::Warning => lang.pick("提醒", "warning"),
            Severity::Note => lang.pick("说明", "note"),
        }
    }
}

/// All that is known of a code without an instance of it.
#[derive(Debug)]
pub struct Entry {
    pub code: Code,
    /// The problem's name in the program.
    pub name: &'static str,
    pub severity: Severity,
    /// What the problem is, for a heading.
    pub title: [&'static str; 2],
    /// Why it is a problem and how to mend it, at length.
    pub explanation: [&'static str; 2],
}

impl Entry {
    pub fn title(&self, lang: Lang) -> &'static str {
        lang.pick(self.title[0], self.title[1])
    }

    pub fn explanation(&self, lang: Lang) -> &'static str {
        lang.pick(self.explanation[0], self.explanation[1])
    }
}
