//! Whether a condition holds for a record: yes, no, or why it cannot be told.

use jiff::civil::Date;

use super::work::{Desk, Work};
use crate::model::{Age, Birth, Cell, Condition, Kind, Month, Predicate, Value};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Yes,
    No,
    /// The value is sound, but leaves the answer open; or nothing stands where something would have to be compared.
    Undecided,
    /// The value is missing where it is required, or could not be understood.
    Unreadable,
}

impl Desk<'_> {
    /// Whether a condition holds for a record. A field of the form comes before a derived fact of the same name; only the
    /// category is settled for the unit as a whole.
    pub fn holds(&self, index: usize, condition: &Condition) -> Holds {
        let (work, predicate) = (&self.works[index], &condition.predicate);
        let own = work.form.field(&condition.field).is_some();
        match condition.field.as_str() {
            "unit_category" => self.categories.get(&work.record.unit).map_or_else(
                || work.unknown("unit_category", &[Kind::Unit], predicate),
                |category| texts(std::slice::from_ref(category), predicate),
            ),
            "age" if !own => match self.age(index) {
                Some(age) => compare_age(age, predicate),
                None => work.unknown("birth", &[Kind::IdNumber], predicate),
            },
            "birth" if !own || work.is_sound("birth") => match work.record.birth(work.form) {
                Some(birth) => compare_birth(birth, predicate),
                None => work.unknown("birth", &[Kind::IdNumber], predicate),
            },
            "sex" if !own => match work.record.sex() {
                Some(sex) => texts(&[sex.label().to_owned()], predicate),
                None => work.unknown("sex", &[Kind::Sex, Kind::IdNumber], predicate),
            },
            key => work.holds(key, predicate),
        }
    }

    /// Whether all conditions hold; one that surely does not settles it.
    pub fn all_hold(&self, index: usize, conditions: &[Condition]) -> Holds {
        let answers: Vec<Holds> = conditions.iter().map(|condition| self.holds(index, condition)).collect();
        [Holds::No, Holds::Unreadable, Holds::Undecided]
            .into_iter()
            .find(|answer| answers.contains(answer))
            .unwrap_or(Holds::Yes)
    }

    /// Whether one of the conditions holds; one that surely does settles it.
    pub fn any_holds(&self, index: usize, conditions: &[Condition]) -> Holds {
        let answers: Vec<Holds> = conditions.iter().map(|condition| self.holds(index, condition)).collect();
        [Holds::Yes, Holds::Unreadable, Holds::Undecided]
            .into_iter()
            .find(|answer| answers.contains(answer))
            .unwrap_or(Holds::No)
    }

    /// The age on the programme's reference day.
    pub fn age(&self, index: usize) -> Option<Age> {
        let work = &self.works[index];
        Some(work.record.birth(work.form)?.age_on(self.programme.as_of?))
    }
}

impl Work<'_> {
    fn holds(&self, key: &str, predicate: &Predicate) -> Holds {
        let required = self.form.field(key).is_some_and(|field| field.required);
        match (self.cell(key), predicate) {
            (Cell::Empty, Predicate::Present) => Holds::No,
            (Cell::Empty, Predicate::Absent) => Holds::Yes,
            (_, Predicate::Present) => Holds::Yes,
            (_, Predicate::Absent) => Holds::No,
            (Cell::Unreadable(..), _) => Holds::Unreadable,
            (Cell::Empty, _) if required => Holds::Unreadable,
            // An optional field left empty means none of the options.
            (Cell::Empty, predicate) => texts(&[], predicate),
            (Cell::Read(value, _), predicate) => compare(value, predicate),
        }
    }

    fn is_sound(&self, key: &str) -> bool {
        matches!(self.cell(key), Cell::Read(..))
    }

    /// What a predicate says of a fact that nothing tells: where fields from which it follows were left empty although
    /// nobody has to fill them in, no message has been given yet.
    fn unknown(&self, key: &str, kinds: &[Kind], predicate: &Predicate) -> Holds {
        let fields = self.form.all_fields().zip(self.record.cells.iter());
        let mut sources = fields.filter(|(field, _)| field.key == key || kinds.contains(&field.kind));
        let told = sources.any(|(field, cell)| field.required || *cell != Cell::Empty);
        match predicate {
            Predicate::Present => Holds::No,
            Predicate::Absent => Holds::Yes,
            _ if told => Holds::Unreadable,
            _ => Holds::Undecided,
        }
    }
}

fn compare(value: &Value, predicate: &Predicate) -> Holds {
    match value {
        Value::Number(number) => compare_number(*number, predicate),
        Value::Date(day) => compare_birth(Birth::Day(*day), predicate),
        Value::Month(month) => compare_birth(Birth::Month(*month), predicate),
        Value::Choices(chosen) => texts(chosen, predicate),
        other => texts(&[other.canonical()], predicate),
    }
}

/// What stands in a field, as texts; of several choices one is enough. Nothing cannot be larger, smaller, earlier or later.
fn texts(values: &[String], predicate: &Predicate) -> Holds {
    let any = |wanted: &[String]| values.iter().any(|value| wanted.contains(value));
    match predicate {
        Predicate::Is(wanted) => yes(values.contains(wanted)),
        Predicate::IsNot(wanted) => yes(!values.contains(wanted)),
        Predicate::In(wanted) => yes(any(wanted)),
        Predicate::NotIn(wanted) => yes(!any(wanted)),
        Predicate::Present => yes(!values.is_empty()),
        Predicate::Absent => yes(values.is_empty()),
        Predicate::AtMost(_) | Predicate::AtLeast(_) | Predicate::Before(_) | Predicate::After(_) => Holds::Undecided,
    }
}

fn compare_number(number: i64, predicate: &Predicate) -> Holds {
    match predicate {
        Predicate::AtMost(limit) => yes(number <= *limit),
        Predicate::AtLeast(limit) => yes(number >= *limit),
        other => texts(&[number.to_string()], other),
    }
}

/// A day or a month, held against a day: a month into which that day falls leaves the order open. As a text, a birth is
/// compared as precisely as the rule writes it.
fn compare_birth(birth: Birth, predicate: &Predicate) -> Holds {
    let (first, last) = match birth {
        Birth::Day(day) => (day, day),
        Birth::Month(Month { year, month }) => {
            let first = Date::new(year, month, 1).unwrap_or(Date::ZERO);
            (first, first.last_of_month())
        }
    };
    match predicate {
        Predicate::Before(limit) => between(last < *limit, first >= *limit),
        Predicate::After(limit) => between(first > *limit, last <= *limit),
        other => {
            let day = match birth {
                Birth::Day(day) => Some(day.to_string()),
                Birth::Month(_) => None,
            };
            let written: Vec<String> = day.into_iter().chain([birth.month().to_string()]).collect();
            texts(&written, other)
        }
    }
}

fn between(surely: bool, surely_not: bool) -> Holds {
    match (surely, surely_not) {
        (true, _) => Holds::Yes,
        (_, true) => Holds::No,
        _ => Holds::Undecided,
    }
}

fn compare_age(age: Age, predicate: &Predicate) -> Holds {
    match age {
        Age::Exactly(years) => compare_number(years, predicate),
        Age::ThisOrNext(years) => {
            let (now, next) = (compare_number(years, predicate), compare_number(years + 1, predicate));
            if now == next { now } else { Holds::Undecided }
        }
    }
}

fn yes(holds: bool) -> Holds {
    if holds { Holds::Yes } else { Holds::No }
}
