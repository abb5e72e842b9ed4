//! 与上次对比: who is new, corrected or withdrawn since an earlier summary, and which problems are mended or still open.

use super::table::{Plan, Table, columns};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Light, Style};
use crate::lang::Lang;
use crate::model::{FieldChange, PersonChange, Progress, Status};

/// Only where there was something to compare with.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let Some(changes) = &roster.summary.changes else { return Ok(()) };
    let [new, corrected, withdrawn, unchanged] =
        [PersonChange::New, PersonChange::Corrected, PersonChange::Withdrawn, PersonChange::Unchanged]
            .map(|change| changes.people(change));
    let [appeared, open, mended] =
        [Progress::New, Progress::Open, Progress::Mended].map(|progress| changes.problems(progress));
    let people = format!("记录：新增 {new}，更正 {corrected}，撤回 {withdrawn}，没有改动 {unchanged}");
    let problems = format!("问题：新出现 {appeared}，还在 {open}，已解决 {mended}");
    let columns = columns([
        ("变化", 12.0),
        ("推荐单位", 24.0),
        ("姓名", 10.0),
        ("上次", 9.0),
        ("这次", 9.0),
        ("内容", 60.0),
        ("问题代码", 11.0),
        ("表单", 26.0),
        ("文件", 36.0),
        ("第几条", 8.0),
    ]);
    let people_lights = [
        (PersonChange::New, Light::Good),
        (PersonChange::Corrected, Light::Warn),
        (PersonChange::Withdrawn, Light::Bad),
    ];
    let problem_lights = [(Progress::New, Light::Bad), (Progress::Open, Light::Warn), (Progress::Mended, Light::Good)];
    let lights = people_lights.map(|(change, light)| (change.label(), light)).into_iter();
    let lights = lights.chain(problem_lights.map(|(progress, light)| (progress.label(), light)));
    let lights = Some((0, lights.collect()));
    let remarks = vec![people, problems];
    let mut table =
        Table::open(book, Plan { name: "与上次对比".into(), remarks, columns, fixed: 3, lights, above: Vec::new() })?;
    for change in &changes.records {
        let (was, now) = (status(change.was), status(change.now));
        table.row([
            (change.change.label().into(), Style::BodyCentre),
            (change.unit.as_str().into(), Style::Body),
            (change.name.as_str().into(), Style::BodyCentre),
            (was.into(), Style::BodyCentre),
            (now.into(), Style::BodyCentre),
            (change.fields.iter().map(words).collect::<Vec<_>>().join("\n").into(), Style::Body),
            ("".into(), Style::BodyCentre),
            (roster.form_title(&change.form).into(), Style::Body),
            (change.file.as_str().into(), Style::Body),
            (change.number.into(), Style::BodyCentre),
        ])?;
    }
    for change in &changes.problems {
        let level = change.severity.label(Lang::Zh);
        let [was, now] = match change.progress {
            Progress::New => ["", level],
            Progress::Open => [level, level],
            Progress::Mended => [level, ""],
        };
        table.row([
            (change.progress.label().into(), Style::BodyCentre),
            ("".into(), Style::Body),
            ("".into(), Style::BodyCentre),
            (was.into(), Style::BodyCentre),
            (now.into(), Style::BodyCentre),
            (change.message.as_str().into(), Style::Body),
            (change.code.as_str().into(), Style::BodyCentre),
            ("".into(), Style::Body),
            (change.file.as_str().into(), Style::Body),
            ("".into(), Style::BodyCentre),
        ])?;
    }
    Ok(table.close()?)
}

fn status(status: Option<Status>) -> &'static str {
    status.map_or("", |status| status.label(Lang::Zh))
}

/// `手机：13800000000 → 13900000000`; what is empty is said to be.
fn words(change: &FieldChange) -> String {
    let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
    format!("{}：{} → {}", change.label, shown(&change.was), shown(&change.now))
}
