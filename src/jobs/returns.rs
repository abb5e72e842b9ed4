//! Compiling returned files: reading, judging and summing up in their order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::arriving::{Arrived, arrive};
use super::as_return::AsReturn;
use super::intakes::Intakes;
use super::judging::judge_all;
use super::previous::Previous;
use super::project::Loaded;
use super::summing::sum_up;
use crate::diagnostic::Diagnostics;
use crate::export::{Album, ExportError, Look, Roster};
use crate::lang::Lang;
use crate::model::{Artifact, Counts, FileFate, Form, LedgerLine, Order, Programme, Project, Summary};
use crate::source::Sources;

/// What is to be compiled, and how.
pub struct Compiling<'a> {
    /// Files and folders that a person named.
    pub paths: &'a [PathBuf],
    /// Output folders that may lie among them without being worth a word.
    pub own: Vec<&'a Path>,
    /// Only this programme's summary is wanted.
    pub programme: Option<&'a str>,
    /// How many bytes of photos are put on a sheet; none where there is no such sheet.
    pub photos: Option<u64>,
    /// The day that the brief tells, where it is told.
    pub today: Option<Date>,
    pub lang: Lang,
    /// Of the people on lists.
    pub order: Order,
    /// An earlier compiling to compare with.
    pub previous: Option<&'a Previous>,
    /// What a unit sends on to the next tier.
    pub as_return: Option<&'a AsReturn>,
    /// Told after each file: how many are done, and of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What came of it.
pub struct Compiled {
    pub project: Arc<Project>,
    /// Authored files first, then the received ones.
    pub sources: Sources,
    pub summaries: Vec<Summary>,
    /// Of programmes of which nothing came: who is expected. Nothing is written of them.
    pub silent: Vec<Summary>,
    /// The photos of each summary's people, where they were asked for.
    pub(super) albums: Vec<Option<Album>>,
    pub ledger: Vec<Arc<LedgerLine>>,
    /// All problems, sorted.
    pub problems: Diagnostics,
    /// Tables for other systems and files for the next tier; all else is made when it is wanted.
    pub extras: Vec<Artifact>,
    /// A named path that could not be looked into: nothing is written without what lies there.
    pub(super) unseen: Option<String>,
}

/// Compiles returned files. The project has to be free of errors.
pub fn compile(loaded: Loaded, job: &Compiling) -> Result<Compiled, ExportError> {
    compile_again(loaded, job, &mut Intakes::forgetful())
}

/// Compiles returned files of which some may have been read before.
pub fn compile_again(loaded: Loaded, job: &Compiling, intakes: &mut Intakes) -> Result<Compiled, ExportError> {
    judged(arrive(loaded, job, intakes), job)
}

/// Judges and sums up what was read, as the decisions of the moment want it.
pub fn judged(arrived: Arrived, job: &Compiling) -> Result<Compiled, ExportError> {
    let project = arrived.project.clone();
    let only = (project.programmes.len() == 1).then(|| project.programmes[0].id.as_str());
    let homeless = job.programme.or(only);
    let judgement = judge_all(&project, arrived, job, homeless);
    sum_up(&project, judgement, job, homeless)
}

/// The programme's forms, in its order.
pub(super) fn forms_of<'p>(project: &'p Project, programme: &Programme) -> Vec<&'p Form> {
    programme.forms.iter().filter_map(|id| project.form(&id.value)).collect()
}

impl<'a> Compiling<'a> {
    /// All that stands under these paths, for every programme and nothing besides, in Chinese and as given.
    pub fn of(paths: &'a [PathBuf]) -> Compiling<'a> {
        Compiling {
            paths,
            own: Vec::new(),
            programme: None,
            photos: None,
            today: None,
            lang: Lang::Zh,
            order: Order::Given,
            previous: None,
            as_return: None,
            progress: &|_, _| {},
        }
    }

    pub(super) fn look(&self) -> Look {
        Look { lang: self.lang, order: self.order, today: self.today }
    }
}

impl Compiled {
    /// A summary with all that is needed to tell it.
    pub fn roster<'a>(
        &'a self,
        summary: &'a Summary,
        programme: &'a Programme,
        album: Option<&'a Album>,
        look: Look,
    ) -> Roster<'a> {
        Roster::new(summary, &self.project, programme, &self.sources, album, look)
    }

    /// How many decisions were applied, and how many changed nothing.
    pub fn decisions(&self) -> [usize; 2] {
        let listed = self.summaries.iter().flat_map(|summary| &summary.decisions);
        // A decision about a unit may stand in several summaries.
        let all: BTreeMap<_, bool> = listed.map(|it| (it.decision.place, it.applied())).collect();
        let applied = all.values().filter(|applied| **applied).count();
        [applied, all.len() - applied]
    }

    /// Sums over all programmes and all files.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { files: self.ledger.len(), ..Counts::default() };
        for line in &self.ledger {
            match line.fate {
                FileFate::Read | FileFate::Keyed => counts.read += 1,
                FileFate::Unreadable => counts.unreadable += 1,
                FileFate::Ignored(_) | FileFate::Expanded { .. } => counts.ignored += 1,
            }
            let [accepted, rejected, held, superseded] = line.statuses;
            counts.records += line.records;
            counts.accepted += accepted;
            counts.rejected += rejected;
            counts.held += held;
            counts.superseded += superseded;
        }
        counts
    }
}
