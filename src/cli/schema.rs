//! `schema`: the JSON Schema of a form's returned file, of a notice's front matter, of a decisions file, or of a table for another
//! system.

use clap::ArgMatches;

use super::Outcome;
use super::console::{Console, stdout};
use crate::jobs;

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let loaded = match console.load(false) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let name = matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    let is_form = loaded.project.forms.iter().any(|form| form.id == name);
    if name == jobs::NOTICE_SCHEMA && !is_form {
        stdout(&jobs::notice_schema(&loaded.project));
        return Outcome::Fine;
    }
    if name == jobs::EXPORT_SCHEMA && !is_form {
        stdout(&jobs::export_schema(&loaded.project));
    } else if name == jobs::DECISIONS_SCHEMA && !is_form {
        stdout(&jobs::decisions_schema(&loaded.project));
        return Outcome::Fine;
    }
    match console.named(name, &loaded.project.forms, |form| form.id.as_str()) {
        Ok(form) => {
            stdout(&jobs::schema(form));
            Outcome::Fine
        }
        Err(outcome) => outcome,
    }
}
