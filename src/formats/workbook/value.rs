//! What a cell's number means: a quantity in the digits that people see, or a day.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::model::Raw;

/// Digits that a spreadsheet keeps of a number; what is beyond them is made up.
const DIGITS: usize = 15;

/// A number as people see it: whole ones without `.0`, no binary dust. Whole ones with more digits than a spreadsheet
/// keeps are written with an exponent, so that nobody takes them for what was typed.
pub(super) fn number(value: f64) -> Raw {
    if !value.is_finite() {
        return Raw::Error("#NUM!");
    }
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    if rounded.abs() < 1e15 {
        return Raw::Number(format!("{}", if rounded == 0.0 { 0.0 } else { rounded }));
    }
    let text = format!("{rounded:E}");
    Raw::Number(text.replacen('E', "E+", 1))
}

/// The day of a serial number; none where the calendar has none: times without a day, and 29 February 1900, which only
/// spreadsheets know.
pub(super) fn day(serial: f64, from_1904: bool) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    let start = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    start.checked_add(days.days()).ok()
}

/// A number in a cell of some format.
pub(super) fn formatted(value: f64, is_day: bool, from_1904: bool) -> Raw {
    match day(value, from_1904) {
        Some(day) if is_day => Raw::Date(day),
        _ => number(value),
    }
}

/// The error values of spreadsheets.
pub(super) fn error(text: &str) -> &'static str {
    const ERRORS: [&str; 12] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#BLOCKED!",
        "#CONNECT!",
        "#GETTING_DATA",
    ];
    ERRORS.into_iter().find(|error| *error == text.trim()).unwrap_or("#ERROR")
}

/// Whether a format of the standard's own list (ECMA-376-1, 18.8.30) shows a day, in any of the languages.
pub(super) fn is_built_in_day(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58)
}

/// Whether a format code shows a day: it names a year or a day, or a month that is no minute.
pub(super) fn is_day_code(code: &str) -> bool {
    if code.eq_ignore_ascii_case("general") {
        return false;
    }
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => _ = chars.by_ref().find(|c| *c == '"'),
            '[' => _ = chars.by_ref().find(|c| *c == ']'),
            '\\' | '_' | '*' => _ = chars.next(),
            // What follows holds for other numbers only.
            ';' => break,
            c => letters.push(c.to_ascii_lowercase()),
        }
    }
    let letters = letters.replace("am/pm", "").replace("a/p", "");
    let has = |c: char| letters.contains(c);
    has('y') || has('d') || has('m') && !has('h') && !has('s')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{day, is_day_code, number};
    use crate::model::Raw;

    #[test]
    fn numbers_are_shown_as_people_see_them() {
        for (value, shown) in [
            (13_800_000_000.0, "13800000000"),
            (1985.1, "1985.1"),
            (198_503.0, "198503"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (999_999_999_999_999.0, "999999999999999"),
            (110_000_198_503_070_011.0, "1.1000019850307E+17"),
            (1.1e17, "1.1E+17"),
            (1e300, "1E+300"),
        ] {
            assert_eq!(number(value), Raw::Number(shown.to_owned()));
        }
        assert_eq!(number(f64::INFINITY), Raw::Error("#NUM!"));
    }

    #[test]
    fn serial_numbers_are_days_of_two_calendars() {
        assert_eq!(day(1.0, false), Some(date(1900, 1, 1)));
        assert_eq!(day(59.0, false), Some(date(1900, 2, 28)));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false), Some(date(1900, 3, 1)));
        assert_eq!(day(45879.75, false), Some(date(2025, 8, 10)));
        assert_eq!(day(44417.0, true), Some(date(2025, 8, 10)));
        assert_eq!([day(0.5, false), day(-1.0, false), day(1e9, false), day(f64::NAN, false)], [None; 4]);
    }

    #[test]
    fn format_codes_tell_days_from_times_and_quantities() {
        for code in
            ["yyyy-mm-dd", "yyyy\"年\"m\"月\"", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "m/d", "mmm-yy", "d", "mmmm"]
        {
            assert!(is_day_code(code), "{code}");
        }
        for code in
            ["General", "0.00", "@", "h:mm", "[h]:mm:ss", "0.00E+00", "\"d\"0", "[Red]0;d", "mm:ss", "h:mm AM/PM"]
        {
            assert!(!is_day_code(code), "{code}");
        }
    }
}
