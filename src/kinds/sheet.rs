//! The face that all kinds share in a spreadsheet: the hint beside a cell and how the cell holds its content.

use super::faces;
use crate::formats::sheet::{Entry, Rule};
use crate::lang::Lang;
use crate::model::{Field, Kind};

/// What a field's cell takes and says, in Chinese.
pub fn entry(field: &Field) -> Entry {
    let kind = faces(field.kind);
    let Cell { rule, refusal, firm } = kind.cell(field);
    let need = match (field.required, field.recommended) {
        (true, _) => "必填",
        (_, true) => "核对需要，请填",
        _ => "选填",
    };
    let mut hint = vec![need.to_owned()];
    if matches!(rule, Rule::OneOf(_)) {
        hint.push("点右边的箭头选一项".to_owned());
    }
    hint.extend(kind.hint(field, Lang::Zh));
    if let Some(example) = field.example.as_ref().filter(|_| !hint.iter().any(|part| part.contains("例如"))) {
        hint.push(format!("例如 {example}"));
    }
    // In a cell for texts, Excel of before 2010 shows more than 255 characters as #####.
    let text = !matches!(field.kind, Kind::LongText | Kind::Number | Kind::Score);
    Entry { label: field.label.to_string(), rule, hint: Some(hint.join("；")), refusal, firm, text }
}

/// What a cell of a spreadsheet takes. Firm rules are at least as strict as the reading of returned files: what such a cell lets
/// in is understood.
pub struct Cell {
    rule: Rule,
    /// In plain words, to whoever enters something else.
    refusal: String,
    /// Whether something else is kept out; otherwise people are asked whether they mean it.
    firm: bool,
}

impl Cell {
    pub(super) fn firm(rule: Rule, refusal: impl Into<String>) -> Cell {
        Cell { rule, refusal: refusal.into(), firm: true }
    }

    pub(super) fn lenient(rule: Rule, refusal: impl Into<String>) -> Cell {
        Cell { rule, refusal: refusal.into(), firm: false }
    }

    pub(super) fn one_of<'o>(options: impl IntoIterator<Item = &'o str>) -> Cell {
        let options = options.into_iter().map(str::to_owned).collect();
        Cell::firm(Rule::OneOf(options), "请从下拉列表里选一项，不要改写选项的文字。")
    }
}

#[cfg(test)]
mod tests {
    use super::entry;
    use crate::formats::sheet::Rule;
    use crate::kinds::testing::field;
    use crate::model::Kind;

    #[test]
    fn numbers_that_are_names_are_texts() {
        for kind in [Kind::IdNumber, Kind::Mobile, Kind::Phone, Kind::Month, Kind::Date] {
            assert!(entry(&field(kind)).text, "{kind:?}");
        }
        assert!(!entry(&field(Kind::LongText)).text && !entry(&field(Kind::Number)).text);
    }

    #[test]
    fn every_refusal_is_a_sentence_and_every_formula_short() {
        for &kind in Kind::ALL {
            let entry = entry(&field(kind));
            assert!(entry.hint.is_some_and(|hint| hint.starts_with("必填")));
            match entry.rule {
                Rule::Anything | Rule::Offered(_) => assert!(!entry.firm),
                Rule::Formula(formula) => {
                    // Braces around the cell would be taken for an array, which validations cannot hold.
                    let formula = formula.replace("{}", "XFD1048576");
                    assert!(formula.len() < 255 && !formula.contains('{'), "{formula}");
                    assert!(entry.refusal.ends_with('。'));
                }
                _ => assert!(entry.refusal.ends_with('。'), "{kind:?}"),
            }
        }
    }
}
