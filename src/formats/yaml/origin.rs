//! Where a text comes from, and who wrote it.

use crate::source::SourceId;

/// Where a text comes from, and who wrote it.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    pub source: SourceId,
    /// The line of the file on which the text begins; front matter begins on the second.
    pub first_line: u32,
    /// Characters that were taken off the beginning of each line, such as the marks of a quoted mail.
    pub cut: u32,
    /// How many levels may stand inside each other.
    pub depth: usize,
    pub reader: Reader<'a>,
}

/// Who wrote a text, and so which slips to expect.
#[derive(Clone, Copy)]
pub enum Reader<'a> {
    /// The publisher, who knows YAML a little.
    Authored,
    /// A person who has never heard of YAML; `labels` tells which words are labels of forms.
    Returned { labels: &'a dyn Fn(&str) -> bool },
}
