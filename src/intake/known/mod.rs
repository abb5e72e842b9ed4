//! A list of people who are known already: a table, a YAML list, or keyed codes, read by its labels.

mod codes;
mod person;
mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Both, Diagnostics, FileProblem, KnownProblem, List};
use crate::formats::csv::read as read_csv;
use crate::formats::workbook;
use crate::formats::yaml::{Origin, Reader, parse};
use crate::model::KnownPerson;
use crate::source::{KeyedCode, Limits, SourceId};

pub use codes::{KEYED_CHECK, keyed_file};

/// What was found on a list.
#[derive(Debug)]
pub struct KnownIntake {
    pub listed: Listed,
    /// The names of a workbook's sheets, in its order; empty for every other file.
    pub parts: Vec<Arc<str>>,
}

/// Who is on a list.
#[derive(Debug)]
pub enum Listed {
    People(Vec<KnownPerson>),
    Keyed {
        /// What the right key makes of [`KEYED_CHECK`].
        check: KeyedCode,
        codes: BTreeSet<KeyedCode>,
    },
}

/// Reads a list of known people. Where any of it cannot be compared an error is told: nobody is left out in silence.
pub fn known(source: SourceId, name: &str, bytes: &[u8], limits: &Limits, out: &mut Diagnostics) -> KnownIntake {
    let mut parts = Vec::new();
    let extension = super::extension(name, Some(bytes));
    let rows = match extension.as_str() {
        extension if workbook::is_workbook(extension) => {
            workbook::read(source, extension, bytes, limits, out).map(|book| {
                parts = book.sheets;
                rows::of_tables(&book.tables)
            })
        }
        _ => {
            let text = super::decoded(source, bytes, out);
            if let Some(text) = text.as_deref().filter(|text| codes::is_keyed(text)) {
                return KnownIntake { listed: codes::read(source, text, out), parts };
            }
            match extension.as_str() {
                "csv" | "tsv" | "txt" => text.map(|text| rows::of_tables(&[read_csv(source, &text)])),
                "yaml" | "yml" => text.and_then(|text| yaml(source, &text, limits, out)),
                _ => {
                    let extension = Both([format!("「.{extension}」"), format!("`.{extension}`")]);
                    out.add(source.whole(), FileProblem::UnknownFileType { extension });
                    None
                }
            }
        }
    };
    let faulty = out.has_errors();
    let people = match rows {
        Some(Some(rows)) => rows.into_iter().filter_map(|row| person::read(row, out)).collect(),
        Some(None) if !faulty => {
            out.add(source.whole(), KnownProblem::KnownWithoutColumns { labels: known_labels() });
            Vec::new()
        }
        _ => Vec::new(),
    };
    KnownIntake { listed: Listed::People(people), parts }
}

/// The labels by which a list is read.
pub fn known_labels() -> List {
    List(rows::labels())
}

fn yaml(source: SourceId, text: &str, limits: &Limits, out: &mut Diagnostics) -> Option<Option<Vec<rows::Row>>> {
    let reader = Reader::Returned { labels: &|word| rows::Column::of(word).is_some() };
    let (tree, problems) = parse(text, Origin { source, first_line: 1, cut: 0, depth: limits.depth, reader });
    out.extend(problems);
    tree.map(|tree| rows::of_yaml(&tree))
}
