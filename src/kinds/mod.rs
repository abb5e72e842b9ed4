//! Field kinds: one file a kind with all its faces, and the steps that every value goes through first.

use serde_json::Value as Json;

use crate::diagnostic::FieldProblem;
use crate::lang::Lang;
use crate::model::{Field, Kind, Raw, Value};

/// What a text means for a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// None where the field is empty or its content could not be understood.
    pub value: Option<Value>,
    /// Errors where it could not be understood; else notes and warnings.
    pub problems: Vec<FieldProblem>,
}

/// All the faces of a kind of field.
pub trait FieldKind: Sync {
    /// Reads a text that is not empty, has no blanks around it and no control characters in it.
    fn read(&self, field: &Field, text: &str) -> Reading;

    /// What to write, for the comments of a blank form.
    fn hint(&self, field: &Field, lang: Lang) -> Option<String>;

    /// The JSON Schema (2020-12) of the field's value, for editors.
    fn json_schema(&self, field: &Field) -> Json;
}
