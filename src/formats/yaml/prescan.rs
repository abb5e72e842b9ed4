//! The slips that people make who have never heard of YAML, found line by line, all of them at once.

use super::origin::{Origin, Reader};
use crate::diagnostic::{Counted, Diagnostic, FileProblem};

/// A label is short; a longer text before a colon is a sentence.
const LABEL_CHARS: usize = 20;

/// Finds the usual slips. Where the text parses, only words that are known to be labels are judged; where it does not,
/// whatever looks like a label may be what broke it.
pub fn prescan(text: &str, origin: Origin, failed: bool) -> Vec<Diagnostic> {
    let mut slips = Slips::default();
    // While inside a block of literal text: the indentation of the line that opened it.
    let mut block: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let number = origin.first_line + index as u32;
        let at = |column: usize, length: usize, problem: FileProblem| {
            Diagnostic::new(origin.source.spot(number, origin.cut + column as u32 + 1, length as u32), problem)
        };
        if let Some((column, c)) = line.chars().enumerate().find(|(_, c)| c.is_control() && *c != '\t') {
            slips.add(CONTROL, at(column, 1, FileProblem::ControlCharacter { code: format!("U+{:04X}", c as u32) }));
        }
        let indent = line.chars().take_while(|c| *c == ' ').count();
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        match block {
            Some(outer) if indent > outer => continue,
            _ => block = None,
        }
        if let Some(column) = line.chars().take_while(|c| c.is_whitespace()).position(|c| c == '\t') {
            slips.add(INDENT, at(column, 1, FileProblem::Tab {}));
        } else if let Some(column) =
            line.chars().take_while(|c| c.is_whitespace()).position(|c| c == '\u{3000}' || c == '\u{A0}')
        {
            slips.add(INDENT, at(column, 1, FileProblem::FullWidthIndent {}));
        }
        if opens_block(content) {
            block = Some(indent);
        }
        if let Some((column, label, problem)) = colon_slip(line, origin, failed) {
            slips.add(COLON, at(column, label, problem));
        }
    }
    slips.told.extend(slips.counted.more());
    slips.told
}

/// The slips of a text: the first of each kind.
#[derive(Default)]
struct Slips {
    told: Vec<Diagnostic>,
    counted: Counted<3>,
}

// The kinds of slips.
const CONTROL: usize = 0;
const INDENT: usize = 1;
const COLON: usize = 2;

impl Slips {
    fn add(&mut self, kind: usize, slip: Diagnostic) {
        if self.counted.tells(kind, slip.place) {
            self.told.push(slip);
        }
    }
}

/// `key: |` and its relatives: what follows, indented deeper, is literal text.
pub(super) fn opens_block(content: &str) -> bool {
    let header = content.rsplit([' ', ':', '-']).next().unwrap_or_default();
    let mut chars = header.chars();
    matches!(chars.next(), Some('|' | '>'))
        && chars.all(|c| matches!(c, '+' | '-' | '0'..='9'))
        && content.contains(':')
}

/// A full-width colon behind a label, or no blank behind a plain one: column and length of what is wrong.
fn colon_slip(line: &str, origin: Origin, failed: bool) -> Option<(usize, usize, FileProblem)> {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let start = line.chars().count() - rest.chars().count();
    let (at, colon) = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let label = rest[..at].trim_end();
    let length = label.chars().count();
    let after = rest[at + colon.len_utf8()..].chars().next();
    if colon == ':' && after.is_none_or(char::is_whitespace) {
        return None;
    }
    let known = match origin.reader {
        Reader::Authored => false,
        Reader::Returned { labels } => labels(label),
    };
    let looks = failed
        && (1..=LABEL_CHARS).contains(&length)
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '、' | '（' | '）' | '(' | ')'))
        && !rest[at..].starts_with("://");
    if !known && !looks {
        return None;
    }
    let label = label.to_owned();
    Some(match colon {
        '：' => (start + rest[..at].chars().count(), 1, FileProblem::FullWidthColon { label }),
        _ => (start, length + 1, FileProblem::NoSpaceAfterColon { label }),
    })
}
