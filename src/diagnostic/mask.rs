//! Numbers of people within a text, hidden in place.

use super::signs::{is_dash, is_invisible};

/// Digits of the shortest number that is hidden, where nothing but blanks and hyphens stands in it.
const LONG: usize = 7;
/// The same, where other signs stand in it.
const SIGNED: usize = 10;
/// The most that one number has, with a slip or two.
const MOST: usize = 20;
/// Characters that may stand between two digits of a number, unless they are blanks and hyphens.
const GAP: usize = 3;

const MOBILE: usize = 11;
const ID: usize = 18;

/// A digit of a number, or a letter in its place.
struct Digit {
    /// In characters.
    at: usize,
    /// What stands between it and the digit before it.
    gap: Gap,
}

/// What stands between two digits: the widest of its characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    /// Blanks and hyphens, however many.
    Blank,
    /// A few signs by which people set digits apart: dots, slashes, dashes, what cannot be seen.
    Sign,
    /// A few characters that are no letters.
    Other,
    /// The digits do not hang together.
    Apart,
}

/// Hides the middle of every long number, character for character: the first three and the last four stay, so that
/// carets keep their columns. Seven digits or more are long; blanks and hyphens inside a number do not break it.
///
/// Nor do a few other signs, if it has ten digits; days, times and prices are no numbers of people. Whatever else stands
/// between its digits, what has the shape of a mobile or an ID number is one.
pub fn mask(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let digits = digits(&chars);
    let mut hidden = Vec::new();
    for run in runs(&digits, Gap::Blank) {
        // A day such as 2025-08-10 has eight digits and hides nobody.
        if run.len() >= LONG && !is_day(&chars, run) {
            hide(run, &mut hidden);
        }
    }
    for run in runs(&digits, Gap::Sign) {
        signed(&chars, run, &mut hidden);
    }
    for run in runs(&digits, Gap::Other).filter(|run| holds(run, Gap::Other)) {
        shaped(&chars, run, &mut hidden);
    }
    for at in hidden {
        chars[at] = '*';
    }
    chars.into_iter().collect()
}

fn hide(run: &[Digit], hidden: &mut Vec<usize>) {
    hidden.extend(run[3..run.len().max(8) - 4].iter().map(|digit| digit.at));
}

/// All digits of a text, and what may be one.
fn digits(chars: &[char]) -> Vec<Digit> {
    let mut digits: Vec<Digit> = Vec::new();
    let (mut gap, mut width) = (Gap::Apart, 0);
    // Digits so far between which there are only blanks, and digits that hang together at all.
    let [mut blank, mut joined] = [0, 0];
    for (at, &c) in chars.iter().enumerate() {
        if gap > Gap::Blank && width > GAP {
            gap = Gap::Apart;
        }
        if gap > Gap::Blank {
            blank = 0;
        }
        if gap == Gap::Apart {
            joined = 0;
        }
        let before_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let is_digit = match c {
            '0'..='9' | '０'..='９' => true,
            // The check character of an ID number.
            'x' | 'X' | 'ｘ' | 'Ｘ' if blank >= LONG || joined >= ID - 4 => true,
            // A letter for a digit, such as O for 0, must not bring the rest of the number to light.
            c if c.is_ascii_alphabetic() && before_digit => {
                blank > 0 || (joined > 0 && matches!(c, 'O' | 'o' | 'I' | 'l'))
            }
            _ => false,
        };
        if is_digit {
            digits.push(Digit { at, gap });
            (gap, width) = (Gap::Nothing, 0);
            (blank, joined) = (blank + 1, joined + 1);
        } else {
            (gap, width) = (gap.max(gap_of(c)), width + 1);
        }
    }
    digits
}

fn gap_of(c: char) -> Gap {
    match c {
        ' ' | '-' | '—' | '\u{3000}' => Gap::Blank,
        '\n' | '\r' => Gap::Apart,
        '.' | '．' | '。' | '·' | '•' | '・' | '‧' | '∙' | '⋅' | '/' | '／' | '\\' | '_' | '＿' => {
            Gap::Sign
        }
        c if is_dash(c) || is_invisible(c) || c.is_control() || c.is_whitespace() => Gap::Sign,
        c if c.is_alphanumeric() => Gap::Apart,
        _ => Gap::Other,
    }
}

/// Digits between which no more stands than this.
fn runs(digits: &[Digit], most: Gap) -> impl Iterator<Item = &[Digit]> {
    digits.chunk_by(move |_, next| next.gap <= most)
}

/// Whether such a gap is between the digits.
fn holds(run: &[Digit], gap: Gap) -> bool {
    run.iter().skip(1).any(|digit| digit.gap == gap)
}

/// Hides the numbers of a run in which signs stand. Where it may be two numbers, each is one by itself.
fn signed(chars: &[char], run: &[Digit], hidden: &mut Vec<usize>) {
    let mut judge = |piece: &[Digit]| {
        if piece.len() >= SIGNED && holds(piece, Gap::Sign) && !is_figures(chars, piece) {
            hide(piece, hidden);
        }
    };
    let (mut start, mut end) = (0, 0);
    for part in runs(run, Gap::Blank) {
        let next = end + part.len();
        if next - start > MOST || is_whole(chars, part) || is_whole(chars, &run[start..end]) {
            judge(&run[start..end]);
            start = end;
        }
        end = next;
    }
    judge(&run[start..end]);
}

/// Whether digits are a whole mobile or ID number, so that what follows is none of it.
fn is_whole(chars: &[char], digits: &[Digit]) -> bool {
    digits.len() == ID || (matches!(digits.len(), 11 | 13) && is_mobile(&texted(chars, digits)))
}

/// Hides what has the shape of a mobile or an ID number, whatever stands between its digits.
fn shaped(chars: &[char], run: &[Digit], hidden: &mut Vec<usize>) {
    for start in (0..run.len()).filter(|&at| at == 0 || run[at].gap > Gap::Nothing) {
        for length in [MOBILE, MOBILE + 2, ID] {
            let Some(part) = run.get(start..start + length).filter(|part| holds(part, Gap::Other)) else { continue };
            if run.get(start + length).is_some_and(|next| next.gap == Gap::Nothing) {
                continue;
            }
            let text = texted(chars, part);
            // Counts and days stand in ones and twos.
            let in_groups = runs(part, Gap::Nothing).all(|group| group.len() >= 3);
            let has_shape = (in_groups && is_mobile(&text)) || (length == ID && has_birthday(&text));
            if has_shape && !is_figures(chars, part) {
                hide(part, hidden);
            }
        }
    }
}

fn is_mobile(text: &str) -> bool {
    let mobile = if text.len() == MOBILE { text } else { text.strip_prefix("86").unwrap_or_default() };
    mobile.len() == MOBILE && mobile.starts_with('1') && mobile[1..2].starts_with(|c| ('3'..='9').contains(&c))
}

/// Whether the digits 7 to 14 of an ID number are a day.
fn has_birthday(text: &str) -> bool {
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok());
    let within = |number: Option<u16>, least, most| number.is_some_and(|it| (least..=most).contains(&it));
    within(number(6, 10), 1900, 2099) && within(number(10, 12), 1, 12) && within(number(12, 14), 1, 31)
}

/// The digits alone, half-width.
fn texted(chars: &[char], digits: &[Digit]) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c if c.is_ascii() => c,
        _ => 'X',
    };
    digits.iter().map(|digit| half(chars[digit.at])).collect()
}

/// `2025-08-10` or `2025 08 10`, and nothing around it.
fn is_day(chars: &[char], digits: &[Digit]) -> bool {
    let [first, .., last] = digits else { return false };
    let shape: String = chars[first.at..=last.at].iter().map(|c| if c.is_ascii_digit() { '9' } else { *c }).collect();
    matches!(shape.as_str(), "9999-99-99") && chars[first.at] != '0'
}

/// Whether digits with signs between them are days, counts or prices.
fn is_figures(chars: &[char], digits: &[Digit]) -> bool {
    let groups: Vec<String> = runs(digits, Gap::Nothing).map(|group| texted(chars, group)).collect();
    is_days(&groups, digits.len()) || is_prices(chars, digits)
}

/// Whether groups are years, months, days, hours or small counts. Before the first year stand a month and a day at most; where
/// there is none, a mobile or more is no row of counts.
fn is_days(groups: &[String], length: usize) -> bool {
    let is_year = |group: &String| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let all =
        groups.iter().all(|group| is_year(group) || (group.len() <= 2 && group.bytes().all(|it| it.is_ascii_digit())));
    all && groups.iter().position(is_year).map_or(length < MOBILE, |before| before <= 2)
}

/// Whether digits are amounts, at least one of them with one or two decimals.
fn is_prices(chars: &[char], digits: &[Digit]) -> bool {
    let is_point = |one: &Digit, next: &Digit| next.at - one.at == 2 && chars[one.at + 1] == '.';
    let mut amounts = digits.chunk_by(|one, next| next.gap == Gap::Nothing || is_point(one, next));
    let mut decimals = false;
    amounts.all(|amount| {
        let groups: Vec<String> = runs(amount, Gap::Nothing).map(|group| texted(chars, group)).collect();
        decimals |= groups.len() == 2;
        let whole = groups[0] == "0" || !groups[0].starts_with('0');
        whole && groups[0].len() < LONG && groups.len() <= 2 && groups.get(1).is_none_or(|it| it.len() <= 2)
    }) && decimals
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn numbers_of_people_are_masked_in_place() {
        for (text, masked) in [
            ("身份证号: 110000199001011232", "身份证号: 110***********1232"),
            ("11000019900101123X", "110***********123X"),
            ("138 0000 0001", "138 **** 0001"),
            ("１３８００００００００１", "１３８*****０００１"),
            ("2025-08-10", "2025-08-10"),
            ("010-68530471", "010-****0471"),
            ("第3期 5天", "第3期 5天"),
            ("11000019O001011232", "110***********1232"),
            ("1234567", "123*567"),
        ] {
            assert_eq!(mask(text), masked);
            assert_eq!(mask(text).chars().count(), text.chars().count());
        }
    }

    #[test]
    fn signs_within_a_number_do_not_bring_it_to_light() {
        for sign in [
            ".",
            "·",
            "•",
            "/",
            "_",
            "．",
            "／",
            "。",
            "\u{A0}",
            "\u{2009}",
            "\t",
            "\u{2011}",
            "–",
            "―",
            "－",
            "\u{200B}",
            "\u{FEFF}",
            "\u{202E}",
            ". ",
            " / ",
            "\u{200B}.\u{200B}",
            ",",
            "，",
            "、",
            "*",
            "=",
            "(",
            "' '",
        ] {
            let joined = |groups: [&str; 3]| groups.join(sign);
            for (number, masked) in [
                (["138", "0000", "0001"], ["138", "****", "0001"]),
                (["１３８", "００００", "０００１"], ["１３８", "****", "０００１"]),
                (["110000", "19850307", "0012"], ["110***", "********", "0012"]),
                (["110000", "19850307", "001X"], ["110***", "********", "001X"]),
                (["110000198503", "070", "012"], ["110*********", "**0", "012"]),
            ] {
                assert_eq!(mask(&format!("号{}，", joined(number))), format!("号{}，", joined(masked)));
            }
        }
        for (text, masked) in [
            ("86.138.0000.0001", "86.1**.****.0001"),
            ("138.0000.0001/139.0000.0002", "138.****.0001/139.****.0002"),
            ("1. 13800000001", "1. 138****0001"),
            ("13800000001/13900000002", "138****0001/139****0002"),
            ("13800000001、13900000002", "138****0001、139****0002"),
            ("010.6853.0471", "010.****.0471"),
            ("11000019850307.0012", "110***********.0012"),
            ("110000.1985O307.0012", "110***.********.0012"),
            ("11.00.00.19.85.03.07.00.12", "11.0*.**.**.**.**.**.00.12"),
            ("13800000001 2025.08.10", "138******** ****.08.10"),
            // One digit is missing, or one too many: it is a number all the same.
            ("110000.19850307.001", "110***.*******7.001"),
            ("138.0000.00011", "138.****.*0011"),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn days_money_pages_and_prices_are_shown() {
        for text in [
            "2025.08.10",
            "2025/08/10 12:30",
            "2025.8.10—2025.8.15",
            "2018.09–2022.06，2022.09–2025.06",
            "2018/09/01-2022/06/30",
            "5/8/2025/6/8/2025",
            "2025年8月10日至15日",
            "8:30-11:30，14:00-17:00",
            "1.2.3",
            "1、2、3、5、8、13、21、34",
            "12/15/18/20",
            "1,234,567.00 元",
            "13,800,000,001.00",
            "¥138.00/1200.00/99.5",
            "350.50-1280.75",
            "第 101-115、230-245 页",
            "Nature 2018, 45(3): 101-115; 120(12): 1234",
            "39.9042, 116.4074",
            "第 3/12 期，共 100/200 人",
            "1.5/2.5/3.5/4.5/5.5",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
