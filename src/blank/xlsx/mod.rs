//! A blank form as a workbook: it prints as the official form, and every cell to fill in has a name, a hint and a check.

mod card;
mod line;
mod roster;

use crate::formats::sheet::{Area, Book, BookError, Drawn, Entry, Ink, Rule, text_width};
use crate::formats::workbook::{FORM_MARK, FORM_SHEET, KEY_PREFIX};
use crate::kinds;
use crate::model::{Answers, Field, Form, Layout};

/// The bytes of the blank.
pub fn xlsx(form: &Form) -> Result<Vec<u8>, BookError> {
    xlsx_with(form, &Answers::default())
}

/// The bytes of a roster form with answers in it, and as many rows as they need.
pub fn xlsx_with(form: &Form, answers: &Answers) -> Result<Vec<u8>, BookError> {
    let mut book = Book::for_forms(&form.title)?;
    let mut sheet = book.form(sheet_name(form))?;
    match &form.layout {
        Layout::Card => card::draw(form, &mut sheet)?,
        Layout::Roster { serial, rows, .. } => roster::draw(form, serial, *rows, answers, &mut sheet)?,
    }
    book.place(sheet)?;
    let stamp = vec![FORM_MARK.to_owned(), form.id.clone(), form.fields_mark(), form.field_marks()];
    book.hidden(FORM_SHEET, &[stamp])?;
    book.finish()
}

/// A tab has room for a short title; a long one would push it out of sight.
fn sheet_name(form: &Form) -> &str {
    const LONGEST: usize = 16;
    match form.title.chars().nth(LONGEST) {
        Some(_) if form.is_roster() => "名单",
        Some(_) => "填写",
        None => &form.title,
    }
}

/// A cell to fill in, by the name under which intake finds it wherever it comes to stand.
fn input(sheet: &mut Drawn, area: Area, field: &Field, ink: Ink) -> Result<(), BookError> {
    filled(sheet, area, field, "", ink)
}

/// The same with an answer in it.
fn filled(sheet: &mut Drawn, area: Area, field: &Field, text: &str, ink: Ink) -> Result<(), BookError> {
    sheet.name(area, key(field));
    sheet.labelled_input(area, text, &kinds::entry(field), ink)
}

fn key(field: &Field) -> String {
    format!("{KEY_PREFIX}{}", field.key)
}

/// 报送方式: whether the list replaces what the unit sent before.
fn mode() -> Entry {
    Entry {
        label: "报送方式".to_owned(),
        rule: Rule::OneOf(["全部", "补充"].map(str::to_owned).to_vec()),
        hint: Some("选填；全部：替换本单位以前报送的名单；补充：在以前的名单上增加人选。不填按全部处理".to_owned()),
        refusal: "请从下拉列表里选“全部”或“补充”。".to_owned(),
        firm: true,
        text: true,
    }
}

/// What the form's author and the keepers of the data have to say, from a row on, across so many columns; answers the
/// first row behind it.
fn notes(form: &Form, sheet: &mut Drawn, first: Area, across: f64) -> Result<u32, BookError> {
    let numbered = |(index, note): (usize, &String)| match form.notes.len() {
        1 => format!("说明：{note}"),
        _ => format!("说明{}：{note}", index + 1),
    };
    let mut lines: Vec<String> = form.notes.iter().enumerate().map(numbered).collect();
    if let Some(privacy) = &form.privacy {
        let [who, why, how_long] = [&privacy.who, &privacy.why, &privacy.how_long].map(|it| it.trim_end_matches('。'));
        lines.push(format!("说明：个人信息由{who}收集。用途：{why}。保存：{how_long}。"));
    }
    let mut row = first.row;
    for line in &lines {
        sheet.write(Area { row, ..first }, line, Ink::Note)?;
        sheet.height(row, note_height(line, across))?;
        row += 1;
    }
    Ok(row)
}

/// How tall a note is, in points.
fn note_height(text: &str, across: f64) -> f64 {
    const LINE: f64 = 13.0;
    (text_width(text) * Ink::Note.scale() / across).ceil().max(1.0) * LINE + 2.0
}
