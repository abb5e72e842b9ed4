//! Free texts, kept as they are, and names of units.

use serde_json::{Value as Json, json};

use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Value};

/// Short and long texts.
pub(super) struct TextKind;

/// Names of units: blanks in them only widen the print.
pub(super) struct UnitKind;

impl FieldKind for TextKind {
    fn read(&self, _: &Field, text: &str) -> Reading {
        Reading::value(Value::Text(text.into()))
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        let limit =
            field.max_chars.map(|limit| lang.pick(format!("至多 {limit} 字"), format!("at most {limit} characters")));
        hint_line(field, lang, limit.as_deref())
    }

    fn json_schema(&self, field: &Field) -> Json {
        let mut json = json!({ "type": "string" });
        if let Some(limit) = field.max_chars {
            json["maxLength"] = json!(limit);
        }
        schema(self, field, json)
    }

    fn cell(&self, field: &Field) -> Cell {
        match field.max_chars {
            Some(limit) => {
                let refusal = format!("内容超过了{limit}字，请删减。仍要保留的，汇总时会提醒。");
                Cell::lenient(Rule::Length { least: 0, most: limit as u32 }, refusal)
            }
            None => Cell::lenient(Rule::Anything, ""),
        }
    }
}

impl FieldKind for UnitKind {
    fn read(&self, _: &Field, text: &str) -> Reading {
        Reading::value(Value::Text(without_blanks(text).into()))
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, None)
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": "string" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::lenient(Rule::Length { least: 2, most: 100 }, "这不像一个单位的全称。请写全称，一格只填一个单位。")
    }
}

/// Drops blanks, but for one between two words of Latin letters or digits.
fn without_blanks(text: &str) -> String {
    let mut name = String::new();
    for word in text.split_whitespace() {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        if name.ends_with(is_latin) && word.starts_with(is_latin) {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{codes, gives, read_text};
    use crate::model::Kind;

    #[test]
    fn texts_stay_as_they_are() {
        for kind in [Kind::Text, Kind::LongText] {
            for (written, text) in [
                ("示例大学  教授", "示例大学  教授"),
                ("　ＡＢＣ１２\u{A0}", "ＡＢＣ１２"),
                ("一\r\n二\r三\u{2028}四", "一\n二\n三\n四"),
                ("一\t二", "一\t二"),
                ("生僻字\u{E123}□？", "生僻字\u{E123}□？"),
            ] {
                let reading = read_text(kind, written);
                assert_eq!(reading.value.map(|value| value.canonical()).as_deref(), Some(text));
                assert!(reading.problems.is_empty());
            }
        }
    }

    #[test]
    fn units_have_no_needless_blanks() {
        assert_eq!(gives(Kind::Unit, "示例 力学\n学会"), "示例力学学会");
        assert_eq!(gives(Kind::Unit, "Sample  Society 示例 学会"), "Sample Society示例学会");
        assert_eq!(codes(&read_text(Kind::Unit, "示例 学会")), ["E0320"]);
        assert!(read_text(Kind::Unit, "示例学会（北京）").problems.is_empty());
    }
}
