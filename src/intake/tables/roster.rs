//! A roster on a table: a row of labels, and below it one person a row, with everything that people leave in between.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draft::{Draft, entry};
use super::header;
use super::labels::{Labels, Meaning, fold};
use super::print::{is_form_print, is_own_print};
use super::recognise::{Column, Heading};
use super::room::Room;
use super::sheet::{Sheet, says_something, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Personal, RecordProblem, Role, Words};
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
    room: &mut Room,
    problems: &mut Diagnostics,
) -> Vec<Draft<'a>> {
    let rows = sheet.rows();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut above = Draft::new(labels.form);
    let first = headings.first().map_or(0, |heading| heading.row);
    for row in rows.iter().copied().take_while(|row| *row < first) {
        header::read_row(sheet, row, labels, &mut above, problems);
        unexplained(sheet, labels, row, problems);
        sheet.take_row(row);
    }
    for (at, heading) in headings.iter().enumerate() {
        for row in heading.row..heading.row + heading.height {
            sheet.take_row(row);
        }
        let repeated = above.header_values().is_empty();
        let end = headings.get(at + 1).map_or(u32::MAX, |next| next.row);
        let own =
            rows.partition_point(|row| *row < heading.row + heading.height)..rows.partition_point(|row| *row < end);
        let mut block = Block::new(sheet, labels, heading);
        let mut groups = Groups::default();
        let mut below = Draft::new(labels.form);
        for row in rows.get(own).unwrap_or_default().iter().copied() {
            if !room.is_left() {
                // The people up to the first who is too many: they are counted, and nobody is taken.
                drafts.extend(distribute(above, groups, room, problems));
                return drafts;
            }
            match block.line(row) {
                Line::Nothing => sheet.take_row(row),
                Line::Person => block.person(row, &mut groups, room, problems),
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
        Rc::make_mut(&mut base.unknown).extend(unknown);
        footer.header.into_iter().for_each(|entry| base.add_header(entry));
        base.faults.extend(footer.faults);
        base.mode = if footer.mode == crate::model::Mode::Addition { footer.mode } else { base.mode };
        drafts.extend(distribute(base, groups, room, problems));
        above = below;
    }
    drafts
}

/// People of one unit where the unit has a column of its own.
struct Group {
    header: Vec<Entry>,
    records: Vec<RawRecord>,
}

#[derive(Default)]
struct Groups {
    list: Vec<Group>,
    /// Where each is, by what its header says.
    places: BTreeMap<Vec<Raw>, usize>,
}

impl Groups {
    fn add(&mut self, header: Vec<Entry>, record: RawRecord) {
        let said = header.iter().map(|entry| entry.raw.clone()).collect();
        let at = *self.places.entry(said).or_insert(self.list.len());
        match self.list.get_mut(at) {
            Some(group) => group.records.push(record),
            None => self.list.push(Group { header, records: vec![record] }),
        }
    }
}

/// The header of the table goes to every group; what the group itself says comes first, and where the header says something
/// else, that is told once.
fn distribute<'a>(mut base: Draft<'a>, groups: Groups, room: &mut Room, problems: &mut Diagnostics) -> Vec<Draft<'a>> {
    let groups = groups.list;
    if groups.iter().all(|group| group.header.is_empty()) {
        base.records.extend(groups.into_iter().flat_map(|group| group.records));
        return vec![base];
    }
    let mut drafts = Vec::new();
    let mut overruled: BTreeSet<&str> = BTreeSet::new();
    for group in groups {
        let mut draft = Draft { mode: base.mode, faults: base.faults.clone(), ..Draft::new(base.form) };
        group.header.into_iter().for_each(|entry| draft.add_header(entry));
        for entry in &base.header {
            match draft.otherwise(entry) {
                Some(own) if overruled.insert(&entry.label) => {
                    let (field, found) = (entry.label.clone(), Personal(shown(&entry.raw).into_owned()));
                    let told = Diagnostic::new(entry.place, RecordProblem::HeaderOverruled { field, found });
                    problems.push(told.with(own.place, Role::Other));
                }
                Some(_) => {}
                None => draft.add_header(Entry { raw: room.copy(&entry.raw), ..entry.clone() }),
            }
        }
        draft.records = group.records;
        draft.unknown = Rc::clone(&base.unknown);
        drafts.push(draft);
    }
    drafts
}

/// Hidden columns that held something, and how often each was told.
#[derive(Default)]
struct Hidden {
    columns: BTreeSet<u32>,
}

/// Columns that say the same, of which each row is asked: the second tells that the label is there twice.
const SAME: usize = 2;

struct Block<'s, 'a> {
    sheet: &'s Sheet<'s>,
    labels: &'s Labels<'a>,
    heading: &'s Heading,
    /// The columns that mean something. Of all others, whose number is anybody's choice, only cells are looked at.
    known: Vec<&'s Column>,
    hidden: Hidden,
    /// Cells below labels that the form does not have, by column.
    stray: BTreeMap<u32, usize>,
}

impl<'s, 'a> Block<'s, 'a> {
    fn new(sheet: &'s Sheet<'s>, labels: &'s Labels<'a>, heading: &'s Heading) -> Block<'s, 'a> {
        let mut seen: BTreeMap<Meaning, usize> = BTreeMap::new();
        let mut is_known = |column: &&Column| {
            let Some(meaning) = column.meaning else { return false };
            let same = seen.entry(meaning).or_default();
            *same += 1;
            *same <= SAME
        };
        let known = heading.columns.iter().filter(|column| is_known(column)).collect();
        Block { sheet, labels, heading, known, hidden: Hidden::default(), stray: BTreeMap::new() }
    }

    fn unknown(&self) -> impl Iterator<Item = &Column> {
        self.heading.columns.iter().filter(|column| column.meaning.is_none() && !column.label.is_empty())
    }

    /// The cell of a column in a row: its own, or one that is merged over it from above.
    fn value(&self, row: u32, column: &Column) -> Option<&TableCell> {
        let own = self.sheet.first_of(row, column.column..column.column + column.width);
        own.or_else(|| self.sheet.over(row, column.column))
            .filter(|cell| cell.row >= self.heading.row + self.heading.height)
    }

    /// The column in which a cell stands.
    fn column_of(&self, cell: &TableCell) -> Option<&'s Column> {
        let columns = &self.heading.columns;
        let behind = columns.partition_point(|column| column.column <= cell.column);
        let column = columns.get(behind.checked_sub(1)?)?;
        (cell.column < column.column + column.width).then_some(column)
    }

    fn line(&self, row: u32) -> Line {
        let cells: Vec<&TableCell> = self.sheet.row(row).filter(|cell| says_something(&cell.raw)).collect();
        let columns = &self.heading.columns;
        let meaning = |cell: &TableCell| {
            columns.binary_search_by_key(&cell.column, |it| it.column).ok().and_then(|at| columns[at].meaning)
        };
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

    fn person(&mut self, row: u32, groups: &mut Groups, room: &mut Room, problems: &mut Diagnostics) {
        let sheet = self.sheet;
        let labels = self.labels;
        let mut header: Vec<Entry> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut place: Option<Place> = None;
        for column in &self.known {
            let Some(label_place) = sheet.place(column.row, column.column) else { continue };
            let cell = self.value(row, column);
            cell.into_iter().for_each(|cell| sheet.take(cell));
            let raw = cell.map_or(Raw::Empty, |cell| room.copy(&cell.raw));
            let spot = cell.map(|cell| cell.place).or_else(|| sheet.place(row, column.column)).unwrap_or(label_place);
            match column.meaning {
                Some(Meaning::Field(at)) => {
                    place = place.or(sheet.place(row, column.column));
                    entries.push(entry(&labels.form.fields[at], label_place, raw, spot));
                }
                Some(Meaning::Header(at)) => header.push(entry(&labels.form.header[at], label_place, raw, spot)),
                _ => {}
            }
        }
        for cell in sheet.row(row).filter(|cell| cell.raw != Raw::Empty && !sheet.is_taken(cell)) {
            let Some(column) = self.column_of(cell) else { continue };
            match (column.meaning, sheet.place(column.row, column.column)) {
                (None, _) => *self.stray.entry(column.column).or_default() += 1,
                // The same label for the third time or more often.
                (Some(Meaning::Field(at)), Some(label)) if !self.known.iter().any(|it| it.column == column.column) => {
                    entries.push(entry(&labels.form.fields[at], label, room.copy(&cell.raw), cell.place));
                }
                _ => continue,
            }
            sheet.take(cell);
        }
        self.hidden_cells(row, problems);
        for cell in sheet.row(row).filter(|cell| !sheet.is_taken(cell) && says_something(&cell.raw)) {
            let found: String = shown(&cell.raw).chars().take(40).collect();
            problems.add(cell.place, RecordProblem::NotUnderALabel { found: Personal(found) });
        }
        let Some(place) = place else { return };
        let record = RawRecord { place, fault: None, entries };
        room.take_record();
        groups.add(header, record);
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
            if self.hidden.columns.insert(cell.column) {
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

/// Tells a row above the labels that is neither the header's nor print. A letter says many things above its table.
fn unexplained(sheet: &Sheet, labels: &Labels, row: u32, problems: &mut Diagnostics) {
    let is_content = |cell: &&TableCell| {
        let is_letter = matches!(cell.place.at, At::Paragraph(_));
        !is_letter && !sheet.is_taken(cell) && says_something(&cell.raw) && !is_form_print(labels, &shown(&cell.raw))
    };
    left_aside(&sheet.row(row).filter(is_content).collect::<Vec<_>>(), problems);
}

fn remark(sheet: &Sheet, form: &Form, row: u32, problems: &mut Diagnostics) {
    let cells: Vec<&TableCell> = sheet.row(row).collect();
    if cells.iter().map(|cell| shown(&cell.raw)).any(|text| !text.is_empty() && !is_own_print(form, &text)) {
        left_aside(&cells, problems);
    }
    sheet.take_row(row);
}

/// Tells a row that was not taken.
pub(super) fn left_aside(cells: &[&TableCell], problems: &mut Diagnostics) {
    let Some(first) = cells.first() else { return };
    let mut text = String::new();
    for cell in cells {
        let more = shown(&cell.raw);
        if !more.is_empty() {
            text.extend((!text.is_empty()).then_some(' '));
            // No more than is shown.
            text.extend(more.chars().map(|c| if c == '\n' { ' ' } else { c }).take(TOLD + 1));
        }
    }
    let short: String = text.chars().take(TOLD).collect();
    let dots = if text.chars().nth(TOLD).is_some() { "…" } else { "" };
    problems.add(first.place, RecordProblem::RowLeftAside { found: Personal(format!("{short}{dots}")) });
}

/// Characters of a row that are told.
const TOLD: usize = 40;

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
