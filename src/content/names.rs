//! Texts of authors that become folders of the site: old addresses and topics.

use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::model::Located;

/// What some file system or some address cannot hold.
const REFUSED: &str = "/\\:*?\"<>|#%";

/// In characters; a Han character is three bytes, and file systems know 255.
const LONGEST: usize = 64;

/// Keeps those old addresses that can be published; the others are told.
pub fn redirects(written: Vec<Located<String>>, out: &mut Diagnostics) -> Vec<Located<String>> {
    let sound = |address: &str| match address.strip_suffix('/') {
        Some(folder) => folder.split('/').all(is_folder),
        None => address.ends_with(".html") && address.split('/').all(is_folder),
    };
    let expected = [
        "本站以前的地址，从根目录写起，以 / 或 .html 结尾，例如 notices/old/",
        "a former address within the site, from its root, ending in `/` or `.html`, such as notices/old/",
    ];
    kept(written, "redirects", expected, sound, out)
}

/// Keeps those topics that can be folders; the others are told.
pub fn topics(written: Vec<Located<String>>, out: &mut Diagnostics) -> Vec<Located<String>> {
    let sound = |topic: &str| is_folder(topic) && !topic.to_lowercase().ends_with(".html");
    let expected = [
        "64 字以内的词，不含 / \\ : * ? \" < > | # % 和控制字符，不以点或空格开头结尾",
        "at most 64 characters, without / \\ : * ? \" < > | # % or control characters, no dot or blank at either end",
    ];
    kept(written, "topics", expected, sound, out)
}

fn kept(
    written: Vec<Located<String>>,
    key: &str,
    expected: [&'static str; 2],
    sound: impl Fn(&str) -> bool,
    out: &mut Diagnostics,
) -> Vec<Located<String>> {
    let (kept, refused): (Vec<_>, Vec<_>) = written.into_iter().partition(|it| sound(&it.value));
    for it in refused {
        let expected = Words(expected);
        out.add(it.place, SchemaProblem::BadValue { key: key.to_owned(), found: it.value, expected });
    }
    kept
}

/// Whether a text can be a folder of the site, whatever computer it is copied to.
fn is_folder(name: &str) -> bool {
    let hidden_or_cut = |c: char| c == '.' || c.is_whitespace();
    !name.is_empty()
        && name.chars().count() <= LONGEST
        && !name.contains(|c: char| c.is_control() || REFUSED.contains(c))
        && !name.starts_with(hidden_or_cut)
        && !name.ends_with(hidden_or_cut)
}

#[cfg(test)]
mod tests {
    use super::{redirects, topics};
    use crate::diagnostic::Diagnostics;
    use crate::model::Located;
    use crate::source::SourceId;

    #[test]
    fn only_what_every_computer_can_hold_becomes_a_folder() {
        let written = |texts: &[&str]| -> Vec<Located<String>> {
            let place = SourceId(0).whole();
            texts.iter().map(|text| Located { value: (*text).to_owned(), place }).collect()
        };
        let values = |kept: Vec<Located<String>>| kept.into_iter().map(|it| it.value).collect::<Vec<_>>();
        let mut out = Diagnostics::default();
        let old =
            written(&["old/", "a/b.html", "旧/", "/old/", "../x/", "a//", "a", ".git/", "a?b/", "a%20b/", "/", ""]);
        assert_eq!(values(redirects(old, &mut out)), ["old/", "a/b.html", "旧/"]);
        assert_eq!(out.len(), 9);
        let named = written(&["国情 研修", "C++", "甲/乙", "..", "a\u{7}", "x ", "index.html", &"长".repeat(65)]);
        assert_eq!(values(topics(named, &mut out)), ["国情 研修", "C++"]);
    }
}
