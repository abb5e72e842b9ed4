//! The terminal: the only place that prints.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::Date;

use super::Outcome;
use crate::diagnostic::{Diagnostic, Diagnostics, FileProblem, PublishProblem, SchemaProblem, Severity, visible_lines};
use crate::jobs::{self, Loaded};
use crate::lang::Lang;
use crate::model::Outside;
use crate::report::{Palette, Snippets, json_line, links_json, links_text, render};
use crate::source::{Source, Sources};
use crate::suggest::nearest;

/// To the beginning of the line, and nothing on it (ECMA-48).
const CLEARED: &str = "\r\u{1B}[2K";

/// How the user wants to be told things.
#[derive(Clone)]
pub struct Console {
    pub lang: Lang,
    json: bool,
    palette: Palette,
    quiet: bool,
    verbose: bool,
    root: Option<PathBuf>,
}

impl Console {
    pub fn new(matches: &ArgMatches, lang: Lang) -> Console {
        // A global option may stand before or after the command.
        let inner = matches.subcommand().map_or(matches, |(_, inner)| inner);
        let word = |name: &str| inner.get_one::<String>(name).map(String::as_str);
        let coloured = match word("color") {
            Some("always") => true,
            Some("never") => false,
            _ => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Console {
            lang,
            json: word("message-format") == Some("json"),
            palette: if coloured { Palette::Coloured } else { Palette::Plain },
            quiet: inner.get_flag("quiet"),
            verbose: inner.get_flag("verbose"),
            root: inner.get_one::<PathBuf>("root").cloned(),
        }
    }

    /// Says how things stand; not with `-q`.
    pub fn say(&self, zh: &str, en: &str) {
        if !self.quiet && !self.json {
            stdout(&visible_lines(self.lang.pick(zh, en)));
            stdout("\n");
        }
    }

    /// Says how things stand now: on a terminal in one line that the next one takes the place of.
    pub fn running(&self, zh: &str, en: &str) {
        if self.quiet || self.json {
            return;
        }
        let text = visible_lines(self.lang.pick(zh, en));
        match io::stdout().is_terminal() {
            true => stdout(&format!("{CLEARED}{text}")),
            false => stdout(&format!("{text}\n")),
        }
        let _ = io::stdout().flush();
    }

    /// Takes the running line away, so that something else can be said.
    pub fn clear_running(&self) {
        if !self.quiet && !self.json && io::stdout().is_terminal() {
            stdout(CLEARED);
        }
    }

    /// Tells some of a run's problems without their sums.
    pub fn tell_some<'d>(&self, problems: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) {
        let snippets = Snippets::new(sources);
        for problem in problems.into_iter().filter(|problem| self.wanted(problem)) {
            self.tell_one(problem, sources, &snippets);
        }
    }

    /// Tells all problems that the user wants to hear of, then how many there are.
    pub fn tell(&self, problems: &Diagnostics, sources: &Sources) {
        self.tell_some(problems.iter(), sources);
        if !self.json && !self.quiet {
            stderr(&self.totals(problems));
        }
    }

    /// Lists the addresses outside the site; they were asked for, so `-q` does not silence them.
    pub fn list_links(&self, outside: &[Outside], sources: &Sources) {
        match self.json {
            true => stdout(&links_json(outside, sources)),
            false => stdout(&links_text(outside, sources, self.lang)),
        }
    }

    /// Tells a problem that stands in no file of the project, such as a wrong path.
    pub fn tell_about(&self, name: &str, problem: impl Into<crate::diagnostic::Problem>) {
        let mut sources = Sources::default();
        let named = Source::new(name, name);
        let place = sources.add(named).whole();
        self.tell_one(&Diagnostic::new(place, problem), &sources, &Snippets::new(&sources));
    }

    fn tell_one(&self, problem: &Diagnostic, sources: &Sources, snippets: &Snippets) {
        if self.json {
            stdout(&json_line(problem, sources, self.lang));
            stdout("\n");
        } else {
            stderr(&render(problem, snippets, self.lang, self.palette));
            stderr("\n\n");
        }
    }

    fn wanted(&self, problem: &Diagnostic) -> bool {
        match problem.severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            // A program filters for itself.
            Severity::Note => self.verbose || self.json,
        }
    }

    fn totals(&self, problems: &Diagnostics) -> String {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        if errors + warnings + notes == 0 {
            return String::new();
        }
        let hidden =
            if notes > 0 && !self.verbose { self.lang.pick("（用 -v 查看）", " (-v shows them)") } else { "" };
        self.lang.pick(
            format!("错误 {errors} 个，提醒 {warnings} 个，说明 {notes} 个{hidden}。用 linghang explain 编号 查看详细说明。\n"),
            format!("errors: {errors}, warnings: {warnings}, notes: {notes}{hidden}. `linghang explain CODE` tells more.\n"),
        )
    }

    /// Where the project is; tells the user where there is none.
    pub fn root(&self) -> Result<PathBuf, Outcome> {
        let start = self.root.clone().unwrap_or_else(|| PathBuf::from("."));
        let found = match &self.root {
            // A root that was named is taken at its word.
            Some(root) => root.join("data/site.yaml").exists().then(|| root.clone()),
            None => jobs::find_root(&start),
        };
        found.ok_or_else(|| {
            let path = start.display().to_string();
            self.tell_about(&path, SchemaProblem::NoProject { path: path.clone() });
            Outcome::Failed
        })
    }

    /// The folder that the program itself lies in.
    pub fn beside_program(&self) -> Option<PathBuf> {
        Some(std::env::current_exe().ok()?.parent()?.to_owned())
    }

    /// Whether somebody sits before a window of the program's own.
    pub fn is_watched(&self) -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Leaves time to read where the window would close.
    pub fn linger(&self) {
        if self.is_watched() {
            self.say("按回车键关闭。", "press Enter to close.");
            let _ = io::stdin().read_line(&mut String::new());
        }
    }

    /// Whether a root was named.
    pub fn names_root(&self) -> bool {
        self.root.is_some()
    }

    /// Loads the project and tells its problems; the user mends errors before anything is made of it.
    pub fn load(&self, drafts: bool) -> Result<Loaded, Outcome> {
        self.load_on(drafts, None)
    }

    /// The same, as the project is on a day.
    pub fn load_on(&self, drafts: bool, today: Option<Date>) -> Result<Loaded, Outcome> {
        let loaded = jobs::load_on(&self.root()?, drafts, today);
        if loaded.problems.has_errors() {
            self.tell(&loaded.problems, &loaded.sources);
            return Err(Outcome::Errors);
        }
        Ok(loaded)
    }

    /// Looks a name up that the user gave on the command line.
    pub fn named<'t, T>(&self, name: &str, list: &'t [T], id: impl Fn(&T) -> &str) -> Result<&'t T, Outcome> {
        list.iter().find(|it| id(it) == name).ok_or_else(|| {
            let problem =
                FileProblem::UnknownName { name: name.to_owned(), nearest: nearest(name, list.iter().map(&id)) };
            self.tell_about(name, problem);
            Outcome::Failed
        })
    }

    /// Tells why nothing could be written.
    pub fn refused(&self, path: &Path, problem: PublishProblem) -> Outcome {
        self.tell_about(&path.display().to_string(), problem);
        Outcome::Failed
    }

    /// Whether a progress bar has somebody to look at it.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.json && io::stderr().is_terminal()
    }
}

/// Writes to standard output; a reader that has gone away is no fault of ours.
pub fn stdout(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Writes to standard error.
pub fn stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
