//! A roster on a table: a row of labels, and below it one person a row, with everything that people leave in between.

use std::collections::BTreeMap;

use super::draft::{Draft, entry};
use super::header;
use super::labels::{Labels, Meaning, fold};
use super::print::is_own_print;
use super::recognise::{Column, Heading};
use super::sheet::{Sheet, says_something, shown};
use crate::diagnostic::{Diagnostics, Personal, RecordProblem, Words};
use crate::model::{Entry, Form, Raw, RawRecord, TableCell};
use crate::source::{At, Place};

/// What a row below the labels is.
enum Line {
    Person,
    Nothing,
    /// Labels of the header with their values.
    Header,
    /// Sums, remarks, examples.
    Remark,
}

/// Reads the rosters on a table; a further row of labels with a header of its own begins another one.
pub(super) fn read<'a>(
    sheet: &Sheet,
    labels: &Labels<'a>,
    headings: &[Heading],
    problems: &mut Diagnostics,
) -> Vec<Draft<'a>> {
    let rows = sheet.rows();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut above = Draft::new(labels.form);
    let first = headings.first().map_or(0, |heading| heading.row);
    for row in rows.iter().copied().take_while(|row| *row < first) {
        header::read_row(sheet, row, labels, &mut above, problems);
        // Titles and whatever else stands above the labels is print.
        sheet.take_row(row);
    }
    for (at, heading) in headings.iter().enumerate() {
        for row in heading.row..heading.row + heading.height {
            sheet.take_row(row);
        }
        let repeated = above.header_values().is_empty();
        let end = headings.get(at + 1).map_or(u32::MAX, |next| next.row);
        let own = rows.iter().copied().filter(|row| (heading.row + heading.height..end).contains(row));
        let mut block = Block { sheet, labels, heading, hidden: Hidden::default(), stray: BTreeMap::new() };
        let mut groups: Vec<Group> = Vec::new();
        let mut below = Draft::new(labels.form);
        for row in own {
            match block.line(row) {
                Line::Nothing => sheet.take_row(row),
                Line::Person => block.person(row, &mut groups, problems),
                Line::Header => _ = header::read_row(sheet, row, labels, &mut below, problems),
                Line::Remark => remark(sheet, labels.form, row, problems),
            }
        }
        block.tell(problems);
        // What stands between two rosters is the header of the second, what stands below the last is its own.
        let is_last = at + 1 == headings.len();
        let footer =
            if is_last { std::mem::replace(&mut below, Draft::new(labels.form)) } else { Draft::new(labels.form) };
        let unknown: Vec<String> = block.unknown().map(|column| column.label.clone()).collect();
        let continued = (repeated && at > 0).then(|| drafts.pop()).flatten();
        let mut base = continued.unwrap_or_else(|| std::mem::replace(&mut above, Draft::new(labels.form)));
        base.unknown.extend(unknown);
        footer.header.into_iter().for_each(|entry| base.add_header(entry));
        base.faults.extend(footer.faults);
        base.mode = if footer.mode == crate::model::Mode::Addition { footer.mode } else { base.mode };
        drafts.extend(distribute(base, groups));
        above = below;
    }
    drafts
}

/// People of one unit where the unit has a column of its own.
struct Group {
    header: Vec<Entry>,
    records: Vec<RawRecord>,
}

/// The header of the table goes to every group; what the group itself says comes first.
fn distribute<'a>(mut base: Draft<'a>, groups: Vec<Group>) -> Vec<Draft<'a>> {
    if groups.iter().all(|group| group.header.is_empty()) {
        base.records.extend(groups.into_iter().flat_map(|group| group.records));
        return vec![base];
    }
    let mut drafts = Vec::new();
    for group in groups {
        let mut draft = Draft { mode: base.mode, faults: base.faults.clone(), ..Draft::new(base.form) };
        let own = group.header.into_iter().chain(base.header.iter().cloned());
        own.for_each(|entry| draft.add_header(entry));
        draft.records = group.records;
        draft.unknown.clone_from(&base.unknown);
        drafts.push(draft);
    }
    drafts
}

/// Hidden columns that held something, and how often each was told.
#[derive(Default)]
struct Hidden {
    columns: Vec<u32>,
}

struct Block<'s, 'a> {
    sheet: &'s Sheet<'s>,
    labels: &'s Labels<'a>,
    heading: &'s Heading,
    hidden: Hidden,
    /// Cells below labels that the form does not have, by column.
    stray: BTreeMap<u32, usize>,
}

impl Block<'_, '_> {
    fn unknown(&self) -> impl Iterator<Item = &Column> {
        self.heading.columns.iter().filter(|column| column.meaning.is_none() && !column.label.is_empty())
    }

    /// The cell of a column in a row: its own, or one that is merged over it from above.
    fn value(&self, row: u32, column: &Column) -> Option<&TableCell> {
        let own = (column.column..column.column + column.width).find_map(|at| self.sheet.cell(row, at));
        own.or_else(|| self.sheet.over(row, column.column))
            .filter(|cell| cell.row >= self.heading.row + self.heading.height)
    }

    fn line(&self, row: u32) -> Line {
        let cells: Vec<&TableCell> = self.sheet.row(row).filter(|cell| says_something(&cell.raw)).collect();
        let meaning = |cell: &TableCell| self.heading.columns.iter().find(|it| it.column == cell.column)?.meaning;
        // Words in the number column are no number.
        let is_serial = |cell: &&&TableCell| meaning(cell) == Some(Meaning::Serial) && is_number(&shown(&cell.raw));
        let values: Vec<&&TableCell> = cells.iter().filter(|cell| !is_serial(cell)).collect();
        let ([first, ..], false) = (cells.as_slice(), values.is_empty()) else { return Line::Nothing };
        let people = values.iter().filter(|cell| matches!(meaning(cell), Some(Meaning::Field(_)))).count();
        if values.iter().all(|cell| is_dots(&shown(&cell.raw))) {
            return Line::Nothing;
        }
        // However many fields a line below the table has, nobody is entered there.
        let in_table = !matches!(first.place.at, At::Paragraph(_));
        if (people < 3 || !in_table) && cells.iter().any(|cell| self.speaks_of_header(cell)) {
            return Line::Header;
        }
        let in_number_column = |cell: &&&TableCell| meaning(cell) == Some(Meaning::Serial);
        if cells.iter().filter(in_number_column).any(|cell| is_example(&shown(&cell.raw))) {
            return Line::Remark;
        }
        let is_long = |cell: &TableCell| cell.width > 2 || shown(&cell.raw).chars().count() > 40;
        let lonely = people == 0 || values.len() == 1 && values.iter().any(|cell| is_long(cell));
        if lonely || people < 3 && is_remark(&shown(&first.raw)) { Line::Remark } else { Line::Person }
    }

    fn speaks_of_header(&self, cell: &TableCell) -> bool {
        let is_header = |meaning: Meaning| matches!(meaning, Meaning::Header(_) | Meaning::Line(_) | Meaning::Mode);
        let text = shown(&cell.raw);
        let by_label = self.labels.meaning(&text).is_some_and(is_header);
        by_label || super::labels::inline(&text, self.labels).iter().any(|it| is_header(it.meaning))
    }

    fn person(&mut self, row: u32, groups: &mut Vec<Group>, problems: &mut Diagnostics) {
        let sheet = self.sheet;
        let labels = self.labels;
        let mut header: Vec<Entry> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut place: Option<Place> = None;
        for column in &self.heading.columns {
            let Some(label_place) = sheet.place(column.row, column.column) else { continue };
            let cell = self.value(row, column);
            cell.into_iter().for_each(|cell| sheet.take(cell));
            let raw = cell.map_or(Raw::Empty, |cell| cell.raw.clone());
            let spot = cell.map(|cell| cell.place).or_else(|| sheet.place(row, column.column)).unwrap_or(label_place);
            match column.meaning {
                Some(Meaning::Field(at)) => {
                    place = place.or(sheet.place(row, column.column));
                    entries.push(entry(&labels.form.fields[at], label_place, raw, spot));
                }
                Some(Meaning::Header(at)) => header.push(entry(&labels.form.header[at], label_place, raw, spot)),
                Some(_) => {}
                None if raw != Raw::Empty => *self.stray.entry(column.column).or_default() += 1,
                None => {}
            }
        }
        self.hidden_cells(row, problems);
        for cell in sheet.row(row).filter(|cell| !sheet.is_taken(cell) && says_something(&cell.raw)) {
            let found: String = shown(&cell.raw).chars().take(40).collect();
            problems.add(cell.place, RecordProblem::NotUnderALabel { found: Personal(found) });
        }
        let Some(place) = place else { return };
        let record = RawRecord { place, fault: None, entries };
        let same = |group: &&mut Group| {
            let raws = |entries: &[Entry]| entries.iter().map(|entry| entry.raw.clone()).collect::<Vec<_>>();
            raws(&group.header) == raws(&header)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.records.push(record),
            None => groups.push(Group { header, records: vec![record] }),
        }
    }

    fn hidden_cells(&mut self, row: u32, problems: &mut Diagnostics) {
        let cells: Vec<&TableCell> = self.sheet.row(row).collect();
        if self.sheet.all_hidden || cells.is_empty() {
            return;
        }
        if cells.iter().all(|cell| cell.hidden) {
            problems.add(cells[0].place, RecordProblem::HiddenContent { what: Words(["行", "row"]) });
            return;
        }
        for cell in cells.into_iter().filter(|cell| cell.hidden) {
            if !self.hidden.columns.contains(&cell.column) {
                self.hidden.columns.push(cell.column);
                problems.add(cell.place, RecordProblem::HiddenContent { what: Words(["列", "column"]) });
            }
        }
    }

    /// Tells, once a column, what the form has no label for.
    fn tell(&self, problems: &mut Diagnostics) {
        for column in self.unknown() {
            if let (Some(&count), Some(place)) =
                (self.stray.get(&column.column), self.sheet.place(column.row, column.column))
            {
                problems.add(place, RecordProblem::UnknownColumn { label: column.label.clone(), count });
            }
        }
    }
}

fn remark(sheet: &Sheet, form: &Form, row: u32, problems: &mut Diagnostics) {
    let text: Vec<String> =
        sheet.row(row).map(|cell| shown(&cell.raw).into_owned()).filter(|it| !it.is_empty()).collect();
    let is_content = text.iter().any(|text| !is_own_print(form, text));
    if let (true, Some(cell)) = (is_content, sheet.row(row).next()) {
        let text = text.join(" ").replace('\n', " ");
        let short: String = text.chars().take(40).collect();
        let dots = if text.chars().nth(40).is_some() { "…" } else { "" };
        problems.add(cell.place, RecordProblem::RowLeftAside { found: Personal(format!("{short}{dots}")) });
    }
    sheet.take_row(row);
}

/// Dots that stand for rows left out on paper.
fn is_dots(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '…' | '⋯' | '·' | '。' | '．' | '⋮'))
}

fn is_number(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '、', '．']);
    !text.is_empty() && text.chars().all(|c| c.is_numeric() || matches!(c, '①'..='⑳'))
}

fn is_example(text: &str) -> bool {
    matches!(fold(text).as_str(), "例" | "示例" | "样例" | "范例" | "举例" | "例如" | "例1" | "示例1")
}

fn is_remark(text: &str) -> bool {
    let text = text.trim();
    let folded = fold(text);
    let sums = [
        "合计",
        "总计",
        "小计",
        "共计",
        "说明",
        "填表说明",
        "填报说明",
        "填写说明",
        "备注",
        "附注",
        "填表人",
        "负责人",
        "审核人",
        "制表",
    ];
    let marked = ["注", "附"].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：', ' ', '1', '１', '.', '．']))
    });
    marked || sums.iter().any(|word| folded.starts_with(word))
}
