//! Reading files under limits, and the list of every file that was read.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::container::Step;
use super::decode::decode;
use super::fingerprint::Fingerprint;
use super::mail::Envelope;
use super::place::SourceId;
use super::shelf::Shelf;

/// How much the program takes from one file: the table of limits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one returned or authored file.
    pub file_bytes: u64,
    /// Bytes of one returned workbook or document. Most of a large one is photos, which are never inflated. Files of more
    /// than `file_bytes` are read one at a time, so that the memory does not grow with the threads.
    pub office_bytes: u64,
    /// Bytes of a file that is published as it is, such as the scan of a signed original.
    pub published_bytes: u64,
    /// Levels that lists and mappings may stand inside each other.
    pub depth: usize,
    /// Records (people) of one returned file.
    pub records: usize,
    /// Problems told of one file; the rest is counted.
    pub problems: usize,
    /// Bytes of one photo that is put on a sheet.
    pub photo_bytes: u64,
    /// Bytes of a zip archive on the disk. It is read in place, so this bounds time, not memory.
    pub archive_bytes: u64,
    /// Bytes of a saved mail, which is read whole.
    pub mail_bytes: u64,
    /// Bytes of a file inside an archive or a mail, itself perhaps an archive, which is held in memory: nothing larger is
    /// ever unpacked.
    pub member_bytes: u64,
    /// Files in one received archive or mail, with all that is nested in it.
    pub members: usize,
    /// Bytes of all files of one received archive or mail when unpacked, with all that is nested in it.
    pub unpacked_bytes: u64,
    /// How many times larger than itself an archive may unpack.
    pub ratio: u64,
    /// How many archives and mails may stand inside each other.
    pub nesting: usize,
    /// Inflated bytes of all parts of a workbook that are read.
    pub workbook_bytes: u64,
    /// Inflated bytes of all parts of a document that are read.
    pub document_bytes: u64,
    /// How many times larger than the file these may be.
    pub office_ratio: u64,
    /// Parts in the package of a workbook or document, pictures included.
    pub office_parts: usize,
    /// Bytes of a workbook of the old kind (.xls), which is parsed whole.
    pub old_workbook_bytes: u64,
    pub workbook_sheets: usize,
    /// Cells that hold something, merged areas and hidden rows, over all sheets.
    pub workbook_cells: usize,
    /// Bytes of an earlier summary that new ones are compared with; one of a hundred thousand people has some 90 MB.
    pub summary_bytes: u64,
    /// Texts that cells share.
    pub workbook_strings: usize,
    pub workbook_formats: usize,
    /// Defined names of our blanks.
    pub workbook_keys: usize,
    /// Bytes of the text of one cell.
    pub cell_bytes: usize,
    /// Bytes of the texts of all cells of one file, each counted as often as it is shown or stands for a person: cells share
    /// texts, and are merged over many people.
    pub workbook_texts: usize,
    /// Bytes of a returned file of which a marked copy is made; beyond, it would be mostly photos, and too large to be mailed
    /// back.
    pub marked_bytes: u64,
}

impl Limits {
    /// A roster of the largest unit is some 50 kB and four levels deep: this leaves room without letting a file of a
    /// stranger fill the memory.
    ///
    /// Office programs write whole empty columns with their formats, so that a workbook may inflate to far more than
    /// its few cells need; its cells are counted by themselves.
    pub const DEFAULT: Limits = Limits {
        file_bytes: 8 << 20,
        office_bytes: 64 << 20,
        published_bytes: 256 << 20,
        depth: 24,
        records: 5_000,
        problems: 200,
        photo_bytes: 16 << 20,
        archive_bytes: 512 << 20,
        mail_bytes: 50 << 20,
        member_bytes: 64 << 20,
        members: 10_000,
        unpacked_bytes: 1 << 30,
        ratio: 200,
        nesting: 4,
        workbook_bytes: 48 << 20,
        document_bytes: 32 << 20,
        office_ratio: 400,
        office_parts: 20_000,
        old_workbook_bytes: 4 << 20,
        workbook_sheets: 500,
        workbook_cells: 200_000,
        summary_bytes: 512 << 20,
        workbook_strings: 200_000,
        workbook_formats: 70_000,
        workbook_keys: 2_000,
        cell_bytes: 200_000,
        workbook_texts: 24 << 20,
        marked_bytes: 16 << 20,
    };
}

/// Why a file's bytes could not be had.
#[derive(Debug)]
pub enum ReadError {
    TooLarge {
        bytes: u64,
    },
    /// A folder, a pipe, a device.
    NotAFile,
    Io(io::Error),
}

/// A path with every part that exists resolved: links followed, `.` and `..` gone.
pub fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (fs::canonicalize(ancestor), absolute.strip_prefix(ancestor)) {
            return rest.components().fold(real, |mut path, part| {
                // What does not exist yet is no link, so that `..` leads back the way one came.
                match part {
                    Component::ParentDir => _ = path.pop(),
                    part => path.push(part),
                }
                path
            });
        }
    }
    absolute
}

/// Reads a whole file, unless it is larger than the limit. Only regular files are opened: a pipe could block forever.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let meta = fs::metadata(path).map_err(ReadError::Io)?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile);
    }
    if meta.len() > limit {
        return Err(ReadError::TooLarge { bytes: meta.len() });
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    // The file may have grown since it was measured.
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(ReadError::Io)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { bytes: bytes.len() as u64 });
    }
    Ok(bytes)
}

/// Writes all that a file holds; answers how many bytes these were.
pub fn pour(path: &Path, mut into: &mut dyn Write) -> io::Result<u64> {
    io::copy(&mut File::open(path)?, &mut into)
}

/// How many bytes a file has; 0 where the system does not tell.
pub fn file_size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len())
}

/// Whether a regular file stands at the path.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file())
}

/// Whether the path itself is a symbolic link.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Whether a path leads, by links, out of a folder.
pub fn leads_out(folder: &Path, path: &Path) -> bool {
    !resolved(path).starts_with(resolved(folder))
}

/// An authored file at hand, with its text.
#[derive(Clone, Copy, Debug)]
pub struct TextFile<'a> {
    pub source: SourceId,
    /// `/`-separated, relative to the project.
    pub name: &'a str,
    pub text: &'a str,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name people see: `/`-separated, relative to what they named on the command line or to the project.
    pub name: String,
    /// Of the file itself, or of the outermost archive or mail that it stands in.
    pub path: PathBuf,
    /// The way from `path` into archives and mails; empty for a file of the disk.
    pub inside: Vec<Step>,
    /// Of the mail that brought it, or that it is.
    pub envelope: Option<Arc<Envelope>>,
    /// Whether it is a JPEG or PNG; looked at only in archives and mails.
    pub picture: bool,
    /// Of the bytes as they were read; none where they could not be read.
    pub fingerprint: Option<Fingerprint>,
    /// Kept where there may be no file to read again when a snippet is wanted: of templates inside the program.
    pub text: Option<Arc<str>>,
    /// The names of a workbook's sheets, in its order; empty for every other file.
    pub parts: Vec<Arc<str>>,
    /// Whether the file is about people: its snippets are masked.
    pub personal: bool,
}

impl Source {
    /// A file of which no more is known than its name and its path.
    pub fn new(name: impl Into<String>, path: impl Into<PathBuf>) -> Source {
        let (name, path) = (name.into(), path.into());
        let (inside, parts) = (Vec::new(), Vec::new());
        Source {
            name,
            path,
            inside,
            envelope: None,
            picture: false,
            fingerprint: None,
            text: None,
            parts,
            personal: false,
        }
    }
}

/// Every file of a run, by its id.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
    shelf: Shelf,
}

impl Sources {
    pub fn add(&mut self, source: Source) -> SourceId {
        self.list.push(source);
        SourceId((self.list.len() - 1) as u32)
    }

    /// Makes room for so many more files.
    pub fn reserve(&mut self, files: usize) {
        self.list.reserve_exact(files);
    }

    /// Takes a file for one that is about people: its snippets are masked from now on.
    pub fn hide(&mut self, id: SourceId) {
        if let Some(source) = self.list.get_mut(id.0 as usize) {
            source.personal = true;
        }
    }

    /// Notes that a file has other bytes now.
    pub fn replace_fingerprint(&mut self, id: SourceId, fingerprint: Fingerprint) {
        if let Some(source) = self.list.get_mut(id.0 as usize) {
            source.fingerprint = Some(fingerprint);
        }
    }

    /// The id that the next file will get.
    pub fn next_id(&self) -> SourceId {
        SourceId(self.list.len() as u32)
    }

    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// Of the file's bytes as they were read; none where they could not be read.
    pub fn fingerprint(&self, id: SourceId) -> Option<Fingerprint> {
        self.list.get(id.0 as usize)?.fingerprint
    }

    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.list.iter().enumerate().map(|(index, source)| (SourceId(index as u32), source))
    }

    /// The bytes of a file, read again; none where it is larger than so many bytes or has changed since.
    pub fn bytes(&self, id: SourceId, limit: u64) -> Option<Vec<u8>> {
        let source = self.get(id);
        let bytes = match source.inside.as_slice() {
            [] => read_file(&source.path, limit).ok()?,
            steps => self.shelf.read(&source.path, steps, &Limits { file_bytes: limit, ..Limits::DEFAULT })?,
        };
        (Some(Fingerprint::of(&bytes)) == source.fingerprint).then_some(bytes)
    }

    /// The text of a file, read again if it was dropped; none if the file has changed since.
    pub fn text(&self, id: SourceId) -> Option<Arc<str>> {
        let source = self.get(id);
        if let Some(text) = &source.text {
            return Some(text.clone());
        }
        let bytes = self.bytes(id, Limits::DEFAULT.file_bytes)?;
        decode(&bytes).ok().map(|decoded| decoded.text.into())
    }
}
