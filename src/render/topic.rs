//! Topics (主题): the list of all, and a page for each with its notices.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::feed;
use super::frame::{Leaf, Sheet};
use super::pager::pages;
use super::shared::{Listed, Shared};
use crate::formats::template::Data;
use crate::model::address;

const TITLE: &str = "主题";

/// A topic and the notices that are shown under it.
pub struct Topic<'v> {
    pub name: &'v str,
    /// By their places in the list of all.
    pub notices: Arc<[usize]>,
}

/// A topic as lists and notices show it.
#[derive(Serialize)]
pub struct TopicLink<'v> {
    title: &'v str,
    path: String,
}

#[derive(Serialize)]
struct TopicData<'v> {
    #[serde(flatten)]
    link: TopicLink<'v>,
    count: usize,
}

impl<'v> TopicLink<'v> {
    pub fn new(name: &'v str) -> TopicLink<'v> {
        TopicLink { title: name, path: address::uri(&address::of_topic(name)) }
    }
}

/// Every topic of a shown notice: those with most notices first, else by their text.
pub fn topics<'v>(shared: &Shared<'v>) -> Vec<Topic<'v>> {
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, Listed { notice, .. }) in shared.notices.iter().enumerate() {
        for topic in &notice.topics {
            let places = named.entry(topic.value.as_str()).or_default();
            // A notice may name a topic twice.
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    let topic = |(name, places): (_, Vec<usize>)| Topic { name, notices: places.into() };
    let mut topics: Vec<Topic> = named.into_iter().map(topic).collect();
    // Stable: topics of as many notices stay in the order of their texts.
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.notices.len()));
    topics
}

/// The list of all topics, then the pages of each.
pub fn all<'s>(topics: &[Topic], shared: &'s Shared) -> Vec<Leaf<'s>> {
    let listed: Vec<TopicData> = topics.iter().map(data).collect();
    let list = Sheet::new("topics.html", address::TOPICS.to_owned(), TITLE, "topics", shared)
        .with("topics", Data::new(&listed));
    let mut leaves = vec![list.into()];
    for topic in topics {
        let has_feed = feed::is_possible(topic.notices.iter().map(|at| shared.notices[*at].notice));
        let (name, topic_data) = (topic.name.to_owned(), Data::new(&data(topic)));
        for pager in pages(&address::of_topic(topic.name), topic.notices.len()) {
            let (notices, name, topic_data) = (Arc::clone(&topic.notices), name.clone(), topic_data.clone());
            leaves.push(Leaf::later("topic.html", pager.path(), None, move || {
                let sheet = Sheet::new("topic.html", pager.path(), &name, "topics", shared)
                    .below(TITLE, address::TOPICS)
                    .described(&format!("主题为“{name}”的通知。"))
                    .with("topic", topic_data.clone())
                    .with("notices", shared.briefs(notices[pager.range()].iter().copied()))
                    .paged(&pager);
                match has_feed {
                    true => sheet.with_feed(&name, &address::uri(&address::feed_of_topic(&name))),
                    false => sheet,
                }
            }));
        }
    }
    leaves
}

fn data<'v>(topic: &Topic<'v>) -> TopicData<'v> {
    TopicData { link: TopicLink::new(topic.name), count: topic.notices.len() }
}
