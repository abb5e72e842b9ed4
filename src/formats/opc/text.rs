//! Changes to a text at known places, all made at once.

use std::ops::Range;

/// Changes to a text, by the bytes that they take the place of.
#[derive(Debug, Default)]
pub struct Edits {
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.list.push((range, text.into()));
    }

    /// What is put in at one place stands in the order in which it was put in.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.replace(at..at, text);
        }
    }

    /// The changed text; none where changes overlap, or do not fit the text.
    pub fn apply(mut self, text: &str) -> Option<String> {
        // What is put in at a place comes before what takes the place of the text there.
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + self.list.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut done = 0;
        for (range, new) in self.list {
            out.push_str(text.get(done..range.start)?);
            text.get(range.clone())?;
            out.push_str(&new);
            done = range.end;
        }
        out.push_str(text.get(done..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[test]
    fn changes_are_made_at_their_places_and_never_over_each_other() {
        let mut edits = Edits::default();
        edits.replace(3..5, "34");
        edits.insert(3, "a");
        edits.insert(3, "b");
        edits.insert(0, "^");
        assert_eq!(edits.apply("012三").as_deref(), None, "within a character");
        let mut edits = Edits::default();
        edits.insert(6, "$");
        edits.replace(1..3, "x");
        edits.insert(1, "y");
        assert_eq!(edits.apply("012三").as_deref(), Some("0yx三$"));
        let mut edits = Edits::default();
        edits.replace(0..2, "");
        edits.replace(1..3, "");
        assert_eq!(edits.apply("012"), None);
    }
}
