//! A password, asked for on the terminal or read from a file; it is never an argument.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use ::console::Term;
use clap::ArgMatches;

use super::Outcome;
use super::console::{Console, stderr};
use crate::diagnostic::{FileProblem, PublishProblem};
use crate::formats::sealed::Password;
use crate::source::{ReadError, decode, read_file};

/// The password with which results are to be sealed.
pub fn ask(matches: &ArgMatches, console: &Console) -> Result<Password, Outcome> {
    let (named, text) = match matches.get_one::<PathBuf>("password-file") {
        Some(path) => (path.display().to_string(), first_line(path, console)?),
        None => ("--encrypt".to_owned(), typed_twice(console)?),
    };
    Password::new(text).map_err(|fault| {
        console.tell_about(&named, PublishProblem::UnfitPassword { fault });
        Outcome::Failed
    })
}

fn first_line(path: &Path, console: &Console) -> Result<String, Outcome> {
    // A password is short; whatever is longer is another file.
    const LIMIT: u64 = 4096;
    let failed = |problem: FileProblem| {
        console.tell_about(&path.display().to_string(), problem);
        Outcome::Failed
    };
    let bytes = read_file(path, LIMIT).map_err(|error| match error {
        ReadError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            failed(FileProblem::PathNotFound { path: path.display().to_string() })
        }
        error => failed(FileProblem::unread(&error, LIMIT)),
    })?;
    let text = decode(&bytes).map_err(|_| failed(FileProblem::NotText {}))?.text;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// Asks twice, and shows nothing of what is typed.
fn typed_twice(console: &Console) -> Result<String, Outcome> {
    let none = || {
        console.tell_about("--encrypt", PublishProblem::NoPassword {});
        Outcome::Failed
    };
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(none());
    }
    let ask = |words: &str| {
        stderr(words);
        Term::stderr().read_secure_line().map_err(|_| none())
    };
    let lang = console.lang;
    let first =
        ask(lang.pick("请输入密码（至少 8 个字符，不显示）：", "password (8 characters or more, not shown): "))?;
    // The end of input reads as an empty line; nobody is asked to repeat nothing.
    if first.is_empty() {
        return Err(none());
    }
    let second = ask(lang.pick("请再输入一遍：", "once more: "))?;
    if first != second {
        stderr(lang.pick("两次输入的不一样。\n\n", "the two are not the same\n\n"));
        return Err(none());
    }
    Ok(first)
}
