//! The commands: arguments to jobs, and what came of them to words and an exit status. One file a command.

mod blank;
mod build;
mod command;
mod compile;
mod completions;
mod console;
mod demo;
mod desk;
mod explain;
mod init;
mod known;
mod password;
mod purge;
mod schema;
mod serve;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::lang::Lang;
use console::Console;

/// What the program tells its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 0: all is well.
    Fine,
    /// 1: errors in the user's files.
    Errors,
    /// 2: wrong usage, or the program itself failed.
    Failed,
}

/// Runs the program with its arguments, the program's own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    let matches = match command::command(lang).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => return exit(usage::tell(&error, lang)),
    };
    let console = Console::new(&matches, lang);
    exit(dispatch(&matches, &console))
}

fn dispatch(matches: &ArgMatches, console: &Console) -> Outcome {
    match matches.subcommand() {
        Some(("demo", matches)) => demo::run(matches, console),
        Some(("init", matches)) => init::run(matches, console),
        Some(("build", matches)) => build::run(matches, console),
        Some(("check", matches)) => build::check(matches, console),
        Some(("serve", matches)) => serve::run(matches, console),
        Some(("blank", matches)) => blank::run(matches, console),
        Some(("compile", matches)) => compile::run(matches, console),
        Some(("desk", matches)) => desk::run(matches, console),
        Some(("known", matches)) => known::run(matches, console),
        Some(("purge", matches)) => purge::run(matches, console),
        Some(("explain", matches)) => explain::run(matches, console),
        Some(("schema", matches)) => schema::run(matches, console),
        Some(("completions", matches)) => completions::run(matches, console),
        // Files dragged onto the program, by a person or by another program.
        _ => {
            let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
            match !paths.is_empty() && console.is_watched() && paths.iter().all(|path| path.exists()) {
                true => desk::dropped(&paths, console),
                false => compile::dropped(paths, matches, console),
            }
        }
    }
}

fn exit(outcome: Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Outcome::Fine => 0,
        Outcome::Errors => 1,
        Outcome::Failed => 2,
    })
}

/// The language has to be known before the arguments are understood, so that their errors are in it too.
fn language(args: &[OsString]) -> Lang {
    let given = args.iter().enumerate().find_map(|(at, arg)| {
        let arg = arg.to_str()?;
        match arg.strip_prefix("--lang=") {
            Some(value) => Some(value.to_owned()),
            None if arg == "--lang" => args.get(at + 1)?.to_str().map(str::to_owned),
            None => None,
        }
    });
    let from_environment = || {
        let values: Vec<String> =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok()).collect();
        Lang::from_locale(values.iter().map(String::as_str))
    };
    given.map_or_else(from_environment, |value| Lang::from_locale([value.as_str()]))
}
