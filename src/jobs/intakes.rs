//! What was read of received files, kept from one compiling to the next, so that only new and changed files are read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::expand::Piece;
use super::found::find;
use super::receive::Got;
use crate::diagnostic::Diagnostics;
use crate::model::{FileFate, Form, Project};
use crate::source::{Found, SourceId, Sources, Stamp, stamp};

/// A memory of received files. What comes out of a compiling is the same with it and without.
#[derive(Default)]
pub struct Intakes {
    /// Those of a compiling that nobody repeats keep nothing.
    forgetful: bool,
    /// With which the files were read.
    forms: Vec<Form>,
    /// All files of the last compiling, as they were when it began.
    seen: Vec<(Found, Option<Stamp>)>,
    /// Of the disk's files, by path.
    kept: BTreeMap<PathBuf, Kept>,
    /// Files that could not be read, and how they looked then.
    doubtful: BTreeMap<PathBuf, Option<Stamp>>,
    unsettled: bool,
}

/// A file of the disk with all that is in it.
struct Kept {
    piece: Piece,
    /// By name.
    got: BTreeMap<String, Got>,
}

impl Intakes {
    /// For a single compiling.
    pub fn forgetful() -> Intakes {
        Intakes { forgetful: true, ..Intakes::default() }
    }

    /// Whether the files under the paths are others than those of the last compiling, or look different.
    pub fn stale(&self, paths: &[PathBuf]) -> bool {
        let found = find(paths, &[], &[], &mut Sources::default(), &mut Diagnostics::default()).files;
        found.len() != self.seen.len()
            || found.iter().zip(&self.seen).any(|(now, (then, look))| now != then || stamp(&now.path) != *look)
    }

    /// Takes note of how a file looks now: it was written by whoever asks, who knows what is in it.
    pub fn note(&mut self, path: &Path) {
        for (_, look) in self.seen.iter_mut().filter(|(found, _)| found.path == path) {
            *look = stamp(path);
        }
        self.kept.remove(path);
    }

    /// Whether the last compiling met files that may not be whole yet: they changed while they were read, or cannot be read
    /// and are new. To look again shows whether they stay as they are.
    pub fn unsettled(&self) -> bool {
        self.unsettled
    }

    /// Forgets all that has changed since.
    pub(super) fn begin(&mut self, project: &Project, found: &[Found]) {
        self.unsettled = false;
        if self.forgetful {
            return;
        }
        if self.forms != project.forms {
            self.kept.clear();
            self.forms.clone_from(&project.forms);
        }
        let looks: BTreeMap<&Path, (&str, Option<Stamp>)> =
            self.seen.iter().map(|(found, look)| (found.path.as_path(), (found.name.as_str(), *look))).collect();
        let now: Vec<(Found, Option<Stamp>)> = found.iter().map(|it| (it.clone(), stamp(&it.path))).collect();
        let same = |(it, look): &&(Found, Option<Stamp>)| {
            look.is_some() && looks.get(it.path.as_path()) == Some(&(it.name.as_str(), *look))
        };
        let mut before = std::mem::take(&mut self.kept);
        self.kept = now.iter().filter(same).filter_map(|(it, _)| before.remove_entry(&it.path)).collect();
        self.seen = now;
    }

    /// A file as it was opened before.
    pub(super) fn piece(&self, found: &Found) -> Option<Piece> {
        self.kept.get(&found.path).map(|kept| kept.piece.clone())
    }

    /// Whether a file of the disk need not be read.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.kept.contains_key(path)
    }

    /// What came of reading a piece before, under its number of today.
    pub(super) fn got(&self, piece: &Piece) -> Option<Got> {
        Some(self.kept.get(&piece.path)?.got.get(&piece.name)?.clone().numbered(piece.source))
    }

    /// Keeps what came of reading the pieces; files that may not be whole yet are read again.
    pub(super) fn keep(&mut self, read: &[(SourceId, &Piece)], got: &[Got]) {
        if self.forgetful {
            return;
        }
        let looks: BTreeMap<&Path, Option<Stamp>> =
            self.seen.iter().map(|(found, look)| (found.path.as_path(), *look)).collect();
        let mut fresh: BTreeMap<&Path, Kept> = BTreeMap::new();
        let mut doubtful = BTreeMap::new();
        for ((_, piece), got) in read.iter().zip(got).filter(|((_, piece), _)| !self.kept.contains_key(&piece.path)) {
            let is_file = piece.inside.is_empty();
            let look = looks.get(piece.path.as_path()).copied().flatten();
            if is_file && got.received.fate == FileFate::Unreadable {
                self.unsettled |= self.doubtful.get(&piece.path) != Some(&look);
                doubtful.insert(piece.path.clone(), look);
            } else if is_file && stamp(&piece.path) != look {
                self.unsettled = true;
            } else if is_file {
                let kept = Kept { piece: (*piece).clone(), got: BTreeMap::new() };
                fresh.insert(&piece.path, kept);
            }
        }
        for ((_, piece), got) in read.iter().zip(got) {
            if let Some(kept) = fresh.get_mut(piece.path.as_path()) {
                kept.got.insert(piece.name.clone(), got.clone());
            }
        }
        self.kept.extend(fresh.into_iter().map(|(path, kept)| (path.to_owned(), kept)));
        self.doubtful = doubtful;
    }
}
