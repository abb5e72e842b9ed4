//! `known`: lists of people who are known already, made into keyed codes that hold nobody's data.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::Outcome;
use super::console::Console;
use crate::diagnostic::{Both, Diagnostics, FileProblem, PublishProblem};
use crate::jobs::{self, KnownLists, Loaded};
use crate::publish::{write_over, write_secret};
use crate::source::{Key, ReadError, Sources};

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    let (key_file, out) = (path("key-file"), path("out"));
    if let Err(outcome) = all_exist(&paths, console) {
        return outcome;
    }
    let (key, made) = match key(&key_file, console) {
        Ok(key) => key,
        Err(outcome) => return outcome,
    };
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let keyed = jobs::keyed(&paths, &key, &mut sources, &mut problems);
    console.tell(&problems.sorted(), &sources);
    let Some(keyed) = keyed else { return Outcome::Errors };
    // The key first: codes without their key are of no use to anybody.
    if made && let Err(error) = write_secret(&key_file, key.to_file().as_bytes()) {
        return refused(&key_file, &error, console);
    }
    if let Err(error) = write_over(Path::new(""), &out.to_string_lossy(), keyed.file.as_bytes()) {
        return refused(&out, &error, console);
    }
    let (people, out, key_file) = (keyed.people, out.display(), key_file.display());
    console.say(&format!("{out}：{people} 人，只有代码，不含个人信息"), &format!("{out}: {people} people, codes only"));
    if made {
        console.say(
            &format!("{key_file}：新的密钥。请与名单分开保管；汇总时用 --known {out} --key-file {key_file}"),
            &format!(
                "{key_file}: a new key. Keep it apart from the list; compile with --known {out} --key-file {key_file}"
            ),
        );
    }
    Outcome::Fine
}

/// Reads the lists that `compile` compares with into the loaded project.
pub fn load(loaded: &mut Loaded, paths: &[PathBuf], key_file: Option<&Path>, console: &Console) -> Result<(), Outcome> {
    all_exist(paths, console)?;
    let known: KnownLists = jobs::known_lists(paths, key_file, &mut loaded.sources);
    if known.problems.has_errors() {
        console.tell(&known.problems.sorted(), &loaded.sources);
        return Err(Outcome::Errors);
    }
    loaded.known = known;
    Ok(())
}

fn all_exist(paths: &[PathBuf], console: &Console) -> Result<(), Outcome> {
    match paths.iter().find(|path| !path.exists()) {
        None => Ok(()),
        Some(path) => {
            let path = path.display().to_string();
            console.tell_about(&path, FileProblem::PathNotFound { path: path.clone() });
            Err(Outcome::Failed)
        }
    }
}

/// The key of a file, or a new one where there is no such file yet.
fn key(path: &Path, console: &Console) -> Result<(Key, bool), Outcome> {
    let shown = path.display().to_string();
    match jobs::stored_key(path) {
        Ok(Some(key)) => Ok((key, false)),
        Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => match Key::fresh() {
            Ok(key) => Ok((key, true)),
            Err(error) => {
                console.tell_about(&shown, FileProblem::ProgramFault { detail: error.to_string() });
                Err(Outcome::Failed)
            }
        },
        read => {
            console.tell_about(&shown, jobs::unusable(read.as_ref().err()));
            Err(Outcome::Errors)
        }
    }
}

fn refused(path: &Path, error: &std::io::Error, console: &Console) -> Outcome {
    let shown = path.display().to_string();
    console.refused(path, PublishProblem::CannotWrite { path: shown, reason: Both::refusal(error) })
}
