//! The classes of a programme on a line of time, measured out for drawing.
//!
//! Across the page everything is a percentage, so that the drawing takes any width without its letters shrinking; down
//! the page it is pixels.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::shared::Shared;
use crate::model::{Class, Deadline, Programme, Shape, Window, day_text};

/// Where the first row begins, below the years and months.
const TOP: usize = 44;
const ROW: usize = 52;
/// More months than these are not all named: on a phone their names would touch.
const NAMED_MONTHS: usize = 8;
/// How many Han characters a row holds on a wide screen, and on the narrowest phone.
const WIDE_ROW: usize = 45;
const NARROW_ROW: usize = 20;
/// Left of this percentage there is no room for a day in front of its mark.
const ROOM_FOR_A_DAY: f64 = 9.0;

/// A drawing as its template knows it.
#[derive(Serialize)]
pub struct Timeline {
    height: usize,
    /// What it shows, in a sentence.
    text: String,
    months: Vec<Tick>,
    years: Vec<Tick>,
    rows: Vec<Row>,
    /// Which signs occur, for the key to them.
    has_fuzzy: bool,
    has_days: bool,
    has_deadlines: bool,
}

/// A month or a year begins here.
#[derive(Serialize)]
struct Tick {
    x: String,
    /// Empty where there is no room for it.
    text: String,
}

#[derive(Serialize)]
struct Row {
    /// Where the row begins, in pixels.
    y: usize,
    name: String,
    /// The name where the screen is narrow.
    short: String,
    /// When, in the original wording.
    when: String,
    /// All of it in words.
    title: String,
    bar: Option<Bar>,
    mark: Option<Mark>,
}

/// The days on which a class takes place, or can.
#[derive(Serialize)]
struct Bar {
    x: String,
    width: String,
    fuzzy: bool,
}

/// A deadline.
#[derive(Serialize)]
struct Mark {
    x: String,
    /// The day, in short; empty where the row says it anyway.
    text: String,
    /// On which side of the mark there is room for it.
    text_before: bool,
}

/// From the first day of a month to the last day of another.
struct Axis {
    first: Date,
    days: f64,
}

/// The drawing of a programme's classes and deadlines; none where there is nothing to compare.
pub fn of(programme: &Programme, shared: &Shared) -> Option<Timeline> {
    let classes: Vec<&Class> = shared.classes_of(&programme.id).map(|(class, _)| *class).collect();
    let windows: Vec<Window> = classes.iter().map(|it| it.period.window(programme.month_end_days as i64)).collect();
    let due: Vec<Option<Deadline>> = classes.iter().map(|class| programme.deadline_of(class)).collect();
    if classes.is_empty() || classes.len() + programme.deadlines.len() < 2 {
        return None;
    }
    let deadlines = || programme.deadlines.iter().chain(due.iter().flatten()).map(|it| it.at.day());
    let start = windows.iter().map(|it| it.start).chain(deadlines()).min()?.first_of_month();
    let end = windows.iter().map(|it| it.end).chain(deadlines()).max()?.last_of_month();
    let axis = Axis { first: start, days: f64::from((end - start).get_days() + 1) };

    let mut rows: Vec<Row> = programme.deadlines.iter().map(|it| axis.deadline(it)).collect();
    rows.extend(classes.iter().zip(&windows).zip(&due).map(|((class, window), due)| axis.class(class, *window, due)));
    rows.iter_mut().enumerate().for_each(|(at, row)| row.y = TOP + at * ROW);
    let fuzzy = |row: &Row| row.bar.as_ref().map(|bar| bar.fuzzy);
    let (months, years) = axis.ticks(end);
    Some(Timeline {
        height: TOP + rows.len() * ROW,
        text: format!("{}个班次，{}至{}。", classes.len(), day_text(start), day_text(end)),
        months,
        years,
        has_fuzzy: rows.iter().any(|row| fuzzy(row) == Some(true)),
        has_days: rows.iter().any(|row| fuzzy(row) == Some(false)),
        has_deadlines: rows.iter().any(|row| row.mark.is_some()),
        rows,
    })
}

impl Axis {
    fn class(&self, class: &Class, window: Window, due: &Option<Deadline>) -> Row {
        let (when, days) = (class.period.text(), window.text());
        let mut title = format!("{}：{when}", class.page.title);
        if days != when {
            title.push_str(&format!("（{days}）"));
        }
        if let Some(deadline) = due {
            title.push_str(&format!("，{}：{}", deadline.label, deadline.text()));
        }
        Row {
            y: 0,
            name: shortened(&class.option, &when, WIDE_ROW),
            short: shortened(&class.option, &when, NARROW_ROW),
            when,
            title,
            bar: Some(Bar {
                x: percent(self.at(window.start)),
                width: percent(self.at(window.end) + 100.0 / self.days - self.at(window.start)),
                fuzzy: matches!(class.period.shape, Shape::Part { .. }),
            }),
            mark: due.as_ref().map(|deadline| {
                let day = deadline.at.day();
                self.mark(day, format!("{}月{}日", day.month(), day.day()))
            }),
        }
    }

    /// A deadline of the programme as a whole.
    fn deadline(&self, deadline: &Deadline) -> Row {
        let when = deadline.text();
        Row {
            y: 0,
            name: shortened(&deadline.label, &when, WIDE_ROW),
            short: shortened(&deadline.label, &when, NARROW_ROW),
            when,
            title: format!("{}（面向{}）：{}", deadline.label, deadline.audience, deadline.at.text()),
            bar: None,
            mark: Some(self.mark(deadline.at.day(), String::new())),
        }
    }

    fn mark(&self, day: Date, text: String) -> Mark {
        let x = self.at(day) + 50.0 / self.days;
        Mark { x: percent(x), text, text_before: x >= ROOM_FOR_A_DAY }
    }

    /// Where a day begins.
    fn at(&self, day: Date) -> f64 {
        f64::from((day - self.first).get_days()) / self.days * 100.0
    }

    fn ticks(&self, end: Date) -> (Vec<Tick>, Vec<Tick>) {
        let days: Vec<Date> = self.first.series(1.month()).take_while(|day| *day <= end).collect();
        let every = days.len().div_ceil(NAMED_MONTHS);
        let month = |(at, day): (usize, &Date)| Tick {
            x: percent(self.at(*day)),
            text: if at % every == 0 { format!("{}月", day.month()) } else { String::new() },
        };
        let year = |day: &Date| Tick { x: percent(self.at(*day)), text: format!("{}年", day.year()) };
        let years = days.iter().filter(|day| **day == self.first || day.month() == 1);
        (days.iter().enumerate().map(month).collect(), years.map(year).collect())
    }
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// A name that leaves room for the words at the other end of a row that holds so many Han characters.
fn shortened(name: &str, when: &str, row: usize) -> String {
    // A Latin letter or a figure takes about half the width.
    let halves = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let room = (row * 2).saturating_sub(halves(when) + 2).max(12);
    if halves(name) <= room {
        return name.to_owned();
    }
    let mut kept = String::new();
    for c in name.chars() {
        if halves(&kept) + 4 > room {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Axis, shortened};

    #[test]
    fn days_stand_where_they_belong_and_months_do_not_crowd() {
        let axis = Axis { first: date(2025, 8, 1), days: 92.0 };
        assert_eq!(axis.at(date(2025, 8, 1)), 0.0);
        assert_eq!(axis.at(date(2025, 9, 16)), 50.0);
        let mark = axis.mark(date(2025, 8, 2), "8月2日".to_owned());
        assert_eq!((mark.x.as_str(), mark.text_before), ("1.63%", false), "the day would stick out in front");

        let year = Axis { first: date(2024, 11, 1), days: 396.0 };
        let (months, years) = year.ticks(date(2025, 12, 1));
        let texts: Vec<_> = months.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["11月", "", "1月", "", "3月", "", "5月", "", "7月", "", "9月", "", "11月", ""]);
        assert_eq!(years.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["2024年", "2025年"]);
    }

    #[test]
    fn long_names_end_before_they_touch_the_other_end() {
        assert_eq!(shortened("中国女科技工作者协会班", "2022年9月中旬", 20), "中国女科技工作者协会班");
        assert_eq!(shortened("学会会员、分支机构向学会报名", "8月12日下班前", 20), "学会会员、分支机构向学…");
        assert_eq!(shortened("甲", "很长很长很长很长很长很长很长很长很长很长很长", 20), "甲");
    }
}
