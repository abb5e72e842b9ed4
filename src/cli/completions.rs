//! `completions`: a script by which a shell completes our commands.

use clap::ArgMatches;
use clap_complete::{Shell, generate};

use super::Outcome;
use super::console::{Console, stdout};

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let Some(shell) = matches.get_one::<Shell>("shell") else { return Outcome::Failed };
    let mut script = Vec::new();
    generate(*shell, &mut super::command::command(console.lang), "linghang", &mut script);
    stdout(&String::from_utf8_lossy(&script));
    Outcome::Fine
}
