//! What a record says about its person, whichever field says it.

use jiff::civil::Date;

use crate::model::{Age, Birth, Cell, Field, Form, Kind, Record, Sex, Value};

/// The person's name as it stands in the record itself; the header names contacts.
pub(super) fn name(form: Option<&Form>, record: &Record) -> String {
    let Some(form) = form else { return String::new() };
    let names = form.fields.iter().filter(|field| field.kind == Kind::PersonName);
    let names: Vec<_> = names.filter_map(|field| cell(form, record, field)).map(Cell::text).collect();
    names.join(" ")
}

/// The sex that the person gave, else that of the ID number.
pub(super) fn sex(form: &Form, record: &Record) -> Option<Sex> {
    let given = values(form, record).find_map(|(_, value)| match value {
        Value::Sex(sex) => Some(*sex),
        _ => None,
    });
    given.or_else(|| {
        values(form, record).find_map(|(_, value)| match value {
            Value::IdNumber(id) => Some(id.sex),
            _ => None,
        })
    })
}

/// The age on a day: from the ID number, which knows the day of birth, else from the field `birth`.
pub(super) fn age(form: &Form, record: &Record, day: Date) -> Option<Age> {
    let from_id = values(form, record).find_map(|(_, value)| match value {
        Value::IdNumber(id) => Some(Birth::Day(id.birth)),
        _ => None,
    });
    let birth = from_id.or_else(|| {
        values(form, record).find_map(|(field, value)| match value {
            Value::Month(month) if field.key == "birth" => Some(Birth::Month(*month)),
            Value::Date(date) if field.key == "birth" => Some(Birth::Day(*date)),
            _ => None,
        })
    });
    birth.map(|birth| birth.age_on(day))
}

fn cell<'a>(form: &Form, record: &'a Record, field: &Field) -> Option<&'a Cell> {
    record.cells.get(form.index(&field.key)?)
}

fn values<'a>(form: &'a Form, record: &'a Record) -> impl Iterator<Item = (&'a Field, &'a Value)> {
    form.all_fields().zip(&record.cells).filter_map(|(field, cell)| Some((field, cell.value()?)))
}
