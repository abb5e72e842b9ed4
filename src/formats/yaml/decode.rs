//! The collecting decoder: turns a located tree into typed data and tells every fault on the way, not only the first.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::{Date, DateTime};

use super::tree::{Node, Pair, Tree};
use crate::diagnostic::{Diagnostic, Diagnostics, FileProblem, Nearest, Role, SchemaProblem, Words};
use crate::model::{Located, Moment, Month};
use crate::source::{Limits, Place};
use crate::suggest::nearest;

/// What can be read from a node. Whoever fails has told why.
pub trait Decode: Sized {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Self>;
}

/// A mapping that is being read; every key is asked for once, and what nobody asked for is a fault.
pub struct Map<'n> {
    place: Place,
    owner: Words,
    pairs: Vec<(&'n Pair, bool)>,
    asked: Vec<&'static str>,
}

impl<'n> Map<'n> {
    /// Opens a mapping; `owner` names the thing it describes, in Chinese and English.
    pub fn open(node: &'n Node, owner: [&'static str; 2], out: &mut Diagnostics) -> Option<Map<'n>> {
        let Tree::Map(pairs) = &node.tree else {
            out.add(node.place, FileProblem::NotAMapping { found: node.described() });
            return None;
        };
        let mut first: BTreeMap<&str, &Pair> = BTreeMap::new();
        let (mut own, mut again) = (Vec::new(), Vec::new());
        for pair in pairs {
            match first.entry(&pair.key) {
                Entry::Vacant(entry) => {
                    entry.insert(pair);
                    own.push((pair, false));
                }
                Entry::Occupied(entry) => again.push((pair, entry.get().key_place)),
            }
        }
        let duplicate = |(pair, first): &(&Pair, Place)| {
            let problem = FileProblem::DuplicateKey { key: pair.key.clone() };
            Diagnostic::new(pair.key_place, problem).with(*first, Role::First)
        };
        tell_first(&again, duplicate, out);
        Some(Map { place: node.place, owner: Words(owner), pairs: own, asked: Vec::new() })
    }

    /// The mapping's own place: its first key.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The node of a key, if it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let (pair, taken) = self.pairs.iter_mut().find(|(pair, _)| pair.key == key)?;
        *taken = true;
        Some(&pair.value).filter(|node| !node.is_empty())
    }

    pub fn optional<T: Decode>(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<T> {
        self.node(key).and_then(|node| T::decode(node, key, out))
    }

    pub fn required<T: Decode>(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<T> {
        match self.node(key) {
            Some(node) => T::decode(node, key, out),
            None => {
                let problem = SchemaProblem::MissingKey { key: key.to_owned(), owner: self.owner };
                out.add(self.place, problem);
                None
            }
        }
    }

    /// A list, empty where the key is absent.
    pub fn list<T: Decode>(&mut self, key: &'static str, out: &mut Diagnostics) -> Vec<T> {
        self.node(key).map(|node| list(node, key, out)).unwrap_or_default()
    }

    /// A flag, false where the key is absent.
    pub fn flag(&mut self, key: &'static str, out: &mut Diagnostics) -> bool {
        self.optional(key, out).unwrap_or(false)
    }

    /// Every pair nobody has asked for, for mappings with free keys.
    pub fn rest(&mut self) -> Vec<&'n Pair> {
        self.pairs
            .iter_mut()
            .filter(|(_, taken)| !*taken)
            .map(|(pair, taken)| {
                *taken = true;
                *pair
            })
            .collect()
    }

    /// Tells of every key that nobody asked for.
    pub fn finish(self, out: &mut Diagnostics) {
        self.tell_unknown(out);
    }

    /// The same, where keys are still to be read.
    pub fn tell_unknown(&self, out: &mut Diagnostics) {
        let unknown: Vec<&Pair> = self.pairs.iter().filter(|(_, taken)| !taken).map(|(pair, _)| *pair).collect();
        let problem = |pair: &&Pair| {
            let nearest = nearest(&pair.key, self.asked.iter().copied());
            Diagnostic::new(pair.key_place, SchemaProblem::UnknownKey { key: pair.key.clone(), nearest })
        };
        tell_first(&unknown, problem, out);
    }
}

/// Tells the first faults of a mapping, and how many more there are where there are very many.
fn tell_first<T>(faulty: &[T], problem: impl Fn(&T) -> Diagnostic, out: &mut Diagnostics) {
    let (told, left_out) = faulty.split_at(faulty.len().min(Limits::DEFAULT.problems));
    out.extend(told.iter().map(&problem));
    if let Some(next) = left_out.first() {
        out.add(problem(next).place, FileProblem::MoreProblems { count: left_out.len() });
    }
}

/// Reads a list; a fault in one item does not keep the others from being read.
pub fn list<T: Decode>(node: &Node, key: &str, out: &mut Diagnostics) -> Vec<T> {
    match &node.tree {
        Tree::List(items) => items.iter().filter_map(|item| T::decode(item, key, out)).collect(),
        _ => {
            wrong_type(node, key, ["一个列表", "a list"], out);
            Vec::new()
        }
    }
}

/// Reads one word out of a fixed few.
pub fn one_of<T: Copy>(node: &Node, key: &str, words: &[(&str, T)], out: &mut Diagnostics) -> Option<T> {
    let text = String::decode(node, key, out)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return Some(*value);
    }
    let nearest: Nearest = nearest(&text, words.iter().map(|(word, _)| *word));
    out.add(node.place, SchemaProblem::UnknownWord { key: key.to_owned(), found: text, nearest });
    None
}

fn wrong_type(node: &Node, key: &str, expected: [&'static str; 2], out: &mut Diagnostics) {
    let problem = SchemaProblem::WrongType { key: key.to_owned(), expected: Words(expected), found: node.described() };
    out.add(node.place, problem);
}

fn bad_value<T>(node: &Node, key: &str, found: &str, expected: [&'static str; 2], out: &mut Diagnostics) -> Option<T> {
    let problem = SchemaProblem::BadValue { key: key.to_owned(), found: found.to_owned(), expected: Words(expected) };
    out.add(node.place, problem);
    None
}

impl Decode for String {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<String> {
        match &node.tree {
            Tree::Scalar { text, .. } => Some(text.trim_end_matches('\n').to_owned()),
            _ => {
                wrong_type(node, key, ["一段文字", "a text"], out);
                None
            }
        }
    }
}

impl Decode for usize {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<usize> {
        let text = String::decode(node, key, out)?;
        text.parse().ok().or_else(|| bad_value(node, key, &text, ["一个数（0、1、2…）", "a count (0, 1, 2 …)"], out))
    }
}

impl Decode for i64 {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<i64> {
        let text = String::decode(node, key, out)?;
        text.parse().ok().or_else(|| bad_value(node, key, &text, ["一个整数", "a whole number"], out))
    }
}

impl Decode for bool {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<bool> {
        one_of(node, key, &[("true", true), ("false", false), ("是", true), ("否", false)], out)
    }
}

impl Decode for Date {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Date> {
        let text = String::decode(node, key, out)?;
        let day = text.parse().ok().filter(|_| text.len() == 10);
        day.or_else(|| bad_value(node, key, &text, ["日期，写成 2025-08-14", "a day, written 2025-08-14"], out))
    }
}

impl Decode for Moment {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Moment> {
        let text = String::decode(node, key, out)?;
        let moment = match text.len() {
            10 => text.parse::<Date>().ok().map(Moment::Day),
            16 => text.parse::<DateTime>().ok().map(Moment::Time),
            _ => None,
        };
        let expected =
            ["日期或时刻，写成 2025-08-14 或 2025-08-14T17:00", "a day or moment: 2025-08-14 or 2025-08-14T17:00"];
        moment.or_else(|| bad_value(node, key, &text, expected, out))
    }
}

impl Decode for Month {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Month> {
        let text = String::decode(node, key, out)?;
        let first: Option<Date> = format!("{text}-01").parse().ok().filter(|_| text.len() == 7);
        let month = first.map(|day| Month { year: day.year(), month: day.month() });
        month.or_else(|| bad_value(node, key, &text, ["年月，写成 2022-05", "a month, written 2022-05"], out))
    }
}

impl<T: Decode> Decode for Located<T> {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Located<T>> {
        T::decode(node, key, out).map(|value| Located { value, place: node.place })
    }
}
