//! Compiling returned files: intake, check, summary and export in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::as_return::AsReturn;
use super::decisions::{Decisions, concerned};
use super::intakes::Intakes;
use super::photos::{Photos, album, set_photos_aside};
use super::previous::Previous;
use super::project::Loaded;
use super::receive::receive;
use crate::check::{self, Bound};
use crate::diagnostic::{Both, Diagnostic, Diagnostics, FileProblem, RecordProblem};
use crate::export;
use crate::intake;
use crate::lang::Lang;
use crate::model::{
    Artifact, Counts, FileFate, Form, Judged, KnownList, LedgerLine, Order, Programme, Project, Received, Record,
    Summary,
};
use crate::source::{Found, Limits, Source, SourceId, Sources, resolved, walk};
use crate::summary;
use jiff::civil::Date;

/// What is to be compiled, and how.
pub struct Compiling<'a> {
    /// Files and folders that a person named.
    pub paths: &'a [PathBuf],
    /// Only this programme's summary is wanted.
    pub programme: Option<&'a str>,
    /// How many bytes of photos are put on a sheet; none where there is no such sheet.
    pub photos: Option<u64>,
    /// The day that the brief tells, where it is told.
    pub today: Option<Date>,
    pub lang: Lang,
    /// Of the people on lists.
    pub order: Order,
    /// An earlier compiling to compare with.
    pub previous: Option<&'a Previous>,
    /// What a unit sends on to the next tier.
    pub as_return: Option<&'a AsReturn>,
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
    compile_again(loaded, job, &mut Intakes::forgetful())
}

/// Compiles returned files of which some may have been read before.
pub fn compile_again(loaded: Loaded, job: &Compiling, intakes: &mut Intakes) -> Result<Compiled, export::ExportError> {
    let Loaded { project, mut sources, known, .. } = loaded;
    let mut problems = known.problems;
    if let Some(previous) = job.previous {
        previous.tell(&mut sources, &mut problems);
    }
    let (found, decisions) = find(job.paths, &known.paths, &mut sources, &mut problems);
    let mut received = receive(&project, found, &decisions, &mut sources, &mut problems, intakes, job.progress);
    let mut decisions = Decisions::read(&decisions, &received, &project, &sources, &mut problems);

    let programmes = || project.programmes.iter().filter(|it| job.programme.is_none_or(|id| it.id == id));
    if !decisions.is_empty() {
        for programme in programmes() {
            decisions.note(&judge(&project, programme, &received, &known.lists, &sources, Vec::new()));
        }
    }
    decisions.settle(&project, &mut received, &sources, &mut problems);
    set_photos_aside(&project, &mut received, &sources, &mut problems);

    let only = (project.programmes.len() == 1).then(|| project.programmes[0].id.as_str());
    let homeless = job.programme.or(only);
    let mut judged = Vec::new();
    for programme in programmes() {
        let bound = decisions.bound(&programme.id);
        judged.push((programme, judge(&project, programme, &received, &known.lists, &sources, bound)));
    }
    check::between(&project, &mut judged);
    let mut albums = Vec::new();
    for (programme, judged) in &mut judged {
        problems.extend(std::mem::take(&mut judged.problems));
        let forms = forms_of(&project, programme);
        problems.extend(export::unknown_characters(&judged.records, &forms, job.order));
        albums.push(job.photos.map(|most| album(&forms, &judged.records, &sources, most, &mut problems)));
    }
    if let Some(id) = job.programme {
        elsewhere(&project, id, &received, &mut problems);
    }
    decisions.conclude(&mut judged, homeless, &mut problems);
    let mut problems = limited(problems.sorted());

    let records: Vec<&Record> = judged.iter().flat_map(|(_, judged)| &judged.records).collect();
    let concerned = concerned(&judged);
    let ledger_of = |records: &[&Record]| {
        let mut lines = summary::ledger(&project, &received, records, &problems, &sources);
        for line in &mut lines {
            let more = concerned.get(&line.source).into_iter().flatten();
            let more: Vec<String> = more.filter(|id| !line.programmes.contains(id)).cloned().collect();
            line.programmes.extend(more);
        }
        lines
    };
    let ledger = ledger_of(&records);
    let mut artifacts = vec![export::ledger(&ledger, &sources, job.lang)];
    let mut summaries = Vec::new();
    // What is about the outputs, not about a returned file.
    let mut unfiled = Diagnostics::default();
    for ((programme, judged), album) in judged.into_iter().zip(albums) {
        let belongs = |line: &LedgerLine| match line.programmes.as_slice() {
            [] => homeless == Some(programme.id.as_str()),
            own => own.contains(&programme.id),
        };
        // A file may hold forms of several programmes: here only what is of this one counts.
        let records: Vec<&Record> = judged.records.iter().collect();
        let lines: Vec<LedgerLine> = ledger_of(&records).into_iter().filter(belongs).collect();
        let files: BTreeSet<SourceId> = lines.iter().map(|line| line.source).collect();
        let mut own = Diagnostics::default();
        // What concerns a class or the programme as a whole is told where that is declared.
        let about = |source: SourceId| files.contains(&source) || source == programme.source;
        own.extend(problems.iter().filter(|problem| about(problem.place.source)).cloned());
        if lines.is_empty() && job.programme.is_none() && project.programmes.len() > 1 {
            continue;
        }
        let mut summary = summary::sum_up(&project, programme, judged, lines, own, &sources);
        let forms = forms_of(&project, programme);
        let earlier = job.previous.and_then(|previous| previous.of(&programme.id));
        summary.changes = earlier.map(|it| summary::changes(it, &summary, &forms, &sources, job.lang));
        let look = export::Look { lang: job.lang, order: job.order, today: job.today };
        let roster = export::Roster::new(&summary, &project, programme, &sources, album.as_ref(), look);
        artifacts.extend(export::programme_artifacts(&roster)?);
        let (tables, told) = export::tables(&roster, &project)?;
        artifacts.extend(tables);
        unfiled.extend(told);
        let wanted = job.as_return.and_then(|wanted| Some((wanted, roster.form(&wanted.form)?)));
        if let Some((wanted, form)) = wanted {
            let (files, told) = wanted.artifacts(&roster, form)?;
            artifacts.extend(files);
            unfiled.extend(told);
        }
        summaries.push(summary);
    }
    problems.extend(unfiled);
    let problems = problems.sorted();
    Ok(Compiled { sources, summaries, ledger, problems, artifacts })
}

/// The programme's forms, in its order.
fn forms_of<'p>(project: &'p Project, programme: &Programme) -> Vec<&'p Form> {
    programme.forms.iter().filter_map(|id| project.form(&id.value)).collect()
}

/// Lists all files under the named paths but those to be left aside, and the names of the decisions among them; several
/// paths put their last component before the names.
pub(super) fn find(
    paths: &[PathBuf],
    aside: &[PathBuf],
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> (Vec<Found>, BTreeSet<String>) {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut decisions: BTreeSet<String> = BTreeSet::new();
    let mut seen: BTreeSet<PathBuf> = aside.iter().map(|path| resolved(path)).collect();
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
            // What lies deeper came with the forms, and is not the office's own.
            if !found.link && !found.name.contains('/') && intake::is_decisions(&found.name) {
                decisions.insert(name.clone());
            }
            all.insert(name.clone(), Found { name, ..found });
        }
    }
    (all.into_values().collect(), decisions)
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

fn judge(
    project: &Project,
    programme: &Programme,
    received: &[Received],
    known: &[KnownList],
    sources: &Sources,
    decisions: Vec<Bound>,
) -> Judged {
    let photos = Photos::new(sources);
    let photo = |form: SourceId, name: &str| photos.look(form, name);
    let fingerprint = |file: SourceId| sources.get(file).fingerprint;
    let own = |form: &str| programme.forms.iter().any(|id| id.value == form);
    let submissions = received.iter().flat_map(|file| &file.submissions).map(AsRef::as_ref);
    let submissions = submissions.filter(|submission| own(&submission.form)).collect();
    check::judge(&check::Batch {
        project,
        programme,
        submissions,
        photo: &photo,
        fingerprint: &fingerprint,
        known,
        decisions,
    })
}

/// Tells of forms that belong to another programme than the one that is wanted, once each file.
fn elsewhere(project: &Project, wanted: &str, received: &[Received], problems: &mut Diagnostics) {
    for file in received {
        let mut told = BTreeSet::new();
        for submission in &file.submissions {
            let own = project.programme(wanted).is_some_and(|it| it.forms.iter().any(|id| id.value == submission.form));
            let (Some(form), Some(programme)) =
                (project.form(&submission.form), project.programme_of(&submission.form))
            else {
                continue;
            };
            if !own && told.insert(&form.id) {
                let place = submission.records.first().map_or(file.source.whole(), |record| record.place);
                let (form, programme, id) = (form.title.clone(), programme.title.clone(), programme.id.clone());
                problems.add(place, RecordProblem::OtherProgramme { form, programme, id });
            }
        }
    }
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
    /// How many decisions were applied, and how many changed nothing.
    pub fn decisions(&self) -> [usize; 2] {
        let listed = self.summaries.iter().flat_map(|summary| &summary.decisions);
        // A decision about a unit may stand in several summaries.
        let all: BTreeMap<_, bool> = listed.map(|it| (it.decision.place, it.applied())).collect();
        let applied = all.values().filter(|applied| **applied).count();
        [applied, all.len() - applied]
    }

    /// Sums over all programmes and all files.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { files: self.ledger.len(), ..Counts::default() };
        for line in &self.ledger {
            match line.fate {
                FileFate::Read | FileFate::Keyed => counts.read += 1,
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
