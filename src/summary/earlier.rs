//! An earlier `summary.json`, read back: only what a comparison needs.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::error::Category;

use crate::model::Summary;

/// An earlier summary of a programme.
#[derive(Debug, Default, Deserialize)]
pub struct Earlier {
    pub programme: String,
    pub(super) records: Vec<EarlierRecord>,
    pub(super) problems: Vec<EarlierProblem>,
}

/// A record of it; the texts are those of the file.
#[derive(Debug, Deserialize)]
pub(super) struct EarlierRecord {
    pub(super) file: String,
    pub(super) form: String,
    pub(super) record: usize,
    pub(super) status: String,
    pub(super) unit: String,
    pub(super) values: BTreeMap<String, String>,
}

/// A problem of it.
#[derive(Debug, Deserialize)]
pub(super) struct EarlierProblem {
    pub(super) code: String,
    pub(super) severity: String,
    pub(super) file: String,
    pub(super) field: Option<String>,
    pub(super) message: String,
}

/// Why a file cannot be compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierFault {
    /// It breaks off, or is no JSON; line and column count from 1.
    Damaged { line: usize, column: usize },
    /// JSON, but not a summary of this program.
    NotOurs,
    /// A summary of another shape.
    OtherFormat { found: u64 },
}

/// Reads an earlier summary.
pub fn earlier(bytes: &[u8]) -> Result<Earlier, EarlierFault> {
    #[derive(Deserialize)]
    struct Mark {
        format: u64,
        #[serde(rename = "programme")]
        _programme: String,
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let fault = |error: serde_json::Error| match error.classify() {
        Category::Data => EarlierFault::NotOurs,
        _ => EarlierFault::Damaged { line: error.line().max(1), column: error.column().max(1) },
    };
    // The mark first: of another shape nothing else may be expected.
    let mark: Mark = serde_json::from_slice(bytes).map_err(fault)?;
    if mark.format != Summary::FORMAT {
        return Err(EarlierFault::OtherFormat { found: mark.format });
    }
    serde_json::from_slice(bytes).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::{EarlierFault, earlier};

    #[test]
    fn what_is_not_ours_is_told_apart() {
        let fault = |text: &str| earlier(text.as_bytes()).map(|it| it.programme).unwrap_err();
        assert_eq!(fault("{\n  \"format\": 1,\n  \"prog"), EarlierFault::Damaged { line: 3, column: 7 });
        assert_eq!(fault(""), EarlierFault::Damaged { line: 1, column: 1 });
        assert_eq!(fault("[1]"), EarlierFault::NotOurs);
        assert_eq!(fault(r#"{"format": 1, "programme": "2025"}"#), EarlierFault::NotOurs);
        assert_eq!(fault(r#"{"format": 9, "programme": "2025"}"#), EarlierFault::OtherFormat { found: 9 });
        let text = r#"{"format": 1, "programme": "2025", "records": [], "problems": [], "later": {}}"#;
        assert_eq!(earlier(text.as_bytes()).map(|it| it.programme), Ok("2025".to_owned()));
    }
}
