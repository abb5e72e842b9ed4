//! A page of the publisher's own: guide, about, privacy, and the home page's text.

use crate::source::SourceId;

/// A page with a title and a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub source: SourceId,
    pub slug: String,
    pub title: String,
    pub summary: Option<String>,
    pub draft: bool,
    /// The Markdown, and the line of the file on which it begins.
    pub body: String,
    pub body_line: u32,
}
