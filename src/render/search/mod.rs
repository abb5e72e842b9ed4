//! Search in the browser: an index of the rendered pages, split so that a query loads a few small files.
//!
//! `search/docs-<n>.json` holds what results show of [`CHUNK`] pages each: `[title, path, kind, day, lead]`, or with a
//! list of marks such as 已有更正 besides, numbered on from file to file. `search/terms-<n>.json` holds, for the terms that [`terms::Term::file`] puts there, the numbers of
//! the pages that have them, first those with the term in the title, then those with it elsewhere, each list as
//! differences: `{"林学": [[3, 2], [1, 4]]}`. `search/about.json` says how many there are of both. `assets/search.js`
//! reads all this; its terms and its hash are the same as here.

mod postings;
mod terms;

use serde_json::{Value, json};

use self::postings::{MOST_PAGES, Searchable};
use super::frame::Sheet;
use crate::model::Artifact;

/// Pages of which results are loaded together: few, for the pages of one result stand far apart.
const CHUNK: usize = 8;
/// Characters of a page's text that a result shows.
const LEAD: usize = 100;

/// The kinds of page that are found, by the template that draws them, and what results call them. Lists are left out:
/// what they show stands on the pages that they lead to.
const KINDS: [(&str, &str); 5] = [
    ("notice.html", "通知"),
    ("class.html", "班次"),
    ("programme.html", "项目"),
    ("page.html", "说明"),
    ("forms.html", "表单"),
];

/// A page as search knows it.
pub struct Entry {
    shown: Value,
    found_by: Searchable,
}

/// Looks at a sheet and the page that it became; none for a page that is not searched for.
pub fn entry(sheet: &Sheet, page: &str) -> Option<Entry> {
    let (_, kind) = KINDS.iter().find(|(template, _)| *template == sheet.template)?;
    let own = sheet.template == "notice.html" || sheet.template == "programme.html";
    let lead: String = match own {
        true => sheet.head.description.chars().take(LEAD).collect(),
        false => {
            let title = sheet.head.title.as_str();
            let text = terms::beginning(page, LEAD + title.chars().count());
            text.trim_start_matches(title).trim().chars().take(LEAD).collect()
        }
    };
    let day = sheet.day.as_deref().unwrap_or("");
    let mut shown = vec![json!(sheet.head.title), json!(sheet.head.path), json!(kind), json!(day), json!(lead)];
    shown.extend((!sheet.marks.is_empty()).then(|| json!(sheet.marks)));
    Some(Entry {
        shown: shown.into(),
        found_by: Searchable { title: terms::searchable(&sheet.head.title), text: terms::searchable_page(page) },
    })
}

/// Writes the index of all entries, file by file.
pub fn index(entries: impl Iterator<Item = Entry>, sink: &(dyn Fn(Artifact) + Sync)) {
    let (shown, pages): (Vec<Value>, Vec<Searchable>) =
        entries.take(MOST_PAGES).map(|entry| (entry.shown, entry.found_by)).unzip();
    for (number, chunk) in shown.chunks(CHUNK).enumerate() {
        sink(Artifact::new(format!("search/docs-{number}.json"), json!(chunk).to_string()));
    }
    let files = postings::files(&pages);
    let about = json!({ "docs": shown.len(), "chunk": CHUNK, "shards": files });
    sink(Artifact::new("search/about.json", about.to_string()));
    postings::write(&pages, files, sink);
}
