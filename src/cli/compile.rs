//! `compile`: returned files to summaries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::console::Console;
use crate::diagnostic::FileProblem;
use crate::jobs::{self, Compiled, Compiling, Loaded};
use crate::publish::{Output, publish};
use crate::suggest::nearest;

/// Compiles the paths that were named.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let out = matches.get_one::<PathBuf>("out").cloned();
    let job = Job {
        paths,
        programme: matches.get_one::<String>("programme").cloned(),
        out: (!matches.get_flag("check")).then_some(out).flatten(),
    };
    job.start(console)
}

/// `linghang PATH…` without a command, which is what dragging files onto the program amounts to.
pub fn dropped(matches: &ArgMatches, console: &Console) -> Outcome {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    if paths.is_empty() {
        super::console::stderr(&super::command::command(console.lang).render_help().to_string());
        return Outcome::Failed;
    }
    // A single word that is no path is most likely a command with a slip in it.
    if let [only] = paths.as_slice()
        && !only.exists()
        && let Some(word) = only.to_str()
    {
        let command = super::command::command(console.lang);
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let guess = nearest(word, names);
        if guess.nearest.is_some() {
            console.tell_about(word, FileProblem::UnknownName { name: word.to_owned(), nearest: guess });
            return Outcome::Failed;
        }
    }
    let job = Job { paths, programme: None, out: matches.get_one::<PathBuf>("out").cloned() };
    job.start(console)
}

struct Job {
    paths: Vec<PathBuf>,
    programme: Option<String>,
    /// None where nothing is to be written.
    out: Option<PathBuf>,
}

impl Job {
    fn start(&self, console: &Console) -> Outcome {
        for path in &self.paths {
            if !path.exists() {
                let shown = path.display().to_string();
                console.tell_about(&shown, FileProblem::PathNotFound { path: shown.clone() });
                return Outcome::Failed;
            }
        }
        let loaded = match console.load(false) {
            Ok(loaded) => loaded,
            Err(outcome) => return outcome,
        };
        if let Some(id) = &self.programme
            && let Err(outcome) = console.named(id, &loaded.project.programmes, |it| it.id.as_str())
        {
            return outcome;
        }
        compile_into(loaded, &self.paths, self.programme.as_deref(), self.out.as_deref(), console)
    }
}

/// Compiles with a loaded project, and writes the results unless there is nowhere to write them.
pub fn compile_into(
    loaded: Loaded,
    paths: &[PathBuf],
    programme: Option<&str>,
    out: Option<&Path>,
    console: &Console,
) -> Outcome {
    if let Some(out) = out
        && let Some(problem) = jobs::output_problem(&loaded.root, out, Output::Summaries)
    {
        return console.refused(out, problem);
    }
    let bar = progress_bar(console);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let compiled = jobs::compile(loaded, &Compiling { paths, programme, lang: console.lang, progress: &progress });
    bar.finish_and_clear();
    let compiled = match compiled {
        Ok(compiled) => compiled,
        Err(error) => {
            console.tell_about("summary.xlsx", FileProblem::ProgramFault { detail: error.to_string() });
            return Outcome::Failed;
        }
    };
    console.tell(&compiled.problems, &compiled.sources);
    tell_sums(&compiled, console);
    if let Some(out) = out {
        if let Err(problem) = publish(out, &compiled.artifacts, Output::Summaries) {
            return console.refused(out, problem);
        }
        tell_outputs(&compiled, out, console);
    }
    if compiled.problems.has_errors() { Outcome::Errors } else { Outcome::Fine }
}

/// A bar that appears only when the work takes longer than a second.
fn progress_bar(console: &Console) -> ProgressBar {
    if !console.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}

fn tell_sums(compiled: &Compiled, console: &Console) {
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
    }
}

fn tell_outputs(compiled: &Compiled, out: &Path, console: &Console) {
    let shown = out.display();
    for summary in &compiled.summaries {
        let id = &summary.programme;
        console.say(
            &format!("汇总表：{shown}/{id}/summary.xlsx（另有 roster.csv、summary.json）\n汇总报告：{shown}/{id}/report.html；退回单与催报：{shown}/{id}/returns/index.html"),
            &format!("summary: {shown}/{id}/summary.xlsx (and roster.csv, summary.json)\nreport: {shown}/{id}/report.html; return slips and reminders: {shown}/{id}/returns/index.html"),
        );
    }
    console.say(
        &format!("收件台账：{shown}/ledger.csv\n结果含个人信息，请妥善保管。"),
        &format!("ledger: {shown}/ledger.csv\nThe results hold personal data; keep them safe."),
    );
}
