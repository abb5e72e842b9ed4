//! A programme: a year's activity with its notices, classes, forms, rules and deadlines.

use jiff::ToSpan;
use jiff::civil::Date;

use super::class::Class;
use super::contact::Contact;
use super::deadline::{Deadline, Moment};
use super::located::Located;
use super::rule::Rule;
use crate::source::SourceId;

/// A programme, as `data/programmes/<id>.yaml` declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    pub id: String,
    pub source: SourceId,
    pub title: String,
    pub short: String,
    pub year: usize,
    pub host: Option<String>,
    pub summary: Located<String>,
    pub notices: Vec<Located<String>>,
    pub forms: Vec<Located<String>>,
    /// The day on which ages are reckoned.
    pub as_of: Option<Date>,
    pub as_of_note: Option<String>,
    /// The last day on which the data of its people have to be kept; `purge` deletes them afterwards.
    pub retention: Option<Date>,
    /// How many days 月底 has.
    pub month_end_days: usize,
    /// How often its dates were changed; calendars take an event over only if this has risen.
    pub revision: usize,
    pub deadlines: Vec<Deadline>,
    pub class_deadline: Option<ClassDeadline>,
    pub sections: Vec<Section>,
    pub costs: Vec<Cost>,
    pub contacts: Vec<Contact>,
    pub links: Vec<Link>,
    /// What the notices do not state.
    pub unstated: Vec<Located<String>>,
    pub unit_categories: Vec<UnitCategory>,
    pub rules: Vec<Rule>,
}

/// A deadline that each class has, counted back from the first day on which it can begin.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDeadline {
    pub days_before: usize,
    pub label: String,
    pub note: Option<String>,
}

/// A titled list of texts, such as 推荐条件.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub id: String,
    pub title: String,
    pub intro: Option<Located<String>>,
    pub items: Vec<ItemText>,
    /// Whether the items are numbered.
    pub ordered: bool,
    pub note: Option<Located<String>>,
}

/// One text of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemText {
    pub text: Located<String>,
    pub note: Option<Located<String>>,
    /// The rule that checks it.
    pub rule: Option<Located<String>>,
}

/// Who bears a cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    pub item: String,
    pub borne_by: String,
}

/// An official system outside this site.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub title: String,
    pub url: Located<String>,
    pub note: Option<String>,
}

/// A category of units, which has quotas of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitCategory {
    pub name: String,
    pub note: Option<String>,
}

impl Programme {
    /// A programme of which nothing but its id and its file is known, for tests to fill in what they need.
    #[cfg(test)]
    pub fn bare(id: &str, source: SourceId) -> Programme {
        Programme {
            id: id.to_owned(),
            source,
            title: String::new(),
            short: String::new(),
            year: 2025,
            host: None,
            summary: Located { value: String::new(), place: source.whole() },
            notices: Vec::new(),
            forms: Vec::new(),
            as_of: None,
            as_of_note: None,
            retention: None,
            month_end_days: 5,
            revision: 0,
            deadlines: Vec::new(),
            class_deadline: None,
            sections: Vec::new(),
            costs: Vec::new(),
            contacts: Vec::new(),
            links: Vec::new(),
            unstated: Vec::new(),
            unit_categories: Vec::new(),
            rules: Vec::new(),
        }
    }

    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id == id)
    }

    /// The deadline of one class: so many days before the first day on which it can begin, that day not counted.
    pub fn deadline_of(&self, class: &Class) -> Option<Deadline> {
        let rule = self.class_deadline.as_ref()?;
        let start = class.period.window(self.month_end_days as i64).start;
        let day = start.checked_sub((rule.days_before as i64).days()).ok()?;
        Some(Deadline {
            id: format!("class-{}", class.number),
            label: rule.label.clone(),
            audience: class.option.clone(),
            at: Moment::Day(day),
            text: None,
            note: rule.note.clone(),
            filled_on: false,
        })
    }
}
