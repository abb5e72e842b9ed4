//! What `compile` says when it is done.

use std::path::Path;

use crate::cli::console::Console;
use crate::jobs::Compiled;
use crate::model::{Changes, PersonChange, Progress};

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
    for summary in &compiled.summaries {
        let missing = summary.units.iter().filter(|unit| unit.files == 0).count();
        let broken = summary.units.iter().filter(|unit| unit.verdict == crate::model::Verdict::Broken).count();
        console.say(
            &format!(
                "项目 {}：通过 {} 人；未报送单位 {missing} 家，名额不符单位 {broken} 家",
                summary.programme, summary.counts.accepted
            ),
            &format!(
                "programme {}: accepted {}; units not reported {missing}, over or under quota {broken}",
                summary.programme, summary.counts.accepted
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
            "  与上次对比：新增 {new} 人，更正 {corrected} 人，撤回 {withdrawn} 人，没有改动 {unchanged} 人；问题新出现 {appeared} 个，还在 {open} 个，已解决 {mended} 个"
        ),
        &format!(
            "  since the last time: new {new}, corrected {corrected}, withdrawn {withdrawn}, unchanged {unchanged}; problems new {appeared}, open {open}, mended {mended}"
        ),
    );
}

/// Names the files that were written.
pub fn tell_outputs(compiled: &Compiled, out: &Path, console: &Console) {
    let shown = out.display();
    for summary in &compiled.summaries {
        let id = &summary.programme;
        console.say(
            &format!("汇总表：{shown}/{id}/summary.xlsx（另有 summary.json、roster.csv）"),
            &format!("summary: {shown}/{id}/summary.xlsx (and summary.json, roster.csv)"),
        );
        let exports = format!("{id}/exports/");
        for file in compiled.artifacts.iter().filter(|file| file.path.starts_with(&exports)) {
            let path = &file.path;
            console.say(&format!("导出表：{shown}/{path}"), &format!("export: {shown}/{path}"));
        }
        let sent_on = format!("{id}/return/");
        let files = compiled.artifacts.iter().filter(|file| file.path.starts_with(&sent_on));
        for file in files {
            let path = &file.path;
            console.say(&format!("上报文件：{shown}/{path}"), &format!("for the next tier: {shown}/{path}"));
        }
    }
    console.say(
        &format!("收件台账：{shown}/ledger.csv\n结果含个人信息，请妥善保管。"),
        &format!("ledger: {shown}/ledger.csv\nThe results hold personal data; keep them safe."),
    );
}
