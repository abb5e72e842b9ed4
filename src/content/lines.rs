//! From bytes of a body to lines and columns of its file.

use std::cell::Cell;
use std::ops::Range;

use crate::source::{Place, SourceId};

/// The lines of a text.
pub struct Lines<'t> {
    text: &'t str,
    source: SourceId,
    first_line: u32,
    starts: Vec<usize>,
    /// The byte that was asked for last, and how many characters of its line stand before it: most are asked for in their
    /// order, and a line may be long.
    last: Cell<(usize, u32)>,
}

impl<'t> Lines<'t> {
    /// The lines of a text that begins on the given line of its file.
    pub fn new(text: &'t str, source: SourceId, first_line: u32) -> Lines<'t> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, source, first_line, starts, last: Cell::default() }
    }

    /// The place of a stretch of bytes, as far as it stands on its first line.
    pub fn place(&self, range: Range<usize>) -> Place {
        let index = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let start = self.starts[index];
        let line_end = self.starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        let chars = |from: usize, to: usize| self.text.get(from..to).map_or(0, |part| part.chars().count()) as u32;
        let length = chars(range.start, range.end.min(line_end)).max(1);
        let (known, before) = match self.last.get() {
            (at, before) if (start..=range.start).contains(&at) => (at, before),
            _ => (start, 0),
        };
        let column = before + chars(known, range.start);
        self.last.set((range.start, column));
        self.source.spot(self.first_line + index as u32, column + 1, length)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::source::SourceId;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "甲乙\n丙丁戊\n己";
        let place = Lines::new(text, SourceId(1), 5).place(text.find('丁').expect("it is there")..text.len());
        assert_eq!(place, SourceId(1).spot(6, 2, 2));
    }

    #[test]
    fn places_are_the_same_in_whatever_order_they_are_asked_for() {
        let text = "甲乙\n丙丁戊\n己";
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let of = |lines: &Lines, at: usize| lines.place(at..text.len());
        let alone: Vec<_> = starts.iter().map(|at| of(&Lines::new(text, SourceId(1), 5), *at)).collect();
        let lines = Lines::new(text, SourceId(1), 5);
        for (one, first) in starts.iter().zip(&alone) {
            for (other, second) in starts.iter().zip(&alone) {
                assert_eq!((of(&lines, *one), of(&lines, *other)), (*first, *second));
            }
        }
    }
}
