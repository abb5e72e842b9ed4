//! A form to blank forms for handing out, and to the JSON Schema that editors check them with.

mod json_schema;
mod yaml;

pub use json_schema::json_schema;
pub use yaml::yaml;

use crate::model::{Artifact, Form, Programme};

/// Every blank of a form, in Chinese whoever makes it: those who fill it in read Chinese. Named for the forms folder of the site.
pub fn blanks(form: &Form, programme: &Programme) -> Vec<Artifact> {
    vec![
        Artifact::new(format!("{}.yaml", form.id), yaml(form, programme)),
        Artifact::new(format!("{}.schema.json", form.id), json_schema(form)),
    ]
}
