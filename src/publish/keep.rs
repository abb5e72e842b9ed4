//! Keeping what was handed in: each file under a name of its own, whole or not at all, and never over another one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file on its way into a folder: it stands beside the folder until it is whole.
pub struct Kept {
    file: File,
    beside: PathBuf,
    target: PathBuf,
    whole: bool,
}

/// How names of files on their way begin, beside the folder that they are for.
const ARRIVING: &str = ".arriving-";

/// Begins a file, which stands in the folder `beside` under a name of its own until it is whole; both are on one disk.
pub fn keep(beside: &Path, target: PathBuf) -> io::Result<Kept> {
    if let Some(folder) = target.parent() {
        private_folder(folder)?;
    }
    let mut open = fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    let mut names = (0..u32::MAX).map(|number| beside.join(format!("{ARRIVING}{number}")));
    // A name that is taken belongs to another file on its way, of this program or of another one.
    let begun = names.find_map(|beside| match open.open(&beside) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
        opened => Some(opened.map(|file| Kept { file, beside, target: target.clone(), whole: false })),
    });
    begun.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

/// Removes what a killed run left half written in a folder: it is nobody's any more.
pub fn tidy(beside: &Path) -> io::Result<()> {
    for entry in fs::read_dir(beside)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(ARRIVING) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Kept {
    /// Where it stands until it is whole.
    pub fn path(&self) -> &Path {
        &self.beside
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Writes all that another file holds.
    pub fn copy(&mut self, from: &Path) -> io::Result<()> {
        io::copy(&mut File::open(from)?, &mut self.file).map(|_| ())
    }

    /// Puts the file in its place, which nothing may have taken meanwhile.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        self.file.sync_all()?;
        if self.target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(&self.beside, &self.target)?;
        self.whole = true;
        Ok(self.target.clone())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !self.whole {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Makes a folder with all above it; those that are new are their owner's only. On Windows they inherit the rights of theirs.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::{keep, tidy};

    #[test]
    fn a_file_is_whole_or_not_there_and_replaces_nothing() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (beside, target) = (temp.path(), temp.path().join("day/a.yaml"));
        let mut first = keep(beside, target.clone()).expect("begun");
        let mut second = keep(beside, target.clone()).expect("begun");
        assert_ne!(first.path(), second.path(), "each has a name of its own");
        first.write(b"one").expect("written");
        second.write(b"two").expect("written");
        assert!(!target.exists());
        first.finish().expect("finished");
        assert!(second.finish().is_err());
        assert_eq!(std::fs::read(&target).expect("there"), b"one");
        drop(keep(beside, temp.path().join("b")).expect("begun"));
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 1, "only the day's folder");
        std::fs::write(beside.join(".arriving-7"), "ha").expect("written");
        tidy(beside).expect("tidied");
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 1, "only the day's folder");
    }
}
