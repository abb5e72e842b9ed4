//! What arrived: every file listed, opened and read, before anything is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::decisions::Before;
use super::found::{Listing, find};
use super::intakes::Intakes;
use super::known::KnownLists;
use super::project::Loaded;
use super::receive::receive;
use super::returns::Compiling;
use crate::diagnostic::{Diagnostics, FileProblem, ReceivedProblem};
use crate::intake;
use crate::model::{FileFate, KnownList, Project, Received};
use crate::source::{Fingerprint, Limits, SourceId, Sources, decode, read_file};

/// Received files as they were read, and the project that they are for. A copy is cheap: what the files say is shared.
#[derive(Clone)]
pub struct Arrived {
    pub project: Arc<Project>,
    /// What they are to be compared with.
    pub known: Arc<[KnownList]>,
    /// Authored files first, then the received ones.
    pub sources: Sources,
    pub received: Vec<Received>,
    /// The texts of the decisions files among them.
    pub decisions: BTreeMap<SourceId, String>,
    /// What reading them told.
    pub problems: Diagnostics,
    /// A named path that could not be looked into.
    pub(super) unseen: Option<String>,
    /// How everything stands without any decision: the same for whatever is decided, so that it is judged only once. All
    /// judging of one arrival is for the same programmes.
    pub(super) before: Arc<OnceLock<Before>>,
}

/// Reads all files under the named paths but the lists of known people. The project has to be free of errors.
pub fn arrive(loaded: Loaded, job: &Compiling, intakes: &mut Intakes) -> Arrived {
    let Loaded { project, mut sources, known, .. } = loaded;
    let KnownLists { lists, paths, mut problems } = known;
    if let Some(previous) = job.previous {
        previous.tell(&mut sources, &mut problems);
    }
    let Listing { files, decisions, unseen } = find(job.paths, &paths, &job.own, &mut sources, &mut problems);
    let received = receive(&project, files, &decisions, &mut sources, &mut problems, intakes, job.progress);
    let decisions = decisions_among(&received, &decisions, &sources, &mut problems);
    Arrived {
        project: Arc::new(project),
        known: lists.into(),
        sources,
        received,
        decisions,
        problems,
        unseen,
        before: Arc::default(),
    }
}

impl Arrived {
    /// The same with another text in a decisions file, by its name in the ledger, and the fingerprint of its bytes. Answers
    /// whether there is such a file.
    pub fn decide(&mut self, name: &str, text: &str, fingerprint: Fingerprint) -> bool {
        let named = |source: &&SourceId| self.sources.get(**source).name == name;
        let Some(source) = self.decisions.keys().find(named).copied() else { return false };
        self.decisions.insert(source, text.to_owned());
        self.sources.replace_fingerprint(source, fingerprint);
        true
    }
}

/// Reads the decisions files, of which the names are given; tells of all others that lie among the received files.
fn decisions_among(
    received: &[Received],
    names: &BTreeSet<String>,
    sources: &Sources,
    out: &mut Diagnostics,
) -> BTreeMap<SourceId, String> {
    let mut texts = BTreeMap::new();
    for file in received {
        if names.contains(&sources.get(file.source).name) {
            texts.extend(text(file.source, sources, out).map(|text| (file.source, text)));
        } else if file.fate == FileFate::Ignored(intake::DECISIONS) {
            out.add(file.source.whole(), ReceivedProblem::DecisionsAside {});
        }
    }
    texts
}

/// The text of a decisions file.
fn text(source: SourceId, sources: &Sources, out: &mut Diagnostics) -> Option<String> {
    let limit = Limits::DEFAULT.file_bytes;
    let bytes = match read_file(&sources.get(source).path, limit) {
        Ok(bytes) => bytes,
        Err(error) => {
            out.add(source.whole(), FileProblem::unread(&error, limit));
            return None;
        }
    };
    let decoded = decode(&bytes).ok();
    if decoded.is_none() {
        out.add(source.whole(), FileProblem::NotText {});
    }
    decoded.map(|it| it.text)
}
