//! The JSON Schema (2020-12) of a table for another system, so that editors offer keys and names and mark slips.

use serde_json::{Value, json};

use crate::model::{Codes, ExportFact, Order, Project};

/// The schema of `data/exports/<id>.yaml`, with the names that this project knows; pretty-printed, with a final line end.
pub fn export_schema(project: &Project) -> String {
    let forms: Vec<&str> = project.forms.iter().map(|form| form.id.as_str()).collect();
    let orders = Order::ALL.map(Order::id);
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "导出表",
        "type": "object",
        "properties": {
            "title": text("表名，也是工作表的名称"),
            "forms": { "type": "array", "items": { "enum": forms }, "minItems": 1, "description": "哪些表单的人选" },
            "file": { "enum": ["xlsx", "csv"], "description": "文件格式" },
            "encoding": { "enum": ["utf-8", "gb18030"], "description": "csv 的编码，不写就是带标记的 UTF-8" },
            "order": { "enum": orders, "description": "人选的顺序，不写就按 --order" },
            "columns": { "type": "array", "items": column(project), "minItems": 1, "description": "各列，照对方系统的次序" },
        },
        "required": ["title", "forms", "file", "columns"],
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn column(project: &Project) -> Value {
    let mut fields: Vec<&str> =
        project.forms.iter().flat_map(|form| form.all_fields()).map(|field| field.key.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    let facts = ExportFact::ALL.map(|(word, _)| word);
    let codes: Vec<&str> = project.codes.iter().map(|list| list.id.as_str()).chain([Codes::SEX]).collect();
    let one = |key: &str| json!({ "required": [key] });
    json!({
        "type": "object",
        "properties": {
            "label": text("列名，照对方系统"),
            "field": { "enum": fields, "description": "表单里的栏目" },
            "text": text("每行都一样的内容"),
            "fact": { "enum": facts, "description": "推算得出的内容" },
            "format": { "type": "string", "description": "日期的写法，例如 YYYYMMDD、YYYY.MM" },
            "code": { "enum": codes, "description": "换成代码：data/codes 里的代码表；sex 按 GB/T 2261.1，男 1 女 2" },
            "max_chars": { "type": "integer", "minimum": 0, "description": "对方系统最多收几个字" },
        },
        "required": ["label"],
        "oneOf": [one("field"), one("text"), one("fact")],
        "additionalProperties": false,
    })
}

/// A text; the program takes every scalar as it was written, while YAML tells numbers apart.
fn text(description: &str) -> Value {
    json!({ "type": ["string", "number"], "description": description })
}
