//! `explain`: the long explanation of a problem code.

use clap::ArgMatches;

use super::Outcome;
use super::console::{Console, stdout};
use crate::diagnostic::{FileProblem, entries, entry};
use crate::jobs;
use crate::suggest::nearest;

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let lang = console.lang;
    let Some(code) = matches.get_one::<String>("code") else {
        for entry in entries() {
            stdout(&format!("{}  {}  {}\n", entry.code, entry.severity.label(lang), entry.title(lang)));
        }
        return Outcome::Fine;
    };
    let Some(entry) = entry(code) else {
        let nearest = nearest(&code.to_uppercase(), entries().map(|entry| entry.code.0));
        console.tell_about(code, FileProblem::UnknownName { name: code.clone(), nearest });
        return Outcome::Failed;
    };
    let (severity, title, explanation) = (entry.severity.label(lang), entry.title(lang), entry.explanation(lang));
    stdout(&format!("{} {title} [{severity}]\n\n{explanation}\n", entry.code));
    if let Some(example) = jobs::example_of(entry.code, lang) {
        stdout(&format!("\n{}\n\n{example}\n", lang.pick("例如：", "For example:")));
    }
    Outcome::Fine
}
