//! The JSON Schema (2020-12) of `decisions.yaml`, so that editors offer keys and names and mark slips.

use serde_json::{Value, json};

use crate::model::Project;

/// The schema of a decisions file, with the names that this project knows; pretty-printed, with a final line end.
pub fn decisions_schema(project: &Project) -> String {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "裁定文件 decisions.yaml",
        "type": "object",
        "properties": { "decisions": {
            "type": "array",
            "items": { "oneOf": kinds(project) },
            "description": "各条裁定，每条写明理由",
        } },
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn kinds(project: &Project) -> Vec<Value> {
    let programmes = names(project.programmes.iter().map(|it| it.id.as_str()));
    let categories = project.programmes.iter().flat_map(|it| &it.unit_categories);
    let categories = names(categories.map(|it| it.name.as_str()));
    let units = names(project.units.list.iter().map(|unit| unit.name.as_str()));
    let forms = project.forms.iter().filter(|form| project.programme_of(&form.id).is_some());
    let forms = names(forms.map(|form| form.id.as_str()));
    let problems = json!({
        "type": "array",
        "items": { "type": "string", "pattern": "^E[0-9]{4}$" },
        "description": "只放过这些问题；不写就是全部",
    });
    let moment = json!({
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
        "description": "收到的日期或时刻，例如 2025-08-13T16:30",
    });
    let people = json!({ "type": "integer", "minimum": 0, "description": "共几人" });
    let paper = object("纸质材料", json!({ "unit": text("单位"), "programme": programmes }), &["unit", "programme"]);
    let scan = object("扫描件", json!({ "file": text("台账里的文件名"), "sha256": sha256() }), &["file", "sha256"]);
    let values = json!({ "type": "object", "description": "栏目: 内容，与交回的 YAML 表相同" });
    let is = described(units, "它就是名册里的哪个单位");
    let mut unit =
        kind("unit", text("表上写的单位名称"), &[("is", is), ("category", described(categories, "单位类别"))]);
    unit["anyOf"] = json!([{ "required": ["is"] }, { "required": ["category"] }]);
    let mut received = kind("paper", paper, &[("received", moment), ("people", people)]);
    require(&mut received, "received");
    let form = object("代为录入", json!({ "form": forms }), &["form"]);
    let mut keyed = kind("record", form, &[("source", scan), ("values", values)]);
    require(&mut keyed, "values");
    vec![
        kind("accept", reference("准予通过"), &[("problems", problems)]),
        kind("drop", reference("不予采用"), &[]),
        kind("keep", reference("以这一份为准，此人的其他各份不计"), &[]),
        kind("same", several("这些记录是同一个人"), &[]),
        kind("different", several("这些记录是不同的人"), &[]),
        unit,
        received,
        keyed,
    ]
}

/// A decision of one kind: its own keys, and what every decision says.
fn kind(key: &str, value: Value, more: &[(&str, Value)]) -> Value {
    let mut properties = json!({});
    properties[key] = value;
    for (key, value) in more {
        properties[*key] = value.clone();
    }
    properties["reason"] = json!({ "type": "string", "minLength": 1, "description": "理由，必须写" });
    properties["by"] = text("谁裁定的");
    properties["date"] =
        json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "哪天裁定的" });
    object("", properties, &[key, "reason"])
}

fn require(kind: &mut Value, key: &str) {
    if let Some(required) = kind["required"].as_array_mut() {
        required.push(json!(key));
    }
}

fn reference(what: &str) -> Value {
    let properties = json!({
        "file": text("台账里的文件名"),
        "record": { "type": "integer", "minimum": 1, "description": "文件里的第几条" },
        "name": text("姓名；写了就必须与那条记录相同"),
        "sha256": sha256(),
    });
    object(what, properties, &["file", "record"])
}

fn several(what: &str) -> Value {
    json!({ "type": "array", "minItems": 2, "items": reference(""), "description": what })
}

fn sha256() -> Value {
    json!({ "type": "string", "pattern": "^[0-9A-Fa-f]{64}$", "description": "台账里的指纹" })
}

fn text(what: &str) -> Value {
    json!({ "type": "string", "description": what })
}

fn described(mut schema: Value, what: &str) -> Value {
    schema["description"] = json!(what);
    schema
}

/// One of a few names; any text where the project has none.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let mut list: Vec<&str> = Vec::new();
    names.for_each(|name| {
        if !list.contains(&name) {
            list.push(name)
        }
    });
    if list.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": list }) }
}

fn object(what: &str, properties: Value, required: &[&str]) -> Value {
    let object = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if what.is_empty() { object } else { described(object, what) }
}
