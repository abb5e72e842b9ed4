//! Decisions in words, for tables and for programs.

use super::Roster;
use crate::lang::Lang;
use crate::model::{Paper, Ruled, RuledRecord, Ruling, Status};

/// Whom or what a decision is about, one record a line.
pub(super) fn target(roster: &Roster, ruled: &Ruled, lang: Lang) -> String {
    let records = ruled.records.iter().map(|it| record(it, lang)).collect::<Vec<_>>().join("\n");
    match &ruled.decision.ruling {
        Ruling::Unit { unit, .. } | Ruling::Paper { unit, .. } => unit.value.clone(),
        Ruling::Record { form, source, .. } if records.is_empty() => match source {
            Some(scan) => scan.file.clone(),
            None => format!("《{}》", roster.form(&form.value).map_or(&*form.value, |form| &form.title)),
        },
        _ => records,
    }
}

fn record(record: &RuledRecord, lang: Lang) -> String {
    let RuledRecord { file, record, name, .. } = record;
    // Who has no name goes by a number, which stands here already.
    let name = Some(name.as_str()).filter(|name| **name != format!("#{record}")).unwrap_or_default();
    let text = lang.pick(format!("{file} 第{record}条 {name}"), format!("{file} no. {record} {name}"));
    text.trim_end().to_owned()
}

/// What came of it, for tables whose words are Chinese always; why nothing did, in the language of problems.
pub(super) fn effect(ruled: &Ruled, lang: Lang) -> String {
    match &ruled.unfit {
        Some(reason) => format!("没有起作用：{}", lang.pick(&reason.0[0], &reason.0[1])),
        None => outcome(ruled, Lang::Zh),
    }
}

/// What came of it in one language.
pub(super) fn outcome(ruled: &Ruled, lang: Lang) -> String {
    if let Some(reason) = &ruled.unfit {
        return lang.pick(&reason.0[0], &reason.0[1]).clone();
    }
    match &ruled.decision.ruling {
        Ruling::Unit { is, category, .. } => {
            let said = |zh: &str, en: &str, text: &str| lang.pick(format!("{zh}「{text}」"), format!("{en} {text}"));
            let is = is.as_ref().map(|is| said("即", "is", &is.value));
            let category = category.as_ref().map(|category| said("类别为", "category", &category.value));
            is.into_iter().chain(category).collect::<Vec<_>>().join(lang.pick("，", ", "))
        }
        Ruling::Paper { received, people, .. } => came(&Paper { received: *received, people: *people, by: None }, lang),
        _ => ruled.records.iter().map(|record| statuses(record, lang)).collect::<Vec<_>>().join("\n"),
    }
}

/// 待核 → 通过
fn statuses(record: &RuledRecord, lang: Lang) -> String {
    let label = |status: Option<Status>| status.map(|status| status.label(lang));
    match (label(record.before), label(record.after)) {
        (Some(before), Some(after)) if before == after => format!("{}{after}", lang.pick("仍为", "still ")),
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => format!("{} → {after}", lang.pick("录入", "keyed in")),
        _ => String::new(),
    }
}

/// 2025-08-13 16:30 收到，4 人
pub(super) fn paper(paper: &Paper) -> String {
    came(paper, Lang::Zh)
}

fn came(paper: &Paper, lang: Lang) -> String {
    let people = paper.people.map(|people| lang.pick(format!("，{people} 人"), format!(", people: {people}")));
    let by = paper.by.as_ref().map(|by| lang.pick(format!("（{by}）"), format!(" ({by})")));
    let [received, people, by] = [Some(paper.received.plain()), people, by].map(Option::unwrap_or_default);
    lang.pick(format!("{received} 收到{people}{by}"), format!("received {received}{people}{by}"))
}
