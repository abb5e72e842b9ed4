//! Texts as cells can hold them: limits are counted in units of UTF-16.

use std::borrow::Cow;
use std::fmt::Write;

const MAX_TEXT: usize = 32_767;
const CUT: &str = "……（内容过长，后面的没有列出）";

/// A text that a cell can hold.
pub(super) fn fit(text: Cow<'_, str>) -> Cow<'_, str> {
    // One character of text is at least one unit and at most as many as it has bytes.
    if text.len() > MAX_TEXT && units(&text) > MAX_TEXT {
        return Cow::Owned(format!("{}{CUT}", cut(&text, MAX_TEXT - units(CUT))));
    }
    // The library passes a text of this shape on as markup, unescaped: a returned form could break the workbook.
    if text.starts_with("<r>") && text.ends_with("</r>") {
        return Cow::Owned(format!("{text} "));
    }
    text
}

/// A text that is no cell's, such as a link's or what is read out of a chart: with U+FFFD for each character that XML cannot
/// hold at all (XML 1.0, 2.2). The library writes such texts as they are, and one of them would spoil the whole workbook.
pub(super) fn plain<'t>(text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let text = text.into();
    match text.contains(is_foreign) {
        true => Cow::Owned(text.replace(is_foreign, "\u{FFFD}")),
        false => text,
    }
}

/// Whether XML has no way to hold a character.
pub(super) fn is_foreign(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Writes a text into XML as a cell's. What XML cannot hold stands as `_x0001_`, in units of UTF-16, and so does the line of a
/// text that looks like that (ECMA-376 part 1, 22.9.2.19).
pub(super) fn escape(text: &str, into: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        // The first bytes of all that is written otherwise; 0xEF begins U+FFFE and U+FFFF.
        if !matches!(byte, b'&' | b'<' | b'>' | b'_' | 0xEF | 0..=8 | 0xB..=0x1F) {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        match c {
            '_' if !looks_escaped(&text[at..]) => continue,
            '\u{F000}'..='\u{FFFD}' => continue,
            _ => into.push_str(&text[done..at]),
        }
        done = at + c.len_utf8();
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            _ => _ = write!(into, "_x{:04X}_", u32::from(c)),
        }
    }
    into.push_str(&text[done..]);
}

/// Whether a text begins as what stands for a character.
fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x") && bytes.get(6) == Some(&b'_') && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// The first so many units of UTF-16, in which spreadsheet programs measure texts.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let mut left = limit;
    for (at, c) in text.char_indices() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None => return &text[..at],
        }
    }
    text
}

pub(super) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::{CUT, MAX_TEXT, cut, fit, plain, units};

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(plain("测\u{B}试\u{0}\u{1F}\u{FFFE}\u{FFFF}甲"), "测\u{FFFD}试\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}甲");
        let fine = "\t\n\r 甲\u{7F}\u{85}\u{FFFD}\u{1FFFE}𠮷";
        assert_eq!(plain(fine), fine);
    }

    #[test]
    fn long_texts_are_cut_with_a_remark() {
        assert_eq!(fit("字".repeat(MAX_TEXT).into()), "字".repeat(MAX_TEXT));
        // Beyond the basic plane, a character takes two units.
        let long = fit("𠮷".repeat(MAX_TEXT).into());
        assert!(units(&long) <= MAX_TEXT && long.ends_with(CUT));
        assert_eq!(cut("a𠮷b", 2), "a");
    }
}
