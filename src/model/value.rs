//! Typed values of fields, each with one canonical text.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

/// A value that was read and understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(Box<str>),
    Sex(Sex),
    IdNumber(IdNumber),
    Month(Month),
    Date(Date),
    YesNo(bool),
    /// One option, in its canonical words.
    Choice(Box<str>),
    /// Several options, in the order in which they were given.
    Choices(Box<[String]>),
    Number(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// A citizen's ID number (GB 11643-1999) that passed its checks; `X` in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdNumber {
    pub text: Box<str>,
    pub birth: Date,
    pub sex: Sex,
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: i16,
    pub month: i8,
}

/// When a person was born, as precisely as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    Day(Date),
    Month(Month),
}

/// Completed years of life, as precisely as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Exactly(i64),
    /// The birthday falls into the month of the reference day, and only the month is known: this age or one more.
    ThisOrNext(i64),
}

impl Sex {
    pub fn label(self) -> &'static str {
        match self {
            Sex::Male => "男",
            Sex::Female => "女",
        }
    }
}

impl Birth {
    /// The age in completed years on a day; a person is a year older on the birthday itself.
    pub fn age_on(self, day: Date) -> Age {
        match self {
            Birth::Day(birth) => {
                let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
                Age::Exactly(i64::from(day.year()) - i64::from(birth.year()) - i64::from(!had_birthday))
            }
            Birth::Month(birth) => {
                let years = i64::from(day.year()) - i64::from(birth.year);
                match birth.month.cmp(&day.month()) {
                    std::cmp::Ordering::Less => Age::Exactly(years),
                    std::cmp::Ordering::Greater => Age::Exactly(years - 1),
                    // On the last day of the month every birthday of the month has come.
                    std::cmp::Ordering::Equal if day == day.last_of_month() => Age::Exactly(years),
                    std::cmp::Ordering::Equal => Age::ThisOrNext(years - 1),
                }
            }
        }
    }

    pub fn month(self) -> Month {
        match self {
            Birth::Day(day) => Month { year: day.year(), month: day.month() },
            Birth::Month(month) => month,
        }
    }
}

impl Value {
    /// The one text by which the value is written in every output: `YYYY-MM`, `YYYY-MM-DD`, 是/否, an option's words,
    /// several of them joined by `、`.
    pub fn canonical(&self) -> String {
        self.words().into_owned()
    }

    /// The same, borrowed where it stands there as it is.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) | Value::Choice(text) => Cow::Borrowed(text),
            Value::Sex(sex) => sex.label().into(),
            Value::IdNumber(id) => Cow::Borrowed(&id.text),
            Value::Month(month) => month.to_string().into(),
            Value::Date(date) => date.to_string().into(),
            Value::YesNo(yes) => if *yes { "是" } else { "否" }.into(),
            Value::Choices(chosen) => chosen.join("、").into(),
            Value::Number(number) => number.to_string().into(),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Age, Birth, Month};

    #[test]
    fn a_birthday_adds_the_year_on_the_day_itself() {
        let born = Birth::Day(date(1990, 8, 14));
        assert_eq!(born.age_on(date(2025, 8, 13)), Age::Exactly(34));
        assert_eq!(born.age_on(date(2025, 8, 14)), Age::Exactly(35));
    }

    #[test]
    fn a_birth_month_leaves_the_age_open_in_that_month_only() {
        let born = Birth::Month(Month { year: 1990, month: 8 });
        assert_eq!(born.age_on(date(2025, 7, 31)), Age::Exactly(34));
        assert_eq!(born.age_on(date(2025, 8, 14)), Age::ThisOrNext(34));
        assert_eq!(born.age_on(date(2025, 8, 31)), Age::Exactly(35));
        assert_eq!(born.age_on(date(2025, 9, 1)), Age::Exactly(35));
    }
}
