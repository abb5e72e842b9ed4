//! `summary.xlsx`: one workbook with everything that the office prints, checks and files.

mod answers;
mod changes;
mod classes;
mod coming;
mod decisions;
mod ledger;
mod links;
mod merged;
mod official;
mod paper;
mod pending;
mod photos;
mod problems;
mod quotas;
mod statistics;
mod table;
#[cfg(test)]
mod tests;
mod units;

pub(super) use official::{Official, printed, sheet as official_sheet};

use links::Links;

use super::{ExportError, Roster};
use crate::formats::sheet::Book;

/// The tables that are printed, in the order of their sheets: those of the forms, then those of the classes.
pub(super) fn printed_tables<'a>(roster: &Roster<'a>) -> Vec<Official<'a>> {
    let mut tables = official::tables(roster);
    tables.extend(classes::tables(roster));
    tables
}

/// The sheets, in the order in which the office works: what is printed, what has to be settled, what is filed.
pub(super) fn bytes(roster: &Roster) -> Result<Vec<u8>, ExportError> {
    let summary = roster.summary;
    let mut book = Book::sized(&summary.title, summary.records.len() + summary.ledger.len())?;
    for table in printed_tables(roster) {
        official_sheet(&mut book, roster, &table)?;
    }
    let mut links = Links::new(roster);
    merged::sheet(&mut book, roster, &mut links)?;
    answers::sheets(&mut book, roster)?;
    pending::sheet(&mut book, roster, &mut links)?;
    coming::sheet(&mut book, roster)?;
    changes::sheet(&mut book, roster)?;
    quotas::sheet(&mut book, roster)?;
    units::sheet(&mut book, roster)?;
    problems::sheet(&mut book, roster, &links)?;
    decisions::sheet(&mut book, roster)?;
    statistics::sheet(&mut book, roster)?;
    ledger::sheet(&mut book, roster)?;
    photos::sheet(&mut book, roster)?;
    Ok(book.finish()?)
}
