//! Places in words: a file, and where the place is more than the whole file, line and column.

use serde::Serialize;

use crate::source::{Place, Sources};

/// A place in the words of the outputs; sheets and cells stay absent until workbooks are read.
#[derive(Debug, Serialize)]
pub struct Spot<'a> {
    /// `/`-separated, relative to the path that was named on the command line.
    pub file: &'a str,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// From 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl<'a> Spot<'a> {
    pub fn of(place: Place, sources: &'a Sources) -> Spot<'a> {
        let text = place.text();
        Spot {
            file: &sources.get(place.source).name,
            line: text.map(|spot| spot.line),
            column: text.map(|spot| spot.column),
        }
    }

    /// `文件:行:列`, as far as it is known.
    pub fn text(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.to_owned(),
        }
    }
}
