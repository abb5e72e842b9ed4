//! The keyed form of a list: two lines of head, then one code a line, sorted.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Listed;
use crate::diagnostic::{Diagnostics, KnownProblem};
use crate::source::{KeyedCode, SourceId};

/// The first line.
const MARK: &str = "linghang-known 1";

/// What stands before the check in the second line.
const CHECK: &str = "check ";

/// The text whose code the second line holds, by which a wrong key is noticed.
pub const KEYED_CHECK: &str = MARK;

/// The file of a keyed list.
pub fn keyed_file(check: KeyedCode, codes: &BTreeSet<KeyedCode>) -> String {
    let mut text = format!("{MARK}\n{CHECK}{check}\n");
    for code in codes {
        // Writing to a text never fails.
        let _ = writeln!(text, "{code}");
    }
    text
}

pub fn is_keyed(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.trim_end() == MARK)
}

/// Reads a keyed list; every line that is no code is told.
pub fn read(source: SourceId, text: &str, out: &mut Diagnostics) -> Listed {
    let mut lines = text.lines().zip(1..).skip(1);
    let check = lines.next().and_then(|(line, _)| KeyedCode::parse(line.trim_end().strip_prefix(CHECK)?));
    let Some(check) = check else {
        out.add(source.spot(2, 1, 1), KnownProblem::KeyedListDamaged {});
        return Listed::People(Vec::new());
    };
    let mut codes = BTreeSet::new();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        match KeyedCode::parse(line.trim_end()) {
            Some(code) => _ = codes.insert(code),
            None => {
                let length = line.chars().count().max(1) as u32;
                out.add(source.spot(number, 1, length), KnownProblem::KeyedListDamaged {});
            }
        }
    }
    Listed::Keyed { check, codes }
}
