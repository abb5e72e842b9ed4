//! 待核与退回: everyone who is not on the roster, and why.

use std::collections::BTreeMap;

use super::table::{Plan, Table, columns};
use crate::diagnostic::{Code, Diagnostic, entry};
use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Style};
use crate::lang::Lang;
use crate::model::{Record, Status};
use crate::source::{At, Place, SourceId};

/// Those whom somebody has to write to come first.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
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
    let mut table = Table::open(book, Plan { name: "待核与退回".into(), remarks: Vec::new(), columns, fixed: 3 })?;
    let index = Index::new(roster);
    for status in [Status::Rejected, Status::Held, Status::Superseded] {
        let light = match status {
            Status::Rejected => Style::Bad,
            Status::Held => Style::Warn,
            _ => Style::BodyCentre,
        };
        for record in roster.with_status(status) {
            let form = roster.form(&record.form);
            let codes: Vec<_> = codes(record).into_iter().map(|code| code.0).collect();
            table.row([
                (status.label(Lang::Zh).into(), light),
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
    /// Where the records of a file begin, sorted.
    starts: BTreeMap<SourceId, Vec<At>>,
}

impl<'a> Index<'a> {
    fn new(roster: &Roster<'a>) -> Index<'a> {
        let mut index = Index { problems: BTreeMap::new(), starts: BTreeMap::new() };
        for problem in roster.summary.problems.iter() {
            let mut files: Vec<_> = places(problem).map(|place| place.source).collect();
            files.sort_unstable();
            files.dedup();
            for file in files {
                index.problems.entry(file).or_default().push(problem);
            }
        }
        for record in &roster.summary.records {
            index.starts.entry(record.place.source).or_default().push(record.place.at);
        }
        index.starts.values_mut().for_each(|starts| starts.sort_unstable());
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
        if place.source != record.place.source {
            return false;
        }
        let starts = self.starts.get(&record.place.source).map_or(&[][..], Vec::as_slice);
        let next = starts.get(starts.partition_point(|start| *start <= record.place.at));
        let within = place.at >= record.place.at && next.is_none_or(|next| place.at < *next);
        let for_all = starts.first().is_none_or(|first| place.at < *first);
        within || for_all
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
