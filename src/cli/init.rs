//! `init`: a new project, the same as the example.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::Outcome;
use super::console::Console;
use crate::diagnostic::{Both, PublishProblem};
use crate::jobs;

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let dir = matches.get_one::<PathBuf>("dir").cloned().unwrap_or_default();
    match write(&dir, console) {
        Ok(()) => {
            let shown = dir.display();
            console.say(
                &format!("接下来：修改 {shown}/content 和 {shown}/data 里的文件，再运行 linghang --root {shown} build"),
                &format!(
                    "next: edit the files in {shown}/content and {shown}/data, then run linghang --root {shown} build"
                ),
            );
            Outcome::Fine
        }
        Err(outcome) => outcome,
    }
}

/// Writes the example project; what exists already stays as it is.
pub fn write(dir: &Path, console: &Console) -> Result<(), Outcome> {
    match jobs::write_example(dir) {
        Ok(written) => {
            let shown = dir.display();
            console.say(
                &format!("示例项目在 {shown}（新写 {written} 个文件，已有的没有改动）"),
                &format!("the example project is in {shown} ({written} files written, existing ones untouched)"),
            );
            Ok(())
        }
        Err(error) => {
            let problem =
                PublishProblem::CannotWrite { path: dir.display().to_string(), reason: Both::refusal(&error) };
            Err(console.refused(dir, problem))
        }
    }
}
