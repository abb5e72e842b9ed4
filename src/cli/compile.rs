//! `compile`: returned files to summaries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::console::Console;
use super::password;
use crate::diagnostic::{FileProblem, PublishProblem};
use crate::formats::sealed::Password;
use crate::jobs::{self, Compiled, Compiling, Copied, Loaded, OTHERS, Sealing};
use crate::model::{Artifact, Order};
use crate::publish::{Output, Stage};
use crate::suggest::nearest;

/// Compiles the paths that were named.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let out = matches.get_one::<PathBuf>("out").cloned();
    let out = (!matches.get_flag("check")).then_some(out).flatten();
    let password = match matches.get_flag("encrypt") && out.is_some() {
        true => match password::ask(matches, console) {
            Ok(password) => Some(password),
            Err(outcome) => return outcome,
        },
        false => None,
    };
    let order = matches.get_one::<String>("order").and_then(|id| Order::named(id)).unwrap_or_default();
    let job = Job { paths, order, programme: matches.get_one::<String>("programme").cloned(), out, password };
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
    let out = matches.get_one::<PathBuf>("out").cloned();
    let job = Job { paths, order: Order::Given, programme: None, out, password: None };
    job.start(console)
}

struct Job {
    paths: Vec<PathBuf>,
    order: Order,
    programme: Option<String>,
    /// None where nothing is to be written.
    out: Option<PathBuf>,
    /// Where the results are to be sealed.
    password: Option<Password>,
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
        let out = self.out.as_deref().map(|folder| Target { folder, password: self.password.as_ref() });
        compile_into(loaded, &self.paths, self.order, self.programme.as_deref(), out, console)
    }
}

/// Where the results go.
#[derive(Clone, Copy)]
pub struct Target<'t> {
    pub folder: &'t Path,
    /// With which they are sealed.
    pub password: Option<&'t Password>,
}

/// Compiles with a loaded project, and writes the results unless there is nowhere to write them.
pub fn compile_into(
    loaded: Loaded,
    paths: &[PathBuf],
    order: Order,
    programme: Option<&str>,
    out: Option<Target>,
    console: &Console,
) -> Outcome {
    if let Some(Target { folder: out, .. }) = out
        && let Some(problem) = jobs::output_problem(&loaded.root, out, Output::Summaries)
    {
        return console.refused(out, problem);
    }
    let bar = progress_bar(console);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let compiled =
        jobs::compile(loaded, &Compiling { paths, programme, lang: console.lang, order, progress: &progress });
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
        match write(&compiled, out, console) {
            Ok(copied) => tell_outputs(&compiled, &copied, out, console),
            Err(problem) => return console.refused(out.folder, problem),
        }
    }
    if compiled.problems.has_errors() { Outcome::Errors } else { Outcome::Fine }
}

/// Writes the results and, as they are made, the marked copies.
fn write(compiled: &Compiled, out: Target, console: &Console) -> Result<Vec<Copied>, PublishProblem> {
    let stage = Stage::open(out.folder, Output::Summaries)?;
    let copied = match out.password {
        Some(password) => seal(compiled, &stage, password, console),
        None => {
            compiled.artifacts.iter().for_each(|artifact| stage.put(artifact));
            jobs::copies(compiled, console.lang, &mut |artifact| stage.put(&artifact))
        }
    };
    stage.finish()?;
    Ok(copied)
}

/// The same behind a password. What goes wrong is told when the stage is finished.
fn seal(compiled: &Compiled, stage: &Stage, password: &Password, console: &Console) -> Vec<Copied> {
    let mut sealing = match Sealing::new(stage, password) {
        Ok(sealing) => sealing,
        Err(error) => {
            stage.fail(error);
            return Vec::new();
        }
    };
    let mut put = |artifact: &Artifact| sealing.put(artifact).unwrap_or_else(|error| stage.fail(error));
    compiled.artifacts.iter().for_each(&mut put);
    let copied = jobs::copies(compiled, console.lang, &mut |artifact| put(&artifact));
    sealing.finish().unwrap_or_else(|error| stage.fail(error));
    copied
}

/// A bar that appears only when the work takes longer than a second.
pub fn progress_bar(console: &Console) -> ProgressBar {
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
    let [applied, unfit] = compiled.decisions();
    if applied + unfit > 0 {
        console.say(
            &format!("裁定 {} 条：起作用 {applied}，没有起作用 {unfit}", applied + unfit),
            &format!("decisions: {} (applied {applied}, without effect {unfit})", applied + unfit),
        );
    }
    for summary in &compiled.summaries {
        let missing = summary.units.iter().filter(|unit| unit.files == 0 && unit.paper.is_none()).count();
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

fn tell_outputs(compiled: &Compiled, copied: &[Copied], out: Target, console: &Console) {
    let shown = out.folder.display();
    if out.password.is_some() {
        return tell_sealed(compiled, out.folder, console);
    }
    for summary in &compiled.summaries {
        let id = &summary.programme;
        console.say(
            &format!("汇总表：{shown}/{id}/summary.xlsx（另有 summary.json、roster.csv）"),
            &format!("summary: {shown}/{id}/summary.xlsx (and summary.json, roster.csv)"),
        );
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
