//! Tables for other systems: exactly the columns that they ask for, one row a person.

use std::collections::BTreeMap;

use super::{ExportError, Roster, order};
use crate::diagnostic::{Diagnostic, Diagnostics, SentProblem, Words};
use crate::formats::csv::CsvTable;
use crate::formats::sheet::{Book, Style};
use crate::model::{
    Age, Artifact, Birth, Codes, DayPattern, ExportColumn, ExportContent, ExportFact, ExportFile, ExportTable, Form,
    Kind, Located, Project, Record, Value,
};
use crate::source::{Place, encode};

/// The programme's tables, `<programme>/exports/<id>.xlsx` or `.csv`, and what of them somebody has to look at: a value
/// that is too long or has no code is told at its place, and the cell is left empty rather than wrong.
pub fn tables(roster: &Roster, project: &Project) -> Result<(Vec<Artifact>, Diagnostics), ExportError> {
    let mut out = Diagnostics::default();
    let mut artifacts = Vec::new();
    for table in &project.exports {
        let forms: Vec<&Form> =
            roster.forms.iter().copied().filter(|form| table.forms.iter().any(|id| id.value == form.id)).collect();
        if forms.is_empty() {
            continue;
        }
        let people = order::ordered(&roster.summary.records, &roster.forms, table.order.unwrap_or(roster.order));
        let writer = Writer { table, project, roster, categories: categories(roster) };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for record in people {
            let Some(form) = forms.iter().find(|form| form.id == *record.form) else { continue };
            let person = Person { record, form, serial: rows.len() + 1 };
            rows.push(table.columns.iter().map(|column| writer.cell(column, &person, &mut out)).collect());
        }
        artifacts.push(written(roster, table, &rows)?);
    }
    Ok((artifacts, out))
}

fn categories<'a>(roster: &Roster<'a>) -> BTreeMap<&'a str, &'a str> {
    let units = roster.summary.units.iter();
    units.filter_map(|unit| Some((unit.unit.as_str(), unit.category.as_deref()?))).collect()
}

fn written(roster: &Roster, table: &ExportTable, rows: &[Vec<String>]) -> Result<Artifact, ExportError> {
    let labels = || table.columns.iter().map(|column| column.label.as_str());
    let path = |extension: &str| format!("{}/exports/{}.{extension}", roster.programme.id, table.id);
    match table.file {
        ExportFile::Xlsx => {
            let mut book = Book::new(&table.title)?;
            let mut sheet = book.sheet(&table.title)?;
            sheet.row(labels().map(|label| (label.into(), Style::BodyLine)))?;
            for row in rows {
                sheet.row(row.iter().map(|text| (text.as_str().into(), Style::BodyLine)))?;
            }
            book.push(sheet)?;
            Ok(Artifact::new(path("xlsx"), book.finish()?))
        }
        ExportFile::Csv(charset) => {
            let mut lines = CsvTable::new(labels());
            rows.iter().for_each(|row| lines.row(row));
            Ok(Artifact::new(path("csv"), encode(&lines.finish_text(), charset)))
        }
    }
}

/// A row's person.
struct Person<'a> {
    record: &'a Record,
    form: &'a Form,
    serial: usize,
}

struct Writer<'a> {
    table: &'a ExportTable,
    project: &'a Project,
    roster: &'a Roster<'a>,
    categories: BTreeMap<&'a str, &'a str>,
}

impl Writer<'_> {
    fn cell(&self, column: &ExportColumn, person: &Person, out: &mut Diagnostics) -> String {
        let place = self.place(column, person);
        let name = || (self.table.title.clone(), column.label.clone());
        let text = match self.text(column, person) {
            Ok(text) => text,
            Err(reason) => {
                let (table, column) = name();
                out.push(Diagnostic::new(place, SentProblem::ExportBlank { table, column, reason: Words(reason) }));
                return String::new();
            }
        };
        let (chars, limit) = (text.chars().count(), column.max_chars.unwrap_or(usize::MAX));
        if chars > limit {
            let (table, column) = name();
            out.push(Diagnostic::new(place, SentProblem::ExportTooLong { table, column, chars, limit }));
        }
        text
    }

    /// Where people find what stands in a cell.
    fn place(&self, column: &ExportColumn, person: &Person) -> Place {
        let at = match &column.content {
            ExportContent::Field(key) => person.form.index(&key.value),
            _ => None,
        };
        at.and_then(|at| person.record.cells.get(at)?.place()).unwrap_or(person.record.place)
    }

    /// A cell's text, or why there is none.
    fn text(&self, column: &ExportColumn, person: &Person) -> Result<String, [&'static str; 2]> {
        let Person { record, form, serial } = person;
        let format = column.format.as_ref();
        let text = match &column.content {
            ExportContent::Text(text) => return Ok(text.clone()),
            ExportContent::Field(key) => self.field(&key.value, format, person)?,
            ExportContent::Fact(fact) => match fact {
                ExportFact::Serial => serial.to_string(),
                ExportFact::Unit => record.unit.to_string(),
                ExportFact::UnitCategory => (*self.categories.get(&*record.unit).unwrap_or(&"")).to_owned(),
                ExportFact::Form => form.title.clone(),
                ExportFact::Sex => record.sex().map_or_else(String::new, |sex| sex.label().to_owned()),
                ExportFact::Age => match self.roster.summary.as_of.and_then(|day| record.age_on(form, day)) {
                    Some(Age::Exactly(years)) => years.to_string(),
                    Some(Age::ThisOrNext(_)) => return Err(UNDECIDED),
                    None => String::new(),
                },
                // The ID number knows the day.
                ExportFact::Birth => match record.id_number().map(|id| Birth::Day(id.birth)).or(record.birth(form)) {
                    Some(birth) => dated(birth, format)?,
                    None => String::new(),
                },
            },
        };
        match &column.code {
            Some(code) if !text.is_empty() => self.code(code, &text).ok_or(NO_CODE),
            _ => Ok(text),
        }
    }

    fn field(
        &self,
        key: &str,
        format: Option<&Located<DayPattern>>,
        Person { record, form, .. }: &Person,
    ) -> Result<String, [&'static str; 2]> {
        let Some((at, field)) = form.all_fields().enumerate().find(|(_, field)| field.key == key) else {
            return Ok(String::new());
        };
        let Some(cell) = record.cells.get(at) else { return Ok(String::new()) };
        match cell.value() {
            Some(Value::Date(day)) => dated(Birth::Day(*day), format),
            Some(Value::Month(month)) => dated(Birth::Month(*month), format),
            _ if field.kind == Kind::Unit && form.all_fields().find(|it| it.kind == Kind::Unit) == Some(field) => {
                Ok(super::columns::unit_text(Some(form), record).into_owned())
            }
            _ => Ok(cell.text()),
        }
    }

    fn code(&self, codes: &Codes, text: &str) -> Option<String> {
        match codes {
            Codes::Sex => ["男", "女"].iter().position(|it| *it == text).map(|at| (at + 1).to_string()),
            Codes::List(id) => {
                let entries = &self.project.codes(&id.value)?.entries;
                let code = |word: &str| {
                    let found = entries.iter().find(|entry| {
                        entry.value == word
                            || entry.full.as_deref() == Some(word)
                            || entry.aliases.iter().any(|it| it == word)
                    });
                    found.map(|entry| entry.code.clone())
                };
                text.split('、').map(code).collect::<Option<Vec<_>>>().map(|codes| codes.join("、"))
            }
        }
    }
}

const UNDECIDED: [&str; 2] =
    ["只知道出生年月，年龄差一岁定不下来", "only the month of birth is known, which leaves the age open"];
const NO_DAY: [&str; 2] = ["只知道年月，不知道是哪一日", "only the month is known, not the day"];
const NO_CODE: [&str; 2] = ["代码表里没有这个内容", "the code list does not hold the value"];

fn dated(when: Birth, format: Option<&Located<DayPattern>>) -> Result<String, [&'static str; 2]> {
    match (when, format) {
        (Birth::Day(day), Some(format)) => Ok(format.value.of_day(day)),
        (Birth::Month(month), Some(format)) => format.value.of_month(month).ok_or(NO_DAY),
        (Birth::Day(day), None) => Ok(day.to_string()),
        (Birth::Month(month), None) => Ok(month.to_string()),
    }
}
