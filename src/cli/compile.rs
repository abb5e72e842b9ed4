//! `compile`: returned files to summaries.

mod told;
mod watching;

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::console::Console;
use super::{Outcome, known, password};
use crate::diagnostic::{Diagnostics, FileProblem, List, SentProblem};
use crate::export::{ExportError, Look};
use crate::formats::sealed::Password;
use crate::jobs::{self, AsReturn, Compiled, Compiling, Copied, Intakes, Loaded, Previous, Target, Unwritten};
use crate::model::{Order, Project};
use crate::publish::Output;
use crate::suggest::nearest;
use told::{tell_outputs, tell_sums};

/// Compiles the paths that were named.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let out = path("out").filter(|_| !matches.get_flag("check"));
    let password = match matches.get_flag("encrypt") && out.is_some() {
        true => match password::ask(matches, console) {
            Ok(password) => Some(password),
            Err(outcome) => return outcome,
        },
        false => None,
    };
    let job = Job {
        paths: matches.get_many("paths").into_iter().flatten().cloned().collect(),
        order: text("order").and_then(|id| Order::named(&id)).unwrap_or_default(),
        programme: text("programme"),
        today: matches.get_one::<Date>("today").copied(),
        photos: matches.get_one::<u64>("photos").map(|megabytes| megabytes << 20),
        known: matches.get_many("known").into_iter().flatten().cloned().collect(),
        key_file: path("key-file"),
        previous: path("previous"),
        as_return: text("as-return"),
        header: matches.get_many("header").into_iter().flatten().cloned().collect(),
        own: [path("out"), path("previous")].into_iter().flatten().collect(),
        out,
        password,
    };
    if matches.get_flag("watch") { watching::run(&job, console) } else { job.start(console) }
}

/// `linghang PATH…` without a command, which is what dragging files onto the program amounts to.
pub fn dropped(paths: Vec<PathBuf>, matches: &ArgMatches, console: &Console) -> Outcome {
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
    let job = Job { paths, own: out.iter().cloned().collect(), out, ..Job::default() };
    job.start(console)
}

/// What the user asked for.
#[derive(Default)]
pub struct Job {
    pub paths: Vec<PathBuf>,
    pub order: Order,
    pub programme: Option<String>,
    pub today: Option<Date>,
    /// Bytes of photos that are put on a sheet; none where there is no such sheet.
    pub photos: Option<u64>,
    /// Lists of people who are known already, and the key of those that are keyed.
    pub known: Vec<PathBuf>,
    pub key_file: Option<PathBuf>,
    /// The folder of earlier results.
    pub previous: Option<PathBuf>,
    /// The roster form for the next tier, and what was given for its header, `栏目=内容`.
    pub as_return: Option<String>,
    pub header: Vec<String>,
    /// None where nothing is to be written.
    pub out: Option<PathBuf>,
    /// The output folders that this run knows, whether or not it writes there.
    pub own: Vec<PathBuf>,
    /// Where the results are to be sealed.
    pub password: Option<Password>,
}

/// What stays the same however often a job is done.
struct Ready {
    previous: Option<Previous>,
    as_return: Option<AsReturn>,
}

impl Job {
    fn start(&self, console: &Console) -> Outcome {
        if let Err(outcome) = self.existing(console) {
            return outcome;
        }
        match console.load(false) {
            Ok(loaded) => self.start_with(loaded, console),
            Err(outcome) => outcome,
        }
    }

    /// Compiles with a loaded project, and writes the results unless there is nowhere to write them.
    pub fn start_with(&self, loaded: Loaded, console: &Console) -> Outcome {
        let done = self.ready(&loaded, console).and_then(|ready| {
            let compiled = self.compile(loaded, &ready, &mut Intakes::forgetful(), console)?;
            console.tell(&compiled.problems, &compiled.sources);
            tell_sums(&compiled, console);
            let copied = self.write(&compiled, console)?;
            if let Some(out) = self.target() {
                tell_outputs(&compiled, &copied, out, console);
            }
            Ok(outcome(&compiled.problems))
        });
        done.unwrap_or_else(|outcome| outcome)
    }

    /// Whether all paths exist that were named.
    fn existing(&self, console: &Console) -> Result<(), Outcome> {
        let missing = self.paths.iter().chain(&self.previous).find(|path| !path.exists());
        missing.map_or(Ok(()), |path| {
            let shown = path.display().to_string();
            console.tell_about(&shown, FileProblem::PathNotFound { path: shown.clone() });
            Err(Outcome::Failed)
        })
    }

    /// Looks up what was named, and reads what is about to be replaced.
    fn ready(&self, loaded: &Loaded, console: &Console) -> Result<Ready, Outcome> {
        if let Some(id) = &self.programme {
            console.named(id, &loaded.project.programmes, |it| it.id.as_str())?;
        }
        if let Some(out) = &self.out
            && let Some(problem) = jobs::output_problem(&loaded.root, out, Output::Summaries)
        {
            return Err(console.refused(out, problem));
        }
        let form = self.as_return.as_deref();
        let as_return = form.map(|form| as_return(form, &self.header, &loaded.project, console)).transpose()?;
        let previous = self.previous.as_deref().map(|folder| Previous::read(folder, &loaded.project));
        Ok(Ready { previous, as_return })
    }

    fn compile(
        &self,
        mut loaded: Loaded,
        ready: &Ready,
        intakes: &mut Intakes,
        console: &Console,
    ) -> Result<Compiled, Outcome> {
        known::load(&mut loaded, &self.known, self.key_file.as_deref(), console)?;
        let bar = progress_bar(console);
        let progress = |done: usize, total: usize| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        };
        let compiling = Compiling {
            paths: &self.paths,
            own: self.own.iter().map(PathBuf::as_path).collect(),
            programme: self.programme.as_deref(),
            photos: self.photos,
            today: self.today,
            lang: console.lang,
            order: self.order,
            previous: ready.previous.as_ref(),
            as_return: ready.as_return.as_ref(),
            progress: &progress,
        };
        let compiled = jobs::compile_again(loaded, &compiling, intakes);
        bar.finish_and_clear();
        compiled.map_err(|error| failed(&error, console))
    }

    fn target(&self) -> Option<Target<'_>> {
        self.out.as_deref().map(|folder| Target { folder, password: self.password.as_ref() })
    }

    fn write(&self, compiled: &Compiled, console: &Console) -> Result<Vec<Copied>, Outcome> {
        let Some(out) = self.target() else { return Ok(Vec::new()) };
        let look = Look { lang: console.lang, order: self.order, today: self.today };
        write(compiled, look, out, console)
    }
}

/// Writes the results as they are made.
fn write(compiled: &Compiled, look: Look, out: Target, console: &Console) -> Result<Vec<Copied>, Outcome> {
    jobs::write_results(compiled, look, out).map_err(|error| match error {
        Unwritten::Refused(problem) => console.refused(out.folder, problem),
        Unwritten::Failed(error) => failed(&error, console),
    })
}

/// An output could not be made, which is never the fault of what was returned.
fn failed(error: &ExportError, console: &Console) -> Outcome {
    console.tell_about("summary.xlsx", error.problem());
    Outcome::Failed
}

/// The roster form that was named, and the fields of its header.
fn as_return(form: &str, given: &[String], project: &Project, console: &Console) -> Result<AsReturn, Outcome> {
    let form = console.named(form, &project.forms, |form| form.id.as_str())?;
    if !form.is_roster() {
        let rosters = project.forms.iter().filter(|form| form.is_roster());
        let rosters = List(rosters.map(|form| form.id.clone()).collect());
        console.tell_about(&form.id, SentProblem::ReturnNotARoster { form: form.title.clone(), rosters });
        return Err(Outcome::Failed);
    }
    let field = |text: &String| {
        let (name, value) = text.split_once(['=', '＝']).unwrap_or((text, ""));
        let field = form.header.iter().find(|field| field.answers_to(name.trim()));
        field.map(|field| (field.key.clone(), value.trim().to_owned())).ok_or_else(|| {
            let nearest = nearest(name.trim(), form.header.iter().map(|field| &*field.label));
            console.tell_about("--header", FileProblem::UnknownName { name: name.trim().to_owned(), nearest });
            Outcome::Failed
        })
    };
    Ok(AsReturn { form: form.id.clone(), header: given.iter().map(field).collect::<Result<_, _>>()? })
}

fn outcome(problems: &Diagnostics) -> Outcome {
    if problems.has_errors() { Outcome::Errors } else { Outcome::Fine }
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
