//! A blank form as a Word document: it prints as the official form and carries a content control for every field.

mod card;
mod control;
mod roster;

use self::control::{Place, control};
use crate::formats::docx::{
    Block, Document, FIELDS_PROPERTY, FORM_PROPERTY, Inline, MARKS_PROPERTY, Margins, Mm, Orientation, Page, Paragraph,
    Style, write,
};
use crate::model::{Answers, Field, Form, Kind, Layout};

/// The bytes of the blank.
pub fn docx(form: &Form) -> Vec<u8> {
    docx_with(form, &Answers::default())
}

/// The bytes of a roster form with answers in it, and as many rows as they need.
pub fn docx_with(form: &Form, answers: &Answers) -> Vec<u8> {
    let landscape = form.is_roster();
    let page = Page {
        orientation: if landscape { Orientation::Landscape } else { Orientation::Portrait },
        margins: Margins { top: Mm(18.0), bottom: Mm(16.0), sides: Mm(20.0) },
        numbered: landscape,
    };
    let body = match &form.layout {
        Layout::Card => card::body(form, &page),
        Layout::Roster { serial, rows, .. } => {
            roster::body(form, serial, (*rows).max(answers.rows.len()), &page, answers)
        }
    };
    let properties = vec![
        (FORM_PROPERTY, form.id.clone()),
        (FIELDS_PROPERTY, form.fields_mark()),
        (MARKS_PROPERTY, form.field_marks()),
    ];
    write(&Document { title: form.title.clone(), properties, page, body })
}

fn title(form: &Form) -> Block {
    Block::Paragraph(Paragraph::text(Style::Title, form.title.clone()))
}

/// What the form's author and the keepers of the data have to say, in small type.
fn notes(form: &Form) -> Vec<Block> {
    let only = form.notes.len() == 1;
    let numbered = |(index, note): (usize, &String)| match only {
        true => format!("说明：{note}"),
        false => format!("说明{}：{note}", index + 1),
    };
    let mut lines: Vec<String> = form.notes.iter().enumerate().map(numbered).collect();
    if let Some(privacy) = &form.privacy {
        let [who, why, how_long] = [&privacy.who, &privacy.why, &privacy.how_long].map(|it| it.trim_end_matches('。'));
        lines.push(format!("个人信息由{who}。用途：{why}。保存：{how_long}。"));
    }
    lines.into_iter().map(|line| Block::Paragraph(Paragraph::text(Style::Note, line))).collect()
}

/// A label with its controls, on a line that it may share.
struct Labelled {
    label: String,
    content: Vec<Inline>,
    /// How many characters wide it should be, what is filled in included.
    width: usize,
}

impl Labelled {
    fn new(label: &str, content: Vec<Inline>, answers: usize) -> Labelled {
        Labelled { label: label.to_owned(), content, width: label.chars().count() + 1 + answers }
    }

    fn field(field: &Field, text: &str) -> Labelled {
        Labelled::new(&field.label, vec![Inline::Control(control(field, Place::Line, text))], answer(field))
    }
}

/// How many characters an answer on a line usually takes.
fn answer(field: &Field) -> usize {
    match field.kind {
        Kind::Unit | Kind::Text | Kind::LongText | Kind::Email => 16,
        Kind::Mobile | Kind::Phone | Kind::IdNumber => 13,
        Kind::PersonName | Kind::Date => 6,
        _ => 9,
    }
}

/// Labels with their controls on one line, at tab stops that give each its share of the width.
fn line(parts: &[Labelled], page: &Page) -> Block {
    let all: usize = parts.iter().map(|part| part.width).sum();
    let (mut content, mut tabs, mut before) = (Vec::new(), Vec::new(), 0);
    for part in parts {
        if before > 0 {
            tabs.push(Mm(page.text_width().0 * before as f64 / all as f64));
            content.push(Inline::Tab);
        }
        content.push(Inline::Text(format!("{}：", part.label)));
        content.extend(part.content.iter().cloned());
        before += part.width;
    }
    Block::Paragraph(Paragraph { tabs, ..Paragraph::new(Style::Line, content) })
}
