//! What the desk knows: everything in its folder, read and judged by the same jobs as the command line's.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use tokio::sync::watch;

use super::folder::Folder;
use crate::diagnostic::Diagnostics;
use crate::jobs::{Arrived, Compiled, Compiling, Intakes, Loaded, Loader, arrive, judged};
use crate::lang::Lang;
use crate::model::{Decision, LedgerLine, Order};
use crate::publish::{Kept, Output, alone};
use crate::schema::decisions;
use crate::source::{Fingerprint, SourceId, Sources, TextFile, decode, is_file, walk};

/// What a desk is opened with.
pub struct Opening {
    pub folder: Folder,
    /// The project whose forms and rules hold.
    pub project: PathBuf,
    pub lang: Lang,
    pub order: Order,
    /// The day of today, by which arrivals are put in order.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
}

/// The desk, shared by all requests.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    opening: Opening,
    work: Mutex<Work>,
    shown: watch::Sender<Arc<Shown>>,
    /// Files that were read, and files in all, while a round is at work.
    progress: [AtomicUsize; 2],
    /// Files that came in since the round that is shown began.
    fresh: Mutex<Fresh>,
}

/// Files by their bytes.
type Fresh = BTreeMap<Fingerprint, PathBuf>;

/// What lasts from one round to the next.
#[derive(Default)]
struct Work {
    loader: Loader,
    intakes: Intakes,
    arrived: Option<Arrived>,
    tried: Option<Tried>,
}

/// What was tried out last, so that it need not be worked out again once it is decided.
struct Tried {
    /// Of the decisions file.
    print: Fingerprint,
    /// The version to which it was compared.
    version: u64,
    ready: Arc<Ready>,
}

/// One moment of the desk.
pub struct Shown {
    /// Rises with every round that brought something new.
    pub version: u64,
    pub state: State,
}

pub enum State {
    /// The project cannot be used before its errors are mended.
    Faulty(Sources, Diagnostics),
    /// The program failed, in its own words.
    Failed(String),
    Ready(Arc<Ready>),
}

/// What the folder comes to.
pub struct Ready {
    pub compiled: Compiled,
    /// The text of the decisions file, and what it decides.
    pub text: String,
    pub decisions: Vec<Decision>,
    /// Of the decisions file's bytes; none where they could not be read.
    pub print: Option<Fingerprint>,
    /// The decisions file among the sources.
    pub source: Option<SourceId>,
    /// The day on which it was worked out.
    pub today: Date,
}

impl Desk {
    /// Opens the desk and reads everything that lies on it.
    pub fn open(opening: Opening) -> Desk {
        let first = Shown { version: 0, state: State::Failed(String::new()) };
        let (shown, _) = watch::channel(Arc::new(first));
        let progress = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let desk = Desk(Arc::new(Inner { opening, work: Mutex::default(), shown, progress, fresh: Mutex::default() }));
        desk.read(&mut desk.work());
        desk
    }

    pub fn opening(&self) -> &Opening {
        &self.0.opening
    }

    /// How things stand now.
    pub fn now(&self) -> Arc<Shown> {
        self.0.shown.borrow().clone()
    }

    /// Tells of every new version.
    pub fn listen(&self) -> watch::Receiver<Arc<Shown>> {
        self.0.shown.subscribe()
    }

    /// Files that were read, and files in all, of the round that is at work.
    pub fn progress(&self) -> [usize; 2] {
        [0, 1].map(|at| self.0.progress[at].load(Ordering::Relaxed))
    }

    /// Takes in copies of files and folders of the disk; those whose very bytes lie there already are left alone. Answers
    /// how many were taken and how many were known.
    pub fn take(&self, paths: &[PathBuf]) -> io::Result<[usize; 2]> {
        let [mut taken, mut known] = [0, 0];
        for path in paths {
            let last = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let ours = |folder: &Path| Output::of(folder).is_some();
            for found in walk(path, &ours).files.into_iter().filter(|found| !found.link) {
                let name = if path.is_dir() { format!("{last}/{}", found.name) } else { found.name };
                let mut kept = self.opening().folder.keep(&name, (self.opening().today)())?;
                kept.copy(&found.path)?;
                match self.put(kept)? {
                    Some(_) => known += 1,
                    None => taken += 1,
                }
            }
        }
        if taken > 0 {
            self.refresh();
        }
        Ok([taken, known])
    }

    /// Puts a file that was handed in into the folder, unless its very bytes lie there already; answers which file has them
    /// then. Of two that come at once, one is put there and the other hears of it.
    pub fn put(&self, mut kept: Kept) -> io::Result<Option<String>> {
        kept.sync()?;
        let print = Fingerprint::of_file(kept.path());
        let folder = &self.opening().folder;
        let mut fresh = self.fresh();
        if let Some(print) = print {
            // Somebody may have taken it away again.
            let before = fresh.get(&print).filter(|path| is_file(path)).map(|path| folder.name_of(path));
            if let Some(known) = before.or_else(|| self.shown(print)) {
                return Ok(Some(known));
            }
        }
        let path = kept.finish()?;
        fresh.extend(print.map(|print| (print, path)));
        Ok(None)
    }

    /// The file of these bytes in the folder as it was read last.
    fn shown(&self, print: Fingerprint) -> Option<String> {
        let shown = self.now();
        let compiled = &shown.ready()?.compiled;
        let whole = |line: &&Arc<LedgerLine>| compiled.sources.get(line.source).inside.is_empty();
        let same = compiled.ledger.iter().filter(whole).filter(|line| line.fingerprint == Some(print));
        let mut names = same.map(|line| compiled.sources.get(line.source).name.clone());
        // What was taken away since is not there any more.
        names.find(|name| is_file(&self.opening().folder.root.join(name)))
    }

    /// Reads the folder again where anything in it has changed, or in the project: new and changed files alone. Of several who
    /// ask at the same time the first reads, and what stands for the others is the same version.
    pub fn refresh(&self) {
        let mut work = self.work();
        let Opening { folder, project, .. } = self.opening();
        // The folder is not looked at while the project cannot be understood.
        let is_faulty = matches!(self.now().state, State::Faulty(..));
        if work.loader.stale(project) || !is_faulty && work.intakes.stale(&folder.compiled()) {
            self.read(&mut work);
        }
    }

    fn read(&self, work: &mut Work) {
        work.tried = None;
        let fresh: Vec<Fingerprint> = self.fresh().keys().copied().collect();
        let loaded = work.loader.load(&self.opening().project, false, None);
        let state = match loaded.problems.has_errors() {
            true => State::Faulty(loaded.sources, loaded.problems),
            false => self.arrive(work, loaded),
        };
        let is_read = matches!(state, State::Ready(_));
        self.show(state);
        if is_read {
            // Files that came in meanwhile may not have been seen.
            self.fresh().retain(|print, _| !fresh.contains(print));
        }
    }

    /// Replaces the bytes of the decisions file, in the folder first, if they are still the ones with this fingerprint; answers
    /// whether they were. Nothing else is read again.
    pub fn decide(&self, from: Fingerprint, bytes: &[u8]) -> std::io::Result<bool> {
        let mut work = self.work();
        let folder = &self.opening().folder;
        // Another desk on this folder may decide at the same time.
        let _alone = alone(&folder.root)?;
        if !folder.decided().is_ok_and(|before| Fingerprint::of(&before) == from) {
            return Ok(false);
        }
        folder.decide(bytes)?;
        let (print, version) = (Fingerprint::of(bytes), self.now().version);
        let known = decode(bytes).is_ok_and(|decoded| {
            let name = folder.decisions_name();
            work.arrived.as_mut().is_some_and(|arrived| arrived.decide(&name, &decoded.text, print))
        });
        let Some(arrived) = work.arrived.clone().filter(|_| known) else {
            self.read(&mut work);
            return Ok(true);
        };
        work.intakes.note(&folder.decisions);
        let tried = work.tried.take().filter(|tried| tried.print == print && tried.version == version);
        self.show(match tried {
            Some(tried) => State::Ready(tried.ready),
            None => self.judge(arrived),
        });
        Ok(true)
    }

    /// What the decisions file would come to with these bytes; nothing is written.
    pub fn try_out(&self, bytes: &[u8]) -> Option<Arc<Ready>> {
        let (arrived, version) = {
            let work = self.work();
            (work.arrived.clone(), self.now().version)
        };
        let (mut arrived, decoded, print) = (arrived?, decode(bytes).ok()?, Fingerprint::of(bytes));
        arrived.decide(&self.opening().folder.decisions_name(), &decoded.text, print).then_some(())?;
        match self.judge(arrived) {
            State::Ready(ready) => {
                self.work().tried = Some(Tried { print, version, ready: ready.clone() });
                Some(ready)
            }
            State::Faulty(..) | State::Failed(_) => None,
        }
    }

    fn arrive(&self, work: &mut Work, loaded: Loaded) -> State {
        let progress = |done: usize, total: usize| {
            self.0.progress[0].store(done, Ordering::Relaxed);
            self.0.progress[1].store(total, Ordering::Relaxed);
        };
        let paths = self.opening().folder.compiled();
        let arrived = arrive(loaded, &self.job(&paths, &progress), &mut work.intakes);
        work.arrived = Some(arrived.clone());
        self.judge(arrived)
    }

    fn judge(&self, arrived: Arrived) -> State {
        let name = self.opening().folder.decisions_name();
        let text = arrived.decisions.iter().find(|(source, _)| arrived.sources.get(**source).name == name);
        let print = text.and_then(|(source, _)| arrived.sources.fingerprint(*source));
        let source = text.map(|(source, _)| *source);
        let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
        let file = TextFile { source: SourceId(0), name: &name, text: &text };
        let list = decisions(&file, &arrived.project, &mut Diagnostics::default());
        let paths = self.opening().folder.compiled();
        match judged(arrived, &self.job(&paths, &|_, _| {})) {
            Ok(compiled) => {
                let today = (self.opening().today)();
                State::Ready(Arc::new(Ready { compiled, text, decisions: list, print, source, today }))
            }
            Err(error) => State::Failed(error.to_string()),
        }
    }

    fn job<'a>(&self, paths: &'a [PathBuf], progress: &'a (dyn Fn(usize, usize) + Sync)) -> Compiling<'a> {
        let Opening { lang, order, .. } = *self.opening();
        Compiling { lang, order, progress, ..Compiling::of(paths) }
    }

    fn show(&self, state: State) {
        self.0.shown.send_modify(|shown| {
            *shown = Arc::new(Shown { version: shown.version + 1, state });
        });
    }

    fn fresh(&self) -> MutexGuard<'_, Fresh> {
        self.0.fresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        // A round that failed leaves nothing half done that the next one would not read again.
        self.0.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    pub fn ready(&self) -> Option<&Ready> {
        match &self.state {
            State::Ready(ready) => Some(ready),
            State::Faulty(..) | State::Failed(_) => None,
        }
    }
}
