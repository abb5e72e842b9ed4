//! The home page, the publisher's own pages, and the page for addresses that do not exist.

use super::frame::Sheet;
use super::shared::Shared;
use crate::formats::template::Data;
use crate::model::address;

/// How many notices the home page lists.
const LATEST: usize = 10;

pub fn home(shared: &Shared) -> Sheet {
    let home = shared.view.project.home.as_ref();
    let (title, body) = home.map_or(("首页", ""), |home| (home.title.as_str(), shared.html(home)));
    let programmes: Vec<&Data> = shared.programmes.iter().map(|(_, brief)| brief).collect();
    let mut sheet = Sheet::new("index.html", address::HOME.to_owned(), title, "home", shared)
        .described(home.map_or("", |home| shared.summary(home)))
        .with("body", Data::new(&body))
        .with("notices", shared.briefs(0..shared.notices.len().min(LATEST)))
        .with("programmes", Data::new(&programmes));
    sheet.head.breadcrumbs.clear();
    sheet
}

pub fn all(shared: &Shared) -> Vec<Sheet> {
    let shown = shared.view.project.pages.iter().filter(|page| shared.view.drafts || !page.draft);
    let sheet = |page| {
        let body = shared.html(page);
        Sheet::new("page.html", page.address(), &page.title, "pages", shared)
            .described(shared.summary(page))
            .with_contents(shared.view.texts.body(page.source))
            .with("body", Data::new(&body))
    };
    shown.map(sheet).collect()
}

/// The page that searches the site.
pub fn search(shared: &Shared) -> Sheet {
    Sheet::new("search.html", address::SEARCH.to_owned(), "搜索", "search", shared)
}

/// The page that servers show for an address that does not exist, at any depth: its links begin at the host.
pub fn not_found(shared: &Shared) -> Sheet {
    let mut sheet = Sheet::new("404.html", address::NOT_FOUND.to_owned(), "没有找到这一页", "error", shared);
    sheet.head.url = None;
    sheet.root = base_path(&shared.view.project.site.base_url).to_owned();
    sheet
}

/// The path of the address at which the site stands, from `/` to `/`.
fn base_path(url: &str) -> &str {
    let after_host = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    after_host.unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn the_base_path_begins_at_the_host() {
        assert_eq!(base_path("https://linghang.example/"), "/");
        assert_eq!(base_path("https://linghang.example/a/b/"), "/a/b/");
    }
}
