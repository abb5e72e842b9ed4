//! The site: data of pages, shaped for the templates, and the pages that they become.

mod calendar;
mod catalogue;
mod class;
mod feed;
mod form;
mod frame;
mod notice;
mod page;
mod parts;
mod problem;
mod programme;
mod redirect;
mod rules;
mod search;
mod self_check;
mod shared;
mod sitemap;
mod timeline;
mod topic;

use std::collections::BTreeMap;

use self::frame::Sheet;
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
    /// What people see, such as 空白表.
    pub label: String,
    /// Such as `YAML`.
    pub format: String,
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

/// All pages, the templates' own assets, feeds, calendars, the sitemap and the word to robots. Downloads and published files are the
/// caller's to add.
pub fn site(view: &View, templates: &Templates, out: &mut Diagnostics) -> Vec<Artifact> {
    let shared = Shared::new(view);
    let mut sheets = vec![page::home(&shared), notice::list(&shared), class::list(&shared), form::list(&shared)];
    sheets.extend(notice::all(&shared));
    sheets.extend(class::all(&shared));
    sheets.extend(programme::all(&shared));
    sheets.extend(page::all(&shared));
    let topics = topic::topics(&shared);
    sheets.extend(topic::all(&topics, &shared));
    sheets.extend(problem::all(&shared));
    sheets.push(page::search(&shared));
    sheets.push(page::not_found(&shared));

    let mut artifacts = feed::all(&topics, &shared);
    artifacts.extend(calendar::all(&shared));
    artifacts.push(sitemap::sitemap(&sheets));
    artifacts.push(sitemap::robots(&view.project.site));
    artifacts.extend(view.assets.iter().cloned());
    let files = view.files.iter().map(|file| &file.path).chain(view.downloads.iter().map(|file| &file.path));
    let files = files.chain(artifacts.iter().map(|it| &it.path)).chain(sheets.iter().map(|it| &it.head.path));
    let old = redirect::all(&shared, files.map(String::as_str), out);
    sheets.extend(old);
    for sheet in &sheets {
        let mut problems = Diagnostics::default();
        artifacts.extend(filled(sheet, &shared, templates, &mut problems));
        // A fault of a template comes back with every page that it draws; once is enough.
        let new: Vec<_> = problems.into_iter().filter(|it| !out.iter().any(|known| known == it)).collect();
        out.extend(new);
    }
    let pages: BTreeMap<&str, &str> =
        artifacts.iter().filter_map(|it: &Artifact| Some((it.path.as_str(), it.text()?))).collect();
    let index = search::index(&sheets, &pages);
    artifacts.extend(index);
    artifacts
}

fn filled(sheet: &Sheet, shared: &Shared, templates: &Templates, out: &mut Diagnostics) -> Option<Artifact> {
    let mut data: BTreeMap<&str, Data> = sheet.own.iter().cloned().collect();
    data.insert("site", shared.site.clone());
    data.insert("root", Data::new(&sheet.root));
    data.insert("page", Data::new(&sheet.head));
    let page = templates.render(sheet.template, &data, out)?;
    Some(Artifact::new(sheet.head.path.clone(), page))
}

#[cfg(test)]
mod tests;
