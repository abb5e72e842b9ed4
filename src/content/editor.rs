//! The JSON Schema (2020-12) of a notice's front matter, so that editors offer keys and names and mark slips.

use serde_json::{Map, Value, json};

use crate::model::Project;

/// The schema of a notice's front matter, with the names that this project knows; pretty-printed, with a final line end.
pub fn notice_schema(project: &Project) -> String {
    let schema = object("通知的页首信息", properties(project), &["title", "issuer", "summary"]);
    let mut whole = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "通知的页首信息" });
    if let (Some(whole), Value::Object(schema)) = (whole.as_object_mut(), schema) {
        whole.extend(schema);
    }
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn properties(project: &Project) -> Value {
    let slugs = || words(project.notices.iter().map(|notice| notice.page.slug.as_str()));
    let deadlines = project.programmes.iter().flat_map(|programme| &programme.deadlines).map(|it| it.id.as_str());
    json!({
        "title": text("标题"),
        "summary": text("摘要，可以引用数据，例如 {{ deadline.unit }}"),
        "issuer": text("发文机关"),
        "doc_number": text("发文字号"),
        "date": day("成文日期，原件没有就不写"),
        "publish_from": day("公布日期"),
        "expires": day("有效期至，含当天"),
        "addressees": list("主送", text("")),
        "programme": described(words(project.programmes.iter().map(|programme| programme.id.as_str())), "所属项目"),
        "topics": list("主题", text("")),
        "forwards": described(slugs(), "本件转发的通知"),
        "corrects": correction(slugs()),
        "deadlines": list("本件公布的截止时间，写项目里的 id", words(deadlines)),
        "contacts": list("联系人", contact()),
        "attachments": list("附件", attachment(project)),
        "original": text("签发原件，写文件的相对路径"),
        "draft": { "enum": [true, false, "是", "否"], "description": "草稿不发布" },
        "redirects": list("以前的地址，以 / 或 .html 结尾", text("")),
    })
}

fn correction(notices: Value) -> Value {
    let change = json!({
        "what": text("事项，例如 第7期办班时间"),
        "old": text("原为：照抄原来的内容"),
        "new": text("更正为：可以引用数据，例如 \"{{ class.7.period }}\""),
    });
    let changes = json!({
        "type": "array",
        "minItems": 1,
        "items": object("", change, &["what", "old", "new"]),
        "description": "更正的内容，逐项写",
    });
    let properties = json!({ "notice": described(notices, "被更正的通知"), "changes": changes });
    object("本件更正的通知，两份通知的页面都会列出更正内容", properties, &["notice", "changes"])
}

fn contact() -> Value {
    let properties = json!({
        "role": text("职责，例如 咨询"),
        "unit": text("单位"),
        "persons": list("姓名", text("")),
        "phones": list("电话", text("")),
        "email": text("邮箱"),
        "address": text("地址"),
        "postcode": text("邮编"),
    });
    object("", properties, &[])
}

fn attachment(project: &Project) -> Value {
    let properties = json!({
        "number": { "type": "integer", "minimum": 0, "description": "附件序号" },
        "title": text("名称"),
        "form": described(words(project.forms.iter().map(|form| form.id.as_str())), "本项目的表单"),
        "page": text("另一页的源文件，写相对路径"),
        "file": text("附件文件，写相对路径"),
    });
    object("", properties, &["title"])
}

/// A text; the program takes every scalar as it was written, while YAML tells numbers apart.
fn text(description: &str) -> Value {
    described(json!({ "type": ["string", "number"] }), description)
}

fn day(description: &str) -> Value {
    described(json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }), description)
}

fn list(description: &str, items: Value) -> Value {
    described(json!({ "type": "array", "items": items }), description)
}

fn object(description: &str, properties: Value, required: &[&str]) -> Value {
    let object =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    described(object, description)
}

/// One of these names. One made of digits may be written without quotes, and is a number to editors then.
fn words<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for name in names {
        all.push(Value::from(name));
        let number = name.parse::<u64>().ok().filter(|number| number.to_string() == name);
        all.extend(number.map(Value::from));
    }
    match all.is_empty() {
        true => text(""),
        false => json!({ "enum": all }),
    }
}

fn described(mut schema: Value, description: &str) -> Value {
    if let Some(schema) = schema.as_object_mut().filter(|_| !description.is_empty()) {
        let words = Map::from_iter([("description".to_owned(), Value::from(description))]);
        schema.extend(words);
    }
    schema
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::notice_schema;
    use crate::content::{Memory, load};
    use crate::diagnostic::{Diagnostics, Problem, SchemaProblem};
    use crate::model::Project;
    use crate::source::{SourceId, Sources, TextFile};

    /// The keys that the decoder knows, by the place at which a front matter names one that it does not.
    fn known(front: &str) -> BTreeSet<String> {
        let text = format!("---\n{front}\n---\n");
        let mut out = Diagnostics::default();
        load(
            &[TextFile { source: SourceId(0), name: "content/notices/a.md", text: &text }],
            &Sources::default(),
            &mut Memory::default(),
            &mut out,
        );
        let unknown = out.into_iter().find_map(|it| match it.problem {
            Problem::Schema(SchemaProblem::UnknownKey { nearest, .. }) => Some(nearest.among),
            _ => None,
        });
        unknown.expect("the key is unknown").into_iter().collect()
    }

    #[test]
    fn the_schema_knows_the_keys_that_are_read_and_no_other() {
        let schema: Value = serde_json::from_str(&notice_schema(&Project::default())).expect("it is JSON");
        let of = |pointer: &str| -> BTreeSet<String> {
            let properties = schema.pointer(pointer).and_then(Value::as_object).expect("there are properties");
            properties.keys().cloned().collect()
        };
        for (pointer, front) in [
            ("/properties", "~~~~: 1"),
            ("/properties/corrects/properties", "corrects: { ~~~~: 1 }"),
            ("/properties/corrects/properties/changes/items/properties", "corrects: { changes: [{ ~~~~: 1 }] }"),
            ("/properties/contacts/items/properties", "contacts: [{ ~~~~: 1 }]"),
        ] {
            assert_eq!(of(pointer), known(front), "{pointer}");
        }
        let attachment = of("/properties/attachments/items/properties");
        assert!(known("attachments: [{ ~~~~: 1 }]").is_subset(&attachment), "{attachment:?}");
    }
}
