//! The summaries of an earlier compiling, read before new ones take their place.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, FileProblem, Problem, ReceivedProblem};
use crate::model::{Project, Summary};
use crate::source::{At, Fingerprint, Limits, Place, Source, SourceId, Sources, is_file, read_file};
use crate::summary::{Earlier, EarlierFault, earlier};

/// What stood in an earlier output folder.
#[derive(Debug, Default)]
pub struct Previous {
    read: Vec<Read>,
    /// The folder, where nothing in it is ours.
    foreign: Option<(String, PathBuf)>,
    /// Of a programme for which nobody had sent anything.
    nothing: Earlier,
}

#[derive(Debug)]
struct Read {
    programme: String,
    source: Source,
    found: Result<Earlier, (At, Problem)>,
}

impl Previous {
    /// Reads the summaries of a project's programmes in an earlier output folder. What cannot be compared with is kept as a
    /// problem, to be told with those of the compiling.
    pub fn read(folder: &Path, project: &Project) -> Previous {
        let shown = folder.file_name().map_or_else(|| ".".to_owned(), |name| name.to_string_lossy().into_owned());
        let mut previous = Previous::default();
        for programme in &project.programmes {
            let path = folder.join(&programme.id).join("summary.json");
            if is_file(&path) {
                previous.read.push(summary(format!("{shown}/{}/summary.json", programme.id), path, &programme.id));
            }
        }
        // In a folder of ours, a programme without a summary is one for which nothing had come.
        if previous.read.is_empty() && !is_file(&folder.join(".linghang")) {
            previous.foreign = Some((shown, folder.to_owned()));
        }
        previous
    }

    /// Tells what cannot be compared with.
    pub(super) fn tell(&self, sources: &mut Sources, out: &mut Diagnostics) {
        for read in &self.read {
            let source = sources.add(read.source.clone());
            if let Err((at, problem)) = &read.found {
                out.add(Place { source, at: *at }, problem.clone());
            }
        }
        if let Some((name, path)) = &self.foreign {
            let source = sources.add(Source { personal: true, ..Source::new(name, path) });
            out.add(source.whole(), ReceivedProblem::NothingEarlier { path: name.clone() });
        }
    }

    /// The earlier summary of a programme; none where it cannot be compared with.
    pub(super) fn of(&self, programme: &str) -> Option<&Earlier> {
        match self.read.iter().find(|read| read.programme == programme) {
            Some(read) => read.found.as_ref().ok(),
            None => self.foreign.is_none().then_some(&self.nothing),
        }
    }
}

fn summary(name: String, path: PathBuf, programme: &str) -> Read {
    let limit = Limits::DEFAULT.summary_bytes;
    let bytes = read_file(&path, limit);
    let fingerprint = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
    let found = match bytes {
        Ok(bytes) => match earlier(&bytes) {
            Ok(found) if found.programme == programme => Ok(found),
            Ok(_) => Err(fault(&EarlierFault::NotOurs)),
            Err(error) => Err(fault(&error)),
        },
        Err(error) => Err((At::File, FileProblem::unread(&error, limit).into())),
    };
    let source = Source { fingerprint, personal: true, ..Source::new(name, path) };
    Read { programme: programme.to_owned(), source, found }
}

fn fault(fault: &EarlierFault) -> (At, Problem) {
    match fault {
        EarlierFault::Damaged { line, column } => {
            let spot = SourceId(0).spot(*line as u32, *column as u32, 1);
            (spot.at, ReceivedProblem::EarlierDamaged {}.into())
        }
        EarlierFault::NotOurs => (At::File, ReceivedProblem::EarlierNotOurs {}.into()),
        EarlierFault::OtherFormat { found } => {
            let (found, known) = (found.to_string(), Summary::FORMAT.to_string());
            (At::File, ReceivedProblem::EarlierFormat { found, known }.into())
        }
    }
}
