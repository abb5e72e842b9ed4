//! Corrections (更正通知): what both pages, the lists, the feed and the text to pass on say, and that a date is changed once.

use std::fs;
use std::path::Path;

use crate::support::{lay, repository, run, write};

const CORRECTION: &str = "---
title: 关于更正北班办班时间的通知
issuer: 示例办公室
doc_number: 示例〔2025〕2号
date: 2025-08-01
programme: demo
corrects:
  notice: first
  changes:
    - { what: 第1期办班时间, old: 2025年8月下旬, new: \"{{ class.1.period }}\" }
    - { what: 报名地点, old: 甲处, new: 乙处 <新> }
deadlines: [unit]
contacts:
  - { role: 咨询, persons: [测试联络], phones: [\"010-00000001\"], email: a@example.org }
attachments:
  - { number: 1, title: 报名表, form: card }
summary: 更正办班时间和
  报名地点。
---

## 说明

其他内容不变。
";

/// The small project with a correction of its notice.
fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    write(temp.path(), "content/notices/fix.md", CORRECTION);
    temp
}

fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("site").join(path)).unwrap()
}

/// What a page shows, without tags, with single blanks.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn both_pages_show_what_was_and_what_is() {
    let temp = project();
    let said = run(temp.path(), &["build"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let table = "事项 原为 更正为 第1期办班时间 2025年8月下旬 2025年9月上旬 报名地点 甲处 乙处 &lt;新&gt;";
    let fix = page(temp.path(), "notices/fix/index.html");
    let text = shown(&fix);
    assert!(text.contains("更正内容 本通知更正 第一份通知 ，没有列出的内容不变。"), "{text}");
    assert!(text.contains(table), "{text}");
    assert!(fix.contains("<a href=\"../../notices/first/index.html\">第一份通知</a>"));
    assert!(text.find(table) < text.find("要点摘编"), "near the top");

    let first = page(temp.path(), "notices/first/index.html");
    let text = shown(&first);
    assert!(text.contains("本通知已有更正 以下内容以 关于更正北班办班时间的通知 （ 2025年8月1日 ）为准。"), "{text}");
    assert!(text.contains(table), "{text}");
    assert!(first.contains("<a href=\"../../notices/fix/index.html\">关于更正北班办班时间的通知</a>"));
    assert!(text.find("本通知已有更正") < text.find("发文机关"), "the first thing to be seen");

    for list in ["index.html", "notices/index.html"] {
        let text = shown(&page(temp.path(), list));
        assert!(text.contains("第一份通知 已有更正"), "{list}: {text}");
        assert!(text.contains("关于更正北班办班时间的通知 更正"), "{list}: {text}");
    }
    let found: serde_json::Value = serde_json::from_str(&page(temp.path(), "search/docs-0.json")).unwrap();
    let marks = |title: &str| {
        let docs = found.as_array().unwrap();
        docs.iter().find(|doc| doc[0] == title).expect("it is found").get(5).cloned()
    };
    assert_eq!(marks("第一份通知"), Some(serde_json::json!(["已有更正"])), "search marks what lists mark");
    assert_eq!(marks("关于更正北班办班时间的通知"), Some(serde_json::json!(["更正"])));
    assert_eq!(marks("填报说明"), None);
    let feed = page(temp.path(), "feed.xml");
    let (_, entry) = feed.split_once("<title>第一份通知</title>").unwrap();
    assert!(entry.contains("<published>2025-07-29T00:00:00+08:00</published>"), "{entry}");
    assert!(entry.contains("<updated>2025-08-01T00:00:00+08:00</updated>"), "readers show it again: {entry}");
    assert!(entry.contains("（已有更正，见《关于更正北班办班时间的通知》）"), "{entry}");
}

#[test]
fn a_corrected_date_is_changed_in_one_place() {
    let temp = project();
    let path = temp.path().join("content/classes/demo/01-north.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("month: 2025-09, part: 上旬", "month: 2025-10, part: 中旬")).unwrap();
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    for page_path in ["notices/fix/index.html", "notices/first/index.html", "classes/demo/01-north/index.html"] {
        let text = page(temp.path(), page_path);
        assert!(text.contains("2025年10月中旬") && !text.contains("2025年9月上旬"), "{page_path}");
    }
}

#[test]
fn a_correction_that_is_a_draft_marks_nothing() {
    let temp = project();
    write(temp.path(), "content/notices/fix.md", &CORRECTION.replace("issuer:", "draft: true\nissuer:"));
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    assert!(!page(temp.path(), "notices/first/index.html").contains("更正"));
    assert!(!page(temp.path(), "notices/index.html").contains("更正"));
    assert_eq!(run(temp.path(), &["build", "--drafts"]).status, 0);
    assert!(page(temp.path(), "notices/first/index.html").contains("本通知已有更正"));
}

#[test]
fn the_text_to_pass_on_is_short_and_plain() {
    let temp = project();
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let text = |slug: &str| {
        let page = page(temp.path(), &format!("notices/{slug}/index.html"));
        let (_, rest) = page.split_once("<pre class=\"share-text\"").unwrap();
        let (_, text) = rest.split_once('>').unwrap();
        text.split_once("</pre>").unwrap().0.to_owned()
    };
    assert_eq!(
        text("fix"),
        "关于更正北班办班时间的通知\n示例办公室 示例〔2025〕2号 2025年8月1日\n\n更正办班时间和 报名地点。\n\n\
         【更正内容】\n第1期办班时间：原为2025年8月下旬，更正为2025年9月上旬\n报名地点：原为甲处，更正为乙处 &lt;新&gt;\n\n\
         【截止时间】\n单位报送：2025年8月14日 17:00（面向推荐单位）\n\n\
         【联系人】\n咨询：测试联络 010-00000001 a@example.org\n\n【表单】\n附件1 报名表\n\n\
         要点摘编，以原文为准。详情和表单：\nhttps://example.org/notices/fix/"
    );
    assert_eq!(
        text("first"),
        "【已有更正】第一份通知\n示例办公室 2025年7月29日\n\n摘要，截止 2025年8月14日 17:00。\n\n\
         【更正内容】\n第1期办班时间：原为2025年8月下旬，更正为2025年9月上旬\n报名地点：原为甲处，更正为乙处 &lt;新&gt;\n\n\
         【截止时间】\n单位报送：2025年8月14日 17:00（面向推荐单位）\n\n【表单】\n附件1 报名表\n\n\
         要点摘编，以原文为准。详情和表单：\nhttps://example.org/notices/first/"
    );
}

#[test]
fn editors_are_told_what_front_matter_takes() {
    let temp = project();
    let said = run(temp.path(), &["schema", "notice"]);
    let schema: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(schema["properties"]["corrects"]["properties"]["notice"]["enum"], serde_json::json!(["first", "fix"]));
    assert_eq!(schema["properties"]["corrects"]["properties"]["changes"]["minItems"], 1);
    assert_eq!(schema["additionalProperties"], false);
}
