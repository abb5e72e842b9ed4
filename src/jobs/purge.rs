//! What is to be deleted once a programme's data need not be kept any more: found out first, deleted after a word.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::project::Loaded;
use super::returns::{Compiling, compile};
use crate::diagnostic::{Both, FileProblem, Problem, PublishProblem};
use crate::lang::Lang;
use crate::model::Programme;
use crate::publish::{Doomed, Output, delete, remove_outputs};
use crate::source::{is_link, resolved, walk};

/// What a person asked to have deleted.
pub struct Purging<'a> {
    /// Files and folders with what was returned.
    pub paths: &'a [PathBuf],
    /// The folder of the results.
    pub out: &'a Path,
    /// The ids of the programmes whose time has come.
    pub programmes: &'a BTreeSet<String>,
    /// Also what belongs to no programme.
    pub all: bool,
    pub lang: Lang,
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What would go, and what would stay.
#[derive(Debug, Default)]
pub struct Plan {
    /// By the path that the user named.
    returned: BTreeMap<PathBuf, Vec<Doomed>>,
    outputs: Vec<Doomed>,
    /// Returned files of programmes that are to be kept.
    pub others: usize,
    /// Returned files that belong to no programme, by name.
    pub unassigned: Vec<String>,
}

/// Files and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub files: usize,
    pub bytes: u64,
}

/// What was deleted.
#[derive(Debug, Default)]
pub struct Purged {
    pub returned: Amount,
    pub outputs: Amount,
    /// What is still there, and why.
    pub failed: Vec<(PathBuf, Both)>,
}

/// Whether a programme's data may be deleted on a day.
pub fn is_due(programme: &Programme, today: Date) -> Result<Date, PublishProblem> {
    let title = programme.title.clone();
    match programme.retention {
        None => Err(PublishProblem::NoRetention { title, id: programme.id.clone() }),
        Some(day) if today <= day => {
            Err(PublishProblem::RetentionRuns { title, until: day.to_string(), today: today.to_string() })
        }
        Some(day) => Ok(day),
    }
}

/// Why nothing below a path may be deleted; none where it may. Results of ours may lie there only where they are `expected`.
pub fn purge_problem(root: &Path, path: &Path, expected: Option<Output>) -> Option<PublishProblem> {
    let target = resolved(path);
    let sources = ["content", "data", "templates"].map(|folder| resolved(&root.join(folder)));
    let overlaps = sources.iter().any(|folder| folder.starts_with(&target) || target.starts_with(folder));
    let reason = match () {
        () if is_link(path) => ["它是一个链接，请写出真正的位置", "it is a link; name the place itself"],
        () if overlaps => ["里面有项目的来源文件", "it holds sources of the project"],
        () if Output::of(path).is_some_and(|held| Some(held) != expected) => {
            ["里面是网站，或是要用 --out 指定的汇总结果", "it holds a site, or results, which --out names"]
        }
        () => return None,
    };
    Some(PublishProblem::NotPurged { path: path.display().to_string(), reason: Both(reason.map(str::to_owned)) })
}

/// Reads all that was returned, as `compile` does, and tells what belongs to the programmes.
pub fn plan(loaded: Loaded, job: &Purging) -> Result<Plan, Problem> {
    let Purging { paths, lang, progress, .. } = *job;
    let known: BTreeSet<String> = loaded.project.programmes.iter().map(|it| it.id.clone()).collect();
    let kept: BTreeSet<&String> = known.iter().filter(|id| !job.programmes.contains(*id)).collect();
    let compiling = Compiling { own: vec![job.out], lang, progress, ..Compiling::of(paths) };
    let compiled = compile(loaded, &compiling)
        .map_err(|error| Problem::from(FileProblem::ProgramFault { detail: error.to_string() }))?;

    // An archive and all that came in it are one file.
    let mut owners: BTreeMap<&Path, (&str, BTreeSet<&String>)> = BTreeMap::new();
    for line in &compiled.ledger {
        let source = compiled.sources.get(line.source);
        let entry = owners.entry(&source.path).or_insert_with(|| (&source.name, BTreeSet::new()));
        entry.1.extend(line.programmes.iter());
    }
    let mut plan = Plan { outputs: outputs(job.out, &kept), ..Plan::default() };
    for (path, (name, programmes)) in owners {
        if programmes.iter().any(|id| !job.programmes.contains(*id)) {
            plan.others += 1;
        } else if programmes.is_empty() && !job.all {
            plan.unassigned.push(name.to_owned());
        } else if let Some(named) = paths.iter().find(|named| path.starts_with(named)) {
            plan.returned.entry(named.clone()).or_default().push(Doomed::new(path.to_owned()));
        }
    }
    Ok(plan)
}

/// The results to be deleted: all but folders of programmes that are kept. What stands beside these folders, such as the
/// ledger, is about all programmes and goes; `compile` makes it again.
fn outputs(out: &Path, kept: &BTreeSet<&String>) -> Vec<Doomed> {
    let stays = |name: &str| {
        let first = name.split_once('/').map(|(folder, _)| folder);
        name.starts_with('.') || first.is_some_and(|folder| kept.iter().any(|id| *id == folder))
    };
    let files = if Output::of(out) == Some(Output::Summaries) { walk(out, &|_| false).files } else { Vec::new() };
    files.into_iter().filter(|found| !stays(&found.name)).map(|found| Doomed::new(found.path)).collect()
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.outputs.is_empty() && self.returned.is_empty()
    }

    pub fn returned(&self) -> Amount {
        Amount::of(self.returned.values().flatten())
    }

    pub fn outputs(&self) -> Amount {
        Amount::of(&self.outputs)
    }

    /// Deletes what the plan names: results first, because they can be made again.
    pub fn carry_out(&self, out: &Path) -> Purged {
        let mut purged = Purged::default();
        let outputs = delete(&self.outputs, out);
        purged.outputs = Amount { files: outputs.files, bytes: outputs.bytes };
        purged.failed.extend(outputs.failed);
        if let Err(reason) = remove_outputs(out) {
            purged.failed.push((out.to_owned(), Both::refusal(&reason)));
        }
        for (root, files) in &self.returned {
            let returned = delete(files, root);
            purged.returned.files += returned.files;
            purged.returned.bytes += returned.bytes;
            purged.failed.extend(returned.failed);
        }
        purged
    }
}

impl Amount {
    fn of<'d>(files: impl IntoIterator<Item = &'d Doomed>) -> Amount {
        files
            .into_iter()
            .fold(Amount::default(), |sum, file| Amount { files: sum.files + 1, bytes: sum.bytes + file.bytes })
    }
}
