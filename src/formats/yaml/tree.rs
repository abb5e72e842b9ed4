//! The located tree: every scalar as raw text, everything with its place.

use crate::diagnostic::Words;
use crate::model::{Entry, Raw};
use crate::source::Place;

/// A value, and where it stands. A mapping's place is that of its first key.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub place: Place,
    pub tree: Tree,
}

/// What stands there. Scalars are text: the schema gives the type, so no number or date is damaged by YAML's typing.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// Nothing was written.
    Empty,
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// In the order of the file; a key may come twice, and who reads the tree tells so.
    Map(Vec<Pair>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub key: String,
    pub key_place: Place,
    pub value: Node,
}

impl Node {
    /// What stands there, in words.
    pub fn described(&self) -> Words {
        Words(match self.tree {
            Tree::Empty => ["空的", "nothing"],
            Tree::Scalar { .. } => ["一段文字", "a text"],
            Tree::List(_) => ["一个列表", "a list"],
            Tree::Map(_) => ["一组「键: 值」", "a mapping"],
        })
    }

    pub fn text(&self) -> Option<&str> {
        match &self.tree {
            Tree::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self.tree, Tree::Empty)
    }
}

impl Pair {
    /// The pair as a label and what stands beside it.
    pub fn entry(&self) -> Entry {
        let raw = match &self.value.tree {
            Tree::Empty => Raw::Empty,
            Tree::Scalar { text, .. } => Raw::Text(text.clone()),
            Tree::List(items) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| item.text().map(str::to_owned)).collect();
                texts.map_or(Raw::Other(["列表套列表", "a list within a list"]), Raw::List)
            }
            Tree::Map(_) => Raw::Other(self.value.described().0),
        };
        Entry { label: self.key.trim().to_owned(), label_place: self.key_place, raw, place: self.value.place }
    }
}
