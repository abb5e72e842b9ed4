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

/// Begins a file, which stands at `beside` until it is whole; both are on one disk.
pub fn keep(beside: PathBuf, target: PathBuf) -> io::Result<Kept> {
    if let Some(folder) = target.parent() {
        private_folder(folder)?;
    }
    // What a killed run left half written is nobody's any more.
    let mut open = fs::OpenOptions::new();
    open.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    Ok(Kept { file: open.open(&beside)?, beside, target, whole: false })
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
    use super::keep;

    #[test]
    fn a_file_is_whole_or_not_there_and_replaces_nothing() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (beside, target) = (temp.path().join(".arriving"), temp.path().join("day/a.yaml"));
        let mut first = keep(beside.clone(), target.clone()).expect("begun");
        first.write(b"one").expect("written");
        assert!(!target.exists());
        first.finish().expect("finished");
        let mut second = keep(beside.clone(), target.clone()).expect("begun");
        second.write(b"two").expect("written");
        assert!(second.finish().is_err());
        assert_eq!(std::fs::read(&target).expect("there"), b"one");
        drop(keep(beside.clone(), temp.path().join("b")).expect("begun"));
        assert!(!beside.exists());
    }
}
