//! Cells of a spreadsheet that hold no text: numbers, days, pictures and errors, held against the field they stand in.

use jiff::civil::Date;

use super::{Reading, not_a_text, read_text};
use crate::diagnostic::{FieldProblem, Personal};
use crate::model::{Field, Kind, Month, Value};

/// What stands for a photo that lies in the cell itself instead of in a file.
pub const PICTURE_IN_CELL: &str = "（单元格内的图片）";

/// Digits from which a number of a spreadsheet is no longer what was typed.
const DIGITS: usize = 15;

/// A number that a spreadsheet keeps. An ID number is longer than what it can keep, and shorter ones are no ID numbers.
pub(super) fn number(field: &Field, number: &str) -> Reading {
    if field.kind == Kind::IdNumber && (number.len() >= DIGITS || number.contains('E')) {
        let (field, found) = (field.label.to_string(), Personal(number.to_owned()));
        return Reading::problem(FieldProblem::IdDamaged { field, found });
    }
    read_text(field, number)
}

/// A day that a spreadsheet keeps. Elsewhere than in a column of days it is what the program made of something else.
pub(super) fn day(field: &Field, day: Date) -> Reading {
    match field.kind {
        Kind::Date => Reading::value(Value::Date(day)),
        Kind::Month => Reading::value(Value::Month(Month { year: day.year(), month: day.month() })),
        _ => {
            let (field, found) = (field.label.to_string(), Personal(day.to_string()));
            Reading::problem(FieldProblem::TurnedIntoDay { field, found })
        }
    }
}

pub(super) fn picture(field: &Field) -> Reading {
    match field.kind {
        Kind::Photo => Reading::value(Value::Text(PICTURE_IN_CELL.into())),
        _ => not_a_text(field, ["一张图片", "a picture"]),
    }
}

pub(super) fn error(field: &Field, found: &str) -> Reading {
    let (field, found) = (field.label.to_string(), found.to_owned());
    Reading::problem(FieldProblem::ErrorValue { field, found })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::kinds::read;
    use crate::kinds::testing::{codes, field};
    use crate::model::{Kind, Raw};

    fn number(text: &str) -> Raw {
        Raw::Number(text.to_owned())
    }

    fn text(kind: Kind, raw: &Raw) -> Option<String> {
        read(&field(kind), raw).value.map(|value| value.canonical())
    }

    #[test]
    fn a_number_is_a_text_but_never_an_id_number() {
        for damaged in ["1.1000019850307E+17", "1.1E+17", "110000850307001"] {
            assert_eq!(codes(&read(&field(Kind::IdNumber), &number(damaged))), ["E0311"], "{damaged}");
        }
        assert_eq!(text(Kind::Mobile, &number("13800000000")).as_deref(), Some("13800000000"));
        assert_eq!(text(Kind::Month, &number("198503")).as_deref(), Some("1985-03"));
        assert_eq!(codes(&read(&field(Kind::Month), &number("1985.1"))), ["E0305"]);
    }

    #[test]
    fn a_day_belongs_into_a_column_of_days() {
        let day = Raw::Date(date(1985, 3, 1));
        assert_eq!(text(Kind::Month, &day).as_deref(), Some("1985-03"));
        assert_eq!(text(Kind::Date, &day).as_deref(), Some("1985-03-01"));
        for kind in [Kind::Text, Kind::Phone, Kind::Number, Kind::Choice] {
            assert_eq!(codes(&read(&field(kind), &day)), ["E0328"]);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for &kind in Kind::ALL {
            assert_eq!(codes(&read(&field(kind), &Raw::Error("#N/A"))), ["E0329"]);
            assert_eq!(codes(&read(&field(kind), &Raw::Formula)), ["E0330"]);
            let picture = codes(&read(&field(kind), &Raw::Picture));
            assert_eq!(picture, if kind == Kind::Photo { vec![] } else { vec!["E0318"] });
        }
    }
}
