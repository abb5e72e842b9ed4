//! What is nearly the same: numbers with one slip, months close to each other.

use std::collections::BTreeMap;

use crate::diagnostic::Words;
use crate::model::Month;

/// How two numbers that are not the same differ by a single slip.
pub fn slip(one: &str, other: &str) -> Option<Words> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[start..], &other[start..]);
    Some(Words(match (a, b) {
        ([], []) => return None,
        ([x, y, a @ ..], [v, w, b @ ..]) if x == w && y == v && a == b => {
            ["身份证号有相邻两位对调", "two neighbouring characters of the ID number are swapped"]
        }
        ([_, a @ ..], [_, b @ ..]) if a == b => ["身份证号只差一位", "the ID numbers differ in one character"],
        ([_, a @ ..], b) | (b, [_, a @ ..]) if a == b => {
            ["身份证号多写或少写了一位", "one ID number has a character more"]
        }
        _ => return None,
    }))
}

/// Whether two different months are as close as a slip makes them: one digit apart, or of one year.
pub fn close_months(one: Month, other: Month) -> bool {
    let (a, b) = (one.to_string(), other.to_string());
    let apart = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
    one != other && (apart == 1 || one.year == other.year)
}

/// Numbers among which one with a single slip is found without comparing each with each.
#[derive(Default)]
pub struct Slips {
    few: Vec<(String, usize)>,
    /// Every number by what is left when any one character is taken out: two that differ by a slip share such a rest.
    many: BTreeMap<String, Vec<usize>>,
}

impl Slips {
    /// So many are compared one by one.
    const FEW: usize = 16;
    /// Of one rest, no more are kept: the first few tell as much.
    const SHARING: usize = 4;

    pub fn insert(&mut self, number: String, of: usize) {
        self.few.push((number, of));
        if self.few.len() <= Slips::FEW {
            return;
        }
        let new = if self.many.is_empty() { 0 } else { self.few.len() - 1 };
        for at in new..self.few.len() {
            for rest in rests(&self.few[at].0) {
                let sharing = self.many.entry(rest).or_default();
                if sharing.len() < Slips::SHARING {
                    sharing.push(at);
                }
            }
        }
    }

    /// The first that differs from a number by a single slip, and how.
    pub fn find(&self, number: &str) -> Option<(usize, Words)> {
        let near = |(other, of): &(String, usize)| slip(other, number).map(|how| (*of, how));
        if self.few.len() <= Slips::FEW {
            return self.few.iter().find_map(near);
        }
        let candidates = rests(number).into_iter().filter_map(|rest| self.many.get(&rest)).flatten();
        candidates.filter_map(|&at| near(&self.few[at])).min_by_key(|(of, _)| *of)
    }
}

/// The text, and what is left of it when any one character is taken out.
fn rests(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let without = |at: usize| chars.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| *c).collect::<String>();
    (0..chars.len()).map(without).chain([text.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Slips, close_months, slip};
    use crate::model::Month;

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        for (one, other, near) in [
            ("110000199003070011", "110000199003070011", false),
            ("110000199003070011", "110000199003080011", true),
            ("110000199003070011", "110000199030070011", true),
            ("110000199003070011", "11000019900307011", true),
            ("11000019900307011", "110000199003070011", true),
            ("110000199003070011", "110000198004070011", false),
            ("110000199003070011", "101000199003070011", true),
        ] {
            assert_eq!(slip(one, other).is_some(), near, "{one} {other}");
        }
    }

    #[test]
    fn months_are_close_within_a_year_or_a_digit() {
        let month = |year, month| Month { year, month };
        assert!(close_months(month(1990, 9), month(1990, 10)));
        assert!(close_months(month(1985, 3), month(1995, 3)));
        assert!(!close_months(month(1990, 3), month(1990, 3)));
        assert!(!close_months(month(1985, 3), month(1996, 4)));
    }

    #[test]
    fn many_numbers_are_found_as_few_are() {
        let number = |n: usize| format!("1100001990{:04}{:04}", n * 7 % 10_000, n);
        for count in [10, 400] {
            let mut slips = Slips::default();
            (0..count).for_each(|n| slips.insert(number(n), n));
            for n in [0, 5, count - 1] {
                let right = number(n);
                let slipped = [right[..17].to_owned(), format!("{right}0"), right.replacen("1990", "1909", 1)];
                for wrong in slipped {
                    assert_eq!(slips.find(&wrong).map(|(of, _)| of), Some(n), "{wrong} among {count}");
                }
            }
            assert!(slips.find("320000000000000000").is_none());
        }
    }
}
