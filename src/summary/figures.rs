//! Accepted records to figures.

use std::collections::BTreeMap;

use super::answers::answers;
use crate::model::{
    Age, CategoryFigures, Cell, Counts as Sums, Field, Figures, Form, FormFigures, FormRecords, Kind, OptionsFrom,
    Programme, Project, Record, Seats, Sex, Status, Tally, UnitLine, UnitState, Value,
};

/// What can be told of the records alone; [`of_units`] adds the rest.
pub fn figures(project: &Project, programme: &Programme, records: &[Record]) -> Figures {
    let all = programme.forms.iter().filter_map(|id| project.form(&id.value));
    let all: Vec<&Form> = all.collect();
    let forms: Vec<&Form> = all.iter().copied().filter(|form| form.lists_people()).collect();
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
        records: by_form(&all, records),
        categories: Vec::new(),
        ages: by_age(programme, &forms, records),
        states: UnitState::ALL.map(|_| 0),
        answers: answers(project, programme, records),
    }
}

/// Adds the figures of units.
pub(super) fn of_units(figures: Figures, programme: &Programme, units: &[UnitLine]) -> Figures {
    Figures {
        categories: by_category(programme, units),
        states: UnitState::ALL.map(|state| units.iter().filter(|unit| unit.state == state).count()),
        ..figures
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
        let all = field.chooses_class();
        let mut counts = Counts::of(options.iter().map(String::as_str), all);
        records.iter().for_each(|record| counts.add_cell(record.cells.get(at).unwrap_or(&Cell::Empty)));
        tallies.push(counts.tally(&field.key, &field.label).commonest(field.statistic));
    }
    tallies
}

fn countable(field: &Field) -> bool {
    let category = field.choices.from == Some(OptionsFrom::UnitCategories);
    (field.kind.has_options() || field.kind == Kind::YesNo || field.statistic) && !category
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
        let offered = |(_, field): &(usize, &Field)| field.chooses_class() || class.is_asked_by(field);
        // Of many fields in thousands of records, one or two are about a class.
        let asking = forms.iter().map(|form| (&form.id, form.all_fields().enumerate().filter(offered).collect()));
        let asking: Vec<(&String, Vec<(usize, &Field)>)> =
            asking.filter(|(_, it): &(_, Vec<_>)| !it.is_empty()).collect();
        if asking.is_empty() {
            continue;
        }
        let comes = |record: &Record| {
            let own = asking.iter().filter(|(form, _)| **form == *record.form).flat_map(|(_, fields)| fields);
            own.filter_map(|(at, field)| Some((field, record.cells.get(*at)?)))
                .any(|(it, cell)| class.is_taken_by(it, cell))
        };
        let (mut accepted, mut held) = (0, 0);
        for record in records {
            match record.status {
                Status::Accepted => accepted += usize::from(comes(record)),
                Status::Held => held += usize::from(comes(record)),
                Status::Rejected | Status::Superseded => {}
            }
        }
        let (number, capacity) = (class.number, class.capacity);
        all.push(Seats { number, class: class.option.clone(), capacity, accepted, held });
    }
    all
}

/// Accepted people by age band and sex.
fn by_age(programme: &Programme, forms: &[&Form], records: &[Record]) -> Vec<(String, [usize; 3])> {
    let labels: &[&str] =
        if programme.as_of.is_some() { &[BANDS[0], BANDS[1], BANDS[2], BANDS[3], UNKNOWN] } else { &[ALL] };
    let mut lines: Vec<(String, [usize; 3])> = labels.iter().map(|label| ((*label).to_owned(), [0; 3])).collect();
    for record in records.iter().filter(|record| record.status == Status::Accepted) {
        let form = forms.iter().find(|form| form.id == *record.form);
        let label = programme
            .as_of
            .map_or(ALL, |day| form.and_then(|form| record.age_on(form, day)).and_then(band).unwrap_or(UNKNOWN));
        let sex = record.sex().map_or(2, |sex| usize::from(sex == Sex::Female));
        if let Some((_, counts)) = lines.iter_mut().find(|(it, _)| it == label) {
            counts[sex] += 1;
        }
    }
    // Nobody's age is unknown as a rule, and then there is no such line.
    lines.retain(|(label, counts)| label != UNKNOWN || counts.iter().any(|count| *count > 0));
    lines
}

const UNKNOWN: &str = "年龄未知";
const ALL: &str = "合计";

fn by_form(forms: &[&Form], records: &[Record]) -> Vec<FormRecords> {
    let of = |form: &&Form| {
        let own = records.iter().filter(|record| *record.form == form.id);
        FormRecords { form: form.id.clone(), title: form.title.clone(), statuses: Sums::of_records(own) }
    };
    forms.iter().map(of).collect()
}

fn by_category(programme: &Programme, units: &[UnitLine]) -> Vec<CategoryFigures> {
    let mut categories: Vec<Option<&str>> =
        programme.unit_categories.iter().map(|category| Some(category.name.as_str())).collect();
    for unit in units {
        if !categories.contains(&unit.category.as_deref()) {
            categories.push(unit.category.as_deref());
        }
    }
    // Units of no known category come last.
    categories.sort_by_key(|category| category.is_none());
    let figures = |category: Option<&str>| {
        let own: Vec<_> = units.iter().filter(|unit| unit.category.as_deref() == category).collect();
        CategoryFigures {
            category: category.map(str::to_owned),
            units: own.len(),
            reported: own.iter().filter(|unit| unit.state != UnitState::NotReported).count(),
            statuses: [0, 1, 2, 3].map(|at| own.iter().map(|unit| unit.statuses[at]).sum()),
        }
    };
    categories.into_iter().map(figures).collect()
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
