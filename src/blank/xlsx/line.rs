//! A line of labels and values above a table: which of the table's columns each of them gets.

use std::ops::RangeInclusive;

use crate::formats::sheet::{Ink, text_width};
use crate::model::{Field, Kind};

/// A label with nothing to fill in, or a field's value.
pub enum Part<'a> {
    Label(String),
    Value(&'a Field),
}

impl Part<'_> {
    /// How wide it should be, in characters of the standard type.
    fn need(&self) -> f64 {
        match self {
            Part::Label(label) => text_width(label) * Ink::LineLabel.scale() + 1.0,
            Part::Value(field) => match field.kind {
                Kind::Unit | Kind::Text => 30.0,
                Kind::Phone | Kind::Mobile => 14.0,
                _ => 11.0,
            },
        }
    }

    /// How bad a width is: a label must not be cut and should not be far from its value; a value can go on in a second
    /// line.
    fn cost(&self, width: f64) -> f64 {
        let (short, wide) = ((self.need() - width).max(0.0), (width - self.need()).max(0.0));
        match self {
            Part::Label(_) => 20.0 * short * short + wide * wide,
            Part::Value(_) => short * short,
        }
    }
}

/// Divides columns of these widths among the parts, at least one column each, at the least cost. There are at least as
/// many columns as parts, and few of either.
pub fn divide(widths: &[f64], parts: &[Part]) -> Vec<RangeInclusive<u16>> {
    let sum = |from: usize, to: usize| widths[from..to].iter().sum::<f64>();
    // The least cost of dividing the first columns among the first parts, and where the last of them begins.
    let mut best = vec![vec![(f64::INFINITY, 0); widths.len() + 1]; parts.len() + 1];
    best[0][0] = (0.0, 0);
    for (index, part) in parts.iter().enumerate() {
        for end in index + 1..=widths.len() {
            for begin in index..end {
                let cost = best[index][begin].0 + part.cost(sum(begin, end));
                if cost < best[index + 1][end].0 {
                    best[index + 1][end] = (cost, begin);
                }
            }
        }
    }
    let mut spans = Vec::new();
    let mut end = widths.len();
    for row in best.iter().skip(1).rev() {
        let begin = row[end].1;
        spans.push(begin as u16..=(end.max(begin + 1) - 1) as u16);
        end = begin;
    }
    spans.reverse();
    spans
}

#[cfg(test)]
mod tests {
    use super::{Part, divide};

    #[test]
    fn labels_get_what_they_need() {
        let label = |text: &str| Part::Label(text.to_owned());
        let spans = divide(&[5.0, 5.0, 20.0, 12.0, 5.0], &[label("日期："), label("联系人及电话：")]);
        assert_eq!(spans, [0..=1, 2..=4]);
        assert_eq!(divide(&[5.0; 2], &[label("很长很长的栏目名"), label("短")]), [0..=0, 1..=1]);
    }
}
