//! Where front matter ends and Markdown begins.

use crate::source::TextFile;

/// A page's two parts.
#[derive(Debug, PartialEq)]
pub struct Front<'t> {
    /// The YAML; it begins on the file's second line.
    pub yaml: &'t str,
    pub body: &'t str,
    /// The line of the file on which the body begins.
    pub body_line: u32,
}

/// A content file that is being read.
pub struct Written<'t> {
    pub file: &'t TextFile<'t>,
    pub slug: &'t str,
}

/// Splits a page; none where it does not begin with front matter, or where that has no end.
pub fn split(text: &str) -> Option<Front<'_>> {
    let mut lines = text.split_inclusive('\n');
    let is_fence = |line: &str| line.trim_end() == "---";
    let first = lines.next().filter(|line| is_fence(line))?;
    let mut end = first.len();
    for (number, line) in (2..).zip(lines) {
        if is_fence(line) {
            return Some(Front {
                yaml: &text[first.len()..end],
                body: &text[end + line.len()..],
                body_line: number + 1,
            });
        }
        end += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Front, split};

    #[test]
    fn front_matter_stands_between_two_fences() {
        let front = Front { yaml: "title: a\r\n", body: "\r\n---\r\nb", body_line: 4 };
        assert_eq!(split("---\r\ntitle: a\r\n---\r\n\r\n---\r\nb"), Some(front));
        assert_eq!(split("title: a\n---\n"), None);
        assert_eq!(split("---\ntitle: a\n"), None);
    }
}
