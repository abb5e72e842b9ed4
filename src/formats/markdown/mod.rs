//! Markdown (CommonMark with tables, footnotes and strikethrough): a page's headings, its faults, and its HTML.

mod caption;
mod emphasis;
mod han;
mod html;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Tag, TagEnd};

/// A text that has been read; ranges are bytes of that text.
pub struct Document<'t> {
    events: Vec<(Event<'t>, Range<usize>)>,
    text: &'t str,
    values: &'t [String],
    pub headings: Vec<Heading>,
    pub faults: Vec<Fault>,
}

/// A heading and its anchor: the heading as written, blanks as hyphens; `-2` and so on where it comes again.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    pub anchor: String,
}

/// Something that pages may not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub kind: FaultKind,
    pub range: Range<usize>,
}

/// What a page may not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    RawHtml(String),
    FirstLevelHeading(String),
    /// `[a](http://b c)` stays as it is written; the address, and why.
    UnreadLink(String, Unread),
}

/// Why a link to another site is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    Blank,
    FullWidthBracket,
}

/// A link or picture, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Target<'a> {
    pub destination: &'a str,
    pub image: bool,
    /// Where the destination is written.
    pub range: Range<usize>,
}

/// Where a link leads in the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// A page or file of this site.
    Within(String),
    /// Another site.
    Outside(String),
    /// Nowhere: only its text is shown.
    Nowhere,
}

/// What pages may use beside CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// The character that stands for the first quoted value; the next ones follow. They belong to a plane for private use,
/// so that no value is ever taken for Markdown.
const FIRST_QUOTED: u32 = 0xF_0000;
/// One plane holds as many.
const MOST_QUOTED: u32 = 0xFFFE;

/// The character to write for a quoted value, by its place in the list; none where there are too many.
pub fn quoted(index: usize) -> Option<char> {
    let index = u32::try_from(index).ok().filter(|index| *index < MOST_QUOTED)?;
    char::from_u32(FIRST_QUOTED + index)
}

/// Reads a text in which characters of [`quoted`] stand for values. Anchors in `taken` belong to other parts of the
/// page.
pub fn read<'t>(text: &'t str, values: &'t [String], taken: &[&str]) -> Document<'t> {
    let events = emphasis::events(text, values, OPTIONS);
    let mut document = Document { events, text, values, headings: Vec::new(), faults: Vec::new() };
    for (event, _) in &mut document.events {
        if let Event::Text(text) | Event::Code(text) = event
            && let Cow::Owned(filled) = fill(text, values)
        {
            *text = CowStr::from(filled);
        }
    }
    document.find_headings(taken);
    document.find_html();
    document.find_unread_links();
    document
}

impl Document<'_> {
    /// The whole text as HTML. Every destination is put to `resolve`.
    pub fn html(&self, resolve: &mut dyn FnMut(Target) -> Resolved) -> String {
        html::write(self, resolve)
    }

    fn find_headings(&mut self, taken: &[&str]) {
        let mut anchors: BTreeMap<String, u32> =
            taken.iter().map(|anchor| ((*anchor).to_owned(), FIRST_NUMBER)).collect();
        let mut open: Option<(HeadingLevel, Range<usize>, String)> = None;
        for (event, range) in &self.events {
            match event {
                Event::Start(Tag::Heading { level, .. }) => open = Some((*level, range.clone(), String::new())),
                Event::Text(text) | Event::Code(text) => {
                    if let Some((.., heading)) = &mut open {
                        heading.push_str(text);
                    }
                }
                Event::End(TagEnd::Heading(_)) => {
                    let Some((level, range, text)) = open.take() else { continue };
                    let anchor = free(&mut anchors, text.split_whitespace().collect::<Vec<_>>().join("-"));
                    if level == HeadingLevel::H1 {
                        let kind = FaultKind::FirstLevelHeading(text.clone());
                        self.faults.push(Fault { kind, range: first_line(self.text, range) });
                    }
                    self.headings.push(Heading { level: level as u8, text, anchor });
                }
                _ => {}
            }
        }
    }

    fn find_html(&mut self) {
        let mut block = false;
        for (event, range) in &self.events {
            let found = match event {
                Event::Start(Tag::HtmlBlock) => {
                    block = true;
                    range
                }
                Event::End(TagEnd::HtmlBlock) => {
                    block = false;
                    continue;
                }
                Event::InlineHtml(_) if !block => range,
                _ => continue,
            };
            let range = first_line(self.text, found.clone());
            let kind = FaultKind::RawHtml(self.text[range.clone()].to_owned());
            self.faults.push(Fault { kind, range });
        }
    }

    /// Finds links to other sites that a slip has made plain text, so that readers would see brackets.
    fn find_unread_links(&mut self) {
        let mut code = false;
        for (event, range) in &self.events {
            match event {
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Text(_) if !code && self.text[range.clone()].starts_with("(http") => {
                    let follows = self.text[..range.start].ends_with(']');
                    let start = range.start + 1;
                    let mut ahead = self.text[start..].char_indices().take(LONGEST_ADDRESS);
                    let Some((end, closing)) = ahead.find(|(_, c)| matches!(c, ')' | '）' | '[' | '\n')) else {
                        continue;
                    };
                    let address = self.text[start..start + end].to_owned();
                    let why = match closing {
                        '）' if follows => Unread::FullWidthBracket,
                        ')' if follows && address.contains(char::is_whitespace) => Unread::Blank,
                        _ => continue,
                    };
                    let kind = FaultKind::UnreadLink(address, why);
                    self.faults.push(Fault { kind, range: start..start + end });
                }
                _ => {}
            }
        }
    }

    /// The link or picture that a tag opens.
    fn target<'a>(&self, tag: &'a Tag, range: &Range<usize>, filled: &'a mut String) -> Option<Target<'a>> {
        let (kind, destination, image) = match tag {
            Tag::Link { link_type, dest_url, .. } => (link_type, dest_url, false),
            Tag::Image { link_type, dest_url, .. } => (link_type, dest_url, true),
            _ => return None,
        };
        // A bare address in angle brackets is a mail address without saying so.
        let scheme = if *kind == LinkType::Email { "mailto:" } else { "" };
        *filled = format!("{scheme}{}", fill(destination, self.values));
        let written = &self.text[range.clone()];
        let range = match written.rfind(&**destination) {
            Some(at) if !destination.is_empty() => {
                let start = range.start + at;
                start..start + destination.len()
            }
            _ => first_line(self.text, range.clone()),
        };
        Some(Target { destination: filled, image, range })
    }
}

/// The value that a character stands for.
fn value(c: char, values: &[String]) -> Option<&str> {
    values.get(u32::from(c).checked_sub(FIRST_QUOTED)? as usize).map(String::as_str)
}

/// Replaces every character that stands for a value.
fn fill<'a>(text: &'a str, values: &[String]) -> Cow<'a, str> {
    if values.is_empty() || !text.contains(|c| value(c, values).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut filled = String::with_capacity(text.len());
    for c in text.chars() {
        match value(c, values) {
            Some(value) => filled.push_str(value),
            None => filled.push(c),
        }
    }
    Cow::Owned(filled)
}

/// The anchor itself if it is free, else with the first number that makes it so. Each taken one has the number that is tried
/// next beside it.
fn free(anchors: &mut BTreeMap<String, u32>, anchor: String) -> String {
    let mut free = anchor.clone();
    let mut number = anchors.get(&anchor).copied().unwrap_or(FIRST_NUMBER);
    while anchors.contains_key(&free) {
        free = format!("{anchor}-{number}");
        number += 1;
    }
    anchors.insert(anchor, number);
    anchors.entry(free.clone()).or_insert(FIRST_NUMBER);
    free
}

/// Characters of an address that is looked for among brackets; one line may have very many brackets.
const LONGEST_ADDRESS: usize = 2_000;

/// Behind the second anchor of a name.
const FIRST_NUMBER: u32 = 2;

/// What of a stretch stands on its first line.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

#[cfg(test)]
mod tests;
