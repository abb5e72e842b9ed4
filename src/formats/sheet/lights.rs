//! Traffic lights: cells take their colour from the word in them, also after somebody has changed the word.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{Color, ConditionalFormatCell, ConditionalFormatCellRule, Format};

use super::rows::Sheet;
use super::write::BookError;

/// A light. The colours are those that spreadsheet programs offer themselves; the word in the cell says the same, for print
/// and for people who do not see the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    Good,
    Warn,
    Bad,
}

impl Sheet {
    /// Colours the cells of an area by their words.
    pub fn lights(
        &mut self,
        rows: RangeInclusive<u32>,
        columns: RangeInclusive<u16>,
        words: &[(&'static str, Light)],
    ) -> Result<(), BookError> {
        for (word, light) in words {
            let rule = ConditionalFormatCellRule::EqualTo((*word).to_owned());
            let format = ConditionalFormatCell::new().set_rule(rule).set_format(light.format());
            let (top, bottom, left, right) = (*rows.start(), *rows.end(), *columns.start(), *columns.end());
            self.sheet.add_conditional_format(top, left, bottom, right, &format)?;
        }
        Ok(())
    }
}

impl Light {
    fn format(self) -> Format {
        let (fill, ink) = match self {
            Light::Good => (0xC6EFCE, 0x006100),
            Light::Warn => (0xFFEB9C, 0x7F4F00),
            Light::Bad => (0xFFC7CE, 0x9C0006),
        };
        Format::new().set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(ink))
    }
}
