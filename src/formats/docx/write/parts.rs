//! The small parts around a document: what each part is, how they hang together, settings and properties.

use super::{R, W};
use crate::formats::xml::Xml;

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The identifier that all custom properties share ([MS-OSHARED] 2.3.3.2.2).
const CUSTOM: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// `rId` of the footer and of the picture in [`document_relations`].
pub const FOOTER: &str = "rIdFooter";
pub const PICTURE: &str = "rIdPicture";

pub fn content_types(footer: bool, picture: bool) -> String {
    let mut xml = Xml::new("Types", &[("xmlns", TYPES)]);
    let mut default = |extension, kind| {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    };
    default("rels", "application/vnd.openxmlformats-package.relationships+xml");
    default("xml", "application/xml");
    if picture {
        default("png", "image/png");
    }
    let word = |name: &str| format!("{WORD}.{name}+xml");
    let mut parts = vec![
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned()),
        ("/word/document.xml", word("document.main")),
        ("/word/fontTable.xml", word("fontTable")),
        ("/word/settings.xml", word("settings")),
        ("/word/styles.xml", word("styles")),
    ];
    if footer {
        parts.push(("/word/footer1.xml", word("footer")));
    }
    for (part, kind) in parts {
        xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
    }
    xml.finish()
}

pub fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        ("rIdDocument", &format!("{R}/officeDocument"), "word/document.xml"),
        ("rIdCore", core, "docProps/core.xml"),
        ("rIdCustom", &format!("{R}/custom-properties"), "docProps/custom.xml"),
    ])
}

pub fn document_relations(footer: bool, picture: bool) -> String {
    let kind = |name: &str| format!("{R}/{name}");
    let (styles, settings, fonts) = (kind("styles"), kind("settings"), kind("fontTable"));
    let (footers, images) = (kind("footer"), kind("image"));
    let mut all = vec![
        ("rIdStyles", styles.as_str(), "styles.xml"),
        ("rIdSettings", &settings, "settings.xml"),
        ("rIdFonts", &fonts, "fontTable.xml"),
    ];
    if footer {
        all.push((FOOTER, &footers, "footer1.xml"));
    }
    if picture {
        all.push((PICTURE, &images, "media/no-photo.png"));
    }
    relations(&all)
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::new("Relationships", &[("xmlns", RELATIONS)]);
    for (id, kind, target) in all {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.finish()
}

/// The title alone: no author, no times.
pub fn core_properties(title: &str) -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let mut xml =
        Xml::new("cp:coreProperties", &[("xmlns:cp", core), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    xml.leaf("dc:title", title);
    xml.leaf("dc:language", "zh-CN");
    xml.finish()
}

pub fn custom_properties(properties: &[(&str, String)]) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006";
    let types = format!("{office}/docPropsVTypes");
    let mut xml = Xml::new("Properties", &[("xmlns", &format!("{office}/custom-properties")), ("xmlns:vt", &types)]);
    for (index, (name, text)) in properties.iter().enumerate() {
        // 0 and 1 are taken by the format itself.
        let number = (index + 2).to_string();
        xml.open("property", &[("fmtid", CUSTOM), ("pid", &number), ("name", name)]);
        xml.leaf("vt:lpwstr", text);
        xml.close();
    }
    xml.finish()
}

pub fn settings() -> String {
    let mut xml = Xml::new("w:settings", &[("xmlns:w", W)]);
    xml.empty("w:defaultTabStop", &[("w:val", "420")]);
    // Full-width marks beside each other close up, as Chinese printing has it.
    xml.empty("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
    xml.open("w:compat", &[]);
    xml.empty("w:useFELayout", &[]);
    let word = "http://schemas.microsoft.com/office/word";
    // Word 2013 and later; without it Word opens the file in a mode without check boxes.
    xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", word), ("w:val", "15")]);
    xml.close();
    xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    xml.finish()
}

/// 第 1 页　共 2 页
pub fn footer() -> String {
    let mut xml = Xml::new("w:ftr", &[("xmlns:w", W)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", "FormNote")]);
    xml.empty("w:jc", &[("w:val", "center")]);
    xml.close();
    let run = |xml: &mut Xml, text: &str| {
        xml.open("w:r", &[]);
        xml.leaf_with("w:t", &[("xml:space", "preserve")], text);
        xml.close();
    };
    run(&mut xml, "第 ");
    field(&mut xml, "PAGE");
    run(&mut xml, " 页　共 ");
    field(&mut xml, "NUMPAGES");
    run(&mut xml, " 页");
    xml.finish()
}

fn field(xml: &mut Xml, name: &str) {
    xml.open("w:fldSimple", &[("w:instr", name)]);
    xml.open("w:r", &[]);
    xml.leaf("w:t", "1");
    xml.close();
    xml.close();
}
