//! Names of folders and files that every file system takes, whatever units and senders are called.

use super::digits::long_numbers;
use crate::source::Fingerprint;

/// The folder for files with people of several units: none of them may see the others'.
pub const SEVERAL: &str = "_多单位";

/// The folder for files of which no unit is known.
pub const NOBODY: &str = "_未知单位";

/// Letters of a name; three bytes each, and file systems take 255.
const LONGEST: usize = 60;

/// What a unit's folder or file is called. Two units never share a name, not even where capitals and small letters are
/// the same: one that had to be changed, and one with small letters, gets a part of its fingerprint. What looks like
/// somebody's number, which people write into any field, stays out of it.
pub fn of_unit(unit: &str) -> String {
    let unit = unit.trim();
    if unit.is_empty() {
        return NOBODY.to_owned();
    }
    let name = safe(&numberless(unit));
    if name == unit && !unit.starts_with('_') && !unit.contains(|c: char| c.is_ascii_lowercase()) {
        return name;
    }
    let print = Fingerprint::of(unit.as_bytes()).to_string();
    format!("{name}-{}", print.get(..8).unwrap_or_default())
}

/// A name without what Windows, macOS or Linux refuse: no path, no control or hidden character, none of the names of
/// devices, not too long, no dot or blank at its ends.
pub fn safe(name: &str) -> String {
    let allowed = |c: char| {
        let hidden =
            matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        let refused = matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
        if c.is_control() || hidden || refused { '_' } else { c }
    };
    let name: String = name.trim().chars().map(allowed).take(LONGEST).collect();
    let name = name.trim_matches(['.', ' ']);
    match name {
        "" => "_".to_owned(),
        name if is_device(name) => format!("_{name}"),
        name => name.to_owned(),
    }
}

/// The same of a file's name, whose extension stays, however long the name is: it says how the file is read.
pub fn of_file(name: &str) -> String {
    let is_extension = |it: &str| (1..=10).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match name.trim().rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => format!("{}.{extension}", safe(stem)),
        _ => safe(name),
    }
}

/// Without digits that stand eleven or more in a row, as in mobiles and ID numbers.
fn numberless(name: &str) -> String {
    long_numbers(name).into_iter().map(|(is_number, piece)| if is_number { "_" } else { piece }).collect()
}

/// Names that Windows keeps for devices, with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, SEVERAL, of_file, of_unit, safe};

    #[test]
    fn every_unit_has_a_folder_of_its_own_that_can_be_made() {
        assert_eq!(of_unit("示例力学学会"), "示例力学学会");
        assert_eq!(of_unit(" "), NOBODY);
        let odd = [
            "甲/乙",
            "甲\\乙",
            "甲:乙",
            "甲?乙",
            "con",
            "CON.x",
            "..",
            ".",
            "_多单位",
            "_未知单位",
            "甲.",
            "../../etc",
            "ABC学会",
            "abc学会",
            "示例学会13800000000",
            "示例学会１３８００００００００",
        ];
        let long = "长".repeat(90);
        let longer = "长".repeat(91);
        let mut made: Vec<String> = odd.iter().copied().chain([long.as_str(), longer.as_str()]).map(of_unit).collect();
        for name in &made {
            assert!(name.len() < 200 && !name.contains(['/', '\\', ':', '?']) && !name.starts_with('.'), "{name}");
            assert!(!name.contains("13800000000") && !name.contains("１３８００００００００"), "{name}");
            assert!(name != SEVERAL && name != NOBODY && !name.ends_with('.'), "{name}");
        }
        made.sort();
        made.dedup();
        assert_eq!(made.len(), odd.len() + 2);
    }

    #[test]
    fn names_of_files_stay_what_they_are_as_far_as_possible() {
        assert_eq!(safe("报名表（测试甲）"), "报名表（测试甲）");
        assert_eq!(safe("a\u{202E}b\n"), "a_b");
        assert_eq!(safe("nul"), "_nul");
        assert_eq!(safe("com1.甲"), "_com1.甲");
        assert_eq!(safe("common"), "common");
        assert_eq!(of_file("nul.yaml"), "_nul.yaml");
        assert_eq!(of_file(&format!("{}.xlsx", "长".repeat(70))), format!("{}.xlsx", "长".repeat(60)));
        assert_eq!(of_file("说明. 完"), "说明. 完");
        assert_eq!(of_file(".yaml"), "yaml");
    }
}
