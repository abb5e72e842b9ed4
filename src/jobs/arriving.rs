//! What arrived: every file listed, opened and read, before anything is judged.

use std::collections::BTreeSet;

use super::found::find;
use super::intakes::Intakes;
use super::known::KnownLists;
use super::receive::receive;
use super::returns::Compiling;
use crate::diagnostic::Diagnostics;
use crate::model::{Project, Received};
use crate::source::Sources;

/// Received files as they were read.
#[derive(Clone)]
pub struct Arrived {
    /// Authored files first, then the received ones.
    pub sources: Sources,
    pub received: Vec<Received>,
    /// The names of decisions files among them.
    pub decisions: BTreeSet<String>,
    /// What reading them told.
    pub problems: Diagnostics,
}

/// Reads all files under the named paths but the lists of known people. `sources` are the project's files.
pub fn arrive(
    project: &Project,
    mut sources: Sources,
    known: &mut KnownLists,
    job: &Compiling,
    intakes: &mut Intakes,
) -> Arrived {
    let mut problems = std::mem::take(&mut known.problems);
    if let Some(previous) = job.previous {
        previous.tell(&mut sources, &mut problems);
    }
    let (found, decisions) = find(job.paths, &known.paths, &mut sources, &mut problems);
    let received = receive(project, found, &decisions, &mut sources, &mut problems, intakes, job.progress);
    Arrived { sources, received, decisions, problems }
}
