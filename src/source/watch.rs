//! Hearing of changes below some folders.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor saves a file in several steps; a change counts once nothing more has come for so long.
const QUIET: Duration = Duration::from_millis(20);

/// A watch over folders, as long as it lives.
pub struct Watch {
    heard: Receiver<Heard>,
    sender: Sender<Heard>,
    watcher: RefCell<RecommendedWatcher>,
    /// Of a project: folders that may come and go, and whether each is watched.
    folders: RefCell<Vec<(PathBuf, bool)>>,
}

enum Heard {
    Change,
    End,
}

/// By which somebody else ends a watch, such as whoever hears of Ctrl+C.
pub struct Ending(Sender<Heard>);

/// What a while of watching came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    Changed,
    Nothing,
    Ended,
}

impl Watch {
    /// Watches some folders of a project, with everything below them, and the project's folder itself, so that a folder
    /// that is made later is heard of too. The error is the operating system's.
    pub fn new(root: &Path, folders: &[&str]) -> Result<Watch, String> {
        let watch = Watch::on(&[(root.to_owned(), RecursiveMode::NonRecursive)])?;
        watch.folders.borrow_mut().extend(folders.iter().map(|folder| (root.join(folder), false)));
        match watch.follow() {
            Some(error) => Err(error),
            None => Ok(watch),
        }
    }

    /// Watches folders with everything below them, and files. The error is the operating system's.
    pub fn over(paths: &[PathBuf]) -> Result<Watch, String> {
        // Many programs save a file by putting another in its place: the watch is on its folder.
        let watched = paths.iter().map(|path| match (path.is_dir(), path.parent()) {
            (false, Some(parent)) if parent.as_os_str().is_empty() => (PathBuf::from("."), RecursiveMode::NonRecursive),
            (false, Some(parent)) => (parent.to_owned(), RecursiveMode::NonRecursive),
            _ => (path.clone(), RecursiveMode::Recursive),
        });
        Watch::on(&watched.collect::<Vec<_>>())
    }

    fn on(watched: &[(PathBuf, RecursiveMode)]) -> Result<Watch, String> {
        let (sender, heard) = channel();
        let changes = sender.clone();
        let tell = move |event: Result<Event, notify::Error>| {
            // Reading a file is an event as well: without this, every rebuild would set off the next one.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                let _ = changes.send(Heard::Change);
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(|error| error.to_string())?;
        for (path, mode) in watched {
            watcher.watch(path, *mode).map_err(|error| error.to_string())?;
        }
        Ok(Watch { heard, sender, watcher: RefCell::new(watcher), folders: RefCell::default() })
    }

    /// Watches folders that have come, and knows those that have gone. The last error is the operating system's.
    fn follow(&self) -> Option<String> {
        let (mut watcher, mut trouble) = (self.watcher.borrow_mut(), None);
        for (folder, is_watched) in self.folders.borrow_mut().iter_mut() {
            let is_there = folder.is_dir();
            if is_there && !*is_watched {
                trouble =
                    watcher.watch(folder, RecursiveMode::Recursive).err().map(|error| error.to_string()).or(trouble);
            }
            *is_watched = is_there;
        }
        trouble
    }

    /// By which the watch is ended from another thread.
    pub fn ending(&self) -> Ending {
        Ending(self.sender.clone())
    }

    /// Waits until something has changed and no more changes follow. Answers whether the watch is still alive.
    pub fn wait(&self) -> bool {
        match self.heard.recv() {
            Ok(Heard::Change) => self.settle() != Waited::Ended,
            _ => false,
        }
    }

    /// The same, but no longer than so long.
    pub fn wait_for(&self, most: Duration) -> Waited {
        match self.heard.recv_timeout(most) {
            Ok(Heard::Change) => self.settle(),
            Err(RecvTimeoutError::Timeout) => Waited::Nothing,
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => Waited::Ended,
        }
    }

    fn settle(&self) -> Waited {
        loop {
            match self.heard.recv_timeout(QUIET) {
                Ok(Heard::Change) => {}
                Err(RecvTimeoutError::Timeout) => {
                    // Before anybody reads what has come, so that nothing that comes later is missed. That one of them cannot be
                    // watched is no reason to hear of the others no more.
                    let _ = self.follow();
                    return Waited::Changed;
                }
                Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
            }
        }
    }
}

impl Ending {
    pub fn end(&self) {
        // A watch that is gone has ended already.
        let _ = self.0.send(Heard::End);
    }
}
