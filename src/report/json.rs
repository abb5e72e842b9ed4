//! A diagnostic for programs: one JSON object, with the same keys wherever it appears.

use serde::Serialize;

use super::spot::Spot;
use crate::diagnostic::{Diagnostic, is_order};
use crate::lang::Lang;
use crate::source::Sources;

/// A diagnostic with its words, as `summary.json` and `--message-format json` show it.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    pub code: &'static str,
    pub severity: &'static str,
    #[serde(flatten)]
    pub spot: Spot<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'a str>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    pub related: Vec<Spot<'a>>,
}

/// Puts a diagnostic into words.
pub fn row<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, lang: Lang) -> Row<'a> {
    Row {
        code: diagnostic.code().0,
        severity: diagnostic.severity.id(),
        spot: Spot::of(diagnostic.place, sources),
        field: diagnostic.field.as_deref(),
        message: diagnostic.problem.message(lang),
        help: diagnostic.problem.help(lang),
        related: diagnostic.related.iter().map(|(place, _)| Spot::of(*place, sources)).collect(),
    }
}

/// One line of JSON, without a line end.
pub fn json_line(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    line(&row(diagnostic, sources, lang))
}

/// A value on one line. JSON itself escapes only the controls of ASCII; a line that is read at a terminal as well has to
/// escape all that a terminal or an eye may be misled by. Such characters stand nowhere but in texts.
pub(super) fn line(value: &impl Serialize) -> String {
    let line = serde_json::to_string(value).unwrap_or_default();
    if !line.contains(is_order) {
        return line;
    }
    let escaped = |c: char| if is_order(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    line.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_of_json_orders_nothing_and_says_the_same() {
        let text = "\u{1B}[31m\u{7F}\u{9B}2J\u{202E}\u{2028}\n\"\\甲";
        let written = line(&text);
        assert_eq!(written, r#""\u001b[31m\u007f\u009b2J\u202e\u2028\n\"\\甲""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
    }
}
