//! The looks that a cell can have: few, named for what they are for.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// What a cell is for; every workbook of the program looks alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The title of a printed table.
    Title,
    /// A line above or below a printed table.
    HeaderLine,
    /// The same, flush right: where a seal and a date go.
    Seal,
    /// A column's heading in an official table: plain, since it is printed in black.
    OfficialHead,
    /// A column's heading in a working table.
    Head,
    /// A remark above a working table.
    Remark,
    Body,
    BodyCentre,
    /// One line however long: what does not fit is cut on screen.
    BodyLine,
    /// A text that leads somewhere.
    Link,
}

const STYLES: [Style; 10] = [
    Style::Title,
    Style::HeaderLine,
    Style::Seal,
    Style::OfficialHead,
    Style::Head,
    Style::Remark,
    Style::Body,
    Style::BodyCentre,
    Style::BodyLine,
    Style::Link,
];

impl Style {
    /// Whether texts of this style go on in further lines.
    pub(super) fn wraps(self) -> bool {
        matches!(self, Style::HeaderLine | Style::OfficialHead | Style::Head | Style::Body | Style::BodyCentre)
    }
}

/// How a cell's content is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Text,
    Number,
    Decimal,
}

/// Every style as the library wants it, made once a workbook.
pub(super) struct Formats {
    texts: [Format; STYLES.len()],
    numbers: [Format; STYLES.len()],
    decimals: [Format; STYLES.len()],
}

impl Formats {
    pub(super) fn new() -> Formats {
        let number = |shape: &str| STYLES.map(|style| format(style).set_num_format(shape));
        Formats { texts: STYLES.map(format), numbers: number("0"), decimals: number("0.0") }
    }

    /// All of them, texts first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Format> {
        self.texts.iter().chain(&self.numbers).chain(&self.decimals)
    }

    /// The numbers that the styles have in a workbook of which all formats were made known in their order, after its own one.
    pub(super) fn number_of(&self, style: Style, shape: Shape) -> u32 {
        (shape as usize * STYLES.len() + style as usize) as u32 + 1
    }

    pub(super) fn text(&self, style: Style) -> &Format {
        &self.texts[style as usize]
    }

    pub(super) fn number(&self, style: Style) -> &Format {
        &self.numbers[style as usize]
    }

    pub(super) fn decimal(&self, style: Style) -> &Format {
        &self.decimals[style as usize]
    }
}

/// Song type is what offices print in, and Hei type what they set titles in; both come with Windows and WPS.
const SONG: &str = "宋体";
const HEI: &str = "黑体";

/// The character set by which a program without these typefaces looks for others that have Han characters.
const GB2312: u8 = 134;

fn format(style: Style) -> Format {
    let format = look(style);
    if style.wraps() { format.set_text_wrap() } else { format }
}

fn look(style: Style) -> Format {
    // Text format keeps a number text also after somebody has edited the cell.
    let base = Format::new()
        .set_font_name(SONG)
        .set_font_charset(GB2312)
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter);
    let text = base.set_num_format("@");
    let cell = text.clone().set_border(FormatBorder::Thin);
    match style {
        Style::Title => text.set_font_name(HEI).set_font_size(20).set_align(FormatAlign::Center),
        Style::HeaderLine => text.set_font_size(12),
        Style::Seal => text.set_font_size(12).set_align(FormatAlign::Right),
        Style::OfficialHead => cell.set_font_name(HEI).set_align(FormatAlign::Center),
        Style::Head => look(Style::OfficialHead).set_background_color(Color::RGB(0xDDE6F0)),
        Style::Remark => text.set_font_color(Color::RGB(0x404040)),
        Style::Body => cell,
        Style::BodyCentre => cell.set_align(FormatAlign::Center),
        Style::BodyLine => cell,
        // Underlined: the colour alone tells nothing on paper.
        Style::Link => {
            look(Style::BodyCentre).set_font_color(Color::RGB(0x0563C1)).set_underline(FormatUnderline::Single)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Formats, STYLES};

    #[test]
    fn no_two_formats_are_the_same() {
        let formats = Formats::new();
        let all: Vec<_> = formats.all().collect();
        for (at, format) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|other| other == format), Some(at), "{format:?}");
        }
    }

    #[test]
    fn every_style_stands_at_its_number() {
        assert!(STYLES.iter().enumerate().all(|(at, style)| *style as usize == at));
    }
}
