//! The style sheet and the fonts: Chinese official type by name, with what stands in where it is missing.

use super::super::PROMPT_STYLE;
use super::super::model::Style;
use super::W;
use crate::formats::xml::Xml;

/// 标题: as official documents are titled. Few computers have it.
const TITLE_FONT: &str = "方正小标宋简体";
/// 正文: GB/T 9704 sets body text in 仿宋.
const BODY_FONT: &str = "仿宋_GB2312";
const HEADING_FONT: &str = "黑体";
const LATIN_FONT: &str = "Times New Roman";
/// It has both boxes on Windows; elsewhere any font that has them stands in.
pub const BOX_FONT: &str = "Segoe UI Symbol";

/// Grey of a contrast of 4.5 to 1 on white (WCAG 2.2, 1.4.3).
const PROMPT_COLOR: &str = "767676";

/// How a style looks: sizes in half points, space in twentieths of a point.
struct Look {
    name: &'static str,
    font: &'static str,
    size: &'static str,
    align: &'static str,
    before: &'static str,
    after: &'static str,
    line: Line,
}

/// The distance of lines.
#[derive(Clone, Copy)]
enum Line {
    /// In 240ths of what the font asks for.
    Font(&'static str),
    /// In twentieths of a point, whatever font stands in: small type must not spill over the page.
    Exactly(&'static str),
}

fn look(style: Style) -> Look {
    let body =
        Look { name: "", font: BODY_FONT, size: "24", align: "left", before: "0", after: "0", line: Line::Font("240") };
    match style {
        Style::Title => {
            Look { name: "表单标题", font: TITLE_FONT, size: "36", align: "center", after: "160", ..body }
        }
        Style::Heading => {
            Look { name: "表外标题", font: HEADING_FONT, size: "21", before: "160", after: "80", ..body }
        }
        Style::Line => Look { name: "表头行", before: "40", after: "100", ..body },
        Style::Label => Look { name: "栏目名", align: "center", ..body },
        Style::Centre => Look { name: "填写居中", align: "center", ..body },
        Style::Value => Look { name: "填写", line: Line::Font("276"), ..body },
        Style::SmallLabel => Look { name: "栏目名小", size: "21", align: "center", ..body },
        Style::SmallCentre => Look { name: "填写居中小", size: "21", align: "center", ..body },
        Style::SmallValue => Look { name: "填写小", size: "21", ..body },
        Style::Note => Look { name: "说明", size: "18", before: "20", line: Line::Exactly("222"), ..body },
    }
}

pub fn style_sheet() -> String {
    let mut xml = Xml::new("w:styles", &[("xmlns:w", W)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    fonts(&mut xml, BODY_FONT);
    size(&mut xml, "24");
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
    xml.close();
    xml.close();
    xml.empty("w:pPrDefault", &[]);
    xml.close();
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.empty("w:name", &[("w:val", "Normal")]);
    xml.close();
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    xml.empty("w:name", &[("w:val", "Normal Table")]);
    xml.close();
    for style in Style::ALL {
        paragraph_style(&mut xml, style);
    }
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", PROMPT_STYLE)]);
    xml.empty("w:name", &[("w:val", "Placeholder Text")]);
    xml.open("w:rPr", &[]);
    xml.empty("w:color", &[("w:val", PROMPT_COLOR)]);
    xml.finish()
}

fn paragraph_style(xml: &mut Xml, style: Style) {
    let look = look(style);
    xml.open("w:style", &[("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", style.id())]);
    xml.empty("w:name", &[("w:val", look.name)]);
    xml.empty("w:basedOn", &[("w:val", "Normal")]);
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if matches!(style, Style::Title | Style::Heading | Style::Line) {
        // The lines above a table stay with it.
        xml.empty("w:keepNext", &[]);
    }
    let (line, rule) = match look.line {
        Line::Font(line) => (line, "auto"),
        Line::Exactly(line) => (line, "exact"),
    };
    let spacing = [("w:before", look.before), ("w:after", look.after), ("w:line", line), ("w:lineRule", rule)];
    xml.empty("w:spacing", &spacing);
    xml.empty("w:jc", &[("w:val", look.align)]);
    xml.close();
    xml.open("w:rPr", &[]);
    fonts(xml, look.font);
    size(xml, look.size);
    xml.close();
    xml.close();
}

fn fonts(xml: &mut Xml, east_asian: &str) {
    let [ascii, other, cs] = [LATIN_FONT; 3];
    xml.empty("w:rFonts", &[("w:ascii", ascii), ("w:eastAsia", east_asian), ("w:hAnsi", other), ("w:cs", cs)]);
}

fn size(xml: &mut Xml, half_points: &str) {
    xml.empty("w:sz", &[("w:val", half_points)]);
    xml.empty("w:szCs", &[("w:val", half_points)]);
}

/// The fonts, and by `altName` what a computer without them takes instead. Charset 86 is GB 2312.
pub fn font_table() -> String {
    let mut xml = Xml::new("w:fonts", &[("xmlns:w", W)]);
    let fonts = [
        (TITLE_FONT, Some("宋体"), "86", "roman"),
        (BODY_FONT, Some("仿宋"), "86", "modern"),
        (HEADING_FONT, Some("SimHei"), "86", "modern"),
        (LATIN_FONT, None, "00", "roman"),
        (BOX_FONT, Some("MS Gothic"), "00", "swiss"),
    ];
    for (name, instead, charset, family) in fonts {
        xml.open("w:font", &[("w:name", name)]);
        if let Some(instead) = instead {
            xml.empty("w:altName", &[("w:val", instead)]);
        }
        xml.empty("w:charset", &[("w:val", charset)]);
        xml.empty("w:family", &[("w:val", family)]);
        xml.empty("w:pitch", &[("w:val", "variable")]);
        xml.close();
    }
    xml.finish()
}
