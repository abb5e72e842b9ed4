//! A document to the bytes of a `.docx` file: the same document, the same bytes.

mod body;
mod controls;
mod package;
mod parts;
mod styles;

#[cfg(test)]
pub(super) use package::pack;

use std::collections::BTreeMap;

use super::NO_PHOTO;
use super::model::Document;

/// WordprocessingML, transitional (ECMA-376 part 4), as every word processor writes it.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Relationships from one part to another.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The whole file. No clock and no chance: what was written before compares equal.
pub fn write(document: &Document) -> Vec<u8> {
    let body = body::document(document);
    let mut contents: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let mut texts = vec![
        ("[Content_Types].xml", parts::content_types(document.page.numbered, body.pictures)),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core_properties(&document.title)),
        ("docProps/custom.xml", parts::custom_properties(&document.properties)),
        ("word/_rels/document.xml.rels", parts::document_relations(document.page.numbered, body.pictures)),
        ("word/document.xml", body.xml),
        ("word/fontTable.xml", styles::font_table()),
        ("word/settings.xml", parts::settings()),
        ("word/styles.xml", styles::style_sheet()),
    ];
    if document.page.numbered {
        texts.push(("word/footer1.xml", parts::footer()));
    }
    contents.extend(texts.into_iter().map(|(name, text)| (name, text.into_bytes())));
    if body.pictures {
        contents.insert("word/media/no-photo.png", NO_PHOTO.to_vec());
    }
    package::pack(&contents)
}
