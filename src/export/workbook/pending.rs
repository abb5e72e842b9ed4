//! 待核与退回: everyone who is not on the roster, and why.

use super::links::Links;
use super::table::{Plan, Table, columns};
use crate::diagnostic::entry;
use crate::export::bearing::{Concerns, codes};
use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Light, Style};
use crate::lang::Lang;
use crate::model::{Record, Status};

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
    let concerns = Concerns::new(roster.summary);
    for status in [Status::Rejected, Status::Held, Status::Superseded] {
        for record in roster.with_status(status) {
            let form = roster.form(&record.form);
            let codes: Vec<_> = codes(record).into_iter().map(|code| code.0).collect();
            links.note(record, &table);
            table.row([
                (status.label(Lang::Zh).into(), Style::BodyCentre),
                (unit_text(form, record).into(), Style::Body),
                (record.person_name(form).into(), Style::BodyCentre),
                (messages(&concerns, roster, record).join("\n").into(), Style::Body),
                (codes.join("\n").into(), Style::BodyCentre),
                (roster.form_title(&record.form).into(), Style::Body),
                (roster.file_name(record).into(), Style::Body),
                (record.number.into(), Style::BodyCentre),
            ])?;
        }
    }
    Ok(table.close()?)
}

/// The problems of a record in words. A code without words of its own at the record's place is told by its title.
fn messages(concerns: &Concerns, roster: &Roster, record: &Record) -> Vec<String> {
    let mut messages = Vec::new();
    for (code, problems) in concerns.of(record) {
        let before = messages.len();
        for problem in problems {
            let message = problem.problem.message(roster.lang);
            if !messages.contains(&message) {
                messages.push(message);
            }
        }
        if messages.len() == before {
            messages.extend(entry(code.0).map(|entry| entry.title(roster.lang).to_owned()));
        }
    }
    messages
}
