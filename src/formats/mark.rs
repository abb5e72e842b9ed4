//! Marks: what is to be noted at a place of a returned file, in a copy of that very file.

use crate::diagnostic::{Severity, Words};
use crate::source::At;

/// What is to be noted at one place. Several problems of a place are one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// [`At::File`] for what is about the file as a whole.
    pub at: At,
    /// Of the gravest problem: it gives the colour.
    pub severity: Severity,
    /// A line a problem.
    pub lines: Vec<String>,
}

/// Why no marked copy of a file is made; a copy that might be damaged is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotMark(pub Words);

/// Who wrote our comments, in files whose comments have authors. A later copy replaces comments of this author.
pub const AUTHOR: &str = "linghang";

/// What every line of ours begins with.
pub const SIGN: &str = "▲";

/// More text helps nobody in a box beside a cell, and programs have their limits (32,767 in Excel).
const MOST_CHARS: usize = 2_000;

impl CannotMark {
    pub const fn because(zh: &'static str, en: &'static str) -> CannotMark {
        CannotMark(Words([zh, en]))
    }

    pub(super) const DAMAGED: CannotMark = CannotMark::because("文件内部有损坏", "the file is damaged inside");
    pub(super) const UNLIKE: CannotMark =
        CannotMark::because("文件的写法特殊，标注可能会改动内容", "marking might alter what the file says");
}

impl Mark {
    /// All lines, each with our sign, short enough for a comment.
    pub(super) fn signed(&self) -> Vec<String> {
        let mut left = MOST_CHARS;
        let mut lines = Vec::new();
        for line in &self.lines {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(left).collect();
            left -= line.chars().count();
            if !line.is_empty() {
                lines.push(format!("{SIGN} {line}"));
            }
        }
        lines
    }

    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
