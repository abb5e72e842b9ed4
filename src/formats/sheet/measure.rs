//! How wide texts are, and how tall the rows that hold them.

/// How tall a row of one line is, in points: more than the usual 15, in which Song type touches the lines.
pub(super) const ROW: f64 = LINE + AIR;

/// Points that each line of text takes, and what a row has above and below.
const LINE: f64 = 15.0;
const AIR: f64 = 6.0;

/// The tallest row that spreadsheet programs know, in points.
const TALLEST: f64 = 409.0;

/// How wide a text is, in characters of the standard type: a Han character takes about two.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.1 }).sum()
}

/// How many lines a text takes in a column.
pub(super) fn lines(text: &str, column: f64) -> usize {
    // Cells have a margin.
    let room = (column - 1.2).max(2.0);
    text.lines().map(|line| ((text_width(line) / room).ceil() as usize).max(1)).sum::<usize>().max(1)
}

/// How tall a row of so many lines is, in points.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + AIR).min(TALLEST)
}

#[cfg(test)]
mod tests {
    use super::{height, lines};

    #[test]
    fn rows_grow_with_their_text() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("测试甲", 10.0), 1);
        assert_eq!(lines("可否参加专题研修班", 11.0), 2);
        assert_eq!(lines("一\n\n二", 10.0), 3);
        assert_eq!((height(1), height(2), height(1000)), (21.0, 36.0, 409.0));
    }
}
