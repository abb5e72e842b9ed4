//! The package that a workbook or a document is: a zip archive of parts of XML, each unpacked when it is asked for, within
//! a budget.

mod relations;
mod xml;

use std::collections::BTreeMap;
use std::io::Cursor;

pub use relations::{Relations, relations_of};
pub use xml::{Open, Token, Vocabulary, Xml};

use crate::diagnostic::{FileProblem, Words};
use crate::source::{Archive, ArchiveFault, EntryFault, Limits, decode};

/// What a package is to people; by it its problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Workbook,
    Document,
}

/// What inflates; told where it is too much.
const INFLATED: Words = Words(["解压后大小", "inflated content"]);

impl Kind {
    pub fn damaged(self, detail: [&'static str; 2]) -> FileProblem {
        match self {
            Kind::Workbook => FileProblem::DamagedWorkbook { detail: Words(detail) },
            Kind::Document => FileProblem::DamagedDocument { detail: Words(detail) },
        }
    }

    fn too_large(self, what: Words, limit: String) -> FileProblem {
        match self {
            Kind::Workbook => FileProblem::WorkbookTooLarge { what, limit },
            Kind::Document => FileProblem::DocumentTooComplex {},
        }
    }

    fn inflated(self, limit: u64) -> FileProblem {
        self.too_large(INFLATED, format!("{} MiB", limit >> 20))
    }

    /// How many bytes of XML may be unpacked.
    fn bytes(self, limits: &Limits) -> u64 {
        match self {
            Kind::Workbook => limits.workbook_bytes,
            Kind::Document => limits.document_bytes,
        }
    }
}

/// An open package. Nothing is unpacked before it is asked for, pictures never.
pub struct Package<'a> {
    pub kind: Kind,
    archive: Archive<Cursor<&'a [u8]>>,
    /// The parts by their names, which programs write in either case and with either slash.
    parts: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked.
    budget: u64,
    total: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], kind: Kind, limits: &Limits) -> Result<Package<'a>, FileProblem> {
        let own = Limits { members: limits.office_parts, ratio: limits.office_ratio, ..*limits };
        let archive = Archive::open(bytes, &own).map_err(|fault| match fault {
            ArchiveFault::Damaged => kind.damaged(["文件结构不完整", "its structure is incomplete"]),
            ArchiveFault::TooManyEntries { .. } => {
                kind.too_large(Words(["部件数", "parts"]), limits.office_parts.to_string())
            }
            ArchiveFault::TooLarge { limit, .. } => kind.inflated(limit),
        })?;
        let names = archive.entries().iter().enumerate().rev();
        let parts = names.map(|(index, entry)| (plain(&entry.name), index)).collect();
        let honest = (bytes.len() as u64).saturating_mul(limits.office_ratio).max(1 << 20);
        let budget = kind.bytes(limits).min(honest);
        Ok(Package { kind, archive, parts, budget, total: budget })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&plain(name))
    }

    /// Whether any part's name begins so, in lower case.
    pub fn has_below(&self, folder: &str) -> bool {
        self.parts.range(folder.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(folder))
    }

    /// The text of a part; none where there is no such part. What is unpacked is counted as it comes out, whatever the
    /// headers claim.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FileProblem> {
        let Some(&index) = self.parts.get(&plain(name)) else { return Ok(None) };
        let damaged = || self.kind.damaged(["有一部分内容已损坏", "a part of it is damaged"]);
        let bytes = self.archive.read(index, self.budget).map_err(|fault| match fault {
            EntryFault::Damaged => damaged(),
            EntryFault::TooLarge { .. } => self.kind.inflated(self.total),
        })?;
        self.budget -= bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            // UTF-16 is allowed, though hardly anyone writes it.
            Err(error) => decode(error.as_bytes()).map(|decoded| Some(decoded.text)).map_err(|_| damaged()),
        }
    }

    /// The bytes of a part of exactly so many; none of any other.
    pub fn bytes_of(&mut self, name: &str, size: usize) -> Option<Vec<u8>> {
        let index = *self.parts.get(&plain(name))?;
        let fits = self.archive.entries()[index].size == size as u64;
        fits.then(|| self.archive.read(index, size as u64).ok()).flatten()
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
