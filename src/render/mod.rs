//! The site: data of pages, shaped for the templates, and the pages that they become.

mod attachment;
mod calendar;
mod catalogue;
mod class;
mod correction;
mod feed;
mod fill;
mod form;
mod frame;
mod json_ld;
mod loose;
mod notice;
mod page;
mod pager;
mod parts;
mod problem;
mod programme;
mod redirect;
mod rules;
pub mod search;
mod self_check;
mod share;
mod shared;
mod sitemap;
mod timeline;
mod topic;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

pub use self::fill::{Inline, offline};
use self::frame::{Leaf, Sheet};
use self::loose::Loose;
use self::shared::Shared;
use crate::diagnostic::Diagnostics;
use crate::formats::template::{Data, Templates};
use crate::model::{Artifact, Project, Texts};

/// Everything that the site is made from.
pub struct View<'a> {
    pub project: &'a Project,
    pub texts: &'a Texts,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Blank forms and whatever else is offered with a form.
    pub downloads: &'a [Download],
    /// The files of [`Texts::assets`], as they will be published.
    pub files: &'a [PublishedFile],
    /// Styles, scripts and pictures of the templates, as they will be published.
    pub assets: &'a [Artifact],
}

/// A file that is offered with a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Download {
    /// The form's id.
    pub form: String,
    /// What people see, such as Word 表.
    pub label: String,
    /// Such as `YAML`.
    pub format: String,
    /// Whether people fill it in and send it back.
    pub filled_in: bool,
    /// Relative to the site's root.
    pub path: String,
    /// In bytes.
    pub size: usize,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedFile {
    /// Relative to the site's root.
    pub path: String,
    /// In bytes.
    pub size: usize,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// The site, ready to be drawn page by page.
pub struct Site<'s> {
    shared: &'s Shared<'s>,
    templates: &'s Templates,
    leaves: Vec<Leaf<'s>>,
    /// Feeds, calendars, the word to robots and the templates' own assets; the sitemap comes from the leaves.
    loose: Vec<Loose<'s>>,
}

/// Puts the site together and hands it on. Downloads and published files are the caller's to add.
pub fn site<T>(
    view: &View,
    templates: &Templates,
    out: &mut Diagnostics,
    then: impl FnOnce(&Site, &mut Diagnostics) -> T,
) -> T {
    let shared = Shared::new(view);
    let site = Site::new(&shared, templates, out);
    then(&site, out)
}

impl<'s> Site<'s> {
    fn new(shared: &'s Shared<'s>, templates: &'s Templates, out: &mut Diagnostics) -> Site<'s> {
        let view = shared.view;
        let mut leaves: Vec<Leaf> = vec![page::home(shared).into()];
        leaves.extend(notice::list(shared));
        leaves.extend([class::list(shared), form::list(shared)].map(Leaf::from));
        leaves.extend(fill::all(shared).into_iter().map(Leaf::from));
        leaves.extend(notice::all(shared));
        let topics = topic::topics(shared);
        let sheets = class::all(shared).into_iter().chain(programme::all(shared)).chain(page::all(shared));
        leaves.extend(sheets.map(Leaf::from));
        leaves.extend(topic::all(&topics, shared));
        leaves.extend(problem::all(shared).into_iter().map(Leaf::from));
        leaves.extend([page::search(shared), page::not_found(shared)].map(Leaf::from));

        let mut loose = feed::all(&topics, shared);
        loose.extend(calendar::all(shared).into_iter().map(Loose::Ready));
        loose.push(Loose::Ready(sitemap::robots(&view.project.site)));
        loose.extend(view.assets.iter().cloned().map(Loose::Ready));
        let files = view.files.iter().map(|file| &file.path).chain(view.downloads.iter().map(|file| &file.path));
        let files = files.chain(leaves.iter().map(|it| &it.path)).map(String::as_str);
        let files = files.chain(loose.iter().map(Loose::path)).chain([sitemap::PATH]);
        let old = redirect::all(shared, files, out);
        leaves.extend(old.into_iter().map(Leaf::from));
        Site { shared, templates, leaves, loose }
    }

    /// Draws everything, on all processors and in no particular order. What is wrong is told in the order of the pages.
    pub fn draw(&self, sink: &(dyn Fn(Artifact) + Sync), out: &mut Diagnostics) {
        sink(self.sitemap());
        self.loose.iter().filter_map(Loose::artifact).for_each(sink);
        let entries = self.draw_some(0..self.pages(), sink, out);
        search::index(entries.into_iter(), sink);
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.leaves.len()
    }

    /// Draws a stretch of the pages, and answers what search has to know of them.
    pub fn draw_some(
        &self,
        pages: Range<usize>,
        sink: &(dyn Fn(Artifact) + Sync),
        out: &mut Diagnostics,
    ) -> Vec<search::Entry> {
        let drawn: Vec<(Option<search::Entry>, Diagnostics)> = self.leaves[pages]
            .par_iter()
            .map(|leaf| {
                let mut problems = Diagnostics::default();
                let entry = leaf.with(|sheet| {
                    let page = self.filled(sheet, &mut problems)?;
                    let entry = search::entry(sheet, &page);
                    sink(Artifact::new(leaf.path.clone(), page));
                    entry
                });
                (entry, problems)
            })
            .collect();
        let mut entries = Vec::new();
        for (entry, problems) in drawn {
            entries.extend(entry);
            // A fault of a template comes back with every page that it draws; once is enough.
            let new: Vec<_> = problems.into_iter().filter(|it| !out.iter().any(|known| known == it)).collect();
            out.extend(new);
        }
        entries
    }

    /// Draws one page for each template, only to hear what is wrong.
    pub fn try_templates(&self, out: &mut Diagnostics) {
        let mut tried = BTreeSet::new();
        for leaf in self.leaves.iter().filter(|leaf| tried.insert(leaf.template)) {
            leaf.with(|sheet| self.filled(sheet, out));
        }
    }

    /// One file of the site; none where there is none, or where its template failed.
    pub fn file(&self, path: &str, out: &mut Diagnostics) -> Option<Vec<u8>> {
        if let Some(leaf) = self.leaves.iter().find(|leaf| leaf.path == path) {
            return leaf.with(|sheet| self.filled(sheet, out)).map(String::into_bytes);
        }
        if path == sitemap::PATH {
            return Some(self.sitemap().bytes);
        }
        self.loose.iter().find(|it| it.path() == path)?.artifact().map(|it| it.bytes)
    }

    /// Whether the site has such a file.
    pub fn has(&self, path: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf.path == path) || self.loose.iter().any(|it| it.path() == path)
    }

    fn sitemap(&self) -> Artifact {
        sitemap::sitemap(&self.leaves, &self.shared.view.project.site)
    }

    fn filled(&self, sheet: &Sheet, out: &mut Diagnostics) -> Option<String> {
        let mut data: BTreeMap<&str, Data> = sheet.own.iter().cloned().collect();
        data.insert("site", self.shared.site.clone());
        data.insert("root", Data::new(&sheet.root));
        data.insert("page", Data::new(&sheet.head));
        let base_url = &self.shared.view.project.site.base_url;
        data.insert("json_ld", Data::new(&json_ld::document(&sheet.head, sheet.about.as_ref(), base_url)));
        self.templates.render(sheet.template, &data, out)
    }
}

#[cfg(test)]
mod tests;
