//! Loading a project: every authored file, read once, and everything that can be wrong with it told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::known::KnownLists;
use crate::content;
use crate::diagnostic::{Both, ContentProblem, Diagnostics, FileProblem, Problem, SchemaProblem};
use crate::model::{Project, Texts};
use crate::schema;
use crate::source::{
    Fingerprint, Found, Limits, Source, SourceId, Sources, Stamp, TextFile, decode, is_file, is_link, leads_out,
    read_file, stamp, walk,
};

/// A project with all that was found out about it.
pub struct Loaded {
    pub root: PathBuf,
    pub project: Project,
    pub texts: Texts,
    pub sources: Sources,
    /// What returned files are to be compared with; none unless somebody names it.
    pub known: KnownLists,
    /// Of every authored file, sorted.
    pub problems: Diagnostics,
}

/// The nearest folder, from here upwards, that is a project.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| is_file(&folder.join("data/site.yaml"))).map(Path::to_owned)
}

/// Loads the project of a root folder. With `drafts`, drafts are published too.
pub fn load(root: &Path, drafts: bool) -> Loaded {
    load_on(root, drafts, None)
}

/// Loads a project as it is on a day: notices that are not public yet are drafts, and those that no longer hold are
/// marked. Without a day neither happens: nothing here reads the clock.
pub fn load_on(root: &Path, drafts: bool, today: Option<Date>) -> Loaded {
    Loader::default().load(root, drafts, today)
}

/// Loads a project again and again: what has not changed since is neither read nor worked out anew.
#[derive(Default)]
pub struct Loader {
    /// By name.
    read: BTreeMap<String, Read>,
    /// The names of all files, those too that are only named, such as pictures.
    files: BTreeSet<String>,
    /// Those of them that lead out of the project.
    outward: BTreeSet<String>,
    memory: content::Memory,
}

/// The folders in which people write a project.
pub const AUTHORED: [&str; 2] = ["content", "data"];

/// The files of a project.
#[derive(Default)]
struct Listed {
    names: BTreeSet<String>,
    /// The names of those that lead out of the project: one that was copied from a stranger's could publish any file of this
    /// computer.
    outward: BTreeSet<String>,
    /// Those with a text, with their paths.
    written: Vec<(String, PathBuf)>,
}

/// The files below a folder of the project, and of each whether it leads out of the project.
pub(super) fn below(root: &Path, folder: &str) -> impl Iterator<Item = (Found, bool)> {
    let path = root.join(folder);
    let is_linked = is_link(&path);
    walk(&path, &|_| false).files.into_iter().map(move |found| {
        let leads_out = (is_linked || found.link) && leads_out(root, &found.path);
        (found, leads_out)
    })
}

fn listed(root: &Path) -> Listed {
    let mut listed = Listed::default();
    for folder in AUTHORED {
        for (found, leads_out) in below(root, folder) {
            let name = format!("{folder}/{}", found.name);
            if name.starts_with("data/samples/") {
                continue;
            }
            listed.names.insert(name.clone());
            if leads_out {
                listed.outward.insert(name.clone());
            }
            if [".md", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending)) {
                listed.written.push((name, found.path));
            }
        }
    }
    listed
}

/// What is told of a file that is such a link.
pub(super) fn led_out() -> FileProblem {
    let reason = ["它是一个链接，通到项目文件夹之外", "it is a link that leads out of the project"];
    FileProblem::Unreadable { reason: Both(reason.map(str::to_owned)) }
}

/// An authored file, and its text or what is wrong with it.
struct Read {
    stamp: Option<Stamp>,
    source: Source,
    text: Result<String, FileProblem>,
}

impl Loader {
    /// Whether the project's files are others than those of the last loading, or look different.
    pub fn stale(&self, root: &Path) -> bool {
        let Listed { names, outward, written } = listed(root);
        let same = |(name, path): &(String, PathBuf)| self.read.get(name).is_some_and(|read| read.stamp == stamp(path));
        names != self.files || outward != self.outward || !written.iter().all(same)
    }

    pub fn load(&mut self, root: &Path, drafts: bool, today: Option<Date>) -> Loaded {
        let Listed { names: files, outward, written } = listed(root);
        self.read.retain(|name, _| files.contains(name) && outward.contains(name) == self.outward.contains(name));
        let changed: Vec<(String, Read)> = written
            .par_iter()
            .filter_map(|(name, path)| {
                let stamp = stamp(path);
                let same = self.read.get(name).is_some_and(|read| read.stamp.is_some() && read.stamp == stamp);
                (!same).then(|| (name.clone(), read(name, path, stamp, outward.contains(name))))
            })
            .collect();
        self.read.extend(changed);
        self.files.clone_from(&files);
        self.outward.clone_from(&outward);

        let mut sources = Sources::default();
        let mut out = Diagnostics::default();
        let mut texts: Vec<(SourceId, &str)> = Vec::new();
        for Read { source, text, .. } in self.read.values() {
            let id = sources.add(source.clone());
            match text {
                Ok(text) => texts.push((id, text)),
                Err(problem) => out.add(id.whole(), problem.clone()),
            }
        }
        let texts: Vec<TextFile> = texts
            .iter()
            .map(|(source, text)| TextFile { source: *source, name: &sources.get(*source).name, text })
            .collect();
        let (project, rendered) =
            understand(&texts, [files, outward], &sources, &mut self.memory, (drafts, today), &mut out);
        hide_numbers(&out, &mut sources);
        Loaded {
            root: root.to_owned(),
            project,
            texts: rendered,
            sources,
            known: KnownLists::default(),
            problems: out.sorted(),
        }
    }
}

/// From texts, and the names of all files and of those that lead out, to a project and everything that is wrong with it.
fn understand(
    texts: &[TextFile],
    files: [BTreeSet<String>; 2],
    sources: &Sources,
    memory: &mut content::Memory,
    (drafts, today): (bool, Option<Date>),
    out: &mut Diagnostics,
) -> (Project, Texts) {
    let data = schema::load(texts, out);
    let content = content::load(texts, sources, memory, out);
    let mut project = Project {
        site: data.site,
        programmes: data.programmes,
        forms: data.forms,
        codes: data.codes,
        units: data.units,
        exports: data.exports,
        home: content.home,
        notices: content.notices,
        classes: content.classes,
        pages: content.pages,
    };
    if let Some(today) = today {
        project.notices.iter_mut().for_each(|notice| notice.settle(today));
    }
    schema::settle(&mut project, drafts);
    let mut references = Diagnostics::default();
    required_files(&project, sources, &mut references);
    schema::check(&project, &mut references);
    content::check(&project, &mut references);
    let [files, outward] = files.map(Arc::new);
    let written = content::Written { project: &project, texts, files, outward, sources, drafts };
    let rendered = content::texts(&written, memory, &mut references);
    content::exposed(texts, &project, &mut references);
    // What a faulty file would have declared seems to be missing everywhere else: only what was read is held against it.
    let faults = Faults::of(out);
    out.extend(references.into_iter().filter(|problem| !faults.may_cause(&problem.problem)));
    (project, rendered)
}

/// A file that holds numbers of people is about people: snippets of it are masked.
fn hide_numbers(problems: &Diagnostics, sources: &mut Sources) {
    for problem in problems.iter() {
        if matches!(
            problem.problem,
            Problem::Content(ContentProblem::IdShown { .. } | ContentProblem::MobileShown { .. })
        ) {
            sources.hide(problem.place.source);
        }
    }
}

/// Files without which there is no site.
fn required_files(project: &Project, sources: &Sources, out: &mut Diagnostics) {
    let Some((site, _)) = sources.iter().find(|(_, source)| source.name == "data/site.yaml") else { return };
    let missing = |path: &str| SchemaProblem::MissingFile { path: path.to_owned() };
    if project.home.is_none() {
        out.add(site.whole(), missing("content/index.md"));
    }
    if !project.classes.is_empty() && project.codes("provinces").is_none() {
        out.add(site.whole(), missing("data/codes/provinces.yaml"));
    }
}

/// How badly the reading of the files went.
struct Faults {
    /// A file could not be read at all.
    unread: bool,
    /// Something in a file could not be understood, and may be missing now. A key too many takes nothing away.
    lost: bool,
}

impl Faults {
    fn of(problems: &Diagnostics) -> Faults {
        let errors = || problems.iter().filter(|problem| problem.is_error()).map(|problem| &problem.problem);
        let is_key = |problem: &Problem| matches!(problem, Problem::Schema(SchemaProblem::UnknownKey { .. }));
        Faults {
            unread: errors().any(|problem| matches!(problem, Problem::File(_))),
            lost: errors().any(|problem| !is_key(problem)),
        }
    }

    /// Whether a problem among the references may only follow from one of these faults.
    fn may_cause(&self, problem: &Problem) -> bool {
        match problem {
            Problem::Content(ContentProblem::UnknownFact { .. }) | Problem::Schema(_) => self.lost,
            Problem::Content(
                ContentProblem::DeadLink { .. }
                | ContentProblem::DeadAnchor { .. }
                | ContentProblem::MissingPage { .. },
            ) => self.unread,
            // The contacts that would give it may be what was lost.
            Problem::Content(ContentProblem::MobileShown { .. }) => self.unread || self.lost,
            _ => false,
        }
    }
}

fn read(name: &str, path: &Path, stamp: Option<Stamp>, outward: bool) -> Read {
    if outward {
        return Read { stamp, source: Source::new(name, path), text: Err(led_out()) };
    }
    let bytes = read_file(path, Limits::DEFAULT.file_bytes);
    let fingerprint = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
    let text = match bytes {
        Ok(bytes) => decode(&bytes).map(|decoded| decoded.text).map_err(|_| FileProblem::NotText {}),
        Err(error) => Err(FileProblem::unread(&error, Limits::DEFAULT.file_bytes)),
    };
    Read { stamp, source: Source { fingerprint, ..Source::new(name, path) }, text }
}
