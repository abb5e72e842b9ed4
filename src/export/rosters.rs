//! `rosters/<unit>.xlsx`: the official table of each unit alone, ready to print and to be sealed.

use std::collections::BTreeMap;

use super::workbook::{Official, official_sheet};
use super::{ExportError, MOST_PRINTED, Roster};
use crate::formats::sheet::Book;
use crate::model::{Artifact, Form, Record, Sink, file_name};

/// Of each unit of which somebody was accepted, in the order of the units; a sheet for each of its forms.
pub(super) fn artifacts(roster: &Roster, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let mut by_unit: BTreeMap<&str, Vec<(&Form, Vec<&Record>)>> = BTreeMap::new();
    for form in roster.people_forms() {
        for record in roster.accepted_on(form) {
            let tables = by_unit.entry(&record.unit).or_default();
            match tables.last_mut() {
                Some((last, records)) if last.id == form.id => records.push(record),
                _ => tables.push((form, vec![record])),
            }
        }
    }
    for unit in &roster.summary.units {
        let Some(tables) = by_unit.remove(unit.unit.as_str()) else { continue };
        let people: usize = tables.iter().map(|(_, records)| records.len()).sum();
        if people > MOST_PRINTED {
            continue;
        }
        let path = format!("{}/rosters/{}.xlsx", roster.programme.id, file_name::of_unit(&unit.unit));
        sink.put(Artifact::new(path, book(roster, &unit.unit, tables)?));
    }
    Ok(())
}

fn book(roster: &Roster, unit: &str, tables: Vec<(&Form, Vec<&Record>)>) -> Result<Vec<u8>, ExportError> {
    let mut book = Book::sized(unit, tables.iter().map(|(_, records)| records.len()).sum())?;
    for (form, records) in tables {
        official_sheet(&mut book, roster, &of_form(roster, form, records))?;
    }
    Ok(book.finish()?)
}

/// The tables of one unit, as they stand in its workbook.
pub(super) fn tables<'a>(roster: &Roster<'a>, unit: &str) -> Vec<Official<'a>> {
    let of = |form: &'a Form| roster.accepted_on(form).filter(|record| *record.unit == *unit).collect::<Vec<_>>();
    let tables = roster.people_forms().into_iter().map(|form| (form, of(form)));
    let tables = tables.filter(|(_, records)| (1..=MOST_PRINTED).contains(&records.len()));
    tables.map(|(form, records)| of_form(roster, form, records)).collect()
}

fn of_form<'a>(roster: &Roster, form: &'a Form, records: Vec<&'a Record>) -> Official<'a> {
    let name = if form.is_roster() { form.roster_title() } else { "汇总表" };
    Official::of_form(roster, form, name, records)
}
