//! The blank forms of a project.

use super::project::Loaded;
use super::site::Frame;
use crate::blank;
pub use crate::blank::Format;
use crate::content;
use crate::diagnostic::Diagnostics;
use crate::model::{Artifact, Form, Project};
use crate::render::{self, Inline};

/// A blank form to hand out.
pub struct Blank {
    pub form: String,
    /// What it is, and the name of its format, to people.
    pub label: &'static str,
    pub format: &'static str,
    /// Whether people fill it in and send it back.
    pub filled_in: bool,
    pub artifact: Artifact,
}

/// The blanks of the given forms, or of all. A form that no programme uses has none: nobody could say what it is for. The
/// problems are those of the project's templates.
pub fn blanks(loaded: &mut Loaded, forms: &[String], formats: &[Format]) -> (Vec<Blank>, Diagnostics) {
    let mut problems = Diagnostics::default();
    let frame = Frame::read(&loaded.root, &mut loaded.sources, &mut problems);
    let wanted = |form: &&Form| forms.is_empty() || forms.contains(&form.id);
    let forms: Vec<&Form> = loaded.project.forms.iter().filter(wanted).collect();
    let blanks = of(&loaded.project, &forms, formats, &frame, &mut problems);
    (blanks, problems)
}

/// The blanks of the given forms, with the templates at hand.
pub(super) fn of(
    project: &Project,
    forms: &[&Form],
    formats: &[Format],
    frame: &Frame,
    out: &mut Diagnostics,
) -> Vec<Blank> {
    let mut blanks = Vec::new();
    for form in forms {
        let Some(programme) = project.programme_of(&form.id) else { continue };
        for format in formats {
            if *format == Format::Html {
                let inline = Inline { style: &frame.style, script: &frame.script };
                let page = render::offline(form, programme, project, &inline, &frame.templates, out);
                blanks.extend(page.map(|page| Blank {
                    form: form.id.clone(),
                    label: "离线填写网页",
                    format: "HTML",
                    filled_in: true,
                    artifact: Artifact::new(format!("{}.html", form.id), page),
                }));
            }
            for blank::Blank { label, format, filled_in, artifact } in blank::blanks(form, programme, &[*format], out) {
                blanks.push(Blank { form: form.id.clone(), label, format, filled_in, artifact });
            }
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

/// The name under which [`export_schema`] is asked for.
pub const EXPORT_SCHEMA: &str = "export";

/// The JSON Schema of a table for another system, as `data/exports/` declares it.
pub fn export_schema(project: &Project) -> String {
    crate::schema::export_schema(project)
}

/// The name under which [`decisions_schema`] is asked for.
pub const DECISIONS_SCHEMA: &str = "decisions";

/// The JSON Schema of a decisions file.
pub fn decisions_schema(project: &Project) -> String {
    crate::schema::decisions_schema(project)
}

/// The JSON Schema of a form's returned file.
pub fn schema(form: &Form) -> String {
    blank::json_schema(form)
}
