//! What all kinds have in common: emptiness, lists, ditto marks, invisible characters.

use proptest::prelude::*;

use super::testing::{codes, field, gives, stable};
use super::{Reading, faces, read};
use crate::diagnostic::{FieldProblem, Words};
use crate::lang::Lang;
use crate::model::{Field, Kind, Raw, Value};

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn list(items: &[&str]) -> Raw {
    Raw::List(items.iter().map(|item| (*item).to_owned()).collect())
}

#[test]
fn an_empty_field_takes_its_default_and_is_no_problem() {
    let plain = field(Kind::Text);
    let with_default = Field { default: Some("中国".to_owned()), ..field(Kind::Text) };
    for raw in [Raw::Empty, text(""), text(" \u{3000}\t\n"), text("\u{200B}\u{FEFF}"), list(&[]), list(&["", " "])] {
        assert_eq!(read(&plain, &raw), Reading::default());
        assert_eq!(read(&with_default, &raw), Reading::value(Value::Text("中国".into())));
    }
}

#[test]
fn nothing_said_in_words_leaves_an_optional_field_empty() {
    let optional = |kind| Field { required: false, ..field(kind) };
    for word in ["无", "没有", "/", "—"] {
        assert_eq!(read(&optional(Kind::Phone), &text(word)), Reading::default());
        assert_eq!(read(&optional(Kind::Choices), &text(word)), Reading::default());
        assert_eq!(codes(&read(&field(Kind::Phone), &text(word))), ["E0313"]);
    }
    assert_eq!(codes(&read(&optional(Kind::YesNo), &text("无"))), ["E0317"]);
    assert_eq!(read(&optional(Kind::Text), &text("无")), Reading::value(Value::Text("无".into())));
}

#[test]
fn what_is_no_text_is_named() {
    let problem = |found| FieldProblem::NotAText { field: "文字".to_owned(), found: Words(found) };
    let mapping = ["一组内容", "a mapping"];
    assert_eq!(read(&field(Kind::Text), &Raw::Other(mapping)), Reading::problem(problem(mapping)));
    let two = read(&field(Kind::Text), &list(&["甲", "乙"]));
    assert_eq!(two, Reading::problem(problem(["一个列表", "a list"])));
    assert_eq!(read(&field(Kind::Text), &list(&["甲"])), Reading::value(Value::Text("甲".into())));
}

#[test]
fn a_list_is_several_choices() {
    for kind in [Kind::Choice, Kind::Ethnicity, Kind::Sex, Kind::YesNo] {
        assert_eq!(codes(&read(&field(kind), &list(&["甲", "乙"]))), ["E0316"]);
    }
    let chosen = read(&field(Kind::Choices), &list(&["秘书长", "理事长", "秘书长"]));
    assert_eq!(chosen, Reading::value(Value::Choices(["秘书长".to_owned(), "理事长".to_owned()].into())));
    let wrong = read(&field(Kind::Choices), &list(&["秘书长", "会计", "出纳"]));
    assert_eq!((wrong.value.is_none(), codes(&wrong)), (true, vec!["E0315", "E0315"]));
}

#[test]
fn ditto_is_an_error_in_every_kind() {
    for &kind in Kind::ALL {
        for word in ["同上", "同 上", "（同上）", "〃", "\"", "”", "Ditto"] {
            assert_eq!(codes(&read(&field(kind), &text(word))), ["E0319"], "{kind:?} {word}");
        }
    }
}

#[test]
fn the_invisible_is_dropped_only_where_it_can_mean_nothing() {
    assert_eq!(gives(Kind::Mobile, "\u{202D}138\u{200B}00000001\u{202C}"), "13800000001");
    assert_eq!(gives(Kind::Date, "\u{200E}2025\u{200E}/\u{200E}8\u{200E}/\u{200E}10"), "2025-08-10");
    assert_eq!(gives(Kind::Choice, "河南班\u{200B}"), "河南班");
    for kind in [Kind::PersonName, Kind::Text, Kind::LongText, Kind::Unit, Kind::Photo] {
        assert_eq!(codes(&read(&field(kind), &text("测\u{202E}试"))), ["E0327"]);
    }
    for &kind in Kind::ALL {
        assert_eq!(codes(&read(&field(kind), &text("测\u{7}试"))), ["E0327"]);
        let lost = if kind == Kind::PersonName { "E0321" } else { "E0327" };
        assert_eq!(codes(&read(&field(kind), &text("测\u{FFFD}"))), [lost]);
    }
}

#[test]
fn a_long_text_is_taken_with_a_warning() {
    let short = Field { max_chars: Some(3), ..field(Kind::LongText) };
    let reading = read(&short, &text("四个汉字"));
    assert_eq!(reading.value, Some(Value::Text("四个汉字".into())));
    let problem = FieldProblem::TooLong { field: "长文字".to_owned(), count: 4, limit: 3 };
    assert_eq!(reading.problems, [problem]);
    assert!(read(&short, &text(" 三个字\u{3000}")).problems.is_empty());
}

#[test]
fn hints_are_one_line_in_both_languages() {
    let hinted = Field { hint: Some("带区号".to_owned()), ..field(Kind::Phone) };
    for lang in [Lang::Zh, Lang::En] {
        assert!(faces(Kind::Phone).hint(&hinted, lang).is_some_and(|hint| hint.ends_with("带区号")));
        for &kind in Kind::ALL {
            let hint = faces(kind).hint(&field(kind), lang).unwrap_or_default();
            assert!(!hint.contains('\n') && hint.chars().count() < 80, "{hint}");
        }
    }
}

#[test]
fn schemas_let_an_optional_field_be_empty() {
    for &kind in Kind::ALL {
        let required = faces(kind).json_schema(&field(kind)).to_string();
        let optional = faces(kind).json_schema(&Field { required: false, ..field(kind) }).to_string();
        assert!(!required.contains("null") && optional.contains("null"), "{optional}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_a_kind(any in "\\PC*", wild in any::<String>()) {
        for &kind in Kind::ALL {
            stable(&field(kind), &any);
            stable(&field(kind), &wild);
        }
    }
}
