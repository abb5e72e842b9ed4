//! Topics (主题): the list of all, and a page for each with its notices.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::feed;
use super::frame::{Leaf, Sheet};
use super::pager::pages;
use super::shared::Shared;
use crate::formats::template::Data;
use crate::model::{Notice, address};

const TITLE: &str = "主题";

/// A topic and the notices that are shown under it.
pub struct Topic<'v> {
    pub name: &'v str,
    /// As the list of all notices has them.
    pub notices: Vec<(&'v Notice, Data)>,
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
    let mut named: BTreeMap<&str, Vec<(&Notice, Data)>> = BTreeMap::new();
    for (notice, brief) in &shared.notices {
        let names: BTreeSet<&str> = notice.topics.iter().map(|topic| topic.value.as_str()).collect();
        for name in names {
            named.entry(name).or_default().push((*notice, brief.clone()));
        }
    }
    let mut topics: Vec<Topic> = named.into_iter().map(|(name, notices)| Topic { name, notices }).collect();
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
        let has_feed = feed::is_possible(topic.notices.iter().map(|(notice, _)| *notice));
        let (name, topic_data) = (topic.name.to_owned(), Data::new(&data(topic)));
        for pager in pages(&address::of_topic(topic.name), topic.notices.len()) {
            let notices: Vec<&Data> = topic.notices[pager.range()].iter().map(|(_, brief)| brief).collect();
            let (notices, name, topic_data) = (Data::new(&notices), name.clone(), topic_data.clone());
            leaves.push(Leaf::later("topic.html", pager.path(), None, move || {
                let sheet = Sheet::new("topic.html", pager.path(), &name, "topics", shared)
                    .below(TITLE, address::TOPICS)
                    .described(&format!("主题为“{name}”的通知。"))
                    .with("topic", topic_data.clone())
                    .with("notices", notices.clone())
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
