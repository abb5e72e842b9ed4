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
mod pending;
mod photos;
mod problems;
mod quotas;
mod statistics;
mod table;
#[cfg(test)]
mod tests;
mod units;

pub(super) use official::{Official, sheet as official_sheet};

use links::Links;

use super::{ExportError, Roster};
use crate::formats::sheet::Book;

/// The sheets, in the order in which the office works: what is printed, what has to be settled, what is filed.
pub(super) fn bytes(roster: &Roster) -> Result<Vec<u8>, ExportError> {
    let summary = roster.summary;
    let mut book = Book::sized(&summary.title, summary.records.len() + summary.ledger.len())?;
    official::sheets(&mut book, roster)?;
    classes::sheets(&mut book, roster)?;
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
