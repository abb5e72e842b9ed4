//! A letter for a chat: plain, short, and complete in what matters.

use super::letter::{Kind, Letter, Told};
use crate::diagnostic::visible_lines;

/// Chat programs fold longer messages away.
const CHARS: usize = 1500;
/// A chat is no place for long lists: so many lines of a fact.
const LINES: usize = 4;

/// The text, with a line end after each line. Points that do not fit are counted; the slip itself has them.
pub(super) fn text(letter: &Letter) -> String {
    let mut head = format!("【{}】{}\n{}：\n", letter.title(), letter.programme, letter.addressee);
    letter.opening.iter().for_each(|line| head.push_str(&format!("{line}\n")));
    let tail = tail(letter);
    let mut body = String::new();
    let (mut number, mut left_out) = (0, letter.points());
    let mut room = CHARS.saturating_sub(head.chars().count() + tail.chars().count() + 40);
    'all: for part in &letter.parts {
        let marked = part.where_marked().map_or_else(String::new, |marked| format!("（{marked}）"));
        let mut next = format!("\n《{}》{marked}\n", part.file);
        for point in &part.points {
            next.push_str(&line(number + 1, point));
            let length = next.chars().count();
            if length > room {
                break 'all;
            }
            room -= length;
            body.push_str(&next);
            next.clear();
            number += 1;
            left_out -= 1;
        }
    }
    if left_out > 0 {
        body.push_str(&format!("其余 {left_out} 处见附件“{}”。\n", letter.kind.file()));
    }
    // What others wrote must not turn the text around, nor order anything of a terminal that shows it.
    visible_lines(&format!("{head}{body}{tail}"))
}

fn tail(letter: &Letter) -> String {
    let mut tail = format!("\n{}\n", letter.request);
    for fact in &letter.facts {
        // Of a slip, the forms are at hand already.
        if letter.kind == Kind::Slip && fact.label == "表格" {
            continue;
        }
        tail.push_str(&format!("\n{}：\n", fact.label));
        for line in fact.lines.iter().take(LINES) {
            tail.push_str(&line.text);
            line.url.iter().for_each(|url| tail.push_str(&format!(" {url}")));
            tail.push('\n');
        }
        let more = fact.lines.len().saturating_sub(LINES);
        if more > 0 {
            tail.push_str(&format!("其余 {more} 项见附件“{}”\n", letter.kind.file()));
        }
    }
    letter.copy.iter().for_each(|copy| tail.push_str(&format!("\n抄送：{copy}\n")));
    tail
}

fn line(number: usize, point: &Told) -> String {
    let kind = if point.must { "" } else { "（请核对）" };
    let place = if point.place.is_empty() { String::new() } else { format!("{}：", point.place) };
    let mend = point.mend.as_deref().map_or_else(String::new, |mend| format!("。{mend}"));
    let words = format!("{}{mend}", point.message);
    let end = if words.ends_with(['。', '？', '！']) { "" } else { "。" };
    format!("{number}. {kind}{place}{words}{end}\n")
}
