//! `decisions.yaml`: what the office decided about returned files, with its reasons.

mod edit;
mod editor;
#[cfg(test)]
mod tests;
mod write;

pub use edit::{decision_faults, with_decision, without_decision};
pub use editor::decisions_schema;
pub use write::decisions_yaml;

use crate::diagnostic::{Both, Code, Diagnostics, List, ReceivedProblem, SchemaProblem, Words, entries, entry};
use crate::formats::yaml::{Decode, Map, Node, Tree, list};
use crate::model::{Decision, Entry, FileRef, Located, Project, Raw, RecordRef, Ruling};
use crate::source::{Fingerprint, TextFile};
use crate::suggest::nearest;

/// Reads the decisions of a file, in its order. One with a fault is left out; the faults of all are told at once.
pub fn decisions(file: &TextFile, project: &Project, out: &mut Diagnostics) -> Vec<Decision> {
    let Some(node) = super::tree(file, out) else { return Vec::new() };
    let Some(mut map) = Map::open(&node, ["裁定文件", "the decisions file"], out) else { return Vec::new() };
    let read: Vec<Decision> = map.list("decisions", out);
    map.finish(out);
    read.into_iter().filter(|decision| names_known(&decision.ruling, project, out)).collect()
}

impl Decode for Decision {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Decision> {
        let mut map = Map::open(node, OWNER, out)?;
        // These belong to every kind, whichever it is.
        for key in ["reason", "by", "date"] {
            map.node(key);
        }
        let ruling = ruling(node, &mut map, out);
        let reason = map.required::<Located<String>>("reason", out).and_then(|reason| told(reason, out));
        let by = map.optional("by", out);
        let on = map.optional("date", out);
        let place = map.place();
        // Of what kind it is meant to be is not known, so neither is which keys it may have.
        if ruling.is_some() || kinds(node).len() == 1 {
            map.finish(out);
        }
        Some(Decision { place, ruling: ruling?, reason: reason?, by, on })
    }
}

/// How many records one decision may be about.
const MOST: usize = 50;

const OWNER: [&str; 2] = ["裁定", "the decision"];

/// A reason without a word is none.
fn told(reason: Located<String>, out: &mut Diagnostics) -> Option<String> {
    if reason.value.trim().is_empty() {
        out.add(reason.place, SchemaProblem::MissingKey { key: "reason".to_owned(), owner: Words(OWNER) });
        return None;
    }
    Some(reason.value)
}

/// The kinds that an item names, each once.
fn kinds(node: &Node) -> Vec<&'static str> {
    let Tree::Map(pairs) = &node.tree else { return Vec::new() };
    Ruling::KINDS.into_iter().filter(|kind| pairs.iter().any(|pair| pair.key == *kind)).collect()
}

fn ruling(node: &Node, map: &mut Map, out: &mut Diagnostics) -> Option<Ruling> {
    let kinds = kinds(node);
    let [kind] = kinds[..] else {
        let found = match kinds[..] {
            // A slip in the word is told as such.
            [] if misspelt(map, out) => return None,
            [] => Both(["零种".to_owned(), "none".to_owned()]),
            _ => Both::from(|lang| kinds.join(lang.pick("、", ", "))),
        };
        let all = List(Ruling::KINDS.map(str::to_owned).to_vec());
        out.add(node.place, ReceivedProblem::NotOneRuling { found, kinds: all });
        return None;
    };
    match kind {
        "accept" => {
            let record = map.required("accept", out);
            let problems = map.list("problems", out);
            Some(Ruling::Accept { record: record?, problems })
        }
        "drop" => map.required("drop", out).map(Ruling::Drop),
        "keep" => map.required("keep", out).map(Ruling::Keep),
        "same" => several(map, "same", out).map(Ruling::Same),
        "different" => several(map, "different", out).map(Ruling::Different),
        "unit" => unit(map, out),
        "paper" => paper(map, out),
        _ => record(map, out),
    }
}

/// Tells of keys that no decision has; answers whether there are any.
fn misspelt(map: &mut Map, out: &mut Diagnostics) -> bool {
    for key in Ruling::KINDS.into_iter().chain(["problems", "is", "category", "received", "people", "source", "values"])
    {
        map.node(key);
    }
    let before = out.len();
    map.tell_unknown(out);
    out.len() > before
}

/// The records of a decision about two or more.
fn several(map: &mut Map, key: &'static str, out: &mut Diagnostics) -> Option<Vec<RecordRef>> {
    let Some(node) = map.node(key) else { return map.required(key, out) };
    let records: Vec<RecordRef> = list(node, key, out);
    match &node.tree {
        Tree::List(items) if items.len() < 2 || items.len() > MOST => {
            let expected = Words(["2 到 50 条记录的列表", "a list of 2 to 50 records"]);
            out.add(node.place, SchemaProblem::WrongType { key: key.to_owned(), expected, found: node.described() });
            None
        }
        Tree::List(items) => Some(records).filter(|records| records.len() == items.len()),
        _ => None,
    }
}

impl Decode for Vec<RecordRef> {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Vec<RecordRef>> {
        Some(list(node, key, out))
    }
}

fn unit(map: &mut Map, out: &mut Diagnostics) -> Option<Ruling> {
    let unit = map.required("unit", out);
    let is: Option<Located<String>> = map.optional("is", out);
    let category: Option<Located<String>> = map.optional("category", out);
    if map.node("is").is_none() && map.node("category").is_none() {
        out.add(map.place(), SchemaProblem::MissingKey { key: "is / category".to_owned(), owner: Words(OWNER) });
        return None;
    }
    // A fault in the only one of them was told.
    let said = is.is_some() || category.is_some();
    Some(Ruling::Unit { unit: unit?, is, category }).filter(|_| said)
}

fn paper(map: &mut Map, out: &mut Diagnostics) -> Option<Ruling> {
    let received = map.required("received", out);
    let people = map.optional("people", out);
    let mut inner = Map::open(map.node("paper")?, ["纸质材料", "the paper"], out)?;
    let unit = inner.required("unit", out);
    let programme = inner.required("programme", out);
    inner.finish(out);
    Some(Ruling::Paper { unit: unit?, programme: programme?, received: received?, people })
}

fn record(map: &mut Map, out: &mut Diagnostics) -> Option<Ruling> {
    let bound = map.node("source").is_some();
    let source: Option<Scan> = map.optional("source", out);
    let values: Option<Values> = map.required("values", out);
    let mut inner = Map::open(map.node("record")?, ["录入的记录", "the record"], out)?;
    let form = inner.required("form", out);
    inner.finish(out);
    if bound && source.is_none() {
        return None;
    }
    Some(Ruling::Record { form: form?, source: source.map(|it| it.0), values: values?.0 })
}

/// A file that must bear its fingerprint: what was typed from it must not pass for another file's.
struct Scan(FileRef);

impl Decode for Scan {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Scan> {
        let mut map = Map::open(node, ["扫描件", "the scan"], out)?;
        let file = map.required("file", out);
        let sha256 = map.required("sha256", out);
        let place = map.place();
        map.finish(out);
        Some(Scan(FileRef { place, file: file?, sha256: Some(sha256?) }))
    }
}

/// What was typed in, label by label.
struct Values(Vec<Entry>);

impl Decode for Values {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Values> {
        let mut map = Map::open(node, ["录入的内容", "the values"], out)?;
        let pairs = map.rest();
        let mut sound = true;
        for pair in &pairs {
            if let Raw::Other(found) = pair.entry().raw {
                let expected = Words(["一段文字或一个列表", "a text or a list"]);
                let problem = SchemaProblem::WrongType { key: key.to_owned(), expected, found: Words(found) };
                out.add(pair.value.place, problem);
                sound = false;
            }
        }
        sound.then(|| Values(pairs.into_iter().map(|pair| pair.entry()).collect()))
    }
}

impl Decode for RecordRef {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<RecordRef> {
        let mut map = Map::open(node, ["所指的记录", "the record"], out)?;
        let file = map.required("file", out);
        let record: Option<Located<usize>> = map.required("record", out);
        let record = record.and_then(|record| counted(record, out));
        let name = map.optional("name", out);
        let sha256 = map.optional("sha256", out);
        let place = map.place();
        map.finish(out);
        Some(RecordRef { file: FileRef { place, file: file?, sha256 }, record: record?, name })
    }
}

/// Records count from 1.
fn counted(record: Located<usize>, out: &mut Diagnostics) -> Option<usize> {
    if record.value == 0 {
        let expected = Words(["第几条，从 1 数起", "the record's number, from 1"]);
        let problem = SchemaProblem::BadValue { key: "record".to_owned(), found: "0".to_owned(), expected };
        out.add(record.place, problem);
        return None;
    }
    Some(record.value)
}

impl Decode for Fingerprint {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Fingerprint> {
        let found = String::decode(node, key, out)?;
        let read = found.parse().ok();
        if read.is_none() {
            let expected =
                Words(["台账里的指纹（64 位十六进制）", "a fingerprint of the ledger (64 hexadecimal digits)"]);
            out.add(node.place, SchemaProblem::BadValue { key: key.to_owned(), found, expected });
        }
        read
    }
}

impl Decode for Code {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Code> {
        let found = String::decode(node, key, out)?;
        let known = entry(&found).map(|entry| entry.code);
        if known.is_none() {
            let nearest = nearest(&found, entries().map(|entry| entry.code.0));
            out.add(node.place, SchemaProblem::UnknownWord { key: key.to_owned(), found, nearest });
        }
        known
    }
}

/// Tells of forms, programmes, units and categories that this project does not have.
fn names_known(ruling: &Ruling, project: &Project, out: &mut Diagnostics) -> bool {
    let mut known = true;
    let mut look = |what: [&'static str; 2], name: &Located<String>, among: &[&str]| {
        if !among.contains(&name.value.as_str()) {
            let nearest = nearest(&name.value, among.iter().copied());
            let problem = SchemaProblem::UnknownReference { what: Words(what), name: name.value.clone(), nearest };
            out.add(name.place, problem);
            known = false;
        }
    };
    match ruling {
        Ruling::Unit { is, category, .. } => {
            let units = &project.units;
            if let Some(is) = is.as_ref().filter(|is| !units.is_empty() && units.find(&is.value).is_none()) {
                let names: Vec<&str> = units.list.iter().map(|unit| unit.name.as_str()).collect();
                look(["单位", "unit"], is, &names);
            }
            if let Some(category) = category {
                let all = project.programmes.iter().flat_map(|it| &it.unit_categories);
                let all: Vec<&str> = all.map(|it| it.name.as_str()).collect();
                look(["单位类别", "unit category"], category, &all);
            }
        }
        Ruling::Paper { programme, .. } => {
            let ids: Vec<&str> = project.programmes.iter().map(|it| it.id.as_str()).collect();
            look(["项目", "programme"], programme, &ids);
        }
        Ruling::Record { form, .. } => {
            let used = project.forms.iter().filter(|form| project.programme_of(&form.id).is_some());
            let ids: Vec<&str> = used.map(|form| form.id.as_str()).collect();
            look(["表单", "form"], form, &ids);
        }
        _ => {}
    }
    known
}
