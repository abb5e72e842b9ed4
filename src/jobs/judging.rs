//! Judging what was received: as it stands, then as the office's decisions allow, one programme at a time, then all together.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::arriving::Arrived;
use super::decisions::{Decisions, statuses};
use super::photos::{Photos, album, set_photos_aside};
use super::returns::{Compiling, forms_of};
use crate::check::{self, Bound};
use crate::diagnostic::{Diagnostics, RecordProblem};
use crate::export::{self, Album};
use crate::model::{Judged, KnownList, Programme, Project, Received, Transcript};
use crate::source::{SourceId, Sources};

/// What was received, judged.
pub struct Judgement<'p> {
    pub sources: Sources,
    pub received: Vec<Received>,
    pub judged: Vec<(&'p Programme, Judged)>,
    /// Photos of each programme's people; none where they were not asked for.
    pub albums: Vec<Option<Album>>,
    /// Of all programmes, in no order.
    pub problems: Diagnostics,
    pub unseen: Option<String>,
}

/// Judges all programmes, or the one that is wanted. `homeless` is the programme that shows what belongs to none.
pub fn judge_all<'p>(project: &'p Project, arrived: Arrived, job: &Compiling, homeless: Option<&str>) -> Judgement<'p> {
    let Arrived { known, sources, mut received, decisions, mut problems, unseen, before, .. } = arrived;
    let known = &*known;
    let mut decisions = Decisions::read(&decisions, project, &sources, &mut problems);
    let programmes = project.programmes.iter().filter(|it| job.programme.is_none_or(|id| it.id == id));
    let programmes: Vec<&Programme> = programmes.collect();
    if !decisions.is_empty() {
        before.get_or_init(|| {
            let alone = |it: &&Programme| judge(project, it, &received, known, &sources, Vec::new());
            statuses(programmes.par_iter().map(alone).collect::<Vec<_>>().iter())
        });
        decisions.note(before.clone());
    }
    decisions.settle(project, &mut received, &sources, &mut problems);
    set_photos_aside(project, &mut received, &sources, &mut problems);

    let decided = |programme: &&'p Programme| {
        let bound = decisions.bound(&programme.id);
        (*programme, judge(project, programme, &received, known, &sources, bound))
    };
    let mut judged: Vec<(&Programme, Judged)> = programmes.par_iter().map(decided).collect();
    if decisions.is_empty() {
        before.get_or_init(|| statuses(judged.iter().map(|(_, judged)| judged)));
    }
    check::between(project, &mut judged);
    let mut albums = Vec::new();
    for (programme, judged) in &mut judged {
        problems.extend(std::mem::take(&mut judged.problems));
        let forms = forms_of(project, programme);
        problems.extend(export::unknown_characters(&judged.records, &forms, job.order));
        albums.push(job.photos.map(|most| album(&forms, &judged.records, &sources, most, &mut problems)));
    }
    if let Some(id) = job.programme {
        elsewhere(project, id, &received, &mut problems);
    }
    decisions.conclude(&mut judged, homeless, &mut problems);
    Judgement { sources, received, judged, albums, problems, unseen }
}

fn judge(
    project: &Project,
    programme: &Programme,
    received: &[Received],
    known: &[KnownList],
    sources: &Sources,
    decisions: Vec<Bound>,
) -> Judged {
    let photos = Photos::new(sources);
    let photo = |form: SourceId, name: &str| photos.look(form, name);
    let fingerprint = |file: SourceId| sources.get(file).fingerprint;
    let own = |form: &str| programme.forms.iter().any(|id| id.value == form);
    let transcripts = received.iter().flat_map(|file| &file.transcripts).map(AsRef::as_ref);
    let transcripts = transcripts.filter(|transcript: &&Transcript| own(&transcript.form)).collect();
    check::judge(&check::Batch {
        project,
        programme,
        transcripts,
        photo: &photo,
        fingerprint: &fingerprint,
        known,
        decisions,
    })
}

/// Tells of forms that belong to another programme than the one that is wanted, once each file.
fn elsewhere(project: &Project, wanted: &str, received: &[Received], problems: &mut Diagnostics) {
    for file in received {
        let mut told = BTreeSet::new();
        for transcript in &file.transcripts {
            let own =
                project.programme(wanted).is_some_and(|it| it.forms.iter().any(|id| *id.value == *transcript.form));
            let (Some(form), Some(programme)) =
                (project.form(&transcript.form), project.programme_of(&transcript.form))
            else {
                continue;
            };
            if !own && told.insert(&form.id) {
                let place = transcript.records.first().map_or(file.source.whole(), |record| record.place);
                let (form, programme, id) = (form.title.clone(), programme.title.clone(), programme.id.clone());
                problems.add(place, RecordProblem::OtherProgramme { form, programme, id });
            }
        }
    }
}
