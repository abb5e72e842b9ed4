//! A roster: the official table alone on its pages; what the rules need beyond it follows on a page of its own, row by
//! row under the same serial numbers, so that the table that is printed and sealed stays the official one.

use super::control::{Place, columns_of_boxes, control, has_boxes};
use super::{Labelled, answer, line, notes, title};
use crate::formats::docx::{
    Align, Block, Borders, Cell, Control, ControlKind, Inline, Merge, Mm, PROMPTS, Page, Paragraph, Row, Style, Table,
};
use crate::model::{Answers, Field, Form, HeaderLine, Kind};

const HEAD: f64 = 13.0;
const ROW: f64 = 9.5;
/// A row of the table that is not printed: as low as two lines of boxes.
const FURTHER_ROW: f64 = 7.8;
const SERIAL: f64 = 11.0;
/// How many lines stand beside each other above the table.
const ABREAST: usize = 3;
/// What a roster that was filled in by the program says of itself.
const WHOLE: &str = "全部";

pub fn body(form: &Form, serial: &str, rows: usize, page: &Page, answers: &Answers) -> Vec<Block> {
    let mut body = vec![title(form)];
    body.extend(header_lines(form, page, answers));
    let fields = || form.fields.iter().enumerate();
    let official: Vec<(usize, &Field)> = fields().filter(|(_, field)| field.official).collect();
    body.push(Block::Table(table(&official, serial, rows, page, Borders::Official, answers)));

    let unofficial: Vec<(usize, &Field)> = fields().filter(|(_, field)| !field.official).collect();
    let further = Paragraph::text(Style::Heading, form.further_words());
    body.push(Block::Paragraph(Paragraph { new_page: true, ..further }));
    let drawn = |field: &&Field| form.header_lines.iter().any(|line| line.fields.contains(&field.key));
    let rest = form.header.iter().enumerate().filter(|(_, field)| !drawn(field));
    let mut lines: Vec<_> = rest.map(|(at, field)| Labelled::field(field, answers.header(at))).collect();
    let whole = if answers.rows.is_empty() { "" } else { WHOLE };
    lines.push(Labelled::new("报送方式", vec![Inline::Control(mode(whole))], 10));
    body.extend(lines.chunks(ABREAST).map(|part| line(part, page)));
    if !unofficial.is_empty() {
        body.push(Block::Table(table(&unofficial, serial, rows, page, Borders::Plain, answers)));
    }
    body.extend(notes(form));
    body
}

/// The lines above the table, in the words of the official form; a line may hold several fields.
fn header_lines(form: &Form, page: &Page, answers: &Answers) -> Vec<Block> {
    let labelled = |printed: &HeaderLine| {
        let mut inlines = Vec::new();
        for field in printed.fields.iter().filter_map(|key| form.field(key)) {
            if !inlines.is_empty() {
                inlines.push(Inline::Text("\u{3000}".to_owned()));
            }
            let place = if printed.fields.len() > 1 { Place::Shared } else { Place::Line };
            let text = form.index(&field.key).map_or("", |at| answers.header(at));
            inlines.push(Inline::Control(control(field, place, text)));
        }
        let fields = printed.fields.iter().filter_map(|key| form.field(key));
        Labelled::new(&printed.label, inlines, fields.map(answer).sum())
    };
    let lines: Vec<_> = form.header_lines.iter().map(labelled).collect();
    lines.chunks(ABREAST).map(|part| line(part, page)).collect()
}

/// 全部 or 补充: whether the list replaces what the unit sent before.
fn mode(text: &str) -> Control {
    Control {
        tag: "mode".to_owned(),
        label: "报送方式".to_owned(),
        prompt: format!("{}：不选按全部", PROMPTS[1]),
        text: text.to_owned(),
        locked: true,
        kind: ControlKind::Options(["全部", "补充"].map(str::to_owned).to_vec()),
    }
}

/// Fields stand with their index in the form.
fn table(
    fields: &[(usize, &Field)],
    serial: &str,
    rows: usize,
    page: &Page,
    borders: Borders,
    answers: &Answers,
) -> Table {
    let columns = columns(fields, page.text_width());
    let (head_height, row_height) = match borders {
        Borders::Official => (HEAD, ROW),
        Borders::Plain => (ROW, FURTHER_ROW),
    };
    let label = |(_, field): &(usize, &Field)| {
        Cell::new(Paragraph::text(Style::SmallLabel, field.printed.clone().unwrap_or_else(|| field.label.to_string())))
    };
    let head = std::iter::once(Cell::new(Paragraph::text(Style::SmallLabel, serial)));
    let head = Row { height: Mm(head_height), heading: true, cells: head.chain(fields.iter().map(label)).collect() };
    let row = |number: usize| {
        let serial = Cell::new(Paragraph::text(Style::SmallCentre, number.to_string()));
        Row {
            height: Mm(row_height),
            heading: false,
            cells: std::iter::once(serial)
                .chain(
                    fields
                        .iter()
                        .zip(&columns[1..])
                        .map(|((at, field), width)| cell(field, *width, answers.cell(number - 1, *at))),
                )
                .collect(),
        }
    };
    let rows = std::iter::once(head).chain((1..=rows).map(row)).collect();
    Table { columns, borders, rows }
}

fn cell(field: &Field, width: Mm, text: &str) -> Cell {
    let style = match field.kind {
        Kind::Text | Kind::LongText | Kind::Unit | Kind::Choices => Style::SmallValue,
        _ => Style::SmallCentre,
    };
    let content = match field.kind {
        Kind::Choices if has_boxes(field) => {
            // Two lines hold all boxes.
            let abreast = field.choices.list.len().div_ceil(2).max(1);
            let stops: Vec<Mm> = (1..abreast).map(|index| Mm(width.0 * index as f64 / abreast as f64)).collect();
            columns_of_boxes(field, false, Style::Note, &stops, text)
        }
        _ => vec![Paragraph::new(style, vec![Inline::Control(control(field, Place::Row, text))])],
    };
    Cell { width: 1, merge: Merge::No, align: Align::Middle, content }
}

/// The serial number's column has its width; the others share the rest by what is written into them.
fn columns(fields: &[(usize, &Field)], across: Mm) -> Vec<Mm> {
    let weight = |(_, field): &(usize, &Field)| match field.kind {
        Kind::Sex => 11.0,
        Kind::YesNo | Kind::Education => 22.0,
        Kind::Ethnicity => 16.0,
        Kind::Month | Kind::PersonName => 19.0,
        Kind::PoliticalStatus | Kind::Choice => 23.0,
        Kind::Date => 22.0,
        Kind::Mobile | Kind::Phone => 27.0,
        Kind::IdNumber | Kind::Email | Kind::Unit | Kind::Text => 34.0,
        Kind::LongText => 50.0,
        Kind::Choices => 125.0,
        Kind::Photo | Kind::Number | Kind::Score => 15.0,
    };
    let sum: f64 = fields.iter().map(weight).sum();
    let share = |field: &(usize, &Field)| Mm(weight(field) * (across.0 - SERIAL) / sum.max(1.0));
    std::iter::once(Mm(SERIAL)).chain(fields.iter().map(share)).collect()
}
