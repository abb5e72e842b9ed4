//! A page of the publisher's own: guide, about, privacy, and the home page's text.

use super::located::Located;
use crate::source::SourceId;

/// A page with a title and a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub source: SourceId,
    /// The file's name without its ending; a class's bears its programme's folder: `2022/07-forestry`.
    pub slug: String,
    pub title: String,
    pub summary: Option<Located<String>>,
    pub draft: bool,
    /// Addresses at which the page stood before, such as `old/path/`; see [`super::address::of_redirect`].
    pub redirects: Vec<Located<String>>,
}
