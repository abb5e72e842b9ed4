//! The brief as a Word document of one page.

use super::{Brief, Table};
use crate::formats::docx::{
    self, Block, Borders, Cell, Document, Margins, Mm, Orientation, Page, Paragraph, Row, Style,
};
use crate::lang::Lang;

const PAGE: Page = Page {
    orientation: Orientation::Portrait,
    margins: Margins { top: Mm(18.0), bottom: Mm(15.0), sides: Mm(22.0) },
    numbered: false,
};

/// How tall a row is, and how wide a column of counts beside one of labels.
const ROW: Mm = Mm(5.6);
const COUNTS: f64 = 0.55;

pub(super) fn bytes(brief: &Brief, _: Lang) -> Vec<u8> {
    let mut body = vec![Block::Paragraph(Paragraph::text(Style::Title, &brief.title))];
    body.extend(brief.lines.iter().map(|line| Block::Paragraph(Paragraph::text(Style::Centre, line))));
    for part in &brief.parts {
        body.push(Block::Paragraph(Paragraph::text(Style::Heading, &part.heading)));
        body.extend(part.sentences.iter().map(|text| Block::Paragraph(Paragraph::text(Style::SmallValue, text))));
    }
    for table in &brief.tables {
        body.push(Block::Paragraph(Paragraph::text(Style::Heading, &table.title)));
        body.push(Block::Table(drawn(table)));
    }
    docx::write(&Document { title: brief.title.clone(), properties: Vec::new(), page: PAGE, body })
}

fn drawn(table: &Table) -> docx::Table {
    let share = |column: usize| if table.labels(column) { 1.0 } else { COUNTS };
    let shares: Vec<f64> = (0..table.head.len()).map(share).collect();
    let unit = PAGE.text_width().0 / shares.iter().sum::<f64>();
    let cell = |style: Style, text: &String| Cell::new(Paragraph::text(style, text));
    let head = table.head.iter().map(|text| cell(Style::SmallLabel, text)).collect();
    let row = |texts: &Vec<String>| Row {
        height: ROW,
        heading: false,
        cells: texts.iter().map(|text| cell(Style::SmallCentre, text)).collect(),
    };
    docx::Table {
        columns: shares.iter().map(|share| Mm(share * unit)).collect(),
        borders: Borders::Plain,
        rows: std::iter::once(Row { height: ROW, heading: true, cells: head })
            .chain(table.rows.iter().map(row))
            .collect(),
    }
}
