//! Bars behind numbers, as long as the number is large.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{Color, ConditionalFormatDataBar, ConditionalFormatType};

use super::rows::Sheet;
use super::write::BookError;

impl Sheet {
    /// Draws bars behind numbers, from none at 0 to the whole cell at `most`. The numbers stay readable.
    pub fn data_bars(
        &mut self,
        rows: RangeInclusive<u32>,
        columns: RangeInclusive<u16>,
        most: usize,
    ) -> Result<(), BookError> {
        let bars = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, most.max(1) as f64)
            .set_fill_color(Color::RGB(0xBDD7EE))
            .set_solid_fill(true)
            .set_border_off(true);
        self.sheet.add_conditional_format(*rows.start(), *columns.start(), *rows.end(), *columns.end(), &bars)?;
        Ok(())
    }
}
