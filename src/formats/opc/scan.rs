//! The elements of an XML part with their places in its text, so that a change touches nothing else.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use crate::formats::mark::CannotMark;

/// A part, element by element. Its prefixes are kept as they are; document types and thus entities are refused.
pub struct Scan<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// Bytes of a byte order mark.
    skipped: usize,
    depth: usize,
}

/// A step through a part.
pub enum Step<'a> {
    Open(Tag<'a>),
    /// The end tag of an element that was not empty.
    Close {
        start: usize,
        end: usize,
    },
    End,
}

/// A start tag, or an empty element's only one.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// From `<` to `>`.
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    /// 1 for the root.
    pub depth: usize,
    pub empty: bool,
}

/// An element of an [`Outline`]. All numbers are bytes of the part's text.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    pub tag: Tag<'a>,
    /// Where its end tag begins and ends; of an empty element both are the end of its only tag.
    pub close: usize,
    pub end: usize,
}

/// All elements of a small part, in their order.
#[derive(Debug)]
pub struct Outline<'a> {
    pub elements: Vec<Element<'a>>,
}

/// Elements of an outline; the largest styles of real workbooks have a tenth.
const MOST: usize = 1_000_000;

/// Elements may stand so deep inside each other.
const DEPTH: usize = 400;

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Scan<'a> {
        let bare = text.trim_start_matches('\u{FEFF}');
        Scan { reader: Reader::from_str(bare), text, skipped: text.len() - bare.len(), depth: 0 }
    }

    pub fn next(&mut self) -> Result<Step<'a>, CannotMark> {
        loop {
            let start = self.at();
            let event = self.reader.read_event().map_err(|_| CannotMark::DAMAGED)?;
            let (opens, empty) = match event {
                Event::Start(_) => (true, false),
                Event::Empty(_) => (true, true),
                Event::End(_) => (false, false),
                Event::DocType(_) => return Err(CannotMark::UNLIKE),
                Event::Decl(decl) => {
                    // The text was read as UTF-8; a declaration that says otherwise would be believed by others.
                    let encoding = decl.encoding().and_then(Result::ok);
                    if encoding.is_some_and(|it| !it.eq_ignore_ascii_case("utf-8")) {
                        return Err(CannotMark::UNLIKE);
                    }
                    continue;
                }
                Event::Eof if self.depth > 0 => return Err(CannotMark::DAMAGED),
                Event::Eof => return Ok(Step::End),
                _ => continue,
            };
            let end = self.at();
            if !opens {
                self.depth = self.depth.checked_sub(1).ok_or(CannotMark::DAMAGED)?;
                return Ok(Step::Close { start, end });
            }
            let text = self.text.get(start..end).ok_or(CannotMark::DAMAGED)?;
            let depth = self.depth + 1;
            if depth > DEPTH {
                return Err(CannotMark::UNLIKE);
            }
            self.depth += usize::from(!empty);
            return Ok(Step::Open(Tag { text, start, end, depth, empty }));
        }
    }

    /// How many elements are open by now.
    pub fn depth(&self) -> usize {
        self.depth
    }

    fn at(&self) -> usize {
        self.skipped + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

impl<'a> Tag<'a> {
    /// The name with its prefix.
    pub fn qualified(&self) -> &'a str {
        let name = self.text.trim_start_matches('<');
        let end = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
        &name[..end]
    }

    /// The name without its prefix.
    pub fn name(&self) -> &'a str {
        self.qualified().rsplit(':').next().unwrap_or_default()
    }

    /// The prefix with its colon; empty where there is none.
    pub fn prefix(&self) -> &'a str {
        self.qualified().rfind(':').map_or("", |colon| &self.qualified()[..=colon])
    }

    /// The value of the attribute of a name without its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let (_, value) = self.attribute(|it| it.rsplit(':').next() == Some(name))?;
        unescape(&self.text[value]).ok().map(|it| it.into_owned())
    }

    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// Where the value of an attribute without prefix stands in the part.
    pub fn value_range(&self, name: &str) -> Option<Range<usize>> {
        let (_, value) = self.attribute(|it| it == name)?;
        Some(self.start + value.start..self.start + value.end)
    }

    /// Where such an attribute stands in the part, with the blank before it.
    pub fn attribute_range(&self, name: &str) -> Option<Range<usize>> {
        let (whole, _) = self.attribute(|it| it == name)?;
        Some(self.start + whole.start..self.start + whole.end)
    }

    /// Where a further attribute can be put in: behind the last.
    pub fn behind_attributes(&self) -> usize {
        self.start + self.text.trim_end_matches('>').trim_end_matches('/').trim_end().len()
    }

    /// The address that a prefix stands for, as this tag declares it; the prefix with its colon, or empty.
    pub fn namespace(&self, prefix: &str) -> Option<String> {
        let wanted = match prefix.trim_end_matches(':') {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        let (_, value) = self.attribute(|it| it == wanted)?;
        unescape(&self.text[value]).ok().map(|it| it.into_owned())
    }

    /// The prefix, with its colon, that this tag declares for an address.
    pub fn prefix_for(&self, address: &str) -> Option<&'a str> {
        let declared = self.attributes().filter(|(_, value)| &self.text[value.clone()] == address);
        let mut prefixes = declared.filter_map(|(whole, _)| {
            let name = self.text[whole].trim_start().strip_prefix("xmlns:")?;
            let end = name.find(|c: char| c == '=' || c.is_ascii_whitespace())?;
            Some(&name[..end])
        });
        prefixes.next()
    }

    fn attribute(&self, wanted: impl Fn(&str) -> bool) -> Option<(Range<usize>, Range<usize>)> {
        self.attributes().find(|(whole, _)| {
            let text = self.text[whole.clone()].trim_start();
            let end = text.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(text.len());
            wanted(&text[..end])
        })
    }

    /// Each attribute with the blank before it, and its value; bytes of the tag's text.
    fn attributes(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + use<'a> {
        let text = self.text;
        let mut at = 1 + self.qualified().len();
        std::iter::from_fn(move || {
            let rest = text.get(at..)?;
            let equals = at + rest.find('=')?;
            let after = text.get(equals + 1..)?;
            let open = equals + 1 + after.find(['"', '\''])?;
            let quote = char::from(*text.as_bytes().get(open)?);
            let close = open + 1 + text.get(open + 1..)?.find(quote)?;
            let whole = at..close + 1;
            at = close + 1;
            Some((whole, open + 1..close))
        })
    }
}

impl<'a> Outline<'a> {
    pub fn of(text: &'a str) -> Result<Outline<'a>, CannotMark> {
        let mut scan = Scan::new(text);
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match scan.next()? {
                Step::Open(tag) => {
                    if elements.len() == MOST {
                        return Err(CannotMark::UNLIKE);
                    }
                    if !tag.empty {
                        open.push(elements.len());
                    }
                    elements.push(Element { tag, close: tag.end, end: tag.end });
                }
                Step::Close { start, end } => {
                    let element = open.pop().and_then(|index| elements.get_mut(index)).ok_or(CannotMark::DAMAGED)?;
                    (element.close, element.end) = (start, end);
                }
                Step::End => break,
            }
        }
        if elements.is_empty() { Err(CannotMark::DAMAGED) } else { Ok(Outline { elements }) }
    }

    pub fn root(&self) -> &Element<'a> {
        &self.elements[0]
    }

    /// The elements directly within another.
    pub fn children(&self, parent: &Element<'a>) -> impl Iterator<Item = &Element<'a>> {
        let (within, depth) = (parent.tag.end..parent.close, parent.tag.depth + 1);
        let first = self.elements.partition_point(|it| it.tag.start < within.start);
        let inside = self.elements[first..].iter().take_while(move |it| it.tag.start < within.end);
        inside.filter(move |it| it.tag.depth == depth)
    }

    /// The first child of a name, whose prefix is the parent's.
    pub fn child(&self, parent: &Element<'a>, name: &str) -> Option<&Element<'a>> {
        self.children(parent).find(|it| it.tag.name() == name && it.tag.prefix() == parent.tag.prefix())
    }
}

impl Element<'_> {
    /// Puts something into an element as its last content.
    pub fn append(&self, content: &str, edits: &mut super::Edits) {
        match self.tag.empty {
            true if content.is_empty() => {}
            true => {
                let name = self.tag.qualified();
                let open = self.tag.text.trim_end_matches('>').trim_end_matches('/');
                edits.replace(self.tag.start..self.tag.end, format!("{open}>{content}</{name}>"));
            }
            false => edits.insert(self.close, content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, Scan, Step};
    use crate::formats::opc::Edits;

    #[test]
    fn elements_are_found_where_they_stand() {
        let text = "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\n<x:a xmlns:x=\"urn:x\" r = 'A&amp;B'><b r=\"1\"/><x:c>三</x:c></x:a>";
        let outline = Outline::of(text).unwrap();
        let root = outline.root();
        assert_eq!((root.tag.name(), root.tag.prefix()), ("a", "x:"));
        assert_eq!(root.tag.get("r").as_deref(), Some("A&B"));
        assert_eq!(root.tag.namespace("x:").as_deref(), Some("urn:x"));
        assert_eq!(root.tag.prefix_for("urn:x"), Some("x"));
        assert_eq!(&text[root.tag.value_range("r").unwrap()], "A&amp;B");
        assert!(outline.child(root, "b").is_none(), "of another vocabulary");
        let c = outline.child(root, "c").unwrap();
        assert_eq!(&text[c.tag.start..c.end], "<x:c>三</x:c>");
        let mut edits = Edits::default();
        outline.elements[1].append("!", &mut edits);
        edits.replace(outline.elements[1].tag.attribute_range("r").unwrap(), "");
        assert_eq!(edits.apply(text), None, "an element is changed once");
        let mut edits = Edits::default();
        outline.elements[1].append("!", &mut edits);
        assert!(edits.apply(text).unwrap().contains("<b r=\"1\">!</b>"));
    }

    #[test]
    fn what_is_no_plain_xml_is_refused() {
        let all = |text| {
            let mut scan = Scan::new(text);
            loop {
                match scan.next() {
                    Ok(Step::End) => return true,
                    Ok(_) => {}
                    Err(_) => return false,
                }
            }
        };
        assert!(all("<a><b/></a>"));
        let deep = "<a>".repeat(500);
        for text in
            ["<a>", "<a></b>", "<!DOCTYPE a [<!ENTITY e 'e'>]><a/>", "<?xml version='1.0' encoding='GBK'?><a/>", &deep]
        {
            assert!(!all(text), "{text}");
        }
    }
}
