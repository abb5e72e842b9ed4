//! A blank form as a Word document: it prints as the official form and carries a content control for every field.

mod card;
mod control;
mod roster;

use self::control::{Place, control};
use crate::formats::docx::{
    Block, Document, FIELDS_PROPERTY, FORM_PROPERTY, Inline, Margins, Mm, Orientation, Page, Paragraph, Style, write,
};
use crate::model::{Field, Form, Layout};

/// The bytes of the blank.
pub fn docx(form: &Form) -> Vec<u8> {
    let landscape = form.is_roster();
    let page = Page {
        orientation: if landscape { Orientation::Landscape } else { Orientation::Portrait },
        margins: Margins { top: Mm(18.0), bottom: Mm(16.0), sides: Mm(20.0) },
        numbered: landscape,
    };
    let body = match &form.layout {
        Layout::Card => card::body(form, &page),
        Layout::Roster { serial, rows, .. } => roster::body(form, serial, *rows, &page),
    };
    let properties = vec![(FORM_PROPERTY, form.id.clone()), (FIELDS_PROPERTY, form.fields_mark())];
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

/// Labels with their controls on one line, at tab stops that share the width.
fn line(fields: &[(String, Vec<Inline>)], page: &Page) -> Block {
    let count = fields.len().max(1);
    let stop = |index: usize| Mm(page.text_width().0 * index as f64 / count as f64);
    let mut content = Vec::new();
    for (index, (label, inlines)) in fields.iter().enumerate() {
        if index > 0 {
            content.push(Inline::Tab);
        }
        content.push(Inline::Text(format!("{label}：")));
        content.extend(inlines.iter().cloned());
    }
    Block::Paragraph(Paragraph { tabs: (1..count).map(stop).collect(), ..Paragraph::new(Style::Line, content) })
}

/// A field with its label, as [`line`] wants it.
fn labelled(field: &Field) -> (String, Vec<Inline>) {
    (field.label.to_string(), vec![Inline::Control(control(field, Place::Line))])
}
