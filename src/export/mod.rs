//! Summaries to files: the workbook, the report, the summary for programs, the flat roster, and the ledger.

mod bearing;
mod brief;
mod columns;
mod csv;
mod decision;
mod json;
mod ledger;
mod order;
mod printed;
mod report;
mod returns;
mod rosters;
mod sent_on;
mod tables;
#[cfg(test)]
mod testing;
mod veil;
mod verdicts;
mod workbook;

pub use bearing::{Bearing, Concerns};
pub use ledger::ledger;
pub use order::unknown_characters;
pub use printed::{Printable, Printed, Spanned, printable};
pub use returns::{Copies, Letters, Message};
pub use sent_on::sent_on;
pub use tables::tables;
pub use veil::veiled;
pub use verdicts::Verdicts;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use jiff::civil::Date;

use crate::diagnostic::{FileProblem, Problem};
use crate::formats::sheet::BookError;
use crate::lang::Lang;
use crate::model::{Artifact, Form, Order, Programme, Project, Record, Sink, Status, Summary, address};
use crate::source::{SourceId, Sources};

/// A programme's summary with all that is needed to tell it.
pub struct Roster<'a> {
    pub summary: &'a Summary,
    pub project: &'a Project,
    pub programme: &'a Programme,
    /// The programme's forms, in its order.
    pub forms: Vec<&'a Form>,
    pub sources: &'a Sources,
    /// The photos of those accepted, by file and number of the record; none where they were not asked for.
    pub photos: Option<&'a Album>,
    /// The day that the brief tells; none where the run was not told.
    pub today: Option<Date>,
    /// Of the problems' words; sheet names, headings and statuses are Chinese always, because the files are handed on.
    pub lang: Lang,
    /// Of the people on lists.
    pub order: Order,
    /// Put in order.
    accepted: Vec<&'a Record>,
}

/// How a summary is told.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub lang: Lang,
    pub order: Order,
    pub today: Option<Date>,
}

/// Bytes of photos by the file and the number of the record that names them.
pub type Album = BTreeMap<(SourceId, usize), Vec<u8>>;

/// An artifact could not be made: the program's own failure, never the fault of what was returned.
#[derive(Debug)]
pub enum ExportError {
    Workbook(BookError),
}

/// So many people stand on a list for one unit or one class at most: nobody prints longer ones, and their sheets would
/// double the memory of the largest summaries.
const MOST_PRINTED: usize = 5_000;

/// Makes the programme's files but the workbook, each in `<programme>/`, and hands each one over as soon as it is made, the
/// long ones while they are made. `marked` are the marked copies that lie beside the return slips.
pub fn programme_artifacts(roster: &Roster, marked: &Copies, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let path = |name: &str| format!("{}/{name}", roster.programme.id);
    sink.pour(&path("summary.json"), &mut |into| json::write(roster, into));
    sink.pour(&path("roster.csv"), &mut |into| self::csv::write(roster, into));
    brief::artifacts(roster).into_iter().for_each(|artifact| sink.put(artifact));
    sink.put(Artifact::new(path("report.html"), report::bytes(roster)));
    rosters::artifacts(roster, sink)?;
    returns::artifacts(roster, marked, &mut |artifact| sink.put(artifact));
    Ok(())
}

/// `summary.xlsx`, which takes as long to make as all other files.
pub fn workbook(roster: &Roster) -> Result<Artifact, ExportError> {
    Ok(Artifact::new(format!("{}/summary.xlsx", roster.programme.id), workbook::bytes(roster)?))
}

/// The brief, `<programme>/brief.docx` and `.html`.
pub fn brief(roster: &Roster) -> impl Iterator<Item = Artifact> {
    brief::artifacts(roster).into_iter()
}

/// The summary for programs, `<programme>/summary.json`.
pub fn summary_json(roster: &Roster, into: &mut dyn Write) -> io::Result<()> {
    json::write(roster, into)
}

impl<'a> Roster<'a> {
    /// Puts the accepted people in order; all else keeps the order of the summary.
    pub fn new(
        summary: &'a Summary,
        project: &'a Project,
        programme: &'a Programme,
        sources: &'a Sources,
        photos: Option<&'a Album>,
        look: Look,
    ) -> Roster<'a> {
        let forms: Vec<&Form> = programme.forms.iter().filter_map(|id| project.form(&id.value)).collect();
        let accepted = order::ordered(&summary.records, &forms, look.order);
        let Look { lang, order, today } = look;
        Roster { summary, project, programme, forms, sources, photos, today, lang, order, accepted }
    }

    /// Those of the forms by which people are put forward, in their order.
    fn people_forms(&self) -> Vec<&'a Form> {
        self.forms.iter().copied().filter(|form| form.lists_people()).collect()
    }

    /// A form of the programme.
    pub fn form(&self, id: &str) -> Option<&'a Form> {
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

    /// Those of a form with a status; the accepted ones in the order of lists.
    fn on(&self, form: &Form, status: Status) -> impl Iterator<Item = &'a Record> {
        let accepted = (status == Status::Accepted).then(|| self.accepted());
        let others = (status != Status::Accepted).then(|| self.with_status(status));
        let all = accepted.into_iter().flatten().chain(others.into_iter().flatten());
        all.filter(move |record| *record.form == form.id)
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

impl ExportError {
    /// The same as a problem that people are told.
    pub fn problem(&self) -> Problem {
        FileProblem::ProgramFault { detail: self.to_string() }.into()
    }
}

impl From<BookError> for ExportError {
    fn from(error: BookError) -> ExportError {
        ExportError::Workbook(error)
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::Workbook(error) => write!(f, "summary.xlsx: {error}"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ExportError::Workbook(error) => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::testing::{Example, card_example, roster_example};
    use super::{ledger, programme_artifacts, workbook};
    use crate::lang::Lang;
    use crate::model::{Artifact, Sink};

    #[test]
    fn equal_summaries_give_equal_bytes() {
        let make = |example: Example| {
            let mut all = Vec::new();
            let roster = example.roster(Lang::Zh);
            let mut put = |file: Artifact| all.push(file);
            programme_artifacts(&roster, &BTreeMap::new(), &mut put).expect("artifacts");
            put(workbook(&roster).expect("a workbook"));
            let lines = &example.summary.ledger;
            put.pour("ledger.csv", &mut |into| ledger(lines, &example.sources, Lang::Zh, into));
            all
        };
        for example in [roster_example, card_example] {
            let (first, second) = (make(example()), make(example()));
            assert_eq!(first, second);
        }
        let paths: Vec<_> = make(roster_example()).into_iter().map(|artifact| artifact.path).collect();
        for name in ["summary.xlsx", "summary.json", "roster.csv", "brief.docx", "brief.html", "report.html"] {
            assert!(paths.contains(&format!("2025/{name}")), "{name} in {paths:?}");
        }
    }
}
