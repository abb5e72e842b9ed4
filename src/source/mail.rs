//! Saved mails (RFC 5322, MIME): when they came, and the texts and attachments in them.

mod flowed;
mod html;

pub use html::plain;

use std::cell::LazyCell;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    DateTime, Encoding, Header, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::archive::safe;
use super::decode::decode;

/// An open mail.
pub struct Mail<'a> {
    pub envelope: Envelope,
    raw: &'a [u8],
    message: Message<'a>,
    items: Vec<MailItem>,
}

/// What the mail says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// When it came, at Beijing time (+08:00), such as `2025-08-12 09:30`: by the last server's mark, else by the sender's.
    pub arrived: Option<String>,
    /// Who sent it; personal.
    pub from: Option<String>,
    pub subject: Option<String>,
}

/// A text or an attachment of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailItem {
    /// Safe to be shown; `正文.txt` for a text. Two items may have one name.
    pub name: String,
    pub role: MailRole,
    part: usize,
}

/// What an item is to the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailRole {
    /// What the sender typed.
    Body,
    /// The same with its tables, as HTML.
    Tables,
    Attachment,
    /// A picture that stands in the text, such as the logo of a signature.
    Inline,
}

/// What the tables of a mail's text are called.
pub const MAIL_TABLES: &str = "正文.html";

/// Why a mail is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFault {
    /// It has no headers.
    NotAMail,
    TooManyParts,
}

/// Parts of a mail. Forwarded mails stand inside each other, and each level costs stack.
const PARTS: usize = 500;

/// Multipart headers of a mail: for each one the library may look through the whole rest for its boundary.
const MULTIPARTS: usize = 64;

/// The offset of the time that people read: China has one zone and no summer time.
const BEIJING_SECONDS: i64 = 8 * 3600;

impl<'a> Mail<'a> {
    pub fn open(raw: &'a [u8]) -> Result<Mail<'a>, MailFault> {
        let parts = count(raw, b"content-type", |_| true);
        let multiparts = count(raw, b"boundary", |rest| {
            let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
            next.is_some_and(|byte| matches!(byte, b'=' | b'*'))
        });
        if parts > PARTS || multiparts > MULTIPARTS {
            return Err(MailFault::TooManyParts);
        }
        let message = MessageParser::default().parse(raw).ok_or(MailFault::NotAMail)?;
        // Parts need not say what they are.
        if message.parts.len() > PARTS {
            return Err(MailFault::TooManyParts);
        }
        let known = [HeaderName::From, HeaderName::Date, HeaderName::Received, HeaderName::Subject, HeaderName::To];
        if !message.headers().iter().any(|header| known.contains(&header.name)) {
            return Err(MailFault::NotAMail);
        }
        // Counted once for all parts, and only where there is something to compare.
        let beside = LazyCell::new(|| text_half(&message));
        let parts = message.parts.iter().enumerate();
        let items = parts.flat_map(|(part, it)| items(part, it, &message, raw, &|| *beside)).collect();
        Ok(Mail { envelope: envelope(&message), raw, message, items })
    }

    /// In the order of the mail.
    pub fn items(&self) -> &[MailItem] {
        &self.items
    }

    /// An item's bytes: of a text typed into the mail as UTF-8, of an attachment as it was attached.
    pub fn read(&self, index: usize) -> Option<Vec<u8>> {
        let item = self.items.get(index)?;
        let part = self.message.parts.get(item.part)?;
        Some(match &part.body {
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
            PartType::Message(inner) if part.encoding != Encoding::None => inner.raw_message.to_vec(),
            PartType::Html(text) if item.role == MailRole::Tables => readable(part, text, self.raw).into_bytes(),
            PartType::Html(text) if item.role == MailRole::Body => {
                html::plain(&readable(part, text, self.raw)).into_bytes()
            }
            PartType::Text(text) if item.role == MailRole::Body => typed(part, text, self.raw).into_bytes(),
            _ => attached(part, self.raw).unwrap_or_default(),
        })
    }
}

fn count(raw: &[u8], word: &[u8], counts: impl Fn(&[u8]) -> bool) -> usize {
    let first = word[0];
    let at = |(at, byte): (usize, &u8)| {
        let found = byte.eq_ignore_ascii_case(&first)
            && raw.get(at..at + word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        found && counts(&raw[at + word.len()..])
    };
    raw.iter().enumerate().filter(|it| at(*it)).count()
}

/// What a part is to people: one item, two where a text holds tables, none where it only holds others or says nothing of
/// its own. `beside` answers how many letters the text half has.
fn items(part: usize, it: &MessagePart, message: &Message, raw: &[u8], beside: &dyn Fn() -> usize) -> Vec<MailItem> {
    let id = part as u32;
    let name = attachment_name(it, raw);
    let body = message.text_body.contains(&id);
    let item = |name: String, role| MailItem { name, role, part };
    let words = || item("正文.txt".to_owned(), MailRole::Body);
    let role = match &it.body {
        PartType::Multipart(_) => return Vec::new(),
        PartType::Html(text) if name.is_none() && (body || message.html_body.contains(&id)) => {
            // Mostly the same text once more, with colours.
            let own = body || html::says_more(text, beside());
            let tables = html::has_table(text).then(|| item(MAIL_TABLES.to_owned(), MailRole::Tables));
            return own.then(words).into_iter().chain(tables).collect();
        }
        PartType::Text(_) if name.is_none() && body => return vec![words()],
        PartType::InlineBinary(_) if it.content_id().is_some() => MailRole::Inline,
        _ => MailRole::Attachment,
    };
    vec![item(name.map_or_else(|| format!("附件{}", extension(it)), |name| safe(&name)), role)]
}

/// The letters of a mail's text half.
fn text_half(message: &Message) -> usize {
    #[cfg(test)]
    tests::HALVES.set(tests::HALVES.get() + 1);
    let parts = message.text_body.iter().filter_map(|part| message.parts.get(*part as usize));
    let letters = parts.map(|part| match &part.body {
        PartType::Text(text) => html::letters(text),
        _ => 0,
    });
    letters.sum()
}

/// The extension of an attachment that has no name, by its declared type.
fn extension(part: &MessagePart) -> &'static str {
    let kind = part.content_type().map(|it| (it.ctype(), it.subtype().unwrap_or_default()));
    match (&part.body, kind) {
        (PartType::Message(_), _) => ".eml",
        (PartType::Html(_), _) => ".html",
        (PartType::Text(_), _) => ".txt",
        (_, Some(("image", "jpeg"))) => ".jpg",
        (_, Some(("image", "png"))) => ".png",
        (_, Some(("application", "pdf"))) => ".pdf",
        (_, Some(("application", "zip"))) => ".zip",
        _ => "",
    }
}

/// The name of an attachment. Mail programs of all times write it as RFC 2231 says, as RFC 2047 forbids (an encoded word in
/// quotes), or as bare GBK.
fn attachment_name(part: &MessagePart, raw: &[u8]) -> Option<String> {
    let header = |name: HeaderName| part.headers.iter().find(|header| header.name == name);
    let [disposition, kind] = [HeaderName::ContentDisposition, HeaderName::ContentType].map(header);
    let named = [(disposition, "filename"), (kind, "name")];
    let name = named.into_iter().find_map(|(header, attribute)| attribute_of(header?, attribute, raw))?;
    let name = if name.contains("=?") { encoded_words(&name) } else { name };
    (!name.trim().is_empty()).then_some(name)
}

fn attribute_of(header: &Header, attribute: &str, raw: &[u8]) -> Option<String> {
    let value = header.value.as_content_type()?.attribute(attribute)?;
    if !value.contains(char::REPLACEMENT_CHARACTER) {
        return Some(value.to_owned());
    }
    let bytes = raw.get(header.offset_start as usize..header.offset_end as usize)?;
    let text = decode(bytes).ok()?.text;
    let again = format!("{}:{text}\r\n\r\n", header.name.as_str());
    let message = MessageParser::default().parse_headers(again.as_bytes())?;
    let value = message.parts.first()?.headers.first()?.value.as_content_type()?.attribute(attribute)?.to_owned();
    Some(value)
}

/// Decodes the encoded words (RFC 2047) of a text, as the library does in a subject.
fn encoded_words(text: &str) -> String {
    let header = format!("Subject: {}\r\n\r\n", text.replace(['\r', '\n'], " "));
    let message = MessageParser::default().parse_headers(header.as_bytes());
    message.and_then(|it| it.subject().map(str::to_owned)).unwrap_or_else(|| text.to_owned())
}

/// The bytes of a part as they were attached, which the library gives as text where it takes them for one.
fn attached(part: &MessagePart, raw: &[u8]) -> Option<Vec<u8>> {
    let bytes = raw.get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::None => Some(bytes.to_vec()),
        Encoding::Base64 => base64_decode(bytes),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes),
    }
}

/// A text as it was typed, before the mail program broke its lines.
fn typed(part: &MessagePart, text: &str, raw: &[u8]) -> String {
    let text = readable(part, text, raw);
    let says = |attribute: &str, value: &str| {
        part.content_type().and_then(|it| it.attribute(attribute)).is_some_and(|own| own.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") { flowed::unwrapped(&text, says("delsp", "yes")) } else { text }
}

/// A text part in Unicode. Where its charset is missing or unknown, its bytes are looked at as those of a file are.
fn readable(part: &MessagePart, text: &str, raw: &[u8]) -> String {
    let declared = part.content_type().and_then(|it| it.attribute("charset"));
    let known = declared.is_some_and(|charset| charset_decoder(charset.as_bytes()).is_some());
    if known && !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.to_owned();
    }
    let decoded = attached(part, raw).and_then(|bytes| decode(&bytes).ok());
    decoded.map_or_else(|| text.to_owned(), |decoded| decoded.text)
}

fn envelope(message: &Message) -> Envelope {
    let received = message.headers().iter().find_map(|header| match &header.value {
        HeaderValue::Received(received) => received.date,
        _ => None,
    });
    let date = received.filter(DateTime::is_valid).or_else(|| message.date().copied().filter(DateTime::is_valid));
    let from = message.from().and_then(|it| it.first()).map(|it| match (&it.name, &it.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.as_ref().or(address.as_ref()).map(ToString::to_string).unwrap_or_default(),
    });
    Envelope {
        arrived: date.map(|date| {
            let DateTime { year, month, day, hour, minute, .. } = date.to_timezone(BEIJING_SECONDS);
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }),
        from: from.map(|it| shown(&it)).filter(|it| !it.is_empty()),
        subject: message.subject().map(shown).filter(|it| !it.is_empty()),
    }
}

/// A header's text in one line.
fn shown(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    words.join(" ").chars().take(200).collect()
}

#[cfg(test)]
#[path = "mail/tests.rs"]
mod tests;
