//! What `compile` says when it is done.

use std::path::Path;

use crate::cli::console::Console;
use crate::jobs::{Compiled, Copied, OTHERS, Target};
use crate::model::{Changes, PersonChange, Progress, UnitState, Verdict};

/// Says how many files and people there are, over all and in each programme.
pub fn tell_sums(compiled: &Compiled, console: &Console) {
    let sum = compiled.counts();
    console.say(
        &format!(
            "收到文件 {} 个：读取 {}，无法读取 {}，忽略 {}\n人选记录 {} 条：通过 {}，退回 {}，待核 {}，被替换 {}",
            sum.files, sum.read, sum.unreadable, sum.ignored, sum.records, sum.accepted, sum.rejected, sum.held, sum.superseded
        ),
        &format!(
            "files: {} (read {}, unreadable {}, ignored {})\nrecords: {} (accepted {}, rejected {}, held {}, superseded {})",
            sum.files, sum.read, sum.unreadable, sum.ignored, sum.records, sum.accepted, sum.rejected, sum.held, sum.superseded
        ),
    );
    let [applied, unfit] = compiled.decisions();
    if applied + unfit > 0 {
        console.say(
            &format!("裁定 {} 条：起作用 {applied}，没有起作用 {unfit}", applied + unfit),
            &format!("decisions: {} (applied {applied}, without effect {unfit})", applied + unfit),
        );
    }
    for summary in &compiled.summaries {
        let missing = summary.figures.units_in(UnitState::NotReported);
        let broken = summary.units.iter().filter(|unit| unit.verdict == Verdict::Broken).count();
        let answers: usize = summary.figures.answers.iter().map(|form| form.order.len()).sum();
        let people = summary.counts.accepted - answers;
        let [zh, en] = match answers {
            0 => [String::new(), String::new()],
            _ => [format!("，意见和报告 {answers} 份"), format!(" people and {answers} answers and reports")],
        };
        console.say(
            &format!(
                "项目 {}：通过 {people} 人{zh}；未报送单位 {missing} 家，名额不符单位 {broken} 家",
                summary.programme
            ),
            &format!(
                "programme {}: accepted {people}{en}; units not reported {missing}, over or under quota {broken}",
                summary.programme
            ),
        );
        if let Some(changes) = &summary.changes {
            tell_changes(changes, console);
        }
    }
}

fn tell_changes(changes: &Changes, console: &Console) {
    let [new, corrected, withdrawn, unchanged] =
        [PersonChange::New, PersonChange::Corrected, PersonChange::Withdrawn, PersonChange::Unchanged]
            .map(|change| changes.people(change));
    let [appeared, open, mended] =
        [Progress::New, Progress::Open, Progress::Mended].map(|progress| changes.problems(progress));
    console.say(
        &format!(
            "  与上次对比：新增 {new} 条，更正 {corrected} 条，撤回 {withdrawn} 条，没有改动 {unchanged} 条；问题新出现 {appeared} 个，还在 {open} 个，已解决 {mended} 个"
        ),
        &format!(
            "  since the last time: new {new}, corrected {corrected}, withdrawn {withdrawn}, unchanged {unchanged}; problems new {appeared}, open {open}, mended {mended}"
        ),
    );
}

/// Names the files that were written.
pub fn tell_outputs(compiled: &Compiled, copied: &[Copied], out: Target, console: &Console) {
    let shown = out.folder.display();
    if out.password.is_some() {
        return tell_sealed(compiled, out.folder, console);
    }
    for summary in &compiled.summaries {
        let id = &summary.programme;
        console.say(
            &format!("汇总表：{shown}/{id}/summary.xlsx（另有 summary.json、roster.csv）\n简报：{shown}/{id}/brief.docx（另有 brief.html）；各单位汇总表：{shown}/{id}/rosters\n汇总报告：{shown}/{id}/report.html；退回单与催报：{shown}/{id}/returns/index.html"),
            &format!("summary: {shown}/{id}/summary.xlsx (and summary.json, roster.csv)\nbrief: {shown}/{id}/brief.docx (and brief.html); rosters by unit: {shown}/{id}/rosters\nreport: {shown}/{id}/report.html; return slips and reminders: {shown}/{id}/returns/index.html"),
        );
        for (folder, zh, en) in [("exports", "导出表", "export"), ("return", "上报文件", "for the next tier")] {
            let below = format!("{id}/{folder}/");
            for file in compiled.extras.iter().filter(|file| file.path.starts_with(&below)) {
                let path = &file.path;
                console.say(&format!("{zh}：{shown}/{path}"), &format!("{en}: {shown}/{path}"));
            }
        }
    }
    let copies = copied.iter().filter(|it| it.result.is_ok()).count();
    if copies > 0 {
        let none = copied.len() - copies;
        let (zh, en) = match none {
            0 => (String::new(), String::new()),
            _ => (
                format!("，另有 {none} 个文件无法标注（见 copies.csv）"),
                format!("; {none} files could not be marked (see copies.csv)"),
            ),
        };
        console.say(
            &format!("退回各单位的标注副本 {copies} 份，在各项目的 returns 文件夹{zh}"),
            &format!("marked copies to be sent back: {copies}, in the folders returns{en}"),
        );
    }
    console.say(
        &format!("收件台账：{shown}/ledger.csv\n结果含个人信息，请妥善保管。"),
        &format!("ledger: {shown}/ledger.csv\nThe results hold personal data; keep them safe."),
    );
}

fn tell_sealed(compiled: &Compiled, out: &Path, console: &Console) {
    let shown = out.display();
    for summary in &compiled.summaries {
        let id = &summary.programme;
        console.say(
            &format!("汇总表：{shown}/{id}/summary.xlsx（打开时要输入密码）"),
            &format!("summary: {shown}/{id}/summary.xlsx (opens with the password)"),
        );
    }
    console.say(
        &format!("收件台账、名单和标注副本：{shown}/{OTHERS}（要输入密码，怎样打开见 README.txt）\n忘记密码就打不开了，请妥善保管。"),
        &format!("ledger, lists and marked copies: {shown}/{OTHERS} (opens with the password; README.txt says how)\nNobody can open them without the password; keep it safe."),
    );
}
