//! Until when something has to be done, and by whom.

use jiff::civil::{Date, DateTime};

use super::period::day_text;

/// A deadline of a programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    pub id: String,
    pub label: String,
    /// For whom it holds.
    pub audience: String,
    pub at: Moment,
    /// The original wording, shown as it is.
    pub text: Option<String>,
    pub note: Option<String>,
    /// Whether a form filled in later is remarked upon.
    pub filled_on: bool,
}

/// A day, or a moment of it; Beijing time (+08:00).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    Day(Date),
    Time(DateTime),
}

impl Moment {
    pub fn day(self) -> Date {
        match self {
            Moment::Day(day) => day,
            Moment::Time(time) => time.date(),
        }
    }

    /// 2025年8月14日 17:00
    pub fn text(self) -> String {
        match self {
            Moment::Day(day) => day_text(day),
            Moment::Time(time) => format!("{} {:02}:{:02}", day_text(time.date()), time.hour(), time.minute()),
        }
    }

    /// 2025-08-14 17:00
    pub fn plain(self) -> String {
        match self {
            Moment::Day(day) => day.to_string(),
            Moment::Time(time) => format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute()),
        }
    }

    /// For programs (ISO 8601): `2025-08-14` or `2025-08-14T17:00:00+08:00`.
    pub fn iso(self) -> String {
        match self {
            Moment::Day(day) => day.to_string(),
            Moment::Time(time) => format!("{time}+08:00"),
        }
    }
}

impl Deadline {
    /// What people read: the original wording, else the moment.
    pub fn text(&self) -> String {
        self.text.clone().unwrap_or_else(|| self.at.text())
    }
}
