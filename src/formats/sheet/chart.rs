//! Bar charts that stay readable in black and white: dark bars with their numbers beside them, and nothing else.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, Color, ObjectMovement,
};
use rust_xlsxwriter::{ChartDataLabel, ChartSeries};

use super::rows::Sheet;
use super::text::plain;
use super::write::BookError;

/// A chart of numbers that stand on the same sheet, a bar for each, the first at the top.
pub struct Bars<'a> {
    pub title: &'a str,
    /// What the chart shows, for those who cannot see it.
    pub alt: &'a str,
    /// The cells with the labels.
    pub labels: Cells,
    /// The cells with the numbers, and what each series is called: one, or two that are set side by side.
    pub series: &'a [(Cells, &'a str)],
    /// Where its corner stands: row and column.
    pub at: (u32, u16),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// A line of cells, down a column or along a row, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    pub rows: RangeInclusive<u32>,
    pub columns: RangeInclusive<u16>,
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
        let mut chart = Chart::new_bar();
        for (index, (cells, name)) in bars.series.iter().enumerate() {
            let mut series = ChartSeries::new();
            series
                .set_categories(bars.labels.on(&sheet))
                .set_values(cells.on(&sheet))
                .set_name(&*plain(*name))
                .set_format(&mut fill(if index == 0 { DARK } else { LIGHT }))
                .set_gap(if bars.series.len() > 1 { 60 } else { 50 })
                .set_data_label(ChartDataLabel::new().show_value().set_font(&font(9.0)));
            chart.push_series(&series);
        }
        chart.title().set_name(&*plain(bars.title)).set_font(font(11.0).set_bold());
        // Labels run from the top, as the rows do.
        chart.y_axis().set_reverse().set_font(&font(9.0));
        chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
        match bars.series.len() {
            0 | 1 => chart.legend().set_hidden(),
            _ => chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9.0)),
        };
        chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(Color::RGB(0xBFBFBF))));
        chart.set_width(bars.size.0).set_height(bars.size.1.saturating_sub(2 * AIR)).set_alt_text(plain(bars.alt));
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

impl Cells {
    pub fn down(column: u16, rows: RangeInclusive<u32>) -> Cells {
        Cells { rows, columns: column..=column }
    }

    pub fn along(row: u32, columns: RangeInclusive<u16>) -> Cells {
        Cells { rows: row..=row, columns }
    }

    fn on<'s>(&self, sheet: &'s str) -> (&'s str, u32, u16, u32, u16) {
        (sheet, *self.rows.start(), *self.columns.start(), *self.rows.end(), *self.columns.end())
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
