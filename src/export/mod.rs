//! Summaries to files: the workbook, the report, the summary for programs, the flat roster, and the ledger.

mod bearing;
mod columns;
mod csv;
mod json;
mod ledger;
mod report;
mod returns;
#[cfg(test)]
mod testing;
mod veil;
mod verdicts;
mod workbook;

pub use ledger::ledger;

use std::collections::BTreeMap;
use std::fmt;

use crate::formats::sheet::BookError;
use crate::lang::Lang;
use crate::model::{Artifact, Form, Programme, Project, Record, Status, Summary, address};
use crate::source::Sources;

/// A programme's summary with all that is needed to tell it.
pub struct Roster<'a> {
    pub summary: &'a Summary,
    pub project: &'a Project,
    pub programme: &'a Programme,
    /// The programme's forms, in its order.
    pub forms: Vec<&'a Form>,
    pub sources: &'a Sources,
    /// Of the problems' words; sheet names, headings and statuses are Chinese always, because the files are handed on.
    pub lang: Lang,
}

/// An artifact could not be made: the program's own failure, never the fault of what was returned.
#[derive(Debug)]
pub enum ExportError {
    Workbook(BookError),
    Json(serde_json::Error),
}

/// The programme's files: `<programme>/summary.xlsx`, `<programme>/summary.json`, `<programme>/roster.csv`,
/// `<programme>/report.html`,
/// and what goes back to the units below `<programme>/returns/`.
pub fn programme_artifacts(roster: &Roster) -> Result<Vec<Artifact>, ExportError> {
    let path = |name: &str| format!("{}/{name}", roster.programme.id);
    let mut all = vec![
        Artifact::new(path("summary.xlsx"), workbook::bytes(roster)?),
        Artifact::new(path("summary.json"), json::bytes(roster)?),
        Artifact::new(path("roster.csv"), csv::bytes(roster)),
        Artifact::new(path("report.html"), report::bytes(roster)),
    ];
    all.extend(returns::artifacts(roster, &BTreeMap::new()));
    Ok(all)
}

impl<'a> Roster<'a> {
    fn form(&self, id: &str) -> Option<&'a Form> {
        self.forms.iter().find(|form| form.id == id).copied()
    }

    /// The title of a form, or its id where the programme has no such form.
    fn form_title(&self, id: &'a str) -> &'a str {
        self.form(id).map_or(id, |form| &form.title)
    }

    fn with_status(&self, status: Status) -> impl Iterator<Item = &'a Record> + use<'a> {
        self.summary.records.iter().filter(move |record| record.status == status)
    }

    fn accepted(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        self.with_status(Status::Accepted)
    }

    fn accepted_on<'f>(&self, form: &'f Form) -> impl Iterator<Item = &'a Record> + use<'a, 'f> {
        self.accepted().filter(move |record| *record.form == form.id)
    }

    /// Where the site stands, ending in `/`; none where it has no place in the world.
    fn base_url(&self) -> Option<&'a str> {
        Some(self.project.site.base_url.as_str()).filter(|url| !url.is_empty())
    }

    /// The page that explains a problem; the site has them for those of returned forms.
    fn problem_page(&self, code: &str) -> Option<String> {
        let told = ["E01", "E03", "E04", "E05"].iter().any(|series| code.starts_with(series));
        self.base_url().filter(|_| told).map(|base| address::url(base, &address::of_problem(code)))
    }

    fn file_name(&self, record: &Record) -> &'a str {
        &self.sources.get(record.source).name
    }
}

impl From<BookError> for ExportError {
    fn from(error: BookError) -> ExportError {
        ExportError::Workbook(error)
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> ExportError {
        ExportError::Json(error)
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::Workbook(error) => write!(f, "summary.xlsx: {error}"),
            ExportError::Json(error) => write!(f, "summary.json: {error}"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ExportError::Workbook(error) => Some(error),
            ExportError::Json(error) => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{Example, card_example, roster_example};
    use super::{ledger, programme_artifacts};
    use crate::lang::Lang;

    #[test]
    fn equal_summaries_give_equal_bytes() {
        let make = |example: Example| {
            let mut all = programme_artifacts(&example.roster(Lang::Zh)).expect("artifacts");
            all.push(ledger(&example.summary.ledger, &example.sources, Lang::Zh));
            all
        };
        for example in [roster_example, card_example] {
            let (first, second) = (make(example()), make(example()));
            assert_eq!(first, second);
        }
        let paths: Vec<_> = make(roster_example()).into_iter().map(|artifact| artifact.path).collect();
        assert_eq!(paths[..4], ["2025/summary.xlsx", "2025/summary.json", "2025/roster.csv", "2025/report.html"]);
    }
}
