//! Accepted records to figures.

use std::collections::BTreeMap;

use super::answers::answers;
use crate::model::{
    Age, Cell, Field, Figures, Form, FormFigures, Kind, OptionsFrom, Programme, Project, Record, Seats, Status, Tally,
    Value,
};

pub(super) fn figures(project: &Project, programme: &Programme, records: &[Record]) -> Figures {
    let forms = programme.forms.iter().filter_map(|id| project.form(&id.value));
    let forms: Vec<&Form> = forms.filter(|form| form.lists_people()).collect();
    let of_form = |form: &&Form| {
        let accepted = records.iter().filter(|record| record.status == Status::Accepted && *record.form == form.id);
        let accepted: Vec<&Record> = accepted.collect();
        (!accepted.is_empty()).then(|| FormFigures {
            form: form.id.clone(),
            title: form.title.clone(),
            people: accepted.len(),
            tallies: tallies(programme, form, &accepted),
        })
    };
    Figures {
        forms: forms.iter().filter_map(of_form).collect(),
        seats: seats(project, programme, &forms, records),
        answers: answers(project, programme, records),
    }
}

fn tallies(programme: &Programme, form: &Form, records: &[&Record]) -> Vec<Tally> {
    let mut tallies = Vec::new();
    if form.all_fields().any(|field| matches!(field.kind, Kind::Sex | Kind::IdNumber)) {
        let mut counts = Counts::all(["男", "女"]);
        records.iter().for_each(|record| counts.add(record.sex().map(|sex| sex.label())));
        tallies.push(counts.tally("sex", "性别"));
    }
    if let Some(day) = programme.as_of {
        let mut counts = Counts::all(BANDS);
        records.iter().for_each(|record| counts.add(record.age_on(form, day).and_then(band)));
        tallies.push(counts.tally("age", &format!("年龄（按 {day} 计算）")));
    }
    tallies.extend(option_tallies(form, records));
    tallies
}

/// Of each field that offers options, how often each was chosen.
pub(super) fn option_tallies(form: &Form, records: &[&Record]) -> Vec<Tally> {
    let mut tallies = Vec::new();
    for (at, field) in form.all_fields().enumerate().filter(|(_, field)| countable(field)) {
        let options = options(field);
        // All classes are shown, also those that nobody chose; of other options, those that occur.
        let all = field.choices.from == Some(OptionsFrom::Classes);
        let mut counts = Counts::of(options.iter().map(String::as_str), all);
        records.iter().for_each(|record| counts.add_cell(record.cells.get(at).unwrap_or(&Cell::Empty)));
        tallies.push(counts.tally(&field.key, &field.label));
    }
    tallies
}

fn countable(field: &Field) -> bool {
    let category = field.choices.from == Some(OptionsFrom::UnitCategories);
    (field.kind.has_options() || field.kind == Kind::YesNo) && !category
}

fn options(field: &Field) -> Vec<String> {
    match field.kind {
        Kind::YesNo => vec!["是".to_owned(), "否".to_owned()],
        _ => field.choices.list.iter().map(|choice| choice.value.clone()).collect(),
    }
}

const BANDS: [&str; 4] = ["35岁及以下", "36–45岁", "46–55岁", "56岁以上"];

/// The age band; none where a birth month leaves open on which side of a limit the person stands.
fn band(age: Age) -> Option<&'static str> {
    let at = |years: i64| match years {
        ..=35 => BANDS[0],
        36..=45 => BANDS[1],
        46..=55 => BANDS[2],
        56.. => BANDS[3],
    };
    match age {
        Age::Exactly(years) => Some(at(years)),
        Age::ThisOrNext(years) if at(years) == at(years + 1) => Some(at(years)),
        Age::ThisOrNext(_) => None,
    }
}

/// Who can come to each class: those who choose it, or who say yes to a question that the class goes by.
fn seats(project: &Project, programme: &Programme, forms: &[&Form], records: &[Record]) -> Vec<Seats> {
    let mut all = Vec::new();
    for class in project.classes_of(&programme.id) {
        let spellings = class.spellings();
        let asks = |field: &Field| field.kind == Kind::YesNo && spellings.iter().any(|name| **name == *field.label);
        let chooses = |field: &Field| field.choices.from == Some(OptionsFrom::Classes);
        if !forms.iter().any(|form| form.all_fields().any(|field| asks(field) || chooses(field))) {
            continue;
        }
        let comes = |record: &&Record| {
            let form = forms.iter().find(|form| form.id == *record.form);
            let cells = form.into_iter().flat_map(|form| form.all_fields()).zip(&record.cells);
            cells.into_iter().any(|(field, cell)| match cell.value() {
                Some(Value::YesNo(yes)) => *yes && asks(field),
                Some(Value::Choice(option)) => *option == class.option && chooses(field),
                Some(Value::Choices(options)) => options.contains(&class.option) && chooses(field),
                _ => false,
            })
        };
        let of = |status: Status| records.iter().filter(|it| it.status == status).filter(comes).count();
        let (number, capacity) = (class.number, class.capacity);
        let (accepted, held) = (of(Status::Accepted), of(Status::Held));
        all.push(Seats { number, class: class.option.clone(), capacity, accepted, held });
    }
    all
}

/// Counts by value while they are taken.
struct Counts {
    known: Vec<(String, usize)>,
    other: BTreeMap<String, usize>,
    unknown: usize,
    /// Whether known values that do not occur are shown.
    all: bool,
}

impl Counts {
    fn of<'a>(known: impl IntoIterator<Item = &'a str>, all: bool) -> Counts {
        let known = known.into_iter().map(|value| (value.to_owned(), 0)).collect();
        Counts { known, other: BTreeMap::new(), unknown: 0, all }
    }

    fn all<const N: usize>(known: [&str; N]) -> Counts {
        Counts::of(known, true)
    }

    fn add(&mut self, value: Option<&str>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            self.unknown += 1;
            return;
        };
        match self.known.iter_mut().find(|(known, _)| known == value) {
            Some((_, count)) => *count += 1,
            None => *self.other.entry(value.to_owned()).or_default() += 1,
        }
    }

    fn add_cell(&mut self, cell: &Cell) {
        match cell.value() {
            Some(Value::Choices(chosen)) if !chosen.is_empty() => chosen.iter().for_each(|one| self.add(Some(one))),
            Some(value) => self.add(Some(&value.canonical())),
            None => self.add(None),
        }
    }

    fn tally(self, key: &str, title: &str) -> Tally {
        let all = self.all;
        let known = self.known.into_iter().filter(|(_, count)| all || *count > 0);
        let (key, title) = (key.to_owned(), title.to_owned());
        Tally { key, title, lines: known.chain(self.other).collect(), unknown: self.unknown }
    }
}
