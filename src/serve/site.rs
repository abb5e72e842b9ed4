//! The site in memory: the last good one, and what is wrong with the newest.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::page;
use crate::diagnostic::Diagnostics;
use crate::jobs::{self, Building};
use crate::lang::Lang;
use crate::model::Artifact;
use crate::report::{Palette, render};
use crate::source::Sources;

/// What the server shows at one moment.
#[derive(Clone, Default)]
pub struct Snapshot {
    /// Rises with every rebuild; a browser that shows an older one loads anew.
    pub version: u64,
    /// The last good site, by path.
    pub files: Arc<BTreeMap<String, Vec<u8>>>,
    /// The errors of the newest attempt, as a fragment of a page; none where it went well.
    pub problems: Option<Arc<str>>,
}

/// The site as it is now, shared by the server and whoever rebuilds it.
#[derive(Clone)]
pub struct Live {
    sender: Arc<watch::Sender<Snapshot>>,
}

/// What came of a rebuild, for the terminal.
pub struct Rebuilt {
    pub problems: Diagnostics,
    pub sources: Sources,
}

impl Live {
    pub fn new() -> Live {
        Live { sender: Arc::new(watch::Sender::new(Snapshot::default())) }
    }

    pub fn now(&self) -> Snapshot {
        self.sender.borrow().clone()
    }

    /// Hears of every later snapshot.
    pub fn listen(&self) -> watch::Receiver<Snapshot> {
        self.sender.subscribe()
    }
}

impl Default for Live {
    fn default() -> Live {
        Live::new()
    }
}

/// Loads and builds the project anew. With an error anywhere the last good site stays, and the errors are shown with it.
pub fn rebuild(live: &Live, root: &Path, base_url: &str, drafts: bool, lang: Lang) -> Rebuilt {
    let mut loaded = jobs::load(root, drafts);
    let files = Mutex::new(BTreeMap::new());
    let keep = |artifact: Artifact| {
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(artifact.path, artifact.bytes);
    };
    let problems = match loaded.problems.has_errors() {
        true => loaded.problems,
        false => jobs::build(&mut loaded, &Building { base_url: Some(base_url), drafts }, &keep),
    };
    let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    let sources = loaded.sources;
    live.sender.send_modify(|snapshot| {
        snapshot.version += 1;
        snapshot.problems = None;
        if problems.has_errors() {
            let errors = problems.iter().filter(|problem| problem.is_error());
            let texts: Vec<String> = errors.map(|problem| render(problem, &sources, lang, Palette::Plain)).collect();
            snapshot.problems = Some(page::problems(&texts, lang).into());
        } else {
            snapshot.files = Arc::new(files);
        }
    });
    Rebuilt { problems, sources }
}
