//! Tables out of HTML that was written by mail programs: cells with what is merged, and the lines around the tables.
//! Nothing else of HTML is understood, and no mistake in it is one here.

use std::collections::BTreeMap;

use crate::diagnostic::{FileProblem, Words};
use crate::model::{Raw, Table, TableCell};
use crate::source::{Limits, SourceId};

/// Lines around a table that may belong to it.
const LINES: usize = 12;

/// Columns over which a cell may be merged, and columns of a table: more than any form has.
const COLUMNS: u32 = 200;

/// Rows down which a cell may be merged (as browsers have it).
const ROWS: u32 = 65_534;

/// Tables that stand in each other.
const DEPTH: usize = 32;

/// The tables of a text, and what was more than can be read of them.
#[derive(Debug, Default)]
pub struct Tables {
    pub list: Vec<Table>,
    /// What there was too much of; none where all was read.
    pub beyond: Option<FileProblem>,
}

/// All tables of a text in the order of their ends, with the lines above each as rows of one cell. `words` takes the words
/// out of a stretch of HTML, a line a paragraph.
pub fn tables(source: SourceId, html: &str, words: &dyn Fn(&str) -> String, limits: &Limits) -> Tables {
    let mut reader = Reader::new(source, words, limits);
    let mut outside = 0;
    for tag in tags(html) {
        let before = &html[outside.min(tag.from)..tag.from];
        if reader.open.is_empty() {
            if tag.name == "table" {
                reader.lines(before);
            }
        } else if let Some(cell) = reader.open.last_mut().and_then(|grid| grid.cell.as_mut()) {
            cell.html.push_str(before);
        }
        let among = !reader.open.is_empty() || tag.name == "table";
        outside = if among { tag.end } else { outside };
        reader.tag(&tag);
    }
    match reader.open.last_mut().and_then(|grid| grid.cell.as_mut()) {
        Some(cell) => cell.html.push_str(&html[outside..]),
        None => reader.lines(&html[outside..]),
    }
    while !reader.open.is_empty() {
        reader.close_table();
    }
    reader.finish()
}

struct Tag<'h> {
    name: String,
    closes: bool,
    attributes: &'h str,
    from: usize,
    /// Behind its `>`.
    end: usize,
}

/// The tags that make tables; others are part of the words.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let from = at + html.get(at..)?.find('<')?;
            let rest = &html[from..];
            if rest.starts_with("<!--") {
                at = from + rest.find("-->").map_or(rest.len(), |end| end + 3);
                continue;
            }
            let end = from + rest.find('>')? + 1;
            at = end;
            let inner = &html[from + 1..end - 1];
            let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
            let (name, attributes) =
                inner.split_at(inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len()));
            let name = name.to_ascii_lowercase();
            if matches!(name.as_str(), "table" | "tr" | "td" | "th") {
                return Some(Tag { name, closes, attributes, from, end });
            }
        }
    })
}

/// A number that an attribute gives, quoted or not; 1 where it does not.
fn number(attributes: &str, name: &str, most: u32) -> u32 {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.split_once(name).map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']));
    let digits = value.map(|value| &value[..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len())]);
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1).clamp(1, most)
}

/// A cell whose end was not met yet.
struct Cell {
    html: String,
    column: u32,
    /// In rows; 0 where the limits leave no room for it.
    height: u32,
    width: u32,
}

/// A table whose end was not met yet.
#[derive(Default)]
struct Grid {
    number: u16,
    title: String,
    cells: Vec<TableCell>,
    /// Rows that lines above it take.
    first: u32,
    row: u32,
    column: u32,
    /// The row up to which a column is taken by a cell merged down it.
    taken: BTreeMap<u32, u32>,
    cell: Option<Cell>,
}

struct Reader<'w> {
    source: SourceId,
    words: &'w dyn Fn(&str) -> String,
    open: Vec<Grid>,
    done: Vec<Table>,
    /// Lines since the last table.
    pending: Vec<(u32, String)>,
    paragraphs: u32,
    tables: u16,
    limits: &'w Limits,
    /// Cells that were read.
    cells: usize,
    /// The first limit that was exceeded.
    beyond: Option<FileProblem>,
}

impl<'w> Reader<'w> {
    fn new(source: SourceId, words: &'w dyn Fn(&str) -> String, limits: &'w Limits) -> Reader<'w> {
        let (open, done, pending) = (Vec::new(), Vec::new(), Vec::new());
        Reader { source, words, open, done, pending, paragraphs: 0, tables: 0, limits, cells: 0, beyond: None }
    }

    fn lines(&mut self, html: &str) {
        for line in (self.words)(html).lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.paragraphs += 1;
            self.pending.push((self.paragraphs, line.to_owned()));
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match (tag.name.as_str(), tag.closes) {
            ("table", false) if self.open.len() < DEPTH => self.open_table(),
            ("table", true) => self.close_table(),
            ("tr", false) => self.open_row(),
            ("td" | "th", false) => self.open_cell(tag.attributes),
            ("td" | "th" | "tr", true) => self.close_cell(),
            _ => {}
        }
    }

    fn open_table(&mut self) {
        self.tables = self.tables.saturating_add(1);
        let mut grid = Grid { number: self.tables, ..Grid::default() };
        if self.open.is_empty() {
            let surplus = self.pending.len().saturating_sub(LINES);
            let lines = std::mem::take(&mut self.pending).split_off(surplus);
            grid.title = lines.last().map(|(_, line)| line.clone()).unwrap_or_default();
            grid.first = lines.len() as u32;
            grid.cells = lines.into_iter().enumerate().map(|(at, line)| self.line(at as u32 + 1, line)).collect();
        }
        self.open.push(grid);
    }

    fn line(&self, row: u32, (number, text): (u32, String)) -> TableCell {
        let (place, raw) = (self.source.paragraph(number), Raw::Text(text));
        TableCell { row, column: 1, height: 1, width: 1, raw, picture: false, place, key: None, hidden: false }
    }

    fn open_row(&mut self) {
        self.close_cell();
        if let Some(grid) = self.open.last_mut() {
            grid.row += 1;
            grid.column = 0;
        }
    }

    fn open_cell(&mut self, attributes: &str) {
        self.close_cell();
        let Some(grid) = self.open.last_mut().filter(|grid| grid.row > 0) else { return };
        grid.column += 1;
        while grid.taken.get(&grid.column).is_some_and(|until| *until > grid.row) {
            grid.column += 1;
        }
        let column = grid.column;
        if self.cells == self.limits.workbook_cells || column > COLUMNS {
            // Nothing is lost of a cell that says nothing.
            grid.cell = Some(Cell { html: String::new(), column, height: 0, width: 0 });
            return;
        }
        self.cells += 1;
        let (height, width) = (number(attributes, "rowspan", ROWS), number(attributes, "colspan", COLUMNS));
        let width = width.min(COLUMNS + 1 - column);
        if height > 1 {
            grid.taken.extend((grid.column..grid.column + width).map(|column| (column, grid.row + height)));
        }
        grid.cell = Some(Cell { html: String::new(), column: grid.column, height, width });
        grid.column += width - 1;
    }

    fn close_cell(&mut self) {
        let Some(grid) = self.open.last_mut() else { return };
        let Some(cell) = grid.cell.take() else { return };
        let lines = (self.words)(&cell.html);
        let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let place = self.source.table(grid.number, grid.row, cell.column);
        let raw = if lines.is_empty() { Raw::Empty } else { Raw::Text(lines.join("\n")) };
        let Cell { column, height, width, .. } = cell;
        let limits = self.limits;
        let beyond = match &raw {
            Raw::Text(_) if height == 0 && column > COLUMNS => Some((["列数", "columns"], COLUMNS as usize)),
            Raw::Text(_) if height == 0 => Some((["单元格数", "cells"], limits.workbook_cells)),
            Raw::Text(text) if text.len() > limits.cell_bytes => {
                Some((["单元格文字长度", "bytes in a cell"], limits.cell_bytes))
            }
            _ => None,
        };
        if let Some((what, limit)) = beyond {
            let problem = FileProblem::WorkbookTooLarge { what: Words(what), limit: limit.to_string() };
            self.beyond.get_or_insert(problem);
            return;
        }
        if height == 0 {
            return;
        }
        let row = grid.first + grid.row;
        grid.cells.push(TableCell { row, column, height, width, raw, picture: false, place, key: None, hidden: false });
    }

    fn close_table(&mut self) {
        self.close_cell();
        let Some(grid) = self.open.pop() else { return };
        if !grid.cells.is_empty() {
            self.done.push(Table { title: grid.title, cells: grid.cells });
        }
    }

    /// What stands below the last table belongs to it.
    fn finish(mut self) -> Tables {
        let lines: Vec<(u32, String)> = std::mem::take(&mut self.pending).into_iter().take(LINES).collect();
        if let Some(mut last) = self.done.pop() {
            let rows = last.cells.iter().map(|cell| cell.row + cell.height - 1).max().unwrap_or(0);
            let below = lines.into_iter().enumerate().map(|(at, line)| self.line(rows + at as u32 + 1, line));
            last.cells.extend(below.collect::<Vec<_>>());
            self.done.push(last);
        }
        Tables { list: self.done, beyond: self.beyond }
    }
}

#[cfg(test)]
mod tests {
    use super::tables;
    use crate::diagnostic::FileProblem;
    use crate::model::Raw;
    use crate::source::{Limits, SourceId};

    fn read(html: &str) -> Vec<Vec<(u32, u32, String)>> {
        let words = |html: &str| {
            let mut inside = false;
            let bare: String = html
                .replace("<!-- <table> -->", "")
                .replace("<br>", "\n")
                .replace("</p>", "\n")
                .chars()
                .filter(|c| {
                    inside = (inside || *c == '<') && *c != '>';
                    !inside && *c != '>'
                })
                .collect();
            bare
        };
        let text = |raw: &Raw| if let Raw::Text(text) = raw { text.clone() } else { String::new() };
        let limits = Limits { workbook_cells: 1_000, ..Limits::DEFAULT };
        let all = tables(SourceId(0), html, &words, &limits);
        all.list
            .iter()
            .map(|it| it.cells.iter().map(|cell| (cell.row, cell.column, text(&cell.raw))).collect())
            .collect()
    }

    fn cells(expected: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
        expected.iter().map(|(row, column, text)| (*row, *column, (*text).to_owned())).collect()
    }

    #[test]
    fn merged_cells_take_their_room() {
        let html = "<TABLE><tr><td rowspan=2>甲<td colspan=\"2\">乙</tr><tr><td>丙</td><td></td></tr></TABLE>";
        assert_eq!(read(html), [cells(&[(1, 1, "甲"), (1, 2, "乙"), (2, 2, "丙"), (2, 3, "")])]);
    }

    #[test]
    fn lines_around_a_table_stand_above_and_below_it() {
        let html =
            "<p>您好</p><p>推荐单位：甲</p><!-- <table> --><table><tr><th>姓名</th></tr></table><p>填表日期：乙</p>";
        assert_eq!(
            read(html),
            [cells(&[(1, 1, "您好"), (2, 1, "推荐单位：甲"), (3, 1, "姓名"), (4, 1, "填表日期：乙")])]
        );
    }

    #[test]
    fn a_table_within_a_table_is_one_of_its_own() {
        let html = "<table><tr><td>问好<table><tr><td>姓名</td></tr></table>再见</td></tr></table>";
        assert_eq!(read(html), [cells(&[(1, 1, "姓名")]), cells(&[(1, 1, "问好再见")])]);
    }

    #[test]
    fn what_is_cut_off_is_told_where_it_says_something() {
        let limits = Limits { workbook_cells: 1_000, cell_bytes: 1_000, ..Limits::DEFAULT };
        let bare = |html: &str| html.trim().to_owned();
        let beyond = |html: &str| match tables(SourceId(0), html, &bare, &limits).beyond {
            Some(FileProblem::WorkbookTooLarge { what, .. }) => what.0[1],
            _ => "",
        };
        let cells = |text: &str, columns: usize, rows: usize| {
            format!("<table>{}</table>", format!("<tr>{}", format!("<td>{text}").repeat(columns)).repeat(rows))
        };
        for (html, told) in [
            (cells("x", 200, 5), ""),
            (cells("x", 201, 1), "columns"),
            (cells("", 201, 1), ""),
            (cells("x", 100, 11), "cells"),
            (cells(" ", 100, 11), ""),
            (cells(&"x".repeat(1_001), 1, 1), "bytes in a cell"),
        ] {
            assert_eq!(beyond(&html), told, "{}", html.len());
        }
    }

    #[test]
    fn what_never_ends_or_is_too_much_is_cut_off() {
        assert_eq!(read("<table><tr><td>甲"), [cells(&[(1, 1, "甲")])]);
        for html in ["<td>", "</table></tr>", "<table", "<table><tr colspan=x><td colspan=99999999999>甲</table>"] {
            assert!(read(html).iter().flatten().count() < 2, "{html}");
        }
        let wide = format!("<table><tr>{}</table>", "<td>x".repeat(5_000));
        assert!(read(&wide)[0].len() < 1_000);
        assert_eq!(read("<table><tr><td colspan=9999>甲<tr><td>乙</table>"), [cells(&[(1, 1, "甲"), (2, 1, "乙")])]);
        let deep = "<table><tr><td>".repeat(5_000);
        assert!(read(&deep).len() < 100);
    }
}
