//! What is written is read back as the same decisions, and every fault of a file is told.

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::{decisions, decisions_schema, decisions_yaml};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{
    Decision, Entry, FileRef, Form, Layout, Located, Moment, Programme, Project, Raw, RecordRef, Ruling, UnitCategory,
};
use crate::source::{Fingerprint, Place, SourceId, TextFile};

/// As the writer puts it: every kind once, with all that it may say.
const WHOLE: &str = "\
decisions:
  - accept:
      file: 示例省科协/汇总表.yaml
      record: 3
      name: 测试己
    problems:
      - E0404
      - E0507
    reason: 电话核实，性别以身份证为准
    by: 测试办
    date: 2025-08-12
  - drop:
      file: 甲.zip!/名单.yaml
      sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
      record: 2
    reason: 本人放弃
  - keep:
      file: a.yaml
      record: 1
    reason: 单位来电
  - same:
      - file: a.yaml
        record: 1
      - file: b.yaml
        record: 1
        name: 测试乙
    reason: 旧证号
  - different:
      - file: a.yaml
        record: 1
      - file: b.yaml
        record: 2
    reason: 同名同月
  - unit: 示例集团公司科协
    is: 示例集团科学技术协会
    category: 央企科协
    reason: 已更名
  - paper:
      unit: 示例海洋学会
      programme: \"2025\"
    received: 2025-08-13T16:30
    people: 4
    reason: 邮寄
  - record:
      form: registration-2022
    source:
      file: 扫描件.pdf
      sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
    values:
      姓名: 测试甲
      性别:
      选择班次:
        - 河南班
        - 北京班
      个人简介: \"第一段。\\n第二段。\\n\"
    reason: 只有扫描件
";

fn read(text: &str) -> (Vec<Decision>, Diagnostics) {
    let file = TextFile { source: SourceId(0), name: "decisions.yaml", text };
    let mut out = Diagnostics::default();
    (decisions(&file, &project(), &mut out), out)
}

/// What the decisions above refer to.
fn project() -> Project {
    let nowhere = SourceId(1).whole();
    let id = Located { value: "registration-2022".to_owned(), place: nowhere };
    let category = UnitCategory { name: "央企科协".into(), note: None };
    let programme =
        Programme { forms: vec![id], unit_categories: vec![category], ..Programme::bare("2025", SourceId(1)) };
    let form = Form {
        id: "registration-2022".into(),
        place: nowhere,
        title: String::new(),
        summary: None,
        group: None,
        layout: Layout::Card,
        header: Vec::new(),
        header_lines: Vec::new(),
        fields: Vec::new(),
        identity: Vec::new(),
        grid: None,
        roster: None,
        seal: false,
        notes: Vec::new(),
        privacy: None,
    };
    Project { programmes: vec![programme], forms: vec![form], ..Project::default() }
}

/// Codes and places of what was told: `E0201 3:5`.
fn told(text: &str) -> Vec<String> {
    let (_, out) = read(text);
    let spot = |place: Place| place.text().map(|it| format!("{}:{}", it.line, it.column)).unwrap_or_default();
    out.sorted().iter().map(|it| format!("{} {}", it.code(), spot(it.place))).collect()
}

#[test]
fn the_canonical_text_stays_as_it_is() {
    let (decisions, out) = read(WHOLE);
    assert!(out.is_empty(), "{out:?}");
    assert_eq!(decisions.iter().map(|it| it.ruling.kind()).collect::<Vec<_>>(), Ruling::KINDS);
    assert_eq!(decisions_yaml(&decisions), WHOLE);
    assert_eq!(read(&decisions_yaml(&[])), (Vec::new(), Diagnostics::default()));
}

#[test]
fn other_readers_read_it_alike() {
    let value: yaml_serde::Value = yaml_serde::from_str(WHOLE).expect("YAML");
    let items = value["decisions"].as_sequence().expect("a list");
    assert_eq!(items[0]["accept"]["record"].as_u64(), Some(3));
    assert_eq!(items[6]["paper"]["programme"].as_str(), Some("2025"));
    assert_eq!(items[7]["values"]["个人简介"].as_str(), Some("第一段。\n第二段。\n"));
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    for (text, expected) in [
        ("decisions:\n  - acept: {}\n    reason: x\n", vec!["E0201 2:5"]),
        ("decisions:\n  - reason: x\n", vec!["E0181 2:5"]),
        (
            "decisions:\n  - drop: { file: a, record: 1 }\n    keep: { file: a, record: 1 }\n    reason: x\n",
            vec!["E0181 2:5"],
        ),
        ("decisions:\n  - drop: { file: a, record: 1 }\n", vec!["E0203 2:5"]),
        ("decisions:\n  - drop: { file: a, record: 1 }\n    reason: \"  \"\n", vec!["E0203 3:13"]),
        (
            "decisions:\n  - drop: { fil: a, record: 0 }\n    because: x\n  - keep: { file: a, record: 1, sha256: 12 }\n    reason: x\n",
            vec!["E0203 2:5", "E0201 2:13", "E0203 2:13", "E0206 2:29", "E0201 3:5", "E0206 4:41"],
        ),
        ("decisions:\n  - accept: { file: a, record: 1 }\n    problems: [E9999]\n    reason: x\n", vec!["E0207 3:16"]),
        ("decisions:\n  - same: [{ file: a, record: 1 }]\n    reason: x\n", vec!["E0202 2:11"]),
        ("decisions:\n  - unit: 甲\n    reason: x\n", vec!["E0203 2:5"]),
        ("decisions:\n  - unit: 甲\n    category: 央企\n    reason: x\n", vec!["E0204 3:15"]),
        (
            "decisions:\n  - paper: { unit: 甲, programme: 2052 }\n    received: 8月\n    reason: x\n",
            vec!["E0206 3:15"],
        ),
        (
            "decisions:\n  - paper: { unit: 甲, programme: 2052 }\n    received: 2025-08-13\n    reason: x\n",
            vec!["E0204 2:34"],
        ),
        (
            "decisions:\n  - record: { form: registration }\n    source: { file: a.pdf }\n    values: { 姓名: { a: b } }\n    reason: x\n",
            vec!["E0203 3:15", "E0202 4:21"],
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn the_schema_names_every_kind() {
    let schema: serde_json::Value = serde_json::from_str(&decisions_schema(&project())).expect("it is JSON");
    let kinds = schema["properties"]["decisions"]["items"]["oneOf"].as_array().expect("a list");
    for (kind, schema) in Ruling::KINDS.iter().zip(kinds) {
        assert_eq!(schema["required"][0], *kind);
        assert!(schema["properties"]["reason"].is_object() && schema["required"][1] == "reason", "{schema}");
    }
    assert_eq!(kinds.len(), Ruling::KINDS.len());
}

/// The same decision as if it stood nowhere.
fn unplaced(decision: Decision) -> Decision {
    let nowhere = SourceId(0).whole();
    let located = |it: Located<String>| Located { place: nowhere, ..it };
    let file = |it: FileRef| FileRef { place: nowhere, ..it };
    let record = |it: RecordRef| RecordRef { file: file(it.file), ..it };
    let entry = |it: Entry| Entry { label_place: nowhere, place: nowhere, ..it };
    let ruling = match decision.ruling {
        Ruling::Accept { record: it, problems } => {
            let problems = problems.into_iter().map(|it| Located { place: nowhere, ..it }).collect();
            Ruling::Accept { record: record(it), problems }
        }
        Ruling::Drop(it) => Ruling::Drop(record(it)),
        Ruling::Keep(it) => Ruling::Keep(record(it)),
        Ruling::Same(all) => Ruling::Same(all.into_iter().map(record).collect()),
        Ruling::Different(all) => Ruling::Different(all.into_iter().map(record).collect()),
        Ruling::Unit { unit, is, category } => {
            Ruling::Unit { unit: located(unit), is: is.map(located), category: category.map(located) }
        }
        Ruling::Paper { unit, programme, received, people } => {
            Ruling::Paper { unit: located(unit), programme: located(programme), received, people }
        }
        Ruling::Record { form, source, values } => Ruling::Record {
            form: located(form),
            source: source.map(file),
            values: values.into_iter().map(entry).collect(),
        },
    };
    Decision { place: nowhere, ruling, ..decision }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever people write into names, reasons and values.
    #[test]
    fn what_is_written_is_read_back(
        texts in prop::collection::vec("[ -~\u{4E00}-\u{4E20}，：“”「」\n]{1,20}", 6),
        number in 1usize..1000,
        flag in any::<bool>(),
    ) {
        let nowhere = SourceId(0).whole();
        let [file, name, reason, by, label, value] = [0, 1, 2, 3, 4, 5].map(|at: usize| {
            let text = texts[at].trim();
            if text.is_empty() { "无".to_owned() } else { text.to_owned() }
        });
        let some = |text: &String| flag.then(|| text.clone());
        let sha256 = flag.then(|| Fingerprint::of(file.as_bytes()));
        let record = |number| RecordRef {
            file: FileRef { place: nowhere, file: file.clone(), sha256 },
            record: number,
            name: some(&name),
        };
        let located = |text: &str| Located { value: text.to_owned(), place: nowhere };
        let entry = |label: &str, raw| Entry { label: label.to_owned(), label_place: nowhere, raw, place: nowhere };
        let day = jiff::civil::date(2025, 8, 13);
        let rulings = vec![
            Ruling::Accept {
                record: record(number),
                problems: flag.then_some(Located { value: Code("E0404"), place: nowhere }).into_iter().collect(),
            },
            Ruling::Drop(record(number)),
            Ruling::Keep(record(number)),
            Ruling::Same(vec![record(number), record(1)]),
            Ruling::Different(vec![record(number), record(1), record(2)]),
            Ruling::Unit { unit: located(&name), is: Some(located(&value)), category: flag.then(|| located("央企科协")) },
            Ruling::Paper {
                unit: located(&name),
                programme: located("2025"),
                received: if flag { Moment::Day(day) } else { Moment::Time(day.at(16, 30, 0, 0)) },
                people: flag.then_some(number),
            },
            Ruling::Record {
                form: located("registration-2022"),
                source: flag.then(|| FileRef {
                    place: nowhere,
                    file: file.clone(),
                    sha256: Some(Fingerprint::of(file.as_bytes())),
                }),
                values: vec![
                    entry(&format!("{label}一").replace('\n', ""), Raw::Text(format!("{value}\n"))),
                    entry("空", Raw::Empty),
                    entry("几项", Raw::List(vec![value.clone(), String::new(), name.clone()])),
                ],
            },
        ];
        let on = flag.then_some(day);
        let all: Vec<Decision> = rulings
            .into_iter()
            .map(|ruling| Decision { place: nowhere, ruling, reason: reason.clone(), by: some(&by), on })
            .collect();
        let written = decisions_yaml(&all);
        let (again, out) = read(&written);
        assert!(out.is_empty(), "{out:?}\n{written}");
        assert_eq!(again.into_iter().map(unplaced).collect::<Vec<_>>(), all, "{written}");
    }
}
