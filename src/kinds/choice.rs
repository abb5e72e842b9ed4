//! Fixed options: one of them, several, and the lists of ethnic groups, political statuses and degrees.

use serde_json::{Value as Json, json};

use super::fold::{han_digits, shown};
use super::pick::{Picked, key, parts, pick, ticked};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, List, Personal};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Choice, Field, OptionsFrom, Value};
use crate::suggest::nearest;

pub(super) struct ChoiceKind;

/// Political statuses (GB/T 4762) and degrees (GB/T 4658): the options of a code list.
pub(super) struct CodeKind;

/// Ethnic groups (GB/T 3304), written with or without 族.
pub(super) struct EthnicityKind;

pub(super) struct ChoicesKind;

impl FieldKind for ChoiceKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read_one(field, text, &|text| option(field, text))
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("只选一项", "one option only")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "enum": values(field) }))
    }

    fn cell(&self, field: &Field) -> Cell {
        Cell::one_of(values(field))
    }
}

impl FieldKind for CodeKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read_one(field, text, &|text| option(field, text))
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, None)
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "enum": values(field) }))
    }

    fn cell(&self, field: &Field) -> Cell {
        Cell::one_of(values(field))
    }
}

impl FieldKind for EthnicityKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read_one(field, text, &|text| {
            let other = || match text.strip_suffix('族') {
                Some(bare) => option(field, bare),
                None => option(field, &format!("{text}族")),
            };
            option(field, text).or_else(other)
        })
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, None)
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "enum": values(field) }))
    }

    fn cell(&self, field: &Field) -> Cell {
        Cell::one_of(values(field))
    }
}

impl FieldKind for ChoicesKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let answer = |text: &str| option(field, text);
        let given = match (answer(text), ticked(text)) {
            (Some(_), _) => vec![text],
            (None, Some(labels)) if labels.is_empty() => return Reading::default(),
            (None, Some(labels)) => labels,
            (None, None) => parts(text, &answer),
        };
        let mut chosen: Vec<String> = Vec::new();
        let mut problems = Vec::new();
        for part in given {
            match answer(part) {
                Some(option) if !chosen.contains(&option) => chosen.push(option),
                Some(_) => {}
                None => problems.push(not_an_option(field, part)),
            }
        }
        if chosen.is_empty() && problems.is_empty() {
            problems.push(not_an_option(field, text));
        }
        let value = problems.is_empty().then_some(Value::Choices(chosen.into()));
        Reading { value, problems }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("可选多项，用“、”隔开", "several are set apart by `、`")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        let items = json!({ "enum": values(field) });
        schema(self, field, json!({ "type": ["array", "string"], "items": items, "uniqueItems": true }))
    }

    fn cell(&self, field: &Field) -> Cell {
        // A list that drops down gives one option; several are typed.
        let options = values(field).into_iter().map(str::to_owned).collect();
        Cell::lenient(Rule::Offered(options), "")
    }
}

fn read_one(field: &Field, text: &str, answer: &dyn Fn(&str) -> Option<String>) -> Reading {
    match pick(text, answer) {
        Picked::Nothing => Reading::default(),
        Picked::One(option) => Reading::value(Value::Choice(option.into())),
        Picked::Several(found) => {
            Reading::problem(FieldProblem::TwoChoices { field: field.label.to_string(), found: List(found) })
        }
        Picked::Unknown => Reading::problem(not_an_option(field, text)),
    }
}

fn not_an_option(field: &Field, text: &str) -> FieldProblem {
    let nearest = nearest(text, field.choices.list.iter().map(|choice| choice.value.as_str()));
    FieldProblem::NotAnOption { field: field.label.to_string(), found: Personal(shown(text)), nearest }
}

fn values(field: &Field) -> Vec<&str> {
    field.choices.list.iter().map(|choice| choice.value.as_str()).collect()
}

/// The option that goes by a spelling: as declared, else with the outside of the spelling set aside, else a class by
/// its number.
fn option(field: &Field, text: &str) -> Option<String> {
    let found = field.option(text).or_else(|| {
        // No option is as long; folding it would be work for nothing.
        if text.chars().nth(200).is_some() {
            return None;
        }
        let wanted = key(text);
        by_key(field, &wanted).or_else(|| by_number(field, &wanted))
    });
    found.map(|choice| choice.value.clone())
}

fn by_key<'a>(field: &'a Field, wanted: &str) -> Option<&'a Choice> {
    let answers = |choice: &&Choice| {
        std::iter::once(&choice.value).chain(&choice.aliases).any(|spelling| key(spelling) == wanted)
    };
    if wanted.is_empty() { None } else { field.choices.list.iter().find(answers) }
}

/// 第三期, 第3班 or 3期: the class of that number, which is one of its aliases.
fn by_number<'a>(field: &'a Field, wanted: &str) -> Option<&'a Choice> {
    if field.choices.from != Some(OptionsFrom::Classes) {
        return None;
    }
    let bare = wanted.strip_prefix('第').unwrap_or(wanted);
    let bare = bare.strip_suffix(['期', '班']).unwrap_or(bare);
    let number: usize = han_digits(bare).parse().ok()?;
    field.option(&number.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::diagnostic::{FieldProblem, List, Nearest, Personal};
    use crate::kinds::testing::{code, codes, field, gives, read_text, stable};
    use crate::model::Kind;

    #[test]
    fn an_option_is_found_by_all_its_spellings() {
        for (kind, written, option) in [
            (Kind::Choice, "河南班", "河南班"),
            (Kind::Choice, "河南 班", "河南班"),
            (Kind::Choice, "（河南班）", "河南班"),
            (Kind::Choice, "第1期河南(示例)培训班", "河南班"),
            (Kind::Choice, "1", "河南班"),
            (Kind::Choice, "１", "河南班"),
            (Kind::Choice, "第 １ 期", "河南班"),
            (Kind::Choice, "第一期", "河南班"),
            (Kind::Choice, "第十期", "中国林学会班"),
            (Kind::Choice, "2期", "北京班"),
            (Kind::Choice, "☑河南班", "河南班"),
            (Kind::Choice, "■ 北京班", "北京班"),
            (Kind::Choice, "□河南班 ☑北京班", "北京班"),
            (Kind::Choice, "河南班、第1期", "河南班"),
            (Kind::Choice, "林学会和示例学会班", "中国林学会班"),
            (Kind::Ethnicity, "汉", "汉族"),
            (Kind::Ethnicity, "汉 族", "汉族"),
            (Kind::Ethnicity, "汉族（汉）", ""),
            (Kind::Ethnicity, "俄罗斯", "俄罗斯族"),
            (Kind::Ethnicity, "蒙古", "蒙古族"),
            (Kind::PoliticalStatus, "九三学社", "九三学社社员"),
            (Kind::Education, "博士", "博士研究生"),
        ] {
            assert_eq!(gives(kind, written), option, "{written}");
        }
        assert!(read_text(Kind::Choice, "河南班").problems.is_empty());
        assert_eq!(code(Kind::Ethnicity, "汉"), "E0320");
    }

    #[test]
    fn two_answers_to_one_question_are_named() {
        for written in ["河南班、北京班", "河南班/北京班", "河南班 北京班", "河南班和第二期", "1、2", "☑河南班☑北京班"]
        {
            let found = List(vec!["河南班".to_owned(), "北京班".to_owned()]);
            let problem = FieldProblem::TwoChoices { field: "单选".to_owned(), found };
            assert_eq!(read_text(Kind::Choice, written).problems, [problem], "{written}");
        }
    }

    #[test]
    fn what_is_no_option_is_told_with_the_nearest() {
        let problem = |found: &str, nearest: Option<&str>, among: &[&str]| FieldProblem::NotAnOption {
            field: "学历".to_owned(),
            found: Personal(found.to_owned()),
            nearest: Nearest {
                nearest: nearest.map(str::to_owned),
                among: among.iter().map(|it| (*it).to_owned()).collect(),
            },
        };
        let degrees = ["博士研究生", "大学本科", "大学专科"];
        for (written, nearest) in [("大学", None), ("大学本课", Some("大学本科")), ("博士后", None)] {
            assert_eq!(read_text(Kind::Education, written).problems, [problem(written, nearest, &degrees)]);
        }
        for written in
            ["第11期", "0", "第期", "河南", "河南班和上海班", "第一一一一一一一一一一一一一一一一一一一一一一期"]
        {
            assert_eq!(code(Kind::Choice, written), "E0315", "{written}");
        }
        // Only classes go by numbers.
        assert_eq!(code(Kind::Education, "1"), "E0315");
    }

    #[test]
    fn several_choices_stand_in_one_text() {
        for written in [
            "理事长、省政协委员",
            "理事长，政协委员",
            "理事长 政协委员",
            "理事长兼政协委员",
            "理事长;政协委员;理事长",
            "☑理事长 □秘书长 ☑政协委员",
        ] {
            assert_eq!(gives(Kind::Choices, written), "理事长、政协委员", "{written}");
        }
        assert_eq!(codes(&read_text(Kind::Choices, "理事长、会计、出纳")), ["E0315", "E0315"]);
        assert_eq!(code(Kind::Choices, "、"), "E0315");
        assert!(read_text(Kind::Choices, "理事长、政协委员").problems.is_empty());
        assert_eq!(read_text(Kind::Choices, "□理事长 □秘书长"), super::Reading::default());
    }

    #[test]
    fn hostile_lists_end_soon() {
        for text in ["理事长、".repeat(50_000), "甲 ".repeat(50_000), "☑".repeat(50_000), "和".repeat(50_000)] {
            for kind in [Kind::Choice, Kind::Choices, Kind::Ethnicity] {
                stable(&field(kind), &text);
            }
        }
    }

    proptest! {
        #[test]
        fn any_combination_is_read(text in "(河南班|北京班|汉|族|理事长|政协委员|第|期|[一二十12☑□、，和 ]){0,8}") {
            for kind in [Kind::Choice, Kind::Choices, Kind::Ethnicity, Kind::Education] {
                stable(&field(kind), &text);
            }
        }
    }
}
