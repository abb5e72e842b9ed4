//! Citizens' ID numbers (GB 11643-1999): 17 digits and a check character.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::fold::{compact, shown, shown_char, without_text_mark};
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::{FieldProblem, Personal};
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, IdNumber, Sex, Value};

pub(super) struct IdNumberKind;

pub(super) const LENGTH: usize = 18;

/// The provinces of GB/T 2260; 83 is Taiwan on a residence permit, as 81 and 82 are Hong Kong and Macao.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

impl FieldKind for IdNumberKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        read(field, text).into()
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("18 位，末位可为 X", "18 characters; the last may be X")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        // Editors take 18 digits without quotes for an integer; the program reads the text.
        schema(self, field, json!({ "type": ["string", "integer"], "pattern": "^[1-8][0-9]{16}[0-9X]$" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        // GB 11643: the weights are powers of two modulo 11, from the last digit on. INDIRECT keeps the rows 1 to 17 where
        // they are when somebody inserts rows.
        const CHECK: &str = "AND(LEN({})=18,MID(\"10X98765432\",MOD(SUMPRODUCT(MID({},ROW(INDIRECT(\"1:17\")),1)\
            *MOD(2^(18-ROW(INDIRECT(\"1:17\"))),11)),11)+1,1)=UPPER(RIGHT({},1)))";
        let refusal = "身份证号应为18位，最后一位可以是X。现在的位数不对，或者有一位输错了，请对照证件重新填写。";
        Cell::firm(Rule::Formula(CHECK), refusal)
    }
}

/// All checks, the most telling first: one fault of a number usually breaks the later checks as well.
fn read(field: &Field, text: &str) -> Result<Value, FieldProblem> {
    let label = || field.label.to_string();
    let number = compact(without_text_mark(text)).to_ascii_uppercase();
    if is_float(&number) {
        return Err(FieldProblem::IdDamaged { field: label(), found: Personal(shown(text)) });
    }
    let number = number.replace('-', "");
    let count = number.chars().count();
    let stray = number.chars().enumerate().find(|(at, c)| match c {
        '0'..='9' => false,
        'X' => at + 1 != count,
        _ => true,
    });
    if let Some((_, stray)) = stray {
        return Err(FieldProblem::IdCharacter { field: label(), found: shown_char(stray) });
    }
    if count != LENGTH {
        return Err(FieldProblem::IdLength { field: label(), count });
    }
    let province = &number[..2];
    if !PROVINCES.contains(&province) {
        return Err(FieldProblem::IdProvince { field: label(), code: province.to_owned() });
    }
    let Some(birth) = birth(&number) else {
        return Err(FieldProblem::IdDate { field: label(), found: Personal(number[6..14].to_owned()) });
    };
    let check = &number[LENGTH - 1..];
    if !check.starts_with(check_character(&number)) {
        return Err(FieldProblem::IdCheckDigit { field: label(), found: check.to_owned() });
    }
    // The 17th digit is odd for men and even for women.
    let sex = if number.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female };
    Ok(Value::IdNumber(IdNumber { text: number.into(), birth, sex }))
}

/// Whether 18 digits, the last perhaps an X, are a number that somebody may have.
pub(super) fn is_sound(number: &str) -> bool {
    let digits = number.get(..LENGTH - 1).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    number.len() == LENGTH
        && digits
        && PROVINCES.contains(&&number[..2])
        && birth(number).is_some()
        && number.ends_with(check_character(number))
}

/// `1.1E+17` or `110000199001011000.0`: digits with one decimal point, an exponent or both.
fn is_float(number: &str) -> bool {
    let (mantissa, exponent) = match number.split_once('E') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.trim_start_matches(['+', '-']))),
        None => (number, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = !whole.is_empty() && digits(whole) && digits(fraction);
    let has_form = mantissa.contains('.') || exponent.is_some();
    is_number && has_form && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// The day of birth in characters 7 to 14.
fn birth(number: &str) -> Option<Date> {
    let year = number[6..10].parse().ok().filter(|year| (1800..=2100).contains(year))?;
    Date::new(year, number[10..12].parse().ok()?, number[12..14].parse().ok()?).ok()
}

/// The check character of the first 17 digits by ISO 7064, MOD 11-2: weighted by the powers of 2 from the right.
fn check_character(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHARACTERS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    CHARACTERS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{PROVINCES, check_character};
    use crate::diagnostic::FieldProblem;
    use crate::kinds::testing::{code, field, gives, read_text, stable};
    use crate::model::{IdNumber, Kind, Sex, Value};

    /// The pure recursion of ISO 7064, which knows nothing of weights.
    fn recursive(digits: &str) -> char {
        let mut product = 0;
        for digit in digits.chars().filter_map(|c| c.to_digit(10)) {
            product = (product + digit) * 2 % 11;
        }
        char::from_digit((12 - product) % 11, 10).unwrap_or('X')
    }

    #[test]
    fn a_number_tells_birth_and_sex() {
        let reading = read_text(Kind::IdNumber, "110000198503070011");
        let id = IdNumber { text: "110000198503070011".into(), birth: date(1985, 3, 7), sex: Sex::Male };
        assert_eq!(reading.value, Some(Value::IdNumber(id)));
        assert!(reading.problems.is_empty());
    }

    #[test]
    fn the_standard_s_own_examples_have_their_check_characters() {
        assert_eq!(check_character("11010519491231002"), 'X');
        assert_eq!(check_character("44052418800101001"), '4');
    }

    /// GB 11643 as it is defined: all 18 places, each times its power of 2, come to 1 modulo 11.
    fn congruent(body: u64, check: char) -> bool {
        let places = (1..=17).map(|at| (body / 10_u64.pow(at - 1) % 10) << at);
        (places.sum::<u64>() + check.to_digit(10).map_or(10, u64::from)) % 11 == 1
    }

    #[test]
    fn a_million_numbers_have_the_one_check_character_that_the_definition_gives_them() {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut each = [0_u32; 11];
        for _ in 0..1_000_000 {
            // Marsaglia's xorshift64.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let body = state % 10_u64.pow(17);
            let check = check_character(&format!("{body:017}"));
            assert!(congruent(body, check), "{body:017}{check}");
            each["0123456789X".find(check).unwrap()] += 1;
        }
        assert!(each.iter().all(|count| count.abs_diff(1_000_000 / 11) < 2_000), "{each:?}");
    }

    #[test]
    fn harmless_spellings_are_understood_with_a_note() {
        let ends_in_x = (0..1000)
            .map(|serial| format!("11000019900101{serial:03}"))
            .find(|body| check_character(body) == 'X')
            .unwrap();
        let right = format!("{ends_in_x}X");
        for written in [
            format!("{ends_in_x}x"),
            format!("{ends_in_x}Ｘ"),
            format!("{ends_in_x}ｘ"),
            format!("{} {} {}", &right[..6], &right[6..14], &right[14..]),
            format!("{}-{}—{}", &right[..6], &right[6..14], &right[14..]),
            format!("'{right}"),
            format!("\u{202D}{right}\u{202C}"),
            format!("\u{FEFF}{right}"),
            right.replace('1', "１"),
        ] {
            assert_eq!(gives(Kind::IdNumber, &written), right, "{written}");
            assert_eq!(code(Kind::IdNumber, &written), "E0320", "{written}");
        }
    }

    #[test]
    fn the_first_fault_is_told() {
        for (written, expected) in [
            ("1.10E+17", "E0311"),
            ("1.1e+17", "E0311"),
            ("１.１Ｅ＋１７", "E0311"),
            ("110000198503070000.0", "E0311"),
            ("110000850307001", "E0306"),
            ("1100001985030700", "E0306"),
            ("1100001985030700111", "E0306"),
            ("11000019850307001O", "E0307"),
            ("1100001985030X0011", "E0307"),
            ("110000.19850307.0011", "E0307"),
            ("110***********0011", "E0307"),
            ("无", "E0307"),
            ("160000198503070011", "E0308"),
            ("000000198503070011", "E0308"),
            ("110000198502300011", "E0309"),
            ("110000000001010011", "E0309"),
            ("110000198513070011", "E0309"),
            ("110000198503070012", "E0310"),
            ("11000019850307001X", "E0310"),
            ("110000198503700011", "E0309"),
            ("110000198530070011", "E0309"),
        ] {
            assert_eq!(code(Kind::IdNumber, written), expected, "{written}");
        }
        let reading = read_text(Kind::IdNumber, "110000850307001");
        let problem = FieldProblem::IdLength { field: "身份证号".to_owned(), count: 15 };
        assert_eq!(reading.problems, [problem]);
    }

    proptest! {
        #[test]
        fn both_formulas_agree_and_one_wrong_digit_is_found(
            province in proptest::sample::select(&PROVINCES[..]), year in 1900i32..2100, month in 1u8..=12, day in 1u8..=28,
            serial in 0u16..1000, at in 14usize..17, by in 1u8..10,
        ) {
            let body = format!("{province}0000{year:04}{month:02}{day:02}{serial:03}");
            let check = check_character(&body);
            prop_assert_eq!(check, recursive(&body));
            let number = format!("{body}{check}");
            prop_assert_eq!(gives(Kind::IdNumber, &number), number.clone());
            prop_assert!(read_text(Kind::IdNumber, &number).problems.is_empty());

            let mut wrong = number.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            prop_assert_eq!(code(Kind::IdNumber, &String::from_utf8(wrong).unwrap()), "E0310");
        }

        #[test]
        fn any_text_is_read(text in "[0-9xX.eE+ -]{0,24}", any in "\\PC*") {
            stable(&field(Kind::IdNumber), &text);
            stable(&field(Kind::IdNumber), &any);
        }
    }
}
