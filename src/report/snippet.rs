//! The line that a place is in, as it may be shown: masked where the file is about people, and never too long.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{is_order, mask};
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

/// Characters on either side of what is shown by which it is known what is a number of a person.
const AROUND: usize = 200;

/// Snippets out of files that are read again for it; the text of the file that was asked for last is kept.
pub struct Snippets<'a> {
    pub(super) sources: &'a Sources,
    last: RefCell<Option<(SourceId, Option<Rc<Lined>>)>>,
}

impl<'a> Snippets<'a> {
    pub fn new(sources: &'a Sources) -> Snippets<'a> {
        Snippets { sources, last: RefCell::default() }
    }

    /// None where the place is no stretch of a text, or where the file has changed since.
    pub fn of(&self, place: Place) -> Option<Snippet> {
        let spot = place.text()?;
        let lined = self.text(place.source)?;
        let (before, after) = lined.around(spot.line as usize, spot.column as usize - 1)?;
        let start = before.len();
        let line: String = before.into_iter().chain(after).collect();
        let personal = self.sources.get(place.source).personal;
        let line = if personal { mask(&line) } else { line };
        // A tab is as wide as the reader's program likes; other characters may be orders to it, or to the eye.
        let shown = |c: char| {
            if c.is_control() {
                ' '
            } else if is_order(c) {
                '\u{FFFD}'
            } else {
                c
            }
        };
        let chars: Vec<char> = line.chars().map(shown).collect();
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

    fn text(&self, source: SourceId) -> Option<Rc<Lined>> {
        let mut last = self.last.borrow_mut();
        match last.as_ref() {
            Some((known, text)) if *known == source => text.clone(),
            _ => {
                let text = self.sources.text(source).map(|text| Rc::new(Lined::new(text)));
                last.insert((source, text)).1.clone()
            }
        }
    }
}

/// A text in which places are found without going over all of it: its lines may be many, or one of megabytes.
struct Lined {
    text: Arc<str>,
    /// Every so many bytes: the byte, and the line and column of the character there, from 0.
    marks: Vec<(usize, usize, usize)>,
}

/// Bytes of a text of which one is marked.
const STRIDE: usize = 4096;

impl Lined {
    fn new(text: Arc<str>) -> Lined {
        let mut marks = vec![(0, 0, 0)];
        let (mut line, mut column, mut next) = (0, 0, STRIDE);
        for (byte, c) in text.char_indices() {
            if byte >= next {
                marks.push((byte, line, column));
                next = byte + STRIDE;
            }
            (line, column) = if c == '\n' { (line + 1, 0) } else { (line, column + 1) };
        }
        Lined { text, marks }
    }

    /// What stands before and behind a place of a line (from 1), as far as it matters; a column that the line does not have is
    /// its end. None where there is no such line.
    fn around(&self, line: usize, column: usize) -> Option<(Vec<char>, Vec<char>)> {
        let at = self.byte(line.checked_sub(1)?, column)?;
        let is_inner = |c: &char| *c != '\n';
        let mut before: Vec<char> =
            self.text[..at].chars().rev().take_while(is_inner).take(LINE_CHARS + AROUND).collect();
        before.reverse();
        let rest = &self.text[at..];
        let mut after: Vec<char> = rest.chars().take_while(is_inner).take(LINE_CHARS + AROUND).collect();
        // A line ends in a line feed, or in a carriage return and a line feed.
        if after.last() == Some(&'\r') && rest.chars().nth(after.len()) == Some('\n') {
            after.pop();
        }
        Some((before, after))
    }

    /// Where a character is. The last line may be empty, and then is none.
    fn byte(&self, line: usize, column: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|&(_, l, c)| (l, c) <= (line, column)).checked_sub(1)?;
        let (start, mut at_line, mut at_column) = self.marks[mark];
        for (byte, c) in self.text[start..].char_indices() {
            if at_line == line && (at_column == column || c == '\n') {
                return Some(start + byte);
            }
            (at_line, at_column) = if c == '\n' { (at_line + 1, 0) } else { (at_line, at_column + 1) };
        }
        (at_line == line && at_column > 0).then_some(self.text.len())
    }
}

impl Snippet {
    /// What stands before the stretch, the stretch, and what follows it.
    pub fn parts(&self) -> [&str; 3] {
        [&self.text[..self.start], &self.text[self.start..self.end], &self.text[self.end..]]
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE_CHARS, Snippets};
    use crate::source::{Source, SourceId, Sources};

    fn held(text: &str, personal: bool) -> (Sources, SourceId) {
        let mut sources = Sources::default();
        let id = sources.add(Source { personal, text: Some(text.into()), ..Source::new("文", "文") });
        (sources, id)
    }

    fn snippet(text: &str, personal: bool, line: u32, column: u32, length: u32) -> Option<[String; 3]> {
        let (sources, id) = held(text, personal);
        let snippet = Snippets::new(&sources).of(id.spot(line, column, length))?;
        Some(snippet.parts().map(str::to_owned))
    }

    fn parts(parts: [&str; 3]) -> Option<[String; 3]> {
        Some(parts.map(str::to_owned))
    }

    #[test]
    fn lines_are_shown_whole_where_they_are_short() {
        let text = "一: 二\r\n\t三\u{9B}: 四\u{202E}\n\n末";
        assert_eq!(snippet(text, true, 1, 4, 1), parts(["一: ", "二", ""]));
        assert_eq!(snippet(text, true, 2, 6, 2), parts([" 三 : ", "四\u{FFFD}", ""]));
        assert_eq!(snippet(text, true, 3, 1, 1), parts(["", "", ""]));
        assert_eq!(snippet(text, true, 4, 9, 1), parts(["末", "", ""]));
        assert_eq!(snippet(text, true, 5, 1, 1), None);
        assert_eq!(snippet("一\n", true, 2, 1, 1), None);
        assert_eq!(snippet("", true, 1, 1, 1), None);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place_and_masked_as_a_whole() {
        let number = "110000199001011232";
        for before in [0, 70, 80, 90, 5_000] {
            for after in [0, 70, 5_000] {
                let text = format!("一\n{}{number}{}\n三", "前".repeat(before), "后".repeat(after));
                let [head, inner, tail] = snippet(&text, true, 2, before as u32 + 1, 18).expect("a snippet");
                assert_eq!(inner, "110***********1232", "{before} {after}");
                let count = head.chars().count() + tail.chars().count() + 18;
                let all = before + 18 + after;
                let shown = if all > LINE_CHARS { LINE_CHARS.min(before.min(80) + 18 + after) } else { all };
                assert_eq!(count, shown, "{before} {after}");
                assert!(head.chars().all(|c| c == '前') && tail.chars().all(|c| c == '后'));
                // A window that begins within the number shows no more of it.
                for column in before + 1..before + 18 + after.min(150) {
                    let shown = snippet(&text, true, 2, column as u32, 1).expect("a snippet").concat();
                    assert!(!shown.contains("000199") && !shown.contains("0101123"), "{shown}");
                }
                assert_eq!(snippet(&text, false, 2, before as u32 + 1, 18).expect("a snippet")[1], number);
            }
        }
    }

    #[test]
    fn places_are_found_in_any_text() {
        let text: String = (0..700).map(|n| format!("{n}{}\n", "字a".repeat(n % 7 * 100))).collect();
        let (sources, id) = held(&text, false);
        let snippets = Snippets::new(&sources);
        for (n, line) in text.lines().enumerate() {
            for column in [1, 3, 500, 1_190] {
                let chars: Vec<char> = line.chars().collect();
                let expected = chars.get(column - 1).map(char::to_string).unwrap_or_default();
                let found = snippets.of(id.spot(n as u32 + 1, column as u32, 1)).expect("a snippet");
                assert_eq!(found.parts()[1], expected, "{n} {column}");
            }
        }
    }
}
