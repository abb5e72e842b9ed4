//! Content controls (`w:sdt`), each with its prompt while it is empty.

use super::super::PROMPT_STYLE;
use super::super::model::{Control, ControlKind, Mm};
use super::body::Body;
use super::{R, parts, styles};
use crate::formats::xml::Xml;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

impl Body {
    pub(super) fn control(&mut self, control: &Control) {
        self.controls += 1;
        let number = self.controls.to_string();
        let xml = &mut self.xml;
        xml.open("w:sdt", &[]);
        xml.open("w:sdtPr", &[]);
        xml.empty("w:alias", &[("w:val", &control.label)]);
        xml.empty("w:tag", &[("w:val", &control.tag)]);
        xml.empty("w:id", &[("w:val", &number)]);
        if control.locked {
            xml.empty("w:lock", &[("w:val", "sdtLocked")]);
        }
        let empty = control.text.is_empty();
        if empty && !matches!(control.kind, ControlKind::CheckBox) {
            xml.empty("w:showingPlcHdr", &[]);
        }
        kind(xml, &control.kind, !empty);
        xml.close();
        xml.open("w:sdtContent", &[]);
        match control.kind {
            ControlKind::CheckBox => check_box(xml, !empty),
            ControlKind::Picture(width, height) => {
                self.pictures = true;
                picture(xml, &number, &control.label, width, height);
            }
            _ if empty => prompt(xml, &control.prompt),
            _ => filled(xml, &control.text),
        }
        self.xml.close();
        self.xml.close();
    }
}

fn kind(xml: &mut Xml, kind: &ControlKind, checked: bool) {
    match kind {
        // Not `w:text`: what stands in such a control, LibreOffice 7.4 writes down several times when it saves it.
        ControlKind::Text => {}
        ControlKind::Options(options) => items(xml, "w:dropDownList", options),
        ControlKind::OptionsOrText(options) => items(xml, "w:comboBox", options),
        ControlKind::Date => {
            xml.open("w:date", &[]);
            xml.empty("w:dateFormat", &[("w:val", "yyyy-MM-dd")]);
            xml.empty("w:lid", &[("w:val", "zh-CN")]);
            xml.empty("w:storeMappedDataAs", &[("w:val", "date")]);
            xml.empty("w:calendar", &[("w:val", "gregorian")]);
            xml.close();
        }
        ControlKind::CheckBox => {
            xml.open("w14:checkbox", &[]);
            xml.empty("w14:checked", &[("w14:val", if checked { "1" } else { "0" })]);
            xml.empty("w14:checkedState", &[("w14:val", "2611"), ("w14:font", styles::BOX_FONT)]);
            xml.empty("w14:uncheckedState", &[("w14:val", "2610"), ("w14:font", styles::BOX_FONT)]);
            xml.close();
        }
        ControlKind::Picture(..) => xml.empty("w:picture", &[]),
    }
}

fn items(xml: &mut Xml, name: &'static str, options: &[String]) {
    xml.open(name, &[]);
    for option in options {
        xml.empty("w:listItem", &[("w:displayText", option), ("w:value", option)]);
    }
    xml.close();
}

fn prompt(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    xml.empty("w:rStyle", &[("w:val", PROMPT_STYLE)]);
    xml.close();
    xml.leaf_with("w:t", &[("xml:space", "preserve")], text);
    xml.close();
}

/// What somebody filled in, line by line.
fn filled(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            xml.empty("w:br", &[]);
        }
        xml.leaf_with("w:t", &[("xml:space", "preserve")], line);
    }
    xml.close();
}

fn check_box(xml: &mut Xml, checked: bool) {
    let font = styles::BOX_FONT;
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    xml.empty("w:rFonts", &[("w:ascii", font), ("w:eastAsia", font), ("w:hAnsi", font), ("w:cs", font)]);
    xml.close();
    xml.leaf("w:t", if checked { "☑" } else { "☐" });
    xml.close();
}

/// The picture that a person replaces with a photo of their own; Word keeps it within the same width and height.
fn picture(xml: &mut Xml, number: &str, label: &str, width: Mm, height: Mm) {
    let emu = |length: Mm| format!("{:.0}", length.0 * 36_000.0);
    let size = [("cx", emu(width)), ("cy", emu(height))];
    let size: Vec<(&str, &str)> = size.iter().map(|(name, value)| (*name, value.as_str())).collect();
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
    xml.empty("wp:extent", &size);
    xml.empty("wp:docPr", &[("id", number), ("name", label), ("descr", label)]);
    xml.open("a:graphic", &[("xmlns:a", DRAWING)]);
    xml.open("a:graphicData", &[("uri", PICTURE)]);
    xml.open("pic:pic", &[("xmlns:pic", PICTURE)]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &[("id", number), ("name", label)]);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close();
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("xmlns:r", R), ("r:embed", parts::PICTURE)]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close();
    xml.close();
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &size);
    xml.close();
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close();
    for _ in ["pic:spPr", "pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"] {
        xml.close();
    }
}
