//! `blank`: only the blank forms.

use std::path::PathBuf;

use clap::ArgMatches;

use super::Outcome;
use super::console::Console;
use crate::diagnostic::{Both, PublishProblem};
use crate::jobs;
use crate::publish::write_over;

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let mut loaded = match console.load(false) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let mut forms: Vec<String> = Vec::new();
    for name in matches.get_many::<String>("forms").into_iter().flatten() {
        match console.named(name, &loaded.project.forms, |form| form.id.as_str()) {
            Ok(form) => forms.push(form.id.clone()),
            Err(outcome) => return outcome,
        }
    }
    let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| PathBuf::from("blank"));
    let wanted: Vec<&str> = matches.get_many::<String>("format").into_iter().flatten().map(String::as_str).collect();
    let wanted = |format: &jobs::Format| wanted.is_empty() || wanted.contains(&format.id());
    let formats: Vec<jobs::Format> = jobs::Format::ALL.iter().copied().filter(wanted).collect();
    let (blanks, problems) = jobs::blanks(&mut loaded, &forms, &formats);
    if problems.has_errors() {
        console.tell(&problems, &loaded.sources);
        return Outcome::Errors;
    }
    for blank in blanks {
        let artifact = blank.artifact;
        if let Err(error) = write_over(&out, &artifact.path, &artifact.bytes) {
            let path = out.join(&artifact.path).display().to_string();
            return console.refused(&out, PublishProblem::CannotWrite { path, reason: Both::refusal(&error) });
        }
        let shown = out.join(&artifact.path);
        console.say(&format!("{}", shown.display()), &format!("{}", shown.display()));
    }
    Outcome::Fine
}
