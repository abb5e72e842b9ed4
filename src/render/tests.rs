//! Pages of small projects, drawn by small templates.

use std::sync::Mutex;

use super::{View, site};
use crate::formats::template::Templates;
use crate::lang::Lang;
use crate::model::{Artifact, Located, Notice, Page, Project, Texts};
use crate::source::{SourceId, TextFile};

fn page(slug: &str, draft: bool) -> Page {
    Page {
        source: SourceId(0),
        slug: slug.to_owned(),
        title: slug.to_uppercase(),
        summary: None,
        draft,
        redirects: Vec::new(),
    }
}

fn notice(slug: &str, date: Option<&str>, forwards: Option<&str>) -> Notice {
    let located = |value: &str| Located { value: value.to_owned(), place: SourceId(0).whole() };
    Notice {
        page: page(slug, false),
        doc_number: None,
        issuer: "甲".to_owned(),
        date: date.and_then(|date| date.parse().ok()),
        publish_from: None,
        expires: None,
        expired: false,
        addressees: Vec::new(),
        programme: None,
        topics: Vec::new(),
        forwards: forwards.map(located),
        corrects: None,
        deadlines: Vec::new(),
        contacts: Vec::new(),
        attachments: Vec::new(),
        original: None,
    }
}

fn project() -> Project {
    let mut project = Project {
        notices: vec![
            notice("a", Some("2022-03-31"), None),
            notice("b", Some("2025-07-29"), Some("a")),
            notice("c", None, Some("draft")),
            notice("draft", Some("2026-01-01"), None),
        ],
        pages: vec![page("guide", false), page("secret", true)],
        ..Project::default()
    };
    project.notices[3].page.draft = true;
    project.site.base_url = "https://b.example/sub/".to_owned();
    project
}

const EMPTY: [&str; 14] = [
    "index.html",
    "notices.html",
    "classes.html",
    "class.html",
    "programme.html",
    "forms.html",
    "page.html",
    "search.html",
    "errors.html",
    "error.html",
    "topics.html",
    "topic.html",
    "redirect.html",
    "404.html",
];

/// Every page as `path: text`, and the problems; `notice` is the template of notices, the others tell the root.
fn drawn(project: &Project, drafts: bool, notice: &str) -> (Vec<String>, Vec<String>) {
    let files: Vec<TextFile> = EMPTY
        .iter()
        .map(|name| (*name, "{{ root }}"))
        .chain([("notice.html", notice)])
        .map(|(name, text)| TextFile { source: SourceId(7), name, text })
        .collect();
    let (templates, mut out) = Templates::new(&files, &[]);
    let texts = Texts::default();
    let view = View { project, texts: &texts, drafts, downloads: &[], files: &[], assets: &[] };
    let found = Mutex::new(Vec::new());
    site(&view, &templates, &mut out, |site, out| {
        site.draw(&|artifact| found.lock().expect("no panic elsewhere").push(artifact), out);
    });
    let mut artifacts = found.into_inner().expect("no panic elsewhere");
    artifacts.sort_by(|a: &Artifact, b| a.path.cmp(&b.path));
    // The pages of problem codes are the same for every project.
    let own = artifacts.iter().filter(|it| !it.path.starts_with("errors/"));
    let shown = own.map(|it| format!("{}: {}", it.path, String::from_utf8_lossy(&it.bytes)));
    let told = out.iter().map(|it| it.problem.message(Lang::En));
    (shown.filter(|page| page.contains(".html: ")).collect(), told.collect())
}

#[test]
fn every_page_knows_its_way_to_the_root() {
    let (pages, told) = drawn(&project(), false, "{{ root }}{{ notice.path }}");
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(
        pages,
        [
            "404.html: /sub/",
            "classes/index.html: ../",
            "forms/index.html: ../",
            "index.html: ",
            "notices/a/index.html: ../../notices/a/index.html",
            "notices/b/index.html: ../../notices/b/index.html",
            "notices/c/index.html: ../../notices/c/index.html",
            "notices/index.html: ../",
            "pages/guide/index.html: ../../",
            "search/index.html: ../",
            "topics/index.html: ../",
        ]
    );
    let (pages, _) = drawn(&project(), true, "");
    assert!(pages.contains(&"pages/secret/index.html: ../../".to_owned()), "{pages:?}");
}

#[test]
fn notices_know_their_neighbours_and_who_passes_them_on() {
    let template = "{% for it in notice.forwarded_by %}<{{ it.title }}{% endfor %}\
                    {% if notice.forwards %}>{{ notice.forwards.title }}{% endif %}\
                    {% if notice.prev %} -{{ notice.prev.title }}{% endif %}\
                    {% if notice.next %} +{{ notice.next.title }}{% endif %}";
    let (pages, _) = drawn(&project(), false, template);
    let own = pages.iter().filter_map(|page| page.strip_prefix("notices/"));
    let notices: Vec<_> = own.filter(|page| !page.starts_with("index.html")).collect();
    // The draft is neither a neighbour nor what the third one is said to pass on.
    assert_eq!(notices, ["a/index.html: <B -B +C", "b/index.html: >A +A", "c/index.html:  -A"]);
}

#[test]
fn a_fault_of_a_template_is_told_once() {
    let (pages, told) = drawn(&project(), false, "{{ notice.nothing.at_all }}");
    assert_eq!(pages.len(), 8);
    assert_eq!(told.len(), 1, "{told:?}");
}
