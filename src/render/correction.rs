//! Corrections (更正通知), as both pages show them: what was, what is, and the other notice.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts::Link;
use super::shared::Shared;
use crate::model::{Change, Notice, day_text};

/// The notices that correct others, by the slug of what they correct, the newest first.
pub type Corrections<'v> = BTreeMap<&'v str, Vec<&'v Notice>>;

/// What one notice puts right in another.
#[derive(Serialize)]
pub struct CorrectionData<'v> {
    /// The other notice; none where it is not shown.
    notice: Option<Link>,
    /// The day of the correction.
    date: Option<String>,
    date_text: Option<String>,
    changes: Vec<ChangeData<'v>>,
}

#[derive(Serialize)]
pub struct ChangeData<'v> {
    pub what: &'v str,
    pub old: &'v str,
    pub new: &'v str,
}

/// Who corrects whom, among the notices that are shown.
pub fn corrections<'v>(notices: &[&'v Notice]) -> Corrections<'v> {
    let mut corrections = Corrections::new();
    for notice in notices {
        if let Some(corrects) = &notice.corrects {
            corrections.entry(corrects.notice.value.as_str()).or_default().push(notice);
        }
    }
    corrections
}

/// What a notice puts right.
pub fn corrects<'v>(notice: &'v Notice, shared: &Shared<'v>) -> Option<CorrectionData<'v>> {
    let corrected = shared.shown_notice(&notice.corrects.as_ref()?.notice);
    Some(data(notice, corrected, shared))
}

/// What others put right in a notice.
pub fn corrected_by<'v>(notice: &Notice, shared: &Shared<'v>) -> Vec<CorrectionData<'v>> {
    let corrections = shared.corrections_of(notice);
    corrections.iter().map(|correction| data(correction, Some(*correction), shared)).collect()
}

/// The changes that a notice makes, with the facts that they quote.
pub fn changes<'v>(notice: &'v Notice, shared: &Shared<'v>) -> Vec<ChangeData<'v>> {
    let changes = notice.corrects.iter().flat_map(|corrects| &corrects.changes);
    let data = |change: &'v Change| ChangeData {
        what: &change.what,
        old: &change.old,
        new: shared.view.texts.plain(&change.new),
    };
    changes.map(data).collect()
}

fn data<'v>(correction: &'v Notice, other: Option<&Notice>, shared: &Shared<'v>) -> CorrectionData<'v> {
    CorrectionData {
        notice: other.map(|other| Link { title: other.page.title.clone(), path: other.address() }),
        date: correction.date.map(|day| day.to_string()),
        date_text: correction.date.map(day_text),
        changes: changes(correction, shared),
    }
}
