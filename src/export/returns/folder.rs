//! Names of units as names of folders, on every system.

use std::collections::BTreeSet;

use super::findings::Party;
use crate::export::veil::veiled;
use crate::source::Fingerprint;

/// Where slips lie whose unit nobody knows.
const UNKNOWN: &str = "_未知单位";
/// Most systems take 255 bytes for a name, and some only 260 characters for a whole path.
const BYTES: usize = 80;
/// Windows keeps these for devices, whatever comes behind a dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
/// These too, with a digit.
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// The folder of a unit: its name where every system takes it for a folder's, else as near to it as can be, with a mark of
/// the whole name, so that no two units share it.
pub fn folder(unit: &str) -> String {
    let name = veiled(unit);
    let mut safe: String = name.chars().map(|c| if is_kept(c) { c } else { '_' }).collect();
    safe = safe.trim_matches(['.', ' ', '\u{3000}', '_', '~']).to_owned();
    if is_reserved(&safe) || safe.is_empty() {
        safe = format!("单位{safe}");
    }
    if safe == unit && safe.len() <= BYTES {
        return safe;
    }
    marked(&safe, unit)
}

/// The folders of a programme's units: names that differ in the case of letters only are one name to some systems.
#[derive(Default)]
pub(super) struct Folders {
    taken: BTreeSet<String>,
}

impl Folders {
    pub(super) fn of(&mut self, unit: &str) -> String {
        let name = folder(unit);
        let name = if self.taken.contains(&name.to_lowercase()) { marked(&name, unit) } else { name };
        self.taken.insert(name.to_lowercase());
        name
    }

    pub(super) fn of_party(&mut self, party: &Party) -> String {
        match party {
            Party::Unit(unit) => self.of(unit),
            Party::Sender(sender) => format!("{UNKNOWN}/{}", self.of(sender)),
            Party::Nobody => UNKNOWN.to_owned(),
        }
    }
}

/// As much of the name as there is room for, and a mark of the whole.
fn marked(name: &str, whole: &str) -> String {
    let mut mark = Fingerprint::of(whole.as_bytes()).to_string();
    mark.truncate(6);
    let mut room = BYTES - mark.len() - 1;
    while !name.is_char_boundary(room.min(name.len())) {
        room -= 1;
    }
    format!("{}~{mark}", &name[..room.min(name.len())])
}

/// Forbidden are what Windows forbids, and what would show a name other than it is (marks of writing direction, and
/// characters that cannot be seen).
fn is_kept(c: char) -> bool {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !hidden && !matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = stem.strip_suffix(|digit: char| digit.is_ascii_digit());
    DEVICES.contains(&stem.as_str()) || numbered.is_some_and(|device| NUMBERED.contains(&device))
}

#[cfg(test)]
mod tests {
    use super::{Folders, folder};

    #[test]
    fn every_system_takes_the_name_and_plain_names_stay() {
        assert_eq!(folder("示例省科学技术协会"), "示例省科学技术协会");
        assert_eq!(folder("示例学会（北京）"), "示例学会（北京）");
        for unit in
            ["a/../b", "CON", "com1.txt", "..", "", "甲\u{202e}乙", "甲:乙", "尾. ", "110000199001011232", "_未知单位"]
        {
            let name = folder(unit);
            assert!(name != *unit && name.contains('~') && !name.contains(['/', ':', '\u{202e}']), "{unit}: {name}");
            assert!(!name.starts_with(['.', '_']) && !name.contains("19900101"), "{name}");
        }
        let long = "示例".repeat(60);
        assert!(folder(&long).len() <= 80 && folder(&long) != folder(&(long + "会")));
        assert_ne!(folder("甲:乙"), folder("甲?乙"));
        assert_eq!(folder("COMAC科协"), "COMAC科协");
    }

    #[test]
    fn names_that_differ_in_case_only_get_folders_of_their_own() {
        let mut folders = Folders::default();
        assert_ne!(folders.of("ABC").to_lowercase(), folders.of("abc").to_lowercase());
    }
}
