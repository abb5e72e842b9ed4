//! 裁定: what the office decided, why, and what came of it.

use super::table::{Plan, Table, columns};
use crate::export::decision::{effect, target};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Light, Style};
use crate::lang::Lang;
use crate::report::Spot;

/// Nothing where nothing was decided.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let decisions = &roster.summary.decisions;
    if decisions.is_empty() {
        return Ok(());
    }
    let columns = columns([
        ("裁定", 14.0),
        ("对象", 44.0),
        ("理由", 50.0),
        ("裁定人", 12.0),
        ("日期", 12.0),
        ("起作用", 8.0),
        ("结果", 36.0),
        ("写在", 26.0),
    ]);
    let applied = decisions.iter().filter(|it| it.applied()).count();
    let remark =
        format!("裁定 {} 条：起作用 {applied} 条，没有起作用 {} 条。", decisions.len(), decisions.len() - applied);
    let lights = Some((5, vec![("是", Light::Good), ("否", Light::Warn)]));
    let mut table = Table::open(
        book,
        Plan { name: "裁定".into(), remarks: vec![remark], columns, fixed: 1, lights, above: Vec::new() },
    )?;
    for ruled in decisions {
        let decision = &ruled.decision;
        table.row([
            (decision.ruling.label().into(), Style::BodyCentre),
            (target(roster, ruled, Lang::Zh).into(), Style::Body),
            (decision.reason.as_str().into(), Style::Body),
            (decision.by.as_deref().unwrap_or_default().into(), Style::BodyCentre),
            (decision.on.map(|day| day.to_string()).unwrap_or_default().into(), Style::BodyCentre),
            (if ruled.applied() { "是" } else { "否" }.into(), Style::BodyCentre),
            (effect(ruled, roster.lang).into(), Style::Body),
            (Spot::of(decision.place, roster.sources).text(Lang::Zh).into(), Style::Body),
        ])?;
    }
    Ok(table.close()?)
}
