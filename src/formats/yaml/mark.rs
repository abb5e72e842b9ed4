//! A marked copy of a returned text: comment lines behind the lines that they are about, and nothing else touched.

use std::collections::BTreeSet;
use std::fmt::Write;

use granit_parser::{Event, Parser, ScalarStyle};

use super::prescan::opens_block;
use crate::formats::mark::{CannotMark, Mark, SIGN};
use crate::source::{At, Decoded, LineEdits, Uneditable, decode, relined};

const NO_TEXT: CannotMark = CannotMark::because("不是纯文本", "it is no text");
const RETURNS: CannotMark = CannotMark::because("换行方式太旧", "its line ends are those of the oldest Macintosh");

/// Whether a line is one that we put into a copy, perhaps quoted in a mail since.
pub fn is_mark(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t', '>', '\u{A0}']);
    bare.strip_prefix("# ").is_some_and(|rest| rest.starts_with(SIGN))
}

/// A copy of a text with these marks: each stands as a comment (`# ▲ …`) behind the line of its place, or above a value of
/// several lines, which a comment would cut. Encoding, byte order mark and line ends stay. Comment lines of a former copy
/// give way to the new ones. Where the text is YAML, the copy is read again and compared.
pub fn mark(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, CannotMark> {
    let Decoded { text, encoding } = decode(bytes).map_err(|_| NO_TEXT)?;
    let reading = read(&text);
    let layout = Layout::of(&text, reading.as_ref());
    let copy = |edits: &LineEdits| relined(bytes, encoding, edits).map_err(|Uneditable::BareReturns| RETURNS);
    let marked = copy(&layout.edits(marks, true))?;
    if says_the_same(&marked, reading.as_ref()) {
        return Ok(marked);
    }
    // At the beginning, comments cut nothing.
    let above = copy(&layout.edits(marks, false))?;
    if says_the_same(&above, reading.as_ref()) { Ok(above) } else { Err(CannotMark::UNLIKE) }
}

fn says_the_same(copy: &[u8], original: Option<&Reading>) -> bool {
    let Ok(copy) = decode(copy) else { return false };
    read(&copy.text).map(|it| it.said).as_deref() == original.map(|it| it.said.as_str())
}

/// What a YAML text says, and which of its values have several lines.
struct Reading {
    /// The events one after the other: kinds of collections, and scalars as they are with their lengths. One text, because a
    /// returned file may have millions.
    said: String,
    /// First and last line of each such value.
    tall: Vec<(u32, u32)>,
}

/// Reads a text as YAML; none where it is not.
fn read(text: &str) -> Option<Reading> {
    let mut reading = Reading { said: String::new(), tall: Vec::new() };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.ok()?;
        match event {
            Event::Scalar(text, style, ..) => {
                let (first, last) = (span.start.line() as u32, span.end.line() as u32);
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                // The end of a block is where the next thing begins.
                let last = if is_block && span.end.col() == 0 { last.saturating_sub(1) } else { last };
                if is_block || last > first {
                    reading.tall.push((first, last.max(first)));
                }
                _ = write!(reading.said, "={} {text}", text.len());
            }
            Event::SequenceStart(..) => reading.said.push('['),
            Event::SequenceEnd => reading.said.push(']'),
            Event::MappingStart(..) => reading.said.push('{'),
            Event::MappingEnd => reading.said.push('}'),
            Event::Alias(_) => reading.said.push('*'),
            Event::DocumentStart(..) => reading.said.push('-'),
            _ => {}
        }
    }
    Some(reading)
}

/// The line with the mark (`|`, `>-`) of a block whose text begins at a line; none where there is none above it.
fn header(lines: &[&str], first: u32) -> Option<u32> {
    let before = &lines[..(first as usize).saturating_sub(1).min(lines.len())];
    let above = before.iter().rposition(|line| !line.trim().is_empty())?;
    let content = lines[above].split(" #").next().unwrap_or_default();
    let word = content.split_whitespace().next_back()?;
    let is_mark = word.starts_with(['|', '>']) && word[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9'));
    is_mark.then_some(above as u32 + 1)
}

/// The lines of a text, and where a comment may stand among them.
struct Layout<'a> {
    lines: Vec<&'a str>,
    /// By line, from 1: the first line of the value of several lines that it belongs to, else itself.
    begins: Vec<u32>,
    former: BTreeSet<u32>,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str, reading: Option<&Reading>) -> Layout<'a> {
        let lines: Vec<&str> = text.lines().collect();
        let mut begins: Vec<u32> = (0..=lines.len() as u32).collect();
        let tall = reading.map_or_else(|| guessed(&lines), |it| it.tall.clone());
        for (first, last) in tall {
            let first = header(&lines, first).unwrap_or(first);
            for number in first..=last.min(lines.len() as u32) {
                begins[number as usize] = begins[number as usize].min(first);
            }
        }
        let own = |number: &u32| begins[*number as usize] == *number && is_mark(lines[*number as usize - 1]);
        let former = (1..=lines.len() as u32).filter(own).collect();
        Layout { lines, begins, former }
    }

    fn edits(&self, marks: &[Mark], in_place: bool) -> LineEdits {
        let mut edits = LineEdits { without: self.former.clone(), ..LineEdits::default() };
        let mut marks: Vec<(u32, &Mark)> = marks.iter().map(|mark| (self.line_of(mark), mark)).collect();
        marks.sort_by_key(|(line, _)| *line);
        for (line, mark) in marks {
            let (behind, like) = if in_place { self.gap(line) } else { (0, 0) };
            let indent = self.indent(like);
            let comments = mark.signed().into_iter().map(|text| format!("{indent}# {text}"));
            let there = edits.behind.entry(behind).or_default();
            for comment in comments {
                // Slips of one kind in the lines of one value are told once.
                if !there.contains(&comment) {
                    there.push(comment);
                }
            }
        }
        edits
    }

    /// 0 for the file as a whole.
    fn line_of(&self, mark: &Mark) -> u32 {
        match mark.at {
            At::Text(spot) => spot.line.min(self.lines.len() as u32),
            _ => 0,
        }
    }

    /// The line behind which a comment about a line may stand, and the line that it is indented like.
    fn gap(&self, line: u32) -> (u32, u32) {
        let begins = |line: u32| self.begins.get(line as usize).copied().unwrap_or(line);
        // A line of its own, and the next one is not its continuation.
        if begins(line) == line && (begins(line + 1) == line + 1 || line as usize >= self.lines.len()) {
            return (line, line);
        }
        let mut first = begins(line);
        // What stands above may have to stay together with it.
        while first > 0 && begins(first) < first {
            first = begins(first);
        }
        (first.saturating_sub(1), first)
    }

    /// Blanks and quote marks as they stand before a line.
    fn indent(&self, line: u32) -> String {
        let Some(line) = (line as usize).checked_sub(1).and_then(|at| self.lines.get(at)) else { return String::new() };
        let before = line.chars().take_while(|c| c.is_whitespace() || *c == '>');
        before.map(|c| if c == '>' { '>' } else { ' ' }).collect()
    }
}

/// Values of several lines in a text that is no YAML as a whole: what is indented deeper than the line that opened a block,
/// and lines that look like the continuation of another.
fn guessed(lines: &[&str]) -> Vec<(u32, u32)> {
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace() || *c == '>').count();
    let mut tall: Vec<(u32, u32)> = Vec::new();
    let mut block: Option<(u32, usize)> = None;
    let mut last: Option<u32> = None;
    for (index, line) in lines.iter().enumerate() {
        let (number, content) = (index as u32 + 1, line.trim_start_matches([' ', '>', '\u{A0}', '\t']).trim_end());
        if content.is_empty() {
            continue;
        }
        if let Some((first, outer)) = block {
            if indent(line) > outer {
                reach(&mut tall, first, number);
                last = None;
                continue;
            }
            block = None;
        }
        if opens_block(content) {
            block = Some((number, indent(line)));
        }
        let begins = content.starts_with(['#', '-', '[', '{', '%']) || content.contains([':', '：']);
        match last {
            Some(first) if !begins => reach(&mut tall, first, number),
            _ => last = Some(number),
        }
    }
    tall
}

/// Lets the value that begins at a line go on to another.
fn reach(tall: &mut Vec<(u32, u32)>, first: u32, line: u32) {
    match tall.last_mut() {
        Some((own, last)) if *own == first => *last = line,
        _ => tall.push((first, line)),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_mark, mark, read};
    use crate::diagnostic::Severity;
    use crate::formats::mark::Mark;
    use crate::source::SourceId;

    fn marked_at(text: &str, lines: &[u32]) -> String {
        let at = |line: &u32| if *line == 0 { SourceId(0).whole().at } else { SourceId(0).spot(*line, 1, 1).at };
        let one =
            |line: &u32| Mark { at: at(line), severity: Severity::Error, lines: vec![format!("问题{line}：x: y")] };
        let marks: Vec<Mark> = lines.iter().map(one).collect();
        String::from_utf8(mark(text.as_bytes(), &marks).unwrap()).unwrap()
    }

    #[test]
    fn comments_stand_behind_their_lines_and_are_indented_alike() {
        let text = "表单: card\n学员:\n  - 姓名: 甲\n    手机: 1\n";
        let wanted =
            "# ▲ 问题0：x: y\n表单: card\n学员:\n  - 姓名: 甲\n  # ▲ 问题3：x: y\n    手机: 1\n    # ▲ 问题4：x: y\n";
        assert_eq!(marked_at(text, &[4, 0, 3]), wanted);
    }

    #[test]
    fn values_of_several_lines_are_never_cut() {
        let text = "a: |\n  一\n\n  二\nb: 长\n  句\nc: \"引\n  号\"\nd:\n  - >-\n    折\n    叠\ne:\n  行\n  行\nf: [1,\n  2]\ng: 尾";
        let lines = text.lines().count() as u32;
        for line in 0..=lines {
            let marked = marked_at(text, &[line]);
            assert_eq!(read(&marked).unwrap().said, read(text).unwrap().said, "line {line}:\n{marked}");
            let kept: Vec<&str> = marked.lines().filter(|line| !is_mark(line)).collect();
            assert_eq!(kept, text.lines().collect::<Vec<_>>());
        }
        assert!(marked_at(text, &[4]).starts_with("# ▲ 问题4：x: y\na: |\n"), "above the key");
        assert!(marked_at(text, &[6]).contains("\n  二\n# ▲ 问题6：x: y\nb: 长\n"));
        assert!(marked_at(text, &[11]).contains("\nd:\n  # ▲ 问题11：x: y\n  - >-\n"));
    }

    #[test]
    fn a_second_copy_replaces_the_comments_of_the_first() {
        for text in ["a: |\n  一\n  # ▲ 正文\nb: 1\nc: 2", "a: 1\n# 自己的话\nb: ：\nc: [\n"] {
            let all: Vec<u32> = (0..=text.lines().count() as u32).collect();
            let first = marked_at(text, &all);
            // The same places, as they stand in the copy.
            let mut number = 0;
            let own = |line: &&str| !is_mark(line) || line.contains("正文");
            let places: Vec<u32> = first
                .lines()
                .filter_map(|line| {
                    number += 1;
                    own(&line).then_some(number)
                })
                .collect();
            let again = super::mark(
                first.as_bytes(),
                &std::iter::once(0)
                    .chain(places)
                    .zip(&all)
                    .map(|(place, label)| Mark {
                        at: if place == 0 { SourceId(0).whole().at } else { SourceId(0).spot(place, 1, 1).at },
                        severity: Severity::Error,
                        lines: vec![format!("问题{label}：x: y")],
                    })
                    .collect::<Vec<_>>(),
            );
            assert_eq!(String::from_utf8(again.unwrap()).unwrap(), first);
            let none = String::from_utf8(mark(first.as_bytes(), &[]).unwrap()).unwrap();
            assert_eq!(none.trim_end(), text.trim_end(), "nothing is left of them");
        }
    }

    #[test]
    fn texts_that_do_not_parse_are_marked_all_the_same() {
        let text = "表单：card\n姓名: 甲\n个人简介: |\n  一\n  二：三\n手机 138\n  0000\n";
        let wanted =
            "表单：card\n# ▲ 问题1：x: y\n姓名: 甲\n# ▲ 问题5：x: y\n个人简介: |\n  一\n  二：三\n手机 138\n  0000\n";
        assert_eq!(marked_at(text, &[1, 5]), wanted);
        assert_eq!(marked_at("> 姓名: 甲\n> 手机: 1\n", &[2]), "> 姓名: 甲\n> 手机: 1\n> # ▲ 问题2：x: y\n");
    }
}
