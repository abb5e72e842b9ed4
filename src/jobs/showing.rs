//! What of a compiling is shown without being written: the tables that are printed, and whether what was written is of it.

use std::io::{self, Write};
use std::path::Path;

use super::returns::Compiled;
use crate::export::{self, Look, Printed, Roster};
use crate::model::Artifact;
use crate::publish::Output;
use crate::source::{Limits, read_file};

/// What a programme, or one unit of it, can print.
pub struct Printing {
    /// Names of the tables, and how many people each holds.
    pub tables: Vec<(String, usize)>,
    /// The table that was asked for, by its number from 0; none where there is no such table.
    pub shown: Option<Printed>,
}

/// Whether what lies in the output folder is what would be written now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Nothing of ours lies there.
    Not,
    /// Its ledger and its summaries are those of now.
    Current,
    Stale,
    /// Nobody can look into it without the password.
    Sealed,
}

impl Compiled {
    /// The tables that are printed, of a programme or of one unit; none where there is no such programme.
    pub fn printing(&self, programme: &str, unit: Option<&str>, wanted: usize, look: Look) -> Option<Printing> {
        let roster = self.told(programme, look)?;
        let tables = export::printable(&roster, unit);
        Some(Printing {
            shown: tables.get(wanted).map(export::Printable::draw),
            tables: tables.iter().map(|table| (table.name().to_owned(), table.people())).collect(),
        })
    }

    /// A programme's brief as a page; none where there is no such programme.
    pub fn brief(&self, programme: &str, look: Look) -> Option<Artifact> {
        let roster = self.told(programme, look)?;
        export::brief(&roster).find(|file| file.path.ends_with(".html"))
    }

    /// Compares a folder with what would be written into it: the ledger knows every file and its fingerprint, the summaries
    /// everything that came of them.
    pub fn written(&self, out: &Path, look: Look) -> Written {
        if Output::of(out) != Some(Output::Summaries) {
            return Written::Not;
        }
        if out.join(super::OTHERS).exists() {
            return Written::Sealed;
        }
        let lies_there = |path: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
            let mut bytes = Vec::new();
            let there = read_file(&out.join(path), Limits::DEFAULT.summary_bytes);
            write(&mut bytes).is_ok() && there.is_ok_and(|there| there == bytes)
        };
        let same = lies_there("ledger.csv", &mut |into| export::ledger(&self.ledger, &self.sources, look.lang, into))
            && self.summaries.iter().filter_map(|it| self.told(&it.programme, look)).all(|roster| {
                let path = format!("{}/summary.json", roster.programme.id);
                lies_there(&path, &mut |into| export::summary_json(&roster, into))
            });
        if same { Written::Current } else { Written::Stale }
    }

    fn told(&self, programme: &str, look: Look) -> Option<Roster<'_>> {
        let at = self.summaries.iter().position(|it| it.programme == programme)?;
        let (summary, album) = (&self.summaries[at], self.albums.get(at)?.as_ref());
        Some(self.roster(summary, self.project.programme(programme)?, album, look))
    }
}
