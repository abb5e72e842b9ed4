//! Bar charts that stay readable in black and white: dark bars with their numbers beside them, and nothing else.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, Color, ObjectMovement,
};
use rust_xlsxwriter::{ChartDataLabel, ChartSeries};

use super::rows::Sheet;
use super::write::BookError;

/// A chart of numbers that stand on the same sheet, a bar for each row, the first row at the top.
pub struct Bars<'a> {
    pub title: &'a str,
    /// What the chart shows, for those who cannot see it.
    pub alt: &'a str,
    pub rows: RangeInclusive<u32>,
    /// The column of the labels.
    pub labels: u16,
    /// Columns of numbers and what each is called: one, or two that are set side by side.
    pub series: &'a [(u16, &'a str)],
    /// Where its corner stands: row and column.
    pub at: (u32, u16),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// One dark blue, and for a second series a light one with a dark edge: told apart on paper without colours.
const DARK: u32 = 0x1F4E79;
const LIGHT: u32 = 0xDDEBF7;
/// Pixels above and below a chart, so that its frame is on the page on which it stands.
const AIR: u32 = 4;
const FONT: &str = "宋体";

impl Sheet {
    /// Lays a chart over the sheet.
    pub fn bars(&mut self, bars: &Bars) -> Result<(), BookError> {
        let sheet = self.sheet.name();
        let (first, last) = (*bars.rows.start(), *bars.rows.end());
        let mut chart = Chart::new_bar();
        for (index, (column, name)) in bars.series.iter().enumerate() {
            let mut series = ChartSeries::new();
            series
                .set_categories((sheet.as_str(), first, bars.labels, last, bars.labels))
                .set_values((sheet.as_str(), first, *column, last, *column))
                .set_name(*name)
                .set_format(&mut fill(if index == 0 { DARK } else { LIGHT }))
                .set_gap(if bars.series.len() > 1 { 60 } else { 50 })
                .set_data_label(ChartDataLabel::new().show_value().set_font(&font(9.0)));
            chart.push_series(&series);
        }
        chart.title().set_name(bars.title).set_font(font(11.0).set_bold());
        // Labels run from the top, as the rows do.
        chart.y_axis().set_reverse().set_font(&font(9.0));
        chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
        match bars.series.len() {
            0 | 1 => chart.legend().set_hidden(),
            _ => chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9.0)),
        };
        chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(Color::RGB(0xBFBFBF))));
        chart.set_width(bars.size.0).set_height(bars.size.1.saturating_sub(2 * AIR)).set_alt_text(bars.alt);
        chart.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        self.sheet.insert_chart_with_offset(bars.at.0, bars.at.1, &chart, 12, AIR)?;
        Ok(())
    }

    /// A4, upright, at its own size, so that pages end where they are told to: programs pass over the ends of pages of a
    /// sheet that they fit to the paper.
    pub fn upright(&mut self, ends: &[u32]) -> Result<(), BookError> {
        self.page();
        self.sheet.set_portrait().set_print_scale(80);
        self.sheet.set_page_breaks(ends)?;
        Ok(())
    }
}

fn fill(color: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(color)));
    format.set_border(ChartLine::new().set_color(Color::RGB(DARK)).set_width(0.75));
    format
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size);
    font
}
