//! Long lists, page by page.

use std::ops::Range;

use serde::Serialize;

use super::frame::Sheet;
use crate::formats::template::Data;
use crate::model::address;

/// How many items a page of a list has.
const PER_PAGE: usize = 50;
/// How many pages before and behind the present one are named one by one.
const AROUND: usize = 2;

/// One page of a list.
pub struct Pager {
    /// The first page's path.
    base: String,
    /// From 1.
    number: usize,
    pages: usize,
    items: usize,
}

/// What the templates know as `pager`; none for a list that fits on one page.
#[derive(Serialize)]
struct PagerData {
    number: usize,
    pages: usize,
    items: usize,
    prev: Option<String>,
    next: Option<String>,
    /// The pages to be named, in order: the first, those around the present one, the last.
    links: Vec<PageLink>,
}

#[derive(Serialize)]
struct PageLink {
    number: usize,
    path: String,
    current: bool,
    /// Whether pages are left out before this one.
    gap: bool,
}

/// The pages of a list of so many items, at least one; the first has the list's own path.
pub fn pages(base: &str, items: usize) -> impl Iterator<Item = Pager> {
    let pages = items.div_ceil(PER_PAGE).max(1);
    let base = base.to_owned();
    (1..=pages).map(move |number| Pager { base: base.clone(), number, pages, items })
}

impl Pager {
    /// Where this page stands.
    pub fn path(&self) -> String {
        self.path_of(self.number)
    }

    fn path_of(&self, number: usize) -> String {
        address::of_page(&self.base, number)
    }

    /// The items on this page.
    pub fn range(&self) -> Range<usize> {
        let start = (self.number - 1) * PER_PAGE;
        start..self.items.min(start + PER_PAGE)
    }

    fn data(&self) -> Option<PagerData> {
        let near = |number: &usize| *number == 1 || *number == self.pages || number.abs_diff(self.number) <= AROUND;
        let mut links: Vec<PageLink> = Vec::new();
        for number in (1..=self.pages).filter(near) {
            let gap = links.last().is_some_and(|before| before.number + 1 < number);
            let path = address::uri(&self.path_of(number));
            links.push(PageLink { number, path, current: number == self.number, gap });
        }
        let step = |to: usize| (1..=self.pages).contains(&to).then(|| address::uri(&self.path_of(to)));
        (self.pages > 1).then(|| PagerData {
            number: self.number,
            pages: self.pages,
            items: self.items,
            prev: step(self.number - 1),
            next: step(self.number + 1),
            links,
        })
    }
}

impl Sheet {
    /// Leads to the other pages of the list; every page but the first says in its title which it is.
    pub fn paged(mut self, pager: &Pager) -> Sheet {
        if pager.number > 1 {
            let title = std::mem::take(&mut self.head.title);
            self.head.title = format!("{title}（第{}页）", pager.number);
            self = self.below(&title, &address::uri(&pager.base));
        }
        self.with("pager", Data::new(&pager.data()))
    }
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn every_item_stands_on_one_page() {
        for (items, count) in [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (10_000, 200)] {
            let pages: Vec<_> = pages("notices/index.html", items).collect();
            assert_eq!(pages.len(), count);
            let listed: Vec<usize> = pages.iter().flat_map(|pager| pager.range()).collect();
            assert_eq!(listed, (0..items).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_the_last_and_those_around_are_named() {
        let pages: Vec<_> = pages("notices/index.html", 1000).collect();
        let named = |at: usize| {
            let data = pages[at].data().expect("several pages");
            let link = |it: &super::PageLink| {
                format!("{}{}{}", if it.gap { "…" } else { "" }, it.number, if it.current { "*" } else { "" })
            };
            data.links.iter().map(link).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(0), "1* 2 3 …20");
        assert_eq!(named(9), "1 …8 9 10* 11 12 …20");
        assert_eq!(named(19), "1 …18 19 20*");
        assert_eq!(pages[1].path(), "notices/page/2/index.html");
        assert_eq!(pages[0].path(), "notices/index.html");
    }
}
