//! A form in the making: what was found of it on one table.

use std::rc::Rc;

use super::labels::{fold, without_brackets};
use super::print::is_own_print;
use super::sheet::{says_something, shown};
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

    /// Adds an entry of the header, unless one that says something is there already. One that says something else stays
    /// beside it: whoever reads the header finds it given twice.
    pub fn add_header(&mut self, entry: Entry) {
        let mut own = self.header.iter().enumerate().filter(|(_, own)| own.label == entry.label);
        match (own.next(), own.next()) {
            (None, _) => self.header.push(entry),
            (Some((at, own)), _) if own.raw == Raw::Empty && entry.raw != Raw::Empty => self.header[at] = entry,
            (Some((_, own)), None) if contradict(self.form, own, &entry) => self.header.push(entry),
            _ => {}
        }
    }

    /// The entry of the header that says something else than this one does for the same field.
    pub fn otherwise(&self, entry: &Entry) -> Option<&Entry> {
        self.header.iter().find(|own| own.label == entry.label && contradict(self.form, own, entry))
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

/// Whether two entries of one field both say something, and not the same.
fn contradict(form: &Form, first: &Entry, second: &Entry) -> bool {
    let is_day = form
        .header
        .iter()
        .find(|field| *field.label == *first.label)
        .is_some_and(|field| matches!(field.kind, Kind::Date | Kind::Month));
    let says = |entry: &Entry| {
        let text = shown(&entry.raw);
        // Where the seal and the day stand, a label may have nothing but these beside it.
        says_something(&entry.raw) && !is_own_print(form, &text) && (is_day || !is_bare_day(&text))
    };
    let (one, other) = (shown(&first.raw), shown(&second.raw));
    says(first) && says(second) && !if is_day { same_day(&one, &other) } else { same_words(&one, &other) }
}

/// Widths, blanks and marks aside, and （盖章） behind a unit.
fn same_words(one: &str, other: &str) -> bool {
    let bare = |text: &str| fold(&without_brackets(text));
    fold(one) == fold(other) || !bare(one).is_empty() && bare(one) == bare(other)
}

/// 2025年8月10日 and 2025-08-10 are one day, and so is 8月10日.
fn same_day(one: &str, other: &str) -> bool {
    let (one, other) = (numbers(one), numbers(other));
    one.ends_with(&other) || other.ends_with(&one)
}

fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn is_bare_day(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月日-./".contains(c)) && numbers(text).len() > 1
}
