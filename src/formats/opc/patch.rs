//! A received package with some of its parts changed: the others are copied as they are packed, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::formats::mark::CannotMark;
use crate::source::{Archive, EntryKind, Limits};

/// A package that is being changed.
pub struct Patch<'a> {
    bytes: &'a [u8],
    archive: Archive<Cursor<&'a [u8]>>,
    /// Entries by their names, which programs write in either case.
    parts: BTreeMap<String, usize>,
    changed: BTreeMap<usize, String>,
    added: Vec<(String, String)>,
    /// How many bytes may still be unpacked.
    budget: u64,
}

const SIGNED: CannotMark =
    CannotMark::because("文件有数字签名，标注会使签名失效", "it is signed digitally, which marking would break");

const MACROS: CannotMark =
    CannotMark::because("文件带有宏，不另存副本转给别人", "it has macros, which are not handed on");

impl<'a> Patch<'a> {
    /// Opens a package; refused is whatever two programs might unpack differently, and what is a program itself.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Patch<'a>, CannotMark> {
        let archive = Archive::open(bytes, limits).map_err(|_| CannotMark::DAMAGED)?;
        let mut parts = BTreeMap::new();
        for (index, entry) in archive.entries().iter().enumerate() {
            let plain = matches!(entry.kind, EntryKind::File | EntryKind::Folder);
            if !plain || parts.insert(key(&entry.name), index).is_some() {
                return Err(CannotMark::UNLIKE);
            }
        }
        if parts.keys().any(|name| name.starts_with("_xmlsignatures/")) {
            return Err(SIGNED);
        }
        if parts.keys().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(MACROS);
        }
        let (changed, added, budget) = (BTreeMap::new(), Vec::new(), limits.workbook_bytes);
        Ok(Patch { bytes, archive, parts, changed, added, budget })
    }

    /// The text of a part as it is by now; none where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, CannotMark> {
        if let Some((_, text)) = self.added.iter().find(|(added, _)| key(added) == key(name)) {
            return Ok(Some(text.clone()));
        }
        let Some(&index) = self.parts.get(&key(name)) else { return Ok(None) };
        if let Some(text) = self.changed.get(&index) {
            return Ok(Some(text.clone()));
        }
        let bytes = self.archive.read(index, self.budget).map_err(|_| CannotMark::DAMAGED)?;
        self.budget -= bytes.len() as u64;
        String::from_utf8(bytes).map(Some).map_err(|_| CannotMark::UNLIKE)
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name)) || self.added.iter().any(|(added, _)| key(added) == key(name))
    }

    /// Gives a part another text, or adds it.
    pub fn put(&mut self, name: &str, text: String) {
        if let Some(&index) = self.parts.get(&key(name)) {
            self.changed.insert(index, text);
        } else if let Some((_, added)) = self.added.iter_mut().find(|(added, _)| key(added) == key(name)) {
            *added = text;
        } else {
            self.added.push((name.to_owned(), text));
        }
    }

    /// The first name with a number in it that no part has.
    pub fn free(&self, before: &str, after: &str) -> String {
        (1..).map(|number| format!("{before}{number}{after}")).find(|name| !self.has(name)).unwrap_or_default()
    }

    /// The package with its changes, in the order of the received one; what was added comes last.
    pub fn finish(self) -> Result<Vec<u8>, CannotMark> {
        self.packed().map_err(|_| CannotMark::DAMAGED)?.ok_or(CannotMark::UNLIKE)
    }

    fn packed(&self) -> ZipResult<Option<Vec<u8>>> {
        let mut received = ZipArchive::new(Cursor::new(self.bytes))?;
        if received.len() != self.archive.entries().len() {
            return Ok(None);
        }
        let mut seen = BTreeSet::new();
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        for index in 0..received.len() {
            let file = received.by_index_raw(index)?;
            let name = file.name()?.into_owned();
            // Both readers have to mean the same entry by the same number.
            if self.parts.get(&key(&name)) != Some(&index) || !seen.insert(index) {
                return Ok(None);
            }
            match self.changed.get(&index) {
                Some(text) => {
                    let time = file.last_modified().unwrap_or_default();
                    drop(file);
                    write(&mut out, &name, text, time)?;
                }
                None => out.raw_copy_file(file)?,
            }
        }
        for (name, text) in &self.added {
            write(&mut out, name, text, DateTime::default())?;
        }
        Ok(Some(out.finish()?.into_inner()))
    }
}

fn write(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str, time: DateTime) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time)
        .unix_permissions(0o644);
    out.start_file(name, options)?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_matches('/').to_lowercase()
}
