//! Notices: the list of all, and a page for each.

use jiff::civil::Date;
use serde::Serialize;

use super::attachment::{AttachmentData, FileData, attachment, file};
use super::correction::{self, CorrectionData};
use super::frame::{Leaf, Sheet};
use super::json_ld;
use super::pager::{Pager, pages};
use super::parts::{Contact, Deadline, Link, contacts, deadline};
use super::programme::ProgrammeLink;
use super::share;
use super::shared::{Listed, Shared, neighbours};
use super::topic::TopicLink;
use crate::formats::template::Data;
use crate::model::{Notice, Project, address, day_text};

const TITLE: &str = "通知";

/// A notice as lists show it.
#[derive(Serialize)]
pub struct NoticeBrief<'v> {
    title: &'v str,
    path: String,
    doc_number: Option<&'v str>,
    issuer: &'v str,
    date: Option<String>,
    date_text: Option<String>,
    expires: Option<String>,
    expires_text: Option<String>,
    expired: bool,
    /// Whether it corrects an earlier notice.
    correction: bool,
    /// Whether a later notice corrects it.
    corrected: bool,
    summary: &'v str,
    topics: Vec<TopicLink<'v>>,
    programme: Option<ProgrammeLink<'v>>,
}

#[derive(Serialize)]
struct NoticeData<'v> {
    #[serde(flatten)]
    brief: NoticeBrief<'v>,
    publish_from: Option<String>,
    publish_from_text: Option<String>,
    addressees: &'v [String],
    forwards: Option<Link>,
    forwarded_by: Vec<Link>,
    corrects: Option<CorrectionData<'v>>,
    corrected_by: Vec<CorrectionData<'v>>,
    deadlines: Vec<Deadline>,
    contacts: Vec<Contact<'v>>,
    attachments: Vec<AttachmentData<'v>>,
    original: Option<FileData>,
    body: &'v str,
    share: String,
    prev: Option<Data>,
    next: Option<Data>,
}

impl<'v> NoticeBrief<'v> {
    pub fn new(notice: &'v Notice, shared: &Shared<'v>) -> NoticeBrief<'v> {
        NoticeBrief {
            title: &notice.page.title,
            path: notice.address(),
            doc_number: notice.doc_number.as_deref(),
            issuer: &notice.issuer,
            date: notice.date.map(|day| day.to_string()),
            date_text: notice.date.map(day_text),
            expires: notice.expires.map(|day| day.to_string()),
            expires_text: notice.expires.map(day_text),
            expired: notice.expired,
            correction: notice.corrects.is_some(),
            corrected: !shared.corrections_of(notice).is_empty(),
            summary: shared.summary(&notice.page),
            topics: notice.topics.iter().map(|topic| TopicLink::new(&topic.value)).collect(),
            programme: shared.programme_link(notice.programme.as_ref()),
        }
    }
}

/// What puts notices in order, the oldest first. One that bears no date stands before the dated ones of its
/// programme's year: a date is never made up.
pub fn age<'v>(notice: &'v Notice, project: &Project) -> (i64, Option<Date>, &'v str) {
    let programme = notice.programme.as_ref().and_then(|id| project.programme(&id.value));
    let year = match notice.date {
        Some(day) => i64::from(day.year()),
        None => programme.map_or(0, |programme| programme.year as i64),
    };
    (year, notice.date, &notice.page.slug)
}

/// The list of all, page by page.
pub fn list<'s>(shared: &'s Shared) -> Vec<Leaf<'s>> {
    let of_page = |pager: &Pager| {
        Sheet::new("notices.html", pager.path(), TITLE, "notices", shared)
            .with("notices", shared.briefs(pager.range()))
            .paged(pager)
    };
    pages(address::NOTICES, shared.notices.len())
        .map(|pager| Leaf::later("notices.html", pager.path(), None, move || of_page(&pager)))
        .collect()
}

/// A page for each.
pub fn all<'s>(shared: &'s Shared) -> Vec<Leaf<'s>> {
    let leaf = |(at, Listed { notice, .. }): (usize, &Listed)| {
        let day = notice.date.map(|day| day.to_string());
        Leaf::later("notice.html", notice.address(), day, move || sheet(at, shared))
    };
    shared.notices.iter().enumerate().map(leaf).collect()
}

/// The page of the notice that stands at a place in the list.
fn sheet(at: usize, shared: &Shared) -> Sheet {
    let notice = shared.notices[at].notice;
    let [prev, next] = neighbours(at, shared.notices.len(), |place| shared.brief(place));
    let programme = shared.programme(notice.programme.as_ref());
    let deadlines = notice.deadlines.iter().filter_map(|id| programme?.deadline(&id.value));
    let data = NoticeData {
        brief: NoticeBrief::new(notice, shared),
        publish_from: notice.publish_from.map(|day| day.to_string()),
        publish_from_text: notice.publish_from.map(day_text),
        addressees: &notice.addressees,
        forwards: notice.forwards.as_ref().and_then(|slug| shared.shown_notice(slug)).map(link),
        forwarded_by: shared.forwarders(&notice.page.slug).map(link).collect(),
        corrects: correction::corrects(notice, shared),
        corrected_by: correction::corrected_by(notice, shared),
        deadlines: deadlines.map(deadline).collect(),
        contacts: contacts(&notice.contacts),
        attachments: notice.attachments.iter().map(|it| attachment(it, shared)).collect(),
        original: notice.original.as_ref().and_then(|path| file(path, shared)),
        body: shared.html(&notice.page),
        share: share::text(notice, shared),
        prev,
        next,
    };
    let mut sheet = Sheet::new("notice.html", notice.address(), &notice.page.title, "notices", shared)
        .below(TITLE, address::NOTICES)
        .described(shared.summary(&notice.page))
        .with_contents(shared.view.texts.body(notice.page.source))
        .about(json_ld::article(notice, shared))
        .with("notice", Data::new(&data));
    sheet.day = notice.date.map(|day| day.to_string());
    sheet.marks = marks(notice, shared);
    sheet
}

/// What `notice_row` of `macros.html` shows beside the title, in the same order.
fn marks(notice: &Notice, shared: &Shared) -> Vec<&'static str> {
    let marks = [
        (notice.expired, "已失效"),
        (!shared.corrections_of(notice).is_empty(), "已有更正"),
        (notice.corrects.is_some(), "更正"),
    ];
    marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect()
}

fn link(notice: &Notice) -> Link {
    Link { title: notice.page.title.clone(), path: notice.address() }
}
