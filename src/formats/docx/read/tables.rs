//! Tables with what stands around them: the paragraphs above and below a table become rows of it, so that whoever looks
//! for labels finds them where people see them.

use std::collections::BTreeMap;

use super::body::{Block, Body};
use super::cell::{Paragraph, Said, line};
use super::table::RawTable;
use crate::model::{Raw, Table, TableCell};
use crate::source::{At, Place, SourceId, TableSpot};

/// How many lines around a table may belong to it; a letter has more.
const LINES: usize = 12;

/// A paragraph that says something, and its number among those.
struct Line {
    number: u32,
    heading: bool,
    new_page: bool,
    said: Vec<Said>,
}

/// One received table for each of the document's; a document without any is one of lines alone.
pub fn tables(source: SourceId, body: Body) -> Vec<Table> {
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<(u16, Vec<Line>, RawTable)> = None;
    let mut done: Vec<Table> = Vec::new();
    let (mut paragraphs, mut count) = (0, 0);
    for block in body.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.extend(numbered(paragraph, body.ours, &mut paragraphs)),
            Block::Table(table) => {
                count += 1;
                if table.nested {
                    done.push(assembled(source, count, Vec::new(), table, Vec::new()));
                    continue;
                }
                let (below, above) = divided(std::mem::take(&mut lines), open.is_some());
                if let Some((number, own, table)) = open.take() {
                    done.push(assembled(source, number, own, table, below));
                }
                open = Some((count, above, table));
            }
        }
    }
    match open {
        Some((number, above, table)) => {
            lines.truncate(LINES);
            done.push(assembled(source, number, above, table, lines));
        }
        None if !lines.is_empty() => done.push(assembled(source, 0, lines, RawTable::default(), Vec::new())),
        None => {}
    }
    done
}

/// Where the cells and the paragraphs of a document begin, by the places that [`tables`] gives them: the end of the start
/// tag, in bytes of the main part.
pub fn places(body: Body) -> BTreeMap<At, usize> {
    let mut places = BTreeMap::new();
    let (mut paragraphs, mut count) = (0, 0);
    for block in body.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let at = paragraph.at;
                if let Some(line) = numbered(paragraph, body.ours, &mut paragraphs) {
                    places.insert(At::Paragraph(line.number), at);
                }
            }
            Block::Table(table) => {
                count += 1;
                for cell in table.cells {
                    let spot = TableSpot { table: count, row: cell.row, column: cell.seen };
                    places.entry(At::Table(spot)).or_insert(cell.at);
                }
            }
        }
    }
    places
}

fn numbered(paragraph: Paragraph, ours: bool, count: &mut u32) -> Option<Line> {
    let said = line(&paragraph, ours);
    if said.is_empty() {
        return None;
    }
    *count += 1;
    Some(Line { number: *count, heading: paragraph.heading, new_page: paragraph.new_page, said })
}

/// Lines between two tables: those before the last heading belong to the table above, the others to the one below.
fn divided(mut lines: Vec<Line>, has_above: bool) -> (Vec<Line>, Vec<Line>) {
    let begins = |line: &Line| line.heading || line.new_page;
    let mut at = 0;
    if has_above && let Some(last) = lines.iter().rposition(begins) {
        // A title may have several lines.
        at = (0..last).rev().take_while(|index| begins(&lines[*index])).last().unwrap_or(last);
    }
    let mut above_next = lines.split_off(at);
    above_next.drain(..above_next.len().saturating_sub(LINES));
    lines.truncate(LINES);
    (lines, above_next)
}

fn assembled(source: SourceId, number: u16, above: Vec<Line>, table: RawTable, below: Vec<Line>) -> Table {
    let title = title(&above);
    let (first, rows) = (above.len() as u32, table.rows);
    let mut cells: Vec<TableCell> = Vec::new();
    for (index, line) in above.into_iter().enumerate() {
        line_cells(source, index as u32 + 1, line, &mut cells);
    }
    for cell in table.cells {
        let place = source.table(number, cell.row, cell.seen);
        for (index, said) in cell.said.into_iter().enumerate() {
            cells.push(TableCell {
                row: first + cell.row,
                // Further fields of one cell are told as cells behind it.
                column: cell.column + if index == 0 { 0 } else { cell.width - 1 + index as u32 },
                height: if index == 0 { cell.height } else { 1 },
                width: if index == 0 { cell.width } else { 1 },
                raw: said.raw,
                picture: said.picture,
                place,
                key: said.key,
                hidden: cell.hidden,
            });
        }
    }
    for (index, line) in below.into_iter().enumerate() {
        line_cells(source, first + rows + index as u32 + 1, line, &mut cells);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Table { title, cells }
}

/// The last heading above the table, else the last words.
fn title(above: &[Line]) -> String {
    let line = above.iter().rev().find(|line| line.heading).or(above.last());
    let text = |said: &Said| match &said.raw {
        Raw::Text(text) => text.clone(),
        _ => String::new(),
    };
    line.map(|line| line.said.iter().map(text).collect()).unwrap_or_default()
}

fn line_cells(source: SourceId, row: u32, line: Line, cells: &mut Vec<TableCell>) {
    let place: Place = source.paragraph(line.number);
    for (index, said) in line.said.into_iter().enumerate() {
        let column = index as u32 + 1;
        let (raw, key) = (said.raw, said.key);
        cells.push(TableCell { row, column, height: 1, width: 1, raw, picture: false, place, key, hidden: false });
    }
}
