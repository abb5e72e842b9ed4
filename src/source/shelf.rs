//! Containers that were last looked into: snippets and copies are made file by file, and what holds the files is not to be
//! opened again for each one.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::archive::Archive;
use super::container::{Container, ContainerKind, Step, archive};
use super::mail::Mail;
use super::read::{Limits, read_file};

/// The containers around the file that was last read, as many of them as may stay in memory.
#[derive(Default)]
pub struct Shelf(Mutex<Shelved>);

#[derive(Default)]
struct Shelved {
    path: PathBuf,
    /// Each one lies in the one before it, perhaps with others between them.
    open: Vec<Opened>,
    /// How many containers were opened so far.
    #[cfg(test)]
    count: usize,
}

struct Opened {
    /// The way to it; empty for a file of the disk.
    way: Vec<Step>,
    what: Open,
    /// Bytes that it holds in memory.
    bytes: u64,
}

enum Open {
    File(Archive<BufReader<File>>),
    Bytes(Archive<Cursor<Vec<u8>>>),
    /// The items of a mail, as far as they may stay in memory.
    Mail(BTreeMap<usize, Vec<u8>>),
}

impl Shelf {
    /// The bytes of a file within files: every step but the last leads to a container.
    pub fn read(&self, path: &Path, steps: &[Step], limits: &Limits) -> Option<Vec<u8>> {
        self.0.lock().ok()?.read(path, steps, limits)
    }
}

impl Shelved {
    fn read(&mut self, path: &Path, steps: &[Step], limits: &Limits) -> Option<Vec<u8>> {
        if self.path != path {
            self.open.clear();
            self.path = path.to_owned();
        }
        let (last, way) = steps.split_last()?;
        self.reach(way, last.kind, limits)?;
        let opened = self.open.last_mut()?;
        match &mut opened.what {
            Open::File(archive) => archive.read(last.index, limits.file_bytes).ok(),
            Open::Bytes(archive) => archive.read(last.index, limits.file_bytes).ok(),
            Open::Mail(items) => match items.get(&last.index) {
                Some(bytes) => Some(bytes.clone()).filter(|bytes| bytes.len() as u64 <= limits.file_bytes),
                None => {
                    self.open.pop();
                    let raw = self.raw(way, limits)?;
                    Container::read(&mut Mail::open(&raw).ok()?, last.index, limits.file_bytes).ok()
                }
            },
        }
    }

    /// Opens all containers on a way that are not open, so that the last one lies on top.
    fn reach(&mut self, way: &[Step], kind: ContainerKind, limits: &Limits) -> Option<()> {
        while self.open.last().is_some_and(|top| !way.starts_with(&top.way)) {
            self.open.pop();
        }
        if self.open.last().is_some_and(|top| top.way.len() == way.len()) {
            return Some(());
        }
        let opened = match (kind, way) {
            (ContainerKind::Zip, []) => {
                let what = Open::File(archive(&self.path, limits).ok()?);
                Opened { way: Vec::new(), what, bytes: 0 }
            }
            _ => {
                let raw = self.raw(way, limits)?;
                self.make_room(raw.len() as u64, limits);
                open(way, kind, raw, limits)?
            }
        };
        #[cfg(test)]
        {
            self.count += 1;
        }
        self.make_room(opened.bytes, limits);
        self.open.push(opened);
        Some(())
    }

    /// The bytes of the container at the end of a way.
    fn raw(&mut self, way: &[Step], limits: &Limits) -> Option<Vec<u8>> {
        match way {
            // An archive of the disk is never read whole.
            [] => read_file(&self.path, limits.mail_bytes).ok(),
            _ => {
                let path = self.path.clone();
                self.read(&path, way, &Limits { file_bytes: limits.member_bytes, ..*limits })
            }
        }
    }

    /// Closes outer containers until as much as one member may be is not exceeded by them all and so many bytes more.
    fn make_room(&mut self, bytes: u64, limits: &Limits) {
        let held = |open: &[Opened]| open.iter().map(|it| it.bytes).sum::<u64>();
        while held(&self.open) + bytes > limits.member_bytes
            && let Some(outermost) = self.open.iter().position(|it| it.bytes > 0)
        {
            self.open.remove(outermost);
        }
    }
}

fn open(way: &[Step], kind: ContainerKind, raw: Vec<u8>, limits: &Limits) -> Option<Opened> {
    let length = raw.len() as u64;
    let (what, bytes) = match kind {
        ContainerKind::Zip => (Open::Bytes(Archive::over(Cursor::new(raw), length, limits).ok()?), length),
        ContainerKind::Mail => {
            let mail = Mail::open(&raw).ok()?;
            let (mut items, mut held) = (BTreeMap::new(), 0);
            for index in 0..mail.items().len() {
                let Some(item) = mail.read(index) else { continue };
                if held + item.len() as u64 <= limits.member_bytes {
                    held += item.len() as u64;
                    items.insert(index, item);
                }
            }
            (Open::Mail(items), held)
        }
    };
    Some(Opened { way: way.to_vec(), what, bytes })
}

/// A copy has a shelf of its own.
impl Clone for Shelf {
    fn clone(&self) -> Shelf {
        Shelf::default()
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

#[cfg(test)]
#[path = "shelf/tests.rs"]
mod tests;
