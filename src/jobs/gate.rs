//! The last look at what goes out: no number of a person in a finished file, wherever it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::content;
use crate::diagnostic::{ContentProblem, Diagnostics, Personal, Words};
use crate::kinds::{self, Number};
use crate::model::{Artifact, Project};
use crate::source::{Source, Sources};

/// Looks at files as they are made, from several threads.
pub struct Gate {
    official: BTreeSet<String>,
    /// By the number: the files that hold it.
    found: Mutex<BTreeMap<(Number, String), BTreeSet<String>>>,
}

/// The endings of files that are texts.
const TEXTS: [&str; 12] = ["html", "json", "xml", "txt", "js", "css", "ics", "svg", "csv", "yaml", "md", "webmanifest"];

impl Gate {
    pub fn new(project: &Project) -> Gate {
        Gate { official: content::official(project), found: Mutex::default() }
    }

    pub fn look(&self, artifact: &Artifact) {
        let ending = artifact.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if !ending.is_some_and(|ending| TEXTS.contains(&ending.as_str())) {
            return;
        }
        for exposed in kinds::exposed(&artifact.bytes) {
            if !self.official.contains(&exposed.digits) {
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                found.entry((exposed.number, exposed.digits)).or_default().insert(artifact.path.clone());
            }
        }
    }

    /// Tells of each number once, at the first file that holds it: one in a template stands in every page.
    pub fn tell(self, sources: &mut Sources, out: &mut Diagnostics) {
        for ((number, digits), pages) in self.found.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let Some(first) = pages.first() else { continue };
            let what = match number {
                Number::Id => Words(["身份证号", "an ID number"]),
                Number::Mobile => Words(["手机号", "a mobile number"]),
            };
            let place = sources.add(Source::new(first, first)).whole();
            out.add(place, ContentProblem::NumberInPage { what, found: Personal(digits), pages: pages.len() });
        }
    }
}
