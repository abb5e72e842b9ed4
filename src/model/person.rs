//! What a record says about its person, whichever field says it.

use jiff::civil::Date;

use super::form::{Field, Form};
use super::kind::Kind;
use super::record::{Cell, Record};
use super::value::{Age, Birth, IdNumber, Sex, Value};

impl Record {
    /// The person's name as it stands in the record itself; the header names contacts. Empty where its form is unknown.
    pub fn person_name(&self, form: Option<&Form>) -> String {
        let Some(form) = form else { return String::new() };
        let names = form.fields.iter().filter(|field| field.kind == Kind::PersonName);
        let names: Vec<_> = names.filter_map(|field| self.cell(form, field)).map(Cell::text).collect();
        names.join(" ")
    }

    pub fn id_number(&self) -> Option<&IdNumber> {
        self.cells.iter().find_map(|cell| match cell.value() {
            Some(Value::IdNumber(id)) => Some(id),
            _ => None,
        })
    }

    /// The sex that the person gave, else that of the ID number.
    pub fn sex(&self) -> Option<Sex> {
        let given = self.cells.iter().find_map(|cell| match cell.value() {
            Some(Value::Sex(sex)) => Some(*sex),
            _ => None,
        });
        given.or_else(|| self.id_number().map(|id| id.sex))
    }

    /// When the person was born: as the field `birth` says, more precisely where the ID number agrees with it, or as the
    /// ID number says where there is no such field.
    pub fn birth(&self, form: &Form) -> Option<Birth> {
        let by_id = self.id_number().map(|id| Birth::Day(id.birth));
        let written = form.index("birth").and_then(|at| self.cells.get(at)).and_then(Cell::value);
        match written {
            Some(Value::Month(month)) => Some(by_id.filter(|id| id.month() == *month).unwrap_or(Birth::Month(*month))),
            Some(Value::Date(day)) => Some(Birth::Day(*day)),
            _ => by_id,
        }
    }

    /// The age on a day: from the ID number, which knows the day of birth, else from the field `birth`.
    pub fn age_on(&self, form: &Form, day: Date) -> Option<Age> {
        let birth = self.id_number().map(|id| Birth::Day(id.birth)).or_else(|| self.birth(form));
        birth.map(|birth| birth.age_on(day))
    }

    /// What a field holds.
    pub fn cell(&self, form: &Form, field: &Field) -> Option<&Cell> {
        self.cells.get(form.index(&field.key)?)
    }
}
