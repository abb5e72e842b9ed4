//! Yes or no: 是 or 否, and the words in which people say the same.

use serde_json::{Value as Json, json};

use super::fold::shown;
use super::pick::{Picked, key, pick};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, List, Personal};
use crate::lang::Lang;
use crate::model::{Field, Value};

pub(super) struct YesNoKind;

const YES: &str = "是";
const NO: &str = "否";

impl FieldKind for YesNoKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let label = field.label.to_string();
        match pick(text, &|text| answer(text).map(str::to_owned)) {
            Picked::Nothing => Reading::default(),
            Picked::One(one) => Reading::value(Value::YesNo(one == YES)),
            Picked::Several(found) => Reading::problem(FieldProblem::TwoChoices { field: label, found: List(found) }),
            Picked::Unknown => Reading::problem(FieldProblem::NotYesNo { field: label, found: Personal(shown(text)) }),
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("填 是 或 否", "是 (yes) or 否 (no)")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "enum": [YES, NO] }))
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::one_of([YES, NO])
    }
}

/// Only words of certain meaning. 1 and 0, 有 and 无, and ☒ (a ticked box or a cross?) are not.
fn answer(text: &str) -> Option<&'static str> {
    match key(text).as_str() {
        "是" | "是的" | "可以" | "可" | "能" | "能够" | "参加" | "可参加" | "可以参加" | "能参加" | "能够参加"
        | "y" | "yes" | "true" | "√" | "✓" | "✔" | "☑" => Some(YES),
        "否" | "不" | "不是" | "不可以" | "不可" | "不能" | "不能够" | "不参加" | "不可参加" | "不可以参加"
        | "不能参加" | "n" | "no" | "false" | "×" | "✗" | "✘" | "✕" | "✖" => Some(NO),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{code, gives, read_text};
    use crate::model::Kind;

    #[test]
    fn yes_and_no_are_understood_in_many_words() {
        for written in
            ["是", "可以", "可", "能", "参加", "可以参加", "Y", "yes", "TRUE", "√", "✔\u{FE0F}", "☑", "☑是 □否"]
        {
            assert_eq!(gives(Kind::YesNo, written), "是", "{written}");
        }
        for written in ["否", "不可以", "不可", "不能", "不参加", "N", "no", "false", "×", "✗", "✘", "□是 ☑否"]
        {
            assert_eq!(gives(Kind::YesNo, written), "否", "{written}");
        }
        assert!(read_text(Kind::YesNo, "否").problems.is_empty());
        assert_eq!(code(Kind::YesNo, "可以"), "E0320");
    }

    #[test]
    fn the_undecided_is_turned_away() {
        for written in ["待定", "有", "无", "1", "0", "视情况", "可否", "☒", "是吗", "待定/是"] {
            assert_eq!(code(Kind::YesNo, written), "E0317", "{written}");
        }
        assert_eq!(code(Kind::YesNo, "是/否"), "E0316");
        assert_eq!(read_text(Kind::YesNo, "□是 □否"), crate::kinds::Reading::default());
    }
}
