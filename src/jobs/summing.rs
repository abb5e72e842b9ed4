//! Summing up what was judged: the ledger of all files, and each programme's summary.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::decisions::concerned;
use super::judging::Judgement;
use super::returns::{Compiled, Compiling, forms_of};
use crate::diagnostic::{Diagnostic, Diagnostics, FileProblem};
use crate::export::{self, ExportError, Roster};
use crate::model::{Artifact, Figures, Judged, LedgerLine, Programme, Project, Record};
use crate::source::{Limits, SourceId};
use crate::summary;

/// Sums up. `homeless` is the programme that shows what belongs to none.
pub fn sum_up(
    project: &Arc<Project>,
    judgement: Judgement,
    job: &Compiling,
    homeless: Option<&str>,
) -> Result<Compiled, ExportError> {
    let Judgement { sources, received, judged, albums, problems, unseen } = judgement;
    let problems = limited(problems.sorted());
    let concerned = concerned(&judged);
    let records: Vec<&Record> = judged.iter().flat_map(|(_, judged)| &judged.records).collect();
    let figures = |(programme, judged): &(&Programme, Judged)| summary::figures(project, programme, &judged.records);
    let (ledger, figures): (_, Vec<Figures>) = rayon::join(
        || summary::ledger(project, &received, &records, &problems, &concerned, &sources),
        || judged.iter().map(figures).collect(),
    );
    drop((records, received));
    let (mut summaries, mut silent, mut kept, mut extra) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // What is about the outputs, not about a returned file.
    let mut unfiled = Diagnostics::default();
    for (((programme, judged), figures), album) in judged.into_iter().zip(figures).zip(albums) {
        let belongs = |line: &&Arc<LedgerLine>| match &*line.programmes {
            [] => homeless == Some(programme.id.as_str()),
            own => own.contains(&programme.id),
        };
        let lines = ledger.iter().filter(belongs).cloned().collect();
        let lines = summary::lines_of(lines, &judged.records);
        if lines.is_empty() && job.programme.is_none() && project.programmes.len() > 1 {
            let none = Diagnostics::default();
            silent.push(summary::sum_up(project, programme, judged, figures, lines, none, &sources));
            continue;
        }
        let files: BTreeSet<SourceId> = lines.iter().map(|line| line.source).collect();
        let mut own = Diagnostics::default();
        // What concerns a class or the programme as a whole is told where that is declared.
        let about = |source: SourceId| files.contains(&source) || source == programme.source;
        own.extend(problems.iter().filter(|problem| about(problem.place.source)).cloned());
        let mut summary = summary::sum_up(project, programme, judged, figures, lines, own, &sources);
        let earlier = job.previous.and_then(|previous| previous.of(&programme.id));
        let forms = forms_of(project, programme);
        summary.changes = earlier.map(|it| summary::changes(it, &summary, &forms, &sources, job.lang));
        let roster = Roster::new(&summary, project, programme, &sources, None, job.look());
        let (more, told) = extras(&roster, job)?;
        extra.extend(more);
        unfiled.extend(told);
        summaries.push(summary);
        kept.push(album);
    }
    let mut problems = problems;
    problems.extend(unfiled);
    Ok(Compiled {
        project: project.clone(),
        sources,
        summaries,
        silent,
        albums: kept,
        ledger,
        problems: problems.sorted(),
        extras: extra,
        unseen,
    })
}

/// Files of which something may have to be told: they are made even where nothing is written.
fn extras(roster: &Roster, job: &Compiling) -> Result<(Vec<Artifact>, Diagnostics), ExportError> {
    let (mut files, mut told) = export::tables(roster, roster.project)?;
    let wanted = job.as_return.and_then(|wanted| Some((wanted, roster.form(&wanted.form)?)));
    if let Some((wanted, form)) = wanted {
        let (more, problems) = wanted.artifacts(roster, form)?;
        files.extend(more);
        told.extend(problems);
    }
    Ok((files, told))
}

/// Keeps so many problems of every file, errors before all others; how many more there are is told.
fn limited(problems: Diagnostics) -> Diagnostics {
    let limit = Limits::DEFAULT.problems;
    let mut files: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        files.entry(problem.place.source).or_default().push(problem);
    }
    let mut kept = Diagnostics::default();
    for (source, mut problems) in files {
        if problems.len() > limit {
            problems.sort_by_key(|problem| problem.severity);
            let left_out = problems.split_off(limit);
            let gravest = left_out.iter().map(|problem| problem.severity).min();
            let more = Diagnostic::new(source.whole(), FileProblem::MoreProblems { count: left_out.len() });
            // Warnings stay warnings, however many there are.
            kept.push(gravest.into_iter().fold(more, Diagnostic::weighing));
        }
        kept.extend(problems);
    }
    kept.sorted()
}
