//! Numbers of people in a text that is to be published: ID numbers and mobiles, however they are written.

use std::ops::Range;

use super::fold::{half, is_dash, is_invisible};
use super::id_number;
use super::phone::mobile;

/// Whose number it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// A citizen's ID number with the right check character.
    Id,
    /// A mobile of the mainland.
    Mobile,
}

/// A number of a person in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    pub number: Number,
    /// In bytes of the text.
    pub range: Range<usize>,
    /// In its canonical text.
    pub digits: String,
}

/// Finds the numbers of people in a text, UTF-8 or not, in one pass. Digits and blanks may be full-width; blanks and dashes
/// may stand between groups of digits, and dots and slashes where such numbers are parted: a drawing is full of decimal
/// fractions in a row.
///
/// Left out are the synthetic ones of examples: ID numbers of a region `xx0000`, which nobody has, and the mobiles from
/// 138 0000 0000 to 138 0000 0999. So are mobiles that are part of a web address.
pub fn exposed(text: &[u8]) -> Vec<Exposed> {
    let (mut found, mut marks) = (Vec::new(), Vec::new());
    // All before it has been looked at.
    let mut done = 0;
    for (index, chunk) in text.chunks(CHUNK).enumerate() {
        let (start, end) = (index * CHUNK, index * CHUNK + chunk.len());
        if end > done && may_hold(chunk) {
            done = scan(text, beginning(text, done, start.max(done)), end, &mut marks, &mut found);
        }
    }
    found
}

const CHUNK: usize = 32;

/// Digits of a mobile, the shortest number.
const MOBILE: usize = 11;

/// Characters that may part two groups of digits.
const GAP: usize = 3;

/// Whether a part of a number may stand in these bytes. An ID number whose every character takes three bytes, with gaps of
/// three such characters between all of them, has 207: of its 18 digits three or more stand in one of eight chunks.
fn may_hold(chunk: &[u8]) -> bool {
    // Full-width digits begin with 0xEF. Counting without a branch lets the compiler look at many bytes at a time.
    let telling = |byte: &u8| u8::from(byte.wrapping_sub(b'0') < 10) + u8::from(*byte == 0xEF);
    chunk.iter().map(telling).sum::<u8>() >= 3
}

/// Where the run of digits and gaps begins that reaches this byte; not before `least`.
fn beginning(text: &[u8], least: usize, mut at: usize) -> usize {
    let mut first = at;
    let mut gap = 0;
    while at > least {
        let Some((before, part)) = part_before(text, least, at) else { break };
        match part {
            Part::Digit(_) | Part::Check => (first, gap) = (before, 0),
            Part::Gap | Part::Sign(_) if gap < GAP => gap += 1,
            Part::Gap | Part::Sign(_) | Part::Other => break,
        }
        at = before;
    }
    first
}

/// What a character may be of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit(u8),
    /// X, the last character of some ID numbers.
    Check,
    Gap,
    /// A dot or a slash, which may part a number as well.
    Sign(char),
    Other,
}

impl Part {
    fn of(c: char) -> Part {
        match half(c) {
            digit @ '0'..='9' => Part::Digit(digit as u8),
            'x' | 'X' => Part::Check,
            _ if matches!(c, '\n' | '\r') => Part::Other,
            sign @ ('.' | '/' | '·' | '•' | '・' | '‧') => Part::Sign(sign),
            folded if folded == ' ' || is_dash(folded) || is_invisible(c) => Part::Gap,
            _ => Part::Other,
        }
    }

    /// The one at a byte, with its length; a byte that begins no character stands for itself.
    fn at(text: &[u8], at: usize) -> (Part, usize) {
        let width = match text[at] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            byte => return (if byte.is_ascii() { Part::of(byte as char) } else { Part::Other }, 1),
        };
        let char = text.get(at..at + width).and_then(|bytes| std::str::from_utf8(bytes).ok()?.chars().next());
        char.map_or((Part::Other, 1), |c| (Part::of(c), width))
    }
}

fn part_before(text: &[u8], least: usize, at: usize) -> Option<(usize, Part)> {
    let start = (least..at).rev().take(4).find(|start| text[*start] & 0xC0 != 0x80)?;
    let (part, width) = Part::at(text, start);
    (start + width == at).then_some((start, part))
}

/// A digit of a run: what it is, where it stands, and whether a number may begin or end with it.
struct Mark {
    digit: u8,
    range: Range<usize>,
    first: bool,
    last: bool,
    /// Whether a group of digits ends with it.
    ends: bool,
    /// The sign before it.
    sign: Option<char>,
}

/// Looks at all runs that begin before the end; answers where the last of them ended.
fn scan(text: &[u8], mut at: usize, end: usize, marks: &mut Vec<Mark>, found: &mut Vec<Exposed>) -> usize {
    while at < end {
        at = match text[at] {
            b'0'..=b'9' => match short(text, at) {
                Some(after) => after,
                None => run(text, at, marks, found),
            },
            0xEF if matches!(Part::at(text, at).0, Part::Digit(_)) => run(text, at, marks, found),
            _ => at + 1,
        };
    }
    at
}

/// Where the digits that begin here end, if they are too few for any number and nothing that follows may belong to them.
/// Most digits of pages and search indexes are such.
fn short(text: &[u8], at: usize) -> Option<usize> {
    let length = text[at..].iter().take(MOBILE).take_while(|byte| byte.is_ascii_digit()).count();
    let follows = match text.get(at + length) {
        Some(b' ' | b'-' | b'x' | b'X' | b'\t' | 0x0B | 0x0C | 0x80..) => true,
        Some(b'.' | b'/') => text.get(at + length + 1).is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    (length < MOBILE && !follows).then_some(at + length)
}

/// Looks for numbers in the run that begins here, and answers where it ends.
fn run(text: &[u8], start: usize, marks: &mut Vec<Mark>, found: &mut Vec<Exposed>) -> usize {
    marks.clear();
    let (mut at, mut gap, mut sign) = (start, 0, None);
    while at < text.len() {
        let (part, width) = Part::at(text, at);
        let digit = match part {
            Part::Digit(digit) => digit,
            Part::Check if !marks.is_empty() => b'X',
            Part::Gap | Part::Sign(_) if gap < GAP => {
                if let Part::Sign(it) = part {
                    sign = Some(it);
                }
                gap += 1;
                at += width;
                continue;
            }
            _ => break,
        };
        // On both sides of a point alone there is one number, such as a decimal fraction.
        let parted = gap > 0 && !(gap == 1 && sign == Some('.'));
        if let Some(mark) = marks.last_mut() {
            (mark.last, mark.ends) = (parted, gap > 0);
        }
        let first = parted || marks.is_empty();
        marks.push(Mark { digit, range: at..at + width, first, last: false, ends: false, sign: sign.take() });
        (at, gap) = (at + width, 0);
    }
    if let Some(mark) = marks.first_mut() {
        mark.first = !is_part_of_more(text[..start].iter().rev());
    }
    if let Some(mark) = marks.last_mut() {
        mark.last |= !is_part_of_more(text[mark.range.end..].iter());
    }
    if marks.len() >= MOBILE {
        numbers(text, marks, found);
    }
    at
}

/// Whether what stands beside digits makes them a part of something else, such as a code or a decimal fraction.
fn is_part_of_more<'b>(mut beside: impl Iterator<Item = &'b u8>) -> bool {
    match beside.next() {
        Some(b'.') => beside.next().is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_alphanumeric() || *byte == b'_',
        None => false,
    }
}

fn numbers(text: &[u8], marks: &[Mark], found: &mut Vec<Exposed>) {
    let mut at = 0;
    while at < marks.len() {
        match marks[at].first.then(|| number(text, &marks[at..])).flatten() {
            Some((length, exposed)) => {
                found.extend(exposed);
                at += length;
            }
            None => at += 1,
        }
    }
}

/// The number that begins here: how many digits it takes, and what it is unless nobody has it.
fn number(text: &[u8], marks: &[Mark]) -> Option<(usize, Option<Exposed>)> {
    let whole = |length: usize| {
        let marks = marks.get(..length).filter(|marks| marks.last().is_some_and(|mark| mark.last))?;
        let digits: String = marks.iter().map(|mark| mark.digit as char).collect();
        Some((digits, marks[0].range.start..marks[length - 1].range.end))
    };
    if let Some((digits, range)) = whole(id_number::LENGTH)
        && id_number::is_sound(&digits)
        && is_id_parted(&marks[1..id_number::LENGTH])
    {
        let is_personal = &digits[2..6] != "0000";
        return Some((id_number::LENGTH, is_personal.then_some(Exposed { number: Number::Id, range, digits })));
    }
    // With and without a country code.
    [MOBILE, MOBILE + 2, MOBILE + 4].into_iter().find_map(|length| {
        let (digits, range) = whole(length)?;
        let own = &marks[length - MOBILE..length];
        let mobile = mobile(&digits).filter(|_| is_grouped(own) && is_mobile_parted(&own[1..]))?.to_owned();
        let is_personal = !is_synthetic(&mobile) && !is_in_address(&text[..range.start]);
        Some((length, is_personal.then_some(Exposed { number: Number::Mobile, range, digits: mobile })))
    })
}

/// Whether digits stand as those of a mobile do, three or more together: a row of days or counts is none.
fn is_grouped(marks: &[Mark]) -> bool {
    let ends = marks.iter().enumerate().filter(|(at, mark)| mark.ends || at + 1 == marks.len());
    let ends: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    ends.iter().zip(starts).all(|(end, start)| end - start >= 3)
}

/// Whether the signs within an ID number, if any, part it where it has parts, or at each digit. Of both these are the digits
/// from the second on.
fn is_id_parted(marks: &[Mark]) -> bool {
    const PARTS: [usize; 5] = [5, 9, 11, 13, 16];
    signs(marks).is_some_and(|at| at.len() == marks.len() || at.iter().all(|it| PARTS.contains(it)))
}

/// Whether the signs within a mobile, if any, are of one kind and part it as everybody does: 154.0000.0000.
fn is_mobile_parted(marks: &[Mark]) -> bool {
    signs(marks).is_some_and(|at| at.is_empty() || at == [2, 6])
}

/// Where signs stand; none where there are several kinds of them.
fn signs(marks: &[Mark]) -> Option<Vec<usize>> {
    let (at, signs): (Vec<usize>, Vec<char>) =
        marks.iter().enumerate().filter_map(|(at, mark)| Some((at, mark.sign?))).unzip();
    signs.iter().all(|sign| *sign == signs[0]).then_some(at)
}

/// The mobiles of examples.
fn is_synthetic(mobile: &str) -> bool {
    mobile.starts_with("13800000")
}

/// Whether the text so far ends within a web address.
fn is_in_address(before: &[u8]) -> bool {
    const LONGEST: usize = 300;
    let is_part = |byte: &&u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\'' | b'(' | b')');
    let length = before.iter().rev().take(LONGEST).take_while(is_part).count();
    before[before.len() - length..].windows(3).any(|bytes| bytes == b"://")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Number, exposed};

    /// The numbers found, each with the stretch of the text that it takes.
    fn found(text: &str) -> Vec<(Number, &str)> {
        exposed(text.as_bytes()).into_iter().map(|it| (it.number, &text[it.range])).collect()
    }

    /// A mobile that is none of the examples'; its prefix is given to nobody.
    fn real() -> String {
        "15400000000".to_owned()
    }

    /// An ID number that could be somebody's, but for its county, which there is not.
    fn id() -> String {
        "119999190001010011".to_owned()
    }

    #[test]
    fn id_numbers_are_found_however_they_are_written() {
        let id = id();
        let full: String = id.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect();
        let spaced: Vec<String> = full.chars().map(String::from).collect();
        for written in [
            id.clone(),
            full,
            spaced.join("\u{3000}"),
            format!("{} {} {}", &id[..6], &id[6..14], &id[14..]),
            format!("{}-{}-{}", &id[..6], &id[6..14], &id[14..]),
            format!("{}\u{2014}{}", &id[..6], &id[6..]),
            format!("{}\u{200B}{}", &id[..6], &id[6..]),
            format!("{}.{}.{}", &id[..6], &id[6..14], &id[14..]),
            format!("{}/{}/{}", &id[..6], &id[6..14], &id[14..]),
            format!("{} ． {} ． {}", &id[..6], &id[6..14], &id[14..]),
            id.chars().map(String::from).collect::<Vec<_>>().join("."),
        ] {
            for text in [written.clone(), format!("身份证号：{written}，"), format!("{}{written}", "文".repeat(31))]
            {
                assert_eq!(found(&text), [(Number::Id, written.as_str())], "{text}");
            }
        }
    }

    #[test]
    fn mobiles_are_found_with_and_without_country_code() {
        let mobile = real();
        let [a, b, c] = [&mobile[..3], &mobile[3..7], &mobile[7..]];
        for (text, stretch) in [
            (format!("电话{mobile}。"), mobile.clone()),
            (format!("{a} {b} {c}"), format!("{a} {b} {c}")),
            (format!("+86-{a}-{b}-{c}"), format!("86-{a}-{b}-{c}")),
            (format!("电话{a}.{b}.{c}。"), format!("{a}.{b}.{c}")),
            (format!("{a}/{b}/{c}"), format!("{a}/{b}/{c}")),
            (format!("+86.{a}·{b}·{c}"), format!("86.{a}·{b}·{c}")),
            (format!("2025.08.14 {mobile}"), mobile.clone()),
            (format!("+86{mobile}"), format!("86{mobile}")),
            (format!("010-00000000 {mobile}"), mobile.clone()),
            (format!("010-00000000/{mobile}"), mobile.clone()),
            (format!("<a href=\"tel:{mobile}\">"), mobile.clone()),
        ] {
            assert_eq!(found(&text), [(Number::Mobile, stretch.as_str())], "{text}");
        }
    }

    #[test]
    fn what_is_nobody_s_number_is_let_be() {
        let mobile = real();
        let mut wrong = id();
        wrong.replace_range(17.., "4");
        for text in [
            "110000198503070011".to_owned(),
            "13800000000、138 0000 0999".to_owned(),
            wrong,
            format!("a{mobile}"),
            format!("{mobile}b"),
            format!("0.{mobile}"),
            format!("{mobile}.5"),
            // A drawing's decimal fractions, an address of a computer, versions.
            format!("M{}.{} l{} {}.{}", &mobile[..3], &mobile[3..], &mobile[..3], &mobile[3..7], &mobile[7..]),
            "154.12345678 154.123456 12 154.1234 5678 1541.234 5678 154.123.123.12/24, 154/00000000".to_owned(),
            "119.999190 001.010 011 11 9999190.001010011".to_owned(),
            format!("1{mobile}"),
            format!("https://example.org/t_1/{mobile}?x"),
            "13-15 2022 0101 8".to_owned(),
            "2025-08-14 12:00:00".to_owned(),
            "154\n00000000".to_owned(),
        ] {
            assert_eq!(found(&text), [], "{text}");
        }
    }

    #[test]
    fn two_numbers_side_by_side_are_two() {
        for between in [" ", "/", " / ", "·"] {
            assert_eq!(found(&format!("{}{between}{}", real(), real())).len(), 2, "{between}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            exposed(&bytes);
        }

        #[test]
        fn a_number_is_found_wherever_it_stands(before in "[文a ,，\\n]{0,80}", digits in "[0-9 ]{0,6}") {
            let text = format!("{digits}{before}号{}号", id());
            prop_assert!(found(&text).iter().any(|(number, _)| *number == Number::Id));
        }
    }
}
