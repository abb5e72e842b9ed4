//! Days and months, in all the ways in which people write them with certain meaning.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::fold::{half_width, han_digits, is_dash, shown};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{Both, FieldProblem, Personal};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Month, Value};

pub(super) struct DateKind;

pub(super) struct MonthKind;

/// Nobody in these forms was born, and nothing in them happens, outside these years.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

impl FieldKind for DateKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        match written(text) {
            Some(it) if it.either_century && it.day.is_some() => two_digits(field, text, it.month.year),
            Some(Written { day: Some(date), .. }) => Reading::value(Value::Date(date)),
            _ => {
                let found = Personal(shown(text));
                let (field, serial) = (field.label.to_string(), serial(text));
                Reading::problem(FieldProblem::NotADate { field, found, serial })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        let words = lang.pick("写成 年-月-日，例如 2025-08-10", "as YYYY-MM-DD, such as 2025-08-10");
        hint_line(field, lang, Some(words))
    }

    fn json_schema(&self, field: &Field) -> Json {
        let pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
        schema(self, field, json!({ "type": "string", "pattern": pattern }))
    }

    fn cell(&self, _: &Field) -> Cell {
        const CHECK: &str = "AND(LEN({})=10,MID({},5,1)=\"-\",MID({},8,1)=\"-\",ISNUMBER(DATEVALUE({})))";
        Cell::firm(Rule::Formula(CHECK), "日期请写成2025-08-10的样子：四位年份、两位月份、两位日，中间用短横线。")
    }
}

impl FieldKind for MonthKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let label = || field.label.to_string();
        let found = || Personal(shown(text));
        match written(text) {
            Some(it) if it.either_century => two_digits(field, text, it.month.year),
            Some(_) if may_lack_a_zero(text) => {
                Reading::problem(FieldProblem::AmbiguousMonth { field: label(), found: found() })
            }
            Some(Written { month, .. }) => Reading::value(Value::Month(month)),
            None => {
                let (field, serial) = (label(), serial(text));
                Reading::problem(FieldProblem::NotAMonth { field, found: found(), serial })
            }
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("写成 年-月，例如 1985-03", "as YYYY-MM, such as 1985-03")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        const CHECK: &str = "AND(LEN({})=7,ISNUMBER(FIND(MID({},5,1),\"-./\")),VALUE(LEFT({},4))>1899,\
            VALUE(LEFT({},4))<2101,VALUE(RIGHT({},2))>0,VALUE(RIGHT({},2))<13)";
        let refusal = "年月请写成1985-03的样子：四位年份、短横线、两位月份。10月写成1985-10，不要写成1985.1。";
        Cell::firm(Rule::Formula(CHECK), refusal)
    }
}

fn two_digits(field: &Field, text: &str, late: i16) -> Reading {
    let (field, found) = (field.label.to_string(), Personal(shown(text)));
    let (early, late) = ((late - 100).to_string(), late.to_string());
    Reading::problem(FieldProblem::TwoDigitYear { field, found, early, late })
}

/// What a number is that a spreadsheet shows for a day where the cell is not formatted as one (31107), as the end of an
/// advice: days since 30 December 1899. It is never taken for the value: nobody knows what was typed.
fn serial(text: &str) -> Both {
    let text = half_width(text);
    let is_serial = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
    let days = text.parse::<i64>().ok().filter(|_| is_serial);
    let day = days.and_then(|days| Date::constant(1899, 12, 30).checked_add(days.days()).ok());
    match day.filter(|day| YEARS.contains(&day.year())) {
        Some(day) => Both([
            format!("；「{text}」像是电子表格的日期序号，对应 {day}，核实无误后请照样式填写"),
            format!("; `{text}` looks like a spreadsheet's number of a day, {day}: if that is right, write it so"),
        ]),
        None => Both::same(""),
    }
}

/// A number such as 1985.1 may be what a program left of 1985.10, and 85.1 of 85.10.
fn may_lack_a_zero(text: &str) -> bool {
    text.strip_suffix(".1").is_some_and(|year| matches!(year.len(), 2 | 4))
}

/// A written day or month that the calendar has.
struct Written {
    month: Month,
    /// None where only the month is written.
    day: Option<Date>,
    /// Whether two digits are all that is written of the year, and it may as well be a hundred years earlier.
    either_century: bool,
}

/// Reads a day or a month to its end. Years have four digits, or two of which the century is certain; the parts are set
/// apart by 年, 月 and 日, by one kind of sign among `-`, `/`, `.` and a blank, or by nothing (198503, 20250810).
fn written(text: &str) -> Option<Written> {
    let signs = signs(text)?;
    let numbers: Vec<&str> = signs.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let between: Vec<char> = signs.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (year, month, day) = match (numbers.as_slice(), between.as_slice()) {
        (&[whole], []) if whole.len() == 6 => (&whole[..4], &whole[4..], None),
        (&[whole], []) if whole.len() == 8 => (&whole[..4], &whole[4..6], Some(&whole[6..])),
        (&[year, month], ['年'] | ['年', '月'] | ['-' | '/' | '.' | ' ']) => (year, month, None),
        (&[year, month, day], ['年', '月'] | ['年', '月', '日' | '号']) => (year, month, Some(day)),
        (&[year, month, day], [one @ ('-' | '/' | '.' | ' '), other]) if one == other => (year, month, Some(day)),
        _ => return None,
    };
    if month.len() > 2 || day.is_some_and(|day| day.len() > 2) {
        return None;
    }
    let (year, either_century) = full_year(year)?;
    let month = Month { year, month: month.parse().ok()? };
    // The first of the month stands in where no day is written: the month itself must be real as well.
    let date = Date::new(month.year, month.month, day.map_or(Ok(1), str::parse).ok()?).ok()?;
    YEARS.contains(&month.year).then(|| Written { month, day: day.map(|_| date), either_century })
}

/// A year, and whether it may as well be a hundred years earlier. Of two digits, 40 to 99 are years of the last century:
/// nobody in these forms was born before 1940, and nothing in them lies as far ahead as 2040.
fn full_year(digits: &str) -> Option<(i16, bool)> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some((number, false)),
        2 if number >= 40 => Some((1900 + number, false)),
        2 => Some((2000 + number, true)),
        _ => None,
    }
}

/// The text in half-width digits and single signs; none where it holds anything else or does not begin with a digit.
fn signs(text: &str) -> Option<String> {
    // Nothing that means a day is longer, and what is longer need not be folded.
    if text.chars().nth(40).is_some() {
        return None;
    }
    let folded = han_digits(&half_width(text)).replace("元月", "1月").replace("月份", "月");
    let mut signs = String::new();
    for c in folded.chars() {
        let c = if is_dash(c) { '-' } else { c };
        match c {
            '0'..='9' => signs.push(c),
            ' ' if signs.ends_with(|last: char| last.is_ascii_digit()) => signs.push(' '),
            ' ' => {}
            '-' | '/' | '.' | '年' | '月' | '日' | '号' => {
                // Blanks before a sign only set it off.
                if signs.ends_with(' ') {
                    signs.pop();
                }
                // Signs in a row leave a number out.
                if !signs.ends_with(|last: char| last.is_ascii_digit()) {
                    return None;
                }
                signs.push(c);
            }
            _ => return None,
        }
    }
    Some(signs.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{code, field, gives, stable};
    use crate::model::Kind;

    #[test]
    fn months_are_understood_however_they_are_written() {
        for written in [
            "1985-03",
            "1985年3月",
            "1985年03月",
            "1985 年 3 月",
            "1985年3月份",
            "1985年3",
            "1985.03",
            "1985.3",
            "1985/3",
            "1985-3",
            "1985—3",
            "198503",
            "１９８５－０３",
            "1985年03月15日",
            "1985-03-15",
            "1985.3.15",
            "19850315",
            "1985 03",
            "一九八五年三月",
            "一九八五年三月十五日",
            "85.3",
            "85.03",
            "85年3月",
            "85-3-15",
            "八五年三月",
        ] {
            assert_eq!(gives(Kind::Month, written), "1985-03", "{written}");
        }
        assert_eq!(gives(Kind::Month, "1985.10"), "1985-10");
        assert_eq!(gives(Kind::Month, "二〇〇〇年十二月"), "2000-12");
        assert_eq!(gives(Kind::Month, "1990年元月"), "1990-01");
        assert_eq!(gives(Kind::Month, "1985年1月"), "1985-01");
        assert_eq!(gives(Kind::Month, "1985-1"), "1985-01");
    }

    #[test]
    fn what_is_no_month_is_turned_away() {
        for written in [
            "1985-13",
            "1985-00",
            "85",
            "8503",
            "85年13月",
            "3.85",
            "12/85",
            "5年3月",
            "985-03",
            "1985",
            "3月",
            "1985-02-30",
            "1899-12",
            "2101-01",
            "198513",
            "1985-03-",
            "-1985-03",
            "1985--03",
            "1985年3-15",
            "1985-03/15",
            "March 1985",
            "Mar-85",
            "31107",
            "不详",
            "1985-003",
            "1985年3月至今",
            "1.10E+17",
        ] {
            assert_eq!(code(Kind::Month, written), "E0304", "{written}");
        }
        for written in ["1985.1", "85.1"] {
            assert_eq!(code(Kind::Month, written), "E0305", "{written}");
        }
    }

    #[test]
    fn two_digits_are_a_year_where_the_century_is_certain() {
        assert_eq!([gives(Kind::Month, "40.3"), gives(Kind::Month, "99.12")], ["1940-03", "1999-12"]);
        assert_eq!(gives(Kind::Date, "85年3月15日"), "1985-03-15");
        for written in ["00.3", "25年8月", "39-12", "25.1", "〇五年三月", "04.2.29"] {
            assert_eq!(code(Kind::Month, written), "E0331", "{written}");
        }
        assert_eq!([code(Kind::Date, "25-8-10"), code(Kind::Date, "25-8")], ["E0331", "E0303"]);
    }

    #[test]
    fn days_are_understood_however_they_are_written() {
        for written in [
            "2025-08-10",
            "2025年8月10日",
            "2025年8月10号",
            "2025.8.10",
            "2025/8/10",
            "20250810",
            "2025. 8. 10",
            "２０２５－８－１０",
            "2025 8 10",
            "二〇二五年八月十日",
        ] {
            assert_eq!(gives(Kind::Date, written), "2025-08-10", "{written}");
        }
    }

    #[test]
    fn what_is_no_day_is_turned_away() {
        for written in [
            "8/10/2025",
            "2025-08",
            "2025-02-29",
            "2025-08-32",
            "2025-08-10 10:30",
            "2025-08-10 00:00:00",
            "45879",
            "8月10日",
            "今天",
            "2025-08-10T00:00",
            "2025-8/10",
        ] {
            assert_eq!(code(Kind::Date, written), "E0303", "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn canonical_days_and_months_stay(text in "[0-9一二十〇年月日./ -]{0,12}", any in "\\PC*") {
            for kind in [Kind::Date, Kind::Month] {
                stable(&field(kind), &text);
                stable(&field(kind), &any);
            }
        }
    }
}
