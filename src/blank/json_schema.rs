//! The JSON Schema (2020-12) of a returned file, so that editors offer labels and options and mark slips.

use serde_json::{Map, Value, json};

use crate::kinds;
use crate::model::{Field, Form, Layout};

/// The schema of a form's returned file, pretty-printed, with a final line end.
pub fn json_schema(form: &Form) -> String {
    let mut properties = Map::new();
    let title = form.title.as_str();
    properties.insert("表单".to_owned(), json!({ "const": form.id, "description": title }));
    let mut required = vec![Value::from("表单")];
    match &form.layout {
        Layout::Card => add(&form.fields, &mut properties, &mut required),
        Layout::Roster { records, .. } => {
            add(&form.header, &mut properties, &mut required);
            properties.insert(
                "报送方式".to_owned(),
                json!({ "enum": ["全部", "补充"], "default": "全部", "description": "全部：替换本单位以前的名单；补充：在以前的名单上增加" }),
            );
            let mut row = Map::new();
            let mut row_required = Vec::new();
            add(&form.fields, &mut row, &mut row_required);
            let row =
                json!({ "type": "object", "properties": row, "required": row_required, "additionalProperties": false });
            properties.insert(records.clone(), json!({ "type": "array", "minItems": 1, "items": row }));
            required.push(Value::from(records.as_str()));
        }
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn add(fields: &[Field], properties: &mut Map<String, Value>, required: &mut Vec<Value>) {
    for field in fields {
        let mut schema = kinds::faces(field.kind).json_schema(field);
        if let (Some(schema), Some(hint)) = (schema.as_object_mut(), &field.hint) {
            schema.entry("description").or_insert_with(|| Value::from(hint.as_str()));
        }
        properties.insert(field.label.to_string(), schema);
        if field.required {
            required.push(Value::from(&*field.label));
        }
    }
}
