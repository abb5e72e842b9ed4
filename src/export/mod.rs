//! Summaries to files: the workbook, the summary for programs, the flat roster, and the ledger.

mod columns;
mod csv;
mod decision;
mod json;
mod ledger;
mod order;
#[cfg(test)]
mod testing;
mod workbook;

pub use ledger::ledger;
pub use order::unknown_characters;

use std::fmt;

use crate::formats::sheet::BookError;
use crate::lang::Lang;
use crate::model::{Artifact, Form, Order, Programme, Record, Status, Summary};
use crate::source::Sources;

/// A programme's summary with all that is needed to tell it.
pub struct Roster<'a> {
    pub summary: &'a Summary,
    pub programme: &'a Programme,
    /// The programme's forms, in its order.
    pub forms: Vec<&'a Form>,
    pub sources: &'a Sources,
    /// Of the problems' words; sheet names, headings and statuses are Chinese always, because the files are handed on.
    pub lang: Lang,
    /// Of the people on lists.
    pub order: Order,
    /// Put in order.
    accepted: Vec<&'a Record>,
}

/// An artifact could not be made: the program's own failure, never the fault of what was returned.
#[derive(Debug)]
pub enum ExportError {
    Workbook(BookError),
    Json(serde_json::Error),
}

/// The programme's files: `<programme>/summary.xlsx`, `<programme>/summary.json` and `<programme>/roster.csv`.
pub fn programme_artifacts(roster: &Roster) -> Result<Vec<Artifact>, ExportError> {
    let path = |name: &str| format!("{}/{name}", roster.programme.id);
    Ok(vec![
        Artifact::new(path("summary.xlsx"), workbook::bytes(roster)?),
        Artifact::new(path("summary.json"), json::bytes(roster)?),
        Artifact::new(path("roster.csv"), csv::bytes(roster)),
    ])
}

impl<'a> Roster<'a> {
    /// Puts the accepted people in order; all else keeps the order of the summary.
    pub fn new(
        summary: &'a Summary,
        programme: &'a Programme,
        forms: Vec<&'a Form>,
        sources: &'a Sources,
        lang: Lang,
        order: Order,
    ) -> Roster<'a> {
        let accepted = order::ordered(&summary.records, &forms, order);
        Roster { summary, programme, forms, sources, lang, order, accepted }
    }

    /// Those of the forms by which people are put forward, in their order.
    fn people_forms(&self) -> Vec<&'a Form> {
        self.forms.iter().copied().filter(|form| form.lists_people()).collect()
    }

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

    /// Everyone who was accepted, in the order of lists.
    fn accepted(&self) -> impl Iterator<Item = &'a Record> {
        self.accepted.iter().copied()
    }

    fn accepted_on(&self, form: &Form) -> impl Iterator<Item = &'a Record> {
        self.accepted().filter(move |record| *record.form == form.id)
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
        assert_eq!(paths, ["2025/summary.xlsx", "2025/summary.json", "2025/roster.csv", "ledger.csv"]);
    }
}
