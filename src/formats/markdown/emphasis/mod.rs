//! Emphasis beside the punctuation of Chinese, Japanese and Korean, which CommonMark's rules do not see.
//!
//! CommonMark asks whether a run of `*` stands beside a blank or a punctuation mark to tell whether it opens or closes.
//! That presumes blanks between words: in `**重点：**后文` the last run follows a punctuation mark and precedes a
//! letter, so it may open only. Here it may do both if either neighbour is a CJK character.
//!
//! The parser cannot be told so. But to a run with a punctuation mark on *both* sides it gives both rights. So a text
//! is read as it is; then, if runs were found that deserve more, once more with a mark of punctuation between each of
//! these runs and the letter beside it. Nothing else changes its meaning by that: delimiters are punctuation
//! themselves, so no other run has this letter's side for a neighbour, and only what was read as text the first time
//! gets marks. They are taken out again, and ranges are counted back.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::han::is_cjk;
use super::value;

pub type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

/// Marks of punctuation that hardly anybody writes: the first one that a text lacks is put into it.
const MARKS: [char; 3] = ['\u{1BC9F}', '\u{12474}', '\u{11FFF}'];

/// Reads a text; ranges are bytes of that text.
pub fn events<'t>(text: &'t str, values: &[String], options: Options) -> Events<'t> {
    let mut plain = Parser::new_ext(text, options).into_offset_iter();
    let events: Events = plain.by_ref().collect();
    let places: Vec<usize> = runs(text, &events).iter().filter_map(|run| place(text, values, run)).collect();
    let Some(mark) = MARKS.into_iter().find(|mark| !places.is_empty() && is_free(*mark, text)) else { return events };

    let marked = marked(text, &places, mark);
    // The label of a reference such as `[甲*（乙）*]` is its text too, and gets marks that its definition lacks.
    let definitions = plain.reference_definitions();
    let mut find = |link: BrokenLink| {
        let definition = definitions.get(&without(mark, link.reference))?.clone().into_static();
        Some((definition.dest, definition.title.unwrap_or_else(|| "".into())))
    };
    Parser::new_with_broken_link_callback(&marked, options, Some(&mut find))
        .into_offset_iter()
        .map(|(event, range)| {
            let at = |at| source(at, &places, mark);
            (restored(event, mark), at(range.start)..at(range.end))
        })
        .collect()
}

/// Delimiters of one kind in a row.
struct Run {
    range: Range<usize>,
    /// Whether nothing stands before it on its line or in its cell.
    leads: bool,
    in_table: bool,
}

/// Every run of delimiters, whether it was used or not. What stands in code, addresses and HTML, or after a backslash,
/// is none.
fn runs(text: &str, events: &Events) -> Vec<Run> {
    let bytes = text.as_bytes();
    let is_delimiter = |at: &usize| matches!(bytes[*at], b'*' | b'_' | b'~') && !is_escaped(bytes, *at);
    let (mut found, mut leading) = (BTreeSet::new(), BTreeSet::new());
    let (mut fresh, mut verbatim, mut in_table) = (true, false, false);
    for (event, range) in events {
        let length = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            Event::Start(Tag::Strikethrough) if bytes[range.clone()].starts_with(b"~~") => 2,
            // The text of an address in angle brackets is the address.
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                verbatim = true;
                0
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => 0,
            Event::Start(tag) => {
                fresh = true;
                verbatim |= matches!(tag, Tag::CodeBlock(_));
                in_table |= matches!(tag, Tag::Table(_));
                continue;
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Html(_) => {
                fresh = true;
                continue;
            }
            Event::End(tag) => {
                fresh |= !matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                );
                verbatim &= !matches!(tag, TagEnd::CodeBlock | TagEnd::Link);
                in_table &= *tag != TagEnd::Table;
                continue;
            }
            // Not so what an entity stands for: it is another text than the source.
            Event::Text(found) if !verbatim && text[range.clone()] == **found => range.len(),
            _ => 0,
        };
        if std::mem::take(&mut fresh) {
            leading.insert(range.start);
        }
        // Of a text, both ends are the whole.
        let ends = [range.start..range.start + length, range.end - length..range.end];
        found.extend(ends.into_iter().flatten().filter(is_delimiter).map(|at| (at, in_table)));
    }
    let mut runs: Vec<Run> = Vec::new();
    for (at, in_table) in found {
        match runs.last_mut() {
            Some(run) if run.range.end == at && bytes[run.range.start] == bytes[at] => run.range.end += 1,
            _ => runs.push(Run { range: at..at + 1, leads: leading.contains(&at), in_table }),
        }
    }
    runs
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where a mark gives a run the right that CommonMark denies it.
fn place(text: &str, values: &[String], run: &Run) -> Option<usize> {
    let Range { start, end } = run.range;
    let before = text[..start].chars().next_back().filter(|c| !run.leads && !c.is_whitespace())?;
    let after = text[end..].chars().next().filter(|c| !(c.is_whitespace() || run.in_table && *c == '|'))?;
    let cjk_before = match before {
        // A variation selector belongs to the character before it.
        '\u{FE00}'..='\u{FE0E}' => text[..start].chars().rev().nth(1).is_some_and(is_cjk),
        _ => is_cjk(value(before, values).and_then(|value| value.chars().next_back()).unwrap_or(before)),
    };
    let cjk_after = is_cjk(value(after, values).and_then(|value| value.chars().next()).unwrap_or(after));
    if !cjk_before && !cjk_after {
        return None;
    }
    match (text.as_bytes()[start], is_punctuation(before), is_punctuation(after)) {
        (b'*', true, false) => Some(end),
        (b'*', false, true) => Some(start),
        // Underscores join Latin words and digits to names: they gain nothing beside them.
        (b'_', true, false) if cjk_after => Some(end),
        (b'_', false, true) if cjk_before => Some(start),
        // Two open wherever they stand. One alone is often a range: `3~5天`.
        (b'~', true, false) if run.range.len() == 2 => Some(end),
        _ => None,
    }
}

/// Whether the parser takes a character for punctuation. It keeps its table to itself, but answers when asked: an
/// asterisk between a letter and punctuation opens nothing.
fn is_punctuation(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_punctuation(),
        false => !Parser::new(&format!("x*{c}x*")).any(|event| event == Event::Start(Tag::Emphasis)),
    }
}

/// Whether a text holds a mark neither as it is nor by number.
fn is_free(mark: char, text: &str) -> bool {
    let number = u32::from(mark);
    let numbered = || {
        let text = text.to_ascii_lowercase();
        text.contains(&format!("{number:x}")) || text.contains(&number.to_string())
    };
    !(text.contains(mark) || text.contains("&#") && numbered())
}

fn marked(text: &str, places: &[usize], mark: char) -> String {
    let mut marked = String::with_capacity(text.len() + places.len() * mark.len_utf8());
    let mut done = 0;
    for place in places {
        marked.push_str(&text[done..*place]);
        marked.push(mark);
        done = *place;
    }
    marked.push_str(&text[done..]);
    marked
}

/// Where in the text stands what stands at `at` in the marked text.
fn source(at: usize, places: &[usize], mark: char) -> usize {
    // A place is moved by the marks before it, of which there are fewer than places before it.
    let (mut low, mut high) = (0, places.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match places[middle] + middle * mark.len_utf8() < at {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    at - low * mark.len_utf8()
}

/// An event as it would be if its text had no marks.
fn restored(event: Event, mark: char) -> Event<'static> {
    match event {
        Event::Text(text) => Event::Text(without(mark, text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type: known(link_type), dest_url, title, id: without(mark, id) })
                .into_static()
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type: known(link_type), dest_url, title, id: without(mark, id) })
                .into_static()
        }
        event => event.into_static(),
    }
}

/// The kind of a link that was found only without its marks.
fn known(link: LinkType) -> LinkType {
    match link {
        LinkType::ReferenceUnknown => LinkType::Reference,
        LinkType::CollapsedUnknown => LinkType::Collapsed,
        LinkType::ShortcutUnknown => LinkType::Shortcut,
        link => link,
    }
}

fn without(mark: char, text: CowStr) -> CowStr<'static> {
    match text.contains(mark) {
        true => CowStr::from(text.replace(mark, "")),
        false => text.into_static(),
    }
}

#[cfg(test)]
mod tests;
