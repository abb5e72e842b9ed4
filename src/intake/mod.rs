//! A received file to a submission: what it is, whether it can be read, and which form it holds.

mod document;
mod envelope;
mod foreign;
mod ignored;
mod known;
mod tables;
mod text;

pub use ignored::{DECISIONS, ignored, is_decisions};
pub use known::{KEYED_CHECK, KnownIntake, Listed, keyed_file, known, known_labels};
pub use text::holds_form;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Both, Diagnostics, FileProblem, ReceivedProblem};
use crate::formats::yaml::{Origin, Reader, parse};
use crate::formats::{docx, html, workbook};
use crate::model::{FileFate, Form, Submission};
use crate::source::{Encoding, Limits, MAIL_TABLES, ReadError, Signature, SourceId, decode, html_words, signature};
use tables::TooMuchText;
use text::{Excerpt, excerpt};

/// What was found in a received file.
#[derive(Clone, Debug)]
pub struct Intake {
    pub source: SourceId,
    pub fate: FileFate,
    /// The forms in it, in the order in which they stand there.
    pub submissions: Vec<Submission>,
    /// The names of a workbook's sheets, in its order; empty for every other file.
    pub parts: Vec<Arc<str>>,
    pub problems: Diagnostics,
}

/// The forms that may come back, with an index of all their labels.
pub struct Forms<'a> {
    list: Vec<&'a Form>,
    labels: BTreeSet<&'a str>,
    /// The labels as tables have them, folded once for all files.
    folded: Vec<tables::Labels<'a>>,
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
        let folded = list.iter().map(|form| tables::Labels::new(form)).collect();
        Forms { list, labels, folded }
    }

    fn is_label(&self, word: &str) -> bool {
        self.labels.contains(word)
    }
}

/// How many bytes a received file of a name may have.
pub fn size_limit(name: &str, limits: &Limits) -> u64 {
    let extension = extension(name, None);
    // What is called a zip and yet comes here is a workbook or a document under another name, or no form at all.
    let office = workbook::is_workbook(&extension) || docx::is_document(&extension) || extension == "zip";
    if office { limits.office_bytes } else { limits.file_bytes }
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
    if let Some(reason) = ignored(name) {
        return Intake { source, fate: FileFate::Ignored(reason), submissions: Vec::new(), parts, problems };
    }
    let extension = extension(name, bytes.ok());
    let submissions: Vec<Submission> = match (foreign::foreign(name, bytes.ok()), extension.as_str(), bytes) {
        (Some(problem), ..) => {
            problems.add(source.whole(), problem);
            Vec::new()
        }
        (None, extension, Err(error)) if is_form(extension) => {
            problems.add(source.whole(), FileProblem::unread(error, size_limit(name, limits)));
            Vec::new()
        }
        (None, "yaml" | "yml", Ok(bytes)) => yaml(source, bytes, forms, limits, &mut problems).into_iter().collect(),
        (None, "txt", Ok(bytes)) => text(source, bytes, forms, limits, &mut problems).into_iter().collect(),
        (None, "html" | "htm", Ok(bytes)) => web_page(source, name, bytes, forms, limits, &mut problems),
        // Some mail programs lose the extension of an attachment.
        (None, "", Ok(bytes)) if decode(bytes).is_ok_and(|it| holds_form(&it.text)) => {
            text(source, bytes, forms, limits, &mut problems).into_iter().collect()
        }
        (None, extension, Ok(bytes)) if workbook::is_workbook(extension) => {
            match workbook::read(source, extension, bytes, limits, &mut problems) {
                Some(book) => {
                    parts = book.sheets;
                    let found = tables::submissions(source, &book.tables, forms, limits, &mut problems);
                    found.unwrap_or_else(|TooMuchText| {
                        problems.add(source.whole(), workbook::too_much_text(limits));
                        Vec::new()
                    })
                }
                None => Vec::new(),
            }
        }
        (None, extension, Ok(bytes)) if docx::is_document(extension) => {
            let tables = docx::read(source, bytes, limits, &mut problems).unwrap_or_default();
            let tables = document::joined(tables, forms, &mut problems);
            match tables.is_empty() {
                true if problems.iter().any(|problem| problem.is_error()) => Vec::new(),
                _ => tables::submissions(source, &tables, forms, limits, &mut problems).unwrap_or_else(|TooMuchText| {
                    problems.add(source.whole(), FileProblem::DocumentTooComplex {});
                    Vec::new()
                }),
            }
        }
        (None, "zip", _) => {
            problems.add(source.whole(), ReceivedProblem::ArchiveDamaged {});
            Vec::new()
        }
        (None, "eml", _) => {
            problems.add(source.whole(), ReceivedProblem::MailDamaged {});
            Vec::new()
        }
        (None, extension, _) => {
            problems.add(source.whole(), unknown(extension));
            Vec::new()
        }
    };
    let fate = if submissions.is_empty() { FileFate::Unreadable } else { FileFate::Read };
    Intake { source, fate, submissions, parts, problems }
}

fn yaml(
    source: SourceId,
    bytes: &[u8],
    forms: &Forms,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Option<Submission> {
    let text = decoded(source, bytes, problems)?;
    let labels = |word: &str| forms.is_label(word);
    let reader = Reader::Returned { labels: &labels };
    let origin = Origin { source, first_line: 1, cut: 0, depth: limits.depth, reader };
    let (tree, found) = parse(&text, origin);
    problems.extend(found);
    envelope::open(&tree?, source, &forms.list, limits, problems)
}

/// The form within a text that people typed or pasted: a mail's body, a text file.
fn text(
    source: SourceId,
    bytes: &[u8],
    forms: &Forms,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Option<Submission> {
    let text = decoded(source, bytes, problems)?;
    let labels = |word: &str| forms.is_label(word);
    let Some(Excerpt { yaml, first_line, cut, before, after }) = excerpt(&text, &labels) else {
        problems.add(source.whole(), ReceivedProblem::NoFormInText {});
        return None;
    };
    if before + after > 0 {
        problems.add(source.spot(first_line, cut + 1, 1), ReceivedProblem::TextAside { before, after });
    }
    let origin = Origin { source, first_line, cut, depth: limits.depth, reader: Reader::Returned { labels: &labels } };
    let (tree, found) = parse(&yaml, origin);
    problems.extend(found);
    envelope::open(&tree?, source, &forms.list, limits, problems)
}

/// The forms in the tables of a web page, such as the one that a mail is. What is no form is no problem of its tables.
fn web_page(
    source: SourceId,
    name: &str,
    bytes: &[u8],
    forms: &Forms,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Vec<Submission> {
    let mut own = Diagnostics::default();
    let text = decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
    let found = html::tables(source, &text, &html_words, limits);
    let submissions =
        tables::submissions(source, &document::joined(found.list, forms, &mut own), forms, limits, &mut own);
    let submissions = match (submissions, found.beyond) {
        // What was cut off may be of the form.
        (Ok(submissions), Some(problem)) if !submissions.is_empty() => Err(problem),
        (submissions, _) => submissions.map_err(|TooMuchText| workbook::too_much_text(limits)),
    };
    let submissions = match submissions {
        Ok(submissions) => submissions,
        Err(problem) => {
            problems.add(source.whole(), problem);
            return Vec::new();
        }
    };
    match submissions.is_empty() {
        false => problems.extend(own),
        true if name.ends_with(MAIL_TABLES) => problems.add(source.whole(), ReceivedProblem::NoFormInText {}),
        true => problems.add(source.whole(), unknown(&extension(name, None))),
    }
    submissions
}

fn unknown(extension: &str) -> FileProblem {
    let extension = match extension {
        "" => Both(["没有扩展名的".to_owned(), "extensionless".to_owned()]),
        _ => Both([format!("「.{extension}」"), format!("`.{extension}`")]),
    };
    FileProblem::UnknownFileType { extension }
}

fn decoded(source: SourceId, bytes: &[u8], problems: &mut Diagnostics) -> Option<String> {
    let Ok(decoded) = decode(bytes) else {
        problems.add(source.whole(), FileProblem::NotText {});
        return None;
    };
    if decoded.encoding != Encoding::Utf8 {
        problems.add(source.whole(), FileProblem::Decoded { encoding: decoded.encoding.name().to_owned() });
    }
    Some(decoded.text)
}

/// Whether an extension promises a form, which then has to be read.
fn is_form(extension: &str) -> bool {
    matches!(extension, "yaml" | "yml" | "txt") || workbook::is_workbook(extension) || docx::is_document(extension)
}

/// A file's extension in small letters; of a workbook or document that was renamed to a zip, the one that it should have.
fn extension(name: &str, bytes: Option<&[u8]>) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let extension = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    };
    match (extension.as_str(), bytes) {
        ("zip", Some(bytes)) => match signature(bytes) {
            Some(Signature::Workbook) => "xlsx".to_owned(),
            Some(Signature::Document) => "docx".to_owned(),
            _ => extension,
        },
        _ => extension,
    }
}
