//! The package that an `.xlsx` or `.ods` file is: a zip archive of parts, inflated one by one within a budget.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::{damaged, too_large};
use crate::diagnostic::FileProblem;
use crate::source::{Limits, decode};

/// An open package. Nothing is inflated before it is asked for, pictures never.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names, which programs write in either case and with either slash.
    parts: BTreeMap<String, usize>,
    /// How many bytes may still be inflated.
    budget: u64,
    total: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, FileProblem> {
        let broken = || damaged(["压缩结构不完整", "its zip archive is incomplete"]);
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > limits.workbook_parts {
            return Err(too_large(["部件数", "parts"], limits.workbook_parts));
        }
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).ok_or_else(broken)?.map_err(|_| broken())?;
            parts.insert(plain(&name), index);
        }
        let budget = limits.workbook_bytes.min((bytes.len() as u64).saturating_mul(limits.workbook_ratio).max(1 << 20));
        Ok(Package { archive, parts, budget, total: budget })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&plain(name))
    }

    /// Whether any part's name begins so, in lower case.
    pub fn has_below(&self, folder: &str) -> bool {
        self.parts.range(folder.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(folder))
    }

    /// The text of a part; none where there is no such part. What is inflated is counted as it comes out, whatever the
    /// headers claim.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FileProblem> {
        let Some(&index) = self.parts.get(&plain(name)) else { return Ok(None) };
        let broken = || damaged(["部件读不出来", "a part cannot be read"]);
        let part = self.archive.by_index(index).map_err(|_| broken())?;
        let mut bytes = Vec::new();
        part.take(self.budget + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        if bytes.len() as u64 > self.budget {
            let limit = format!("{} MiB", self.total >> 20);
            return Err(FileProblem::WorkbookTooLarge { what: INFLATED, limit });
        }
        self.budget -= bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            // UTF-16 is allowed, though hardly anyone writes it.
            Err(error) => decode(error.as_bytes()).map(|decoded| Some(decoded.text)).map_err(|_| broken()),
        }
    }
}

const INFLATED: crate::diagnostic::Words = crate::diagnostic::Words(["解压后大小", "inflated content"]);

fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
