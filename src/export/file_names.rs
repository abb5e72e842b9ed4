//! Names of files made of people's words: every system can hold them, and no two are the same.

use std::collections::BTreeSet;

/// The names given so far in one folder, in lower case: some systems tell capitals from small letters, others do not.
#[derive(Default)]
pub(super) struct FileNames(BTreeSet<String>);

/// How many bytes a name may have, its extension not counted: systems allow 255, and a number may follow.
const LONGEST: usize = 180;

/// Devices of Windows, which no file there can be called.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

impl FileNames {
    /// A name without extension that is as near to the wanted one as can be.
    pub(super) fn of(&mut self, wanted: &str) -> String {
        let stem = legal(wanted);
        let mut name = stem.clone();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{stem} ({number})");
            number += 1;
        }
        name
    }
}

fn legal(wanted: &str) -> String {
    // A slash is a folder, a colon a stream, the others stand for names; marks that turn the writing round mislead.
    let illegal = |c: char| c.is_control() || "/\\:*?\"<>|\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}".contains(c);
    let replaced: String = wanted.chars().map(|c| if illegal(c) { '_' } else { c }).collect();
    let mut name = String::new();
    for c in replaced.trim().chars() {
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    // Windows drops a dot or a blank at the end, and a dot in front hides a file elsewhere.
    let name = name.trim_end_matches(['.', ' ']).trim_start_matches('.');
    let letters: String = name.to_lowercase().chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    match () {
        _ if name.is_empty() => "_".to_owned(),
        _ if RESERVED.contains(&letters.as_str()) => format!("_{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::FileNames;

    #[test]
    fn any_words_make_a_name_that_every_system_holds() {
        let mut names = FileNames::default();
        for (wanted, given) in [
            ("示例力学学会", "示例力学学会"),
            ("示例力学学会", "示例力学学会 (2)"),
            ("甲/乙:丙", "甲_乙_丙"),
            ("../../etc", "_.._etc"),
            ("CON", "_CON"),
            ("abc.", "abc"),
            ("ABC", "ABC (2)"),
            ("", "_"),
        ] {
            assert_eq!(names.of(wanted), given);
        }
        let long = names.of(&"长".repeat(300));
        assert!(long.len() <= 180 && long.chars().all(|c| c == '长'), "{long}");
    }
}
