//! The page that a sheet is printed on: A4 either way, with its margins and what stands at its foot.

use std::ops::RangeInclusive;

use rust_xlsxwriter::Worksheet;

use super::write::BookError;

/// A sheet's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A form, upright: one page, whatever is on it.
    Portrait,
    /// A form, across: as wide as the page, as many pages as it takes, numbered.
    Landscape,
    /// A list of ours, across, likewise.
    List,
}

/// The number that spreadsheets have for A4 (ECMA-376 part 1, 18.3.1.63).
const A4: u8 = 9;

/// Millimetres; margins are given in inches.
const INCH: f64 = 25.4;

/// Lays out a sheet's page.
pub fn set(sheet: &mut Worksheet, paper: Paper) {
    let (side, top, bottom, note) = match paper {
        Paper::Portrait => (18.0, 18.0, 15.0, 8.0),
        Paper::Landscape => (13.0, 17.0, 15.0, 8.0),
        Paper::List => (12.7, 17.0, 17.0, 8.0),
    };
    let [side, top, bottom, note] = [side, top, bottom, note].map(|length: f64| length / INCH);
    sheet.set_paper_size(A4).set_print_center_horizontally(true);
    sheet.set_margins(side, side, top, bottom, note, note);
    match paper {
        Paper::Portrait => sheet.set_portrait().set_print_fit_to_pages(1, 1),
        Paper::Landscape | Paper::List => {
            sheet.set_landscape().set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页 共 &N 页")
        }
    };
}

/// Prints these rows again at the top of each page.
pub fn repeat(sheet: &mut Worksheet, rows: &RangeInclusive<u32>) -> Result<(), BookError> {
    sheet.set_repeat_rows(*rows.start(), *rows.end())?;
    Ok(())
}

/// Keeps the first rows and columns in view.
pub fn freeze(sheet: &mut Worksheet, rows: u32, columns: u16) -> Result<(), BookError> {
    sheet.set_freeze_panes(rows, columns)?;
    Ok(())
}
