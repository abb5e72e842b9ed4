//! What the tests of all kinds share.

use super::{Reading, read};
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::model::{Choice, Choices, Field, Kind, OptionsFrom, Raw};
use crate::source::SourceId;

/// A required field whose label is its kind's, with a few options where the kind has some.
pub(super) fn field(kind: Kind) -> Field {
    let options: &[(&str, &[&str])] = match kind {
        Kind::Ethnicity => &[("汉族", &["汉"]), ("蒙古族", &["蒙古", "蒙族"]), ("俄罗斯族", &[])],
        Kind::PoliticalStatus => &[("中共党员", &["中共", "党员"]), ("九三学社社员", &["九三学社"]), ("群众", &[])],
        Kind::Education => &[("博士研究生", &["博士"]), ("大学本科", &["本科"]), ("大学专科", &["大专"])],
        Kind::Choice => &[
            ("河南班", &["第1期", "1", "第1期 河南（示例）培训班"]),
            ("北京班", &["第2期", "2"]),
            ("中国林学会班", &["林学会和示例学会班", "第10期", "10"]),
        ],
        Kind::Choices => &[("理事长", &[]), ("副理事长", &[]), ("秘书长", &[]), ("政协委员", &["省政协委员"])],
        _ => &[],
    };
    let list = options.iter().map(|(value, aliases)| Choice {
        value: (*value).to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
    });
    Field {
        key: kind.id().to_owned(),
        label: kind.label(Lang::Zh).into(),
        printed: None,
        kind,
        required: true,
        recommended: false,
        official: true,
        statistic: false,
        choices: Choices { from: (kind == Kind::Choice).then_some(OptionsFrom::Classes), list: list.collect() },
        hint: None,
        example: None,
        max_chars: None,
        default: None,
        aliases: Vec::new(),
        place: SourceId(0).whole(),
    }
}

pub(super) fn read_text(kind: Kind, text: &str) -> Reading {
    read(&field(kind), &Raw::Text(text.to_owned()))
}

/// The canonical text that a text gives; empty where it gives none.
pub(super) fn gives(kind: Kind, text: &str) -> String {
    read_text(kind, text).value.map_or_else(String::new, |value| value.canonical())
}

pub(super) fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code().0).collect()
}

/// The code of the first problem of a text; empty where it has none.
pub(super) fn code(kind: Kind, text: &str) -> &'static str {
    codes(&read_text(kind, text)).first().copied().unwrap_or_default()
}

/// A text is either understood, and then its canonical text means the same without a note; or there is an error; or
/// it says nothing.
pub(super) fn stable(field: &Field, text: &str) {
    let raw = |text: &str| Raw::Text(text.to_owned());
    let first = read(field, &raw(text));
    let has_errors = first.problems.iter().any(|problem| problem.severity() == Severity::Error);
    match &first.value {
        Some(value) => {
            assert!(!has_errors, "{text:?}");
            let again = read(field, &raw(&value.canonical()));
            assert_eq!(again.value.as_ref(), Some(value), "{text:?}");
            assert!(again.problems.iter().all(|problem| problem.severity() != Severity::Note), "{text:?}");
        }
        None => assert!(has_errors || first.problems.is_empty(), "{text:?}"),
    }
}
