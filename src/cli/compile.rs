//! `compile`: returned files to summaries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::console::Console;
use super::{Outcome, known, password};
use crate::diagnostic::{FileProblem, PublishProblem};
use crate::formats::sealed::Password;
use crate::jobs::{self, Compiled, Compiling, Copied, Loaded, OTHERS, Sealing};
use crate::model::{Artifact, Order, UnitState, Verdict};
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
    let job = Job {
        paths,
        order,
        programme: matches.get_one::<String>("programme").cloned(),
        today: matches.get_one::<Date>("today").copied(),
        photos: matches.get_one::<u64>("photos").map(|megabytes| megabytes << 20),
        out,
        password,
        known: matches.get_many("known").into_iter().flatten().cloned().collect(),
        key_file: matches.get_one::<PathBuf>("key-file").cloned(),
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
    let job = Job { paths, out: matches.get_one::<PathBuf>("out").cloned(), ..Job::default() };
    job.start(console)
}

/// What is to be compiled, and where to.
#[derive(Default)]
pub struct Job {
    pub paths: Vec<PathBuf>,
    pub order: Order,
    pub programme: Option<String>,
    pub today: Option<Date>,
    /// Bytes of photos that are put on a sheet; none where there is no such sheet.
    pub photos: Option<u64>,
    /// None where nothing is to be written.
    pub out: Option<PathBuf>,
    /// Where the results are to be sealed.
    pub password: Option<Password>,
    /// Lists of people who are known already, and the key of those that are keyed.
    pub known: Vec<PathBuf>,
    pub key_file: Option<PathBuf>,
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
        let mut loaded = match console.load(false) {
            Ok(loaded) => loaded,
            Err(outcome) => return outcome,
        };
        if let Some(id) = &self.programme
            && let Err(outcome) = console.named(id, &loaded.project.programmes, |it| it.id.as_str())
        {
            return outcome;
        }
        if let Err(outcome) = known::load(&mut loaded, &self.known, self.key_file.as_deref(), console) {
            return outcome;
        }
        self.compile(loaded, console)
    }

    /// Compiles with a loaded project, and writes the results unless there is nowhere to write them.
    pub fn compile(&self, loaded: Loaded, console: &Console) -> Outcome {
        let out = self.out.as_deref().map(|folder| Target { folder, password: self.password.as_ref() });
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
        let compiling = Compiling {
            paths: &self.paths,
            programme: self.programme.as_deref(),
            order: self.order,
            photos: self.photos,
            today: self.today,
            lang: console.lang,
            progress: &progress,
        };
        let compiled = jobs::compile(loaded, &compiling);
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
}

/// Where the results go.
#[derive(Clone, Copy)]
struct Target<'t> {
    folder: &'t Path,
    /// With which they are sealed.
    password: Option<&'t Password>,
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
            &format!("汇总表：{shown}/{id}/summary.xlsx（另有 summary.json、roster.csv）\n简报：{shown}/{id}/brief.docx（另有 brief.html）；各单位汇总表：{shown}/{id}/rosters\n汇总报告：{shown}/{id}/report.html；退回单与催报：{shown}/{id}/returns/index.html"),
            &format!("summary: {shown}/{id}/summary.xlsx (and summary.json, roster.csv)\nbrief: {shown}/{id}/brief.docx (and brief.html); rosters by unit: {shown}/{id}/rosters\nreport: {shown}/{id}/report.html; return slips and reminders: {shown}/{id}/returns/index.html"),
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
