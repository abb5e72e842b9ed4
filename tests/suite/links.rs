//! Addresses outside the site: listed on request, each once, and never asked for.

use crate::support::{lay, repository, run, write};

fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    let page = |draft: bool, body: &str| format!("---\ntitle: 页\ndraft: {draft}\n---\n\n{body}\n");
    let text = "见[系统](https://a.example/x)、<https://b.example/>，[再见](https://a.example/x)。\n\n写信到<office@c.example>，打电话[甲](tel:010-00000001)。";
    write(temp.path(), "content/pages/one.md", &page(false, text));
    write(temp.path(), "content/pages/two.md", &page(false, "[系统](https://a.example/x)"));
    write(temp.path(), "content/pages/draft.md", &page(true, "[草稿](https://d.example/)"));
    temp
}

#[test]
fn each_address_is_listed_once_with_its_places() {
    let temp = project();
    let said = run(temp.path(), &["check", "--links"]);
    let expected = "网址 2 个\n  https://a.example/x\n    content/pages/one.md:6:7\n    content/pages/one.md:6:54\n    \
                    content/pages/two.md:6:6\n  https://b.example/\n    content/pages/one.md:6:29\n邮箱 1 个\n  \
                    mailto:office@c.example\n    content/pages/one.md:8:5\n";
    assert!(said.stdout.starts_with(expected), "{}", said.stdout);
    assert!(said.stdout.contains("没有错误") && said.status == 0, "{}", said.stdout);
    let english = run(temp.path(), &["--lang", "en", "check", "--links", "--drafts", "-q"]);
    assert!(english.stdout.starts_with("web addresses: 3\n") && english.stdout.contains("https://d.example/"));
}

#[test]
fn programs_get_an_object_a_line() {
    let temp = project();
    let said = run(temp.path(), &["check", "--links", "--message-format", "json"]);
    let rows: Vec<serde_json::Value> = said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3, "{}", said.stdout);
    assert_eq!(rows[0]["address"], "https://a.example/x");
    assert_eq!(rows[0]["places"][2], serde_json::json!({ "file": "content/pages/two.md", "line": 6, "column": 6 }));
    assert_eq!(rows.iter().map(|row| row["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["web", "web", "mail"]);
}

#[test]
fn nobody_is_told_without_asking() {
    let temp = project();
    for args in [&["check"][..], &["check", "-v"], &["build"]] {
        assert!(!run(temp.path(), args).stdout.contains("a.example"), "{args:?}");
    }
}
