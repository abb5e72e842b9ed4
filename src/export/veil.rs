//! Texts that others wrote, such as names of files, without the numbers of people that they may hold.

use std::borrow::Cow;

use crate::diagnostic::mask;

/// A number of a person has as many digits at least: a mobile has 11, an ID number 15 or 18. A day in a file's name has 8.
const DIGITS: usize = 11;

/// Masks every unbroken number that is long enough to be a person's; days and the like stay.
pub fn veiled(text: &str) -> Cow<'_, str> {
    if longest(text) < DIGITS {
        return Cow::Borrowed(text);
    }
    let mut veiled = String::with_capacity(text.len());
    let mut number = String::new();
    for c in text.chars().chain(['\n']) {
        if is_digit(c) || (matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ') && number.chars().count() >= DIGITS) {
            number.push(c);
            continue;
        }
        let long = number.chars().count() >= DIGITS;
        veiled.push_str(&if long { mask(&number) } else { number.clone() });
        number.clear();
        veiled.push(c);
    }
    veiled.pop();
    Cow::Owned(veiled)
}

fn longest(text: &str) -> usize {
    text.split(|c| !is_digit(c)).map(|digits| digits.chars().count()).max().unwrap_or(0)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::veiled;

    #[test]
    fn numbers_of_people_in_names_of_files_are_masked_and_days_stay() {
        for (name, shown) in [
            ("汇总表20250808.yaml", "汇总表20250808.yaml"),
            ("报名表_110000199001011232.yaml", "报名表_110***********1232.yaml"),
            ("11000019900101123X 测试甲.yaml", "110***********123X 测试甲.yaml"),
            ("１３８０００００００１/表.xlsx", "１３８****０００１/表.xlsx"),
        ] {
            assert_eq!(veiled(name), shown);
        }
    }
}
