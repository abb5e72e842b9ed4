//! Compiling returned files: intake, check, summary and export in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::project::Loaded;
use crate::check;
use crate::diagnostic::{Both, Diagnostic, Diagnostics, FileProblem};
use crate::export;
use crate::intake;
use crate::lang::Lang;
use crate::model::{
    Artifact, Counts, FileFate, Form, Kind, LedgerLine, Programme, Project, Raw, Received, Record, Summary,
};
use crate::source::{Fingerprint, Found, Limits, PictureFile, Source, SourceId, Sources, picture, read_file, walk};
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
    let homeless = (project.programmes.len() == 1).then(|| project.programmes[0].id.as_str());
    let mut artifacts = vec![export::ledger(&ledger, &sources, job.lang)];
    let mut summaries = Vec::new();
    for (programme, judged) in judged {
        let belongs = |line: &&LedgerLine| line.programme.as_deref().or(homeless) == Some(programme.id.as_str());
        let lines: Vec<LedgerLine> = ledger.iter().filter(belongs).cloned().collect();
        let files: BTreeSet<SourceId> = lines.iter().map(|line| line.source).collect();
        let mut own = Diagnostics::default();
        own.extend(problems.iter().filter(|problem| files.contains(&problem.place.source)).cloned());
        if lines.is_empty() && job.programme.is_none() && project.programmes.len() > 1 {
            continue;
        }
        let summary = summary::sum_up(&project, programme, judged, lines, own);
        let forms: Vec<&Form> = programme.forms.iter().filter_map(|id| project.form(&id.value)).collect();
        let roster = export::Roster { summary: &summary, programme, forms, sources: &sources, lang: job.lang };
        artifacts.extend(export::programme_artifacts(&roster)?);
        summaries.push(summary);
    }
    Ok(Compiled { sources, summaries, ledger, problems, artifacts })
}

/// Lists all files under the named paths; several paths put their last component before the names.
fn find(paths: &[PathBuf], sources: &mut Sources, out: &mut Diagnostics) -> Vec<Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let ours = |folder: &Path| folder.join(".linghang").exists();
        let walked = walk(path, &ours);
        let shown = path.display().to_string();
        let named = |sources: &mut Sources, name: &str| {
            let source =
                Source { name: name.to_owned(), path: path.clone(), fingerprint: None, text: None, personal: true };
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
        let last = std::path::absolute(path)
            .ok()
            .and_then(|path| path.file_name().map(|it| it.to_string_lossy().into_owned()));
        for mut found in walked.files {
            if !seen.insert(std::path::absolute(&found.path).unwrap_or_else(|_| found.path.clone())) {
                continue;
            }
            if let (true, Some(last), true) = (paths.len() > 1, &last, path.is_dir()) {
                found.name = format!("{last}/{}", found.name);
            }
            // Two folders of one name: every file still gets a name of its own.
            let mut name = found.name.clone();
            let mut copy = 2;
            while all.contains_key(&name) {
                name = format!("{} ({copy})", found.name);
                copy += 1;
            }
            all.insert(name.clone(), Found { name, ..found });
        }
    }
    all.into_values().collect()
}

/// Reads all files, in parallel; the order of the results is that of the names.
fn receive(
    project: &Project,
    found: Vec<Found>,
    sources: &mut Sources,
    out: &mut Diagnostics,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Received> {
    let forms = intake::Forms::new(&project.forms);
    let first = sources.next_id().0;
    let done = std::sync::atomic::AtomicUsize::new(0);
    let total = found.len();
    let read: Vec<(Option<Fingerprint>, intake::Intake)> = found
        .par_iter()
        .enumerate()
        .map(|(index, file)| {
            let source = SourceId(first + index as u32);
            let result = receive_one(source, file, &forms);
            progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
            result
        })
        .collect();
    let mut received = Vec::with_capacity(total);
    for (file, (fingerprint, intake)) in found.into_iter().zip(read) {
        sources.add(Source { name: file.name, path: file.path, fingerprint, text: None, personal: true });
        out.extend(intake.problems);
        received.push(intake.received);
    }
    received
}

fn receive_one(source: SourceId, file: &Found, forms: &intake::Forms) -> (Option<Fingerprint>, intake::Intake) {
    let limits = Limits::DEFAULT;
    if file.link {
        let fate = FileFate::Ignored(["符号链接，没有跟随", "a symbolic link, not followed"]);
        let received = Received { source, fate, submission: None };
        return (None, intake::Intake { received, problems: Diagnostics::default() });
    }
    let bytes = read_file(&file.path, limits.file_bytes);
    let fingerprint = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
    // A fault of the program on one file must not cost the others.
    let read = || intake::receive(source, &file.name, bytes.as_deref(), forms, &limits);
    let intake = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let detail = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
        let detail = detail.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let mut problems = Diagnostics::default();
        problems.add(source.whole(), FileProblem::ProgramFault { detail });
        intake::Intake { received: Received { source, fate: FileFate::Unreadable, submission: None }, problems }
    });
    (fingerprint, intake)
}

/// Pictures that a form names are no forms that failed: they are set aside, and what was told of them is taken back.
fn set_photos_aside(project: &Project, received: &mut [Received], sources: &Sources, out: &mut Diagnostics) {
    let mut photos: BTreeSet<String> = BTreeSet::new();
    for file in received.iter() {
        let Some(submission) = &file.submission else { continue };
        let Some(form) = project.form(&submission.form) else { continue };
        let entries = submission.records.iter().flat_map(|record| &record.entries);
        for entry in entries {
            let photo = form.all_fields().any(|field| field.kind == Kind::Photo && field.answers_to(&entry.label));
            if let (true, Raw::Text { text, .. }) = (photo, &entry.raw) {
                photos.insert(beside(&sources.get(file.source).name, text.trim()));
            }
        }
    }
    let mut aside: BTreeSet<SourceId> = BTreeSet::new();
    for file in received.iter_mut() {
        if file.submission.is_none() && photos.contains(&sources.get(file.source).name) {
            file.fate = FileFate::Ignored(["表格所附的照片", "a photo that a form names"]);
            aside.insert(file.source);
        }
    }
    let kept: Vec<Diagnostic> =
        std::mem::take(out).into_iter().filter(|problem| !aside.contains(&problem.place.source)).collect();
    out.extend(kept);
}

/// The name of a file that stands beside another.
fn beside(name: &str, other: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{other}"),
        None => other.to_owned(),
    }
}

fn judge(project: &Project, programme: &Programme, received: &[Received], sources: &Sources) -> crate::model::Judged {
    let photo = |source: SourceId, name: &str| {
        let folder = sources.get(source).path.parent().map(Path::to_owned).unwrap_or_default();
        match picture(&folder.join(name)) {
            PictureFile::Picture => check::Photo::Picture,
            PictureFile::NotAPicture => check::Photo::NotAPicture,
            PictureFile::Missing => check::Photo::Missing,
        }
    };
    let own = |form: &str| programme.forms.iter().any(|id| id.value == form);
    let submissions = received.iter().filter_map(|file| file.submission.as_deref());
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
            let more = Diagnostic::new(source.whole(), FileProblem::MoreProblems { count: left_out.len() });
            kept.push(more);
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
                FileFate::Ignored(_) => counts.ignored += 1,
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
