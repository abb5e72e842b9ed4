//! Recommending units, and how a written name finds its unit.

use std::collections::BTreeMap;

use super::contact::Contact;
use crate::source::Place;

/// A unit of `data/units.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub name: String,
    pub aliases: Vec<String>,
    pub category: Option<String>,
    pub parent: Option<String>,
    pub contact: Option<Contact>,
    /// The programmes to which it is expected to report; empty for all.
    pub programmes: Vec<String>,
    pub place: Place,
}

/// The list of units, and an index of all their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    pub list: Vec<Unit>,
    by_key: BTreeMap<String, usize>,
}

impl Units {
    pub fn new(list: Vec<Unit>) -> Units {
        let mut by_key = BTreeMap::new();
        for (index, unit) in list.iter().enumerate() {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                by_key.entry(unit_key(name)).or_insert(index);
            }
        }
        Units { list, by_key }
    }

    /// The unit that goes by this name; blanks, brackets and （加盖公章） aside.
    pub fn find(&self, name: &str) -> Option<&Unit> {
        self.by_key.get(&unit_key(name)).map(|&index| &self.list[index])
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// What is left of a unit's name when blanks, the width of brackets and a note about the seal are set aside.
pub fn unit_key(name: &str) -> String {
    let mut key: String = name
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect();
    for seal in ["(加盖公章)", "(盖章)", "(公章)", "(章)"] {
        key = key.replace(seal, "");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::unit_key;

    #[test]
    fn the_seal_and_the_width_of_brackets_do_not_matter() {
        assert_eq!(unit_key("示例 学会（加盖公章）"), unit_key("示例学会"));
        assert_eq!(unit_key("示例学会(北京)"), unit_key("示例学会（北京）"));
    }
}
