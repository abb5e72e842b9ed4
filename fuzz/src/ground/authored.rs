//! Files that a publisher writes: data, front matter, pages and decisions.

use std::fs;
use std::path::Path;

use linghang::diagnostic::Diagnostics;
use linghang::formats::markdown::{self, Resolved};
use linghang::jobs::{Building, build, load};
use linghang::schema::{decisions as decided, decisions_yaml, with_decision, without_decision};
use linghang::source::{SourceId, Sources, TextFile};

use super::{Ground, parcel, told};

/// The smallest project with one file of each sort; inputs put others in their place.
const FILES: [(&str, &str); 9] = [
    ("data/site.yaml", "title: 站\npublisher: 处\nbase_url: https://linghang.example/\ndescription: 说明\n"),
    (
        "data/programmes/2025.yaml",
        "title: 项目\nsummary: 说明\nforms: [card]\nas_of: 2025-08-14\nrules:\n  - { id: young, form: card, basis: 第1项, each: { age: { at_most: 45 } } }\n",
    ),
    (
        "data/forms/card.yaml",
        "title: 报名表\nlayout: card\nfields:\n  - { key: name, label: 姓名, kind: person_name, required: true }\n  - { key: id_number, label: 身份证号, kind: id_number }\nidentity: [id_number]\n",
    ),
    ("data/units.yaml", "units:\n  - { name: 示例学会, aliases: [学会], category: 学会 }\n"),
    ("data/codes/provinces.yaml", "title: 省\nentries:\n  - { code: \"33\", value: 浙江省 }\n"),
    ("content/index.md", "---\ntitle: 首页\n---\n\n正文。\n"),
    ("content/notices/a.md", "---\ntitle: 通知\nprogramme: \"2025\"\ndate: 2025-07-01\nissuer: 处\n---\n\n## 一\n"),
    (
        "content/classes/2025/01-a.md",
        "---\nprogramme: \"2025\"\nnumber: 1\ntitle: 班\noption: 甲班\nperiod: { month: 2025-08, part: 上旬, days: 5 }\nplace: { text: 浙江, province: \"33\" }\n---\n\n## 介绍\n",
    ),
    ("content/pages/p.md", "---\ntitle: 页\n---\n\n[通知](../notices/a.md#一)\n"),
];

/// Lays the small project out.
pub fn lay(root: &Path) {
    for (name, text) in FILES {
        put(root, name, text.as_bytes());
    }
}

fn put(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join("小").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Texts named by files of the small project take their places; then all is loaded and, where it has no errors, drawn.
pub fn files(ground: &Ground, input: &[u8]) {
    let changed: Vec<(&str, &[u8])> = parcel::texts(input)
        .into_iter()
        .filter_map(|(name, text)| FILES.iter().find(|(it, _)| it.as_bytes() == name).map(|(it, _)| (*it, text)))
        .collect();
    with(ground, &changed);
}

fn with(ground: &Ground, changed: &[(&str, &[u8])]) {
    for (name, text) in changed {
        put(ground.path(), name, text);
    }
    let mut loaded = load(&ground.path().join("小"), true);
    told(&loaded.problems, &loaded.sources);
    if !loaded.problems.has_errors() {
        let job = Building { base_url: None, drafts: true };
        told(&build(&mut loaded, &job, &|_| {}), &loaded.sources);
    }
    for (name, _) in changed {
        if let Some((_, text)) = FILES.iter().find(|(it, _)| it == name) {
            put(ground.path(), name, text.as_bytes());
        }
    }
}

/// A page's text: by itself, and as a notice that may quote facts and lead to others.
pub fn markdown(ground: &Ground, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let values = ["值".to_owned()];
    let document = markdown::read(&text, &values, &[]);
    document.html(&mut |target| match target.image {
        true => Resolved::Nowhere,
        false => Resolved::Outside(target.destination.to_owned()),
    });
    let notice = format!("---\ntitle: 通知\nprogramme: \"2025\"\n---\n{text}");
    with(ground, &[("content/notices/a.md", notice.as_bytes())]);
}

/// When a class takes place, and what hangs on it: the first line is the class's period, the second one how many days the
/// end of a month has.
pub fn period(ground: &Ground, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.lines();
    let (period, days) = (lines.next().unwrap_or_default(), lines.next().unwrap_or("5"));
    let [programme, class] = ["data/programmes/2025.yaml", "content/classes/2025/01-a.md"];
    let own = |name: &str| FILES.iter().find(|(it, _)| *it == name).map_or("", |(_, text)| text);
    let class_text = own(class).replace("{ month: 2025-08, part: 上旬, days: 5 }", period);
    let programme_text =
        format!("month_end_days: {days}\nclass_deadline: {{ days_before: {days}, label: 报名 }}\n{}", own(programme));
    with(ground, &[(class, class_text.as_bytes()), (programme, programme_text.as_bytes())]);
}

/// A decisions file: read, written anew, with one of its decisions more and one fewer.
pub fn decisions(ground: &Ground, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let file = TextFile { source: SourceId(0), name: "decisions.yaml", text: &text };
    let mut problems = Diagnostics::default();
    let list = decided(&file, &ground.project, &mut problems);
    let mut sources = Sources::default();
    sources.add(linghang::source::Source::new("decisions.yaml", "decisions.yaml"));
    told(&problems, &sources);
    let reread = |text: &str| {
        let file = TextFile { source: SourceId(0), name: "", text };
        decided(&file, &ground.project, &mut Diagnostics::default())
    };
    let canonical = decisions_yaml(&list);
    assert_eq!(decisions_yaml(&reread(&canonical)), canonical, "what is written is read alike");
    if let Some(first) = list.first() {
        with_decision(input, &ground.project, first);
        without_decision(input, &ground.project, 0);
    }
}
