//! Long runs of digits within a text, also in groups, which may be somebody's number.

/// A number of a person has as many digits at least: a mobile has 11, an ID number 15 or 18. A day in a file's name has 8.
const DIGITS: usize = 11;
/// Digits of a mobile number, and of an ID number, whose last may be an X.
const MOBILE: usize = 11;
const ID: usize = 18;

/// The text in pieces, and of each whether it is a run of digits, half or full width, that is long enough to be a person's
/// number; an X may end it. In groups, such as 138.0000.0001, it is one where it has the shape of a mobile or an ID number.
pub fn long_numbers(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let length = if is_digit(c) { number(&text[at..]) } else { 0 };
        if length == 0 {
            // A shorter run is passed over whole, not to be taken for the end of a longer one.
            let short = text[at..].find(|c| !is_digit(c)).unwrap_or(text.len() - at);
            at += short.max(c.len_utf8());
            continue;
        }
        if at > from {
            pieces.push((false, &text[from..at]));
        }
        pieces.push((true, &text[at..at + length]));
        at += length;
        from = at;
    }
    if from < text.len() {
        pieces.push((false, &text[from..]));
    }
    pieces
}

/// How many bytes the number takes that begins here; 0 where it is too short.
fn number(text: &str) -> usize {
    let digits = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    if text[..digits].chars().count() < DIGITS {
        return grouped(text);
    }
    let ending = text[digits..].chars().next().filter(|c| is_x(*c));
    digits + ending.map_or(0, char::len_utf8)
}

/// The same of a number in groups: the first that has the shape of one and ends with a group.
fn grouped(text: &str) -> usize {
    let mut found = 0;
    let mut was_parting = false;
    let mut begins_mobile = false;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match () {
            () if is_digit(c) || is_x(c) && found + 1 == ID => {
                found += 1;
                // Full-width digits end as the others do.
                let digit = c as u32 & 0xF;
                begins_mobile = if found == 1 { digit == 1 } else { begins_mobile && (found > 2 || digit >= 3) };
                was_parting = false;
            }
            () if is_parting(c) && !was_parting => was_parting = true,
            () => return 0,
        }
        let ends = !was_parting && rest.peek().is_none_or(|(_, next)| !is_digit(*next));
        if ends && (found == MOBILE && begins_mobile || found == ID) {
            return at + c.len_utf8();
        }
        if found >= ID {
            return 0;
        }
    }
    0
}

fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ')
}

/// By what people set groups of digits apart.
fn is_parting(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}' | '-' | '_' | '.' | '·' | '－' | '．')
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::long_numbers;

    #[test]
    fn long_runs_stand_by_themselves_and_short_ones_stay_where_they_are() {
        let pieces = |text| long_numbers(text);
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("表20250808"), [(false, "表20250808")]);
        assert_eq!(pieces("13800000000"), [(true, "13800000000")]);
        assert_eq!(
            pieces("1-13800000000x，１３８００００００００"),
            [(false, "1-"), (true, "13800000000x"), (false, "，"), (true, "１３８００００００００"),]
        );
    }

    #[test]
    fn groups_are_a_number_where_they_have_the_shape_of_one() {
        let numbers = |text| -> Vec<&str> {
            long_numbers(text).into_iter().filter(|(is_number, _)| *is_number).map(|(_, piece)| piece).collect()
        };
        assert_eq!(numbers("2025-08-10 138.0000.0001-终.xlsx"), ["138.0000.0001"]);
        assert_eq!(numbers("甲138 0000 0001"), ["138 0000 0001"]);
        assert_eq!(numbers("１３８－００００－０００１_2025"), ["１３８－００００－０００１"]);
        assert_eq!(numbers("110000 19850312 101X"), ["110000 19850312 101X"]);
        assert_eq!(numbers("110000-1985-0312-1018.xls"), ["110000-1985-0312-1018"]);
        for name in
            ["20250810_123045", "2025-08-10-12-30-45", "128.0000.0001", "138.0000.00012", "138..0000..0001", "1.2"]
        {
            assert_eq!(numbers(name), Vec::<&str>::new(), "{name}");
        }
    }
}
