//! What leads people to the pages: problem codes, old addresses, topics, feed, calendars, and days of publishing.

use std::fs;
use std::path::Path;

use crate::support::{Said, run, shipped};

/// The shipped project in a folder of its own.
fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    temp
}

/// Builds the site, which has to succeed.
fn build(root: &Path, args: &[&str]) -> Said {
    let said = run(root, &[&["build"], args].concat());
    assert_eq!(said.status, 0, "{}", said.stderr);
    said
}

/// A file of the built site.
fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_code_that_a_returned_form_can_raise_has_a_page() {
    let temp = project();
    build(temp.path(), &[]);
    let (list, sitemap) = (page(temp.path(), "errors/index.html"), page(temp.path(), "sitemap.xml"));
    for entry in linghang::diagnostic::entries() {
        let code = entry.code.0;
        let path = format!("errors/{code}/index.html");
        if !["E01", "E03", "E04", "E05"].iter().any(|series| code.starts_with(series)) {
            assert!(!temp.path().join("site").join(&path).exists(), "{code} is for authors");
            continue;
        }
        let shown = page(temp.path(), &path);
        for words in [entry.title, entry.explanation] {
            let [zh, en] = words.map(escaped);
            let (first, second) = (shown.find(&zh), shown.rfind(&en));
            assert!(first.is_some() && first < second, "{code}: Chinese first, English beside: {zh} / {en}");
        }
        assert!(list.contains(&format!("href=\"../{path}\"")), "{code} is listed");
        assert!(sitemap.contains(&format!("<loc>https://linghang.example/errors/{code}/</loc>")), "{code}");
    }
    assert!(page(temp.path(), "forms/index.html").contains("href=\"../errors/index.html\""));
}

/// As templates write a text.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}
