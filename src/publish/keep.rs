//! Keeping what was handed in: each file under a name of its own, whole or not at all, and never over another one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file on its way into a folder: it stands beside the folder until it is whole.
pub struct Kept {
    file: File,
    beside: PathBuf,
    target: PathBuf,
    /// Whether all that was written is on the disk.
    synced: bool,
    put: bool,
}

/// How names of files on their way begin, beside the folder that they are for.
const ARRIVING: &str = ".arriving-";

/// Begins a file, which stands in the folder `beside` under a name of its own until it is whole; both are on one disk. Whoever
/// puts several files into one place at once does it one after the other.
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
        opened => Some(opened.map(|file| Kept { file, beside, target: target.clone(), synced: false, put: false })),
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
        self.synced = false;
        self.file.write_all(bytes)
    }

    /// Writes all that another file holds.
    pub fn copy(&mut self, from: &Path) -> io::Result<()> {
        self.synced = false;
        io::copy(&mut File::open(from)?, &mut self.file).map(|_| ())
    }

    /// Waits until all that was written is on the disk, so that finishing takes no time.
    pub fn sync(&mut self) -> io::Result<()> {
        if !self.synced {
            self.file.sync_all()?;
            self.synced = true;
        }
        Ok(())
    }

    /// Puts the file in its place, and answers where that is: a name that is taken gets a number.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        self.target = free(&self.target).ok_or(io::ErrorKind::AlreadyExists)?;
        self.put()
    }

    /// Puts the file in its place under the very name that was wanted, which must be free.
    pub fn finish_alone(self) -> io::Result<PathBuf> {
        match self.target.exists() {
            true => Err(io::ErrorKind::AlreadyExists.into()),
            false => self.put(),
        }
    }

    fn put(mut self) -> io::Result<PathBuf> {
        self.sync()?;
        fs::rename(&self.beside, &self.target)?;
        self.put = true;
        Ok(self.target.clone())
    }
}

/// The path, or the first one with a number at which nothing stands: `甲 (2).yaml`.
fn free(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let (stem, extension) = name.split_at(name.rfind('.').unwrap_or(name.len()));
    let numbered = (2_u32..).map(|copy| path.with_file_name(format!("{stem} ({copy}){extension}")));
    std::iter::once(path.to_owned()).chain(numbered).find(|path| !path.exists())
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !self.put {
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
        let path = second.finish().expect("finished");
        assert_eq!(
            (path.file_name(), std::fs::read(&path).expect("there")),
            (Some("a (2).yaml".as_ref()), b"two".to_vec())
        );
        let mut third = keep(beside, target.clone()).expect("begun");
        third.write(b"three").expect("written");
        assert!(third.finish_alone().is_err());
        assert_eq!(std::fs::read(&target).expect("there"), b"one");
        drop(keep(beside, temp.path().join("b")).expect("begun"));
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 1, "only the day's folder");
        std::fs::write(beside.join(".arriving-7"), "ha").expect("written");
        tidy(beside).expect("tidied");
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 1, "only the day's folder");
    }
}
