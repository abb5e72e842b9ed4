//! iCalendar (RFC 5545): a small writer for events that whole days or moments in Beijing time make up.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// Something in a calendar.
#[derive(Clone, Debug)]
pub struct Event {
    /// The same for as long as it is the same event.
    pub uid: String,
    /// Rises whenever the event is moved, or calendars keep what they have.
    pub sequence: usize,
    /// The day on which it was announced: the clock has no say in outputs.
    pub stamp: Date,
    pub when: When,
    pub summary: String,
    pub description: String,
    pub location: Option<String>,
    pub url: String,
    /// Whether it may still change.
    pub tentative: bool,
    /// Whether it keeps nobody busy.
    pub transparent: bool,
}

/// When an event is.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// From the first day to the last, both included.
    Days(Date, Date),
    /// A moment, Beijing time (+08:00).
    Moment(DateTime),
}

/// A calendar with its events in the given order.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//linghang//linghang//ZH");
    out.line("CALSCALE:GREGORIAN");
    // RFC 7986, and what calendars knew before it.
    out.text("NAME", name);
    out.text("X-WR-CALNAME", name);
    for it in events {
        event(it, &mut out);
    }
    out.line("END:VCALENDAR");
    out.0
}

fn event(event: &Event, out: &mut Lines) {
    out.line("BEGIN:VEVENT");
    out.text("UID", &event.uid);
    out.line(&format!("DTSTAMP:{}", utc(event.stamp.at(0, 0, 0, 0))));
    out.line(&format!("LAST-MODIFIED:{}", utc(event.stamp.at(0, 0, 0, 0))));
    out.line(&format!("SEQUENCE:{}", event.sequence));
    match event.when {
        When::Days(first, last) => {
            out.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
            // The end is the first day on which it is over.
            out.line(&format!("DTEND;VALUE=DATE:{}", day(last.saturating_add(1.day()))));
        }
        When::Moment(moment) => out.line(&format!("DTSTART:{}", utc(moment))),
    }
    out.text("SUMMARY", &event.summary);
    out.text("DESCRIPTION", &event.description);
    if let Some(location) = &event.location {
        out.text("LOCATION", location);
    }
    out.line(&format!("URL:{}", event.url));
    out.line(if event.tentative { "STATUS:TENTATIVE" } else { "STATUS:CONFIRMED" });
    out.line(if event.transparent { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
    out.line("END:VEVENT");
}

/// 20250814
fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A moment in Beijing, told in UTC: 20250814T090000Z.
fn utc(moment: DateTime) -> String {
    moment.saturating_sub(8.hours()).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines (section 3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// In octets, the line end aside.
    const WIDTH: usize = 75;

    /// A property whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' => line.push_str("\\n"),
                '\t' => line.push(c),
                c if c.is_control() => {}
                c => line.push(c),
            }
        }
        self.line(&line);
    }

    /// A line, folded where it is too long; a character is never cut in two.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > Lines::WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Lines, day, utc};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = Lines::default();
        out.text("SUMMARY", &"甲".repeat(60));
        let lines: Vec<&str> = out.0.split("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 73, 43, 0]);
        assert!(lines[1..3].iter().all(|line| line.starts_with(' ')));
        assert_eq!(out.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "甲".repeat(60)));
    }

    #[test]
    fn texts_are_escaped_and_control_characters_left_out() {
        let mut out = Lines::default();
        out.text("X", "a;b,c\\d\r\ne:\u{7}\"");
        assert_eq!(out.0, "X:a\\;b\\,c\\\\d\\ne:\"\r\n");
    }

    #[test]
    fn days_are_as_they_are_and_moments_in_utc() {
        assert_eq!(day(date(2025, 8, 4)), "20250804");
        assert_eq!(utc(date(2025, 8, 14).at(17, 0, 0, 0)), "20250814T090000Z");
        assert_eq!(utc(date(2025, 1, 1).at(0, 0, 0, 0)), "20241231T160000Z");
    }
}
