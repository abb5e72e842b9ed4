//! Captions of tables: a paragraph `表：…` or `Table: …` right before or right after a table.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Document;

/// The captions of a document.
#[derive(Default)]
pub struct Captions {
    /// The events of the paragraph, its own start and end included, by the event that opens the table.
    by_table: BTreeMap<usize, Range<usize>>,
    /// Where each of these paragraphs begins and the next event after it.
    paragraphs: BTreeMap<usize, usize>,
}

impl Captions {
    /// The paragraph that captions the table which an event opens.
    pub fn of_table(&self, at: usize) -> Option<Range<usize>> {
        self.by_table.get(&at).cloned()
    }

    /// The event after the caption that begins at an event; none where none begins there.
    pub fn end_at(&self, at: usize) -> Option<usize> {
        self.paragraphs.get(&at).copied()
    }
}

/// Finds the captions. One that stands between two tables belongs to the one after it; a table has one at most.
pub fn captions(document: &Document) -> Captions {
    let events = &document.events;
    let mut captions = Captions::default();
    let mut open = None;
    // The table that has just ended, if it may still get a caption.
    let mut last = None;
    let mut at = 0;
    while let Some((event, _)) = events.get(at) {
        let before = last.take();
        if let Event::Start(Tag::Paragraph) = event
            && let Some(end) = caption_end(document, at)
        {
            let opens = matches!(events.get(end), Some((Event::Start(Tag::Table(_)), _)));
            if let Some(table) = if opens { Some(end) } else { before } {
                captions.by_table.insert(table, at..end);
                captions.paragraphs.insert(at, end);
            }
            at = end;
            continue;
        }
        match event {
            Event::Start(Tag::Table(_)) => open = Some(at),
            Event::End(TagEnd::Table) => last = open.take().filter(|table| !captions.by_table.contains_key(table)),
            _ => {}
        }
        at += 1;
    }
    captions
}

/// The event after a paragraph that reads as a caption; none where it does not.
fn caption_end(document: &Document, start: usize) -> Option<usize> {
    let (Event::Text(text), _) = document.events.get(start + 1)? else { return None };
    let rest = &text[sign(text)?..];
    let length = document.events[start..].iter().position(|(event, _)| *event == Event::End(TagEnd::Paragraph))?;
    // A sign with nothing behind it says nothing about the table.
    (!rest.trim().is_empty() || length > 2).then_some(start + length + 1)
}

/// How many bytes of a paragraph's beginning only say that it is a caption. A number is a part of the caption
/// (`表1：名额`): texts refer to it.
pub fn sign(text: &str) -> Option<usize> {
    let number = ["表", "Table"].iter().find_map(|word| text.strip_prefix(word))?.trim_start();
    let colon = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let caption = colon.strip_prefix(['：', ':'])?.trim_start();
    Some(if colon == number { text.len() - caption.len() } else { 0 })
}
