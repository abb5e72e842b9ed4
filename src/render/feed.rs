//! Feeds (Atom, RFC 4287): the newest notices, of the whole site and of each topic.

use std::sync::Arc;

use jiff::civil::Date;

use super::loose::Loose;
use super::shared::Shared;
use super::topic::Topic;
use crate::formats::xml::Xml;
use crate::model::{Artifact, Notice, address};

/// A feed grows no further: readers keep what they have seen.
const NEWEST: usize = 50;

/// The feed of all notices and one for each topic; none where no notice bears a date.
pub fn all<'s>(topics: &[Topic<'s>], shared: &'s Shared<'s>) -> Vec<Loose<'s>> {
    let title = shared.view.project.site.title.as_str();
    let whole = shared.feed.iter().map(|_| {
        Loose::later(address::FEED.to_owned(), move || {
            let notices = shared.notices.iter().map(|it| it.notice);
            feed(address::FEED, address::NOTICES, title, notices, shared)
        })
    });
    let of_topic = |topic: &Topic<'s>| {
        let (name, places) = (topic.name, Arc::clone(&topic.notices));
        is_possible(of_places(&places, shared)).then(|| {
            Loose::later(address::feed_of_topic(name), move || {
                let (path, page) = (address::feed_of_topic(name), address::of_topic(name));
                feed(&path, &page, &format!("{name} — {title}"), of_places(&places, shared), shared)
            })
        })
    };
    whole.chain(topics.iter().filter_map(of_topic)).collect()
}

/// The notices at some places in the list of all.
fn of_places<'a>(places: &'a [usize], shared: &'a Shared<'a>) -> impl Iterator<Item = &'a Notice> {
    places.iter().map(|at| shared.notices[*at].notice)
}

/// Whether a feed of these notices can be: Atom wants a day for each entry, and none is ever made up.
pub fn is_possible<'v>(mut notices: impl Iterator<Item = &'v Notice>) -> bool {
    notices.any(|notice| day_of(notice).is_some())
}

/// The day by which a feed tells of a notice; none for one that has none, or is no longer news.
fn day_of(notice: &Notice) -> Option<Date> {
    notice.date.filter(|_| !notice.expired)
}

fn feed<'v>(
    path: &str,
    page: &str,
    title: &str,
    notices: impl Iterator<Item = &'v Notice>,
    shared: &Shared<'v>,
) -> Option<Artifact> {
    let site = &shared.view.project.site;
    let url = |path: &str| address::url(&site.base_url, path);
    let mut entries: Vec<(Date, &Notice)> = notices.filter_map(|notice| Some((day_of(notice)?, notice))).collect();
    entries.sort_by(|a, b| (b.0, &b.1.page.slug).cmp(&(a.0, &a.1.page.slug)));
    entries.truncate(NEWEST);
    let updated = entries.iter().map(|(day, notice)| updated(*day, notice, shared)).max()?;

    let mut xml = Xml::new("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "zh-CN")]);
    xml.leaf("title", title);
    xml.leaf("id", &url(path));
    xml.leaf("updated", &moment(updated));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &url(path))]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url(page))]);
    xml.open("author", &[]);
    xml.leaf("name", &site.publisher);
    xml.close();
    for (day, notice) in entries {
        entry(day, notice, &url(&notice.address()), shared, &mut xml);
    }
    Some(Artifact::new(path, xml.finish()))
}

fn entry<'v>(day: Date, notice: &'v Notice, url: &str, shared: &Shared<'v>, xml: &mut Xml) {
    xml.open("entry", &[]);
    xml.leaf("title", &notice.page.title);
    // The address is what stays the same as long as the notice is the same.
    xml.leaf("id", url);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", url)]);
    xml.leaf("published", &moment(day));
    xml.leaf("updated", &moment(updated(day, notice, shared)));
    xml.open("author", &[]);
    xml.leaf("name", &notice.issuer);
    xml.close();
    for topic in &notice.topics {
        xml.empty("category", &[("term", &topic.value)]);
    }
    let mut summary = shared.summary(&notice.page).to_owned();
    for correction in shared.corrections_of(notice) {
        let url = address::url(&shared.view.project.site.base_url, &correction.address());
        xml.empty("link", &[("rel", "related"), ("type", "text/html"), ("href", &url)]);
        summary.push_str(&format!("（已有更正，见《{}》）", correction.page.title));
    }
    xml.leaf("summary", &summary);
    xml.close();
}

/// The day on which a notice last changed: a correction brings it back before its readers.
fn updated(day: Date, notice: &Notice, shared: &Shared) -> Date {
    shared.corrections_of(notice).iter().filter_map(|correction| correction.date).fold(day, Date::max)
}

/// The beginning of a day in Beijing (RFC 3339).
fn moment(day: Date) -> String {
    format!("{day}T00:00:00+08:00")
}
