//! 汇总表: the official table of a form with everyone who was accepted, ready to print and seal.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::table::width;
use crate::export::Roster;
use crate::export::columns::unit_text;
use crate::export::printed::{Printed, Spanned};
use crate::formats::sheet::{Book, BookError, Content, MAX_ROWS, Sheet, Span, Style, divide, text_width};
use crate::model::{Field, Form, HeaderLine, Kind, Layout, Record, Value, day_text};

/// The first form's table always, even if nobody was accepted, so that the sheet that people look for is there; the
/// tables of other forms where somebody was.
pub(in crate::export) fn tables<'a>(roster: &Roster<'a>) -> Vec<Official<'a>> {
    let mut tables = Vec::new();
    for (index, form) in roster.people_forms().into_iter().enumerate() {
        let records: Vec<_> = roster.accepted_on(form).collect();
        if index > 0 && records.is_empty() {
            continue;
        }
        let name = if index == 0 { "汇总表" } else { form.roster_title() };
        tables.push(Official::of_form(roster, form, name, records));
    }
    tables
}

/// A table to be printed: people of one form under a title.
pub(in crate::export) struct Official<'a> {
    /// Of the sheet.
    pub(in crate::export) name: &'a str,
    pub(in crate::export) title: &'a str,
    pub(in crate::export) form: &'a Form,
    pub(in crate::export) columns: Vec<&'a Field>,
    pub(in crate::export) records: Vec<&'a Record>,
    /// Lines between the title and the table; what stands in one of them shares its width.
    pub(in crate::export) lines: Vec<Vec<String>>,
    /// Whether there is room for a seal below.
    pub(in crate::export) seal: bool,
}

impl<'a> Official<'a> {
    /// The form's own table, with its header lines filled in where all people have the same.
    pub(in crate::export) fn of_form(
        roster: &Roster,
        form: &'a Form,
        name: &'a str,
        records: Vec<&'a Record>,
    ) -> Official<'a> {
        let lines = form.header_lines.chunks(ABREAST);
        let lines = lines.map(|lines| lines.iter().map(|line| header_line(form, line, roster, &records)).collect());
        Official {
            name,
            title: form.roster_title(),
            form,
            columns: form.roster_columns(),
            lines: lines.collect(),
            records,
            seal: form.seal,
        }
    }
}

/// Puts a table into a book, on as many sheets as it takes.
pub(in crate::export) fn sheet(book: &mut Book, roster: &Roster, table: &Official) -> Result<(), BookError> {
    let drawing = Drawing::new(table);
    let mut done = 0;
    // Title, header lines, headings and the seal want rows too.
    for part in parts(&table.records, MAX_ROWS as usize - 64) {
        book_part(book, roster, &drawing, part, done)?;
        done += part.len();
    }
    Ok(())
}

/// The records by sheets; one empty sheet for nobody.
fn parts<'s, 'r>(records: &'s [&'r Record], limit: usize) -> Vec<&'s [&'r Record]> {
    match records.is_empty() {
        true => vec![records],
        false => records.chunks(limit).collect(),
    }
}

/// One sheet of a table, of which so many people stand on earlier sheets.
fn book_part(
    book: &mut Book,
    roster: &Roster,
    drawing: &Drawing,
    part: &[&Record],
    done: usize,
) -> Result<(), BookError> {
    let table = drawing.table;
    let mut sheet = book.sheet(table.name)?;
    sheet.widths(drawing.widths.iter().copied())?;
    sheet.page();
    sheet.least_height(TITLE);
    let title = if done == 0 { table.title.into() } else { format!("{}（续）", table.title).into() };
    sheet.spans([Span { columns: drawing.across(), text: title, style: Style::Title }])?;
    sheet.least_height(ROW);
    drawing.header_lines(&mut sheet)?;
    let head = sheet.next_row();
    drawing.headings(&mut sheet)?;
    for (index, record) in part.iter().enumerate() {
        drawing.record(&mut sheet, roster, done + index + 1, record)?;
    }
    if table.records.is_empty() {
        sheet.spans([Span { columns: drawing.across(), text: NOBODY.into(), style: Style::BodyCentre }])?;
    }
    if done + part.len() == table.records.len() && table.seal {
        drawing.seal(&mut sheet)?;
    }
    sheet.repeat(head..=head)?;
    sheet.print_area(drawing.widths.len() as u16)?;
    book.push(sheet)
}

/// How a table is drawn.
struct Drawing<'t> {
    table: &'t Official<'t>,
    /// Where each column's cell stands in a record.
    cells: Vec<Option<usize>>,
    /// Of all columns, 序号 first.
    widths: Vec<f64>,
    serial: &'t str,
}

/// How tall the title and the other rows are at least, in points; printed tables are given more room than screens.
const TITLE: f64 = 40.0;
const ROW: f64 = 28.0;

/// How wide an A4 page, landscape, is at full scale, and the column of serial numbers, in characters of the standard type.
const PAGE: f64 = 141.0;
const SERIAL: f64 = 6.0;

/// Header lines that stand beside each other.
const ABREAST: usize = 3;

/// Below the headings of a table where nobody was accepted.
const NOBODY: &str = "（没有通过的人选）";

/// Room for a seal and a day, at the right below the table.
const SEAL: [&str; 2] = ["（加盖公章）　　　　　", "　　　　年　　月　　日　　"];

impl<'t> Drawing<'t> {
    fn new(table: &'t Official<'t>) -> Drawing<'t> {
        let cells: Vec<_> = table.columns.iter().map(|field| table.form.index(&field.key)).collect();
        let serial = match &table.form.layout {
            Layout::Roster { serial, .. } => serial,
            Layout::Card => "序号",
        };
        let widths = std::iter::once(SERIAL).chain(widths(&table.columns, &cells, &table.records)).collect();
        Drawing { table, cells, widths, serial }
    }

    fn across(&self) -> RangeInclusive<u16> {
        0..=(self.widths.len() - 1) as u16
    }

    fn header_lines(&self, sheet: &mut Sheet) -> Result<(), BookError> {
        for line in self.lines() {
            sheet.spans(line.into_iter().map(|(columns, text)| Span {
                columns,
                text: text.into(),
                style: Style::HeaderLine,
            }))?;
        }
        Ok(())
    }

    /// The header lines, each text with the columns that it runs across.
    fn lines(&self) -> Vec<Vec<(RangeInclusive<u16>, &'t str)>> {
        let line = |texts: &'t Vec<String>| {
            // Each gets as much of the width as its text needs; blanks are filled in by hand and need some, too.
            let needs: Vec<f64> = texts.iter().map(|text| text_width(text).max(30.0)).collect();
            divide(&self.widths, &needs).into_iter().zip(texts.iter().map(String::as_str)).collect()
        };
        self.table.lines.iter().map(line).collect()
    }

    fn headings(&self, sheet: &mut Sheet) -> Result<(), BookError> {
        sheet.row(self.labels().map(|label| (label.into(), Style::OfficialHead)))
    }

    fn labels(&self) -> impl Iterator<Item = &'t str> {
        // The wide labels of a card ("姓    名") would only break in a narrow column.
        let card = self.table.form.roster.is_some();
        let label = move |field: &&'t Field| field.printed.as_deref().filter(|_| !card).unwrap_or(&field.label);
        std::iter::once(self.serial).chain(self.table.columns.iter().map(label))
    }

    fn record(&self, sheet: &mut Sheet, roster: &Roster, number: usize, record: &Record) -> Result<(), BookError> {
        let style = |field: &Field| if is_centred(field) { Style::BodyCentre } else { Style::Body };
        let cells =
            self.texts(roster, record).zip(&self.table.columns).map(|(text, field)| (text.into(), style(field)));
        sheet.row(std::iter::once((Content::Number(number), Style::BodyCentre)).chain(cells))
    }

    /// What stands in a person's row after the number.
    fn texts<'r>(&self, roster: &Roster, record: &'r Record) -> impl Iterator<Item = Cow<'r, str>> {
        self.table.columns.iter().zip(&self.cells).map(move |(field, cell)| match field.kind {
            Kind::Unit => unit_text(roster.form(&record.form), record),
            _ => cell.and_then(|at| record.cells.get(at)).map_or(Cow::Borrowed(""), |cell| cell.words()),
        })
    }

    fn seal(&self, sheet: &mut Sheet) -> Result<(), BookError> {
        for text in SEAL {
            sheet.spans([Span { columns: self.across(), text: text.into(), style: Style::Seal }])?;
        }
        Ok(())
    }
}

/// Whether a column's texts stand in the middle of their cells.
fn is_centred(field: &Field) -> bool {
    !matches!(field.kind, Kind::Text | Kind::LongText | Kind::Unit | Kind::Email)
}

/// A table as the workbook prints it, for whoever draws it elsewhere.
pub(in crate::export) fn printed(roster: &Roster, table: &Official) -> Printed {
    let drawing = Drawing::new(table);
    let line = |line: Vec<(RangeInclusive<u16>, &str)>| {
        let spans = line.into_iter();
        spans.map(|(columns, text)| Spanned { columns: columns.count(), text: text.to_owned() }).collect()
    };
    let person = |(index, record): (usize, &&Record)| {
        std::iter::once((index + 1).to_string()).chain(drawing.texts(roster, record).map(Cow::into_owned)).collect()
    };
    Printed {
        title: table.title.to_owned(),
        lines: drawing.lines().into_iter().map(line).collect(),
        head: drawing.labels().map(str::to_owned).collect(),
        widths: drawing.widths.clone(),
        centred: std::iter::once(true).chain(table.columns.iter().map(|field| is_centred(field))).collect(),
        rows: table.records.iter().enumerate().map(person).collect(),
        nobody: table.records.is_empty().then_some(NOBODY),
        seal: table.seal.then_some(SEAL),
    }
}

/// The widths of the columns. Those of free text share what the others leave of the page, by how much stands in them.
fn widths(columns: &[&Field], cells: &[Option<usize>], records: &[&Record]) -> Vec<f64> {
    let typical = |cell: Option<usize>| {
        let texts = records.iter().filter_map(|record| record.cells.get(cell?)).map(|cell| text_width(&cell.words()));
        (texts.sum::<f64>() / records.len().max(1) as f64).clamp(12.0, 60.0)
    };
    let elastic = |field: &Field| matches!(field.kind, Kind::Text | Kind::LongText);
    let needs: Vec<_> = columns.iter().zip(cells).map(|(field, cell)| elastic(field).then(|| typical(*cell))).collect();
    let rigid: f64 = columns.iter().filter(|field| !elastic(field)).map(|field| width(field.kind)).sum();
    let scale = (PAGE - SERIAL - rigid) / needs.iter().flatten().sum::<f64>();
    let width = |(field, need): (&&Field, &Option<f64>)| match need {
        Some(need) => (need * scale).clamp(16.0, 50.0).round(),
        None => width(field.kind),
    };
    columns.iter().zip(&needs).map(width).collect()
}

/// A label and what all people have in common; where they differ, the line stays blank.
fn header_line(form: &Form, line: &HeaderLine, roster: &Roster, records: &[&Record]) -> String {
    let mut values = Vec::new();
    for key in &line.fields {
        let mut texts = records.iter().map(|record| header_text(roster, form, key, record));
        let first = texts.next().unwrap_or_default();
        if first.is_empty() || texts.any(|text| text != first) {
            return format!("{}：", line.label);
        }
        values.push(first);
    }
    format!("{}：{}", line.label, values.join("　"))
}

fn header_text<'r>(roster: &Roster, form: &Form, key: &str, record: &'r Record) -> Cow<'r, str> {
    let Some(index) = form.index(key) else { return "".into() };
    let cell = record.cells.get(index);
    match (form.field(key).map(|field| field.kind), cell.and_then(|cell| cell.value())) {
        (Some(Kind::Unit), _) => unit_text(roster.form(&record.form), record),
        (_, Some(Value::Date(day))) => day_text(*day).into(),
        _ => cell.map_or("".into(), |cell| cell.words()),
    }
}
