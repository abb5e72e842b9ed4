//! What a blank of ours says of itself in a hidden sheet or in the properties of a document: which form it is, and which
//! fields it has.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::sheet::shown;
use crate::diagnostic::{Both, Diagnostics, RecordProblem};
use crate::formats::workbook::{FORM_MARK, FORM_SHEET};
use crate::lang::Lang;
use crate::model::{Field, Form, Table};
use crate::source::Place;

pub(super) struct Stamp {
    /// The id of the form, whether there is such a form or not.
    pub form: String,
    fingerprint: String,
    /// The fingerprint of each field by its key; none in older blanks.
    marks: BTreeMap<String, String>,
    pub place: Place,
}

impl Stamp {
    pub fn of(tables: &[Table]) -> Option<Stamp> {
        let table = tables.iter().find(|table| table.title == FORM_SHEET)?;
        let at = |row: u32| table.cells.iter().find(|cell| (cell.row, cell.column) == (row, 1));
        let text = |row: u32| at(row).map(|cell| shown(&cell.raw).into_owned()).unwrap_or_default();
        if text(1) != FORM_MARK {
            return None;
        }
        let marks = text(4);
        let marks = marks.split_whitespace().filter_map(|mark| mark.split_once(':'));
        let marks = marks.map(|(key, mark)| (key.to_owned(), mark.to_owned())).collect();
        Some(Stamp { form: text(2), fingerprint: text(3), marks, place: at(2)?.place })
    }

    /// Tells what a blank of other fields lacks and has besides, and which of its fields were changed.
    pub fn tell_changes(&self, draft: &Draft, place: Place, problems: &mut Diagnostics) {
        let form = draft.form;
        if self.form == form.id && !self.fingerprint.is_empty() && self.fingerprint != form.fields_mark() {
            let changes = Both::from(|lang| self.changes(draft, lang));
            problems.add(place, RecordProblem::FormChanged { form: form.title.clone(), changes });
        }
    }

    fn changes(&self, draft: &Draft, lang: Lang) -> String {
        let form = draft.form;
        let labels = |fields: Vec<&Field>| fields.iter().map(|it| it.label.to_string()).collect::<Vec<_>>();
        let parts: Vec<String> = [
            (lang.pick("少了栏目", "it lacks "), labels(self.missing(draft))),
            (lang.pick("多了栏目", "it has besides "), draft.unknown.to_vec()),
            (
                lang.pick("改了名称、选项或填法的栏目：", "of another label, other options or another kind: "),
                labels(self.changed(form)),
            ),
        ]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(words, list)| format!("{words}{}", quoted(&list, lang)))
        .collect();
        match (parts.is_empty(), self.marks.is_empty()) {
            (false, _) => parts.join(lang.pick("；", "; ")),
            (true, true) => {
                lang.pick("栏目相同，选项或填法变了", "the same fields with other options or kinds").to_owned()
            }
            (true, false) => lang.pick("栏目相同，次序变了", "the same fields in another order").to_owned(),
        }
    }

    /// Fields that the blank did not have. One that somebody deleted from it is told elsewhere.
    fn missing<'a>(&self, draft: &Draft<'a>) -> Vec<&'a Field> {
        let lacks = |field: &&Field| match self.marks.is_empty() {
            true => !draft.has(&field.label),
            false => !self.marks.contains_key(&field.key),
        };
        draft.form.all_fields().filter(lacks).collect()
    }

    fn changed<'a>(&self, form: &'a Form) -> Vec<&'a Field> {
        form.all_fields().filter(|field| self.marks.get(&field.key).is_some_and(|mark| *mark != field.mark())).collect()
    }
}

fn quoted(list: &[String], lang: Lang) -> String {
    let quoted = list.iter().map(|label| lang.pick(format!("「{label}」"), format!("`{label}`")));
    quoted.collect::<Vec<_>>().join(lang.pick("、", ", "))
}
