//! The parts of a received document: its text, what its pictures are, and the properties that our blanks carry.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{FIELDS_PROPERTY, FORM_PROPERTY, MARKS_PROPERTY, NO_PHOTO};
use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package, Relations, Token, Xml};
use crate::source::Limits;

const CONTENT_TYPES: &str = "[Content_Types].xml";

/// What a received file holds, as far as it is a document.
pub struct Document {
    /// The main part's XML.
    pub text: String,
    /// The relationships that lead to the picture of an empty photo control.
    pub no_photos: BTreeSet<String>,
    /// The id of the form and the fingerprint of its fields, where our blank wrote them.
    pub stamp: Option<[String; 3]>,
    pub macros: bool,
}

pub fn open(bytes: &[u8], limits: &Limits) -> Result<Document, FileProblem> {
    compound(bytes)?;
    let mut parts = Parts { package: Package::open(bytes, Kind::Document, limits)? };
    let no_text = || Kind::Document.damaged(["里面没有 Word 正文", "there is no Word text in it"]);
    let root = Relations::read(&mut parts.package, "")?;
    let main = root.path_of("officeDocument").unwrap_or("word/document.xml").to_owned();
    let types = parts.package.text(CONTENT_TYPES)?.unwrap_or_default();
    // A workbook's main part is no document, whatever the file is called.
    if !types.contains("wordprocessingml") && !types.contains("ms-word") {
        return Err(no_text());
    }
    let text = parts.package.text(&main)?.ok_or_else(no_text)?;
    let relations = Relations::read(&mut parts.package, &main)?;
    let macros = relations.of_type("vbaProject").is_some();
    let pictures: BTreeMap<&str, &str> =
        relations.all_of("image").map(|it| (it.id.as_str(), it.path.as_str())).collect();
    let mut no_photos = BTreeSet::new();
    for (id, target) in pictures {
        if parts.is_no_photo(target) {
            no_photos.insert(id.to_owned());
        }
    }
    let stamp = parts.stamp()?;
    Ok(Document { text, no_photos, stamp, macros })
}

/// The container of old Word files, and of new ones behind a password ([MS-CFB]; stream names are UTF-16).
fn compound(bytes: &[u8]) -> Result<(), FileProblem> {
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Ok(());
    }
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return Err(FileProblem::DocumentLocked {});
    }
    Err(FileProblem::OldDocumentInside {})
}

struct Parts<'a> {
    package: Package<'a>,
}

impl Parts<'_> {
    /// Whether a picture is the one of an empty photo control. A damaged one is a picture all the same.
    fn is_no_photo(&mut self, target: &str) -> bool {
        self.package.bytes_of(target, NO_PHOTO.len()).is_some_and(|bytes| bytes == NO_PHOTO)
    }

    fn stamp(&mut self) -> Result<Option<[String; 3]>, FileProblem> {
        let Some(text) = self.package.text("docProps/custom.xml")? else { return Ok(None) };
        let mut xml = Xml::new(&text, Kind::Document);
        let mut properties: BTreeMap<String, String> = BTreeMap::new();
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name() == "property" => {
                    let name = tag.get("name").unwrap_or_default();
                    properties.insert(name, xml.text()?);
                }
                Token::End => break,
                _ => {}
            }
        }
        let mut property = |name: &str| properties.remove(name).map(|text| text.trim().to_owned());
        let Some(form) = property(FORM_PROPERTY) else { return Ok(None) };
        Ok(Some([form, property(FIELDS_PROPERTY).unwrap_or_default(), property(MARKS_PROPERTY).unwrap_or_default()]))
    }
}
