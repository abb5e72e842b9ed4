//! 统计: how many there are of everything, in small tables.

use std::collections::BTreeMap;

use super::units::reported;
use crate::export::{ExportError, Roster, person};
use crate::formats::sheet::{Book, BookError, Content, Sheet, Style};
use crate::lang::Lang;
use crate::model::{Age, Field, Form, Kind, OptionsFrom, Record, Status, Value};

/// Records by status, units by category, then the accepted people of each form by everything that has options.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let mut sheet = book.sheet("统计")?;
    sheet.widths([30.0].into_iter().chain([15.0; 6]))?;
    by_status(&mut sheet, roster)?;
    by_category(&mut sheet, roster)?;
    for form in &roster.forms {
        let count = roster.accepted_on(form).count();
        if count > 0 {
            sheet.row([(format!("《{}》通过的人选，共 {count} 人", form.title).into(), Style::Remark)])?;
            sheet.skip();
            people(&mut sheet, roster, form)?;
        }
    }
    sheet.page();
    book.push(sheet)?;
    Ok(())
}

fn by_status(sheet: &mut Sheet, roster: &Roster) -> Result<(), BookError> {
    // With one form, its column would only repeat the total.
    let forms = if roster.forms.len() > 1 { &roster.forms[..] } else { &[] };
    head(sheet, ["记录"].into_iter().chain(forms.iter().map(|form| form.title.as_str())).chain(["合计"]))?;
    for status in Status::ALL {
        let on = |form: &&Form| roster.with_status(status).filter(|record| *record.form == form.id).count();
        let counts = forms.iter().map(on).chain([roster.with_status(status).count()]);
        line(sheet, status.label(Lang::Zh), counts)?;
    }
    let on = |form: &&Form| roster.summary.records.iter().filter(|record| *record.form == form.id).count();
    line(sheet, "合计", forms.iter().map(on).chain([roster.summary.records.len()]))?;
    sheet.skip();
    Ok(())
}

fn by_category(sheet: &mut Sheet, roster: &Roster) -> Result<(), BookError> {
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    head(sheet, ["单位类别", "单位数", "已报送"].into_iter().chain(statuses))?;
    let declared = roster.programme.unit_categories.iter().map(|category| Some(category.name.as_str()));
    let mut categories: Vec<Option<&str>> = declared.collect();
    for unit in &roster.summary.units {
        if !categories.contains(&unit.category.as_deref()) {
            categories.push(unit.category.as_deref());
        }
    }
    // Units of no known category come last.
    categories.sort_by_key(|category| category.is_none());
    for category in categories {
        let units: Vec<_> = roster.summary.units.iter().filter(|unit| unit.category.as_deref() == category).collect();
        let sent = units.iter().filter(|unit| reported(unit)).count();
        let of = |at: usize| units.iter().map(|unit| unit.statuses[at]).sum();
        line(sheet, category.unwrap_or("未知"), [units.len(), sent, of(0), of(1), of(2), of(3)])?;
    }
    sheet.skip();
    Ok(())
}

fn people(sheet: &mut Sheet, roster: &Roster, form: &Form) -> Result<(), BookError> {
    if form.all_fields().any(|field| matches!(field.kind, Kind::Sex | Kind::IdNumber)) {
        let mut tally = Tally::of(["男".to_owned(), "女".to_owned()]);
        for record in roster.accepted_on(form) {
            tally.add(person::sex(form, record).map(|sex| sex.label()));
        }
        tally.write(sheet, "性别")?;
    }
    if let Some(day) = roster.summary.as_of {
        let mut tally = Tally::of(BANDS.map(str::to_owned));
        for record in roster.accepted_on(form) {
            tally.add(person::age(form, record, day).and_then(band));
        }
        tally.write(sheet, &format!("年龄（按 {day} 计算）"))?;
    }
    for (at, field) in form.all_fields().enumerate().filter(|(_, field)| countable(field)) {
        let mut tally = Tally::of(options(field));
        for record in roster.accepted_on(form) {
            count(&mut tally, record, at);
        }
        // All classes are shown, also those that nobody chose; of other options, those that occur.
        tally.sparse = field.choices.from != Some(OptionsFrom::Classes);
        tally.write(sheet, &field.label)?;
    }
    Ok(())
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

fn count(tally: &mut Tally, record: &Record, at: usize) {
    match record.cells.get(at).and_then(|cell| cell.value()) {
        Some(Value::Choices(chosen)) if !chosen.is_empty() => chosen.iter().for_each(|one| tally.add(Some(one))),
        Some(value) => tally.add(Some(value.canonical()).as_deref().filter(|text| !text.is_empty())),
        None => tally.add(None),
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

/// Counts by value: known values in their order, others by name, and how many said nothing.
struct Tally {
    known: Vec<(String, usize)>,
    other: BTreeMap<String, usize>,
    silent: usize,
    /// Whether values that do not occur are left out.
    sparse: bool,
}

impl Tally {
    fn of(known: impl IntoIterator<Item = String>) -> Tally {
        let known = known.into_iter().map(|value| (value, 0)).collect();
        Tally { known, other: BTreeMap::new(), silent: 0, sparse: false }
    }

    fn add(&mut self, value: Option<&str>) {
        let Some(value) = value else {
            self.silent += 1;
            return;
        };
        match self.known.iter_mut().find(|(known, _)| known == value) {
            Some((_, count)) => *count += 1,
            None => *self.other.entry(value.to_owned()).or_default() += 1,
        }
    }

    fn write(&self, sheet: &mut Sheet, title: &str) -> Result<(), BookError> {
        head(sheet, [title, "人数"])?;
        for (value, count) in self.known.iter().filter(|(_, count)| *count > 0 || !self.sparse) {
            line(sheet, value, [*count])?;
        }
        for (value, count) in &self.other {
            line(sheet, value, [*count])?;
        }
        if self.silent > 0 {
            line(sheet, "未知或未填", [self.silent])?;
        }
        sheet.skip();
        Ok(())
    }
}

fn head<'a>(sheet: &mut Sheet, labels: impl IntoIterator<Item = &'a str>) -> Result<(), BookError> {
    sheet.row(labels.into_iter().map(|label| (label.into(), Style::Head)))
}

fn line(sheet: &mut Sheet, label: &str, counts: impl IntoIterator<Item = usize>) -> Result<(), BookError> {
    let counts = counts.into_iter().map(|count| (Content::Number(count), Style::BodyCentre));
    sheet.row([(Content::from(label), Style::Body)].into_iter().chain(counts))
}
