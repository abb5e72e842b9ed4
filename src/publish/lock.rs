//! Locks beside folders: of an output, which one run has from its beginning to its end; and of what came in, for moments.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a lock is waited for that is held for moments only, and how often it is tried.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(5);

/// A lock that is held as long as it lives. The operating system frees it even when the run is killed.
pub struct Lock {
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Takes a lock; none where another run has it.
    pub fn take(path: &Path) -> io::Result<Option<Lock>> {
        loop {
            let file = open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // The run that had it may have ended and removed the file between our opening and locking it: then others
            // see another file, or none, and the lock keeps nobody out.
            if is_at(&file, path) {
                return Ok(Some(Lock { path: path.to_owned(), file: Some(file) }));
            }
        }
    }

    /// Takes a lock that others have for moments only. Who has it longer has come to a stop and is not waited for.
    pub fn wait(path: &Path) -> io::Result<Lock> {
        let start = Instant::now();
        loop {
            match Lock::take(path)? {
                Some(lock) => return Ok(lock),
                None if start.elapsed() > PATIENCE => return Err(io::ErrorKind::WouldBlock.into()),
                None => sleep(PAUSE),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where an open file cannot be removed it is closed first; who opens it then keeps it from being removed.
        if cfg!(windows) {
            self.file = None;
        }
        // A lock file that stays behind does no harm: it is the lock on it that counts.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(not(windows))]
fn open(path: &Path) -> io::Result<File> {
    File::create(path)
}

#[cfg(windows)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    // Others may read and write, but not remove it.
    const READ_AND_WRITE: u32 = 3;
    fs::OpenOptions::new().write(true).create(true).truncate(true).share_mode(READ_AND_WRITE).open(path)
}

#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata().map(id), fs::metadata(path).map(id)), (Ok(ours), Ok(there)) if ours == there)
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
