//! A diagnostic for programs: one JSON object, with the same keys wherever it appears.

use serde::Serialize;

use super::spot::Spot;
use crate::diagnostic::Diagnostic;
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
    serde_json::to_string(&row(diagnostic, sources, lang)).unwrap_or_default()
}
