//! Telephone numbers: mobiles alone, or mobiles and landlines, one or several.

use serde_json::{Value as Json, json};

use super::fold::{all_digits, compact, half_width, is_dash, shown, without_text_mark};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{Both, FieldProblem, Personal};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Form, Kind, Value};

/// Mobiles of the mainland; the canonical text is their 11 digits.
pub(super) struct MobileKind;

/// Any telephone. Canonical: the 11 digits of a mobile, `010-12345678` or `12345678` of a landline with `转601` for an
/// extension, `400-123-4567`, `+` and the digits of a foreign number; several joined by `、`.
pub(super) struct PhoneKind;

impl FieldKind for MobileKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let digits: String =
            compact(without_text_mark(text)).chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
        match mobile(&digits) {
            Some(mobile) => Reading::value(Value::Text(mobile.into())),
            None => {
                let (field, found) = (field.label.to_string(), Personal(shown(text)));
                Reading::problem(match phones(without_text_mark(text)).map_or(0, |phones| phones.len()) {
                    0 | 1 => FieldProblem::NotAMobile { field, found },
                    count => FieldProblem::SeveralMobiles { field, found, count, beside: Both::same("") },
                })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("11 位手机号", "a mobile number of 11 digits")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        // Editors take 11 digits without quotes for an integer; the program reads the text.
        schema(self, field, json!({ "type": ["string", "integer"], "pattern": "^1[3-9][0-9]{9}$" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        const CHECK: &str = "AND(LEN({})=11,LEFT({},1)=\"1\",ISNUMBER(VALUE({})),ISERROR(FIND(\".\",{})))";
        Cell::firm(Rule::Formula(CHECK), "手机号应为11位数字，只填一个，不加空格和横线。")
    }
}

impl FieldKind for PhoneKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        match phones(without_text_mark(text)) {
            Some(phones) => Reading::value(Value::Text(phones.join("、").into())),
            None => {
                let found = Personal(shown(text));
                Reading::problem(FieldProblem::NotAPhone { field: field.label.to_string(), found })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        let words = lang
            .pick("手机或固定电话，例如 010-12345678；多个用“、”隔开", "a mobile or a landline such as 010-12345678");
        hint_line(field, lang, Some(words))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": ["string", "integer"] }))
    }

    fn cell(&self, _: &Field) -> Cell {
        let refusal = "这不像一个完整的电话号码。固定电话要带区号，例如010-12345678；有两个号码的，用“、”隔开。";
        Cell::lenient(Rule::Length { least: 7, most: 60 }, refusal)
    }
}

/// Where a form has room for what is too much in a field of one mobile, as the end of an advice; empty where it has none.
pub fn room_beside(form: &Form) -> Both {
    let is_room = |field: &&Field| match field.kind {
        Kind::Phone => ["其他", "其它", "备用"].iter().any(|word| field.label.contains(word)),
        Kind::Text | Kind::LongText => field.label.contains("备注"),
        _ => false,
    };
    match form.fields.iter().find(is_room) {
        Some(field) => {
            Both([format!("，其余的填到「{}」里", field.label), format!("; put the others under `{}`", field.label)])
        }
        None => Both::same(""),
    }
}

/// The 11 digits of a mobile, its country code dropped.
pub(super) fn mobile(digits: &str) -> Option<&str> {
    let national = ["+86", "0086", "86"].iter().find_map(|code| digits.strip_prefix(code)).unwrap_or(digits);
    let is_mobile = national.len() == 11 && all_digits(national);
    (is_mobile && matches!(national.as_bytes(), [b'1', b'3'..=b'9', ..])).then_some(national)
}

/// All the numbers of a text; none if any part of it is no number.
fn phones(text: &str) -> Option<Vec<String>> {
    let separators = |c: char| matches!(c, ',' | '，' | '、' | ';' | '；' | '/' | '／' | '\n');
    let mut phones = Vec::new();
    for part in text.split(separators).map(str::trim).filter(|part| !part.is_empty()) {
        match phone(part) {
            Some(phone) => phones.push(phone),
            // Blanks belong to a number (138 0000 0001), or else stand between numbers.
            None => phones.extend(part.split_whitespace().map(phone).collect::<Option<Vec<_>>>()?),
        }
    }
    (!phones.is_empty()).then_some(phones)
}

/// One number in its canonical text.
fn phone(text: &str) -> Option<String> {
    // The longest way to write one number is far shorter.
    if text.chars().nth(60).is_some() {
        return None;
    }
    let text = half_width(text).to_ascii_lowercase().replace(is_dash, "-");
    let (number, extension) = split_extension(text.trim())?;
    let groups: Vec<&str> = number.split(['-', ' ', '(', ')']).filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    if extension.is_none()
        && let Some(mobile) = mobile(&digits)
    {
        return Some(mobile.to_owned());
    }
    let national = match groups.as_slice() {
        ["+86" | "0086" | "86", area, rest @ ..] if !rest.is_empty() => {
            let trunk = if area.starts_with('0') { "" } else { "0" };
            Some([&[trunk, area], rest].concat())
        }
        _ => None,
    };
    match (national, extension) {
        (Some(groups), extension) => landline(&groups, extension),
        (None, None) if digits.starts_with('+') && !digits.starts_with("+86") => foreign(&digits),
        (None, extension) => service(&digits, extension).or_else(|| landline(&groups, extension)),
    }
}

/// Splits off an extension named in words. None where the words are there but no digits.
fn split_extension(text: &str) -> Option<(&str, Option<&str>)> {
    let words = ["转分机", "分机号", "分机", "转", "ext.", "ext", "x", "#"];
    let Some((at, word)) = words.iter().filter_map(|word| Some((text.find(word)?, *word))).min_by_key(|(at, _)| *at)
    else {
        return Some((text, None));
    };
    let extension = text[at + word.len()..].trim_matches([' ', '-', ':', ')', '机', '分', '号', '.']);
    let number = text[..at].trim_end_matches([' ', '-', '(', ',']);
    is_extension(extension).then_some((number, Some(extension)))
}

fn is_extension(text: &str) -> bool {
    text.len() <= 6 && all_digits(text)
}

/// An area code and a number of 7 or 8 digits, or such a number alone; a further group is an extension.
fn landline(groups: &[&str], extension: Option<&str>) -> Option<String> {
    // 0571-1234567-8: what follows a whole number is an extension, not its eighth digit.
    if let (None, [before @ .., number, last]) = (extension, groups)
        && matches!(number.len(), 7 | 8 | 10..=12)
        && is_extension(last)
    {
        return landline(&[before, &[*number]].concat(), Some(last));
    }
    let digits = groups.concat();
    if !all_digits(&digits) {
        return None;
    }
    // Beijing and the codes from 020 to 029 have three digits, all others four.
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        [b'0', ..] => return None,
        _ => 0,
    };
    let (area, number) = digits.split_at_checked(area)?;
    let extension = extension.map(|extension| format!("转{extension}")).unwrap_or_default();
    let joint = if area.is_empty() { "" } else { "-" };
    matches!(number.len(), 7 | 8).then(|| format!("{area}{joint}{number}{extension}"))
}

/// 400 and 800 numbers.
fn service(digits: &str, extension: Option<&str>) -> Option<String> {
    let is_service = digits.len() == 10 && all_digits(digits) && matches!(&digits[..3], "400" | "800");
    let extension = extension.map(|extension| format!("转{extension}")).unwrap_or_default();
    is_service.then(|| format!("{}-{}-{}{extension}", &digits[..3], &digits[3..6], &digits[6..]))
}

fn foreign(digits: &str) -> Option<String> {
    let number = digits.strip_prefix('+')?;
    (all_digits(number) && (7..=15).contains(&number.len())).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::kinds::testing::{code, field, gives, read_text, stable};
    use crate::model::Kind;

    #[test]
    fn mobiles_become_eleven_digits() {
        for written in [
            "13800000001",
            "138 0000 0001",
            "138-0000-0001",
            "+8613800000001",
            "+86 138 0000 0001",
            "0086-13800000001",
            "8613800000001",
            "（+86）13800000001",
            "１３８０００００００１",
            "\u{202D}13800000001\u{202C}",
            "'13800000001",
        ] {
            for kind in [Kind::Mobile, Kind::Phone] {
                assert_eq!(gives(kind, written), "13800000001", "{written}");
                assert_eq!(code(kind, written), if written == "13800000001" { "" } else { "E0320" }, "{written}");
            }
        }
        for written in [
            "1380000000",
            "138000000012",
            "12800000001",
            "23800000001",
            "1.38E+10",
            "010-68530471",
            "无",
            "1380000000O",
        ] {
            assert_eq!(code(Kind::Mobile, written), "E0312", "{written}");
        }
    }

    #[test]
    fn landlines_are_written_with_one_hyphen() {
        for (written, phone) in [
            ("010-00000000", "010-00000000"),
            ("010 68530471", "010-68530471"),
            ("01068530471", "010-68530471"),
            ("010—68530471", "010-68530471"),
            ("（010）68530471", "010-68530471"),
            ("(010) 6853-0471", "010-68530471"),
            ("０１０－６８５３０４７１", "010-68530471"),
            ("+86-10-68530471", "010-68530471"),
            ("+86 (010) 68530471", "010-68530471"),
            ("0571-1234567", "0571-1234567"),
            ("057112345678", "0571-12345678"),
            ("68530471", "68530471"),
            ("6853 0471", "68530471"),
            ("010-68530471转601", "010-68530471转601"),
            ("010-68530471 转 601", "010-68530471转601"),
            ("010-68530471-601", "010-68530471转601"),
            ("01068530471-601", "010-68530471转601"),
            ("0571-1234567-8", "0571-1234567转8"),
            ("010-68530471 ext. 601", "010-68530471转601"),
            ("010-68530471（分机601）", "010-68530471转601"),
            ("68530471-601", "68530471转601"),
            ("4001234567", "400-123-4567"),
            ("400-123-4567", "400-123-4567"),
            ("400-1234567转2", "400-123-4567转2"),
            ("+852 2345 6789", "+85223456789"),
        ] {
            assert_eq!(gives(Kind::Phone, written), phone, "{written}");
        }
        assert!(read_text(Kind::Phone, "010-68530471转601").problems.is_empty());
    }

    #[test]
    fn several_numbers_are_joined() {
        for written in [
            "010-68530471、13800000001",
            "010-68530471，13800000001",
            "01068530471/138 0000 0001",
            "010-68530471 13800000001",
            "010-68530471\n13800000001",
            "010-68530471；13800000001；",
        ] {
            assert_eq!(gives(Kind::Phone, written), "010-68530471、13800000001", "{written}");
        }
    }

    #[test]
    fn what_is_no_phone_is_turned_away() {
        for written in [
            "123456",
            "010-685304",
            "010-685304711",
            "无",
            "68530471/72",
            "010-68530471转",
            "电话",
            "1.38E+10",
            "0",
            "+",
            "110000198503070011",
            "13800000001转1",
            "、",
            "a@example.com",
        ] {
            assert_eq!(code(Kind::Phone, written), "E0313", "{written}");
        }
    }

    proptest! {
        #[test]
        fn canonical_numbers_stay(text in "[0-9+() 转x、-]{0,24}", likely in "(\\+86)?[ -]?0[1-9][0-9]{1,2}[ -]?[0-9]{6,8}([-转][0-9]{1,4})?") {
            for kind in [Kind::Mobile, Kind::Phone] {
                stable(&field(kind), &text);
                stable(&field(kind), &likely);
            }
        }
    }
}
