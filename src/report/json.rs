//! A diagnostic for programs: one JSON object, with the same keys wherever it appears.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::source::{At, Place, Sources};

/// A diagnostic with its words, as `summary.json` and `--message-format json` show it. Lines and columns count from 1,
/// columns in characters; a problem about a whole file has neither.
#[derive(Debug, Serialize)]
pub struct Row {
    pub code: &'static str,
    pub severity: &'static str,
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedRow>,
}

/// A second place.
#[derive(Debug, Serialize)]
pub struct RelatedRow {
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// Puts a diagnostic into words.
pub fn row(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Row {
    let (line, column) = spot(diagnostic.place);
    let related = |place: &Place| {
        let (line, column) = spot(*place);
        RelatedRow { file: sources.get(place.source).name.clone(), line, column }
    };
    Row {
        code: diagnostic.code().0,
        severity: diagnostic.severity.id(),
        file: sources.get(diagnostic.place.source).name.clone(),
        line,
        column,
        field: diagnostic.field.as_deref().map(str::to_owned),
        message: diagnostic.problem.message(lang),
        help: diagnostic.problem.help(lang),
        related: diagnostic.related.iter().map(|(place, _)| related(place)).collect(),
    }
}

/// One line of JSON, without a line end.
pub fn json_line(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    serde_json::to_string(&row(diagnostic, sources, lang)).unwrap_or_default()
}

fn spot(place: Place) -> (Option<u32>, Option<u32>) {
    match place.at {
        At::File => (None, None),
        At::Text(spot) => (Some(spot.line), Some(spot.column)),
    }
}
