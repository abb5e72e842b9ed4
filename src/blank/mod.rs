//! A form to blank forms for handing out, and to the JSON Schema that editors check them with.

mod json_schema;
mod yaml;

pub use json_schema::json_schema;
pub use yaml::yaml;

use crate::lang::Lang;
use crate::model::{Artifact, Form, Programme};

/// Every blank of a form, named for the forms folder of the site.
pub fn blanks(form: &Form, programme: &Programme, lang: Lang) -> Vec<Artifact> {
    vec![
        Artifact::new(format!("{}.yaml", form.id), yaml(form, programme, lang)),
        Artifact::new(format!("{}.schema.json", form.id), json_schema(form)),
    ]
}
