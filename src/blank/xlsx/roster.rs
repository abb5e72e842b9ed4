//! A roster: the official table alone on its pages; what the rules need beyond it stands to the right, row by row.

use super::line::{Part, divide};
use super::{filled, key, mode, notes};
use crate::formats::sheet::{Area, BookError, Drawn, Entry, Ink, Paper, lines};
use crate::kinds;
use crate::model::{Answers, FURTHER_PRINT, Field, Form, Kind};

/// How wide an A4 page, landscape, is at full scale, and the column of serial numbers, in characters of the standard type.
const PAGE: f64 = 122.0;
const SERIAL: f64 = 5.0;
const GAP: f64 = 3.0;
/// Columns beside the table are at least so wide, for the labels above them.
const BESIDE: f64 = 11.0;

/// Heights of rows in points; the line above the table leaves room for a seal on the unit's name.
const TITLE: f64 = 44.0;
const LINE: f64 = 36.0;
const HEAD: f64 = 36.0;
const ROW: f64 = 25.0;
const SEAL: f64 = 34.0;

/// More people than this nobody types in, and no list may have.
const MOST_ROWS: usize = 5000;

/// What a roster that was filled in by the program says of itself.
const WHOLE: &str = "全部";

/// The first two columns say who is in a row: they stay in view.
const FROZEN: u16 = 2;

pub fn draw(form: &Form, serial: &str, rows: usize, answers: &Answers, sheet: &mut Drawn) -> Result<(), BookError> {
    let columns: Vec<&Field> = form.fields.iter().filter(|field| field.official).collect();
    let further: Vec<&Field> = form.fields.iter().filter(|field| !field.official).collect();
    let table: Vec<f64> = std::iter::once(SERIAL).chain(widths(&columns)).collect();
    let across = table.len() as u16;
    let beside = further.iter().map(|field| width(field.kind).max(BESIDE));
    let spare = std::iter::repeat_n(BESIDE, 8);
    sheet.widths(&table.iter().copied().chain([GAP]).chain(beside).chain(spare).collect::<Vec<_>>())?;

    sheet.write(Area::new(0, 0).wide(across), &form.title, Ink::Title)?;
    sheet.height(0, TITLE)?;
    let head = header_lines(form, &table, answers, sheet)?;
    headings(&columns, serial, head, sheet)?;
    let first = head + 1;
    let last = head + rows.clamp(1, MOST_ROWS).max(answers.rows.len()) as u32;
    for row in first..=last {
        sheet.write(Area::new(row, 0), &(row - head).to_string(), Ink::Serial)?;
        sheet.height(row, tall(&columns, &table[1..], form, answers, (row - first) as usize))?;
    }
    for (column, field) in (1..).zip(&columns) {
        sheet.inputs(first..=last, column, &kinds::entry(field), ink(field), texts(form, field, answers))?;
    }
    let mut end = last + 1;
    if form.seal {
        sheet.write(Area::new(end, 0).wide(across), "（加盖公章）　　　　年　　月　　日　　", Ink::Seal)?;
        sheet.height(end, SEAL)?;
        end += 1;
    }
    sheet.print(Area::new(0, 0).wide(across).tall(end), Paper::Landscape)?;
    sheet.repeat(head..=head)?;
    sheet.freeze(first, FROZEN)?;

    let right = across + 1;
    sheet.write(Area::new(0, right).wide(3), FURTHER_PRINT, Ink::Heading)?;
    further_header(form, head - 1, right, answers, sheet)?;
    for (column, field) in (right..).zip(&further) {
        let area = Area::new(head, column);
        sheet.write(area, &field.label, Ink::FurtherLabel)?;
        sheet.name(area, key(field));
        sheet.inputs(first..=last, column, &kinds::entry(field), Ink::FurtherValue, texts(form, field, answers))?;
    }
    notes(form, sheet, Area::new(end + 1, 0).wide(across), table.iter().sum())?;
    sheet.begin_at(Area::new(first, 1))
}

/// How tall a row is whose answers go on in further lines.
fn tall(columns: &[&Field], widths: &[f64], form: &Form, answers: &Answers, row: usize) -> f64 {
    const LINE: f64 = 13.5;
    const AIR: f64 = 4.0;
    let text = |field: &Field| form.fields.iter().position(|own| own.key == field.key).map(|at| answers.cell(row, at));
    let count =
        |(field, width): (&&Field, &f64)| text(field).map_or(1, |text| lines(text, *width / Ink::SmallValue.scale()));
    let most = columns.iter().zip(widths).map(count).max().unwrap_or(1);
    ROW.max(most as f64 * LINE + AIR)
}

fn headings(columns: &[&Field], serial: &str, row: u32, sheet: &mut Drawn) -> Result<(), BookError> {
    sheet.height(row, HEAD)?;
    sheet.write(Area::new(row, 0), serial, Ink::SmallLabel)?;
    for (column, field) in (1..).zip(columns) {
        let area = Area::new(row, column);
        sheet.write(area, field.printed.as_deref().unwrap_or(&field.label), Ink::SmallLabel)?;
        sheet.name(area, key(field));
    }
    Ok(())
}

/// The lines above the table, as many beside each other as there are columns for; answers the row below them.
fn header_lines(form: &Form, table: &[f64], answers: &Answers, sheet: &mut Drawn) -> Result<u32, BookError> {
    let mut lines: Vec<Vec<Part>> = vec![Vec::new()];
    for line in &form.header_lines {
        let fields = line.fields.iter().filter_map(|key| form.field(key)).map(Part::Value);
        let parts: Vec<Part> = std::iter::once(Part::Label(format!("{}：", line.label))).chain(fields).collect();
        match lines.last_mut() {
            Some(last) if last.len() + parts.len() <= table.len() => last.extend(parts),
            _ => lines.push(parts),
        }
    }
    let mut row = 1;
    for line in &lines {
        for (part, columns) in line.iter().zip(divide(table, line)) {
            let area = Area::new(row, *columns.start()).wide(columns.end() - columns.start() + 1);
            match part {
                Part::Label(label) => sheet.write(area, label, Ink::LineLabel)?,
                Part::Value(field) => filled(sheet, area, field, header_text(form, field, answers), Ink::LineValue)?,
            }
        }
        sheet.height(row, LINE)?;
        row += 1;
    }
    Ok(row)
}

/// What the summaries need beyond the lines above the table, in pairs of a label and a value.
fn further_header(form: &Form, row: u32, first: u16, answers: &Answers, sheet: &mut Drawn) -> Result<(), BookError> {
    let printed = |field: &&Field| form.header_lines.iter().any(|line| line.fields.contains(&field.key));
    let mut column = first;
    for field in form.header.iter().filter(|field| !printed(field)) {
        sheet.write(Area::new(row, column), &field.label, Ink::FurtherLabel)?;
        let text = header_text(form, field, answers);
        filled(sheet, Area::new(row, column + 1), field, text, Ink::FurtherValue)?;
        column += 2;
    }
    let Entry { label, .. } = mode();
    sheet.write(Area::new(row, column), &label, Ink::FurtherLabel)?;
    let whole = if answers.rows.is_empty() { "" } else { WHOLE };
    sheet.labelled_input(Area::new(row, column + 1), whole, &mode(), Ink::FurtherValue)
}

fn header_text<'a>(form: &Form, field: &Field, answers: &'a Answers) -> &'a str {
    form.index(&field.key).map_or("", |at| answers.header(at))
}

/// What stands in a column below its heading.
fn texts<'a>(form: &Form, field: &Field, answers: &'a Answers) -> impl Iterator<Item = &'a str> + use<'a> {
    let at = form.fields.iter().position(|own| own.key == field.key).unwrap_or(form.fields.len());
    answers.column(at)
}

fn ink(field: &Field) -> Ink {
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Unit | Kind::Email | Kind::Choices => Ink::SmallValue,
        _ => Ink::SmallCentre,
    }
}

/// Those of free text share what the others leave of the page.
fn widths(columns: &[&Field]) -> Vec<f64> {
    let elastic = |field: &Field| matches!(field.kind, Kind::Text | Kind::LongText);
    let rigid: f64 = columns.iter().filter(|field| !elastic(field)).map(|field| width(field.kind)).sum();
    let count = columns.iter().filter(|field| elastic(field)).count().max(1) as f64;
    let share = ((PAGE - SERIAL - rigid) / count).clamp(14.0, 40.0);
    columns.iter().map(|field| if elastic(field) { share } else { width(field.kind) }).collect()
}

/// How wide a column of this kind is, in characters of the standard type.
fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Sex => 5.0,
        Kind::Number | Kind::Score => 7.0,
        Kind::Ethnicity => 7.5,
        Kind::PersonName | Kind::Month => 8.5,
        Kind::Education | Kind::YesNo => 9.7,
        Kind::PoliticalStatus | Kind::Date | Kind::Photo => 10.5,
        Kind::Mobile | Kind::Phone => 11.0,
        Kind::Choice => 13.0,
        Kind::Unit | Kind::IdNumber => 19.0,
        Kind::Text | Kind::Choices => 22.0,
        Kind::Email => 24.0,
        Kind::LongText => 40.0,
    }
}
