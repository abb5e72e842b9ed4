//! The main part: paragraphs, tables and the section, in the element order that the schema prescribes.

use super::super::model::{Align, Block, Borders, Cell, Document, Inline, Merge, Mm, Page, Paragraph, Row, Table};
use super::super::model::{Orientation, Style};
use super::{R, W, parts};
use crate::formats::xml::Xml;

/// Word 2010's additions, for check boxes.
const W14: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const ANCHOR: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// The main part's text, and whether it shows the picture.
pub struct Written {
    pub xml: String,
    pub pictures: bool,
}

pub fn document(document: &Document) -> Written {
    let names = [
        ("xmlns:w", W),
        ("xmlns:r", R),
        ("xmlns:wp", ANCHOR),
        ("xmlns:mc", COMPATIBILITY),
        ("xmlns:w14", W14),
        ("mc:Ignorable", "w14"),
    ];
    let mut body = Body { xml: Xml::new("w:document", &names), controls: 0, pictures: false };
    body.xml.open("w:body", &[]);
    for (index, block) in document.body.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => body.paragraph(paragraph),
            Block::Table(table) => body.table(table),
        }
        // Two tables without a paragraph between them become one, and none may end the body.
        let next = document.body.get(index + 1);
        if matches!(block, Block::Table(_)) && !matches!(next, Some(Block::Paragraph(_))) {
            body.paragraph(&Paragraph::new(Style::Note, Vec::new()));
        }
    }
    body.section(&document.page);
    Written { pictures: body.pictures, xml: body.xml.finish() }
}

/// The main part that is being written.
pub(super) struct Body {
    pub(super) xml: Xml,
    /// How many controls there are so far: each has a number of its own.
    pub(super) controls: usize,
    pub(super) pictures: bool,
}

impl Body {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", paragraph.style.id())]);
        if paragraph.new_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if !paragraph.tabs.is_empty() {
            xml.open("w:tabs", &[]);
            for stop in &paragraph.tabs {
                xml.empty("w:tab", &[("w:val", "left"), ("w:pos", &twips(*stop))]);
            }
            xml.close();
        }
        xml.close();
        for inline in &paragraph.content {
            match inline {
                Inline::Text(text) => self.run(text),
                Inline::Tab => {
                    self.xml.open("w:r", &[]);
                    self.xml.empty("w:tab", &[]);
                    self.xml.close();
                }
                Inline::Control(control) => self.control(control),
            }
        }
        self.xml.close();
    }

    fn run(&mut self, text: &str) {
        self.xml.open("w:r", &[]);
        self.xml.leaf_with("w:t", &[("xml:space", "preserve")], text);
        self.xml.close();
    }

    fn table(&mut self, table: &Table) {
        let across = Mm(table.columns.iter().map(|column| column.0).sum());
        let xml = &mut self.xml;
        xml.open("w:tbl", &[]);
        xml.open("w:tblPr", &[]);
        xml.empty("w:tblW", &[("w:w", &twips(across)), ("w:type", "dxa")]);
        xml.empty("w:jc", &[("w:val", "center")]);
        borders(xml, table.borders);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.open("w:tblCellMar", &[]);
        xml.empty("w:left", &[("w:w", "57"), ("w:type", "dxa")]);
        xml.empty("w:right", &[("w:w", "57"), ("w:type", "dxa")]);
        xml.close();
        xml.close();
        xml.open("w:tblGrid", &[]);
        for column in &table.columns {
            xml.empty("w:gridCol", &[("w:w", &twips(*column))]);
        }
        xml.close();
        for row in &table.rows {
            self.row(row, &table.columns);
        }
        self.xml.close();
    }

    fn row(&mut self, row: &Row, columns: &[Mm]) {
        self.xml.open("w:tr", &[]);
        self.xml.open("w:trPr", &[]);
        self.xml.empty("w:cantSplit", &[]);
        self.xml.empty("w:trHeight", &[("w:val", &twips(row.height)), ("w:hRule", "atLeast")]);
        if row.heading {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close();
        let mut left = 0;
        for cell in &row.cells {
            let right = (left + cell.width).min(columns.len());
            let width = Mm(columns[left.min(right)..right].iter().map(|column| column.0).sum());
            self.cell(cell, width);
            left = right;
        }
        self.xml.close();
    }

    fn cell(&mut self, cell: &Cell, width: Mm) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", &twips(width)), ("w:type", "dxa")]);
        if cell.width > 1 {
            self.xml.empty("w:gridSpan", &[("w:val", &cell.width.to_string())]);
        }
        match cell.merge {
            Merge::No => {}
            Merge::Begins => self.xml.empty("w:vMerge", &[("w:val", "restart")]),
            Merge::Continues => self.xml.empty("w:vMerge", &[("w:val", "continue")]),
        }
        if cell.align == Align::Middle {
            self.xml.empty("w:vAlign", &[("w:val", "center")]);
        }
        self.xml.close();
        for paragraph in &cell.content {
            self.paragraph(paragraph);
        }
        if cell.content.is_empty() {
            self.paragraph(&Paragraph::new(Style::Label, Vec::new()));
        }
        self.xml.close();
    }

    fn section(&mut self, page: &Page) {
        let (width, height) = page.size();
        self.xml.open("w:sectPr", &[]);
        if page.numbered {
            self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", parts::FOOTER)]);
        }
        let size = [("w:w", twips(width)), ("w:h", twips(height))];
        let mut size: Vec<(&str, &str)> = size.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if page.orientation == Orientation::Landscape {
            size.push(("w:orient", "landscape"));
        }
        self.xml.empty("w:pgSz", &size);
        let (top, bottom, sides) = (twips(page.margins.top), twips(page.margins.bottom), twips(page.margins.sides));
        let edge = twips(Mm(page.margins.bottom.0 / 2.0));
        let margins = [
            ("w:top", top.as_str()),
            ("w:right", &sides),
            ("w:bottom", &bottom),
            ("w:left", &sides),
            ("w:header", &edge),
            ("w:footer", &edge),
            ("w:gutter", "0"),
        ];
        self.xml.empty("w:pgMar", &margins);
        self.xml.close();
    }
}

fn borders(xml: &mut Xml, borders: Borders) {
    // In eighths of a point.
    let (outer, inner, color) = match borders {
        Borders::Official => ("12", "4", "000000"),
        Borders::Plain => ("4", "4", "8C8C8C"),
    };
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        let size = if side.starts_with("w:inside") { inner } else { outer };
        xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", color)]);
    }
    xml.close();
}

/// Twentieths of a point.
fn twips(length: Mm) -> String {
    format!("{:.0}", length.0 * 1440.0 / 25.4)
}
