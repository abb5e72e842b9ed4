//! Writing the disk (its only home): an output folder is replaced whole, or not at all.

mod exchange;
mod keep;
mod lock;
mod purge;
mod stage;

pub use keep::{Kept, alone, keep, private_folder, replace, tidy};
pub use lock::Lock;
pub use purge::{Deleted, Doomed, delete};
pub use stage::{Held, Output, Stage, hold, publish, remove_outputs};

use std::fs;
use std::path::Path;

/// Writes single files into a folder that is not ours to replace, such as a new project; nothing is overwritten.
pub fn write_new(root: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let target = root.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&target)?;
    std::io::Write::write_all(&mut file, bytes)
}

/// Writes single files into a folder that a person named, replacing files of the same name.
pub fn write_over(root: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let target = root.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(target, bytes)
}

/// Writes a new file that is its owner's only, such as a key, whole or not at all; nothing is overwritten. On Windows it
/// inherits the rights of its folder.
pub fn write_secret(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut kept = keep(beside, path.to_owned())?;
    kept.write(bytes)?;
    kept.finish_alone().map(|_| ())
}
