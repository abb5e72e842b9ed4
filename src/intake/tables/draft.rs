//! A form in the making: what was found of it on one table.

use std::rc::Rc;

use crate::model::{Entry, Field, Form, Kind, Mode, Raw, RawRecord, RecordProblemRef};
use crate::source::Place;

pub(super) struct Draft<'a> {
    pub form: &'a Form,
    pub mode: Mode,
    pub faults: Vec<RecordProblemRef>,
    pub header: Vec<Entry>,
    pub records: Vec<RawRecord>,
    /// Labels of columns that the form does not have; those of one unit share them with all others of their table.
    pub unknown: Rc<Vec<String>>,
}

impl<'a> Draft<'a> {
    pub fn new(form: &'a Form) -> Draft<'a> {
        Draft {
            form,
            mode: Mode::Whole,
            faults: Vec::new(),
            header: Vec::new(),
            records: Vec::new(),
            unknown: Rc::default(),
        }
    }

    /// Adds an entry of the header, unless one that says something is there already.
    pub fn add_header(&mut self, entry: Entry) {
        match self.header.iter_mut().find(|own| own.label == entry.label) {
            Some(own) if own.raw == Raw::Empty && entry.raw != Raw::Empty => *own = entry,
            Some(_) => {}
            None => self.header.push(entry),
        }
    }

    /// What the header says, its places aside.
    pub fn header_values(&self) -> Vec<(&str, &Raw)> {
        let said = self.header.iter().filter(|entry| entry.raw != Raw::Empty);
        let mut values: Vec<(&str, &Raw)> = said.map(|entry| (entry.label.as_str(), &entry.raw)).collect();
        values.sort_by_key(|(label, _)| *label);
        values
    }

    /// Whether the field of a label was on the table.
    pub fn has(&self, label: &str) -> bool {
        let in_records = self.records.first().is_some_and(|record| record.entries.iter().any(|it| it.label == label));
        in_records || self.header.iter().any(|entry| entry.label == label)
    }
}

/// What stands beside the label of a field. A day of which only the printed 年　月　日 is there was not given.
pub(super) fn entry(field: &Field, label_place: Place, raw: Raw, place: Place) -> Entry {
    let is_print = |text: &str| text.contains('年') && text.chars().all(|c| c.is_whitespace() || "年月日".contains(c));
    let raw = match raw {
        Raw::Text(text) if matches!(field.kind, Kind::Date | Kind::Month) && is_print(&text) => Raw::Empty,
        raw => raw,
    };
    Entry { label: field.label.to_string(), label_place, raw, place }
}
