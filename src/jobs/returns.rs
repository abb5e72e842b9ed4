//! Compiling returned files: intake, check, summary and export in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::photos::{Photos, set_photos_aside};
use super::project::Loaded;
use super::receive::receive;
use crate::check;
use crate::diagnostic::{Both, Diagnostic, Diagnostics, FileProblem};
use crate::export;
use crate::lang::Lang;
use crate::model::{Artifact, Counts, FileFate, Form, LedgerLine, Programme, Project, Received, Record, Summary};
use crate::source::{Found, Limits, Source, SourceId, Sources, resolved, walk};
use crate::summary;

/// What is to be compiled, and how.
pub struct Compiling<'a> {
    /// Files and folders that a person named.
    pub paths: &'a [PathBuf],
    /// Only this programme's summary is wanted.
    pub programme: Option<&'a str>,
    pub lang: Lang,
    /// Told after each file: how many are done, and of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What came of it.
pub struct Compiled {
    /// Authored files first, then the received ones.
    pub sources: Sources,
    pub summaries: Vec<Summary>,
    pub ledger: Vec<LedgerLine>,
    /// All problems, sorted.
    pub problems: Diagnostics,
    /// The files to be written below the output folder.
    pub artifacts: Vec<Artifact>,
}

/// Compiles returned files. The project has to be free of errors.
pub fn compile(loaded: Loaded, job: &Compiling) -> Result<Compiled, export::ExportError> {
    let Loaded { project, mut sources, .. } = loaded;
    let mut problems = Diagnostics::default();
    let found = find(job.paths, &mut sources, &mut problems);
    let mut received = receive(&project, found, &mut sources, &mut problems, job.progress);
    set_photos_aside(&project, &mut received, &sources, &mut problems);

    let programmes = project.programmes.iter().filter(|it| job.programme.is_none_or(|id| it.id == id));
    let mut judged = Vec::new();
    for programme in programmes {
        let mut result = judge(&project, programme, &received, &sources);
        problems.extend(std::mem::take(&mut result.problems));
        judged.push((programme, result));
    }
    let problems = limited(problems.sorted());

    let records: Vec<&Record> = judged.iter().flat_map(|(_, judged)| &judged.records).collect();
    let ledger = summary::ledger(&project, &received, &records, &problems, &sources);
    let only = (project.programmes.len() == 1).then(|| project.programmes[0].id.as_str());
    let homeless = job.programme.or(only);
    let mut artifacts = vec![export::ledger(&ledger, &sources, job.lang)];
    let mut summaries = Vec::new();
    for (programme, judged) in judged {
        let belongs = |line: &LedgerLine| match line.programmes.as_slice() {
            [] => homeless == Some(programme.id.as_str()),
            own => own.contains(&programme.id),
        };
        // A file may hold forms of several programmes: here only what is of this one counts.
        let records: Vec<&Record> = judged.records.iter().collect();
        let lines = summary::ledger(&project, &received, &records, &problems, &sources);
        let lines: Vec<LedgerLine> = lines.into_iter().filter(belongs).collect();
        let files: BTreeSet<SourceId> = lines.iter().map(|line| line.source).collect();
        let mut own = Diagnostics::default();
        own.extend(problems.iter().filter(|problem| files.contains(&problem.place.source)).cloned());
        if lines.is_empty() && job.programme.is_none() && project.programmes.len() > 1 {
            continue;
        }
        let summary = summary::sum_up(&project, programme, judged, lines, own);
        let forms: Vec<&Form> = programme.forms.iter().filter_map(|id| project.form(&id.value)).collect();
        let roster = export::Roster {
            summary: &summary,
            project: &project,
            programme,
            forms,
            sources: &sources,
            lang: job.lang,
        };
        artifacts.extend(export::programme_artifacts(&roster)?);
        summaries.push(summary);
    }
    Ok(Compiled { sources, summaries, ledger, problems, artifacts })
}

/// Lists all files under the named paths; several paths put their last component before the names.
fn find(paths: &[PathBuf], sources: &mut Sources, out: &mut Diagnostics) -> Vec<Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for path in paths {
        let ours = |folder: &Path| folder.join(".linghang").exists();
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
            let place = named(sources, &found.name);
            out.add(place, FileProblem::Unreadable { reason: Both::refusal(&reason) });
        }
        // Links below the path are not followed: once the path itself is resolved, all below it are.
        let real = resolved(path);
        let last = real.file_name().map(|it| it.to_string_lossy().into_owned());
        // Two folders of one name, and two files: every file still gets a name of its own.
        let folder = last.filter(|_| paths.len() > 1 && path.is_dir()).map(|last| {
            let name = numbered(&last, "", |name| folders.contains(name));
            folders.insert(name.clone());
            name
        });
        for found in walked.files {
            let below = found.path.strip_prefix(path).ok().filter(|below| !below.as_os_str().is_empty());
            if !seen.insert(below.map_or_else(|| real.clone(), |below| real.join(below))) {
                continue;
            }
            let name = match &folder {
                Some(folder) => format!("{folder}/{}", found.name),
                None => found.name.clone(),
            };
            let (stem, extension) = name.split_at(name.rfind('.').unwrap_or(name.len()));
            let name = numbered(stem, extension, |name| all.contains_key(name));
            all.insert(name.clone(), Found { name, ..found });
        }
    }
    all.into_values().collect()
}

/// The first name that is not taken: as it is, then with a number before its extension, by which its kind is known.
pub(super) fn numbered(stem: &str, extension: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = format!("{stem}{extension}");
    let mut copy = 2;
    while taken(&name) {
        name = format!("{stem} ({copy}){extension}");
        copy += 1;
    }
    name
}

fn judge(project: &Project, programme: &Programme, received: &[Received], sources: &Sources) -> crate::model::Judged {
    let photos = Photos::new(sources);
    let photo = |form: SourceId, name: &str| photos.look(form, name);
    let own = |form: &str| programme.forms.iter().any(|id| id.value == form);
    let submissions = received.iter().flat_map(|file| &file.submissions).map(AsRef::as_ref);
    let submissions = submissions.filter(|submission| own(&submission.form)).collect();
    check::judge(&check::Batch { project, programme, submissions, photo: &photo })
}

/// Keeps so many problems of every file, errors before all others; how many more there are is told.
fn limited(problems: Diagnostics) -> Diagnostics {
    let limit = Limits::DEFAULT.problems;
    let mut files: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        files.entry(problem.place.source).or_default().push(problem);
    }
    let mut kept = Diagnostics::default();
    for (source, mut problems) in files {
        if problems.len() > limit {
            problems.sort_by_key(|problem| problem.severity);
            let left_out = problems.split_off(limit);
            let gravest = left_out.iter().map(|problem| problem.severity).min();
            let more = Diagnostic::new(source.whole(), FileProblem::MoreProblems { count: left_out.len() });
            // Warnings stay warnings, however many there are.
            kept.push(gravest.into_iter().fold(more, Diagnostic::weighing));
        }
        kept.extend(problems);
    }
    kept.sorted()
}

impl Compiled {
    /// Sums over all programmes and all files.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { files: self.ledger.len(), ..Counts::default() };
        for line in &self.ledger {
            match line.fate {
                FileFate::Read => counts.read += 1,
                FileFate::Unreadable => counts.unreadable += 1,
                FileFate::Ignored(_) | FileFate::Expanded { .. } => counts.ignored += 1,
            }
            let [accepted, rejected, held, superseded] = line.statuses;
            counts.records += line.records;
            counts.accepted += accepted;
            counts.rejected += rejected;
            counts.held += held;
            counts.superseded += superseded;
        }
        counts
    }
}
