//! The examples of the CommonMark specification as pages show them: what differs is raw HTML, which no page may hold.

#![allow(clippy::print_stdout, reason = "what was measured is shown to whoever asks with --nocapture")]

use std::collections::BTreeMap;

use linghang::formats::markdown::{FaultKind, Resolved, read};
use serde_json::Value;

use crate::support::repository;

/// The examples that hold raw HTML: it is told as a fault and left out.
const RAW_HTML: [usize; 72] = [
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168,
    169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191,
    201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630,
    631, 642, 643,
];

#[test]
fn every_difference_from_commonmark_is_meant() {
    let file = std::fs::read_to_string(repository().join("tests/fixtures/commonmark-0.31.json")).unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    let texts = |key: &str| file[key].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
    let (mut sums, mut others) = (BTreeMap::<&str, Vec<usize>>::new(), Vec::new());
    for (number, (text, expected)) in (1..).zip(texts("examples").zip(texts("html"))) {
        let document = read(&text, &[], &[]);
        let html = document.html(&mut |target| Resolved::Within(target.destination.to_owned()));
        let (found, expected) = (plain(&html), plain(&expected));
        let raw = document.faults.iter().any(|fault| matches!(fault.kind, FaultKind::RawHtml(_)));
        let why = if found == expected {
            "alike"
        } else if raw {
            "raw HTML"
        } else {
            others.push(format!("{number}: {text:?}\n    found    {found:?}\n    expected {expected:?}"));
            continue;
        };
        sums.entry(why).or_default().push(number);
    }
    for (why, numbers) in &sums {
        println!("{:>4} {why}", numbers.len());
    }
    assert_eq!(sums["raw HTML"], RAW_HTML);
    assert!(others.is_empty(), "{}\n{}", others.len(), others.join("\n"));
}

/// HTML without what says the same in two ways, and without what pages add or leave out everywhere: anchors of headings,
/// code within reach of the keyboard, pictures that are fetched when they are seen; titles, which only a mouse finds; addresses
/// in ASCII, which browsers make themselves. Line ends mean something in code alone.
fn plain(html: &str) -> String {
    let html = html
        .replace(" />", ">")
        .replace("&quot;", "\"")
        .replace(" tabindex=\"0\"", "")
        .replace(" loading=\"lazy\"", "");
    let mut out = String::new();
    let mut rest = html.as_str();
    let mut within_code = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&text(&rest[..at], within_code));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = tag(&rest[at..end].replace('\n', ""));
        within_code = tag == "<pre>" || (within_code && tag != "</pre>");
        out.push_str(&tag);
        rest = &rest[end..];
    }
    out + &text(rest, within_code)
}

fn text(text: &str, within_code: bool) -> String {
    if within_code { text.to_owned() } else { text.replace('\n', "") }
}

fn tag(tag: &str) -> String {
    if tag.starts_with("<h") {
        return tag.split(' ').next().unwrap().trim_end_matches('>').to_owned() + ">";
    }
    let mut tag = tag.to_owned();
    if let Some(at) = tag.find(" title=\"") {
        tag.replace_range(at..tag.len() - 1, "");
    }
    percent_decoded(&tag)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let code = (*first == b'%').then(|| more.get(..2)).flatten().and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
