//! What authors wrote in Markdown, ready for the templates: bodies as HTML, quoted facts filled in, links resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::located::Located;
use crate::source::{Place, SourceId};

/// The texts of all pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    bodies: BTreeMap<SourceId, Arc<Body>>,
    /// Only those texts that quote facts.
    plain: BTreeMap<Place, String>,
    links: BTreeMap<Place, String>,
    /// Every address outside the site, as often as it stands on a page that is shown.
    outside: Vec<Outside>,
    /// Files beside the pages that some page shows or offers, sorted, each once.
    pub assets: Vec<Asset>,
}

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Kept for every page of the site at once, and so without room to grow.
    pub html: Box<str>,
    /// Its headings of the second and third level.
    pub toc: Vec<TocEntry>,
}

/// A heading, as a table of contents lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct TocEntry {
    pub level: u8,
    pub id: String,
    pub title: String,
}

/// A file to be copied to the site as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    /// `/`-separated, relative to the project.
    pub source: String,
    /// `/`-separated, relative to the site's root.
    pub path: String,
}

/// A web or mail address outside the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// With its scheme: `https://…`, `mailto:…`.
    pub address: String,
    /// Where it is written.
    pub place: Place,
}

impl Texts {
    /// Keeps the body of the page that the file holds.
    pub fn set_body(&mut self, source: SourceId, body: Arc<Body>) {
        self.bodies.insert(source, body);
    }

    /// Keeps what became of a text that quotes facts.
    pub fn set_plain(&mut self, place: Place, text: String) {
        self.plain.insert(place, text);
    }

    /// Keeps the site address that a path in the front matter leads to.
    pub fn set_link(&mut self, place: Place, address: String) {
        self.links.insert(place, address);
    }

    /// Keeps an address outside the site.
    pub fn add_outside(&mut self, outside: Outside) {
        self.outside.push(outside);
    }

    /// Every address outside the site, as often as it stands there.
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }

    pub fn body(&self, source: SourceId) -> Option<&Body> {
        self.bodies.get(&source).map(Arc::as_ref)
    }

    /// A plain text with its facts filled in.
    pub fn plain<'a>(&'a self, text: &'a Located<String>) -> &'a str {
        self.plain.get(&text.place).unwrap_or(&text.value)
    }

    /// The site address of a path in the front matter; none where it leads nowhere.
    pub fn link(&self, path: &Located<String>) -> Option<&str> {
        self.links.get(&path.place).map(String::as_str)
    }
}
