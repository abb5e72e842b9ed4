//! What is shown to whoever keys a record in: the scan, and one input for each field of the form.

use serde::Serialize;

use super::typed::{FIELD, Typed};
use crate::desk::office::Ready;
use crate::kinds::faces;
use crate::lang::Lang;
use crate::model::address::uri;
use crate::model::{FileFate, Form, Kind, LedgerLine};

/// Scans that are offered at most.
const OFFERED: usize = 50;

/// All that the form for a record shows besides what every form does.
#[derive(Default, Serialize)]
pub struct Keying {
    /// Ids and titles.
    forms: Vec<[String; 2]>,
    inputs: Vec<Input>,
    scan: Option<Scan>,
    /// Scans from which nothing was keyed in yet.
    scans: Vec<String>,
}

#[derive(Serialize)]
struct Input {
    name: String,
    label: String,
    required: bool,
    /// `line`, `text`, `one` of the options or `several`.
    shape: &'static str,
    hint: String,
    options: Vec<Offered>,
    value: String,
}

#[derive(Serialize)]
struct Offered {
    value: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Scan {
    name: String,
    address: String,
    pdf: bool,
    sha256: String,
}

impl Keying {
    pub fn of(ready: &Ready, typed: &Typed, lang: Lang) -> Keying {
        let project = &ready.compiled.project;
        let used = project.forms.iter().filter(|form| project.programme_of(&form.id).is_some());
        let chosen = project.form(typed.one("form"));
        let file = typed.one("file");
        let name = |line: &LedgerLine| ready.compiled.sources.get(line.source).name.clone();
        let lines = || ready.compiled.ledger.iter().map(AsRef::as_ref).filter(|line| shown_as(&name(line)).is_some());
        let open = lines().filter(|line| line.fate == FileFate::Unreadable).map(name);
        Keying {
            forms: used.map(|form| [form.id.clone(), form.title.clone()]).collect(),
            inputs: chosen.map(|form| inputs(form, typed, lang)).unwrap_or_default(),
            scan: lines().find(|line| name(line) == file).and_then(|line| scan(line, file)),
            scans: open.take(OFFERED).collect(),
        }
    }
}

/// Whether a file can be shown as a PDF (true) or as a picture, by its name.
fn shown_as(name: &str) -> Option<bool> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())?;
    match ending.as_str() {
        "pdf" => Some(true),
        "jpg" | "jpeg" | "png" => Some(false),
        _ => None,
    }
}

fn scan(line: &LedgerLine, file: &str) -> Option<Scan> {
    let address = format!("/decisions/scan?file={}", uri(file));
    let sha256 = line.fingerprint?.to_string();
    Some(Scan { name: file.to_owned(), address, pdf: shown_as(file)?, sha256 })
}

fn inputs(form: &Form, typed: &Typed, lang: Lang) -> Vec<Input> {
    let fields = form.all_fields().map(|field| {
        let name = format!("{FIELD}{}", field.key);
        let given: Vec<&str> = typed.all(&name).collect();
        let options: Vec<Offered> = match field.kind {
            Kind::Sex => ["男", "女"].map(str::to_owned).to_vec(),
            _ => field.choices.list.iter().map(|choice| choice.value.clone()).collect(),
        }
        .into_iter()
        .map(|value| Offered { chosen: given.contains(&value.as_str()), value })
        .collect();
        let shape = match field.kind {
            Kind::Choices if !options.is_empty() => "several",
            _ if !options.is_empty() => "one",
            Kind::LongText => "text",
            _ => "line",
        };
        let hint = field.hint.clone().or_else(|| faces(field.kind).hint(field, lang));
        Input {
            label: field.label.to_string(),
            required: field.required,
            shape,
            // What can be chosen need not be told besides.
            hint: hint.filter(|_| options.is_empty()).unwrap_or_default(),
            value: given.first().copied().unwrap_or_default().to_owned(),
            options,
            name,
        }
    });
    fields.collect()
}
