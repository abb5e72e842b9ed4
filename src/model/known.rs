//! Lists of people who are known already, such as those in the pool since last year.

use std::collections::BTreeSet;

use super::value::Month;
use crate::source::{Key, KeyedCode, Place};

/// A list that the office named with `--known`.
#[derive(Clone, Debug)]
pub struct KnownList {
    /// The name of its file, as people see it.
    pub name: String,
    /// The file as a whole.
    pub place: Place,
    pub people: KnownPeople,
}

/// Who is on it.
#[derive(Clone, Debug)]
pub enum KnownPeople {
    Named(Vec<KnownPerson>),
    /// Codes of the people instead of themselves; only whoever has the key can ask for somebody.
    Keyed {
        key: Key,
        codes: BTreeSet<KeyedCode>,
    },
}

/// One person of a list: an ID number, or a name and a birth month, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPerson {
    pub place: Place,
    pub name: Option<String>,
    /// A sound ID number (GB 11643).
    pub id_number: Option<String>,
    /// As written, else as the ID number tells.
    pub birth: Option<Month>,
    pub unit: Option<String>,
}

/// What a keyed list says of a person who has this ID number.
pub fn code_of_id(key: &Key, id_number: &str) -> KeyedCode {
    key.code("id", id_number)
}

/// What a keyed list says of a person who has this name and birth month; `name` without signs and blanks.
pub fn code_of_birth(key: &Key, name: &str, birth: Month) -> KeyedCode {
    key.code("name and birth", &format!("{name}\u{1F}{birth}"))
}

/// A name without the signs, blanks and widths that only spell it differently.
pub fn name_key(name: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    name.chars().map(half).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn spellings_of_a_name_are_one() {
        for name in ["阿依·测试", "阿依测试", "阿依 · 测试", "阿依．测试"] {
            assert_eq!(name_key(name), "阿依测试");
        }
        assert_eq!(name_key("Ｊａｎｅ  Q. Sample"), name_key("jane q sample"));
        assert_ne!(name_key("测试甲"), name_key("测试乙"));
    }
}
