//! Texts of small projects, and every way in which they can go wrong.

use std::collections::BTreeSet;

use super::{Written, texts};
use crate::content::{Memory, check, load};
use crate::diagnostic::Diagnostics;
use crate::lang::Lang;
use crate::model::{Programme, Project, Texts};
use crate::source::{SourceId, Sources, TextFile};

fn programme(id: &str, source: u32) -> Programme {
    let summary = crate::model::Located { value: String::new(), place: SourceId(source).whole() };
    Programme {
        title: "项目甲".to_owned(), short: "甲".to_owned(), summary, ..Programme::bare(id, SourceId(source))
    }
}

/// Loads a project of content files alone and one programme, `2025`.
fn project(files: &[(&'static str, String)]) -> (Project, Texts, Vec<String>) {
    let listed: Vec<_> =
        (0..).zip(files).map(|(id, (name, text))| TextFile { source: SourceId(id), name, text }).collect();
    let mut out = Diagnostics::default();
    let (sources, mut memory) = (Sources::default(), Memory::default());
    let content = load(&listed, &sources, &mut memory, &mut out);
    let project = Project {
        programmes: vec![programme("2025", 99)],
        home: content.home,
        notices: content.notices,
        classes: content.classes,
        pages: content.pages,
        ..Project::default()
    };
    check(&project, &mut out);
    let mut paths: BTreeSet<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    paths.insert("data/programmes/2025.yaml".to_owned());
    let written = Written {
        project: &project,
        texts: &listed,
        files: paths.into(),
        outward: Default::default(),
        sources: &sources,
        drafts: false,
    };
    let texts = texts(&written, &mut memory, &mut out);
    let told = out.sorted().into_iter().map(|problem| {
        let spot = problem.place.text().map(|spot| format!("{}:{}+{}", spot.line, spot.column, spot.length));
        format!("{} {} {}", problem.code(), spot.unwrap_or_default(), problem.problem.message(Lang::En))
    });
    let told = told.collect();
    (project, texts, told)
}

fn page(body: &str) -> String {
    format!("---\ntitle: 页\n---\n{body}")
}

fn notice(front: &str, body: &str) -> String {
    format!("---\ntitle: 通知\nissuer: 甲\nsummary: 要点\n{front}---\n{body}")
}

fn class(number: usize, front: &str) -> String {
    format!(
        "---\nprogramme: \"2025\"\nnumber: {number}\ntitle: 班{number}\noption: {number}班\n\
         period: {{ month: 2025-05, part: 上旬 }}\nplace: {{ text: 北京, province: \"11\" }}\n{front}---\n"
    )
}

#[test]
fn links_lead_to_pages_of_the_site() {
    let (project, texts, told) = project(&[
        ("content/index.md", page("[甲](notices/a.md#费用)、[乙](../data/programmes/2025.yaml)\n")),
        (
            "content/notices/a.md",
            notice("", "## 费用\n\n[首页](../index.md)、[本页](#费用)、[图](图%201.png)、[信](mailto:a@b.example)\n"),
        ),
        ("content/notices/图 1.png", String::new()),
    ]);
    assert_eq!(told, Vec::<String>::new());
    let html = |source| texts.body(SourceId(source)).map(|body| &*body.html).unwrap_or_default();
    assert_eq!(
        html(0),
        "<p><a href=\"notices/a/index.html#费用\">甲</a>、<a href=\"programmes/2025/index.html\">乙</a></p>\n"
    );
    assert!(html(1).contains("<a href=\"../../index.html\">首页</a>、<a href=\"#费用\">本页</a>"), "{}", html(1));
    assert!(html(1).contains("<a href=\"../../files/notices/图%201.png\">图</a>"), "{}", html(1));
    assert!(html(1).contains("<a href=\"mailto:a@b.example\">信</a>"), "{}", html(1));
    assert_eq!(texts.assets.len(), 1);
    assert_eq!(
        (texts.assets[0].source.as_str(), texts.assets[0].path.as_str()),
        ("content/notices/图 1.png", "files/notices/图 1.png")
    );
    assert_eq!(project.notices[0].address(), "notices/a/index.html");
}

#[test]
fn a_dead_link_after_emphasis_is_told_where_it_is_written() {
    let body = "**重点：**见[甲](none.md)，*（{{ notice.a.title }}）*见[**乙：**丙](none.md)。\n";
    let (_, texts, told) = project(&[("content/notices/a.md", notice("", body))]);
    assert_eq!(
        told,
        [
            "E0602 6:13+7 the link's target `none.md` does not exist",
            "E0602 6:57+7 the link's target `none.md` does not exist",
        ]
    );
    let html = texts.body(SourceId(0)).map(|body| &*body.html);
    assert_eq!(html, Some("<p><strong>重点：</strong>见甲，<em>（通知）</em>见<strong>乙：</strong>丙。</p>\n"));
}

#[test]
fn every_dead_link_is_told_where_it_is_written() {
    let (_, _, told) = project(&[
        (
            "content/pages/a.md",
            page(
                "\n{{ site.title }}后的[甲](none.md)\n[乙](b.md#没有)\n\n[丙](draft.md)[丁](javascript:x)![](https://x.example/y.png)\n[戊](../../data/samples/x.yaml)\n[己](../classes/2025/1.md)[庚](../classes/2025/2.md)\n",
            ),
        ),
        ("content/pages/b.md", page("## 有\n")),
        ("content/pages/draft.md", "---\ntitle: 草稿\ndraft: true\n---\n[未完](未完.md){{ 未完\n".to_owned()),
        ("data/samples/x.yaml", String::new()),
        ("content/classes/2025/1.md", class(1, "draft: true\n")),
        // Its own fault is told; a link to it is no second one.
        ("content/classes/2025/2.md", class(2, "number: 2\n")),
    ]);
    assert_eq!(
        told,
        [
            "E0602 5:23+7 the link's target `none.md` does not exist",
            "E0603 6:5+7 `b.md` has no heading `没有`",
            "E0602 8:5+8 the link's target `draft.md` does not exist",
            "E0611 8:18+12 `javascript:x` cannot be used here",
            "E0611 8:35+23 `https://x.example/y.png` cannot be used here",
            "E0602 9:5+25 the link's target `../../data/samples/x.yaml` does not exist",
            "E0602 10:5+20 the link's target `../classes/2025/1.md` does not exist",
            "E0127 8:1+6 `number` is given twice",
        ]
    );
}

#[test]
fn quotes_are_filled_in_or_told() {
    let (project, texts, told) = project(&[
        ("content/pages/a.md", page("见{{ notice.n.title }}与{{ notice.n.date }}，{{ 未完\n")),
        ("content/notices/n.md", "---\ntitle: 通知\nissuer: 甲\nprogramme: \"2025\"\nsummary: 见{{ programme.title }}和{{ programme.as_of }}\n---\n".to_owned()),
    ]);
    assert_eq!(
        told,
        [
            "E0604 4:26+13 there is no fact `notice.n.date` to quote",
            "E0605 4:43+2 the double braces are not closed",
            "E0604 5:36+15 there is no fact `programme.as_of` to quote",
        ]
    );
    let summary = project.notices[0].page.summary.as_ref().expect("it has one");
    assert_eq!(texts.plain(summary), "见项目甲和");
}

#[test]
fn front_matter_leads_somewhere_too() {
    let front = "programme: \"2052\"\nforwards: m\nattachments:\n  - { title: x, page: b.md }\n  - { title: y, form: none }\noriginal: ../pages/a.md\n";
    let (project, texts, told) =
        project(&[("content/notices/n.md", notice(front, "")), ("content/pages/a.md", page(""))]);
    assert_eq!(
        told,
        [
            "E0204 5:12+6 there is no programme named `2052`",
            "E0204 6:11+1 there is no notice named `m`",
            "E0602 8:23+4 the link's target `b.md` does not exist",
            "E0204 9:23+4 there is no form named `none`",
        ]
    );
    let original = project.notices[0].original.as_ref().expect("it names one");
    assert_eq!(texts.link(original), Some("pages/a/index.html"));
}
