//! When a class takes place: exact days, or a third of a month (旬) whose days are not announced yet.

use jiff::ToSpan;
use jiff::civil::Date;

use super::value::Month;

/// When a class takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    pub shape: Shape,
    /// The original wording where it differs from ours.
    pub text: Option<String>,
}

/// How precisely the period is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Some days within a part of a month.
    Part { month: Month, part: Part, days: Option<u32> },
    /// From the first day to the last, both included.
    Days { start: Date, end: Date },
}

/// A part of a month: a 旬, or the month's last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 上旬: 1–10.
    First,
    /// 中旬: 11–20.
    Middle,
    /// 下旬: 21–month end.
    Last,
    /// 月底: the last days of the month, as many as the programme says.
    End,
}

/// The days on which a class can possibly take place, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub start: Date,
    pub end: Date,
}

impl Part {
    pub const ALL: [Part; 4] = [Part::First, Part::Middle, Part::Last, Part::End];

    pub fn label(self) -> &'static str {
        match self {
            Part::First => "上旬",
            Part::Middle => "中旬",
            Part::Last => "下旬",
            Part::End => "底",
        }
    }

    pub fn from_label(label: &str) -> Option<Part> {
        match label {
            "月底" => Some(Part::End),
            _ => Part::ALL.into_iter().find(|part| part.label() == label && *part != Part::End),
        }
    }
}

impl Period {
    /// The days on which the class can take place; `end_days` is how many days 月底 has.
    pub fn window(&self, end_days: i64) -> Window {
        match self.shape {
            Shape::Days { start, end } => Window { start, end },
            Shape::Part { month, part, .. } => {
                let first = Date::new(month.year, month.month, 1).unwrap_or(Date::ZERO);
                let last = first.last_of_month();
                let (start, end) = match part {
                    Part::First => (first, first + 9.days()),
                    Part::Middle => (first + 10.days(), first + 19.days()),
                    Part::Last => (first + 20.days(), last),
                    Part::End => (last - (end_days - 1).days(), last),
                };
                Window { start, end }
            }
        }
    }

    /// How many days the class lasts, where known.
    pub fn days(&self) -> Option<u32> {
        match self.shape {
            Shape::Part { days, .. } => days,
            Shape::Days { start, end } => u32::try_from((end - start).get_days() + 1).ok(),
        }
    }

    /// What people read: the original wording, else ours.
    pub fn text(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        match self.shape {
            Shape::Part { month, part, .. } => format!("{}年{}月{}", month.year, month.month, part.label()),
            Shape::Days { start, end } => Window { start, end }.text(),
        }
    }
}

impl Window {
    pub fn text(self) -> String {
        let Window { start, end } = self;
        match (start.year() == end.year(), start.month() == end.month()) {
            (true, true) if start == end => day_text(start),
            (true, true) => format!("{}—{}日", day_text(start), end.day()),
            (true, false) => format!("{}—{}月{}日", day_text(start), end.month(), end.day()),
            (false, _) => format!("{}—{}", day_text(start), day_text(end)),
        }
    }
}

/// A day as it is written in Chinese documents: 2025年8月14日.
pub fn day_text(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Part, Period, Shape, Window};
    use crate::model::Month;

    #[test]
    fn parts_of_a_month_have_their_days() {
        let window = |month, part| {
            let shape = Shape::Part { month: Month { year: 2022, month }, part, days: Some(5) };
            Period { shape, text: None }.window(5)
        };
        let days = |start, end| Window { start, end };
        assert_eq!(window(7, Part::First), days(date(2022, 7, 1), date(2022, 7, 10)));
        assert_eq!(window(7, Part::Middle), days(date(2022, 7, 11), date(2022, 7, 20)));
        assert_eq!(window(2, Part::Last), days(date(2022, 2, 21), date(2022, 2, 28)));
        assert_eq!(window(6, Part::End), days(date(2022, 6, 26), date(2022, 6, 30)));
    }
}
