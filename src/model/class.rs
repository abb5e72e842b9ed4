//! A class of a programme: when, where, by whom, for whom.

use super::contact::Contact;
use super::form::{Field, Form};
use super::kind::Kind;
use super::located::Located;
use super::notice::Attachment;
use super::page::Page;
use super::period::Period;
use super::record::{Cell, Record};
use super::rule::Condition;
use super::value::Value;
use crate::diagnostic::Severity;

/// A class that people can take part in.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    pub page: Page,
    pub programme: Located<String>,
    /// Its number within the programme, from 1.
    pub number: usize,
    /// Its label on the form.
    pub option: String,
    /// Other spellings that returned forms use.
    pub aliases: Vec<String>,
    pub period: Period,
    /// How often its dates were changed; added to that of the programme.
    pub revision: usize,
    /// Whether the announcement itself calls the dates provisional.
    pub tentative: bool,
    pub place: ClassPlace,
    pub venue: Option<String>,
    pub organisers: Vec<String>,
    pub fields: Vec<String>,
    pub sites: Vec<String>,
    pub activities: Vec<String>,
    pub contacts: Vec<Contact>,
    /// Seats, where the announcement states them.
    pub capacity: Option<usize>,
    /// How much it weighs when more people choose it than it has seats.
    pub over_capacity: Severity,
    pub admits: Option<Admission>,
    pub notes: Vec<String>,
    /// What was shared with the learners: files, pages, forms.
    pub materials: Vec<Attachment>,
    pub result: Option<ClassResult>,
}

/// What came of a class, once it is over. It has a text, a notice, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassResult {
    pub text: Option<String>,
    /// The slug of the notice that announces it.
    pub notice: Option<Located<String>>,
}

/// Whom a class admits; a hard restriction.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    pub conditions: Vec<Condition>,
    /// The restriction in words, such as 仅限女性学员.
    pub text: Option<String>,
}

/// Where a class takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassPlace {
    /// As announced.
    pub text: String,
    /// GB/T 2260 province code of two digits, for filters.
    pub province: Located<String>,
    pub city: Option<String>,
}

impl Class {
    /// Every spelling by which a returned form may name the class: its option, title, number and aliases.
    pub fn spellings(&self) -> Vec<String> {
        let mut spellings = self.aliases.clone();
        spellings.push(self.page.title.clone());
        spellings.push(self.number.to_string());
        spellings.push(format!("第{}期", self.number));
        spellings
    }

    /// Whether a field asks whether the person can come to this class: a question that goes by one of its names.
    pub fn is_asked_by(&self, field: &Field) -> bool {
        field.kind == Kind::YesNo && self.spellings().iter().any(|name| **name == *field.label)
    }

    /// Whether a person comes to this class: by choosing it, or by saying yes to the question.
    pub fn takes(&self, form: &Form, record: &Record) -> bool {
        form.all_fields().zip(record.cells.iter()).any(|(field, cell)| self.is_taken_by(field, cell))
    }

    /// Whether a person comes to this class by what stands in a field.
    pub fn is_taken_by(&self, field: &Field, cell: &Cell) -> bool {
        match cell.value() {
            Some(Value::YesNo(yes)) => *yes && self.is_asked_by(field),
            Some(Value::Choice(option)) => **option == *self.option && field.chooses_class(),
            Some(Value::Choices(options)) => options.contains(&self.option) && field.chooses_class(),
            _ => false,
        }
    }
}
