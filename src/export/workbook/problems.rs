//! 问题清单: every problem with its place and what to do about it.

use super::table::{Plan, Table, columns};
use crate::diagnostic::Severity;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Style};
use crate::lang::Lang;
use crate::report::Spot;

pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let columns = columns([
        ("级别", 8.0),
        ("代码", 9.0),
        ("文件", 36.0),
        ("位置", 22.0),
        ("栏目", 16.0),
        ("问题", 56.0),
        ("处理办法", 44.0),
        ("相关位置", 40.0),
    ]);
    let mut table = Table::open(book, Plan { name: "问题清单".into(), remarks: Vec::new(), columns, fixed: 2 })?;
    for problem in roster.summary.problems.iter() {
        let spot = Spot::of(problem.place, roster.sources);
        let light = match problem.severity {
            Severity::Error => Style::Bad,
            Severity::Warning => Style::Warn,
            Severity::Note => Style::BodyCentre,
        };
        let related = problem.related.iter().map(|(place, role)| {
            format!("{} {}", role.label(roster.lang), Spot::of(*place, roster.sources).text(Lang::Zh))
        });
        let related: Vec<_> = related.collect();
        table.row([
            (problem.severity.label(Lang::Zh).into(), light),
            (problem.code().0.into(), Style::BodyCentre),
            (spot.file.into(), Style::Body),
            (within(&spot).into(), Style::Body),
            (problem.field.as_deref().unwrap_or_default().into(), Style::Body),
            (problem.problem.message(roster.lang).into(), Style::Body),
            (problem.problem.help(roster.lang).unwrap_or_default().into(), Style::Body),
            (related.join("\n").into(), Style::Body),
        ])?;
    }
    Ok(table.close()?)
}

/// Where in the file: line and column of a text, sheet and cell, or the cell of a table.
fn within(spot: &Spot) -> String {
    match (spot.line, spot.column) {
        (Some(line), Some(column)) => format!("第{line}行第{column}列"),
        _ => spot.within(Lang::Zh).unwrap_or_default(),
    }
}
