//! Pictures in cells: as large as the cell allows, upright, and in their own proportions.

use rust_xlsxwriter::Image;

use super::measure::TALLEST;
use super::rows::Sheet;
use super::text::plain;
use super::write::BookError;

/// Pictures have this many dots an inch where nothing else is said.
const DOTS: f64 = 96.0;

/// Points to pixels.
const PIXELS: f64 = DOTS / 72.0;

/// A picture's sides are believed up to so many dots.
const LARGEST: f64 = 100_000.0;

impl Sheet {
    /// Lays a JPEG or PNG into the middle of a cell whose column is so wide (in characters) and whose row is so tall (in
    /// points). Answers whether it could: what only looks like a picture is left out.
    pub fn picture(
        &mut self,
        column: u16,
        width: f64,
        points: f64,
        bytes: &[u8],
        alt: &str,
    ) -> Result<bool, BookError> {
        const MARGIN: f64 = 4.0;
        let Ok(image) = Image::new_from_buffer(bytes) else { return Ok(false) };
        let sides = [image.width(), image.height()];
        if sides.iter().any(|side| !(1.0..=LARGEST).contains(side)) {
            return Ok(false);
        }
        let room = [width * 7.0 + 5.0, points.min(TALLEST) * PIXELS].map(|room| room - 2.0 * MARGIN);
        let scale = (room[0] / sides[0]).min(room[1] / sides[1]);
        let offset = |at: usize| ((room[at] - sides[at] * scale) / 2.0 + MARGIN).max(0.0) as u32;
        let (x, y) = (offset(0), offset(1));
        let (across, down) = (scale * image.width_dpi() / DOTS, scale * image.height_dpi() / DOTS);
        let image = image.set_scale_width(across).set_scale_height(down).set_alt_text(plain(alt));
        self.sheet.insert_image_with_offset(self.next_row(), column, &image, x, y)?;
        Ok(true)
    }
}
