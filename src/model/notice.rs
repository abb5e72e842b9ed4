//! A notice: what was issued by whom, and what it announces.

use super::contact::Contact;
use super::located::Located;
use super::page::Page;
use jiff::civil::Date;

/// A notice, published as a digest of the signed original.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub page: Page,
    pub doc_number: Option<String>,
    pub issuer: String,
    /// Absent where the original bears none; never borrowed from another notice.
    pub date: Option<Date>,
    /// The day from which it is to be public.
    pub publish_from: Option<Date>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Whether that day is over; settled once today is known, see [`Notice::settle`].
    pub expired: bool,
    pub addressees: Vec<String>,
    pub programme: Option<Located<String>>,
    pub topics: Vec<Located<String>>,
    /// The slug of the notice that this one passes on.
    pub forwards: Option<Located<String>>,
    /// What this notice puts right in an earlier one (更正).
    pub corrects: Option<Correction>,
    /// Ids of the programme's deadlines that this notice announces.
    pub deadlines: Vec<Located<String>>,
    pub contacts: Vec<Contact>,
    pub attachments: Vec<Attachment>,
    /// The file of the signed original, beside the notice.
    pub original: Option<Located<String>>,
}

impl Notice {
    /// Reckons with the day on which the site is built: what is not public yet is a draft.
    pub fn settle(&mut self, today: Date) {
        self.page.draft |= self.publish_from.is_some_and(|from| today < from);
        self.expired = self.expires.is_some_and(|last| last < today);
    }
}

/// An earlier notice, and what of it no longer holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The slug of the notice that is corrected.
    pub notice: Located<String>,
    /// At least one, unless all of them were faulty.
    pub changes: Vec<Change>,
}

/// One thing that was put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about, such as 第7期办班时间.
    pub what: String,
    /// The former wording; it quotes no facts, because they change.
    pub old: String,
    /// The present wording; may quote facts.
    pub new: Located<String>,
}

/// Something that came with a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    pub number: Option<usize>,
    pub title: String,
    pub target: AttachmentTarget,
}

/// Where an attachment is found.
#[derive(Clone, Debug, PartialEq)]
pub enum AttachmentTarget {
    /// A form of this project, by its id.
    Form(Located<String>),
    /// Another page, by the relative path of its source file.
    Page(Located<String>),
    /// A file beside the notice.
    File(Located<String>),
    /// It exists, but is not supplied here.
    None,
}
