//! A received file to a submission: what it is, whether it can be read, and which form it holds.

mod document;
mod envelope;
mod ignored;
mod tables;

pub use ignored::ignored;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Both, Diagnostics, FileProblem};
use crate::formats::yaml::{Origin, Reader, parse};
use crate::formats::{docx, workbook};
use crate::model::{FileFate, Form, Received, Submission};
use crate::source::{Encoding, Limits, ReadError, SourceId, decode};

/// What was found in a received file.
#[derive(Debug)]
pub struct Intake {
    pub received: Received,
    /// The names of a workbook's sheets, in its order; empty for every other file.
    pub parts: Vec<Arc<str>>,
    pub problems: Diagnostics,
}

/// The forms that may come back, with an index of all their labels.
pub struct Forms<'a> {
    list: Vec<&'a Form>,
    labels: BTreeSet<&'a str>,
}

impl<'a> Forms<'a> {
    pub fn new(list: Vec<&'a Form>) -> Forms<'a> {
        let mut labels: BTreeSet<&str> = envelope::KEYS.into_iter().flatten().collect();
        for field in list.iter().flat_map(|form| form.all_fields()) {
            labels.insert(&field.label);
            labels.insert(&field.key);
            labels.extend(field.aliases.iter().map(String::as_str));
        }
        labels.extend(list.iter().filter_map(|form| envelope::records_label(form)));
        Forms { list, labels }
    }

    fn is_label(&self, word: &str) -> bool {
        self.labels.contains(word)
    }
}

/// Reads one received file. Reading never fails: whatever is wrong is told, and the file has its fate.
pub fn receive(
    source: SourceId,
    name: &str,
    bytes: Result<&[u8], &ReadError>,
    forms: &Forms,
    limits: &Limits,
) -> Intake {
    let mut problems = Diagnostics::default();
    let mut parts = Vec::new();
    let submissions: Vec<Submission> = match (ignored(name), bytes) {
        (Some(reason), _) => {
            let received = Received { source, fate: FileFate::Ignored(reason), submissions: Vec::new() };
            return Intake { received, parts, problems };
        }
        (None, bytes) => match (extension(name).as_str(), bytes) {
            ("yaml" | "yml", Ok(bytes)) => yaml(source, bytes, forms, limits, &mut problems).into_iter().collect(),
            (extension, Ok(bytes)) if workbook::is_workbook(extension) => {
                match workbook::read(source, extension, bytes, limits, &mut problems) {
                    Some(book) => {
                        parts = book.sheets;
                        tables::submissions(source, &book.tables, forms, limits, &mut problems)
                    }
                    None => Vec::new(),
                }
            }
            (extension, Ok(bytes)) if docx::is_document(extension) => {
                let tables = docx::read(source, bytes, limits, &mut problems).unwrap_or_default();
                let tables = document::joined(tables, forms);
                match tables.is_empty() {
                    true if problems.iter().any(|problem| problem.is_error()) => Vec::new(),
                    _ => tables::submissions(source, &tables, forms, limits, &mut problems),
                }
            }
            (extension, Err(error)) if is_form(extension) => {
                problems.add(source.whole(), FileProblem::unread(error, limits.file_bytes));
                Vec::new()
            }
            ("", _) => {
                let extension = Both(["没有扩展名的".to_owned(), "extensionless".to_owned()]);
                problems.add(source.whole(), FileProblem::UnknownFileType { extension });
                Vec::new()
            }
            (extension, _) => {
                let extension = Both([format!("「.{extension}」"), format!("`.{extension}`")]);
                problems.add(source.whole(), FileProblem::UnknownFileType { extension });
                Vec::new()
            }
        },
    };
    let fate = if submissions.is_empty() { FileFate::Unreadable } else { FileFate::Read };
    let submissions = submissions.into_iter().map(Into::into).collect();
    Intake { received: Received { source, fate, submissions }, parts, problems }
}

fn yaml(
    source: SourceId,
    bytes: &[u8],
    forms: &Forms,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Option<Submission> {
    let Ok(decoded) = decode(bytes) else {
        problems.add(source.whole(), FileProblem::NotText {});
        return None;
    };
    if decoded.encoding != Encoding::Utf8 {
        problems.add(source.whole(), FileProblem::Decoded { encoding: decoded.encoding.name().to_owned() });
    }
    let labels = |word: &str| forms.is_label(word);
    let origin = Origin { source, first_line: 1, depth: limits.depth, reader: Reader::Returned { labels: &labels } };
    let (tree, found) = parse(&decoded.text, origin);
    problems.extend(found);
    envelope::open(&tree?, source, &forms.list, limits, problems)
}

/// Whether an extension promises a form, which then has to be read.
fn is_form(extension: &str) -> bool {
    matches!(extension, "yaml" | "yml") || workbook::is_workbook(extension) || docx::is_document(extension)
}

fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}
