//! The looks of the cells of a form: official type by name, black lines, and light grey only where nothing is printed.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What a cell of a form is for. Those that people fill in are not locked when the sheet is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Title,
    /// A field's name on a card.
    Label,
    Value,
    /// One word or number.
    ValueCentre,
    /// Many lines, from the top.
    ValueLong,
    /// Where a photo goes: it bears its name until then.
    Photo,
    /// The same on a roster, in smaller type.
    SmallLabel,
    SmallValue,
    SmallCentre,
    /// A number that is printed in every row.
    Serial,
    /// A name above a table and what is filled in behind it.
    LineLabel,
    LineValue,
    /// Small type below a table.
    Note,
    /// Above what is not printed.
    Heading,
    /// Beside the printed table.
    FurtherLabel,
    FurtherValue,
    /// Below a table, flush right: for the seal.
    Seal,
}

/// 标题: as official documents are titled. Few computers have it; Excel and LibreOffice take another that has Han characters.
const TITLE_FONT: &str = "方正小标宋简体";
/// 正文: GB/T 9704 sets body text in 仿宋.
const BODY_FONT: &str = "仿宋_GB2312";
const HEADING_FONT: &str = "黑体";

/// By these two, programs that lack the typefaces choose among those that they have: the character set GB2312, and the
/// family of faces with serifs.
const GB2312: u8 = 134;
const ROMAN: u8 = 1;

/// Behind labels that are not printed.
const GREY: Color = Color::RGB(0xF2F2F2);

/// The type by which programs count the widths of columns: on every Chinese computer, and half a Han character wide in
/// whatever stands in for it, so that forms come out alike.
pub(super) fn standard() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_charset(GB2312)
        .set_font_size(STANDARD)
        .set_align(FormatAlign::VerticalCenter)
}

/// In points.
const STANDARD: f64 = 11.0;

impl Ink {
    /// How wide texts of this look are beside [`super::text_width`], which counts in a smaller Latin type.
    pub fn scale(self) -> f64 {
        const COUNTED: f64 = 7.0 / 8.0;
        COUNTED * self.size() / STANDARD
    }

    fn size(self) -> f64 {
        match self {
            Ink::Title => 18.0,
            Ink::SmallLabel | Ink::Heading | Ink::FurtherLabel | Ink::FurtherValue => 10.5,
            Ink::SmallValue | Ink::SmallCentre | Ink::Serial => 10.0,
            Ink::Note => 9.0,
            _ => 12.0,
        }
    }

    /// How the library wants it; as a text or of any kind.
    pub(super) fn format(self, text: bool) -> Format {
        let base = Format::new()
            .set_font_name(BODY_FONT)
            .set_font_charset(GB2312)
            .set_font_family(ROMAN)
            .set_font_size(self.size())
            .set_align(FormatAlign::VerticalCenter);
        // A number that goes on in a second line is read wrong; it becomes smaller instead.
        let base = if self == Ink::ValueCentre { base.set_shrink() } else { base.set_text_wrap() };
        let base = if text { base.set_num_format("@") } else { base };
        let cell = base.clone().set_border(FormatBorder::Thin);
        let centre = cell.clone().set_align(FormatAlign::Center);
        match self {
            Ink::Title => base.set_font_name(TITLE_FONT).set_align(FormatAlign::Center),
            Ink::Label => centre,
            Ink::Value => cell.set_align(FormatAlign::Left).set_indent(1).set_unlocked(),
            Ink::ValueCentre | Ink::Photo => centre.set_unlocked(),
            Ink::ValueLong => cell.set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_unlocked(),
            Ink::SmallLabel => centre,
            Ink::SmallValue => cell.set_align(FormatAlign::Left).set_unlocked(),
            Ink::SmallCentre => centre.set_unlocked(),
            Ink::Serial => centre,
            Ink::LineLabel => base.set_align(FormatAlign::Right),
            Ink::LineValue => base.set_align(FormatAlign::Left).set_unlocked(),
            Ink::Note => base.set_align(FormatAlign::Left),
            Ink::Heading => base.set_font_name(HEADING_FONT).set_align(FormatAlign::Left),
            Ink::FurtherLabel => centre.set_background_color(GREY),
            Ink::FurtherValue => centre.set_unlocked(),
            Ink::Seal => base.set_align(FormatAlign::Right),
        }
    }
}
