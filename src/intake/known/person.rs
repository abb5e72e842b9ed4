//! A row of a list to a person, each value read as its kind reads it everywhere.

use super::rows::{Column, Row};
use crate::diagnostic::{Diagnostic, Diagnostics, KnownProblem, Severity};
use crate::kinds;
use crate::model::{Birth, Field, Kind, KnownPerson, Month, Raw, Value};
use crate::source::Place;

/// The person of a row; none where nothing of it can be compared, which is an error. A fault in one value is a warning
/// while another tells who it is.
pub fn read(row: Row, out: &mut Diagnostics) -> Option<KnownPerson> {
    let mut value = |column: Column| {
        let (raw, place) = row.cells.get(&column)?;
        read_value(column, raw, *place, out)
    };
    let (name, id, birth, unit) =
        (value(Column::Name), value(Column::IdNumber), value(Column::Birth), value(Column::Unit));
    let (id_number, by_id) = match id {
        Some(Value::IdNumber(id)) => (Some(id.text.into_string()), Some(Birth::Day(id.birth).month())),
        _ => (None, None),
    };
    let written = match birth {
        Some(Value::Month(month)) => Some(month),
        _ => None,
    };
    let name = name.map(|name| name.canonical());
    let birth: Option<Month> = written.or(by_id);
    if id_number.is_none() && (name.is_none() || birth.is_none()) {
        out.add(row.place, KnownProblem::KnownRowIncomplete {});
        return None;
    }
    Some(KnownPerson { place: row.place, name, id_number, birth, unit: unit.map(|unit| unit.canonical()) })
}

fn read_value(column: Column, raw: &Raw, place: Place, out: &mut Diagnostics) -> Option<Value> {
    let (label, kind) = match column {
        Column::Name => ("姓名", Kind::PersonName),
        Column::IdNumber => ("身份证号码", Kind::IdNumber),
        Column::Birth => ("出生年月", Kind::Month),
        Column::Unit => ("推荐单位", Kind::Unit),
    };
    let field = field(label, kind, place);
    let reading = kinds::read(&field, raw);
    let mut sound = true;
    for problem in reading.problems {
        // What was understood all the same is nobody's concern here.
        if problem.severity() == Severity::Error {
            sound = false;
            out.push(Diagnostic::new(place, problem).about(field.label.clone()).weighing(Severity::Warning));
        }
    }
    reading.value.filter(|_| sound)
}

fn field(label: &str, kind: Kind, place: Place) -> Field {
    Field { required: false, place, ..Field::bare("", label, kind) }
}
