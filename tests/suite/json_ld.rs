//! JSON-LD of pages: what search engines read of the way to a page, of notices and of classes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{files, lay, repository, run, shipped, write};

const CORRECTION: &str = "---
title: 更正 </script><!-- “一”
issuer: 示例办公室
date: 2025-08-01
expires: 2025-12-31
corrects:
  notice: first
  changes: [{ what: 地点, old: 甲处, new: 乙处 }]
summary: 改了地点。
---
";

/// The data of a page, by type; none where it has no block.
fn told(site: &Path, path: &str, kind: &str) -> Option<Value> {
    let page = fs::read_to_string(site.join(path)).unwrap();
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    let (text, _) = rest.split_once("</script>").unwrap();
    assert!(!text.contains('<'), "{path}: {text}");
    let told: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    assert_eq!(told["@context"], "https://schema.org");
    told["@graph"].as_array().unwrap().iter().find(|it| it["@type"] == kind).cloned()
}

#[test]
fn every_page_below_the_home_page_tells_the_way_to_it() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let site = temp.path().join("site");
    let mut seen = 0;
    for path in files(&site).iter().filter(|path| path.ends_with("index.html")) {
        let page = fs::read_to_string(site.join(path)).unwrap();
        let way = told(&site, path, "BreadcrumbList");
        assert_eq!(way.is_some(), page.contains("<nav class=\"breadcrumb\""), "{path}");
        let Some(way) = way else { continue };
        let items = way["itemListElement"].as_array().unwrap();
        assert_eq!(items[0]["name"], "首页");
        let canonical = page.split("<link rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(items.last().unwrap()["item"], canonical, "{path}");
        for (number, item) in (1..).zip(items) {
            assert_eq!(item["position"], number, "{path}");
            // Every step of the way is a page of the site.
            let url = item["item"].as_str().unwrap();
            let folder = url.strip_prefix("https://linghang.example/").unwrap_or_else(|| panic!("{path}: {url}"));
            if folder.is_ascii() && !folder.contains('%') {
                assert!(site.join(folder).join("index.html").is_file(), "{path}: {url}");
            }
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
    assert!(!fs::read_to_string(site.join("404.html")).unwrap().contains("ld+json"), "it has no address of its own");
}

#[test]
fn a_notice_says_what_is_stated_and_no_more() {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    write(temp.path(), "content/notices/fix.md", CORRECTION);
    write(temp.path(), "content/notices/undated.md", "---\ntitle: 无日期\nissuer: 甲\nsummary: 略\n---\n");
    let said = run(temp.path(), &["build", "--base-url", "https://b.example/x"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let article = |slug: &str| {
        told(&temp.path().join("site"), &format!("notices/{slug}/index.html"), "Article").expect("an article")
    };
    let publisher = json!({ "@type": "Organization", "name": "示例办公室" });
    assert_eq!(
        article("fix"),
        json!({
            "@type": "Article",
            "headline": "更正 </script><!-- “一”",
            "description": "改了地点。",
            "url": "https://b.example/x/notices/fix/",
            "inLanguage": "zh-CN",
            "datePublished": "2025-08-01",
            "expires": "2025-12-31",
            "author": publisher,
            "publisher": publisher,
        })
    );
    assert_eq!(article("first")["correction"], json!(["https://b.example/x/notices/fix/"]));
    assert_eq!(article("undated").get("datePublished"), None, "a date is never made up");
    assert_eq!(article("undated")["author"]["name"], "甲");
}

#[test]
fn a_class_has_dates_only_where_its_days_are_exact() {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let event = |slug: &str| {
        let path = format!("classes/demo/{slug}/index.html");
        told(&temp.path().join("site"), &path, "EducationEvent").expect("an event")
    };
    let place = |name: &str, address: Value| json!({ "@type": "Place", "name": name, "address": address });
    let organizer = json!([{ "@type": "Organization", "name": "示例学会" }]);
    assert_eq!(
        event("01-north"),
        json!({
            "@type": "EducationEvent",
            "name": "第1期 北班",
            "url": "https://example.org/classes/demo/01-north/",
            "inLanguage": "zh-CN",
            "location": place("北京市", json!({ "@type": "PostalAddress", "addressCountry": "CN", "addressRegion": "北京市" })),
            "organizer": organizer,
        }),
        "上旬 is a window, not a date"
    );
    let south = event("02-south");
    assert_eq!((&south["startDate"], &south["endDate"]), (&json!("2025-10-20"), &json!("2025-10-24")));
    assert_eq!(south["location"]["address"]["addressLocality"], "南京市");
    assert_eq!(south.get("maximumAttendeeCapacity"), None);

    let path = temp.path().join("content/classes/demo/02-south.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("contacts:", "venue: 南院\ncapacity: 40\ncontacts:", 1)).unwrap();
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    assert_eq!(event("02-south")["maximumAttendeeCapacity"], 40);
    assert_eq!(event("02-south")["location"]["name"], "南院");
}
