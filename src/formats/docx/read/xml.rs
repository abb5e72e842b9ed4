//! The XML of a document's parts, from front to back: names known by their namespace, no document type and so no entity.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::fault::damaged;
use crate::diagnostic::FileProblem;

/// Elements may stand so deep inside each other; tables within tables within text boxes take a few dozen.
const DEPTH: usize = 400;

pub struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// Bytes of a byte order mark.
    skipped: usize,
}

/// A step through a part. An element without content opens and closes.
pub enum Token<'a> {
    Open(Open<'a>),
    Close,
    /// A piece of text; a text may come in several.
    Text(Cow<'a, str>),
    End,
}

pub struct Open<'a> {
    start: BytesStart<'a>,
    pub vocabulary: Vocabulary,
}

/// The namespaces that matter, in their transitional and strict forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// WordprocessingML.
    Word,
    /// Word 2010's additions.
    Word2010,
    /// DrawingML.
    Drawing,
    /// The older vector markup.
    Vml,
    /// Markup compatibility.
    Compatibility,
    Other,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Xml<'a> {
        let bare = text.trim_start_matches('\u{FEFF}');
        let mut reader = NsReader::from_str(bare);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0, skipped: text.len() - bare.len() }
    }

    /// How many bytes of the part were read: of an element that has just been opened, the end of its start tag.
    pub fn position(&self) -> usize {
        self.skipped + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    pub fn next(&mut self) -> Result<Token<'a>, FileProblem> {
        loop {
            let (resolved, event) = self.reader.read_resolved_event().map_err(|_| broken())?;
            let vocabulary = Vocabulary::of(&resolved);
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(FileProblem::DocumentTooComplex {});
                    }
                    Token::Open(Open { start, vocabulary })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|_| broken())? {
                    Some(c) => Token::Text(Cow::Owned(c.to_string())),
                    None => Token::Text(resolve_xml_entity(&name).ok_or_else(foreign)?.into()),
                },
                Event::DocType(_) => return Err(foreign()),
                Event::Eof if self.depth > 0 => return Err(broken()),
                Event::Eof => Token::End,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            });
        }
    }

    /// Passes over the element that has just been opened.
    pub fn skip(&mut self) -> Result<(), FileProblem> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// All text up to the end of the element that has just been opened.
    pub fn text(&mut self) -> Result<String, FileProblem> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            if let Token::Text(piece) = self.next()? {
                text.push_str(&piece);
            }
        }
        Ok(text)
    }
}

impl Open<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        unescape(&found.value).ok().map(Cow::into_owned)
    }

    /// `w:val`.
    pub fn value(&self) -> Option<String> {
        self.get("val")
    }

    pub fn number(&self) -> Option<u32> {
        self.value()?.trim().parse().ok()
    }

    /// Whether a property that needs no value is set (ECMA-376 part 1, 17.17.4).
    pub fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

impl Vocabulary {
    fn of(resolved: &ResolveResult) -> Vocabulary {
        let ResolveResult::Bound(Namespace(name)) = resolved else { return Vocabulary::Other };
        match *name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Vocabulary::Word2010,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
                Vocabulary::Drawing
            }
            "urn:schemas-microsoft-com:vml" => Vocabulary::Vml,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
            _ => Vocabulary::Other,
        }
    }
}

fn broken() -> FileProblem {
    damaged(["内部的 XML 有错", "its XML is broken"])
}

fn foreign() -> FileProblem {
    damaged(["内部的 XML 引用了外部内容", "its XML refers to entities"])
}
