//! Old addresses: a small page at each, which leads to where its page stands now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::frame::Sheet;
use super::shared::Shared;
use crate::diagnostic::{ContentProblem, Diagnostic, Diagnostics, Role};
use crate::formats::template::Data;
use crate::model::{Page, address};
use crate::source::Place;

/// Where an old address leads.
#[derive(Serialize)]
struct Target<'v> {
    title: &'v str,
    path: String,
    url: String,
}

/// The pages at old addresses. `taken` are the paths of everything else that is published; an old address among them
/// is told, and so is one that two pages claim.
pub fn all<'p>(shared: &Shared, taken: impl Iterator<Item = &'p str>, out: &mut Diagnostics) -> Vec<Sheet> {
    let moved = moved(shared);
    // Most sites have none, and some have very many pages.
    if moved.is_empty() {
        return Vec::new();
    }
    let mut addresses = Addresses(taken.map(|path| (path.to_lowercase(), (path.to_owned(), None))).collect());
    let mut sheets = Vec::new();
    for (page, path) in moved {
        for old in &page.redirects {
            let at = address::of_redirect(&old.value);
            if let Some((other, place)) = addresses.clash(&at) {
                let problem = ContentProblem::RedirectClash { address: old.value.clone(), other: other.clone() };
                let problem = Diagnostic::new(old.place, problem);
                out.push(match place {
                    Some(place) => problem.with(*place, Role::First),
                    None => problem,
                });
                continue;
            }
            addresses.0.insert(at.to_lowercase(), (path.clone(), Some(old.place)));
            let target = Target {
                title: &page.title,
                url: address::url(&shared.view.project.site.base_url, &path),
                path: path.clone(),
            };
            let mut sheet =
                Sheet::new("redirect.html", at, &page.title, "redirects", shared).with("target", Data::new(&target));
            // It is no page of its own: search engines are to know the new address only.
            sheet.head.url = None;
            sheets.push(sheet);
        }
    }
    sheets
}

/// Every authored page that is shown and stood elsewhere before, with its address.
fn moved<'v>(shared: &Shared<'v>) -> Vec<(&'v Page, String)> {
    let project = shared.view.project;
    let has_moved = |page: &Page| !page.redirects.is_empty();
    let home = project.home.iter().filter(|page| has_moved(page)).map(|page| (page, address::HOME.to_owned()));
    let notices = shared.notices.iter().filter(|it| has_moved(&it.notice.page));
    let notices = notices.map(|it| (&it.notice.page, it.notice.address()));
    let classes = shared.classes.iter().filter(|(class, _)| has_moved(&class.page));
    let classes = classes.map(|(class, _)| (&class.page, class.address()));
    let own = project.pages.iter().filter(|page| (shared.view.drafts || !page.draft) && has_moved(page));
    home.chain(notices).chain(classes).chain(own.map(|page| (page, page.address()))).collect()
}

/// Who has which path, in lower case, because some disks do not tell capitals apart: a file itself, or the page that
/// an old address leads to.
struct Addresses(BTreeMap<String, (String, Option<Place>)>);

impl Addresses {
    /// What keeps a file from standing at a path: one of that path, one in place of a folder above it, or a folder in
    /// place of the file itself.
    fn clash(&self, path: &str) -> Option<&(String, Option<Place>)> {
        let path = path.to_lowercase();
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let above = folders.chain([path.as_str()]).find_map(|it| self.0.get(it));
        let below = format!("{path}/");
        let within = || self.0.range(below.clone()..).next().filter(|(it, _)| it.starts_with(&below));
        above.or_else(|| within().map(|(_, other)| other))
    }
}

#[cfg(test)]
mod tests {
    use super::Addresses;

    #[test]
    fn files_and_folders_stand_in_each_others_way() {
        let taken = ["robots.txt", "a/b/index.html"].map(|path| (path.to_owned(), (path.to_owned(), None)));
        let addresses = Addresses(taken.into());
        let clash = |path: &str| addresses.clash(path).map(|(other, _)| other.as_str());
        assert_eq!(clash("A/b/index.html"), Some("a/b/index.html"));
        assert_eq!(clash("robots.txt/index.html"), Some("robots.txt"));
        assert_eq!(clash("a/b"), Some("a/b/index.html"));
        assert_eq!(clash("a/b/c/index.html"), None);
        assert_eq!(clash("a.html"), None);
    }
}
