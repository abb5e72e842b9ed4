//! Keeping what was handed in: each file under a name of its own, whole or not at all, and never over another one, however
//! many programs keep files in one folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock::{Lock, is_at};

/// A file on its way into a folder: it stands beside the folder until it is whole. It is locked as long as it is on its way, so
/// that others see that somebody is at it.
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

/// The lock of a folder beside which files stand on their way; it is held for moments only.
const ALONE: &str = ".arriving.lock";

/// Begins a file, which stands in the folder `beside` under a name of its own until it is whole; both are on one disk.
pub fn keep(beside: &Path, target: PathBuf) -> io::Result<Kept> {
    if let Some(folder) = target.parent() {
        private_folder(folder)?;
    }
    let mut open = fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    for number in 0..u32::MAX {
        let path = beside.join(format!("{ARRIVING}{number}"));
        match open.open(&path) {
            // It is ours unless somebody took it for a leaving of a killed run before it was locked.
            Ok(file) if is_claimed(&file) && is_at(&file, &path) => {
                return Ok(Kept { file, beside: path, target, synced: false, put: false });
            }
            // A name that is taken belongs to another file on its way, of this program or of another one.
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes what killed runs left half written in a folder: it is nobody's any more.
pub fn tidy(beside: &Path) -> io::Result<()> {
    for entry in fs::read_dir(beside)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(ARRIVING) {
            remove_left(&entry.path())?;
        }
    }
    Ok(())
}

/// Tells others that somebody is at a file. On Windows an open file tells it by itself, and a lock would keep us from
/// reading it.
fn is_claimed(file: &File) -> bool {
    cfg!(windows) || file.try_lock().is_ok()
}

/// Removes a file that nobody is at.
fn remove_left(path: &Path) -> io::Result<()> {
    let mut open = fs::OpenOptions::new();
    open.write(true);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut open, 0);
    match open.open(path) {
        // Another one may stand there by now.
        Ok(file) if is_claimed(&file) && is_at(&file, path) => {
            // Where an open file cannot be removed it is closed first.
            let _held = if cfg!(windows) { None } else { Some(file) };
            fs::remove_file(path)
        }
        Err(error) if !cfg!(windows) && error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Keeps others out of a folder for the moment in which something is looked at there and then replaced.
pub fn alone(beside: &Path) -> io::Result<Lock> {
    Lock::wait(&beside.join(ALONE))
}

/// Replaces a file, whole or not at all. Whoever might read it before may read it after, and nobody else. Where a link stands
/// in its place, the file that it leads to is replaced.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tidy(beside)?;
    let mut kept = keep(beside, target.clone())?;
    kept.write(text.as_ref())?;
    if let Ok(before) = fs::metadata(&target) {
        kept.file.set_permissions(before.permissions())?;
    }
    kept.put().map(|_| ())
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
        // A name that is free would be somebody else's a moment later.
        let _alone = self.alone()?;
        self.target = free(&self.target).ok_or(io::ErrorKind::AlreadyExists)?;
        self.put()
    }

    /// Puts the file in its place under the very name that was wanted, which must be free.
    pub fn finish_alone(self) -> io::Result<PathBuf> {
        let _alone = self.alone()?;
        match self.target.exists() {
            true => Err(io::ErrorKind::AlreadyExists.into()),
            false => self.put(),
        }
    }

    fn alone(&self) -> io::Result<Lock> {
        alone(self.beside.parent().unwrap_or(Path::new(".")))
    }

    fn put(mut self) -> io::Result<PathBuf> {
        self.sync()?;
        fs::rename(&self.beside, &self.target)?;
        self.put = true;
        settle(&self.target)?;
        Ok(self.target.clone())
    }
}

/// Waits until a name in a folder is on the disk, as what it names already is: a power cut would take the name otherwise
/// (fsync(2)). Systems that cannot wait for a folder, such as Windows and some shared disks, see to it themselves or not at
/// all.
fn settle(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
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

/// Makes a folder with all above it, on the disk when this returns; those that are new are their owner's only. On Windows
/// they inherit the rights of theirs.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let new: Vec<&Path> = path.ancestors().take_while(is_new).collect();
    builder.create(path)?;
    new.into_iter().try_for_each(settle)
}

#[cfg(test)]
mod tests {
    use super::{keep, replace, tidy};

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
        let mut arriving = keep(beside, temp.path().join("c")).expect("begun");
        arriving.write(b"half").expect("written");
        tidy(beside).expect("tidied");
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 2, "the day's folder, and what is on its way");
        assert_eq!(std::fs::read(arriving.finish().expect("finished")).expect("there"), b"half");
    }

    #[test]
    fn files_of_one_name_that_come_at_once_are_all_kept() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (beside, target) = (temp.path(), temp.path().join("day/a.yaml"));
        std::thread::scope(|scope| {
            for text in 0..8_u8 {
                let target = target.clone();
                scope.spawn(move || {
                    for _ in 0..8 {
                        tidy(beside).expect("tidied");
                        let mut kept = keep(beside, target.clone()).expect("begun");
                        kept.write(&[text; 9]).expect("written");
                        kept.finish().expect("finished");
                    }
                });
            }
        });
        let mut files: Vec<_> = std::fs::read_dir(temp.path().join("day")).expect("there").flatten().collect();
        files.retain(|file| std::fs::read(file.path()).expect("read").len() == 9);
        assert_eq!(files.len(), 64);
        assert_eq!(std::fs::read_dir(beside).expect("readable").count(), 1, "only the day's folder");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_replaced_where_it_is_and_stays_as_open_as_it_was() {
        use std::os::unix::fs::PermissionsExt;
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (temp.path().join("real"), temp.path().join("desk/link"));
        std::fs::create_dir(temp.path().join("desk")).expect("made");
        std::fs::write(&real, "before").expect("written");
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("set");
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        replace(&link, "after").expect("replaced");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&real).expect("read"), b"after");
        assert_eq!(std::fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o640);
    }
}
