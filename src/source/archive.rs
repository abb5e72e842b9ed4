//! Zip archives: what is in them, and their members' bytes, whatever the headers claim.

use std::io::{Cursor, Read, Seek};

use encoding_rs::GB18030;
use zip::read::{Config, OwnedZipFileEntry};
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, ZipReadOptions};

use super::read::Limits;

/// An open archive: a list of its entries, and a way to each one's bytes. Nothing is ever written to the disk.
pub struct Archive<R> {
    reader: R,
    headers: Vec<OwnedZipFileEntry>,
    entries: Vec<ArchiveEntry>,
}

/// An entry of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveEntry {
    /// `/`-separated, decoded, and safe to be shown and compared: no `.` or `..`, no drive, no control character. Two
    /// entries may have one name.
    pub name: String,
    /// Bytes, by the header; an entry that gives more is refused when it is read.
    pub size: u64,
    pub kind: EntryKind,
}

/// What an entry is, and whether its bytes can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    /// A symbolic link: listed, never followed.
    Link,
    /// A file behind a password.
    Locked,
    /// A file that is compressed in a way other than deflate; the way's name.
    Unsupported(String),
}

/// Why an archive is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveFault {
    /// It has no table of contents, or one that contradicts itself.
    Damaged,
    TooManyEntries {
        entries: usize,
    },
    /// Unpacked, its files would have so many bytes: more than the limit, or more than honest files shrink to.
    TooLarge {
        bytes: u64,
    },
}

/// Why an entry's bytes could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFault {
    Damaged,
    TooLarge { bytes: u64 },
}

/// Letters of a name that are shown; longer ones are cut in the middle, so that the extension stays.
const NAME_CHARS: usize = 200;

/// Archives below this size unpacked are never called a bomb: empty tables shrink a thousandfold.
const HARMLESS: u64 = 32 << 20;

impl<'a> Archive<Cursor<&'a [u8]>> {
    /// Opens an archive that is in memory, such as a workbook, a document, or an archive within an archive.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Archive<Cursor<&'a [u8]>>, ArchiveFault> {
        Archive::over(Cursor::new(bytes), bytes.len() as u64, limits)
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive of so many bytes; only its table of contents is read.
    pub fn over(mut reader: R, bytes: u64, limits: &Limits) -> Result<Archive<R>, ArchiveFault> {
        let headers = headers(&mut reader, limits)?;
        if overlap(&headers) {
            return Err(ArchiveFault::Damaged);
        }
        let entries: Vec<ArchiveEntry> = headers.iter().map(entry).collect();
        // What is too large to be read at all is never unpacked, and so does not count against the others.
        let sizes = entries.iter().map(|entry| entry.size).filter(|size| *size <= limits.member_bytes);
        let unpacked = sizes.fold(0, u64::saturating_add);
        if unpacked > limits.unpacked_bytes || unpacked > HARMLESS.max(bytes.saturating_mul(limits.ratio)) {
            return Err(ArchiveFault::TooLarge { bytes: unpacked });
        }
        Ok(Archive { reader, headers, entries })
    }

    /// In the order of the archive's table of contents.
    pub fn entries(&self) -> &[ArchiveEntry] {
        &self.entries
    }

    /// The first entry of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name)
    }

    /// An entry's bytes, unless they are more than the limit. The checksum is verified. Bytes are counted as they are
    /// unpacked: an entry that gives more than its header says is damaged, so that the sums of [`Archive::over`] hold.
    pub fn read(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, EntryFault> {
        let (Some(header), Some(entry)) = (self.headers.get(index), self.entries.get(index)) else {
            return Err(EntryFault::Damaged);
        };
        if entry.size > limit {
            return Err(EntryFault::TooLarge { bytes: entry.size });
        }
        let file = header.as_ref().with_reader(&mut self.reader, ZipReadOptions::new());
        let file = file.map_err(|_| EntryFault::Damaged)?;
        let mut bytes = Vec::new();
        file.take(entry.size + 1).read_to_end(&mut bytes).map_err(|_| EntryFault::Damaged)?;
        if bytes.len() as u64 != entry.size { Err(EntryFault::Damaged) } else { Ok(bytes) }
    }
}

fn headers(reader: impl Read + Seek, limits: &Limits) -> Result<Vec<OwnedZipFileEntry>, ArchiveFault> {
    let mut table = ZipIterable::try_new(reader, Config::default()).map_err(|_| ArchiveFault::Damaged)?;
    if table.len() > limits.members {
        return Err(ArchiveFault::TooManyEntries { entries: table.len() });
    }
    let files = table.files().map_err(|_| ArchiveFault::Damaged)?;
    let headers: Result<Vec<_>, _> = files.map(|header| header.map(OwnedZipFileEntry::from)).collect();
    headers.map_err(|_| ArchiveFault::Damaged)
}

/// Whether two entries share bytes of the archive, as only those do that want to unpack to more than they are.
fn overlap(headers: &[OwnedZipFileEntry]) -> bool {
    /// The fixed part of a local file header (APPNOTE 4.3.7).
    const HEADER: u64 = 30;
    let end = |it: &OwnedZipFileEntry| it.header_start().saturating_add(HEADER).saturating_add(it.compressed_size());
    let mut ranges: Vec<(u64, u64)> = headers.iter().map(|it| (it.header_start(), end(it))).collect();
    ranges.sort_unstable();
    ranges.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

fn entry(header: &OwnedZipFileEntry) -> ArchiveEntry {
    let raw = header.name_raw();
    let kind = match header.compression() {
        _ if raw.ends_with(b"/") || raw.ends_with(b"\\") => EntryKind::Folder,
        _ if header.is_symlink() => EntryKind::Link,
        _ if header.encrypted() => EntryKind::Locked,
        CompressionMethod::Stored | CompressionMethod::Deflated => EntryKind::File,
        method => EntryKind::Unsupported(format!("{method:?}")),
    };
    ArchiveEntry { name: safe(&decoded(header)), size: header.size(), kind }
}

/// An entry's name as text. The Info-ZIP Unicode path extra field (0x7075) has taken the raw name's place already. What is
/// UTF-8 is UTF-8, flagged or not; Chinese Windows writes GBK, and all others of old the code page 437 of the standard.
fn decoded(header: &OwnedZipFileEntry) -> String {
    let raw = header.name_raw();
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    let chinese = GB18030.decode_without_bom_handling_and_without_replacement(raw);
    match chinese.filter(|text| !text.chars().any(odd)) {
        Some(text) => text.into_owned(),
        None => header.name().map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), |name| name.into_owned()),
    }
}

/// Letters that no file's name holds: bytes of another encoding, read as Chinese, often give them.
fn odd(c: char) -> bool {
    c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// A name that can be shown and compared, and that leads nowhere: folders apart by `/`, no drive, no `.` or `..`, nothing
/// that turns a line of text around.
pub(super) fn safe(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts = name.split('/').map(|part| part.chars().map(visible).collect::<String>().trim().to_owned());
    let parts: Vec<String> = parts.filter(|part| !matches!(part.as_str(), "" | "." | "..")).collect();
    let name = parts.join("/").replace("!/", "！/");
    let chars: Vec<char> = name.chars().collect();
    match (chars.len(), chars.is_empty()) {
        (_, true) => "无名文件".to_owned(),
        (length, _) if length > NAME_CHARS => {
            let tail = length - NAME_CHARS / 4;
            chars[..NAME_CHARS * 3 / 4].iter().chain(&['…']).chain(&chars[tail..]).collect()
        }
        _ => name,
    }
}

fn visible(c: char) -> char {
    let hidden = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    if c.is_control() || hidden || c == ':' { '_' } else { c }
}

#[cfg(test)]
#[path = "archive/tests.rs"]
mod tests;
