//! 名额核对: every unit under every rule that counts its people.

use super::table::{Plan, Table, columns};
use crate::export::verdicts::Verdicts;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Light, Style};
use crate::model::{GroupLine, Per, Verdict};

pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let columns = columns([
        ("推荐单位", 28.0),
        ("单位类别", 14.0),
        ("计入名额", 9.0),
        ("不占名额", 9.0),
        ("核对内容", 50.0),
        ("依据", 18.0),
        ("实有人数", 9.0),
        ("限额", 8.0),
        ("结论", 10.0),
    ]);
    let mut remarks = Vec::new();
    if let Some(day) = roster.summary.as_of {
        remarks.push(format!("年龄按 {day} 计算。“暂定”指有关栏目读不出或无法断定，改正后人数可能变化。"));
    }
    if roster.summary.units.iter().all(|unit| unit.rules.is_empty()) && roster.summary.groups.is_empty() {
        remarks.push("没有可以核对的名额。".to_owned());
    }
    let lights = Verdict::ALL.map(|verdict| (verdict.label(), light(verdict)));
    let lights = Some((columns.len() as u16 - 1, lights.into()));
    let mut table =
        Table::open(book, Plan { name: "名额核对".into(), remarks, columns, fixed: 1, lights, above: Vec::new() })?;
    let verdicts = Verdicts::new(roster);
    for unit in &roster.summary.units {
        let row = |text: &str, basis: &str, numbers: [Content<'static>; 2], verdict: Verdict| {
            let [actual, limit] = numbers;
            [
                (unit.unit.clone().into(), Style::Body),
                (unit.category.clone().unwrap_or_default().into(), Style::BodyCentre),
                (Content::Number(unit.counted), Style::BodyCentre),
                (Content::Number(unit.exempt), Style::BodyCentre),
                (text.to_owned().into(), Style::Body),
                (basis.to_owned().into(), Style::Body),
                (actual, Style::BodyCentre),
                (limit, Style::BodyCentre),
                (verdict.label().into(), Style::BodyCentre),
            ]
        };
        for rule in &unit.rules {
            let verdict = verdicts.of(unit, rule);
            table.row(row(&rule.text, &rule.basis, [rule.actual.into(), rule.limit.into()], verdict))?;
        }
        // A unit whose category nobody knows has no rules, and yet it is not in order.
        if unit.rules.is_empty() && unit.verdict != Verdict::Ok {
            table.row(row("没有核对，原因见“问题清单”", "", ["".into(), "".into()], unit.verdict))?;
        }
    }
    for line in &roster.summary.groups {
        table.row(group_row(line))?;
    }
    Ok(table.close()?)
}

/// A class, or the programme as a whole, under one rule; people who use the quota are those who were counted.
fn group_row(line: &GroupLine) -> [(Content<'static>, Style); 9] {
    let of = match line.per {
        Per::Class => "班次",
        _ => "全项目",
    };
    [
        (line.group.clone().into(), Style::Body),
        (of.into(), Style::BodyCentre),
        ("".into(), Style::BodyCentre),
        ("".into(), Style::BodyCentre),
        (line.rule.text.clone().into(), Style::Body),
        (line.rule.basis.clone().into(), Style::Body),
        (line.rule.actual.into(), Style::BodyCentre),
        (line.rule.limit.into(), Style::BodyCentre),
        (line.verdict.label().into(), Style::BodyCentre),
    ]
}

fn light(verdict: Verdict) -> Light {
    match verdict {
        Verdict::Ok => Light::Good,
        Verdict::Warned | Verdict::Provisional => Light::Warn,
        Verdict::Broken => Light::Bad,
    }
}
