//! What the catalogue can be narrowed down by, worked out from the classes themselves.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::shared::Shared;
use crate::model::{Class, Window};

/// Whom a class is open to where nothing restricts it.
const EVERYONE: &str = "所有学员";

/// What a class is found by: for each filter its values, joined by `|`.
#[derive(Serialize)]
pub struct Marks {
    month: String,
    province: String,
    field: String,
    organiser: String,
    open: String,
}

/// One filter of the catalogue.
#[derive(Serialize)]
pub struct Facet {
    /// Its name in the page's address and, after `data-`, on a class.
    key: &'static str,
    label: &'static str,
    options: Vec<FacetOption>,
}

#[derive(Serialize)]
struct FacetOption {
    value: String,
    text: String,
    /// How many classes have it.
    count: usize,
}

impl Marks {
    /// The marks of a class that takes place within a window, in a province, restricted as the text says.
    pub fn new(class: &Class, window: Window, province: &str, restriction: Option<&str>) -> Marks {
        Marks {
            month: joined(&months(window).iter().map(|day| month_value(*day)).collect::<Vec<_>>()),
            province: one(province),
            field: joined(&class.fields),
            organiser: joined(&class.organisers),
            open: one(restriction.unwrap_or(EVERYONE)),
        }
    }
}

/// The filters that tell shown classes apart. Months and provinces stand in their order, what the announcements name in
/// the order in which it first comes up.
pub fn facets(shared: &Shared) -> Vec<Facet> {
    let (mut months_of, mut provinces) = (BTreeMap::new(), BTreeMap::new());
    let [mut fields, mut organisers, mut open] = [Options::default(), Options::default(), Options::default()];
    open.0.push(FacetOption { value: EVERYONE.to_owned(), text: EVERYONE.to_owned(), count: 0 });
    for (programme, _) in &shared.programmes {
        for (class, _) in shared.classes_of(&programme.id) {
            for day in months(class.period.window(programme.month_end_days as i64)) {
                let text = format!("{}年{}月", day.year(), day.month());
                months_of.entry(day).or_insert(FacetOption { value: month_value(day), text, count: 0 }).count += 1;
            }
            let (code, name) = (&class.place.province.value, shared.province(class));
            let province = FacetOption { value: one(name), text: name.to_owned(), count: 0 };
            provinces.entry(code).or_insert(province).count += 1;
            class.fields.iter().for_each(|field| fields.add(field));
            class.organisers.iter().for_each(|organiser| organisers.add(organiser));
            open.add(&super::class::restriction(class).unwrap_or_else(|| EVERYONE.to_owned()));
        }
    }
    open.0.retain(|option| option.count > 0);
    let facet = |key, label, options| Facet { key, label, options };
    let facets = [
        facet("month", "月份", months_of.into_values().collect()),
        facet("province", "地区", provinces.into_values().collect()),
        facet("field", "领域", fields.0),
        facet("organiser", "承办单位", organisers.0),
        facet("open", "面向", open.0),
    ];
    facets.into_iter().filter(|facet| facet.options.len() > 1).collect()
}

/// Options in the order in which they first came up.
#[derive(Default)]
struct Options(Vec<FacetOption>);

impl Options {
    fn add(&mut self, text: &str) {
        let value = one(text);
        match self.0.iter_mut().find(|option| option.value == value) {
            Some(option) => option.count += 1,
            None => self.0.push(FacetOption { value, text: text.to_owned(), count: 1 }),
        }
    }
}

/// The first days of all months that a window touches.
fn months(window: Window) -> Vec<Date> {
    let first = window.start.first_of_month().series(1.month());
    first.take_while(|day| *day <= window.end).collect()
}

fn month_value(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

pub fn joined(values: &[String]) -> String {
    values.iter().map(|value| one(value)).collect::<Vec<_>>().join("|")
}

/// A single value, free of the sign that joins several.
fn one(value: &str) -> String {
    value.replace('|', "｜")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{joined, month_value, months};
    use crate::model::Window;

    #[test]
    fn a_class_belongs_to_every_month_that_it_touches() {
        let found = |start, end| months(Window { start, end }).into_iter().map(month_value).collect::<Vec<_>>();
        assert_eq!(found(date(2022, 6, 30), date(2022, 6, 30)), ["2022-06"]);
        assert_eq!(found(date(2022, 12, 31), date(2023, 2, 1)), ["2022-12", "2023-01", "2023-02"]);
    }

    #[test]
    fn the_sign_that_joins_values_is_in_none_of_them() {
        assert_eq!(joined(&["甲|乙".to_owned(), "丙".to_owned()]), "甲｜乙|丙");
    }
}
