//! The entries that say what a returned file is: which form, and whether it replaces or adds.

use crate::diagnostic::{
    Diagnostic, Diagnostics, FieldProblem, FileProblem, List, Personal, RecordProblem, Role, Words,
};
use crate::formats::yaml::{Node, Pair, Tree};
use crate::model::{Form, Layout, Mode, RawRecord, RecordProblemRef, Submission};
use crate::source::{Limits, SourceId};
use crate::suggest::nearest;

const FORM: [&str; 2] = ["表单", "form"];
const MODE: [&str; 2] = ["报送方式", "mode"];
const RECORDS: &str = "records";

/// Every key of the envelope, by label and by key.
pub const KEYS: [[&str; 2]; 2] = [FORM, MODE];

/// The label under which a roster's rows stand.
pub fn records_label(form: &Form) -> Option<&str> {
    match &form.layout {
        Layout::Roster { records, .. } => Some(records),
        Layout::Card => None,
    }
}

/// Opens a returned file: finds its form and takes its entries apart. None where it is no form of this project.
pub fn open(
    root: &Node,
    source: SourceId,
    forms: &[&Form],
    limits: &Limits,
    out: &mut Diagnostics,
) -> Option<Submission> {
    let Tree::Map(pairs) = &root.tree else {
        out.add(root.place, FileProblem::NotAMapping { found: root.described() });
        return None;
    };
    for node in pairs.iter().map(|pair| &pair.value).flat_map(leaves) {
        smart_quotes(node, out);
    }
    let mut twice = Diagnostics::default();
    let Some(named) = find(pairs, FORM, &mut twice).filter(|pair| !pair.value.is_empty()) else {
        let forms = List(forms.iter().map(|form| form.id.clone()).collect());
        out.add(root.place, RecordProblem::NoForm { forms });
        return None;
    };
    let id = named.value.text().map(str::trim).unwrap_or_default();
    let Some(form) = forms.iter().find(|form| form.id == id || form.title == id) else {
        let nearest = nearest(id, forms.iter().map(|form| form.id.as_str()));
        out.add(named.value.place, RecordProblem::UnknownForm { found: id.to_owned(), nearest });
        return None;
    };
    let mut header_problems = twice;
    let mode = mode(pairs, &mut header_problems);
    let own = |pair: &&Pair| !KEYS.into_iter().flatten().any(|key| key == pair.key);
    let (header, records) = match &form.layout {
        Layout::Card => {
            let entries = pairs.iter().filter(own).map(Pair::entry).collect();
            (Vec::new(), vec![RawRecord { place: root.place, fault: None, entries }])
        }
        Layout::Roster { records: label, .. } => {
            let rows = find(pairs, [label, RECORDS], &mut header_problems);
            let header = pairs.iter().filter(own).filter(|pair| pair.key != *label && pair.key != RECORDS);
            (header.map(Pair::entry).collect(), rows_of(rows, label, root, limits, out))
        }
    };
    let reference = |it: &Diagnostic| RecordProblemRef { code: it.code(), severity: it.severity };
    let faults = header_problems.iter().filter(|it| it.is_error()).map(reference).collect();
    out.extend(header_problems);
    let form = form.id.clone();
    Some(Submission { source, form, mode, before: 0, table: false, faults, header, records })
}

/// Every scalar below a node, but not deeper than a record's own values.
fn leaves(node: &Node) -> Vec<&Node> {
    match &node.tree {
        Tree::Scalar { .. } => vec![node],
        Tree::Empty => Vec::new(),
        Tree::List(items) => items.iter().flat_map(leaves).collect(),
        Tree::Map(pairs) => pairs.iter().map(|pair| &pair.value).flat_map(leaves).collect(),
    }
}

/// Quotes of the Chinese keyboard around a whole value are meant for YAML, but become part of the value.
fn smart_quotes(node: &Node, out: &mut Diagnostics) {
    let Tree::Scalar { text, quoted: false } = &node.tree else { return };
    let wrapped = [('“', '”'), ('‘', '’'), ('＂', '＂')].into_iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    });
    if let Some(inner) = wrapped {
        out.add(node.place, FileProblem::SmartQuotes { found: Personal(inner.to_owned()) });
    }
}

/// The pair of an envelope key; a second one is told.
fn find<'n>(pairs: &'n [Pair], keys: [&str; 2], out: &mut Diagnostics) -> Option<&'n Pair> {
    let mut named = pairs.iter().filter(|pair| keys.contains(&pair.key.trim()));
    let first = named.next()?;
    for second in named {
        let problem = FileProblem::DuplicateKey { key: second.key.clone() };
        out.push(Diagnostic::new(second.key_place, problem).with(first.key_place, Role::First));
    }
    Some(first)
}

fn mode(pairs: &[Pair], out: &mut Diagnostics) -> Mode {
    let Some(pair) = find(pairs, MODE, out).filter(|pair| !pair.value.is_empty()) else { return Mode::Whole };
    match pair.value.text().map(str::trim) {
        Some("全部") => Mode::Whole,
        Some("补充") => Mode::Addition,
        other => {
            let found = other.unwrap_or_default();
            let problem = FieldProblem::NotAnOption {
                field: MODE[0].to_owned(),
                found: Personal(found.to_owned()),
                nearest: nearest(found, ["全部", "补充"]),
            };
            out.push(Diagnostic::new(pair.value.place, problem).about(MODE[0].into()));
            Mode::Whole
        }
    }
}

fn rows_of(rows: Option<&Pair>, label: &str, root: &Node, limits: &Limits, out: &mut Diagnostics) -> Vec<RawRecord> {
    let items = match rows.map(|pair| &pair.value.tree) {
        Some(Tree::List(items)) if !items.is_empty() => items,
        Some(Tree::Map(_)) => {
            let found = Words(["没有以「- 」开头的内容", "content without a dash"]);
            let place = rows.map_or(root.place, |pair| pair.value.place);
            out.add(place, RecordProblem::RecordNotMapping { key: label.to_owned(), found });
            return Vec::new();
        }
        _ => {
            let place = rows.map_or(root.place, |pair| pair.key_place);
            out.add(place, RecordProblem::NoRecords { key: label.to_owned() });
            return Vec::new();
        }
    };
    if items.len() > limits.records {
        out.add(items[limits.records].place, RecordProblem::TooManyRecords { limit: limits.records });
        return Vec::new();
    }
    let mut records = Vec::new();
    for item in items {
        match &item.tree {
            Tree::Map(pairs) => records.push(RawRecord {
                place: item.place,
                fault: None,
                entries: pairs.iter().map(Pair::entry).collect(),
            }),
            _ => {
                let problem = RecordProblem::RecordNotMapping { key: label.to_owned(), found: item.described() };
                let told = Diagnostic::new(item.place, problem);
                let fault = Some(RecordProblemRef { code: told.code(), severity: told.severity });
                records.push(RawRecord { place: item.place, fault, entries: Vec::new() });
                out.push(told);
            }
        }
    }
    records
}
