//! What frames every page: its title, address and path through the site.

use serde::Serialize;

use super::json_ld::Thing;
use super::shared::Shared;
use crate::formats::template::Data;
use crate::model::address::{self, root};
use crate::model::{Body, TocEntry};

/// A page that is ready to be filled in.
pub struct Sheet {
    pub template: &'static str,
    /// What climbs to the site's root.
    pub root: String,
    pub head: Head,
    /// What only this page has, by the name that its template knows.
    pub own: Vec<(&'static str, Data)>,
    /// What the page is about, for programs that read it.
    pub about: Option<Thing>,
    /// The day of the page's last change, where it is known; for the sitemap.
    pub day: Option<String>,
    /// What lists show beside the title; for search.
    pub marks: Vec<&'static str>,
}

/// A page of the site, known by its address; what stands on it is put together when it is wanted.
pub struct Leaf<'s> {
    pub template: &'static str,
    pub path: String,
    /// Whether it has an address of its own, by which the sitemap and search engines know it.
    pub is_listed: bool,
    /// The day of the page's last change, where it is known.
    pub day: Option<String>,
    draw: Draw<'s>,
}

enum Draw<'s> {
    Ready(Box<Sheet>),
    Later(Box<dyn Fn() -> Sheet + Send + Sync + 's>),
}

impl<'s> Leaf<'s> {
    /// A page of which there may be very many: together they would fill the memory.
    pub fn later(
        template: &'static str,
        path: String,
        day: Option<String>,
        draw: impl Fn() -> Sheet + Send + Sync + 's,
    ) -> Leaf<'s> {
        Leaf { template, path, is_listed: true, day, draw: Draw::Later(Box::new(draw)) }
    }

    /// Looks at the page.
    pub fn with<T>(&self, look: impl FnOnce(&Sheet) -> T) -> T {
        match &self.draw {
            Draw::Ready(sheet) => look(sheet),
            Draw::Later(draw) => look(&draw()),
        }
    }
}

impl From<Sheet> for Leaf<'_> {
    fn from(sheet: Sheet) -> Self {
        let (path, is_listed, day) = (sheet.head.path.clone(), sheet.head.url.is_some(), sheet.day.clone());
        Leaf { template: sheet.template, path, is_listed, day, draw: Draw::Ready(Box::new(sheet)) }
    }
}

/// What every template knows as `page`.
#[derive(Serialize)]
pub struct Head {
    pub title: String,
    pub path: String,
    /// Where the page stands in the end; none for one that has no address of its own.
    pub url: Option<String>,
    pub description: String,
    pub section: &'static str,
    pub breadcrumbs: Vec<Crumb>,
    pub toc: Vec<Contents>,
    /// Those that a reader of this page can follow.
    pub feeds: Vec<Crumb>,
}

/// A title and a path: a page on the way from the home page to this one, or a feed.
#[derive(Clone, Serialize)]
pub struct Crumb {
    pub title: String,
    pub path: String,
}

/// A heading of the page.
#[derive(Serialize)]
pub struct Contents {
    level: u8,
    id: String,
    title: String,
}

impl Sheet {
    /// A page without a table of contents, below the home page.
    pub fn new(template: &'static str, path: String, title: &str, section: &'static str, shared: &Shared) -> Sheet {
        let site = &shared.view.project.site;
        let head = Head {
            title: title.to_owned(),
            url: Some(address::url(&site.base_url, &path)),
            description: site.description.clone(),
            section,
            breadcrumbs: vec![crumb("首页", address::HOME)],
            toc: Vec::new(),
            feeds: shared.feed.iter().cloned().collect(),
            path,
        };
        Sheet { template, root: root(&head.path), head, own: Vec::new(), about: None, day: None, marks: Vec::new() }
    }

    /// Puts a page between the home page and this one.
    pub fn below(mut self, title: &str, path: &str) -> Sheet {
        self.head.breadcrumbs.push(crumb(title, path));
        self
    }

    /// Describes the page in its own words, if it has any.
    pub fn described(mut self, summary: &str) -> Sheet {
        if !summary.is_empty() {
            self.head.description = summary.to_owned();
        }
        self
    }

    /// Lists the headings of the page's text.
    pub fn with_contents(mut self, body: Option<&Body>) -> Sheet {
        let entries = body.map(|body| body.toc.as_slice()).unwrap_or_default();
        let listed =
            |entry: &TocEntry| Contents { level: entry.level, id: entry.id.clone(), title: entry.title.clone() };
        self.head.toc = entries.iter().map(listed).collect();
        self
    }

    /// Offers a feed besides that of the whole site.
    pub fn with_feed(mut self, title: &str, path: &str) -> Sheet {
        self.head.feeds.push(crumb(title, path));
        self
    }

    /// Says to programs what the page is about.
    pub fn about(mut self, thing: Thing) -> Sheet {
        self.about = Some(thing);
        self
    }

    /// Gives the template something under a name.
    pub fn with(mut self, name: &'static str, data: Data) -> Sheet {
        self.own.push((name, data));
        self
    }
}

fn crumb(title: &str, path: &str) -> Crumb {
    Crumb { title: title.to_owned(), path: path.to_owned() }
}
