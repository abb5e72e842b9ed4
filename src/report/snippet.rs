//! The line that a place is in, as it may be shown: masked where the file is about people, and never too long.

use std::cell::RefCell;
use std::sync::Arc;

use crate::diagnostic::mask;
use crate::source::{Place, SourceId, Sources};

/// A longer line is cut around the place, so that one line of a hostile file cannot fill the screen.
const LINE_CHARS: usize = 160;

/// A line of a file, with the stretch that a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The number of the line, from 1.
    pub line: usize,
    pub text: String,
    /// Bytes of `text`.
    pub start: usize,
    pub end: usize,
}

/// Snippets out of files that are read again for it; the text of the file that was asked for last is kept.
pub struct Snippets<'a> {
    sources: &'a Sources,
    last: RefCell<Option<(SourceId, Option<Arc<str>>)>>,
}

impl<'a> Snippets<'a> {
    pub fn new(sources: &'a Sources) -> Snippets<'a> {
        Snippets { sources, last: RefCell::default() }
    }

    /// None where the place is no stretch of a text, or where the file has changed since.
    pub fn of(&self, place: Place) -> Option<Snippet> {
        let spot = place.text()?;
        let text = self.text(place.source)?;
        let line = text.lines().nth(spot.line as usize - 1)?;
        let personal = self.sources.get(place.source).personal;
        let line = if personal { mask(line) } else { line.to_owned() };
        // A tab is as wide as the reader's program likes; a control character may be an order to it.
        let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let start = (spot.column as usize - 1).min(chars.len());
        let end = (start + spot.length.max(1) as usize).min(chars.len());
        let from = if chars.len() > LINE_CHARS { start.saturating_sub(LINE_CHARS / 2) } else { 0 };
        let to = chars.len().min(from + LINE_CHARS);
        let bytes = |range: &[char]| range.iter().map(|c| c.len_utf8()).sum::<usize>();
        let (start, end) = (start.clamp(from, to), end.clamp(from, to));
        Some(Snippet {
            line: spot.line as usize,
            text: chars[from..to].iter().collect(),
            start: bytes(&chars[from..start]),
            end: bytes(&chars[from..end]),
        })
    }

    fn text(&self, source: SourceId) -> Option<Arc<str>> {
        let mut last = self.last.borrow_mut();
        match last.as_ref() {
            Some((known, text)) if *known == source => text.clone(),
            _ => last.insert((source, self.sources.text(source))).1.clone(),
        }
    }
}

impl Snippet {
    /// What stands before the stretch, the stretch, and what follows it.
    pub fn parts(&self) -> [&str; 3] {
        [&self.text[..self.start], &self.text[self.start..self.end], &self.text[self.end..]]
    }
}
