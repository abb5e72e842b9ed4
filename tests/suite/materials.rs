//! Class pages after the class: what was shared and what came of it.

use std::fs;
use std::path::Path;

use crate::support::{run, shipped, write};

const CLASS: &str = "content/classes/2022/01-henan.md";

/// The shipped project with some front matter more in one class.
fn with(root: &Path, front: &str) {
    shipped(root);
    let text = fs::read_to_string(root.join(CLASS)).unwrap();
    write(root, CLASS, &text.replacen("summary: 以", &format!("{front}summary: 以"), 1));
}

fn page(root: &Path) -> String {
    fs::read_to_string(root.join("site/classes/2022/01-henan/index.html")).unwrap()
}

#[test]
fn materials_and_the_result_stand_on_the_class_page() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    with(
        root,
        "materials:\n  - { title: 课程讲义, file: files/讲义.pdf }\n  - { title: 意见征集表, form: feedback-2022 }\n  \
         - { title: 学员手册 }\nresult:\n  text: 四名学员获评优秀学员。\n  notice: 2022-seminars\n",
    );
    write(root, "content/classes/2022/files/讲义.pdf", &"%PDF-1.4 讲义".repeat(100));
    let said = run(root, &["build"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let page = page(root);
    for part in [
        "id=\"资料与成果\"",
        "课程讲义",
        "PDF，",
        "四名学员获评优秀学员。",
        "notices/2022-seminars/",
        "本站未收存，请向承办单位索取。",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let published = crate::support::files(&root.join("site"));
    assert!(published.iter().any(|name| name.ends_with("讲义.pdf")), "the file itself is published");
    // The heading can be linked to.
    let home = fs::read_to_string(root.join("content/index.md")).unwrap();
    write(root, "content/index.md", &format!("{home}\n[资料](classes/2022/01-henan.md#资料与成果)\n"));
    assert_eq!(run(root, &["check"]).status, 0);
}

#[test]
fn what_is_not_there_is_told_where_it_is_named() {
    for (front, code, line) in [
        ("materials:\n  - { title: 讲义, file: 没有.pdf }\n", "E0602", 24),
        ("materials:\n  - { title: 表, form: feedback-2202 }\n", "E02", 24),
        ("result: { notice: 2022-seminar }\n", "E02", 23),
        ("result: {}\n", "E02", 23),
        ("result: { txt: 好 }\n", "E02", 23),
    ] {
        let temp = tempfile::tempdir().unwrap();
        with(temp.path(), front);
        let said = run(temp.path(), &["check"]);
        assert_eq!(said.status, 1, "{front}{}", said.stderr);
        let place = format!("{CLASS}:{line}:");
        assert!(said.stderr.contains(&place) && said.stderr.contains(code), "{front}{place}\n{}", said.stderr);
    }
}

#[test]
fn shipped_classes_bear_none_and_lead_to_the_forms_for_afterwards() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let page = page(temp.path());
    assert!(!page.contains("资料与成果"));
    let after = page.split("<dt>办班之后</dt>").nth(1).unwrap().split("</div>").next().unwrap();
    for form in ["feedback-2022", "closing-report-2022", "assessment-2022"] {
        assert!(after.contains(&format!("forms/index.html#{form}")), "{form}: {after}");
    }
    let forms = fs::read_to_string(temp.path().join("site/forms/index.html")).unwrap();
    let at =
        |id: &str| forms.find(&format!("<h2 id=\"{id}\"")).or_else(|| forms.find(&format!("<h2 id={id}"))).unwrap();
    assert!(at("nomination-2025") < at("feedback-2022") && at("feedback-2022") < at("closing-report-2022"));
    assert!(forms.contains("办班之后"));
}
