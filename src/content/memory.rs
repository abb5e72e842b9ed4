//! What was worked out of single files, kept from one load to the next: after a change only that file is read anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::Links;
use super::load::Opened;
use super::texts::Worked;
use crate::source::{Fingerprint, SourceId, Sources};

/// Results by the file that they come from. Those of a file that has changed since, or that has another number now, are
/// not found any more.
#[derive(Default)]
pub struct Memory {
    pub(super) opened: Kept<Opened>,
    pub(super) worked: Kept<Worked>,
    /// Which pages and files there were when the texts were worked out.
    links: Option<Links>,
}

/// Results of one kind.
pub struct Kept<T>(BTreeMap<SourceId, (Fingerprint, Arc<T>)>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(BTreeMap::new())
    }
}

impl<T> Kept<T> {
    pub fn get(&self, file: SourceId, sources: &Sources) -> Option<Arc<T>> {
        let (fingerprint, result) = self.0.get(&file)?;
        (sources.fingerprint(file) == Some(*fingerprint)).then(|| result.clone())
    }

    /// Keeps these results, and no others.
    pub fn replace<'r>(&mut self, results: impl Iterator<Item = (SourceId, &'r Arc<T>)>, sources: &Sources)
    where
        T: 'r,
    {
        let known = |(file, result): (SourceId, &Arc<T>)| Some((file, (sources.fingerprint(file)?, result.clone())));
        self.0 = results.filter_map(known).collect();
    }
}

impl Memory {
    /// Forgets all texts if links may lead elsewhere than when they were worked out.
    pub(super) fn link_to(&mut self, links: &Links) {
        if self.links.as_ref() != Some(links) {
            self.worked = Kept::default();
            self.links = Some(links.clone());
        }
    }
}
