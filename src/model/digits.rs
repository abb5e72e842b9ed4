//! Long runs of digits within a text, which may be somebody's number.

/// A number of a person has as many digits at least: a mobile has 11, an ID number 15 or 18. A day in a file's name has 8.
const DIGITS: usize = 11;

/// The text in pieces, and of each whether it is a run of digits, half or full width, that is long enough to be a person's
/// number; an X may end it.
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
        return 0;
    }
    let ending = text[digits..].chars().next().filter(|c| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ'));
    digits + ending.map_or(0, char::len_utf8)
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
}
