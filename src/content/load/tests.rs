//! Front matter, read and refused.

use super::{Content, load};
use crate::content::Memory;
use crate::diagnostic::Diagnostics;
use crate::lang::Lang;
use crate::model::conditions_text;
use crate::source::{SourceId, Sources, TextFile};

fn read(files: &[(&'static str, &'static str)]) -> (Content, Vec<String>) {
    let files: Vec<_> =
        (0..).zip(files).map(|(id, (name, text))| TextFile { source: SourceId(id), name, text }).collect();
    let mut out = Diagnostics::default();
    let content = load(&files, &Sources::default(), &mut Memory::default(), &mut out);
    let told = out.sorted().into_iter().map(|problem| match problem.place.text() {
        Some(spot) => format!("{} {}:{}:{}", problem.code(), problem.place.source.0, spot.line, spot.column),
        None => format!("{} {}", problem.code(), problem.place.source.0),
    });
    (content, told.collect())
}

const CLASS: &str = "---
programme: \"2022\"
number: 10
title: 第10期 女科技工作者班
option: 女科技工作者班
period: { month: 2022-09, part: 中旬, days: 5 }
place: { text: 南京, province: \"32\" }
contacts:
  - { persons: [甲, 乙], phones: [\"010-1\", \"010-2\"] }
admits: { sex: { is: 女 } }
---

## 介绍
";

#[test]
fn a_class_is_read_with_all_it_says() {
    let (content, told) = read(&[("content/classes/2022/10-women.md", CLASS)]);
    assert_eq!(told, Vec::<String>::new());
    let class = &content.classes[0];
    assert_eq!(class.page.slug, "2022/10-women");
    assert_eq!(class.period.text(), "2022年9月中旬");
    assert_eq!(class.contacts[0].persons, ["甲", "乙"]);
    let admits = class.admits.as_ref().expect("it admits some only");
    assert_eq!(conditions_text(&admits.conditions, Lang::Zh), "sex为女");
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let (content, told) = read(&[
        ("content/notices/a.md", "---\ntitel: x\nissuer: [甲]\ndate: 2025-8-1\n---\n"),
        (
            "content/classes/2025/b.md",
            "---\nprogramme: \"2022\"\nnumber: 1\ntitle: t\noption: o\nperiod: { start: 2025-09-05, end: 2025-09-01 }\n---\n",
        ),
        ("content/pages/Über uns.md", "---\ntitle: t\n---\n"),
        ("content/pages/d.md", "正文\n"),
        ("content/notices/e/f.md", "---\ntitle: t\n---\n"),
        ("content/picture.png", ""),
    ]);
    let expected = [
        "E0203 0:2:1",
        "E0203 0:2:1",
        "E0201 0:2:1",
        "E0202 0:3:9",
        "E0206 0:4:7",
        "E0203 1:2:1",
        "E0206 1:2:12",
        "E0206 1:6:35",
        "E0609 2",
        "E0601 3:1:1",
        "E0610 4",
    ];
    assert_eq!(
        {
            let mut told = told;
            told.sort();
            told
        },
        {
            let mut expected = expected.to_vec();
            expected.sort();
            expected
        }
    );
    assert_eq!((content.notices.len(), content.classes.len(), content.pages.len()), (1, 0, 2));
}

#[test]
fn an_attachment_has_one_target() {
    let text = "---\ntitle: t\nissuer: i\nsummary: s\nattachments:\n  - { title: a, form: f, page: p.md }\n  - { title: b }\n---\n";
    let (content, told) = read(&[("content/notices/a.md", text)]);
    assert_eq!(told, ["E0201 0:6:26"]);
    assert_eq!(content.notices[0].attachments.len(), 2);
}
