//! The columns of the merged tables: the fields of all the programme's forms, one column a label.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::{Field, Form, Kind, Record};

/// The columns of a merged table. People come first: the fields of a record, then those given once for a file.
pub(super) struct Columns<'a> {
    forms: Vec<&'a Form>,
    pub(super) list: Vec<Column<'a>>,
}

/// A column: a label, and for each form the cell that fills it.
pub(super) struct Column<'a> {
    pub(super) label: &'a Arc<str>,
    pub(super) kind: Kind,
    cells: Vec<Option<usize>>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(forms: &[&'a Form]) -> Columns<'a> {
        let mut columns = Columns { forms: forms.to_vec(), list: Vec::new() };
        for (at, form) in forms.iter().enumerate() {
            let unit = unit_field(form).map(|field| &field.key);
            for field in form.fields.iter().chain(&form.header).filter(|field| Some(&field.key) != unit) {
                columns.place(at, form, field);
            }
        }
        columns
    }

    /// The texts of a record, one for each column.
    pub(super) fn texts<'r>(&self, record: &'r Record) -> impl Iterator<Item = Cow<'r, str>> {
        let form = self.forms.iter().position(|form| form.id == *record.form);
        self.list.iter().map(move |column| {
            let cell = form.and_then(|form| column.cells[form]).and_then(|cell| record.cells.get(cell));
            cell.map_or(Cow::Borrowed(""), |cell| cell.words())
        })
    }

    fn place(&mut self, at: usize, form: &Form, field: &'a Field) {
        let cell = form.index(&field.key);
        // Two fields of one form never share a column, even if they bear the same label.
        let free = self.list.iter_mut().find(|column| *column.label == field.label && column.cells[at].is_none());
        match free {
            Some(column) => column.cells[at] = cell,
            None => {
                let mut cells = vec![None; self.forms.len()];
                cells[at] = cell;
                self.list.push(Column { label: &field.label, kind: field.kind, cells });
            }
        }
    }
}

/// The field that names the recommending unit; merged tables show the unit's proper name in its stead.
fn unit_field(form: &Form) -> Option<&Field> {
    form.all_fields().find(|field| field.kind == Kind::Unit)
}

/// The record's unit, or what stands in its field where that could not be read.
pub(super) fn unit_text<'r>(form: Option<&Form>, record: &'r Record) -> Cow<'r, str> {
    if !record.unit.is_empty() {
        return Cow::Borrowed(&record.unit);
    }
    let field = form.and_then(|form| form.index(&unit_field(form)?.key));
    field.and_then(|at| record.cells.get(at)).map_or(Cow::Borrowed(""), |cell| cell.words())
}
