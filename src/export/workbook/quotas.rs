//! 名额核对: every unit under every rule that counts its people.

use std::collections::BTreeSet;

use super::table::{Plan, Table, columns};
use crate::diagnostic::{BatchProblem, Problem, Severity};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Style};
use crate::model::{UnitLine, UnitRule, Verdict};

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
    if roster.summary.units.iter().all(|unit| unit.rules.is_empty()) {
        remarks.push("没有可以按单位核对的名额。".to_owned());
    }
    let mut table = Table::open(book, Plan { name: "名额核对".into(), remarks, columns, fixed: 1 })?;
    let out_of_reach = out_of_reach(roster);
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
                (verdict.label().into(), light(verdict)),
            ]
        };
        for rule in &unit.rules {
            let verdict = verdict(roster, unit, rule, &out_of_reach);
            table.row(row(&rule.text, &rule.basis, [rule.actual.into(), rule.limit.into()], verdict))?;
        }
        // A unit whose category nobody knows has no rules, and yet it is not in order.
        if unit.rules.is_empty() && unit.verdict != Verdict::Ok {
            table.row(row("没有核对，原因见“问题清单”", "", ["".into(), "".into()], unit.verdict))?;
        }
    }
    Ok(table.close()?)
}

/// Unit, basis, actual and limit of the minimums that a unit sent too few people to reach: remarked upon, not held.
type OutOfReach<'a> = BTreeSet<(&'a str, &'a str, usize, usize)>;

fn out_of_reach<'a>(roster: &Roster<'a>) -> OutOfReach<'a> {
    let problems = roster.summary.problems.iter().filter(|problem| problem.severity != Severity::Error);
    let missed = problems.filter_map(|problem| match &problem.problem {
        Problem::Batch(BatchProblem::MinimumOutOfReach { unit, basis, actual, limit, .. }) => {
            Some((unit.as_str(), basis.as_str(), *actual, *limit))
        }
        _ => None,
    });
    missed.collect()
}

fn verdict(roster: &Roster, unit: &UnitLine, rule: &UnitRule, out_of_reach: &OutOfReach) -> Verdict {
    let lenient = roster.programme.rule(&rule.rule).is_some_and(|rule| rule.severity != Severity::Error);
    match (rule.provisional, rule.ok) {
        (true, _) => Verdict::Provisional,
        (_, true) => Verdict::Ok,
        _ if lenient => Verdict::Warned,
        _ if out_of_reach.contains(&(unit.unit.as_str(), rule.basis.as_str(), rule.actual, rule.limit)) => {
            Verdict::Warned
        }
        _ => Verdict::Broken,
    }
}

fn light(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Ok => Style::Good,
        Verdict::Warned | Verdict::Provisional => Style::Warn,
        Verdict::Broken => Style::Bad,
    }
}
