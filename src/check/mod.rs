//! Submissions to judged records: the fields of each file by itself, then each record, then all records of a programme
//! together, as the office's decisions allow.

mod between;
mod capacity;
mod contacts;
mod copies;
mod deadline;
mod decide;
mod fields;
mod holds;
mod identity;
mod known;
mod near;
mod people;
mod person;
mod photos;
mod quota;
mod record;
mod tally;
mod units;
mod versions;
mod work;

pub use between::between;
pub use decide::{Bound, Target, contradicted, contradictions};
pub use fields::transcribe;

use std::collections::BTreeMap;

use crate::model::{Form, Judged, KnownList, Programme, Project, Status, Transcript};
use crate::source::{Fingerprint, SourceId};
use work::Desk;

/// What is to be judged.
pub struct Batch<'a> {
    pub project: &'a Project,
    pub programme: &'a Programme,
    /// What the programme's forms say, in the order of their files.
    pub transcripts: Vec<&'a Transcript>,
    /// Looks at the picture that a form names.
    pub photo: &'a dyn Fn(SourceId, &str) -> Photo,
    /// By which the same file is known under another name.
    pub fingerprint: &'a dyn Fn(SourceId) -> Option<Fingerprint>,
    /// What the office decided about these records and their units, free of contradictions.
    pub decisions: Vec<Bound<'a>>,
    /// Lists of people who are known already.
    pub known: &'a [KnownList],
}

/// What was found where a form names a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photo {
    Picture,
    NotAPicture,
    Missing,
}

/// Judges all records of a programme. Every check that can be made is made: a value that failed is not judged again,
/// but everything else about its record is.
pub fn judge(batch: &Batch) -> Judged {
    let mut desk = Desk::new(batch.project, batch.programme);
    desk.works.reserve_exact(batch.transcripts.iter().map(|it| it.records.len()).sum());
    for transcript in &batch.transcripts {
        desk.lay(transcript);
    }
    photos::judge(&mut desk, batch);
    let mut rulings = decide::Rulings::bind(&mut desk, &batch.decisions);
    units::name(&mut desk);
    record::judge(&mut desk);
    rulings.settle_people(&mut desk);
    let forms: BTreeMap<&str, &Form> = batch
        .programme
        .forms
        .iter()
        .filter_map(|id| batch.project.form(&id.value))
        .map(|form| (form.id.as_str(), form))
        .collect();
    for form in forms.values() {
        match form.identity.is_empty() {
            // Nobody can tell whose answers they are, so that equal ones may well be two people's.
            true => copies::settle(&mut desk, form, batch.fingerprint),
            false => versions::settle(&mut desk, form),
        }
    }
    // Only now: what a superseded file said of its unit's category is past.
    units::settle(&mut desk);
    person::judge(&mut desk);
    // None of these changes what another one looks at.
    let (known, (people, contacts)) = rayon::join(
        || known::find(&desk, batch.known),
        || rayon::join(|| people::find(&desk), || contacts::find(&desk)),
    );
    [known, people, contacts].into_iter().for_each(|found| desk.tell_all(found));
    let mut verdicts = quota::judge(&mut desk);
    verdicts.groups.extend(capacity::judge(&mut desk));
    let decisions = rulings.finish(&mut desk);
    Judged { decisions, ..desk.finish(verdicts) }
}

/// The status of a record: the first that applies. A clash of versions comes before an error of its own, because both
/// versions have to be looked at together.
fn status(superseded: bool, clash: bool, error: bool, hold: bool) -> Status {
    match (superseded, clash, error, hold) {
        (true, ..) => Status::Superseded,
        (_, true, ..) => Status::Held,
        (_, _, true, _) => Status::Rejected,
        (.., true) => Status::Held,
        _ => Status::Accepted,
    }
}
