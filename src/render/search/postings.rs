//! From texts to the files of the index: which pages have which term.
//!
//! A large site has tens of millions of pairs of a term and a page. They are never all in memory: the files are made
//! group by group, each in a pass of its own over the texts, and a pair is one number that sorts as it will be written.

use std::collections::BTreeMap;
use std::fmt::Write;

use rayon::prelude::*;

use super::terms::{self, GROUPS, Hash, Term};
use crate::model::Artifact;

/// What a page is found by; both texts as [`super::terms::searchable`] makes them.
pub struct Searchable {
    pub title: Box<str>,
    pub text: Box<str>,
}

/// More pages than this are not searched for: a pair has so many bits for the page.
pub const MOST_PAGES: usize = 1 << PAGE_BITS;
const PAGE_BITS: u32 = 21;
/// A character of a pair; every code point has a place.
const CHAR_BITS: u32 = 21;
/// About how many bytes of text the terms of one file come from, so that a file has some twelve kilobytes.
const BYTES_OF_TEXT: usize = 8 << 10;
const MOST_FILES: usize = 4096;
/// About how many bytes of text may give their pairs to one pass.
const BYTES_A_PASS: usize = 8 << 20;
/// Of so many bytes of text comes one key at most, but for a few: a Han character has three.
const BYTES_A_KEY: usize = 3;
/// Keys that are gathered before they are looked at.
const AT_ONCE: usize = 4096;

/// How many files the terms of the pages are spread over: a power of two, worked out from their texts alone.
pub fn files(pages: &[Searchable]) -> usize {
    (bytes(pages) / BYTES_OF_TEXT).clamp(1, MOST_FILES).next_power_of_two()
}

/// Makes the files and hands on each as soon as it is complete.
pub fn write(pages: &[Searchable], files: usize, sink: &(dyn Fn(Artifact) + Sync)) {
    let passes = (bytes(pages) / BYTES_A_PASS).next_power_of_two().min(GROUPS).min(files);
    let words = words(pages);
    (0..passes).into_par_iter().for_each(|pass| {
        // The file's number and the pass agree in their lowest bits.
        let mut texts = vec![String::new(); files / passes];
        let mut add = |term: Term, lists: [&[u32]; 2]| {
            let file = term.file(files);
            if file % passes == pass {
                entry(&mut texts[file / passes], &term, lists);
            }
        };
        let mut keys = Keys { kept: Vec::with_capacity(bytes(pages) / passes / BYTES_A_KEY), ..Keys::default() };
        keys_of(pages, &|c| Hash::of(c).folded() & (passes - 1) == pass, &mut keys);
        han(keys.finish(), pages.len(), &mut add);
        for (word, [title, elsewhere]) in &words {
            add(Term::Word(word), [title, elsewhere]);
        }
        for (at, mut text) in texts.into_iter().enumerate() {
            text.push_str(if text.is_empty() { "{}" } else { "}" });
            sink(Artifact::new(format!("search/terms-{}.json", at * passes + pass), text));
        }
    });
}

fn bytes(pages: &[Searchable]) -> usize {
    pages.iter().map(|page| page.text.len() + page.title.len()).sum()
}

/// The pages that have each Latin word, first those with it in the title, then those with it elsewhere.
fn words(pages: &[Searchable]) -> BTreeMap<&str, [Vec<u32>; 2]> {
    let mut words: BTreeMap<&str, [Vec<u32>; 2]> = BTreeMap::new();
    for (number, page) in (0..).zip(pages) {
        for (place, text) in [(0, &page.title), (1, &page.text)] {
            for word in terms::words(text) {
                let lists = words.entry(word).or_insert([const { Vec::new() }; 2]);
                let known = lists[..=place].iter().any(|list| list.last() == Some(&number));
                if !known {
                    lists[place].push(number);
                }
            }
        }
    }
    words
}

/// Hands on every Han character and pair of them among the keys, in order, with the pages that have it. A page has a
/// character if it has any pair that begins with it.
fn han(mut keys: Vec<u64>, pages: usize, found: &mut dyn FnMut(Term<'static>, [&[u32]; 2])) {
    keys.sort_unstable();
    keys.dedup();
    let (mut title, mut elsewhere) = (Vec::new(), Vec::new());
    let mut having = Having::new(pages);
    for of_first in keys.chunk_by(|a, b| first(*a) == first(*b)) {
        of_first.iter().for_each(|key| having.add(*key));
        having.take(&mut title, &mut elsewhere);
        found(Term::One(first(of_first[0])), [&title, &elsewhere]);
        for of_pair in of_first.chunk_by(|a, b| second(*a) == second(*b)) {
            if second(of_pair[0]) == ALONE {
                continue;
            }
            title.clear();
            elsewhere.clear();
            for key in of_pair {
                // What stands in the title comes first.
                match is_title(*key) {
                    true => title.push(page(*key)),
                    false if title.last() != Some(&page(*key)) => elsewhere.push(page(*key)),
                    false => {}
                }
            }
            found(Term::Pair(first(of_pair[0]), second(of_pair[0])), [&title, &elsewhere]);
        }
    }
}

/// The pages that have a character, a bit for each: in their titles, and in their texts.
struct Having([Vec<u64>; 2]);

impl Having {
    fn new(pages: usize) -> Having {
        let none = vec![0; pages.div_ceil(64)];
        Having([none.clone(), none])
    }

    fn add(&mut self, key: u64) {
        let page = page(key) as usize;
        self.0[usize::from(!is_title(key))][page / 64] |= 1 << (page % 64);
    }

    /// Lists them, those with the character in the title first, and forgets them.
    fn take(&mut self, title: &mut Vec<u32>, elsewhere: &mut Vec<u32>) {
        let [in_title, in_text] = &mut self.0;
        title.clear();
        elsewhere.clear();
        for (at, (in_title, in_text)) in (0..).step_by(64).zip(in_title.iter_mut().zip(in_text)) {
            let (first, other) = (std::mem::take(in_title), std::mem::take(in_text));
            list(first, at, title);
            list(other & !first, at, elsewhere);
        }
    }
}

/// Lists the bits that are set, counted from a number.
fn list(mut bits: u64, from: u32, to: &mut Vec<u32>) {
    while bits != 0 {
        to.push(from + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

/// The pairs of a page and what begins with a wanted character: that character, the next one or none, page, and whether
/// it is not in the title.
fn keys_of(pages: &[Searchable], wanted: &impl Fn(char) -> bool, keys: &mut Keys) {
    for (number, page) in (0_u64..).zip(pages) {
        for (place, text) in [(0, &page.title), (1, &page.text)] {
            let low = number << 1 | place;
            let (mut before, mut is_wanted) = (ALONE, false);
            for c in text.chars() {
                // Words are ASCII and so are gaps.
                let is_han = !c.is_ascii();
                keys.add(key(before, if is_han { c } else { ALONE }) | low, is_wanted);
                (before, is_wanted) = (c, is_han && wanted(c));
            }
            keys.add(key(before, ALONE) | low, is_wanted);
        }
    }
}

/// Keys as they are gathered. One that is not wanted is overwritten by the next: whether a key is wanted is as good as
/// random, and a processor that has to guess it at each character loses more time than all the rest takes.
struct Keys {
    kept: Vec<u64>,
    gathered: [u64; AT_ONCE],
    count: usize,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys { kept: Vec::new(), gathered: [0; AT_ONCE], count: 0 }
    }
}

impl Keys {
    fn add(&mut self, key: u64, is_wanted: bool) {
        if self.count == AT_ONCE {
            self.kept.extend_from_slice(&self.gathered);
            self.count = 0;
        }
        self.gathered[self.count] = key;
        self.count += usize::from(is_wanted);
    }

    fn finish(mut self) -> Vec<u64> {
        self.kept.extend_from_slice(&self.gathered[..self.count]);
        self.kept
    }
}

/// In place of the second character where none follows.
const ALONE: char = '\0';

fn key(first: char, second: char) -> u64 {
    (u64::from(first) << CHAR_BITS | u64::from(second)) << (PAGE_BITS + 1)
}

fn first(key: u64) -> char {
    char_at(key, CHAR_BITS + PAGE_BITS + 1)
}

fn second(key: u64) -> char {
    char_at(key, PAGE_BITS + 1)
}

fn char_at(key: u64, shift: u32) -> char {
    char::from_u32((key >> shift) as u32 & ((1 << CHAR_BITS) - 1)).unwrap_or_default()
}

fn page(key: u64) -> u32 {
    (key >> 1) as u32 & (MOST_PAGES as u32 - 1)
}

fn is_title(key: u64) -> bool {
    key & 1 == 0
}

/// `{"林学":[[3,2],[1,4]]`, then `,` and the next one.
fn entry(text: &mut String, term: &Term, [title, elsewhere]: [&[u32]; 2]) {
    text.push_str(if text.is_empty() { "{\"" } else { ",\"" });
    // Terms hold neither quotes nor backslashes.
    let _ = write!(text, "{term}");
    text.push_str("\":[");
    differences(text, title);
    text.push(',');
    differences(text, elsewhere);
    text.push(']');
}

/// A list in which each number is its distance from the one before it, which is short.
fn differences(text: &mut String, numbers: &[u32]) {
    text.push('[');
    let mut before = 0;
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let step = number - before;
        match char::from_digit(step, 10) {
            Some(digit) => text.push(digit),
            None => _ = write!(text, "{step}"),
        }
        before = *number;
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::{Searchable, files, write};
    use crate::render::search::terms::searchable;

    fn page(title: &str, text: &str) -> Searchable {
        Searchable { title: searchable(title), text: searchable(text) }
    }

    fn written(pages: &[Searchable], files: usize) -> Vec<(String, String)> {
        let found = Mutex::new(Vec::new());
        write(pages, files, &|artifact| {
            let text = artifact.text().expect("a text").to_owned();
            found.lock().expect("no panic elsewhere").push((artifact.path, text));
        });
        let mut found = found.into_inner().expect("no panic elsewhere");
        found.sort();
        found
    }

    #[test]
    fn terms_lead_to_pages_titles_first() {
        let pages = [page("林学", "林学会 A1"), page("医", "林学，学林 a1"), page("", "林林林")];
        let expected = r#"{"医":[[1],[]],"学":[[0],[1]],"学会":[[],[0]],"学林":[[],[1]],"会":[[],[0]],"林":[[0],[1,1]],"林学":[[0],[1]],"林林":[[],[2]],"a1":[[],[0,1]]}"#;
        let [(name, text)] = written(&pages, 1).try_into().expect("one file");
        assert_eq!(name, "search/terms-0.json");
        let parsed: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(parsed, serde_json::from_str::<serde_json::Value>(expected).expect("valid JSON"));
    }

    #[test]
    fn passes_and_files_change_nothing_but_where_a_term_stands() {
        let text: String = (0..40_000_u32).filter_map(|n| char::from_u32(0x4E00 + n * n % 9973)).collect();
        let pages: Vec<Searchable> = (0..60).map(|n| page(&format!("第{n}号"), &text[n * 300..])).collect();
        assert!(files(&pages) > 1 && files(&pages).is_power_of_two());
        let all = |files: usize| {
            let mut terms = std::collections::BTreeMap::new();
            for (_, text) in written(&pages, files) {
                let parsed: serde_json::Map<_, _> = serde_json::from_str(&text).expect("valid JSON");
                for (term, lists) in parsed {
                    assert!(terms.insert(term, lists).is_none(), "a term stands in one file");
                }
            }
            terms
        };
        assert_eq!(all(1), all(files(&pages)));
    }

    #[test]
    fn a_site_without_text_has_an_empty_index() {
        assert_eq!(written(&[], files(&[])), [("search/terms-0.json".to_owned(), "{}".to_owned())]);
    }
}
