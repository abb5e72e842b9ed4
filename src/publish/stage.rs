//! Replacing an output folder: staged beside it, then renamed in; a killed run leaves the former or the new one whole.
//!
//! Beside a target `site` stand, while a run is at work, `.site.lock` (held for the length of the run), `.site.new` (being
//! written; complete once it bears the marker) and `.site.old` (the former folder, on its way out). Whatever a killed
//! run leaves behind tells how far it came, and the next run completes or undoes it:
//!
//! | target | `.new` with marker | `.old` | what the next run does |
//! |---|---|---|---|
//! | there | any | no  | the former output stands; removes `.new` |
//! | gone  | yes | yes | the new output was complete: renames it in |
//! | gone  | no  | yes | renames the former output back |
//! | there | any | yes | that output stands, the former or the new one; carries dot entries over and removes `.old` |
//!
//! Where the system can exchange two folders, a complete `.new` becomes `.old` and changes places with the target, which is
//! never missing then: it is the former output before that one call and the new one after it.
//!
//! Entries at the target's root whose names begin with a dot, such as `.git` of a published site, are carried over.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::exchange::exchange;
use super::lock::Lock;
use crate::diagnostic::{Both, List, PublishProblem, Words};
use crate::model::{Artifact, Content, Sink};
use crate::source::{read_file, resolved};

/// The file by which our own output folders are known; its first line says what they hold.
const MARKER: &str = ".linghang";
/// Bytes of a marker, and some more; a sender's file of its name may be anything.
const LONGEST_MARKER: u64 = 4 << 10;
/// Bytes of a long file that are written at one time.
const PIECE: usize = 1 << 16;
const MARKER_TEXT: &str = "This folder is written by linghang and replaced whole by its next run.\n本文件夹由 linghang 生成，下次运行时整个替换。\n";

/// What an output folder holds. The one kind never replaces the other: summaries would be published in a site's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Site,
    /// Summaries hold personal data: only the owner may look into them.
    Summaries,
}

impl Output {
    const ALL: [Output; 2] = [Output::Site, Output::Summaries];

    fn id(self) -> &'static str {
        match self {
            Output::Site => "linghang site",
            Output::Summaries => "linghang summaries",
        }
    }

    fn words(self) -> Words {
        Words(match self {
            Output::Site => ["网站", "a site"],
            Output::Summaries => ["汇总结果", "summaries"],
        })
    }

    fn is_private(self) -> bool {
        self == Output::Summaries
    }

    /// What a folder of ours holds; none where it is not ours.
    pub fn of(folder: &Path) -> Option<Output> {
        let marker = read_file(&folder.join(MARKER), LONGEST_MARKER).ok()?;
        let first = std::str::from_utf8(&marker).ok()?.lines().next()?;
        Output::ALL.into_iter().find(|output| output.id() == first)
    }
}

/// Replaces the target folder by these artifacts; where that fails, the former output is untouched.
pub fn publish(target: &Path, artifacts: &[Artifact], output: Output) -> Result<(), PublishProblem> {
    let stage = Stage::open(target, output)?;
    artifacts.iter().for_each(|artifact| stage.put(artifact));
    stage.finish()
}

/// A new output on its way: files are put down as they come, and take the former output's place all at once.
pub struct Stage {
    parts: Parts,
    output: Output,
    /// Of all files so far: how many, and their bytes.
    put: Mutex<(usize, usize)>,
    failure: OnceLock<io::Error>,
    finished: bool,
    _lock: Lock,
}

impl Stage {
    /// Makes ready to replace a folder, which is refused where it is not ours to replace.
    pub fn open(target: &Path, output: Output) -> Result<Stage, PublishProblem> {
        let parts = Parts::of(target)?;
        parts.within(fs::create_dir_all(&parts.parent))?;
        let lock = parts.lock()?;
        parts.within(parts.recover())?;
        parts.ours(output)?;
        parts.within(create_folder(&parts.new, output))?;
        let (put, failure) = (Mutex::new((0, 0)), OnceLock::new());
        Ok(Stage { parts, output, put, failure, finished: false, _lock: lock })
    }

    /// Puts a file down, from any thread. The first failure is told in the end; nothing is written after it.
    pub fn put(&self, artifact: &Artifact) {
        if self.failure.get().is_some() {
            return;
        }
        match self.write(artifact) {
            Ok(()) => self.count(artifact.bytes.len()),
            Err(error) => _ = self.failure.set(error),
        }
    }

    /// Begins a file that is written as its content comes.
    pub fn begin(&self, path: &str) -> io::Result<impl Read + Write + Seek + use<>> {
        let path = self.parts.new.join(path);
        if let Some(parent) = path.parent() {
            create_folders(&self.parts.new, parent, self.output)?;
        }
        create(&path, self.output)
    }

    /// Puts a file down while its content is made, from any thread, as [`Stage::put`] does.
    pub fn pour(&self, path: &str, content: &mut Content) {
        if self.failure.get().is_some() {
            return;
        }
        match self.poured(path, content) {
            Ok(bytes) => self.count(bytes),
            Err(error) => _ = self.failure.set(error),
        }
    }

    /// Notes that something could not be put down: there will be no new output.
    pub fn fail(&self, error: io::Error) {
        _ = self.failure.set(error);
    }

    /// How many files there are so far, and how many bytes they have.
    pub fn size(&self) -> (usize, usize) {
        *self.put.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the new output in the place of the former one. Without this nothing happens to it.
    pub fn finish(mut self) -> Result<(), PublishProblem> {
        if let Some(error) = self.failure.take() {
            return self.parts.within(Err(error));
        }
        // The marker comes last: a staged folder that bears it is complete.
        let marker = format!("{}\n{MARKER_TEXT}", self.output.id());
        self.parts.within(write(&self.parts.new.join(MARKER), marker.as_bytes(), self.output))?;
        self.parts.within(self.parts.swap())?;
        self.finished = true;
        Ok(())
    }

    fn count(&self, bytes: usize) {
        let mut put = self.put.lock().unwrap_or_else(PoisonError::into_inner);
        *put = (put.0 + 1, put.1 + bytes);
    }

    fn poured(&self, path: &str, content: &mut Content) -> io::Result<usize> {
        let mut file = BufWriter::with_capacity(PIECE, self.begin(path)?);
        content(&mut file)?;
        file.flush()?;
        Ok(file.stream_position()? as usize)
    }

    fn write(&self, artifact: &Artifact) -> io::Result<()> {
        let path = self.parts.new.join(&artifact.path);
        if let Some(parent) = path.parent() {
            create_folders(&self.parts.new, parent, self.output)?;
        }
        write(&path, &artifact.bytes, self.output)
    }
}

impl Sink for &Stage {
    fn put(&mut self, artifact: Artifact) {
        Stage::put(self, &artifact);
    }

    fn pour(&mut self, path: &str, content: &mut Content) {
        Stage::pour(self, path, content);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.finished {
            // What stays behind is removed by the next run.
            let _ = remove(&self.parts.new);
        }
    }
}

/// An output folder that no other run may write meanwhile; whatever a killed run left beside it is gone.
pub struct Held {
    _lock: Lock,
}

/// Holds the summaries of a folder, which is refused where it is not ours; none where there are none.
pub fn hold(target: &Path) -> Result<Option<Held>, PublishProblem> {
    let parts = Parts::of(target)?;
    if !parts.parent.exists() {
        return Ok(None);
    }
    let lock = parts.lock()?;
    parts.within(parts.recover())?;
    if parts.target.exists() {
        parts.ours(Output::Summaries).map_err(|problem| match problem {
            PublishProblem::NotOurFolder { path, .. } | PublishProblem::OtherOutput { path, .. } => {
                let reason = ["不是本程序写出的汇总结果", "it holds no results of this program"];
                PublishProblem::NotPurged { path, reason: Both(reason.map(str::to_owned)) }
            }
            problem => problem,
        })?;
    }
    Ok(Some(Held { _lock: lock }))
}

/// Removes a folder of summaries that holds nothing any more but its marker.
pub fn remove_outputs(target: &Path) -> io::Result<()> {
    match Output::of(target) {
        Some(Output::Summaries) => super::purge::remove_emptied(target, MARKER),
        Some(Output::Site) | None => Ok(()),
    }
}

struct Parts {
    shown: String,
    parent: PathBuf,
    target: PathBuf,
    new: PathBuf,
    old: PathBuf,
    lock: PathBuf,
}

impl Parts {
    fn of(target: &Path) -> Result<Parts, PublishProblem> {
        let shown = target.display().to_string();
        let nameless = || PublishProblem::CannotWrite {
            path: shown.clone(),
            reason: Both(["缺少文件夹名".to_owned(), "it names no folder".to_owned()]),
        };
        let absolute = resolved(target);
        let (Some(name), Some(parent)) = (absolute.file_name(), absolute.parent()) else { return Err(nameless()) };
        let name = name.to_string_lossy();
        let beside = |suffix: &str| parent.join(format!(".{name}.{suffix}"));
        let (new, old, lock) = (beside("new"), beside("old"), beside("lock"));
        Ok(Parts { parent: parent.to_owned(), new, old, lock, target: absolute, shown })
    }

    fn within<T>(&self, result: io::Result<T>) -> Result<T, PublishProblem> {
        result.map_err(|error| PublishProblem::CannotWrite { path: self.shown.clone(), reason: Both::refusal(&error) })
    }

    /// Taken for the length of the run.
    fn lock(&self) -> Result<Lock, PublishProblem> {
        let lock = self.within(Lock::take(&self.lock))?;
        lock.ok_or_else(|| PublishProblem::AnotherRun { path: self.shown.clone() })
    }

    fn recover(&self) -> io::Result<()> {
        if self.old.try_exists()? && !self.target.try_exists()? {
            let complete = self.new.join(MARKER).try_exists()?;
            fs::rename(if complete { &self.new } else { &self.old }, &self.target)?;
        }
        self.retire()?;
        remove(&self.new)
    }

    /// Refuses a folder with files that are not ours.
    fn ours(&self, output: Output) -> Result<(), PublishProblem> {
        match Output::of(&self.target) {
            Some(held) if held == output => return Ok(()),
            Some(held) => {
                let (path, holds, wanted) = (self.shown.clone(), held.words(), output.words());
                return Err(PublishProblem::OtherOutput { path, holds, wanted });
            }
            None if !self.target.exists() => return Ok(()),
            None => {}
        }
        let entries = self.within(fs::read_dir(&self.target))?;
        let mut found: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        found.sort();
        found.truncate(3);
        match found.is_empty() {
            true => Ok(()),
            false => Err(PublishProblem::NotOurFolder { path: self.shown.clone(), found: List(found) }),
        }
    }

    fn swap(&self) -> io::Result<()> {
        if !self.target.try_exists()? {
            fs::rename(&self.new, &self.target)?;
        } else if !self.exchanged()? {
            fs::rename(&self.target, &self.old)?;
            fs::rename(&self.new, &self.target)?;
        }
        self.retire()
    }

    /// Exchanges the new output, as `.old`, and the former one; leaves all as it is where that cannot be done.
    fn exchanged(&self) -> io::Result<bool> {
        fs::rename(&self.new, &self.old)?;
        let done = exchange(&self.old, &self.target);
        if !matches!(done, Ok(true)) {
            fs::rename(&self.old, &self.new)?;
        }
        done
    }

    /// Removes the former folder once its dot entries have moved on.
    fn retire(&self) -> io::Result<()> {
        // Where nobody can tell whether it is there, nothing of it may be removed.
        if self.old.try_exists()? {
            carry_over(&self.old, &self.target)?;
        }
        remove(&self.old)
    }
}

fn carry_over(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let kept = name.to_string_lossy().starts_with('.') && name != MARKER && !to.join(&name).exists();
        if kept {
            fs::rename(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn create_folders(root: &Path, path: &Path, output: Output) -> io::Result<()> {
    if path == root || path.exists() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        create_folders(root, parent, output)?;
    }
    match create_folder(path, output) {
        // Another thread was first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

#[cfg(unix)]
fn create_folder(path: &Path, output: Output) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mode = if output.is_private() { 0o700 } else { 0o755 };
    fs::DirBuilder::new().mode(mode).create(path)
}

#[cfg(not(unix))]
fn create_folder(path: &Path, _: Output) -> io::Result<()> {
    fs::create_dir(path)
}

fn write(path: &Path, bytes: &[u8], output: Output) -> io::Result<()> {
    create(path, output)?.write_all(bytes)
}

fn create(path: &Path, output: Output) -> io::Result<File> {
    let mut open = fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    if output.is_private() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    }
    #[cfg(not(unix))]
    let _ = output;
    open.open(path)
}

#[cfg(test)]
mod tests;
