//! A form to blank forms for handing out, and to the JSON Schema that editors check them with.

mod docx;
mod filled;
mod grid;
mod json_schema;
mod xlsx;
mod yaml;

pub use docx::docx;
pub use filled::filled;
pub use json_schema::json_schema;
pub use xlsx::xlsx;
pub use yaml::yaml;

use crate::diagnostic::{Diagnostics, FileProblem};
use crate::model::{Artifact, Form, Programme};

/// The formats in which blanks are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Docx,
    /// The fill-in page in one file. It is drawn like the pages of the site, with their templates, not here.
    Html,
    /// With the JSON Schema beside it.
    Yaml,
}

/// A blank to hand out, and how it is offered.
pub struct Blank {
    /// What it is, to people.
    pub label: &'static str,
    /// The name of its format, to people.
    pub format: &'static str,
    /// Whether people fill it in and send it back.
    pub filled_in: bool,
    /// Named for the forms folder of the site.
    pub artifact: Artifact,
}

/// The blanks of a form, in Chinese whoever makes them: those who fill them in read Chinese.
pub fn blanks(form: &Form, programme: &Programme, formats: &[Format], problems: &mut Diagnostics) -> Vec<Blank> {
    let blank = |label, format, extension: &str, bytes: Vec<u8>| Blank {
        label,
        format,
        filled_in: true,
        artifact: Artifact::new(format!("{}.{extension}", form.id), bytes),
    };
    let mut of = |format: &Format| match format {
        Format::Xlsx => match xlsx(form) {
            Ok(bytes) => vec![blank("Excel/WPS 表", "XLSX", "xlsx", bytes)],
            Err(error) => {
                problems.add(form.place, FileProblem::ProgramFault { detail: error.to_string() });
                Vec::new()
            }
        },
        Format::Docx => vec![blank("Word 表", "DOCX", "docx", docx(form))],
        Format::Html => Vec::new(),
        Format::Yaml => vec![
            blank("文本表", "YAML", "yaml", yaml(form, programme).into_bytes()),
            Blank {
                filled_in: false,
                ..blank("编辑器用的格式说明", "JSON Schema", "schema.json", json_schema(form).into_bytes())
            },
        ],
    };
    formats.iter().flat_map(&mut of).collect()
}

impl Format {
    /// In the order in which they are offered: what most people have first.
    pub const ALL: &'static [Format] = &[Format::Xlsx, Format::Docx, Format::Html, Format::Yaml];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Yaml => "yaml",
        }
    }
}
