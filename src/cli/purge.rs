//! `purge`: deletes returned files and results of programmes whose data need not be kept any more.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::Date;

use super::Outcome;
use super::compile::progress_bar;
use super::console::{Console, stderr};
use crate::diagnostic::{Both, Diagnostics, FileProblem, PublishProblem};
use crate::jobs::{self, Amount, Loaded, Plan, Purging, Receipt};
use crate::publish::{self, Held, Output};
use crate::source::{Limits, decode, read_file};

/// Deletes what was named, once its time has come and a person has said yes.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let today = matches.get_one::<Date>("today").copied().unwrap_or_default();
    let loaded = match console.load(false) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let programmes = match due(&loaded, matches, today, console) {
        Ok(programmes) => programmes,
        Err(outcome) => return outcome,
    };
    let _held = match held(&loaded.root, &paths, &out, console) {
        Ok(held) => held,
        Err(outcome) => return outcome,
    };
    let root = loaded.root.clone();
    let plan = match planned(loaded, &paths, &out, &programmes, matches.get_flag("all"), console) {
        Ok(plan) => plan,
        Err(outcome) => return outcome,
    };
    tell_plan(&plan, console);
    if plan.is_empty() {
        return Outcome::Fine;
    }
    if !matches.get_flag("yes") && !confirmed(console) {
        console.say(
            "没有删除任何文件。核对无误后，加上 --yes 再运行一次。",
            "nothing was deleted; run it again with --yes",
        );
        return Outcome::Failed;
    }
    carry_out(&plan, &root, &out, today, &programmes, console)
}

/// The programmes whose time has come, with the last day on which their data had to be kept.
fn due(
    loaded: &Loaded,
    matches: &ArgMatches,
    today: Date,
    console: &Console,
) -> Result<BTreeMap<String, Date>, Outcome> {
    let all = &loaded.project.programmes;
    let wanted = match matches.get_one::<String>("programme") {
        Some(id) => std::slice::from_ref(console.named(id, all, |it| it.id.as_str())?),
        None => all.as_slice(),
    };
    let mut programmes = BTreeMap::new();
    for programme in wanted {
        let day = jobs::is_due(programme, today).map_err(|problem| {
            console.tell_about(&format!("data/programmes/{}.yaml", programme.id), problem);
            Outcome::Failed
        })?;
        programmes.insert(programme.id.clone(), day);
    }
    Ok(programmes)
}

/// Makes sure that nothing else is touched, and that nobody writes the results meanwhile.
fn held(root: &Path, paths: &[PathBuf], out: &Path, console: &Console) -> Result<Option<Held>, Outcome> {
    for path in paths {
        let shown = path.display().to_string();
        if !path.exists() {
            console.tell_about(&shown, FileProblem::PathNotFound { path: shown.clone() });
            return Err(Outcome::Failed);
        }
        if let Some(problem) = jobs::purge_problem(root, path, None) {
            return Err(console.refused(path, problem));
        }
    }
    let refused = |problem| console.refused(out, problem);
    match jobs::purge_problem(root, out, Some(Output::Summaries)) {
        Some(problem) => Err(refused(problem)),
        None => publish::hold(out).map_err(refused),
    }
}

fn planned(
    loaded: Loaded,
    paths: &[PathBuf],
    out: &Path,
    programmes: &BTreeMap<String, Date>,
    all: bool,
    console: &Console,
) -> Result<Plan, Outcome> {
    let bar = progress_bar(console);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let programmes: BTreeSet<String> = programmes.keys().cloned().collect();
    let job = Purging { paths, out, programmes: &programmes, all, lang: console.lang, progress: &progress };
    let plan = jobs::plan(loaded, &job);
    bar.finish_and_clear();
    plan.map_err(|problem| {
        console.tell_about("purge", problem);
        Outcome::Failed
    })
}

fn tell_plan(plan: &Plan, console: &Console) {
    /// Names beyond this help nobody.
    const SHOWN: usize = 10;
    let (returned, outputs) = (plan.returned(), plan.outputs());
    console.say(
        &format!("要删除：收到的文件 {}，汇总结果 {}", words_zh(returned), words_zh(outputs)),
        &format!("to be deleted: returned files {}, results {}", words_en(returned), words_en(outputs)),
    );
    if plan.others > 0 {
        console.say(
            &format!("保留：其他项目的文件 {} 个", plan.others),
            &format!("kept: files of other programmes: {}", plan.others),
        );
    }
    if !plan.unassigned.is_empty() {
        let count = plan.unassigned.len();
        let names: Vec<&str> = plan.unassigned.iter().take(SHOWN).map(String::as_str).collect();
        let (more_zh, more_en) = if count > SHOWN { ("等", " and others") } else { ("", "") };
        console.say(
            &format!(
                "保留：看不出属于哪个项目的文件 {count} 个（读不了的、照片等；加 --all 一并删除）：{}{more_zh}",
                names.join("、")
            ),
            &format!(
                "kept: files of no programme that can be told: {count} (unreadable ones, photos and so on; --all deletes them, too): {}{more_en}",
                names.join(", ")
            ),
        );
    }
}

fn words_zh(amount: Amount) -> String {
    format!("{} 个（{} KB）", amount.files, amount.bytes.div_ceil(1024))
}

fn words_en(amount: Amount) -> String {
    format!("{} ({} KB)", amount.files, amount.bytes.div_ceil(1024))
}

/// Asks on the terminal; where there is none, nobody said yes.
fn confirmed(console: &Console) -> bool {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return false;
    }
    stderr(console.lang.pick(
        "删除以后不能恢复。确认请输入 yes 再按回车：",
        "This cannot be undone. Type yes and press Enter to go on: ",
    ));
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).is_ok() && line.trim() == "yes"
}

/// Deletes, with a receipt before and after: one that says `finished: false` tells of a run that was cut short.
fn carry_out(
    plan: &Plan,
    root: &Path,
    out: &Path,
    today: Date,
    programmes: &BTreeMap<String, Date>,
    console: &Console,
) -> Outcome {
    let path = root.join(jobs::receipt_name(today));
    let former = read_file(&path, Limits::DEFAULT.file_bytes).ok().and_then(|bytes| decode(&bytes).ok());
    let write = |run: &Receipt| {
        let shown = || path.display().to_string();
        let Some(text) = jobs::receipt(former.as_ref().map(|it| it.text.as_str()), run, plan) else {
            let reason = ["不是本程序写的回执，请先移走", "it is no receipt of ours; move it away first"];
            return Err(PublishProblem::NotPurged { path: shown(), reason: Both(reason.map(str::to_owned)) });
        };
        publish::replace(&path, &text)
            .map_err(|error| PublishProblem::CannotWrite { path: shown(), reason: Both::refusal(&error) })
    };
    let meant =
        Receipt { today, programmes, returned: plan.returned(), outputs: plan.outputs(), failed: 0, finished: false };
    if let Err(problem) = write(&meant) {
        return console.refused(&path, problem);
    }
    let purged = plan.carry_out(out);
    let (returned, outputs, failed) = (purged.returned, purged.outputs, purged.failed.len());
    let done = Receipt { returned, outputs, failed, finished: true, ..meant };
    let written = write(&done);
    let mut sources = crate::source::Sources::default();
    let mut problems = Diagnostics::default();
    for (file, reason) in purged.failed {
        let shown = file.display().to_string();
        let place = sources.add(crate::source::Source::new(shown.clone(), file)).whole();
        problems.add(place, PublishProblem::NotPurged { path: shown, reason });
    }
    console.tell(&problems, &sources);
    console.say(
        &format!("已删除：收到的文件 {}，汇总结果 {}", words_zh(returned), words_zh(outputs)),
        &format!("deleted: returned files {}, results {}", words_en(returned), words_en(outputs)),
    );
    if let Err(problem) = written {
        return console.refused(&path, problem);
    }
    let shown = path.display();
    console.say(&format!("回执：{shown}（只有数量）"), &format!("receipt: {shown} (counts only)"));
    if problems.has_errors() { Outcome::Errors } else { Outcome::Fine }
}
