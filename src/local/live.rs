//! The site as it is looked at: the last good one, of which a page is drawn when somebody asks for it, and what is wrong
//! with the newest.
//!
//! One thread has the site and answers requests for its files. After a change it loads the project again and goes on with
//! the new site if that is free of errors. No page is kept from one version to the next, so none can be stale. While
//! nobody asks, all pages are drawn, a few at a time: to hear what is wrong with them, and for the search.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{oneshot, watch};

use crate::diagnostic::Diagnostics;
use crate::jobs::{self, Building, Loaded, Loader, Site};
use crate::model::Artifact;
use crate::render::{Download, search};
use crate::source::{Limits, Sources, read_file};

/// Pages that are drawn before the next look whether somebody asks: a few milliseconds.
const AT_ONCE: usize = 16;

/// What the server shows at one moment.
#[derive(Clone, Default)]
pub struct Snapshot {
    /// Rises with every rebuild; a browser that shows an older one loads anew.
    pub version: u64,
    /// What is wrong with the newest attempt.
    pub told: Arc<Told>,
    /// Whether the newest attempt failed, so that an older site is shown or none.
    pub failed: bool,
    /// The blank forms of the site that is shown.
    pub blanks: Arc<[BlankForm]>,
}

/// Problems and the files that they stand in.
#[derive(Default)]
pub struct Told {
    /// Sorted.
    pub problems: Diagnostics,
    pub sources: Sources,
}

/// A form's blanks.
pub struct BlankForm {
    pub title: String,
    pub files: Vec<Download>,
}

/// What is shown of a project.
pub struct Preview {
    pub root: PathBuf,
    /// Instead of the one in `data/site.yaml`.
    pub base_url: Option<String>,
    pub drafts: bool,
}

/// An answer to a request for a file.
pub enum Answer {
    /// A file, with the site's version.
    File(Vec<u8>, u64),
    /// A folder: its address ends in `/`.
    Folder,
    /// Nothing; what is shown instead, where the site has such a page.
    Missing(Option<Vec<u8>>, u64),
}

/// The site as it is now, for whoever asks.
#[derive(Clone)]
pub struct Live {
    events: Sender<Event>,
    snapshots: watch::Receiver<Snapshot>,
}

enum Event {
    Changed,
    Asked(String, oneshot::Sender<Answer>),
}

/// What came of an attempt, for the terminal.
pub struct Attempt<'a> {
    pub problems: &'a Diagnostics,
    pub sources: &'a Sources,
}

impl Live {
    pub fn now(&self) -> Snapshot {
        self.snapshots.borrow().clone()
    }

    /// Hears of every later snapshot.
    pub fn listen(&self) -> watch::Receiver<Snapshot> {
        self.snapshots.clone()
    }

    /// Tells that something of the project has changed. Answers whether anybody heard it.
    pub fn changed(&self) -> bool {
        self.events.send(Event::Changed).is_ok()
    }

    /// A file of the site, by its path.
    pub async fn file(&self, path: String) -> Answer {
        let (sender, answer) = oneshot::channel();
        let _ = self.events.send(Event::Asked(path, sender));
        answer.await.unwrap_or(Answer::Missing(None, 0))
    }
}

/// Who has the site. It lives on a thread of its own, for as long as the program runs.
pub struct Keeper {
    preview: Preview,
    loader: Loader,
    events: Receiver<Event>,
    /// What was asked for and has to wait.
    waiting: VecDeque<(String, oneshot::Sender<Answer>)>,
    snapshots: watch::Sender<Snapshot>,
}

/// A keeper, and what others know of it.
pub fn keep(preview: Preview) -> (Keeper, Live) {
    let (sender, events) = channel();
    let (snapshots, receiver) = watch::channel(Snapshot::default());
    let keeper = Keeper { preview, loader: Loader::default(), events, waiting: VecDeque::new(), snapshots };
    (keeper, Live { events: sender, snapshots: receiver })
}

/// How the showing of a site ended.
enum End {
    /// It has errors, which were told.
    Faulty,
    /// There is a newer one.
    Followed(Box<Loaded>),
    /// Nobody can ask any more.
    Done,
}

/// Whether a site was shown before.
#[derive(Clone, Copy, PartialEq)]
enum Age {
    New,
    Known,
}

impl Keeper {
    /// Shows the project until the program ends; every attempt is told.
    pub fn run(mut self, tell: &mut dyn FnMut(Attempt)) {
        let mut good: Option<Loaded> = None;
        let mut newest = self.load();
        loop {
            match self.show(&mut newest, Age::New, tell) {
                End::Followed(newer) => {
                    let former = good.replace(std::mem::replace(&mut newest, *newer));
                    // Nobody has to wait until very many notices are forgotten.
                    std::thread::spawn(move || drop(former));
                    continue;
                }
                End::Faulty => {}
                End::Done => return,
            }
            let after = match &mut good {
                Some(good) => self.show(good, Age::Known, tell),
                None => self.wait(),
            };
            match after {
                End::Followed(newer) => newest = *newer,
                End::Faulty | End::Done => return,
            }
        }
    }

    fn load(&mut self) -> Loaded {
        self.loader.load(&self.preview.root, self.preview.drafts, None)
    }

    /// Waits for a change while there is no site at all.
    fn wait(&mut self) -> End {
        loop {
            match self.events.recv() {
                Ok(Event::Changed) => return End::Followed(Box::new(self.load())),
                Ok(Event::Asked(_, answer)) => _ = answer.send(Answer::Missing(None, self.version())),
                Err(_) => return End::Done,
            }
        }
    }

    /// Shows a site until there is a newer one.
    fn show(&mut self, loaded: &mut Loaded, age: Age, tell: &mut dyn FnMut(Attempt)) -> End {
        if loaded.problems.has_errors() {
            self.fail(&loaded.problems, &loaded.sources, tell);
            return End::Faulty;
        }
        let (root, base_url) = (loaded.root.clone(), self.preview.base_url.clone());
        let job = Building { base_url: base_url.as_deref(), drafts: self.preview.drafts };
        let mut problems = loaded.problems.clone();
        jobs::with_site(loaded, &job, &|_| {}, &mut problems, |site, out| {
            if age == Age::New {
                site.pages.try_templates(out);
                if out.has_errors() {
                    self.fail(&std::mem::take(out).sorted(), site.sources, tell);
                    return End::Faulty;
                }
                self.succeed(&out.clone().sorted(), &site, tell);
            }
            let is_newest = age == Age::New;
            Shown { site, root, is_newest, drawn: 0, entries: Vec::new(), search: None }.run(self, out, tell)
        })
    }

    fn version(&self) -> u64 {
        self.snapshots.borrow().version
    }

    fn succeed(&mut self, problems: &Diagnostics, site: &Site, tell: &mut dyn FnMut(Attempt)) {
        let (told, blanks) = (told(problems, site.sources), blanks(site));
        self.snapshots.send_modify(|snapshot| {
            *snapshot = Snapshot { version: snapshot.version + 1, told, failed: false, blanks };
        });
        tell(Attempt { problems, sources: site.sources });
    }

    fn fail(&mut self, problems: &Diagnostics, sources: &Sources, tell: &mut dyn FnMut(Attempt)) {
        let told = told(problems, sources);
        self.snapshots.send_modify(|snapshot| {
            let (version, blanks) = (snapshot.version + 1, snapshot.blanks.clone());
            *snapshot = Snapshot { version, told, failed: true, blanks };
        });
        tell(Attempt { problems, sources });
    }

    /// Notes what came out while the pages were drawn; none of it is an error, so the site is the same.
    fn note(&mut self, problems: &Diagnostics, sources: &Sources) {
        let told = told(&problems.clone().sorted(), sources);
        self.snapshots.send_modify(|snapshot| snapshot.told = told);
    }
}

fn told(problems: &Diagnostics, sources: &Sources) -> Arc<Told> {
    Arc::new(Told { problems: problems.clone(), sources: sources.clone() })
}

/// The downloads of a site by their forms, in the forms' order.
fn blanks(site: &Site) -> Arc<[BlankForm]> {
    let same = |one: &Download, other: &Download| one.form == other.form;
    let form = |files: &[Download]| BlankForm {
        title: files
            .first()
            .and_then(|file| site.project.form(&file.form))
            .map(|it| it.title.clone())
            .unwrap_or_default(),
        files: files.to_vec(),
    };
    site.downloads.chunk_by(same).map(form).collect()
}

/// A site while it is shown.
struct Shown<'s> {
    site: Site<'s>,
    root: PathBuf,
    /// Whether no later attempt has failed: what is wrong with the newest one is what is told.
    is_newest: bool,
    /// How many of its pages were drawn for search.
    drawn: usize,
    entries: Vec<search::Entry>,
    /// The files of the search, once all pages are drawn.
    search: Option<BTreeMap<String, Vec<u8>>>,
}

impl Shown<'_> {
    fn run(mut self, keeper: &mut Keeper, out: &mut Diagnostics, tell: &mut dyn FnMut(Attempt)) -> End {
        loop {
            let event = match &self.search {
                Some(_) => keeper.events.recv().ok(),
                None => match keeper.events.try_recv() {
                    Ok(event) => Some(event),
                    Err(TryRecvError::Empty) => {
                        self.draw_some(keeper, out, tell);
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => None,
                },
            };
            match event {
                None => return End::Done,
                Some(Event::Asked(path, answer)) => self.answer(path, answer, keeper),
                Some(Event::Changed) => {
                    let newer = keeper.load();
                    if !newer.problems.has_errors() {
                        return End::Followed(Box::new(newer));
                    }
                    self.is_newest = false;
                    keeper.fail(&newer.problems, &newer.sources, tell);
                }
            }
        }
    }

    /// Draws some pages that nobody asked for; after the last ones, those who wait for the search are answered.
    fn draw_some(&mut self, keeper: &mut Keeper, out: &mut Diagnostics, tell: &mut dyn FnMut(Attempt)) {
        let to = self.site.pages.pages().min(self.drawn + AT_ONCE);
        let known = out.has_errors();
        self.entries.extend(self.site.pages.draw_some(self.drawn..to, &|_| {}, out));
        self.drawn = to;
        if out.has_errors() && !known && self.is_newest {
            keeper.fail(&out.clone().sorted(), self.site.sources, tell);
        }
        if to < self.site.pages.pages() {
            return;
        }
        if self.is_newest && !out.has_errors() {
            keeper.note(out, self.site.sources);
        }
        let files = Mutex::new(BTreeMap::new());
        search::index(std::mem::take(&mut self.entries).into_iter(), &|artifact: Artifact| {
            files.lock().unwrap_or_else(PoisonError::into_inner).insert(artifact.path, artifact.bytes);
        });
        self.search = Some(files.into_inner().unwrap_or_else(PoisonError::into_inner));
        for (path, answer) in std::mem::take(&mut keeper.waiting) {
            self.answer(path, answer, keeper);
        }
    }

    fn answer(&self, path: String, answer: oneshot::Sender<Answer>, keeper: &mut Keeper) {
        // Whoever asked is gone: drawing for nobody would keep others waiting.
        if answer.is_closed() {
            return;
        }
        let version = keeper.version();
        if let Some(bytes) = self.file(&path) {
            let _ = answer.send(Answer::File(bytes, version));
            return;
        }
        let is_search = path.starts_with("search/") && path.ends_with(".json");
        if is_search && self.search.is_none() {
            keeper.waiting.retain(|(_, answer)| !answer.is_closed());
            keeper.waiting.push_back((path, answer));
            return;
        }
        let _ = answer.send(match self.site.pages.has(&format!("{path}/index.html")) {
            true => Answer::Folder,
            false => Answer::Missing(self.file("404.html"), version),
        });
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        // What is wrong with a page is told when all are drawn.
        let drawn = || self.site.pages.file(path, &mut Diagnostics::default());
        let blank = || self.site.blanks.iter().find(|it| it.path == path).map(|it| it.bytes.clone());
        let copied = || {
            let file = self.site.files.iter().find(|it| it.path == path)?;
            read_file(&self.root.join(&file.source), Limits::DEFAULT.published_bytes).ok()
        };
        let found = || self.search.as_ref()?.get(path).cloned();
        drawn().or_else(blank).or_else(copied).or_else(found)
    }
}
