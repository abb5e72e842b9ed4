//! Decisions to `decisions.yaml`: always in the same shape, and read back as the same decisions.

use std::fmt::Display;

use crate::formats::yaml::line;
use crate::model::{Decision, Entry, FileRef, Moment, Raw, RecordRef, Ruling};

/// The whole file. Comments of a file that was read before are not kept.
pub fn decisions_yaml(decisions: &[Decision]) -> String {
    if decisions.is_empty() {
        return "decisions: []\n".to_owned();
    }
    let items: Vec<String> = decisions.iter().map(item).collect();
    format!("decisions:\n{}", items.join(""))
}

/// Lines of one decision, the first of which bears the dash.
pub(super) fn item(decision: &Decision) -> String {
    let mut lines = Lines::default();
    ruling(&decision.ruling, &mut lines);
    lines.pair(0, "reason", line(&decision.reason));
    if let Some(by) = &decision.by {
        lines.pair(0, "by", line(by));
    }
    if let Some(on) = decision.on {
        lines.pair(0, "date", on);
    }
    let text: String = lines.0.iter().flat_map(|line| ["    ", line, "\n"]).collect();
    text.replacen("    ", "  - ", 1)
}

/// Lines without the indentation that all of them share.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn pair(&mut self, indent: usize, key: &str, value: impl Display) {
        self.0.push(format!("{:indent$}{key}: {value}", ""));
    }

    fn open(&mut self, indent: usize, key: &str) {
        self.0.push(format!("{:indent$}{key}:", ""));
    }

    fn file(&mut self, indent: usize, file: &FileRef) {
        self.pair(indent, "file", line(&file.file));
        if let Some(sha256) = &file.sha256 {
            self.pair(indent, "sha256", line(&sha256.to_string()));
        }
    }

    fn record(&mut self, indent: usize, record: &RecordRef) {
        self.file(indent, &record.file);
        self.pair(indent, "record", record.record);
        if let Some(name) = &record.name {
            self.pair(indent, "name", line(name));
        }
    }

    fn records(&mut self, records: &[RecordRef]) {
        for record in records {
            let first = self.0.len();
            self.record(4, record);
            self.0[first].replace_range(2..4, "- ");
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let label = line(&entry.label);
        match &entry.raw {
            Raw::Text(text) => self.pair(2, &label, line(text)),
            Raw::List(items) if items.is_empty() => self.pair(2, &label, "[]"),
            Raw::List(items) => {
                self.open(2, &label);
                self.0.extend(items.iter().map(|item| format!("    - {}", line(item))));
            }
            // A text file holds nothing else.
            _ => self.open(2, &label),
        }
    }
}

fn ruling(ruling: &Ruling, lines: &mut Lines) {
    match ruling {
        Ruling::Accept { record, problems } => {
            lines.open(0, ruling.kind());
            lines.record(2, record);
            if !problems.is_empty() {
                lines.open(0, "problems");
                lines.0.extend(problems.iter().map(|code| format!("  - {}", code.value)));
            }
        }
        Ruling::Drop(record) | Ruling::Keep(record) => {
            lines.open(0, ruling.kind());
            lines.record(2, record);
        }
        Ruling::Same(records) | Ruling::Different(records) => {
            lines.open(0, ruling.kind());
            lines.records(records);
        }
        Ruling::Unit { unit, is, category } => {
            lines.pair(0, ruling.kind(), line(&unit.value));
            for (key, value) in [("is", is), ("category", category)] {
                if let Some(value) = value {
                    lines.pair(0, key, line(&value.value));
                }
            }
        }
        Ruling::Paper { unit, programme, received, people } => {
            lines.open(0, ruling.kind());
            lines.pair(2, "unit", line(&unit.value));
            lines.pair(2, "programme", line(&programme.value));
            lines.pair(0, "received", moment(*received));
            if let Some(people) = people {
                lines.pair(0, "people", people);
            }
        }
        Ruling::Record { form, source, values } => {
            lines.open(0, ruling.kind());
            lines.pair(2, "form", line(&form.value));
            if let Some(source) = source {
                lines.open(0, "source");
                lines.file(2, source);
            }
            match values.as_slice() {
                [] => lines.pair(0, "values", "{}"),
                values => {
                    lines.open(0, "values");
                    values.iter().for_each(|entry| lines.entry(entry));
                }
            }
        }
    }
}

/// As the decoder reads it: `2025-08-13` or `2025-08-13T16:30`.
fn moment(moment: Moment) -> String {
    moment.plain().replace(' ', "T")
}
