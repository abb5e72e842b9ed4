//! Search in the browser: an index of the rendered pages, split so that a query loads a few small files.
//!
//! `search/docs-<n>.json` holds what results show of [`CHUNK`] pages each: `[title, path, kind, day, lead]`, numbered on
//! from file to file. `search/terms-<n>.json` holds, for the terms that [`shard_of`] puts there, the numbers of the
//! pages that have them, first those with the term in the title, then those with it elsewhere, each list as differences:
//! `{"林学": [[3, 2], [1, 4]]}`. `search/about.json` says how many there are of both. `assets/search.js` reads all this;
//! its terms and its hash are the same as here.

mod terms;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::frame::Sheet;
use crate::model::Artifact;

use terms::{Term, shard_of, terms, text_of};

/// The pages that have a term in their title, and those that have it elsewhere, by number.
type Postings = BTreeMap<Term, [Vec<u32>; 2]>;

/// Pages of which results are loaded together.
const CHUNK: usize = 32;
/// About how many bytes of terms are loaded together.
const SHARD_BYTES: usize = 8 << 10;
const MOST_SHARDS: usize = 1024;
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

/// Builds the index from the sheets and the pages that they became; those that failed are left out.
pub fn index(sheets: &[Sheet], pages: &BTreeMap<&str, &str>) -> Vec<Artifact> {
    let mut docs: Vec<Value> = Vec::new();
    let mut postings: Postings = BTreeMap::new();
    for sheet in sheets {
        let kind = KINDS.iter().find(|(template, _)| *template == sheet.template);
        let (Some((_, kind)), Some(html)) = (kind, pages.get(sheet.head.path.as_str())) else { continue };
        let number = docs.len();
        let text = text_of(html);
        let in_title = distinct(terms(&sheet.head.title));
        let mut elsewhere = distinct(terms(&text));
        elsewhere.retain(|term| in_title.binary_search(term).is_err());
        for (place, found) in [in_title, elsewhere].into_iter().enumerate() {
            for term in found {
                postings.entry(term).or_default()[place].push(number as u32);
            }
        }
        let lead: String = lead(sheet, &text).chars().take(LEAD).collect();
        docs.push(json!([sheet.head.title, sheet.head.path, kind, sheet.day.as_deref().unwrap_or(""), lead]));
    }
    artifacts(&docs, postings)
}

/// The page's summary where it has one of its own, else the beginning of its text.
fn lead<'a>(sheet: &'a Sheet, text: &'a str) -> &'a str {
    let own = sheet.template == "notice.html" || sheet.template == "programme.html";
    if own { &sheet.head.description } else { text.trim_start_matches(sheet.head.title.as_str()).trim() }
}

fn distinct(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn artifacts(docs: &[Value], postings: Postings) -> Vec<Artifact> {
    // Written as text straight away: as a tree of values the index of a large site would fill the memory.
    let entries: Vec<(String, String)> = postings
        .into_iter()
        .map(|(term, [title, elsewhere])| {
            let lists = format!("[{},{}]", differences(&title), differences(&elsewhere));
            (term.to_string(), lists)
        })
        .collect();
    let bytes: usize = entries.iter().map(|(term, lists)| term.len() + lists.len()).sum();
    let shards = (bytes / SHARD_BYTES).clamp(1, MOST_SHARDS).next_power_of_two();
    let mut files = vec![String::new(); shards];
    for (term, lists) in entries {
        let file = &mut files[shard_of(&term, shards)];
        let comma = if file.is_empty() { "{" } else { "," };
        // Terms hold neither quotes nor backslashes.
        let _ = write!(file, "{comma}\"{term}\":{lists}");
    }
    let about = json!({ "docs": docs.len(), "chunk": CHUNK, "shards": shards });
    let mut artifacts = vec![Artifact::new("search/about.json", about.to_string())];
    for (number, chunk) in docs.chunks(CHUNK).enumerate() {
        artifacts.push(Artifact::new(format!("search/docs-{number}.json"), json!(chunk).to_string()));
    }
    for (number, file) in files.into_iter().enumerate() {
        let text = if file.is_empty() { "{}".to_owned() } else { format!("{file}}}") };
        artifacts.push(Artifact::new(format!("search/terms-{number}.json"), text));
    }
    artifacts
}

/// A list in which each number is its distance from the one before it, which is short.
fn differences(numbers: &[u32]) -> String {
    let mut text = String::from("[");
    let mut before = 0;
    for (at, number) in numbers.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(text, "{comma}{}", number - before);
        before = *number;
    }
    text.push(']');
    text
}
