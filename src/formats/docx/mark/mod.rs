//! A marked copy of a received document: comments at wrong cells and paragraphs, and nothing else touched.

mod body;
mod comments;

use std::collections::BTreeMap;

use body::Commented;

use super::read;
use crate::diagnostic::Diagnostics;
use crate::formats::mark::{CannotMark, Mark};
use crate::formats::opc::{Patch, Scan, Step, relations};
use crate::model::Table;
use crate::source::{At, Limits, SourceId};

/// A copy of a document (WordprocessingML, transitional or strict) with these marks as comments. Content controls and
/// tracked changes stay as they are; comments of a former copy give way to the new ones. Before it is handed out, the copy
/// is read again and compared.
pub fn mark(bytes: &[u8], marks: &[Mark], limits: &Limits) -> Result<Vec<u8>, CannotMark> {
    let mut patch = Patch::open(bytes, limits)?;
    let root = relations(&mut patch, "")?;
    let main = root.of_type("officeDocument").ok_or(CannotMark::UNLIKE)?;
    let kinds = main.kind.strip_suffix("officeDocument").ok_or(CannotMark::UNLIKE)?.to_owned();
    let path = main.path.clone();
    let text = patch.text(&path)?.ok_or(CannotMark::DAMAGED)?;
    let places = read::places(bytes, limits).ok_or(CannotMark::DAMAGED)?;
    let marks = by_place(marks, &places);

    let namespace = namespace(&text)?;
    let former = comments::former(&mut patch, &path)?;
    let numbers = comments::write(&mut patch, &path, &kinds, &namespace.address, &marks, &former)?;
    let wanted = marks.iter().zip(numbers).map(|(mark, number)| Commented { at: mark.at, number });
    let new = body::commented(&text, &namespace, wanted.collect(), &former)?;
    if new != text {
        patch.put(&path, new);
    }
    let copy = patch.finish()?;
    match tables(&copy, limits) {
        Some(after) if tables(bytes, limits).as_ref() == Some(&after) => Ok(copy),
        _ => Err(CannotMark::UNLIKE),
    }
}

/// What is told at one place of the text.
struct Spot {
    /// The end of the start tag of the cell or paragraph; none for the first paragraph of all.
    at: Option<usize>,
    lines: Vec<String>,
}

/// The vocabulary of the main part, as its root declares it.
struct Namespace {
    address: String,
    /// Of elements, with its colon; may be empty.
    own: String,
    /// With its colon; attributes need one even where elements have none.
    prefix: String,
    /// What has to be declared with each of our elements.
    declared: String,
}

/// What the tables say.
fn tables(bytes: &[u8], limits: &Limits) -> Option<Vec<Table>> {
    read::read(SourceId(0), bytes, limits, &mut Diagnostics::default())
}

/// The marks in the order of the text, a place once; what is about no place that is there stands at the beginning.
fn by_place(marks: &[Mark], places: &BTreeMap<At, usize>) -> Vec<Spot> {
    let mut spots: BTreeMap<Option<usize>, Spot> = BTreeMap::new();
    for mark in marks {
        let at = places.get(&mark.at).copied();
        spots.entry(at).or_insert(Spot { at, lines: Vec::new() }).lines.extend(mark.signed());
    }
    spots.into_values().collect()
}

fn namespace(text: &str) -> Result<Namespace, CannotMark> {
    let mut scan = Scan::new(text);
    let Step::Open(root) = scan.next()? else { return Err(CannotMark::DAMAGED) };
    let own = root.prefix();
    let address = root.namespace(own).ok_or(CannotMark::UNLIKE)?;
    let (prefix, declared) = match (own, root.prefix_for(&address)) {
        ("", None) => ("w:".to_owned(), format!(" xmlns:w=\"{address}\"")),
        ("", Some(prefix)) => (format!("{prefix}:"), String::new()),
        (own, _) => (own.to_owned(), String::new()),
    };
    Ok(Namespace { address, own: own.to_owned(), prefix, declared })
}
