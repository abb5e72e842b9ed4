//! A roster form that the program itself filled in, in every format in which it can be returned.

use super::docx::docx_with;
use super::xlsx::xlsx_with;
use super::yaml::yaml_with;
use crate::formats::sheet::BookError;
use crate::model::{Answers, Artifact, Form, Layout};

/// The blanks of a roster form with answers in them: `<form>.yaml`, `<form>.xlsx` and `<form>.docx`. A card has none.
pub fn filled(form: &Form, answers: &Answers) -> Result<Vec<Artifact>, BookError> {
    let Layout::Roster { records, .. } = &form.layout else { return Ok(Vec::new()) };
    let artifact = |extension: &str, bytes: Vec<u8>| Artifact::new(format!("{}.{extension}", form.id), bytes);
    Ok(vec![
        artifact("yaml", yaml_with(form, records, answers).into_bytes()),
        artifact("xlsx", xlsx_with(form, answers)?),
        artifact("docx", docx_with(form, answers)),
    ])
}
