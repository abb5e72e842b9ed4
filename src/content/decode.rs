//! Front matter to typed data.

use super::front::Written;
use super::names;
use crate::diagnostic::{Diagnostics, SchemaProblem, Severity, Words};
use crate::formats::conditions::conditions;
use crate::formats::yaml::{Decode, Map, Node, one_of};
use crate::model::{
    Admission, Attachment, AttachmentTarget, Class, ClassPlace, ClassResult, Located, Month, Notice, Page, Part,
    Period, Shape,
};
use jiff::civil::Date;

/// A page of the publisher's own, or the home page.
pub fn page(written: &Written, node: Option<&Node>, out: &mut Diagnostics) -> Page {
    let Some(mut map) = node.and_then(|node| Map::open(node, ["页面", "the page"], out)) else {
        return bare(written);
    };
    let page = common(written, &mut map, out);
    map.finish(out);
    page
}

pub fn notice(written: &Written, node: Option<&Node>, out: &mut Diagnostics) -> Notice {
    let mut notice = Notice {
        page: bare(written),
        doc_number: None,
        issuer: String::new(),
        date: None,
        publish_from: None,
        expires: None,
        expired: false,
        addressees: Vec::new(),
        programme: None,
        topics: Vec::new(),
        forwards: None,
        corrects: None,
        deadlines: Vec::new(),
        contacts: Vec::new(),
        attachments: Vec::new(),
        original: None,
    };
    let Some(mut map) = node.and_then(|node| Map::open(node, ["通知", "the notice"], out)) else { return notice };
    notice.page = common(written, &mut map, out);
    if notice.page.summary.is_none() {
        // Asked for again, it tells that it is missing; where it is faulty, that has been told.
        missing(&mut map, "summary", out);
    }
    notice.doc_number = map.optional("doc_number", out);
    notice.issuer = map.required("issuer", out).unwrap_or_default();
    notice.date = map.optional("date", out);
    notice.publish_from = map.optional("publish_from", out);
    notice.expires = map.optional("expires", out).and_then(|last| not_before(notice.publish_from, last, out));
    notice.addressees = map.list("addressees", out);
    notice.programme = map.optional("programme", out);
    notice.topics = names::topics(map.list("topics", out), out);
    notice.forwards = map.optional("forwards", out);
    notice.corrects = map.optional("corrects", out);
    notice.deadlines = map.list("deadlines", out);
    notice.contacts = map.list("contacts", out);
    notice.attachments = map.list("attachments", out);
    notice.original = map.optional("original", out);
    map.finish(out);
    notice
}

/// A class; none where it lacks what the rest of the program cannot do without.
pub fn class(written: &Written, node: &Node, out: &mut Diagnostics) -> Option<Class> {
    let mut map = Map::open(node, ["班次", "the class"], out)?;
    let page = common(written, &mut map, out);
    let programme = map.required("programme", out).inspect(|it| in_its_folder(it, written, out));
    let number = map.required("number", out);
    let option = map.required("option", out);
    let aliases = map.list("aliases", out);
    let period = map.required("period", out);
    let revision = map.optional("revision", out).unwrap_or_default();
    let tentative = map.flag("tentative", out);
    let place = map.required("place", out);
    let venue = map.optional("venue", out);
    let organisers = map.list("organisers", out);
    let fields = map.list("fields", out);
    let sites = map.list("sites", out);
    let activities = map.list("activities", out);
    let contacts = map.list("contacts", out);
    let capacity = map.optional("capacity", out);
    let severities = [("error", Severity::Error), ("warning", Severity::Warning)];
    let over_capacity = map.node("over_capacity").and_then(|node| one_of(node, "over_capacity", &severities, out));
    let admitted = map.node("admits").map(|node| conditions(node, out));
    let text = map.optional("admits_text", out);
    let notes = map.list("notes", out);
    let materials = map.list("materials", out);
    let result = map.optional("result", out);
    map.finish(out);
    let admits = match (admitted, text) {
        (None, None) => None,
        (conditions, text) => Some(Admission { conditions: conditions.unwrap_or_default(), text }),
    };
    Some(Class {
        page,
        programme: programme?,
        number: number?,
        option: option?,
        aliases,
        period: period?,
        revision,
        tentative,
        place: place?,
        venue,
        organisers,
        fields,
        sites,
        activities,
        contacts,
        capacity,
        over_capacity: over_capacity.unwrap_or(Severity::Warning),
        admits,
        notes,
        materials,
        result,
    })
}

/// A page of which only the address is known.
fn bare(written: &Written) -> Page {
    Page {
        source: written.file.source,
        slug: written.slug.to_owned(),
        title: written.slug.to_owned(),
        summary: None,
        draft: false,
        redirects: Vec::new(),
    }
}

/// What every page has.
fn common(written: &Written, map: &mut Map, out: &mut Diagnostics) -> Page {
    let bare = bare(written);
    Page {
        title: map.required("title", out).unwrap_or(bare.title),
        summary: map.optional("summary", out),
        draft: map.flag("draft", out),
        redirects: names::redirects(map.list("redirects", out), out),
        ..bare
    }
}

/// The last day of a notice, unless that comes before its first.
fn not_before(from: Option<Date>, last: Located<Date>, out: &mut Diagnostics) -> Option<Date> {
    if from.is_none_or(|from| from <= last.value) {
        return Some(last.value);
    }
    let problem = SchemaProblem::BadValue {
        key: "expires".to_owned(),
        found: last.value.to_string(),
        expected: Words(["不早于 publish_from 的日期", "a day not before `publish_from`"]),
    };
    out.add(last.place, problem);
    None
}

fn missing(map: &mut Map, key: &'static str, out: &mut Diagnostics) {
    if map.node(key).is_none() {
        let owner = Words(["通知", "the notice"]);
        out.add(map.place(), SchemaProblem::MissingKey { key: key.to_owned(), owner });
    }
}

/// A class stands in its programme's folder, or its address would tell one programme and its text another.
fn in_its_folder(programme: &Located<String>, written: &Written, out: &mut Diagnostics) {
    let folder = written.slug.split('/').next();
    if folder != Some(programme.value.as_str()) {
        let problem = SchemaProblem::BadValue {
            key: "programme".to_owned(),
            found: programme.value.clone(),
            expected: Words(["文件所在文件夹的名称", "the name of the folder that holds the file"]),
        };
        out.add(programme.place, problem);
    }
}

impl Decode for Period {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Period> {
        let mut map = Map::open(node, ["办班时间", "the period"], out)?;
        // Whichever is given first decides; keys of the other shape are then unknown.
        let shape = match map.node("start") {
            Some(_) => days(&mut map, out),
            None => part(&mut map, out),
        };
        let text = map.optional("text", out);
        map.finish(out);
        Some(Period { shape: shape?, text })
    }
}

fn days(map: &mut Map, out: &mut Diagnostics) -> Option<Shape> {
    let start: Option<Date> = map.required("start", out);
    let end: Option<Located<Date>> = map.required("end", out);
    let (start, end) = (start?, end?);
    if end.value < start {
        let problem = SchemaProblem::BadValue {
            key: "end".to_owned(),
            found: end.value.to_string(),
            expected: Words(["不早于 start 的日期", "a day not before `start`"]),
        };
        out.add(end.place, problem);
        return None;
    }
    Some(Shape::Days { start, end: end.value })
}

fn part(map: &mut Map, out: &mut Diagnostics) -> Option<Shape> {
    let month: Option<Month> = map.required("month", out);
    let part: Option<Part> = map.required("part", out);
    let days: Option<usize> = map.optional("days", out);
    Some(Shape::Part { month: month?, part: part?, days: days.and_then(|days| u32::try_from(days).ok()) })
}

impl Decode for Part {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Part> {
        let words = [("上旬", Part::First), ("中旬", Part::Middle), ("下旬", Part::Last), ("月底", Part::End)];
        one_of(node, key, &words, out)
    }
}

impl Decode for ClassPlace {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<ClassPlace> {
        let mut map = Map::open(node, ["地点", "the place"], out)?;
        let text = map.required("text", out);
        let province = map.required("province", out);
        let city = map.optional("city", out);
        map.finish(out);
        Some(ClassPlace { text: text?, province: province?, city })
    }
}

impl Decode for ClassResult {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<ClassResult> {
        let mut map = Map::open(node, ["办班成果", "the result"], out)?;
        let text: Option<String> = map.optional("text", out);
        let notice: Option<Located<String>> = map.optional("notice", out);
        let empty = map.node("text").is_none() && map.node("notice").is_none();
        if empty {
            let owner = Words(["办班成果", "the result"]);
            out.add(map.place(), SchemaProblem::MissingKey { key: "text".to_owned(), owner });
        }
        map.finish(out);
        (!empty).then_some(ClassResult { text, notice })
    }
}

impl Decode for Attachment {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Attachment> {
        let mut map = Map::open(node, ["附件", "the attachment"], out)?;
        let number = map.optional("number", out);
        let title = map.required("title", out);
        // One target; a second one is left unasked for and so is told.
        let target = if map.node("form").is_some() {
            map.optional("form", out).map(AttachmentTarget::Form)
        } else if map.node("page").is_some() {
            map.optional("page", out).map(AttachmentTarget::Page)
        } else {
            map.optional("file", out).map(AttachmentTarget::File)
        };
        map.finish(out);
        Some(Attachment { number, title: title?, target: target.unwrap_or(AttachmentTarget::None) })
    }
}
