//! The main part, read once from front to back without recursion: paragraphs and tables in their order.

use std::collections::BTreeSet;

use super::cell::{Paragraph, Piece, cell};
use super::document::Document;
use super::marks;
use super::properties::{self, RunProperties};
use super::table::{OpenTable, RawTable};
use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Open, Token, Vocabulary, Xml};

/// What the main part holds.
pub struct Body {
    pub blocks: Vec<Block>,
    /// Whether changes were tracked.
    pub tracked: bool,
    /// Whether it is a blank of ours.
    pub ours: bool,
}

pub enum Block {
    Paragraph(Paragraph),
    Table(RawTable),
}

/// Tables of one document, and all that it holds: tables, cells, paragraphs, controls and pictures. Rosters of a few
/// thousand people fit.
const TABLES: usize = 5_000;
const PARTS: usize = 200_000;

pub fn read(document: &Document) -> Result<Body, FileProblem> {
    let mut reader = Reader {
        xml: Xml::new(&document.text, Kind::Document),
        no_photos: &document.no_photos,
        ours: document.stamp.is_some(),
        frames: Vec::new(),
        places: vec![Vec::new()],
        tables: Vec::new(),
        cells: Vec::new(),
        controls: Vec::new(),
        runs: Vec::new(),
        blocks: Vec::new(),
        counts: Counts::default(),
        tracked: false,
    };
    loop {
        match reader.xml.next()? {
            Token::Open(tag) => reader.open(&tag)?,
            Token::Close(_) => reader.close(),
            Token::Text(text) if reader.frames.last() == Some(&Frame::Text) => reader.text(&text),
            Token::Text(_) => {}
            Token::End => break,
        }
    }
    Ok(Body { blocks: reader.blocks, tracked: reader.tracked, ours: reader.ours })
}

/// An element that is open and has something to do when it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Table,
    Row,
    Cell,
    Paragraph,
    Run,
    Text,
    Control,
    TextBox,
    Other,
}

#[derive(Default)]
struct Counts {
    parts: usize,
    tables: usize,
    controls: usize,
}

struct OpenControl {
    number: usize,
    key: Option<String>,
    prompt: bool,
    checked: Option<bool>,
}

struct Reader<'a> {
    xml: Xml<'a>,
    no_photos: &'a BTreeSet<String>,
    ours: bool,
    frames: Vec<Frame>,
    /// Where paragraphs go: the body, then cells and text boxes within each other. The open ones are last in their place.
    places: Vec<Vec<Paragraph>>,
    tables: Vec<OpenTable>,
    /// Where the open cells begin.
    cells: Vec<usize>,
    controls: Vec<OpenControl>,
    runs: Vec<RunProperties>,
    blocks: Vec<Block>,
    counts: Counts,
    tracked: bool,
}

impl Reader<'_> {
    fn open(&mut self, tag: &Open) -> Result<(), FileProblem> {
        let top = self.frames.last().copied();
        let frame = match (tag.vocabulary, tag.name()) {
            (Vocabulary::Word, "del" | "moveFrom") => {
                self.tracked = true;
                return self.xml.skip();
            }
            (Vocabulary::Word, "ins" | "moveTo") => {
                self.tracked = true;
                Frame::Other
            }
            // Printed small above the text, said twice, or not shown at all.
            (Vocabulary::Word, "rt" | "instrText" | "delText" | "sectPr" | "tblPr" | "tblGrid" | "sdtEndPr")
            | (Vocabulary::Compatibility, "Fallback") => return self.xml.skip(),
            (Vocabulary::Word, "tbl") => self.table()?,
            (Vocabulary::Word, "tr") if top_is_table(&self.frames) => self.row(),
            (Vocabulary::Word, "trPr") if top == Some(Frame::Row) => return self.row_properties(),
            (Vocabulary::Word, "tc") if self.tables.last().is_some_and(OpenTable::row_is_deleted) => {
                return self.xml.skip();
            }
            (Vocabulary::Word, "tc") if !self.tables.is_empty() => self.cell()?,
            (Vocabulary::Word, "tcPr") if top == Some(Frame::Cell) => return self.cell_properties(),
            (Vocabulary::Word, "p") => self.paragraph()?,
            (Vocabulary::Word, "pPr") if top == Some(Frame::Paragraph) => return self.paragraph_properties(),
            (Vocabulary::Word, "r") => {
                self.runs.push(RunProperties::default());
                Frame::Run
            }
            (Vocabulary::Word, "rPr") if top == Some(Frame::Run) => return self.run_properties(),
            (Vocabulary::Word, "rPr") => return self.xml.skip(),
            (Vocabulary::Word, "t") => Frame::Text,
            (Vocabulary::Word, "tab" | "ptab") if top == Some(Frame::Run) => self.mark("\t"),
            (Vocabulary::Word, "cr") => self.mark("\n"),
            (Vocabulary::Word, "br") if tag.get("type").as_deref() == Some("page") => self.page_break(),
            (Vocabulary::Word, "br") => self.mark("\n"),
            (Vocabulary::Word, "noBreakHyphen") => self.mark("-"),
            (Vocabulary::Word, "sym") => self.symbol(tag),
            (Vocabulary::Word, "checkBox") => {
                let mark = properties::old_check_box(&mut self.xml)?;
                self.text(mark.encode_utf8(&mut [0; 4]));
                return Ok(());
            }
            (Vocabulary::Word, "ddList") => {
                let chosen = properties::old_list(&mut self.xml)?;
                chosen.iter().for_each(|chosen| self.text(chosen));
                return Ok(());
            }
            (Vocabulary::Word, "sdt") => self.control()?,
            (Vocabulary::Word, "sdtPr") if top == Some(Frame::Control) => return self.control_properties(),
            (Vocabulary::Word, "txbxContent") => {
                self.places.push(Vec::new());
                Frame::TextBox
            }
            (Vocabulary::Drawing, "blip") => self.picture(tag.get("embed").or_else(|| tag.get("link")))?,
            (Vocabulary::Vml, "imagedata") => self.picture(tag.get("id"))?,
            _ => Frame::Other,
        };
        self.frames.push(frame);
        Ok(())
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Table) => {
                if let Some(table) = self.tables.pop() {
                    self.blocks[table.slot] = Block::Table(table.table);
                }
            }
            Some(Frame::Cell) => self.close_cell(),
            Some(Frame::Paragraph) => self.close_paragraph(),
            Some(Frame::Run) => _ = self.runs.pop(),
            Some(Frame::Control) => self.close_control(),
            Some(Frame::TextBox) => {
                // A text box says what it says at the end of the paragraph that holds it.
                let inside = self.places.pop().unwrap_or_default();
                if let Some(place) = self.places.last_mut() {
                    let open = place.pop();
                    place.extend(inside);
                    place.extend(open);
                }
            }
            Some(Frame::Row | Frame::Text | Frame::Other) | None => {}
        }
    }

    /// Counts another part of the document, as far as there may be any.
    fn count(&mut self) -> Result<(), FileProblem> {
        self.counts.parts += 1;
        if self.counts.parts > PARTS { Err(FileProblem::DocumentTooComplex {}) } else { Ok(()) }
    }

    fn table(&mut self) -> Result<Frame, FileProblem> {
        self.count()?;
        self.counts.tables += 1;
        if self.counts.tables > TABLES {
            return Err(FileProblem::DocumentTooComplex {});
        }
        self.tables.push(OpenTable::new(self.blocks.len(), !self.tables.is_empty()));
        self.blocks.push(Block::Table(RawTable::default()));
        Ok(Frame::Table)
    }

    fn row(&mut self) -> Frame {
        if let Some(table) = self.tables.last_mut() {
            table.begin_row();
        }
        Frame::Row
    }

    fn row_properties(&mut self) -> Result<(), FileProblem> {
        let row = properties::row(&mut self.xml)?;
        self.tracked |= row.tracked;
        if let Some(table) = self.tables.last_mut() {
            table.row_is(row);
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<Frame, FileProblem> {
        self.count()?;
        if let Some(table) = self.tables.last_mut() {
            table.cell_is(properties::CellProperties::default());
        }
        self.places.push(Vec::new());
        self.cells.push(self.xml.position());
        Ok(Frame::Cell)
    }

    fn cell_properties(&mut self) -> Result<(), FileProblem> {
        let cell = properties::cell(&mut self.xml)?;
        if let Some(table) = self.tables.last_mut() {
            table.cell_is(cell);
        }
        Ok(())
    }

    fn close_cell(&mut self) {
        let said = cell(&self.places.pop().unwrap_or_default(), self.ours);
        let at = self.cells.pop().unwrap_or_default();
        if let Some(table) = self.tables.last_mut() {
            table.end_cell(at, said);
        }
    }

    fn paragraph(&mut self) -> Result<Frame, FileProblem> {
        self.count()?;
        if let Some(place) = self.places.last_mut() {
            place.push(Paragraph { at: self.xml.position(), ..Paragraph::default() });
        }
        self.begin_piece();
        Ok(Frame::Paragraph)
    }

    fn paragraph_properties(&mut self) -> Result<(), FileProblem> {
        let found = properties::paragraph(&mut self.xml)?;
        if let Some(paragraph) = self.places.last_mut().and_then(|place| place.last_mut()) {
            paragraph.heading = found.heading;
            paragraph.new_page = found.new_page;
        }
        Ok(())
    }

    fn close_paragraph(&mut self) {
        // Outside all cells and boxes it is done; what a text box within it held comes before it.
        if let [body] = self.places.as_mut_slice() {
            self.blocks.extend(body.drain(..).map(Block::Paragraph));
        }
    }

    fn page_break(&mut self) -> Frame {
        if let Some(paragraph) = self.places.last_mut().and_then(|place| place.last_mut()) {
            paragraph.new_page = true;
        }
        Frame::Other
    }

    fn run_properties(&mut self) -> Result<(), FileProblem> {
        let found = properties::run(&mut self.xml)?;
        if let Some(run) = self.runs.last_mut() {
            *run = found;
        }
        Ok(())
    }

    fn mark(&mut self, text: &str) -> Frame {
        self.text(text);
        Frame::Other
    }

    fn symbol(&mut self, tag: &Open) -> Frame {
        let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let mark = code.and_then(|code| marks::symbol(&tag.get("font").unwrap_or_default(), code));
        self.text(mark.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        Frame::Other
    }

    fn control(&mut self) -> Result<Frame, FileProblem> {
        self.count()?;
        self.counts.controls += 1;
        self.controls.push(OpenControl { number: self.counts.controls, key: None, prompt: false, checked: None });
        Ok(Frame::Control)
    }

    fn control_properties(&mut self) -> Result<(), FileProblem> {
        let found = properties::control(&mut self.xml)?;
        // Around a whole table or its rows, a control is about no single cell.
        let within = self.frames.iter().rev().nth(1);
        let wraps_rows = matches!(within, Some(Frame::Table));
        if let Some(control) = self.controls.last_mut() {
            control.key = found.tag.filter(|_| !wraps_rows);
            control.prompt = found.prompt;
            control.checked = found.checked;
        }
        if self.frames.iter().rev().skip(1).any(|frame| *frame == Frame::Paragraph) {
            self.begin_piece();
        }
        Ok(())
    }

    /// An empty control still says which field stands here.
    fn begin_piece(&mut self) {
        if self.controls.iter().any(|control| control.key.is_some()) {
            self.text("");
        }
    }

    fn close_control(&mut self) {
        if let Some(checked) = self.controls.last_mut().and_then(|control| control.checked.take()) {
            self.text(if checked { "☑" } else { "☐" });
        }
        self.controls.pop();
    }

    fn picture(&mut self, relation: Option<String>) -> Result<Frame, FileProblem> {
        self.count()?;
        if relation.is_some_and(|id| !self.no_photos.contains(&id)) {
            let key = self.controls.iter().rev().find_map(|control| control.key.clone());
            if let Some(paragraph) = self.places.last_mut().and_then(|place| place.last_mut()) {
                paragraph.pieces.push(Piece { picture: true, key, ..Piece::default() });
            }
        }
        Ok(Frame::Other)
    }

    /// Adds to the open paragraph, in the innermost control.
    fn text(&mut self, text: &str) {
        let run = self.runs.last();
        if run.is_some_and(|run| run.hidden) {
            return;
        }
        if let Some(checked) = self.controls.last_mut().and_then(|control| control.checked.as_mut()) {
            // The box may have been ticked by writing into it.
            *checked |= text.contains(marks::is_tick);
            return;
        }
        let Some(paragraph) = self.places.last_mut().and_then(|place| place.last_mut()) else { return };
        let control = self.controls.last();
        let number = control.map_or(0, |control| control.number);
        let styled = run.is_some_and(|run| run.prompt);
        let goes_on = |piece: &Piece| piece.control == number && piece.styled == styled && !piece.picture;
        if !paragraph.pieces.last().is_some_and(goes_on) {
            paragraph.pieces.push(Piece {
                control: number,
                key: self.controls.iter().rev().find_map(|control| control.key.clone()),
                prompt: control.is_some_and(|control| control.prompt),
                styled,
                ..Piece::default()
            });
        }
        let Some(piece) = paragraph.pieces.last_mut() else { return };
        match run.and_then(|run| run.font.as_deref()).filter(|font| marks::is_symbol_font(font)) {
            Some(font) => piece.text.extend(text.chars().map(|c| marks::symbol(font, u32::from(c)).unwrap_or(c))),
            None => piece.text.push_str(text),
        }
    }
}

fn top_is_table(frames: &[Frame]) -> bool {
    let inner = frames.iter().rev().find(|frame| !matches!(frame, Frame::Control | Frame::Other));
    inner == Some(&Frame::Table)
}
