//! Addresses outside the site, each once with the places where it stands: for people, and for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json;
use super::spot::Spot;
use crate::diagnostic::visible;
use crate::lang::Lang;
use crate::model::Outside;
use crate::source::Sources;

/// One address, for programs.
#[derive(Serialize)]
struct Row<'a> {
    address: &'a str,
    /// `web` or `mail`.
    kind: &'static str,
    places: Vec<Spot<'a>>,
}

/// The list for people: web addresses, then mail, each kind counted; ends with a line end.
pub fn links_text(outside: &[Outside], sources: &Sources, lang: Lang) -> String {
    let rows = rows(outside, sources);
    let mut text = String::new();
    for (kind, zh, en) in [("web", "网址", "web addresses"), ("mail", "邮箱", "mail addresses")] {
        let of_kind: Vec<&Row> = rows.iter().filter(|row| row.kind == kind).collect();
        let count = of_kind.len();
        text.push_str(&lang.pick(format!("{zh} {count} 个\n"), format!("{en}: {count}\n")));
        for row in of_kind {
            text.push_str(&format!("  {}\n", visible(row.address)));
            row.places.iter().for_each(|place| text.push_str(&format!("    {}\n", visible(&place.text(lang)))));
        }
    }
    text
}

/// One line of JSON an address, each with its line end.
pub fn links_json(outside: &[Outside], sources: &Sources) -> String {
    rows(outside, sources).iter().map(|row| json::line(row) + "\n").collect()
}

/// By address; the places in the order of the files.
fn rows<'a>(outside: &'a [Outside], sources: &'a Sources) -> Vec<Row<'a>> {
    let mut places: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for it in outside {
        places.entry(&it.address).or_default().push(it.place);
    }
    let row = |(address, mut places): (&'a str, Vec<_>)| {
        places.sort();
        places.dedup();
        let kind = if is_mail(address) { "mail" } else { "web" };
        Row { address, kind, places: places.into_iter().map(|place| Spot::of(place, sources)).collect() }
    };
    places.into_iter().map(row).collect()
}

fn is_mail(address: &str) -> bool {
    address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
}
