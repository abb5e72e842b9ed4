//! Names of people: Han characters of any rarity, names with a middle dot, and names in other scripts.

use serde_json::{Value as Json, json};

use super::fold::{is_han, is_private, shown_char};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::FieldProblem;
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Value};

pub(super) struct PersonNameKind;

/// The dot between the parts of a name (GB/T 15834).
const MIDDLE_DOT: char = '\u{B7}';

/// Longer names exist on no card; the longest are about half of it.
const LONGEST: usize = 60;

impl FieldKind for PersonNameKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let label = || field.label.to_string();
        let name = with_one_dot(&without_needless_blanks(text));
        let stray = name.chars().find(|c| is_stray(*c)).or_else(|| {
            // A text without any letter is no name either.
            name.chars().next().filter(|_| !name.contains(char::is_alphabetic))
        });
        if let Some(stray) = stray {
            return Reading::problem(FieldProblem::BadName { field: label(), found: shown_char(stray) });
        }
        let count = name.chars().count();
        let mut reading = Reading::value(Value::Text(name.into()));
        if count > LONGEST && field.max_chars.is_none() {
            reading.problems.push(FieldProblem::TooLong { field: label(), count, limit: LONGEST });
        }
        reading
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, None)
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": "string", "maxLength": LONGEST }))
    }

    fn cell(&self, field: &Field) -> Cell {
        let most = field.max_chars.unwrap_or(LONGEST) as u32;
        Cell::lenient(Rule::Length { least: 2, most }, "这不像一个完整的姓名。请照证件填写全名，一格只填一人。")
    }
}

/// What a rare character turns into when it is lost, and what no name holds. 〇 is a character of names.
fn is_stray(c: char) -> bool {
    let is_lost = matches!(c, '?' | '？' | '\u{FFFD}' | '□' | '■' | '◇' | '◆' | '○' | '●' | '×' | '*' | '＊');
    // Quotes of the Chinese keyboard were meant for YAML, which does not know them.
    let is_quote = matches!(c, '“' | '”' | '‘' | '’' | '"' | '＂' | '「' | '」');
    is_lost || is_quote || is_private(c) || matches!(c, '0'..='9' | '０'..='９') || is_dot(c) && c != MIDDLE_DOT
}

/// The signs that people type for the middle dot.
fn is_dot(c: char) -> bool {
    matches!(c, MIDDLE_DOT | '•' | '‧' | '・' | '･' | '．' | '∙' | '⋅' | '\u{387}')
}

/// Blanks next to a dot and between Han characters (张  三) only widen a name; others stay as one blank.
fn without_needless_blanks(text: &str) -> String {
    let mut name = String::new();
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if let Some(last) = name.chars().next_back().filter(|_| blank) {
            let needless = is_han(last) && is_han(c) || is_dot(last) || is_dot(c);
            if !needless {
                name.push(' ');
            }
        }
        blank = false;
        name.push(c);
    }
    name
}

/// Writes every dot between two letters as a middle dot; the full stop only between Han characters, for Latin names
/// have initials.
fn with_one_dot(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let neighbours = |at: usize, fits: fn(char) -> bool| {
        at > 0 && fits(chars[at - 1]) && chars.get(at + 1).is_some_and(|next| fits(*next))
    };
    let dot = |(at, &c): (usize, &char)| match c {
        c if is_dot(c) && neighbours(at, char::is_alphabetic) => MIDDLE_DOT,
        '.' if neighbours(at, is_han) => MIDDLE_DOT,
        c => c,
    };
    chars.iter().enumerate().map(dot).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::kinds::testing::{code, codes, field, gives, read_text, stable};
    use crate::model::Kind;

    #[test]
    fn names_are_kept_or_tidied() {
        for (written, name) in [
            ("测试甲", "测试甲"),
            ("测 试　甲", "测试甲"),
            ("测试\n甲", "测试甲"),
            ("阿依•测试", "阿依·测试"),
            ("阿依・测试", "阿依·测试"),
            ("阿依．测试", "阿依·测试"),
            ("阿依.测试", "阿依·测试"),
            ("阿依 · 测试", "阿依·测试"),
            ("阿依‧测试⋅丙", "阿依·测试·丙"),
            ("Jane  Q. Sample", "Jane Q. Sample"),
            ("测试甲 Jane", "测试甲 Jane"),
            ("\u{9FEB}\u{3007}", "\u{9FEB}\u{3007}"),
            ("\u{20000}\u{2A700}\u{30000}\u{31350}", "\u{20000}\u{2A700}\u{30000}\u{31350}"),
            ("葛\u{E0100}甲", "葛\u{E0100}甲"),
        ] {
            assert_eq!(gives(Kind::PersonName, written), name);
            let expected: &[&str] = if written == name { &[] } else { &["E0320"] };
            assert_eq!(codes(&read_text(Kind::PersonName, written)), expected, "{written}");
        }
    }

    #[test]
    fn lost_characters_are_told() {
        for written in [
            "测?甲",
            "测？",
            "□试",
            "测■",
            "测*",
            "测\u{FFFD}",
            "测\u{E123}",
            "测\u{F0001}",
            "测\u{100001}",
            "测试1",
            "测试２",
            "•测试",
            "——",
            "/",
            "测○",
        ] {
            assert_eq!(code(Kind::PersonName, written), "E0321", "{written}");
        }
        assert_eq!(code(Kind::PersonName, &"测".repeat(61)), "E0302");
    }

    proptest! {
        #[test]
        fn a_tidy_name_stays(text in "[测试甲a-c •·.．　 ]{0,12}", any in "\\PC*") {
            stable(&field(Kind::PersonName), &text);
            stable(&field(Kind::PersonName), &any);
        }
    }
}
