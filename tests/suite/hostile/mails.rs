//! Mails of more parts, levels and headers than any mail program writes.

use super::measured::received;
use crate::compile::builders::card_of;

const HEAD: &str = "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n";

#[test]
fn ten_thousand_parts_are_refused() {
    let part = "--b\r\nContent-Type: text/plain; name=a.yaml\r\n\r\nx\r\n";
    let raw = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}--b--\r\n", part.repeat(10_000));
    let told = received("eml, 10,000 parts", "信.eml", raw.as_bytes());
    assert!(told.tells("E0168"), "{:?}", told.codes());
    let bare = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(10_000));
    let told = received("eml, 10,000 parts without a word of what they are", "信.eml", bare.as_bytes());
    assert!(told.tells("E0168"), "{:?}", told.codes());
    let line = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n".repeat(1_000_000));
    received("eml, a million boundaries", "信.eml", line.as_bytes());
}

#[test]
fn mails_within_mails_have_an_end() {
    let levels: String =
        (0..10_000).map(|n| format!("{HEAD}Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    let told = received("eml, 10,000 levels of parts", "信.eml", levels.as_bytes());
    assert!(told.tells("E0168"), "{:?}", told.codes());
    let forwarded = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n").repeat(10_000);
    let told = received("eml, 10,000 mails in each other", "信.eml", forwarded.as_bytes());
    assert!(told.tells("E0168"), "{:?}", told.codes());
}

#[test]
fn headers_and_lines_without_end_are_bounded() {
    let headers: String = (0..500_000).map(|n| format!("X-{n}: y\r\n")).collect();
    received("eml, 500,000 headers", "信.eml", format!("{HEAD}{headers}\r\n{}", card_of(3, &[])).as_bytes());
    let folded = format!("Subject: {}\r\n", "=?utf-8?B?5oql?=\r\n ".repeat(300_000));
    received("eml, a subject of 300,000 encoded words", "信.eml", format!("{HEAD}{folded}\r\n\r\n").as_bytes());
    let addresses = format!("From: {}\r\n\r\nx", "a <b@example.org>, ((((((".repeat(200_000));
    received("eml, 200,000 senders with open comments", "信.eml", addresses.as_bytes());
    let tables = format!("{HEAD}Content-Type: text/html\r\n\r\n{}", "<table><tr><td>".repeat(100_000));
    received("eml, 100,000 nested tables", "信.eml", tables.as_bytes());
}
