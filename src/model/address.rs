//! Where pages stand: the file that each is written in, and its address, relative to the site's root and naming
//! `index.html`.

use super::class::Class;
use super::form::Form;
use super::notice::Notice;
use super::page::Page;
use super::programme::Programme;

pub const HOME: &str = "index.html";
pub const NOTICES: &str = "notices/index.html";
pub const CLASSES: &str = "classes/index.html";
pub const FORMS: &str = "forms/index.html";
pub const SEARCH: &str = "search/index.html";
pub const PROBLEMS: &str = "errors/index.html";
pub const TOPICS: &str = "topics/index.html";
pub const FEED: &str = "feed.xml";
pub const CALENDAR: &str = "calendar.ics";
pub const NOT_FOUND: &str = "404.html";

/// The file of the home page.
pub const HOME_FILE: &str = "content/index.md";

impl Notice {
    pub fn address(&self) -> String {
        format!("notices/{}/index.html", self.page.slug)
    }

    pub fn file(&self) -> String {
        format!("content/notices/{}.md", self.page.slug)
    }
}

impl Class {
    pub fn address(&self) -> String {
        format!("classes/{}/index.html", self.page.slug)
    }

    pub fn file(&self) -> String {
        format!("content/classes/{}.md", self.page.slug)
    }
}

impl Programme {
    pub fn address(&self) -> String {
        format!("programmes/{}/index.html", self.id)
    }

    pub fn file(&self) -> String {
        format!("data/programmes/{}.yaml", self.id)
    }
}

impl Form {
    /// Its section of the page of all forms.
    pub fn address(&self) -> String {
        format!("{FORMS}#{}", self.id)
    }

    /// The page on which it is filled in.
    pub fn fill_address(&self) -> String {
        format!("forms/{}/fill/index.html", self.id)
    }

    pub fn file(&self) -> String {
        format!("data/forms/{}.yaml", self.id)
    }
}

impl Page {
    /// The address of a page of the publisher's own; the home page's is [`HOME`].
    pub fn address(&self) -> String {
        format!("pages/{}/index.html", self.slug)
    }

    pub fn file(&self) -> String {
        format!("content/pages/{}.md", self.slug)
    }
}

/// The series of problems that have pages: those that a returned form can raise. The others concern whoever writes the site.
pub const HAS_PAGE: [&str; 4] = ["E01", "E03", "E04", "E05"];

/// The page that explains a problem code.
pub fn of_problem(code: &str) -> String {
    format!("errors/{code}/index.html")
}

/// The page of a topic; the topic's own text is its folder.
pub fn of_topic(topic: &str) -> String {
    format!("topics/{topic}/index.html")
}

pub fn feed_of_topic(topic: &str) -> String {
    format!("topics/{topic}/feed.xml")
}

/// The calendar of one class.
pub fn calendar_of(class: &Class) -> String {
    format!("classes/{}/class.ics", class.page.slug)
}

/// The host that a web address names, without a port.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// The file that stands at an old address, which ends in `/` or names an `.html` file.
pub fn of_redirect(old: &str) -> String {
    if old.ends_with('/') { format!("{old}{HOME}") } else { old.to_owned() }
}

/// Where a page stands in the end; folders are called by their names, without `index.html`.
pub fn url(base_url: &str, path: &str) -> String {
    url_of_link(base_url, &uri(path))
}

/// The same of a path that is written as programs want it already.
pub fn url_of_link(base_url: &str, path: &str) -> String {
    let folder = path.strip_suffix(HOME).filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("{base_url}{}", folder.unwrap_or(path))
}

/// A page of a long list, from 1: the first stands where the list does, the others below it.
pub fn of_page(list: &str, number: usize) -> String {
    match (number, list.strip_suffix(HOME)) {
        (2.., Some(folder)) => format!("{folder}page/{number}/{HOME}"),
        _ => list.to_owned(),
    }
}

/// A path as programs want it (RFC 3986): everything but plain letters, digits and a few signs as percent codes.
pub fn uri(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte.into()),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// What climbs from a page to the site's root: `../` for each folder it stands in.
pub fn root(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

/// An address as it is written into a page: Han characters stay readable, what would cut the address does not.
pub fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '"' | '<' | '>' | '\\' | '`' => encoded.push_str(&format!("%{:02X}", u32::from(c))),
            c => encoded.push(c),
        }
    }
    encoded
}

/// A path or anchor with its `%20` and the like as plain characters.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        let pair = match tail {
            [high, low, ..] if *first == b'%' => hex(high).zip(hex(low)),
            _ => None,
        };
        match pair {
            Some((high, low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{decoded, encoded, root, uri, url};

    #[test]
    fn addresses_stay_readable_and_whole() {
        assert_eq!(encoded("files/附件 1#.pdf"), "files/附件%201%23.pdf");
        assert_eq!(uri("topics/国情 a"), "topics/%E5%9B%BD%E6%83%85%20a");
        assert_eq!(url("https://a/b/", "x/index.html"), "https://a/b/x/");
        assert_eq!(url("https://a/b/", "index.html"), "https://a/b/");
        assert_eq!([root("index.html"), root("notices/a/index.html")], ["", "../../"]);
    }

    #[test]
    fn escapes_in_addresses_are_read() {
        assert_eq!(decoded("%E8%B4%B9%E7%94%A8"), "费用");
        assert_eq!(decoded("100%"), "100%");
    }
}
