//! The XML of a workbook's parts, read from front to back. No document type, and so no entity, is ever accepted.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::fault::damaged;
use crate::diagnostic::FileProblem;

pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Elements that are open.
    depth: usize,
}

/// A step through a part. An element without content opens and closes.
pub(super) enum Token<'a> {
    Open(Open<'a>),
    Close(Close<'a>),
    /// A piece of text; a text may come in several.
    Text(Cow<'a, str>),
    End,
}

pub(super) struct Open<'a>(BytesStart<'a>);

pub(super) struct Close<'a>(BytesEnd<'a>);

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
    }

    pub fn next(&mut self) -> Result<Token<'a>, FileProblem> {
        loop {
            let event = self.reader.read_event().map_err(|_| broken())?;
            return Ok(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    Token::Open(Open(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(Close(tag))
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|_| broken())? {
                    Some(c) => Token::Text(Cow::Owned(c.to_string())),
                    None => Token::Text(resolve_xml_entity(&name).ok_or_else(foreign)?.into()),
                },
                Event::DocType(_) => return Err(foreign()),
                // A part that ends before its elements do was cut.
                Event::Eof if self.depth > 0 => return Err(broken()),
                Event::Eof => Token::End,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            });
        }
    }

    /// All text up to the end of the element that has just been opened.
    pub fn text(&mut self) -> Result<String, FileProblem> {
        let mut text = String::new();
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                Token::Text(piece) => text.push_str(&piece),
                Token::End => return Err(broken()),
            }
        }
        Ok(text)
    }

    /// Passes over the element that has just been opened.
    pub fn skip(&mut self) -> Result<(), FileProblem> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                Token::Text(_) => {}
                Token::End => return Err(broken()),
            }
        }
        Ok(())
    }
}

impl Open<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        unescape(&found.value).ok().map(Cow::into_owned)
    }

    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute of XML Schema's boolean is set.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}

impl Close<'_> {
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

pub(super) fn broken() -> FileProblem {
    damaged(["内部的 XML 有错", "its XML is broken"])
}

fn foreign() -> FileProblem {
    damaged(["内部的 XML 引用了外部内容", "its XML refers to entities"])
}
