//! Deleting files for good, where a person asked for it: one by one, and only those that were looked at before.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Both;
use crate::source::{Stamp, file_size, stamp};

/// A file that is to be deleted, as it was when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doomed {
    pub path: PathBuf,
    pub bytes: u64,
    stamp: Option<Stamp>,
}

impl Doomed {
    pub fn new(path: PathBuf) -> Doomed {
        Doomed { bytes: file_size(&path), stamp: stamp(&path), path }
    }
}

/// What came of deleting.
#[derive(Debug, Default)]
pub struct Deleted {
    pub files: usize,
    pub bytes: u64,
    /// What is still there, and why.
    pub failed: Vec<(PathBuf, Both)>,
}

/// Deletes files, and the folders below `root` that hold nothing any more. A file that was changed since it was looked at
/// stays; so does whatever a link leads to.
pub fn delete(files: &[Doomed], root: &Path) -> Deleted {
    let mut deleted = Deleted::default();
    for file in files {
        if stamp(&file.path) != file.stamp {
            let changed = Both(["刚刚改动过".to_owned(), "it was changed just now".to_owned()]);
            deleted.failed.push((file.path.clone(), changed));
            continue;
        }
        match fs::remove_file(&file.path) {
            Ok(()) => (deleted.files, deleted.bytes) = (deleted.files + 1, deleted.bytes + file.bytes),
            // An earlier run or somebody else was first.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => deleted.failed.push((file.path.clone(), Both::refusal(&error))),
        }
        let folders = file.path.ancestors().skip(1).take_while(|folder| *folder != root && folder.starts_with(root));
        for folder in folders {
            // Refused as long as something is in it.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    deleted
}

/// Removes an output folder of ours that holds nothing but its marker.
pub fn remove_emptied(folder: &Path, marker: &str) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name());
    if entries.all(|name| name == marker) {
        // The marker goes last: without it the folder would be taken for somebody else's.
        fs::remove_file(folder.join(marker))?;
        fs::remove_dir(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Doomed, delete};

    #[test]
    fn only_what_was_looked_at_goes() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let root = temp.path();
        fs::create_dir_all(root.join("a/b")).expect("created");
        for name in ["a/b/one", "a/two", "three"] {
            fs::write(root.join(name), name).expect("written");
        }
        let doomed: Vec<Doomed> = ["a/b/one", "a/two", "three", "gone"].map(|name| Doomed::new(root.join(name))).into();
        fs::write(root.join("a/two"), "changed since").expect("written");
        let deleted = delete(&doomed, root);
        assert_eq!((deleted.files, deleted.bytes), (2, 12));
        assert_eq!(deleted.failed.len(), 1);
        assert!(!root.join("a/b").exists() && root.join("a/two").exists() && !root.join("three").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_stays() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (root, elsewhere) = (temp.path().join("returned"), temp.path().join("letter"));
        fs::create_dir(&root).expect("created");
        fs::write(&elsewhere, "mine").expect("written");
        std::os::unix::fs::symlink(&elsewhere, root.join("link")).expect("linked");
        assert_eq!(delete(&[Doomed::new(root.join("link"))], &root).files, 1);
        assert!(elsewhere.exists() && root.exists());
    }
}
