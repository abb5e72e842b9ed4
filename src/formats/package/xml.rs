//! The XML of a package's parts, read from front to back. No document type, and so no entity, is ever accepted.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::Kind;
use crate::diagnostic::{FileProblem, Words};

/// Prefixes that may be bound to a known vocabulary at a time; programs bind each of them once.
const BOUND: usize = 64;

/// Elements may stand so deep inside each other; tables within tables within text boxes take a few dozen.
const DEPTH: usize = 400;

pub struct Xml<'a> {
    kind: Kind,
    reader: Reader<&'a [u8]>,
    /// Elements that are open.
    depth: usize,
    namespaces: Namespaces,
    /// Bytes of a byte order mark.
    skipped: usize,
}

/// A step through a part. An element without content opens and closes.
pub enum Token<'a> {
    Open(Open<'a>),
    Close(Close<'a>),
    /// A piece of text; a text may come in several.
    Text(Cow<'a, str>),
    End,
}

pub struct Open<'a> {
    start: BytesStart<'a>,
    pub vocabulary: Vocabulary,
}

pub struct Close<'a>(BytesEnd<'a>);

/// The namespaces that tell elements of one name apart, in their transitional and strict forms.
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
    pub fn new(text: &'a str, kind: Kind) -> Xml<'a> {
        let bare = text.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(bare);
        reader.config_mut().expand_empty_elements = true;
        Xml { kind, reader, depth: 0, namespaces: Namespaces::default(), skipped: text.len() - bare.len() }
    }

    /// How many bytes of the part were read: of an element that has just been opened, the end of its start tag.
    pub fn position(&self) -> usize {
        self.skipped + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    pub fn next(&mut self) -> Result<Token<'a>, FileProblem> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.kind.too_large(Words(["嵌套层数", "levels"]), DEPTH.to_string()));
                    }
                    let vocabulary = self.namespaces.open(&start, self.depth);
                    Token::Open(Open { start, vocabulary })
                }
                Event::End(tag) => {
                    self.namespaces.close(self.depth);
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(Close(tag))
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|_| self.broken())? {
                    Some(c) => Token::Text(Cow::Owned(c.to_string())),
                    None => Token::Text(resolve_xml_entity(&name).ok_or_else(|| self.foreign())?.into()),
                },
                Event::DocType(_) => return Err(self.foreign()),
                // A part that ends before its elements do was cut.
                Event::Eof if self.depth > 0 => return Err(self.broken()),
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

    /// The problem of a part that no program can have written.
    pub fn broken(&self) -> FileProblem {
        self.kind.damaged(["内部的 XML 有错", "its XML is broken"])
    }

    fn foreign(&self) -> FileProblem {
        self.kind.damaged(["内部的 XML 引用了外部内容", "its XML refers to entities"])
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

/// The prefixes that are bound where the reader stands. Only those are kept that mean a known vocabulary, or that hide one
/// which does: a document declares some thirty others.
#[derive(Default)]
struct Namespaces {
    /// Prefix, vocabulary, and the depth at which it was bound.
    bound: Vec<(String, Vocabulary, usize)>,
}

impl Namespaces {
    fn open(&mut self, start: &BytesStart, depth: usize) -> Vocabulary {
        if start.attributes_raw().contains("xmlns") {
            for attribute in start.attributes().with_checks(false).flatten() {
                let prefix = match attribute.key.into_inner().strip_prefix("xmlns") {
                    Some("") => "",
                    Some(name) => match name.strip_prefix(':') {
                        Some(prefix) => prefix,
                        None => continue,
                    },
                    None => continue,
                };
                let vocabulary = Vocabulary::of(&attribute.value);
                let hides = || self.bound.iter().any(|(own, ..)| own == prefix);
                if self.bound.len() < BOUND && (vocabulary != Vocabulary::Other || hides()) {
                    self.bound.push((prefix.to_owned(), vocabulary, depth));
                }
            }
        }
        let name = start.name();
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        let bound = self.bound.iter().rev().find(|(own, ..)| own == prefix);
        bound.map_or(Vocabulary::Other, |(_, vocabulary, _)| *vocabulary)
    }

    fn close(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|(_, _, own)| *own >= depth) {
            self.bound.pop();
        }
    }
}

impl Vocabulary {
    fn of(namespace: &str) -> Vocabulary {
        match namespace {
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

#[cfg(test)]
mod tests {
    use super::{Token, Vocabulary, Xml};
    use crate::formats::package::Kind;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn read(text: &str) -> Option<Vec<(String, Vocabulary)>> {
        let mut xml = Xml::new(text, Kind::Document);
        let mut found = Vec::new();
        loop {
            match xml.next().ok()? {
                Token::Open(tag) => found.push((tag.name().to_owned(), tag.vocabulary)),
                Token::End => return Some(found),
                _ => {}
            }
        }
    }

    #[test]
    fn elements_are_known_by_their_namespace_and_not_by_their_prefix() {
        let text =
            format!("<x:p xmlns:x='{WORD}'><r xmlns='{WORD}'><y:t/></r><x:p xmlns:x='urn:other'/><x:t/><r/></x:p>");
        let (word, other) = (Vocabulary::Word, Vocabulary::Other);
        let expected = [("p", word), ("r", word), ("t", other), ("p", other), ("t", word), ("r", other)];
        assert_eq!(read(&text).unwrap(), expected.map(|(name, vocabulary)| (name.to_owned(), vocabulary)));
    }

    #[test]
    fn what_is_cut_or_too_deep_or_refers_to_entities_is_refused() {
        assert!(read(&format!("{}{}", "<a>".repeat(300), "</a>".repeat(300))).is_some());
        for text in ["<a><b>", "<a>&x;</a>", "<!DOCTYPE a><a/>", &"<a>".repeat(500), "<a></b>"] {
            assert!(read(text).is_none(), "{}", &text[..text.len().min(20)]);
        }
    }
}
