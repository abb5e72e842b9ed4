//! What a page tells programs about itself (JSON-LD 1.1 in the words of schema.org): the way to it, and its notice or class.
//!
//! Nothing is guessed: what the author did not state is left out, and a window such as 下旬 is no date.

use serde::Serialize;

use super::frame::{Crumb, Head};
use super::shared::Shared;
use crate::model::{Class, Notice, Shape, address};

/// What a page is about; see [`article`] and [`education_event`].
#[derive(Serialize)]
#[serde(tag = "@type")]
pub enum Thing {
    BreadcrumbList(BreadcrumbList),
    Article(Article),
    EducationEvent(EducationEvent),
}

#[derive(Serialize)]
struct Document<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<&'d Thing>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BreadcrumbList {
    item_list_element: Vec<ListItem>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct ListItem {
    position: usize,
    name: String,
    item: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    headline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    url: String,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    /// The last day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Organization>,
    /// Who runs the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization>,
    /// The addresses of what puts it right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EducationEvent {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    url: String,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizer: Vec<Organization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_attendee_capacity: Option<usize>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Organization {
    name: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Place {
    name: String,
    address: PostalAddress,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct PostalAddress {
    /// ISO 3166-1: provinces are those of GB/T 2260.
    address_country: &'static str,
    address_region: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_locality: Option<String>,
}

const LANGUAGE: &str = "zh-CN";

/// A notice.
pub fn article(notice: &Notice, shared: &Shared) -> Thing {
    let site = &shared.view.project.site;
    let url = |notice: &Notice| address::url(&site.base_url, &notice.address());
    Thing::Article(Article {
        headline: notice.page.title.clone(),
        description: stated(shared.summary(&notice.page)),
        url: url(notice),
        in_language: LANGUAGE,
        date_published: notice.date.map(|day| day.to_string()),
        expires: notice.expires.map(|day| day.to_string()),
        author: organization(&notice.issuer),
        publisher: organization(&site.publisher),
        correction: shared.corrections_of(notice).iter().map(|correction| url(correction)).collect(),
    })
}

/// A class.
pub fn education_event(class: &Class, shared: &Shared) -> Thing {
    let days = match class.period.shape {
        Shape::Days { start, end } => Some((start.to_string(), end.to_string())),
        Shape::Part { .. } => None,
    };
    let (start_date, end_date) = days.unzip();
    Thing::EducationEvent(EducationEvent {
        name: class.page.title.clone(),
        description: stated(shared.summary(&class.page)),
        url: address::url(&shared.view.project.site.base_url, &class.address()),
        in_language: LANGUAGE,
        start_date,
        end_date,
        location: stated(class.venue.as_deref().unwrap_or(&class.place.text)).map(|name| Place {
            name,
            address: PostalAddress {
                address_country: "CN",
                address_region: shared.province(class).to_owned(),
                address_locality: class.place.city.clone(),
            },
        }),
        organizer: class.organisers.iter().filter_map(|name| organization(name)).collect(),
        maximum_attendee_capacity: class.capacity,
    })
}

/// All that a page says, ready to stand in a `script` element; none where addresses cannot be told or nothing is to say.
pub fn document(head: &Head, about: Option<&Thing>, base_url: &str) -> Option<String> {
    let url = head.url.as_deref().filter(|_| !base_url.is_empty())?;
    let breadcrumbs = breadcrumbs(head, url, base_url);
    let graph: Vec<&Thing> = breadcrumbs.iter().chain(about).collect();
    if graph.is_empty() {
        return None;
    }
    let text = serde_json::to_string(&Document { context: "https://schema.org", graph }).ok()?;
    // Within a `script` element only `<` can begin what ends it, and in JSON `<` stands within texts only.
    Some(text.replace('<', "\\u003c"))
}

/// The way from the home page to this one, as the page itself shows it.
fn breadcrumbs(head: &Head, url: &str, base_url: &str) -> Option<Thing> {
    let above = head.breadcrumbs.iter().filter(|crumb| crumb.path != head.path);
    let above = above.map(|Crumb { title, path }| (title.clone(), address::url_of_link(base_url, path)));
    let items = above.chain([(head.title.clone(), url.to_owned())]);
    let numbered = (1..).zip(items).map(|(position, (name, item))| ListItem { position, name, item });
    (!head.breadcrumbs.is_empty())
        .then(|| Thing::BreadcrumbList(BreadcrumbList { item_list_element: numbered.collect() }))
}

fn organization(name: &str) -> Option<Organization> {
    stated(name).map(|name| Organization { name })
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Crumb, Head, document};

    fn head(url: Option<&str>) -> Head {
        let crumb = |title: &str, path: &str| Crumb { title: title.to_owned(), path: path.to_owned() };
        Head {
            title: "甲</script><!--".to_owned(),
            path: "topics/甲/page/2/index.html".to_owned(),
            url: url.map(str::to_owned),
            description: String::new(),
            section: "topics",
            breadcrumbs: vec![crumb("首页", "index.html"), crumb("甲", "topics/%E7%94%B2/index.html")],
            toc: Vec::new(),
            feeds: Vec::new(),
        }
    }

    #[test]
    fn the_way_to_a_page_is_told_and_nothing_ends_the_script() {
        let text = document(&head(Some("https://a.example/x/")), None, "https://a.example/").expect("a way");
        assert!(!text.contains('<'), "{text}");
        let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let items = &told["@graph"][0]["itemListElement"];
        let item = |at: usize| (items[at]["name"].as_str(), items[at]["item"].as_str());
        assert_eq!(item(0), (Some("首页"), Some("https://a.example/")));
        assert_eq!(item(1), (Some("甲"), Some("https://a.example/topics/%E7%94%B2/")));
        assert_eq!(item(2), (Some("甲</script><!--"), Some("https://a.example/x/")));
        assert_eq!(items[2]["position"], 3);
    }

    #[test]
    fn without_addresses_nothing_is_told() {
        assert_eq!(document(&head(None), None, "https://a.example/"), None);
        assert_eq!(document(&head(Some("x/")), None, ""), None);
        let home = Head { breadcrumbs: Vec::new(), ..head(Some("https://a.example/")) };
        assert_eq!(document(&home, None, "https://a.example/"), None);
    }
}
