//! A letter on paper: a Word document, A4 upright.

use super::letter::{Letter, Part, Told};
use crate::formats::docx::{
    Align, Block, Borders, Cell, Document, Margins, Mm, Orientation, Page, Paragraph, Row, Style, Table, write,
};

/// The bytes of the document; no clock, no author.
pub(super) fn bytes(letter: &Letter) -> Vec<u8> {
    let page = Page {
        orientation: Orientation::Portrait,
        margins: Margins { top: Mm(25.0), bottom: Mm(22.0), sides: Mm(24.0) },
        numbered: true,
    };
    let mut body =
        vec![text(Style::Title, letter.title()), text(Style::Label, &letter.programme), text(Style::Note, "")];
    body.push(text(Style::Line, &format!("{}：", letter.addressee)));
    body.extend(letter.opening.iter().map(|line| text(Style::Value, line)));
    let mut number = 0;
    for part in &letter.parts {
        body.extend(points(part, &mut number));
    }
    body.push(text(Style::Heading, "请您"));
    body.push(text(Style::Value, &letter.request));
    body.push(text(Style::Heading, "附"));
    body.push(Block::Table(facts(letter)));
    body.push(text(Style::Note, "号码只显示前三位和后四位。"));
    write(&Document { title: format!("{}：{}", letter.title(), letter.addressee), properties: Vec::new(), page, body })
}

/// Widths of the columns of points and of facts, which fill the page between its margins.
const POINTS: [Mm; 3] = [Mm(12.0), Mm(48.0), Mm(102.0)];
const FACTS: [Mm; 2] = [Mm(24.0), Mm(138.0)];

fn points(part: &Part, number: &mut usize) -> Vec<Block> {
    let mut blocks = vec![text(Style::Heading, &part.file)];
    if let Some(marked) = part.where_marked() {
        blocks.push(text(Style::SmallValue, &format!("下面各处{marked}，可以直接在副本上改。")));
    }
    let mut rows = vec![Row {
        height: Mm(7.0),
        heading: true,
        cells: ["序号", "人选与位置", "问题与改法"]
            .map(|word| Cell::new(Paragraph::text(Style::SmallLabel, word)))
            .into(),
    }];
    for point in &part.points {
        *number += 1;
        let place = if point.place.is_empty() { "整份表" } else { &point.place };
        let number = Cell::new(Paragraph::text(Style::SmallCentre, number.to_string()));
        let place = Cell::new(Paragraph::text(Style::SmallValue, place));
        rows.push(Row { height: Mm(7.0), heading: false, cells: vec![number, place, words(point)] });
    }
    blocks.push(Block::Table(Table { columns: POINTS.into(), borders: Borders::Plain, rows }));
    blocks
}

fn words(point: &Told) -> Cell {
    let kind = if point.must { "请改正" } else { "请核对" };
    let mut lines = vec![format!("{kind}：{}", point.message)];
    lines.extend(point.mend.as_ref().map(|mend| format!("怎么改：{mend}")));
    let content = lines.into_iter().map(|line| Paragraph::text(Style::SmallValue, line)).collect();
    Cell { content, align: Align::Top, ..Cell::new(Paragraph::text(Style::SmallValue, "")) }
}

fn facts(letter: &Letter) -> Table {
    let row = |label: &str, lines: Vec<String>| {
        let content = lines.into_iter().map(|line| Paragraph::text(Style::SmallValue, line)).collect();
        let label = Cell::new(Paragraph::text(Style::SmallLabel, label));
        let value = Cell { content, ..Cell::new(Paragraph::text(Style::SmallValue, "")) };
        Row { height: Mm(7.0), heading: false, cells: vec![label, value] }
    };
    let line = |line: &super::letter::Line| match &line.url {
        Some(url) => format!("{} {url}", line.text),
        None => line.text.clone(),
    };
    let mut rows: Vec<Row> =
        letter.facts.iter().map(|fact| row(fact.label, fact.lines.iter().map(line).collect())).collect();
    rows.extend(letter.copy.iter().map(|copy| row("抄送", vec![copy.clone()])));
    Table { columns: FACTS.into(), borders: Borders::Plain, rows }
}

fn text(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph::text(style, text))
}
