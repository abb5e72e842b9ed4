//! Finding files under the paths that a person named, always in the same order.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `/`-separated, relative to the path it was found under; a file argument gives its own name.
    pub name: String,
    pub path: PathBuf,
    /// A symbolic link: listed, never followed.
    pub link: bool,
}

/// When a file was last written and how long it is: as long as both stay, it is taken to be unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

/// The stamp of a regular file; none where the system does not tell.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let meta = fs::metadata(path).ok().filter(Metadata::is_file)?;
    Some(Stamp { modified: meta.modified().ok()?, bytes: meta.len() })
}

/// What a walk brought home.
#[derive(Debug, Default)]
pub struct Walk {
    /// Sorted by name.
    pub files: Vec<Found>,
    /// Folders or entries that could not be looked into, with the reason.
    pub failed: Vec<(Found, io::Error)>,
    /// Folders that were not to be looked into.
    pub passed: Vec<Found>,
}

/// Lists every file under a path, which may itself be a file. Links are listed but not followed: they could lead out
/// of the folder or round in circles.
pub fn walk(root: &Path, skip: &dyn Fn(&Path) -> bool) -> Walk {
    let mut walk = Walk::default();
    let mut passed = Vec::new();
    // A returned folder may hold our own output folder; it is recognised by its marker and left out.
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| {
        let folder = entry.file_type().is_dir();
        let is_passed = folder && entry.depth() > 0 && skip(entry.path());
        passed.extend(is_passed.then(|| found(root, entry.path())));
        !is_passed
    });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let link = entry.depth() > 0 && entry.path_is_symlink();
                walk.files.push(Found { link, ..found(root, entry.path()) });
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                walk.failed.push((found(root, &path), error.into()));
            }
        }
    }
    walk.passed = passed;
    walk.files.sort_by(|a, b| a.name.cmp(&b.name));
    walk
}

fn found(root: &Path, path: &Path) -> Found {
    let inside = path.strip_prefix(root).ok().filter(|inside| !inside.as_os_str().is_empty());
    let shown = inside.unwrap_or_else(|| path.file_name().map_or(path, Path::new));
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Found { name: parts.join("/"), path: path.to_owned(), link: false }
}
