//! Tables to submissions: which forms they are, what stands under which label, and whatever people leave around it.

mod card;
mod draft;
mod header;
mod labels;
mod print;
mod recognise;
mod room;
mod roster;
mod sheet;
mod stamp;

use std::collections::BTreeMap;
use std::rc::Rc;

use self::draft::Draft;
pub use self::labels::Labels;
use self::labels::fold;
use self::recognise::{Recognised, labels_in, recognise};
use self::room::Room;
use self::sheet::Sheet;
use self::stamp::Stamp;
use super::Forms;
use crate::diagnostic::{Diagnostics, List, RecordProblem, Words};
use crate::formats::workbook::FORM_SHEET;
use crate::model::{Form, Mode, Raw, Submission, Table};
use crate::source::{Limits, SourceId};
use crate::suggest::nearest;

/// The texts that tables give to their people are more than one file may give.
#[derive(Debug)]
pub struct TooMuchText;

/// Sees the forms in a file's tables. Every table that holds something becomes a submission, or is told.
pub fn submissions(
    source: SourceId,
    tables: &[Table],
    forms: &Forms,
    limits: &Limits,
    problems: &mut Diagnostics,
) -> Result<Vec<Submission>, TooMuchText> {
    let labels = &forms.folded;
    let is_form = |id: &str| forms.list.iter().any(|form| form.id == id);
    let (stamp, foreign) = match Stamp::of(tables) {
        Some(stamp) if is_form(&stamp.form) => (Some(stamp), None),
        foreign => (None, foreign),
    };
    let room = Room::new(limits);
    let mut reading = Reading { stamp, room, drafts: Vec::new(), aside: Vec::new(), loose: Vec::new() };
    let content = tables.iter().filter(|table| table.title != FORM_SHEET && !table.cells.is_empty());
    let sheets: Vec<Sheet> = content.map(Sheet::new).collect();
    for sheet in &sheets {
        if !reading.room.is_left() {
            break;
        }
        let named = reading.stamp.as_ref().map(|stamp| stamp.form.as_str());
        match recognise(sheet, labels, named) {
            Some(found) => reading.form(sheet, &found, problems),
            None => reading.other(sheet, labels),
        }
    }
    if reading.room.too_much_text {
        return Err(TooMuchText);
    }
    reading.give_loose_ends(labels, problems);
    match (reading.drafts.first(), foreign) {
        (None, None) => {
            nothing_recognised(source, &sheets, labels, problems);
            return Ok(Vec::new());
        }
        (None, Some(stamp)) => {
            let nearest = nearest(&stamp.form, forms.list.iter().map(|form| form.id.as_str()));
            problems.add(stamp.place, RecordProblem::UnknownForm { found: stamp.form, nearest });
            return Ok(Vec::new());
        }
        (Some((draft, _)), Some(stamp)) => {
            let form = draft.form.title.clone();
            problems.add(stamp.place, RecordProblem::ForeignBlank { found: stamp.form, form });
        }
        (Some(_), None) => {}
    }
    Ok(reading.finish(source, limits, problems))
}

/// Whether a text is one that a form itself prints.
pub(super) fn is_own_print(text: &str, forms: &Forms) -> bool {
    forms.list.iter().any(|form| print::is_own_print(form, text))
}

/// Whether a text is a label of a form, or holds some with their values.
pub(super) fn speaks_of_label(text: &str, forms: &Forms) -> bool {
    let speaks = |labels: &Labels| labels.meaning(text).is_some() || !labels::inline(text, labels).is_empty();
    forms.folded.iter().any(speaks)
}

/// Whether a value says something: boxes of which none is ticked do not.
pub(super) fn is_answered(raw: &Raw) -> bool {
    sheet::says_something(raw)
}

struct Reading<'t, 'a> {
    stamp: Option<Stamp>,
    room: Room,
    /// What was found, with the table that it was found on.
    drafts: Vec<(Draft<'a>, &'t Sheet<'t>)>,
    /// Tables that are no forms.
    aside: Vec<&'t Sheet<'t>>,
    /// Tables that may be the header of the next roster, or of the last one.
    loose: Vec<&'t Sheet<'t>>,
}

impl<'t, 'a> Reading<'t, 'a> {
    fn form(&mut self, sheet: &'t Sheet<'t>, found: &Recognised<'_, 'a>, problems: &mut Diagnostics) {
        if is_sample(&sheet.table.title) {
            self.aside.push(sheet);
            return;
        }
        let mut own = Diagnostics::default();
        let labels = found.labels;
        let drafts = match found.headings.is_empty() {
            true => vec![card::read(sheet, labels, &mut self.room, &mut own)],
            false => roster::read(sheet, labels, &found.headings, &mut self.room, &mut own),
        };
        let place = sheet.table.cells.first().map(|cell| cell.place);
        if let (Some(by), Some(place)) = (found.by, place) {
            own.add(place, RecordProblem::FormRecognised { form: labels.form.title.clone(), by });
        }
        let filled = drafts.iter().any(|draft| !draft.records.is_empty());
        if let (true, true, Some(place)) = (filled, sheet.all_hidden, place) {
            own.add(place, RecordProblem::HiddenContent { what: Words(["工作表", "sheet"]) });
        }
        problems.extend(own);
        let mut told: Option<Rc<Vec<String>>> = None;
        for mut draft in drafts {
            for loose in std::mem::take(&mut self.loose) {
                read_header(loose, labels, &mut draft, problems);
            }
            // The units of one table have the same columns.
            let is_other = told.as_ref().is_none_or(|told| !Rc::ptr_eq(told, &draft.unknown));
            if let (Some(stamp), Some(place), true) = (&self.stamp, place, is_other) {
                stamp.tell_changes(&draft, place, problems);
            }
            told = Some(Rc::clone(&draft.unknown));
            self.drafts.push((draft, sheet));
        }
    }

    fn other(&mut self, sheet: &'t Sheet<'t>, labels: &[Labels]) {
        // Our own lists are no content, nor is a table in which nobody wrote.
        if sheet.all_hidden && sheet.table.title.starts_with('_') {
            return;
        }
        match labels.iter().any(|labels| labels.form.is_roster() && labels_in(sheet, labels) > 0) {
            true => self.loose.push(sheet),
            false => self.aside.push(sheet),
        }
    }

    /// What stands below the last roster belongs to it.
    fn give_loose_ends(&mut self, labels: &[Labels], problems: &mut Diagnostics) {
        for loose in std::mem::take(&mut self.loose) {
            let last = self.drafts.last_mut().filter(|(draft, _)| draft.form.is_roster());
            let own = last.as_ref().and_then(|(draft, _)| labels.iter().find(|it| it.form.id == draft.form.id));
            let taken = match (last, own) {
                (Some((draft, _)), Some(labels)) => read_header(loose, labels, draft, problems),
                _ => false,
            };
            if !taken {
                self.aside.push(loose);
            }
        }
    }

    /// Puts together what belongs together, and tells what was left aside.
    fn finish(self, source: SourceId, limits: &Limits, problems: &mut Diagnostics) -> Vec<Submission> {
        let Reading { drafts, mut aside, .. } = self;
        let any = drafts.iter().any(|(draft, _)| !draft.records.is_empty());
        let mut filled: Vec<Draft> = Vec::new();
        for (draft, sheet) in drafts {
            if any && draft.records.is_empty() {
                aside.push(sheet);
                continue;
            }
            if !any {
                blank(&draft, sheet, problems);
            }
            filled.push(draft);
        }
        for sheet in aside {
            if let Some(cell) = sheet.table.cells.first() {
                let table = sheet.table.title.clone();
                problems.add(cell.place, RecordProblem::TableLeftAside { table });
            }
        }
        numbered(source, together(filled), limits, problems)
    }
}

/// Puts drafts together that go on where an earlier one ended: the same form with the same header, or with none at all.
fn together(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut latest: BTreeMap<_, usize> = BTreeMap::new();
    let mut with_header: BTreeMap<_, usize> = BTreeMap::new();
    let mut places: Vec<usize> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let kind = (draft.form.id.as_str(), draft.mode == Mode::Addition);
        let header = draft.header_values();
        let earlier = if header.is_empty() { latest.get(&kind) } else { with_header.get(&(kind, header.clone())) };
        places.push(earlier.copied().unwrap_or(at));
        if places.last() == Some(&at) {
            latest.insert(kind, at);
            with_header.insert((kind, header), at);
        }
    }
    let mut kept: Vec<(usize, Draft)> = Vec::new();
    for ((at, draft), place) in drafts.into_iter().enumerate().zip(places) {
        match kept.binary_search_by_key(&place, |(own, _)| *own) {
            Ok(earlier) => kept[earlier].1.records.extend(draft.records),
            Err(_) => kept.push((at, draft)),
        }
    }
    kept.into_iter().map(|(_, draft)| draft).collect()
}

fn blank(draft: &Draft, sheet: &Sheet, problems: &mut Diagnostics) {
    if let Some(cell) = sheet.table.cells.first() {
        let key = super::envelope::records_label(draft.form).unwrap_or(&draft.form.title).to_owned();
        problems.add(cell.place, RecordProblem::NoRecords { key });
    }
}

/// Numbers the records through the file, as far as one file may have them.
fn numbered(source: SourceId, drafts: Vec<Draft>, limits: &Limits, problems: &mut Diagnostics) -> Vec<Submission> {
    let count: usize = drafts.iter().map(|draft| draft.records.len()).sum();
    let mut before = 0;
    let mut submissions = Vec::new();
    for mut draft in drafts {
        if count > limits.records {
            if let (true, Some(record)) = (submissions.is_empty(), draft.records.first()) {
                problems.add(record.place, RecordProblem::TooManyRecords { limit: limits.records });
            }
            draft.records.clear();
        }
        let own = draft.records.len();
        let (form, mode, faults) = (draft.form.id.clone(), draft.mode, draft.faults);
        let (header, records) = (draft.header, draft.records);
        submissions.push(Submission { source, form, mode, before, table: true, faults, header, records });
        before += own;
    }
    submissions
}

fn read_header(sheet: &Sheet, labels: &Labels, draft: &mut Draft, problems: &mut Diagnostics) -> bool {
    let mut any = false;
    for row in sheet.rows() {
        any |= header::read_row(sheet, row, labels, draft, problems);
    }
    any
}

/// A sheet that shows how to fill in the form.
fn is_sample(title: &str) -> bool {
    let title = fold(title);
    ["示例", "样例", "范例", "样表", "例表"].iter().any(|word| title.ends_with(word))
}

fn nothing_recognised(source: SourceId, sheets: &[Sheet], labels: &[Labels], problems: &mut Diagnostics) {
    let best = |labels: &Labels| sheets.iter().map(|sheet| labels_in(sheet, labels)).max().unwrap_or(0);
    let scores = labels.iter().map(|labels| (best(labels), labels));
    let closest = scores.filter(|(score, _)| *score > 1).max_by_key(|(score, _)| *score).map(|(_, labels)| labels);
    let looked_for = |form: &Form| -> Vec<String> {
        form.all_fields().filter(|field| field.official).map(|field| field.label.to_string()).collect()
    };
    let mut wanted: Vec<String> = Vec::new();
    for label in
        closest.map_or_else(|| labels.iter().flat_map(|it| looked_for(it.form)).collect(), |it| looked_for(it.form))
    {
        if !wanted.contains(&label) {
            wanted.push(label);
        }
    }
    problems.add(source.whole(), RecordProblem::FormNotRecognised { looked_for: List(wanted) });
}
