//! E-mail addresses: a name, an @ and a domain with a dot.

use serde_json::{Value as Json, json};

use super::fold::{half_width, shown};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, Personal};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Value};

pub(super) struct EmailKind;

impl FieldKind for EmailKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        match address(text) {
            Some(address) => Reading::value(Value::Text(address.into())),
            None => {
                let found = Personal(shown(text));
                Reading::problem(FieldProblem::NotAnEmail { field: field.label.to_string(), found })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("例如 name@example.org", "such as name@example.org")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": "string", "format": "email" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        const CHECK: &str = "AND(FIND(\"@\",{})>1,FIND(\".\",{},FIND(\"@\",{})+2)<LEN({}),ISERROR(FIND(\" \",{})))";
        Cell::firm(
            Rule::Formula(CHECK),
            "电子邮箱应写成name@example.org的样子：中间是英文的@，没有空格，后面有英文的句点。",
        )
    }
}

/// The address with its domain in lower case: the case of a name may matter, that of a domain never does.
fn address(text: &str) -> Option<String> {
    let folded = half_width(text);
    let bare = folded.trim();
    let bare = bare.strip_prefix('<').and_then(|bare| bare.strip_suffix('>')).unwrap_or(bare).trim();
    let scheme = bare.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let (name, domain) = bare[scheme.map_or(0, str::len)..].trim().split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    (is_name(name) && is_domain(&domain)).then(|| format!("{name}@{domain}"))
}

/// The unquoted names of RFC 5322; nobody's address is quoted.
fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    (1..=64).contains(&name.len()) && name.chars().all(allowed) && name.split('.').all(|part| !part.is_empty())
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit_once('.').map(|(_, top)| top);
    let is_top = |top: &str| top.len() >= 2 && top.starts_with(|c: char| c.is_ascii_alphabetic());
    domain.len() <= 253 && top.is_some_and(is_top) && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::kinds::testing::{code, field, gives, read_text, stable};
    use crate::model::Kind;

    #[test]
    fn addresses_are_understood() {
        for (written, address) in [
            ("name@example.org", "name@example.org"),
            ("Na.me+1@mail.example.org", "Na.me+1@mail.example.org"),
            ("name＠example.org", "name@example.org"),
            ("ｎａｍｅ＠example．org", "name@example.org"),
            ("<name@example.org>", "name@example.org"),
            ("mailto:name@example.org", "name@example.org"),
            ("<MAILTO:name@example.org>", "name@example.org"),
            ("Name@Example.ORG", "Name@example.org"),
        ] {
            assert_eq!(gives(Kind::Email, written), address, "{written}");
            assert_eq!(read_text(Kind::Email, written).problems.is_empty(), written == address, "{written}");
        }
    }

    #[test]
    fn what_is_no_address_is_turned_away() {
        for written in [
            "name",
            "name@",
            "@example.org",
            "name@example",
            "a@b@example.org",
            "na me@example.org",
            "name@example..org",
            "测试@example.org",
            "name@示例.org",
            "name@example.org,b@example.org",
            "name@example.org.",
            "na..me@example.org",
            "name#example.org",
            "name@-a.org",
            "测试甲 <name@example.org>",
            "name@example.1",
            "无",
        ] {
            assert_eq!(code(Kind::Email, written), "E0314", "{written}");
        }
    }

    proptest! {
        #[test]
        fn canonical_addresses_stay(text in "(mailto:|<)?[a-zA-Z＠@.>-]{0,20}", any in "\\PC*") {
            stable(&field(Kind::Email), &text);
            stable(&field(Kind::Email), &any);
        }
    }
}
