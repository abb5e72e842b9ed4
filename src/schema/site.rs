//! `data/site.yaml`.

use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::formats::yaml::{Decode, Map, Node};
use crate::model::{Located, NavigationEntry, Site};

pub fn decode(node: &Node, out: &mut Diagnostics) -> Option<Site> {
    let mut map = Map::open(node, ["站点", "the site"], out)?;
    let base_url: Option<Located<String>> = map.required("base_url", out);
    let site = Site {
        title: map.required("title", out).unwrap_or_default(),
        subtitle: map.optional("subtitle", out),
        publisher: map.required("publisher", out).unwrap_or_default(),
        base_url: base_url.map(|url| checked_url(url, out)).unwrap_or_default(),
        description: map.required("description", out).unwrap_or_default(),
        footer: map.optional("footer", out),
        navigation: map.list("navigation", out),
        integrity: map.optional("integrity", out).unwrap_or(false),
    };
    map.finish(out);
    Some(site)
}

/// An absolute web address that ends in `/`.
fn checked_url(url: Located<String>, out: &mut Diagnostics) -> String {
    let sound =
        ["https://", "http://"].iter().any(|scheme| url.value.len() > scheme.len() && url.value.starts_with(scheme));
    if !sound || url.value.contains(char::is_whitespace) {
        let problem = SchemaProblem::BadValue {
            key: "base_url".to_owned(),
            found: url.value.clone(),
            expected: Words(["以 https:// 或 http:// 开头的网址", "an address that begins with https:// or http://"]),
        };
        out.add(url.place, problem);
    }
    format!("{}/", url.value.trim_end_matches('/'))
}

impl Decode for NavigationEntry {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<NavigationEntry> {
        let mut map = Map::open(node, ["导航项", "the navigation entry"], out)?;
        let label = map.required("label", out);
        // An empty address is the home page, so the node is asked for even where it is an empty text.
        let to = map.required("to", out);
        map.finish(out);
        Some(NavigationEntry { label: label?, to: to? })
    }
}
