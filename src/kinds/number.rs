//! Whole numbers, and scores from 0 to 100.

use serde_json::{Value as Json, json};

use super::fold::{all_digits, half_width, shown};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, Personal, Words};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Value};

pub(super) struct NumberKind;

pub(super) struct ScoreKind;

const MOST: i64 = 100;

impl FieldKind for NumberKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read(field, text, i64::MAX, ["不小于 0", "of 0 or more"])
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("填阿拉伯数字", "in digits")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::firm(Rule::Whole { least: 0, most: i32::MAX }, "请填一个整数，用阿拉伯数字，不带单位。")
    }
}

impl FieldKind for ScoreKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read(field, text, MOST, ["在 0 至 100 之间", "from 0 to 100"])
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("0 至 100 的整数", "a whole number from 0 to 100")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        let json = json!({ "type": ["integer", "string"], "minimum": 0, "maximum": MOST, "pattern": "^[0-9]{1,3}$" });
        schema(self, field, json)
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::firm(Rule::Whole { least: 0, most: 100 }, "请填0至100的整数，不带单位。")
    }
}

fn read(field: &Field, text: &str, most: i64, range: [&'static str; 2]) -> Reading {
    let folded = half_width(text);
    let number = Some(folded.trim()).filter(|text| all_digits(text)).and_then(|text| text.parse::<i64>().ok());
    match number.filter(|number| *number <= most) {
        Some(number) => Reading::value(Value::Number(number)),
        None => {
            let found = Personal(shown(text));
            Reading::problem(FieldProblem::NotANumber { field: field.label.to_string(), found, range: Words(range) })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{code, gives, read_text};
    use crate::model::Kind;

    #[test]
    fn numbers_are_whole_and_in_range() {
        for (kind, written, number) in [
            (Kind::Number, "2", "2"),
            (Kind::Number, "２", "2"),
            (Kind::Number, "002", "2"),
            (Kind::Number, "9223372036854775807", "9223372036854775807"),
            (Kind::Score, "0", "0"),
            (Kind::Score, "100", "100"),
        ] {
            assert_eq!(gives(kind, written), number);
        }
        assert!(read_text(Kind::Number, "2").problems.is_empty());
        for (kind, written) in [
            (Kind::Number, "-1"),
            (Kind::Number, "1.5"),
            (Kind::Number, "1,000"),
            (Kind::Number, "两次"),
            (Kind::Number, "9223372036854775808"),
            (Kind::Number, "1e3"),
            (Kind::Score, "101"),
            (Kind::Score, "85.5"),
        ] {
            assert_eq!(code(kind, written), "E0325", "{written}");
        }
    }
}
