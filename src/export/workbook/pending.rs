//! 待核与退回: everyone who is not on the roster, and why.

use std::collections::BTreeMap;

use super::links::Links;
use super::table::{Plan, Table, columns};
use crate::diagnostic::{Code, Diagnostic, entry};
use crate::export::bearing::Bearing;
use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Light, Style};
use crate::lang::Lang;
use crate::model::{Record, Status};
use crate::source::{Place, SourceId};

/// Those whom somebody has to write to come first.
pub(super) fn sheet(book: &mut Book, roster: &Roster, links: &mut Links) -> Result<(), ExportError> {
    let columns = columns([
        ("状态", 8.0),
        ("推荐单位", 24.0),
        ("姓名", 10.0),
        ("问题", 70.0),
        ("问题代码", 12.0),
        ("表单", 26.0),
        ("文件", 36.0),
        ("第几条", 8.0),
    ]);
    let words = [(Status::Rejected, Light::Bad), (Status::Held, Light::Warn)];
    let lights = Some((0, words.map(|(status, light)| (status.label(Lang::Zh), light)).into()));
    let plan =
        Plan { name: "待核与退回".into(), remarks: Vec::new(), columns, fixed: 3, lights, above: Vec::new() };
    let mut table = Table::open(book, plan)?;
    let index = Index::new(roster);
    for status in [Status::Rejected, Status::Held, Status::Superseded] {
        for record in roster.with_status(status) {
            let form = roster.form(&record.form);
            let codes: Vec<_> = codes(record).into_iter().map(|code| code.0).collect();
            links.note(record, &table);
            table.row([
                (status.label(Lang::Zh).into(), Style::BodyCentre),
                (unit_text(form, record).into(), Style::Body),
                (record.person_name(form).into(), Style::BodyCentre),
                (index.messages(roster, record).join("\n").into(), Style::Body),
                (codes.join("\n").into(), Style::BodyCentre),
                (roster.form_title(&record.form).into(), Style::Body),
                (roster.file_name(record).into(), Style::Body),
                (record.number.into(), Style::BodyCentre),
            ])?;
        }
    }
    Ok(table.close()?)
}

/// Where to look for the problems of a record: records know the codes alone, the words hang on places.
struct Index<'a> {
    /// The problems that name a file, as their place or as a related one.
    problems: BTreeMap<SourceId, Vec<&'a Diagnostic>>,
    bearing: Bearing<'a>,
}

impl<'a> Index<'a> {
    fn new(roster: &Roster<'a>) -> Index<'a> {
        let mut index = Index { problems: BTreeMap::new(), bearing: Bearing::new(roster) };
        for problem in roster.summary.problems.iter() {
            let mut files: Vec<_> = places(problem).map(|place| place.source).collect();
            files.sort_unstable();
            files.dedup();
            for file in files {
                index.problems.entry(file).or_default().push(problem);
            }
        }
        index
    }

    /// The problems of a record in words. A code without words of its own at the record's place is told by its title.
    fn messages(&self, roster: &Roster, record: &Record) -> Vec<String> {
        // What was keyed in stands in the decisions, not in the scan that it is about.
        let around = self.problems.get(&record.place.source).map_or(&[][..], Vec::as_slice);
        let mut messages = Vec::new();
        for code in codes(record) {
            let before = messages.len();
            for problem in around.iter().filter(|problem| problem.code() == code) {
                let message = problem.problem.message(roster.lang);
                if places(problem).any(|place| self.concerns(place, record)) && !messages.contains(&message) {
                    messages.push(message);
                }
            }
            if messages.len() == before {
                messages.extend(entry(code.0).map(|entry| entry.title(roster.lang).to_owned()));
            }
        }
        messages
    }

    /// Whether a place lies within the record, or in the part of its file that is about all records.
    fn concerns(&self, place: Place, record: &Record) -> bool {
        self.bearing.records(place).iter().any(|one| std::ptr::eq(*one, record))
    }
}

/// A problem's own place and the related ones.
fn places(problem: &Diagnostic) -> impl Iterator<Item = Place> {
    std::iter::once(problem.place).chain(problem.related.iter().map(|(place, _)| *place))
}

/// The codes of a record's problems, each once.
fn codes(record: &Record) -> Vec<Code> {
    let mut codes: Vec<_> = record.problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
