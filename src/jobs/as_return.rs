//! What a unit sends on to the next tier: the accepted people on the roster form that it wants.

use crate::blank;
use crate::diagnostic::Diagnostics;
use crate::export::{ExportError, Roster, sent_on};
use crate::model::{Artifact, Form};

/// The roster form for the next tier, and what is to stand in its header.
#[derive(Clone, Debug)]
pub struct AsReturn {
    /// The form's id; a roster.
    pub form: String,
    /// Texts for fields of its header, by key, whatever the returned files say.
    pub header: Vec<(String, String)>,
}

impl AsReturn {
    /// The files for the next tier, `<programme>/return/<form>.yaml`, `.xlsx` and `.docx`, and what is to be told of them.
    pub(super) fn artifacts(&self, roster: &Roster, form: &Form) -> Result<(Vec<Artifact>, Diagnostics), ExportError> {
        let (answers, problems) = sent_on(roster, form, &self.header);
        if answers.rows.is_empty() {
            return Ok((Vec::new(), problems));
        }
        let files = blank::filled(form, &answers)?.into_iter();
        let placed =
            |file: Artifact| Artifact { path: format!("{}/return/{}", roster.programme.id, file.path), ..file };
        Ok((files.map(placed).collect(), problems))
    }
}
