//! `data/exports/<id>.yaml`: tables for other systems, and whether forms, fields and codes can fill them.

use super::duplicate;
use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::formats::yaml::{Decode, Map, Node, one_of};
use crate::model::{
    Codes, DayPattern, ExportColumn, ExportContent, ExportFact, ExportFile, ExportTable, Field, Form, Kind, Located,
    Order, Programme, Project,
};
use crate::source::Charset;
use crate::suggest::nearest;

pub fn decode(node: &Node, id: &str, out: &mut Diagnostics) -> Option<ExportTable> {
    let mut map = Map::open(node, ["导出表", "the export"], out)?;
    let place = map.place();
    let title = map.required("title", out);
    let forms = match map.node("forms") {
        Some(_) => map.list("forms", out),
        None => map.required::<Located<String>>("forms", out).into_iter().collect(),
    };
    let file = match map.node("file") {
        Some(node) => one_of(node, "file", &[("xlsx", true), ("csv", false)], out),
        None => map.required::<String>("file", out).map(|_| true),
    };
    let encoding = map.node("encoding");
    let charset = encoding
        .and_then(|node| one_of(node, "encoding", &[("utf-8", Charset::Utf8), ("gb18030", Charset::Gb18030)], out));
    if let (Some(true), Some(node)) = (file, encoding) {
        let reason = ["encoding 只用于 csv，xlsx 没有编码一说", "`encoding` is for csv alone, an xlsx has none"];
        out.add(node.place, SchemaProblem::BadExport { reason: Words(reason) });
    }
    let orders = Order::ALL.map(|order| (order.id(), order));
    let order = map.node("order").and_then(|node| one_of(node, "order", &orders, out));
    let columns: Vec<ExportColumn> = match map.node("columns") {
        Some(_) => map.list("columns", out),
        None => map.required::<String>("columns", out).map(|_| Vec::new()).unwrap_or_default(),
    };
    for (at, column) in columns.iter().enumerate() {
        if let Some(first) = columns[..at].iter().find(|first| first.label == column.label) {
            duplicate(["列", "column"], &column.label, column.place, first.place, out);
        }
    }
    map.finish(out);
    let file = match file? {
        true => ExportFile::Xlsx,
        false => ExportFile::Csv(charset.unwrap_or(Charset::Utf8)),
    };
    Some(ExportTable { id: id.to_owned(), place, title: title?, forms, file, order, columns })
}

impl Decode for DayPattern {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<DayPattern> {
        let found = String::decode(node, key, out)?;
        let pattern = DayPattern::read(&found);
        if pattern.is_none() {
            let expected = [
                "用 YYYY、MM、DD 写出的样式，例如 YYYYMMDD、YYYY.MM",
                "a pattern of YYYY, MM and DD, such as YYYYMMDD or YYYY.MM",
            ];
            out.add(node.place, SchemaProblem::BadValue { key: key.to_owned(), found, expected: Words(expected) });
        }
        pattern
    }
}

impl Decode for ExportColumn {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<ExportColumn> {
        let mut map = Map::open(node, ["列", "the column"], out)?;
        let label = map.required("label", out);
        let field: Option<Located<String>> = map.optional("field", out);
        let text: Option<String> = map.optional("text", out);
        let facts = map.node("fact");
        let fact = facts.and_then(|node| one_of(node, "fact", &ExportFact::ALL, out));
        let code: Option<Located<String>> = map.optional("code", out);
        let column_place = map.place();
        let given = usize::from(field.is_some()) + usize::from(text.is_some()) + usize::from(facts.is_some());
        let format: Option<Located<DayPattern>> = map.optional("format", out);
        if given != 1 {
            let reason =
                ["field、text、fact 要有一个，也只能有一个", "exactly one of field, text and fact belongs here"];
            out.add(column_place, SchemaProblem::BadExport { reason: Words(reason) });
        }
        let max_chars = map.optional("max_chars", out);
        map.finish(out);
        let content = match (field, text, fact) {
            (Some(field), None, None) => ExportContent::Field(field),
            (None, Some(text), None) => ExportContent::Text(text),
            (None, None, Some(fact)) => ExportContent::Fact(fact),
            _ => return None,
        };
        let code = code.map(|code| match code.value.as_str() {
            Codes::SEX => Codes::Sex,
            _ => Codes::List(code),
        });
        Some(ExportColumn { label: label?, place: column_place, content, format, code, max_chars })
    }
}

/// Tells of everything in the exports that leads nowhere or cannot be written.
pub(super) fn check(project: &Project, out: &mut Diagnostics) {
    for table in &project.exports {
        let mut forms: Vec<(&Form, &Programme)> = Vec::new();
        for id in &table.forms {
            match (project.form(&id.value), project.programme_of(&id.value)) {
                (Some(form), Some(programme)) => forms.push((form, programme)),
                (Some(_), None) => bad(id.place, ["没有项目用这张表单", "no programme uses the form"], out),
                (None, _) => {
                    let all = project.forms.iter().map(|form| form.id.as_str());
                    unknown(["表单", "form"], id, nearest(&id.value, all), out);
                }
            }
        }
        for column in &table.columns {
            check_column(column, &forms, project, out);
        }
    }
}

fn check_column(column: &ExportColumn, forms: &[(&Form, &Programme)], project: &Project, out: &mut Diagnostics) {
    let mut kinds: Vec<Kind> = Vec::new();
    match &column.content {
        ExportContent::Field(key) => {
            for (form, _) in forms {
                match form.field(&key.value) {
                    Some(Field { kind, .. }) => kinds.push(*kind),
                    None => {
                        let keys = form.all_fields().map(|field| field.key.as_str());
                        unknown(["栏目", "field"], key, nearest(&key.value, keys), out);
                        break;
                    }
                }
            }
        }
        ExportContent::Fact(ExportFact::Sex) => kinds.push(Kind::Sex),
        ExportContent::Fact(ExportFact::Birth) => kinds.push(Kind::Date),
        ExportContent::Fact(ExportFact::Age) if forms.iter().any(|(_, programme)| programme.as_of.is_none()) => {
            let reason = ["项目没有 as_of，算不出年龄", "the programme has no `as_of`, so there is no age"];
            bad(column.place, reason, out);
        }
        _ => {}
    }
    let is_day = |kind: &Kind| matches!(kind, Kind::Date | Kind::Month);
    if let Some(format) = &column.format {
        if kinds.is_empty() && !matches!(&column.content, ExportContent::Field(_)) || !kinds.iter().all(is_day) {
            bad(format.place, ["只有日期和年月才有 format", "only days and months have a `format`"], out);
        } else if format.value.needs_day() && kinds.contains(&Kind::Month) {
            let reason = ["栏目只到年月，写不出 DD", "the field is a month and knows no DD"];
            bad(format.place, reason, out);
        }
    }
    match &column.code {
        Some(Codes::Sex) if !kinds.iter().all(|kind| *kind == Kind::Sex) || kinds.is_empty() => {
            bad(column.place, ["code: sex 只用于性别", "`code: sex` is for the sex alone"], out);
        }
        Some(Codes::List(id)) if project.codes(&id.value).is_none() => {
            let lists = project.codes.iter().map(|list| list.id.as_str()).chain([Codes::SEX]);
            unknown(["代码表", "code list"], id, nearest(&id.value, lists), out);
        }
        _ => {}
    }
}

fn bad(place: crate::source::Place, reason: [&'static str; 2], out: &mut Diagnostics) {
    out.add(place, SchemaProblem::BadExport { reason: Words(reason) });
}

fn unknown(
    what: [&'static str; 2],
    name: &Located<String>,
    nearest: crate::diagnostic::Nearest,
    out: &mut Diagnostics,
) {
    let (what, name_text) = (Words(what), name.value.clone());
    out.add(name.place, SchemaProblem::UnknownReference { what, name: name_text, nearest });
}
