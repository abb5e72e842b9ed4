//! The right name that a wrong one most likely stands for.

use crate::diagnostic::Nearest;

/// A name longer than this is no slip of the pen, and measuring it would take time.
const LONGEST: usize = 64;

/// The right name nearest to a wrong one, and all the right ones in the given order. A name is near if a third of its
/// characters changed at most; for Chinese names also if one is part of the other (`中共党员（正式）`). Of names equally
/// near none is: a guess among them would mislead.
pub fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Nearest {
    let among: Vec<&str> = among.into_iter().collect();
    let nearest = by_distance(name, &among).or_else(|| by_part(name, &among)).map(str::to_owned);
    Nearest { nearest, among: among.into_iter().map(str::to_owned).collect() }
}

fn by_distance<'a>(name: &str, among: &[&'a str]) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    let distance = |right: &str| {
        let right_length = right.chars().count();
        // A distance as great as the longer name means that nothing of it is left.
        let near = |&distance: &usize| distance <= limit && distance < length.max(right_length);
        (length.abs_diff(right_length) <= limit).then(|| edits(&name, &right.to_ascii_lowercase())).filter(near)
    };
    // Of names equally far the one as long as the wrong name is nearer: a slip seldom changes the length.
    let key = |right: &&str| distance(right).map(|distance| (distance, length.abs_diff(right.chars().count())));
    let near: Vec<_> = among.iter().filter_map(|right| key(right).map(|key| (key, *right))).collect();
    let least = near.iter().map(|(key, _)| *key).min()?;
    let mut nearest = near.iter().filter(|(key, _)| *key == least).map(|(_, right)| *right);
    nearest.next().filter(|_| least.0 == 0 || nearest.next().is_none())
}

/// The longest name that stands within the wrong one; else the only name of which the wrong one is a part, for a part
/// of several (`大学` of 大学本科 and 大学专科) says nothing.
fn by_part<'a>(name: &str, among: &[&'a str]) -> Option<&'a str> {
    let is_part = |part: &str, whole: &str| {
        let chinese = !part.is_ascii() && part.chars().nth(1).is_some();
        chinese && whole.contains(part)
    };
    let within = among.iter().filter(|right| is_part(right, name));
    if let Some(right) = within.rev().max_by_key(|right| right.len()) {
        return Some(right);
    }
    let mut around = among.iter().filter(|right| is_part(name, right));
    around.next().filter(|_| around.next().is_none()).copied()
}

/// How many characters were added, left out, changed, or changed places with their neighbour (optimal string alignment).
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // Three rows of the usual table: distances to all beginnings of `other`.
    let mut before = vec![0; other.len() + 1];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for i in 0..one.len() {
        let mut row = vec![i + 1];
        for j in 0..other.len() {
            let changed = above[j] + usize::from(one[i] != other[j]);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i] == other[j - 1] && one[i - 1] == other[j] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{edits, nearest};

    #[test]
    fn edits_are_counted_in_characters() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "汉族", 2),
            ("汉族", "汉族", 0),
            ("汉足", "汉族", 1),
            ("族汉", "汉族", 1),
            ("titel", "title", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(edits(one, other), count, "{one} {other}");
            assert_eq!(edits(other, one), count, "{other} {one}");
        }
    }

    #[test]
    fn the_nearest_name_is_near_enough_and_none_of_equals() {
        let keys = ["title", "summary", "deadlines", "contacts", "contact"];
        let parties = ["中共党员", "中共预备党员", "群众", "无党派人士"];
        let degrees = ["博士研究生", "大学本科", "大学专科", "高中", "初中"];
        let posts = ["理事长", "副理事长", "秘书长"];
        let cases: [(&str, &[&str], Option<&str>); 16] = [
            ("titel", &keys, Some("title")),
            ("Title", &keys, Some("title")),
            ("contactz", &keys, Some("contacts")),
            ("contect", &keys, Some("contact")),
            ("deadline", &keys, Some("deadlines")),
            ("colour", &keys, None),
            ("", &keys, None),
            ("中国党员", &parties, Some("中共党员")),
            ("中共党员（正式）", &parties, Some("中共党员")),
            ("党派人士", &parties, Some("无党派人士")),
            ("无", &parties, None),
            ("大学", &degrees, None),
            ("博士", &degrees, Some("博士研究生")),
            ("国中", &degrees, None),
            ("副理事长兼秘书长", &posts, Some("副理事长")),
            ("理事长们和秘书长们", &posts, Some("理事长")),
        ];
        for (name, among, right) in cases {
            let found = nearest(name, among.iter().copied());
            assert_eq!(found.nearest.as_deref(), right, "{name}");
            assert_eq!(found.among, among);
        }
    }

    proptest! {
        #[test]
        fn a_right_name_is_nearest_to_itself(names in proptest::collection::vec("\\PC{2,9}", 1..6), at in 0usize..6) {
            let name = &names[at % names.len()];
            let found = nearest(name, names.iter().map(String::as_str)).nearest;
            prop_assert_eq!(found.map(|it| it.to_ascii_lowercase()), Some(name.to_ascii_lowercase()));
        }
    }
}
