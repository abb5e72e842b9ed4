//! Characters that are not what they look like, or look like nothing; and texts in which they can be seen.

use std::borrow::Cow;

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Zero-width characters, direction marks, other format characters, and the codes that no character will ever have. Variation
/// selectors are none of them: they choose the shape of a Han character in a name.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || is_no_character(c)
}

/// The last two codes of each plane, and those from U+FDD0 on (Unicode, 23.7).
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

/// Whether a terminal may take a character for an order, or an eye the text around it for another: controls of both kinds
/// (ISO 6429), line ends of Unicode, and what turns the direction of a text (UAX 9).
pub fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text for a terminal, on one line and character for character: controls are shown by their pictures, whatever has none
/// as U+FFFD.
pub fn visible(text: &str) -> Cow<'_, str> {
    match text.contains(is_order) {
        true => Cow::Owned(text.chars().map(picture).collect()),
        false => Cow::Borrowed(text),
    }
}

/// The same of each line of a text that stands on several, such as what names of received files are told in.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

fn picture(c: char) -> char {
    match c {
        '\u{7F}' => '␡',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        c if is_order(c) => '\u{FFFD}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, visible, visible_lines};

    #[test]
    fn orders_are_shown_in_place() {
        let written = "\u{1B}[2J\u{7}甲\n乙\t\u{7F}\u{9B}31m\u{85}\u{2028}\u{202E}丙\u{2066}";
        let shown = visible(written);
        assert_eq!(shown, "␛[2J␇甲␊乙␉␡\u{FFFD}31m\u{FFFD}\u{FFFD}\u{FFFD}丙\u{FFFD}");
        assert_eq!(shown.chars().count(), written.chars().count());
        assert_eq!(visible_lines("甲\u{9B}\n\u{1B}乙\n"), "甲\u{FFFD}\n␛乙\n");
        // Joiners shape letters of some scripts, and order nothing.
        assert_eq!(visible("测试·甲 \u{200D}\u{FE00}"), "测试·甲 \u{200D}\u{FE00}");
    }

    #[test]
    fn codes_without_a_character_are_invisible() {
        assert!(!"\u{FDCF}\u{FDF0}\u{FFFD}𠮷\u{E0100}".contains(is_invisible));
        assert!("\u{FDD0}\u{FFFE}\u{1FFFF}\u{10FFFE}".chars().all(is_invisible));
    }
}
