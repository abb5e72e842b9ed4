//! Sex: 男 or 女, also by the codes of GB/T 2261.1.

use serde_json::{Value as Json, json};

use super::fold::shown;
use super::pick::{Picked, key, pick};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, List, Personal};
use crate::lang::Lang;
use crate::model::{Field, Sex, Value};
use crate::suggest::nearest;

pub(super) struct SexKind;

impl FieldKind for SexKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let label = field.label.to_string();
        match pick(text, &|text| sex(text).map(|sex| sex.label().to_owned())) {
            Picked::Nothing => Reading::default(),
            Picked::One(one) if one == Sex::Male.label() => Reading::value(Value::Sex(Sex::Male)),
            Picked::One(_) => Reading::value(Value::Sex(Sex::Female)),
            Picked::Several(found) => Reading::problem(FieldProblem::TwoChoices { field: label, found: List(found) }),
            Picked::Unknown => {
                let nearest = nearest(text, [Sex::Male.label(), Sex::Female.label()]);
                Reading::problem(FieldProblem::NotAnOption { field: label, found: Personal(shown(text)), nearest })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("填 男 或 女", "男 (male) or 女 (female)")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "enum": [Sex::Male.label(), Sex::Female.label()] }))
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::one_of([Sex::Male.label(), Sex::Female.label()])
    }
}

fn sex(text: &str) -> Option<Sex> {
    match key(text).as_str() {
        "男" | "男性" | "男士" | "m" | "male" | "1" => Some(Sex::Male),
        "女" | "女性" | "女士" | "f" | "female" | "2" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{code, gives, read_text};
    use crate::model::Kind;

    #[test]
    fn a_sex_is_understood_in_words_letters_and_codes() {
        for written in ["男", "男性", "M", "male", "Ｍ", "1", "☑男 □女", "男√"] {
            assert_eq!(gives(Kind::Sex, written), "男", "{written}");
        }
        for written in ["女", "女性", "f", "Female", "2", "（女）", "□男■女"] {
            assert_eq!(gives(Kind::Sex, written), "女", "{written}");
        }
        assert!(read_text(Kind::Sex, "女").problems.is_empty());
        assert_eq!(code(Kind::Sex, "2"), "E0320");
        assert_eq!(code(Kind::Sex, "男/女"), "E0316");
        for written in ["未知", "0", "3", "难"] {
            assert_eq!(code(Kind::Sex, written), "E0315", "{written}");
        }
    }
}
