//! The blank forms of a project.

use crate::blank;
use crate::model::{Artifact, Form, Project};

/// A blank form to hand out.
pub struct Blank {
    pub form: String,
    pub artifact: Artifact,
}

/// Every blank of the given forms. A form that no programme uses has none: nobody could say what it is for.
pub fn blanks(project: &Project, forms: &[&Form]) -> Vec<Blank> {
    let mut blanks = Vec::new();
    for form in forms {
        let Some(programme) = project.programme_of(&form.id) else { continue };
        for artifact in blank::blanks(form, programme) {
            blanks.push(Blank { form: form.id.clone(), artifact });
        }
    }
    blanks
}

/// The JSON Schema of a form's returned file.
pub fn schema(form: &Form) -> String {
    blank::json_schema(form)
}
