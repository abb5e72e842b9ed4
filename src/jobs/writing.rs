//! Writing results and sites: the whole folder or nothing of it, the same from the command line and from the desk.

use std::path::Path;

use super::copies::Copied;
use super::deliver::deliver;
use super::outputs::output_problem;
use super::project::Loaded;
use super::returns::Compiled;
use super::sealing::Sealing;
use super::site::{Building, build};
use crate::diagnostic::{Both, Diagnostics, PublishProblem};
use crate::export::{ExportError, Look};
use crate::formats::sealed::Password;
use crate::publish::{Output, Stage};

/// Where the results go.
#[derive(Clone, Copy)]
pub struct Target<'t> {
    pub folder: &'t Path,
    /// With which they are sealed.
    pub password: Option<&'t Password>,
}

/// Why nothing was written; the former output is untouched.
#[derive(Debug)]
pub enum Unwritten {
    /// The folder cannot be written, or must not be.
    Refused(PublishProblem),
    /// The program could not make an output.
    Failed(ExportError),
}

/// Writes the results as they are made, and puts them in the place of the former ones all at once.
pub fn write_results(compiled: &Compiled, look: Look, target: Target) -> Result<Vec<Copied>, Unwritten> {
    if let Some(unseen) = &compiled.unseen {
        let path = target.folder.display().to_string();
        let reason = [
            format!("「{unseen}」读不出来，结果会缺人"),
            format!("`{unseen}` cannot be looked into, and people would be missing"),
        ];
        return Err(Unwritten::Refused(PublishProblem::CannotWrite { path, reason: Both(reason) }));
    }
    let stage = Stage::open(target.folder, Output::Summaries).map_err(Unwritten::Refused)?;
    let copied = match target.password {
        Some(password) => seal(compiled, look, &stage, password),
        None => deliver(compiled, look, &mut &stage),
    };
    let copied = copied.map_err(Unwritten::Failed)?;
    stage.finish().map_err(Unwritten::Refused)?;
    Ok(copied)
}

/// The same behind a password. What goes wrong is told when the stage is finished.
fn seal(compiled: &Compiled, look: Look, stage: &Stage, password: &Password) -> Result<Vec<Copied>, ExportError> {
    let mut sealing = match Sealing::new(stage, password) {
        Ok(sealing) => sealing,
        Err(error) => {
            stage.fail(error);
            return Ok(Vec::new());
        }
    };
    let copied = deliver(compiled, look, &mut sealing);
    sealing.finish().unwrap_or_else(|error| stage.fail(error));
    copied
}

/// What came of publishing a site.
pub struct Published {
    /// Of loading and building, sorted.
    pub problems: Diagnostics,
    /// How many files there are and how many bytes they have; none where errors kept the site from being published.
    pub size: Option<(usize, usize)>,
}

/// Builds a loaded project's site and puts it in the place of the former one, unless it has errors.
pub fn publish_site(loaded: &mut Loaded, job: &Building, out: &Path) -> Result<Published, PublishProblem> {
    if let Some(problem) = output_problem(&loaded.root, out, Output::Site) {
        return Err(problem);
    }
    let stage = Stage::open(out, Output::Site)?;
    let problems = build(loaded, job, &|artifact| stage.put(&artifact));
    if problems.has_errors() {
        return Ok(Published { problems, size: None });
    }
    let size = stage.size();
    stage.finish()?;
    Ok(Published { problems, size: Some(size) })
}
