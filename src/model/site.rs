//! The site as a whole.

use super::located::Located;

/// What `data/site.yaml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    pub title: String,
    pub subtitle: Option<String>,
    pub publisher: String,
    /// Where the site will stand, ending in `/`; only canonical links, the sitemap and the like use it.
    pub base_url: String,
    pub description: String,
    pub footer: Option<String>,
    pub navigation: Vec<NavigationEntry>,
    /// Whether pages tell browsers the digests of styles and scripts. Such pages work on a server only: from disk, browsers refuse
    /// every file whose digest they are told.
    pub integrity: bool,
}

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct NavigationEntry {
    pub label: String,
    /// An address within the site, such as `notices/`; empty for the home page.
    pub to: Located<String>,
}
