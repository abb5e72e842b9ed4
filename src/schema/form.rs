//! `data/forms/<id>.yaml`: form schemas.

use super::{duplicate, grid};
use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::formats::yaml::{Decode, Map, Node, Tree, one_of};
use crate::model::{
    Choice, Choices, Field, Form, Grid, HeaderLine, Kind, Layout, Located, OptionsFrom, Privacy, RosterLayout,
};
use crate::source::Place;
use crate::suggest::nearest;

pub fn decode(node: &Node, id: &str, out: &mut Diagnostics) -> Option<Form> {
    let mut map = Map::open(node, ["表单", "the form"], out)?;
    let is_roster = match map.node("layout") {
        Some(layout) => one_of(layout, "layout", &[("card", false), ("roster", true)], out)?,
        None => {
            map.required::<String>("layout", out);
            return None;
        }
    };
    let place = map.place();
    let header: Vec<Field> = map.list("header", out);
    let fields: Vec<Field> = map.list("fields", out);
    distinct(&header, &fields, out);
    let layout = if is_roster {
        Layout::Roster {
            records: map.required("records", out).unwrap_or_default(),
            serial: map.required("serial", out).unwrap_or_default(),
            rows: map.required("rows", out).unwrap_or_default(),
        }
    } else {
        Layout::Card
    };
    let all: Vec<&Field> = header.iter().chain(&fields).collect();
    let header_lines = map.list("header_lines", out);
    let identity: Vec<Located<String>> = map.list("identity", out);
    let form_grid = map.optional::<Located<String>>("areas", out).and_then(|areas| drawn(&areas, &fields, out));
    let roster: Option<Located<RosterLayout>> = map.optional("roster", out);
    for key in &identity {
        known_field(key, &all, out);
    }
    let form = Form {
        id: id.to_owned(),
        place,
        title: map.required("title", out).unwrap_or_default(),
        summary: map.optional("summary", out),
        group: map.optional("group", out),
        layout,
        header_lines: lines(header_lines, &header, out),
        identity: identity.into_iter().map(|key| key.value).collect(),
        grid: form_grid,
        roster: roster.map(|roster| {
            for key in &roster.value.columns {
                known_field(&Located { value: key.clone(), place: roster.place }, &all, out);
            }
            roster.value
        }),
        seal: map.flag("seal", out),
        notes: map.list("notes", out),
        privacy: map.optional("privacy", out),
        header,
        fields,
    };
    map.finish(out);
    Some(form)
}

/// Keys and labels are names: no two fields of a form share one.
fn distinct(header: &[Field], fields: &[Field], out: &mut Diagnostics) {
    let all: Vec<&Field> = header.iter().chain(fields).collect();
    for (index, field) in all.iter().enumerate() {
        for first in &all[..index] {
            if first.key == field.key {
                duplicate(["栏目", "field"], &field.key, field.place, first.place, out);
            } else if let Some(name) = [&*field.label]
                .into_iter()
                .chain(field.aliases.iter().map(String::as_str))
                .find(|name| first.answers_to(name))
            {
                duplicate(["栏目名", "label"], name, field.place, first.place, out);
            }
        }
    }
}

fn known_field(key: &Located<String>, fields: &[&Field], out: &mut Diagnostics) {
    if !fields.iter().any(|field| field.key == key.value) {
        let problem = SchemaProblem::UnknownReference {
            what: Words(["栏目", "field"]),
            name: key.value.clone(),
            nearest: nearest(&key.value, fields.iter().map(|field| field.key.as_str())),
        };
        out.add(key.place, problem);
    }
}

fn drawn(areas: &Located<String>, fields: &[Field], out: &mut Diagnostics) -> Option<Grid> {
    let drawing = match grid::read(&areas.value) {
        Ok(drawing) => drawing,
        Err(reason) => {
            out.add(areas.place, SchemaProblem::BadAreas { reason: Words(reason) });
            return None;
        }
    };
    let all: Vec<&Field> = fields.iter().collect();
    for cell in &drawing.cells {
        known_field(&Located { value: cell.key.clone(), place: areas.place }, &all, out);
    }
    Some(drawing)
}

fn lines(lines: Vec<(HeaderLine, Vec<Located<String>>)>, header: &[Field], out: &mut Diagnostics) -> Vec<HeaderLine> {
    let all: Vec<&Field> = header.iter().collect();
    for key in lines.iter().flat_map(|(_, keys)| keys) {
        known_field(key, &all, out);
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

impl Decode for (HeaderLine, Vec<Located<String>>) {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Self> {
        let mut map = Map::open(node, ["表头行", "the header line"], out)?;
        let label = map.required("label", out);
        let keys: Vec<Located<String>> = map.list("fields", out);
        map.finish(out);
        let fields = keys.iter().map(|key| key.value.clone()).collect();
        Some((HeaderLine { label: label?, fields }, keys))
    }
}

impl Decode for RosterLayout {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<RosterLayout> {
        let mut map = Map::open(node, ["汇总表版式", "the roster"], out)?;
        let title = map.required("title", out);
        let columns = map.list("columns", out);
        map.finish(out);
        Some(RosterLayout { title: title?, columns })
    }
}

impl Decode for Privacy {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Privacy> {
        let mut map = Map::open(node, ["个人信息说明", "the privacy note"], out)?;
        let who = map.required("who", out);
        let why = map.required("why", out);
        let how_long = map.required("how_long", out);
        map.finish(out);
        Some(Privacy { who: who?, why: why?, how_long: how_long? })
    }
}

impl Decode for Choice {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Choice> {
        if !matches!(node.tree, Tree::Map(_)) {
            return String::decode(node, key, out).map(|value| Choice { value, aliases: Vec::new() });
        }
        let mut map = Map::open(node, ["选项", "the option"], out)?;
        let value = map.required("value", out);
        let aliases = map.list("aliases", out);
        map.finish(out);
        Some(Choice { value: value?, aliases })
    }
}

impl Decode for Field {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Field> {
        let mut map = Map::open(node, ["栏目", "the field"], out)?;
        let key: Option<String> = map.required("key", out);
        let label: Option<String> = map.required("label", out);
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.id(), *kind)).collect();
        let kind = match map.node("kind") {
            Some(node) => one_of(node, "kind", &kinds, out),
            None => {
                map.required::<String>("kind", out);
                None
            }
        };
        let from = map.optional::<Located<String>>("options_from", out);
        let list: Vec<Choice> = map.list("options", out);
        let official = map.optional("official", out).unwrap_or(true);
        let statistic = map.flag("statistic", out);
        let place = map.place();
        if statistic && kind.is_some_and(|kind| kind != Kind::Text) {
            let reason = ["只有 text 类的栏目可以写 statistic", "statistic is for fields of the kind text"];
            out.add(place, SchemaProblem::BadField { reason: Words(reason) });
        }
        let choices = kind.map(|kind| choices(kind, from, list, place, out)).unwrap_or_default();
        let field = Field {
            key: String::new(),
            label: "".into(),
            printed: map.optional("printed", out),
            kind: Kind::Text,
            required: map.flag("required", out),
            recommended: map.flag("recommended", out),
            official,
            statistic,
            choices,
            hint: map.optional("hint", out),
            example: map.optional("example", out),
            max_chars: map.optional("max_chars", out),
            default: map.optional("default", out),
            aliases: map.list("aliases", out),
            place,
        };
        map.finish(out);
        // A kind that is not known has been told; the field stays, so that what names it is no second fault.
        Some(Field { key: key?, label: label?.into(), kind: kind.unwrap_or(Kind::Text), ..field })
    }
}

/// Where a field's options come from: its own list, a named source, or the code list of its kind.
fn choices(
    kind: Kind,
    from: Option<Located<String>>,
    list: Vec<Choice>,
    place: Place,
    out: &mut Diagnostics,
) -> Choices {
    let by_kind = match kind {
        Kind::Ethnicity => Some("ethnicities"),
        Kind::PoliticalStatus => Some("political_statuses"),
        Kind::Education => Some("education"),
        _ => None,
    };
    let given = usize::from(from.is_some()) + usize::from(!list.is_empty());
    let reason = match (kind.has_options(), given, by_kind) {
        (true, 0, None) => Some(["缺少 options 或 options_from", "options or options_from is missing"]),
        (true, 2, _) => Some(["options 和 options_from 只能有一个", "options and options_from exclude each other"]),
        (false, 1.., _) => Some(["这一类栏目没有选项", "this kind of field takes no options"]),
        _ => None,
    };
    if let Some(reason) = reason {
        out.add(place, SchemaProblem::BadField { reason: Words(reason) });
    }
    let from = match from {
        Some(from) if from.value == "classes" => Some(OptionsFrom::Classes),
        Some(from) if from.value == "unit_categories" => Some(OptionsFrom::UnitCategories),
        Some(from) => Some(OptionsFrom::Codes(from)),
        None if list.is_empty() => by_kind.map(|id| OptionsFrom::Codes(Located { value: id.to_owned(), place })),
        None => None,
    };
    Choices { from, list }
}
