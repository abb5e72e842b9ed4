//! Decisions in words, for tables and for programs.

use super::Roster;
use crate::lang::Lang;
use crate::model::{Paper, Ruled, RuledRecord, Ruling};

/// Whom or what a decision is about.
pub(super) fn target(roster: &Roster, ruled: &Ruled) -> String {
    let records = ruled.records.iter().map(record).collect::<Vec<_>>().join("\n");
    match &ruled.decision.ruling {
        Ruling::Unit { unit, .. } | Ruling::Paper { unit, .. } => unit.value.clone(),
        Ruling::Record { form, source, .. } if records.is_empty() => match source {
            Some(scan) => scan.file.clone(),
            None => format!("《{}》", roster.form(&form.value).map_or(&*form.value, |form| &form.title)),
        },
        _ => records,
    }
}

fn record(record: &RuledRecord) -> String {
    let text = format!("{} 第{}条 {}", record.file, record.record, record.name);
    text.trim_end().to_owned()
}

/// What came of it.
pub(super) fn effect(ruled: &Ruled, lang: Lang) -> String {
    if let Some(reason) = &ruled.unfit {
        return format!("没有起作用：{}", lang.pick(&reason.0[0], &reason.0[1]));
    }
    match &ruled.decision.ruling {
        Ruling::Unit { is, category, .. } => {
            let is = is.as_ref().map(|is| format!("即「{}」", is.value));
            let category = category.as_ref().map(|category| format!("类别为「{}」", category.value));
            is.into_iter().chain(category).collect::<Vec<_>>().join("，")
        }
        Ruling::Paper { received, people, .. } => paper(&Paper { received: *received, people: *people, by: None }),
        _ => ruled.records.iter().map(statuses).collect::<Vec<_>>().join("\n"),
    }
}

/// 待核 → 通过
fn statuses(record: &RuledRecord) -> String {
    let label = |status: Option<crate::model::Status>| status.map(|status| status.label(Lang::Zh));
    match (label(record.before), label(record.after)) {
        (Some(before), Some(after)) if before == after => format!("仍为{after}"),
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => format!("录入 → {after}"),
        _ => String::new(),
    }
}

/// 2025-08-13 16:30 收到，4 人
pub(super) fn paper(paper: &Paper) -> String {
    let people = paper.people.map(|people| format!("，{people} 人")).unwrap_or_default();
    let by = paper.by.as_ref().map(|by| format!("（{by}）")).unwrap_or_default();
    format!("{} 收到{people}{by}", paper.received.plain())
}
