//! Data files to forms, programmes, rules, code lists, units and decisions; and the references among them.

mod check;
mod codes;
mod decisions;
mod export_schema;
mod exports;
mod form;
mod grid;
mod programme;
mod rule;
mod site;
mod units;

pub use check::{check, settle};
pub use decisions::{decision_faults, decisions, decisions_schema, decisions_yaml, with_decision, without_decision};
pub use export_schema::export_schema;

use crate::diagnostic::{Diagnostic, Diagnostics, Role, SchemaProblem, Words};
use crate::formats::yaml::{Node, Origin, Reader, parse};
use crate::model::{CodeList, ExportTable, Form, Programme, Site, Unit, Units};
use crate::source::{Limits, Place, TextFile};

/// What the data files say; every list is in the order of the file names.
#[derive(Debug, Default)]
pub struct Data {
    pub site: Site,
    pub programmes: Vec<Programme>,
    pub forms: Vec<Form>,
    pub codes: Vec<CodeList>,
    pub units: Units,
    pub exports: Vec<ExportTable>,
}

/// Reads the data files, whatever of them there is; faults of all of them are told at once.
pub fn load(files: &[TextFile], out: &mut Diagnostics) -> Data {
    let mut data = Data::default();
    for file in files {
        let Some(name) = file.name.strip_prefix("data/") else { continue };
        let path = name.strip_suffix(".yaml").unwrap_or_default();
        if !is_read(path) {
            out.add(file.source.whole(), SchemaProblem::UnknownDataFile { path: name.to_owned() });
            continue;
        }
        let Some(node) = tree(file, out) else { continue };
        match path.split_once('/') {
            None if path == "site" => data.site = site::decode(&node, out).unwrap_or_default(),
            None if path == "units" => data.units = Units::new(distinct(units::decode(&node, out), out)),
            Some(("programmes", id)) => data.programmes.extend(programme::decode(&node, id, file.source, out)),
            Some(("forms", id)) => data.forms.extend(form::decode(&node, id, out)),
            Some(("codes", id)) => data.codes.extend(codes::decode(&node, id, out)),
            Some(("exports", id)) => data.exports.extend(exports::decode(&node, id, out)),
            _ => {}
        }
    }
    data
}

/// Whether a data file, named without its ending, is one that the program reads.
fn is_read(path: &str) -> bool {
    match path.split_once('/') {
        None => matches!(path, "site" | "units"),
        Some((folder, name)) => {
            matches!(folder, "programmes" | "forms" | "codes" | "exports") && !name.is_empty() && !name.contains('/')
        }
    }
}

fn tree(file: &TextFile, out: &mut Diagnostics) -> Option<Node> {
    let origin =
        Origin { source: file.source, first_line: 1, cut: 0, depth: Limits::DEFAULT.depth, reader: Reader::Authored };
    let (node, problems) = parse(file.text, origin);
    out.extend(problems);
    node
}

/// Tells of units that share a name or an alias.
fn distinct(units: Vec<Unit>, out: &mut Diagnostics) -> Vec<Unit> {
    let mut seen: Vec<(&str, Place)> = Vec::new();
    for unit in &units {
        for name in std::iter::once(&unit.name).chain(&unit.aliases) {
            match seen.iter().find(|(other, place)| *other == name && *place != unit.place) {
                Some((_, first)) => duplicate(["单位名称", "unit name"], name, unit.place, *first, out),
                None => seen.push((name, unit.place)),
            }
        }
    }
    units
}

/// Tells of a name that is used twice.
fn duplicate(what: [&'static str; 2], name: &str, place: Place, first: Place, out: &mut Diagnostics) {
    let problem = SchemaProblem::DuplicateName { what: Words(what), name: name.to_owned() };
    out.push(Diagnostic::new(place, problem).with(first, Role::First));
}
