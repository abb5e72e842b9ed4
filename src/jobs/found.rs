//! Which files were received: all that stand under the named paths, each under a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::names::Names;
use crate::diagnostic::{Both, Diagnostics, FileProblem};
use crate::intake;
use crate::publish::Output;
use crate::source::{Found, Source, Sources, resolved, walk};

/// What lies under the named paths.
pub(super) struct Listing {
    pub files: Vec<Found>,
    /// The names of the decisions among them.
    pub decisions: BTreeSet<String>,
    /// The first named path that could not be looked into: what lies there may be all that came.
    pub unseen: Option<String>,
}

/// Lists all files under the named paths but those to be left aside; several paths put their last component before the names.
/// Output folders are passed over, and told unless they are the run's own.
pub(super) fn find(
    paths: &[PathBuf],
    aside: &[PathBuf],
    own: &[&Path],
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Listing {
    let own: BTreeSet<PathBuf> = own.iter().map(|path| resolved(path)).collect();
    let mut unseen = None;
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut decisions: BTreeSet<String> = BTreeSet::new();
    let mut seen: BTreeSet<PathBuf> = aside.iter().map(|path| resolved(path)).collect();
    let (mut folders, mut names) = (Names::default(), Names::default());
    for path in paths {
        // A sender's folder may hold a file of the marker's name.
        let ours = |folder: &Path| Output::of(folder).is_some();
        let walked = walk(path, &ours);
        let shown = path.display().to_string();
        let named = |sources: &mut Sources, name: &str| {
            let source = Source { personal: true, ..Source::new(name, path) };
            sources.add(source).whole()
        };
        if walked.files.is_empty() && walked.failed.is_empty() {
            let place = named(sources, &shown);
            out.add(place, FileProblem::EmptyFolder { path: shown.clone() });
        }
        for (found, reason) in walked.failed {
            if found.path == *path {
                unseen.get_or_insert(shown.clone());
            }
            let place = named(sources, &found.name);
            out.add(place, FileProblem::Unreadable { reason: Both::refusal(&reason) });
        }
        for found in walked.passed.iter().filter(|found| !own.contains(&resolved(&found.path))) {
            let place = named(sources, &found.name);
            out.add(place, FileProblem::OutputPassedOver {});
        }
        // Links below the path are not followed: once the path itself is resolved, all below it are.
        let real = resolved(path);
        let last = real.file_name().map(|it| it.to_string_lossy().into_owned());
        // Two folders of one name, and two files: every file still gets a name of its own.
        let folder = last.filter(|_| paths.len() > 1 && path.is_dir()).map(|last| folders.folder(&last));
        for found in walked.files {
            let below = found.path.strip_prefix(path).ok().filter(|below| !below.as_os_str().is_empty());
            if !seen.insert(below.map_or_else(|| real.clone(), |below| real.join(below))) {
                continue;
            }
            let name = match &folder {
                Some(folder) => format!("{folder}/{}", found.name),
                None => found.name.clone(),
            };
            let name = names.file(&name);
            // What lies deeper came with the forms, and is not the office's own.
            if !found.link && !found.name.contains('/') && intake::is_decisions(&found.name) {
                decisions.insert(name.clone());
            }
            all.insert(name.clone(), Found { name, ..found });
        }
    }
    Listing { files: all.into_values().collect(), decisions, unseen }
}
