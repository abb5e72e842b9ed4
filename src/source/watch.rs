//! Hearing of changes below some folders.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor saves a file in several steps; a change counts once nothing more has come for so long.
const QUIET: Duration = Duration::from_millis(20);

/// A watch over folders, as long as it lives.
pub struct Watch {
    events: Receiver<PathBuf>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches some folders of a project, with everything below them, and the project's folder itself, so that a folder
    /// that is made later is heard of too. The error is the operating system's.
    pub fn new(root: &Path, folders: &[&str]) -> Result<Watch, String> {
        let (sender, events) = channel();
        let tell = move |event: Result<Event, notify::Error>| {
            // Reading a file is an event as well: without this, every rebuild would set off the next one.
            let changes = |event: &Event| !matches!(event.kind, EventKind::Access(_));
            for path in event.into_iter().filter(changes).flat_map(|event| event.paths) {
                let _ = sender.send(path);
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(|error| error.to_string())?;
        for folder in folders.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
            watcher.watch(&folder, RecursiveMode::Recursive).map_err(|error| error.to_string())?;
        }
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| error.to_string())?;
        Ok(Watch { events, _watcher: watcher })
    }

    /// Waits until something has changed and no more changes follow. Answers whether the watch is still alive.
    pub fn wait(&self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}
