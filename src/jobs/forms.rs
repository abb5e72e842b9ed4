//! The blank forms of a project.

use crate::blank;
pub use crate::blank::Format;
use crate::content;
use crate::model::{Artifact, Form, Project};

/// A blank form to hand out.
pub struct Blank {
    pub form: String,
    /// What it is, and the name of its format, to people.
    pub label: &'static str,
    pub format: &'static str,
    pub artifact: Artifact,
}

/// The blanks of the given forms. A form that no programme uses has none: nobody could say what it is for.
pub fn blanks(project: &Project, forms: &[&Form], formats: &[Format]) -> Vec<Blank> {
    let mut blanks = Vec::new();
    for form in forms {
        let Some(programme) = project.programme_of(&form.id) else { continue };
        for blank::Blank { label, format, artifact } in blank::blanks(form, programme, formats) {
            blanks.push(Blank { form: form.id.clone(), label, format, artifact });
        }
    }
    blanks
}

/// The name under which [`notice_schema`] is asked for.
pub const NOTICE_SCHEMA: &str = "notice";

/// The JSON Schema of a notice's front matter.
pub fn notice_schema(project: &Project) -> String {
    content::notice_schema(project)
}

/// The JSON Schema of a form's returned file.
pub fn schema(form: &Form) -> String {
    blank::json_schema(form)
}
