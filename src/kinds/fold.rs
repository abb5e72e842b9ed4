//! Characters that look or mean the same: folded to one of them, or shown so that people see what was there.

use std::borrow::Cow;

pub(super) use crate::diagnostic::{is_dash, is_invisible};

/// Full-width letters, digits and signs become half-width ones; every blank becomes a plain one.
pub(super) fn half_width(text: &str) -> String {
    text.chars().map(half).collect()
}

pub(super) fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Half-width, no blanks at all, and every dash a hyphen: how numbers are compared.
pub(super) fn compact(text: &str) -> String {
    text.chars().map(half).filter(|c| *c != ' ').map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// Drops the apostrophe by which a spreadsheet is told that a number is a text.
pub(super) fn without_text_mark(text: &str) -> &str {
    text.trim_start_matches(['\'', '‘', '’', '`', '＇'])
}

pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A Han character of any block, compatibility and extension blocks included, and the 〇 of years and names.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// A character that every field can hold and that is what it looks like; no line end but `\n`.
pub(super) fn is_plain(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' | '\u{4E00}'..='\u{9FFF}' => true,
        '\u{2028}' | '\u{2029}' | '\u{FFFD}' => false,
        c => !c.is_control() && !is_invisible(c),
    }
}

pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// The character by its code, for one that has no picture of its own.
pub(super) fn code_of(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// One character as a message quotes it.
pub(super) fn shown_char(c: char) -> String {
    match c {
        c if c.is_control() || is_invisible(c) || is_private(c) || c == '\u{FFFD}' => code_of(c),
        c => c.to_string(),
    }
}

/// A text as a message quotes it: on one line, not too long, with the invisible made visible.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        match c {
            c if c.is_whitespace() => shown.push(' '),
            c if c.is_control() || is_invisible(c) => shown.push_str(&format!("<{}>", code_of(c))),
            c => shown.push(c),
        }
    }
    shown
}

/// Line ends of Windows, of old Macs and of Unicode become `\n`.
pub(super) fn unix_lines(text: &str) -> Cow<'_, str> {
    match text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Chinese numerals in digits, character for character as years are read (一九八五), with 十, 廿 and 卅 as in days
/// (二十一). Everything else stays.
pub(super) fn han_digits(text: &str) -> String {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|it| it == c).or("〇○".contains(c).then_some(0));
    let chars: Vec<char> = text.chars().collect();
    let mut folded = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let after_digit = at > 0 && digit(chars[at - 1]).is_some();
        let before_digit = chars.get(at + 1).is_some_and(|next| digit(*next).is_some());
        let tens = match c {
            '十' if after_digit => "",
            '十' => "1",
            '廿' => "2",
            '卅' => "3",
            c => {
                match digit(c) {
                    Some(value) => folded.push_str(&value.to_string()),
                    None => folded.push(c),
                }
                continue;
            }
        };
        folded.push_str(tens);
        if !before_digit {
            folded.push('0');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{compact, half_width, han_digits, shown};

    #[test]
    fn widths_blanks_and_dashes_fold() {
        assert_eq!(half_width("ＡＢ１２，　Ｘ"), "AB12, X");
        assert_eq!(compact(" １３８—００００－０００１ "), "138-0000-0001");
    }

    #[test]
    fn chinese_numerals_become_digits() {
        for (written, digits) in [
            ("一九八五年三月", "1985年3月"),
            ("二〇〇〇年十二月三十一日", "2000年12月31日"),
            ("二○二五年十月二十日", "2025年10月20日"),
            ("廿一日", "21日"),
            ("第十期", "第10期"),
            ("2025年8月", "2025年8月"),
        ] {
            assert_eq!(han_digits(written), digits);
        }
    }

    #[test]
    fn a_quoted_text_is_short_and_visible() {
        assert_eq!(shown("甲\n乙\u{202D}丙\u{FFFF}"), "甲 乙<U+202D>丙<U+FFFF>");
        assert_eq!(shown(&"长".repeat(99)).chars().count(), 61);
    }
}
