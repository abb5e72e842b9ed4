//! No number of a person gets into the site.

use std::fs;

use crate::support::{lay, repository, run, write};

/// A mobile whose prefix is given to nobody, and an ID number of a county that there is not.
const MOBILE: &str = "15400000000";
const ID: &str = "119999190001010011";

fn page(text: &str) -> String {
    format!("---\ntitle: 说明\n---\n\n{text}\n")
}

fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    temp
}

#[test]
fn nothing_is_built_with_a_number_in_a_text() {
    let temp = project();
    write(temp.path(), "content/pages/more.md", &page(&format!("测试甲 {ID}")));
    let said = run(temp.path(), &["build"]);
    assert_eq!(said.status, 1);
    assert!(said.stderr.contains("[E0620]") && said.stderr.contains("content/pages/more.md:5:5"), "{}", said.stderr);
    assert!(!said.stderr.contains(ID) && !said.stdout.contains(ID), "a message repeats the number");
    assert!(!temp.path().join("site").exists());
}

#[test]
fn data_and_comments_are_looked_at_too() {
    let temp = project();
    let units = temp.path().join("data/units.yaml");
    let text = fs::read_to_string(&units).unwrap();
    fs::write(&units, format!("# 问过 {MOBILE}\n{text}")).unwrap();
    let said = run(temp.path(), &["--message-format", "json", "check"]);
    assert_eq!(said.status, 1);
    assert!(said.stdout.contains("\"E0621\"") && said.stdout.contains("\"line\":1,\"column\":6"), "{}", said.stdout);
    assert!(!said.stdout.contains(MOBILE), "a message repeats the number");
}

#[test]
fn an_official_contact_may_be_called() {
    let temp = project();
    let called = page(&format!("请打 154 0000 0000，或 {MOBILE}。"));
    write(temp.path(), "content/pages/more.md", &called);
    assert_eq!(run(temp.path(), &["check"]).status, 1);
    let notice = "---\ntitle: 第二份通知\nissuer: 示例中心\nsummary: 第二份\nprogramme: demo\ncontacts:\n  - phones: [\"+86 154-0000-0000\"]\n---\n\n正文。\n";
    write(temp.path(), "content/notices/second.md", notice);
    let said = run(temp.path(), &["build"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let page = fs::read_to_string(temp.path().join("site/pages/more/index.html")).unwrap();
    assert!(page.contains(MOBILE));
}

#[test]
fn a_number_that_only_a_page_holds_is_told_once() {
    let temp = project();
    let template = fs::read_to_string(repository().join("templates/base.html")).unwrap();
    write(temp.path(), "templates/base.html", &template.replace("</body>", &format!("<p>{ID}</p></body>")));
    let said = run(temp.path(), &["build"]);
    assert_eq!(said.status, 1);
    assert_eq!(said.stderr.matches("[E0622]").count(), 1, "{}", said.stderr);
    assert!(said.stderr.contains("--> 404.html"), "{}", said.stderr);
    assert!(!temp.path().join("site").exists());
}
