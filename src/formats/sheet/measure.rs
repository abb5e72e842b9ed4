//! How wide texts are, how tall the rows that hold them, and which columns they get.

use std::ops::RangeInclusive;

/// How tall a row of one line is, in points: more than the usual 15, in which Song type touches the lines.
pub(super) const ROW: f64 = LINE + AIR;

/// Points that each line of text takes, and what a row has above and below.
const LINE: f64 = 15.0;
const AIR: f64 = 6.0;

/// The tallest row that spreadsheet programs know, in points.
pub(super) const TALLEST: f64 = 409.0;

/// How wide a text is, in characters of the standard type: a Han character takes about two.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.1 }).sum()
}

/// How many lines a text takes in a column.
pub fn lines(text: &str, column: f64) -> usize {
    // Cells have a margin.
    let room = (column - 1.2).max(2.0);
    text.lines().map(|line| ((text_width(line) / room).ceil() as usize).max(1)).sum::<usize>().max(1)
}

/// How tall a row of so many lines is, in points.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + AIR).min(TALLEST)
}

/// Divides columns of these widths among texts in proportion to their needs, at least one column each; there are at
/// least as many columns as texts.
pub fn divide(widths: &[f64], needs: &[f64]) -> Vec<RangeInclusive<u16>> {
    let (total, wanted): (f64, f64) = (widths.iter().sum(), needs.iter().sum());
    let mut spans = Vec::new();
    let (mut column, mut used, mut due) = (0, 0.0, 0.0);
    for (index, need) in needs.iter().enumerate() {
        let start = column;
        due += total * need / wanted;
        let later = needs.len() - index - 1;
        while column < widths.len().saturating_sub(later) && (column == start || used + widths[column] / 2.0 < due) {
            used += widths[column];
            column += 1;
        }
        if later == 0 {
            column = widths.len();
        }
        spans.push(start as u16..=(column.max(start + 1) - 1) as u16);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::{divide, height, lines};

    #[test]
    fn rows_grow_with_their_text() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("测试甲", 10.0), 1);
        assert_eq!(lines("可否参加专题研修班", 11.0), 2);
        assert_eq!(lines("一\n\n二", 10.0), 3);
        assert_eq!((height(1), height(2), height(1000)), (21.0, 36.0, 409.0));
    }

    #[test]
    fn columns_are_shared_by_need() {
        assert_eq!(divide(&[10.0; 4], &[30.0, 10.0]), [0..=2, 3..=3]);
        assert_eq!(divide(&[10.0; 3], &[1.0, 100.0, 1.0]), [0..=0, 1..=1, 2..=2]);
    }
}
