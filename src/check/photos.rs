//! Photos that forms name: whether they came along, and are pictures.

use super::work::Desk;
use super::{Batch, Photo};
use crate::diagnostic::{Diagnostic, FieldProblem};
use crate::kinds::PICTURE_IN_CELL;
use crate::model::{Cell, Kind, Value};

/// Looks at every photo that a record names. One that is not there is no value of its field.
pub fn judge(desk: &mut Desk, batch: &Batch) {
    for index in 0..desk.works.len() {
        let (form, source) = (desk.works[index].form, desk.works[index].record.source);
        for (at, field) in form.all_fields().enumerate().filter(|(_, field)| field.kind == Kind::Photo) {
            let Some(Cell::Read(Value::Text(name), place)) = desk.works[index].record.cells.get(at).cloned() else {
                continue;
            };
            let (label, found) = (field.label.to_string(), name.to_string());
            let problem = match (batch.photo)(source, &name) {
                _ if *name == *PICTURE_IN_CELL => continue,
                Photo::Picture => continue,
                Photo::Missing => FieldProblem::PhotoMissing { field: label, found },
                Photo::NotAPicture => FieldProblem::PhotoUnreadable { field: label, found },
            };
            let cells = &mut desk.works[index].record.cells;
            let mut changed: Vec<Cell> = cells.to_vec();
            changed[at] = Cell::Unreadable(name, place);
            *cells = changed.into();
            desk.tell(Diagnostic::new(place, problem).about(field.label.clone()), &[index]);
        }
    }
}
