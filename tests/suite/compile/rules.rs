//! Every scope with every predicate and every outcome, on a small project whose form has a field of each kind.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::builders::id_number;
use crate::support::{lay, repository, run, write};

/// A form with a field of each kind that rules can ask about; the person's own are all optional but for the name.
const FORM: &str = "title: 各类栏目
layout: roster
records: 学员
serial: 序号
rows: 5
header:
  - { key: recommending_unit, label: 推荐单位, kind: unit, required: true }
  - { key: unit_category, label: 单位类别, kind: choice, options_from: unit_categories }
fields:
  - { key: name, label: 姓名, kind: person_name, required: true }
  - { key: id, label: 身份证号, kind: id_number }
  - { key: joined, label: 入会年月, kind: month }
  - { key: day, label: 到岗日期, kind: date }
  - { key: score, label: 评分, kind: score }
  - { key: papers, label: 论文数, kind: number }
  - { key: words, label: 专长, kind: text }
  - { key: mail, label: 邮箱, kind: email }
  - { key: attend, label: 参加, kind: yes_no }
  - { key: track, label: 方向, kind: choice, options: [甲, 乙] }
  - { key: posts, label: 任职, kind: choices, options: [甲, 乙, 丙] }
  - { key: class, label: 班次, kind: choice, options_from: classes }
  - { key: photo, label: 照片, kind: photo }
identity: [name]
";

/// A condition, and what it comes to for a person with everything, one with nothing, and one whose entries are unreadable:
/// `+` holds, `-` does not, `?` is open and told, ` ` is open and has been told by the field.
const TABLE: &[(&str, &str)] = &[
    ("score: { is: 60 }", "+- "),
    ("score: { is_not: 60 }", "-+ "),
    ("score: { in: [60, 61] }", "+- "),
    ("score: { not_in: [60, 61] }", "-+ "),
    ("score: { at_most: 60 }", "+? "),
    ("score: { at_most: 59 }", "-? "),
    ("score: { at_least: 60 }", "+? "),
    ("papers: { at_least: 4 }", "-? "),
    ("score: { present: true }", "+-+"),
    ("score: { absent: true }", "-+-"),
    ("score: { present: false }", "-+-"),
    ("day: { before: 2020-05-06 }", "+? "),
    ("day: { before: 2020-05-05 }", "-? "),
    ("day: { after: 2020-05-04 }", "+? "),
    ("day: { after: 2020-05-05 }", "-? "),
    ("day: { is: 2020-05-05 }", "+- "),
    ("joined: { before: 2015-04-01 }", "+? "),
    ("joined: { before: 2015-03-15 }", "?? "),
    ("joined: { before: 2015-03-01 }", "-? "),
    ("joined: { after: 2015-02-28 }", "+? "),
    ("joined: { after: 2015-03-15 }", "?? "),
    ("joined: { after: 2015-03-31 }", "-? "),
    ("joined: { in: [2015-03, 2016-01] }", "+- "),
    ("words: { is: 测量 }", "+-+"),
    ("words: { not_in: [测量] }", "-+-"),
    ("mail: { is_not: a@example.org }", "-+ "),
    ("attend: { is: 是 }", "+- "),
    ("attend: { is_not: 是 }", "-+ "),
    ("track: { is: 甲 }", "+- "),
    ("track: { not_in: [甲] }", "-+ "),
    ("posts: { is: 乙 }", "+- "),
    ("posts: { in: [乙, 丙] }", "+- "),
    ("posts: { not_in: [丙] }", "++ "),
    ("posts: { absent: true }", "-+-"),
    ("class: { is: 北班 }", "+- "),
    ("photo: { absent: true }", "+++"),
    ("age: { at_most: 35 }", "+? "),
    ("age: { at_least: 36 }", "-? "),
    ("age: { is: 35 }", "+? "),
    ("age: { present: true }", "+--"),
    ("birth: { before: 1990-03-16 }", "+? "),
    ("birth: { after: 1990-03-15 }", "-? "),
    ("birth: { is: 1990-03 }", "+? "),
    ("birth: { in: [1990-03-15] }", "+? "),
    ("sex: { is: 男 }", "+? "),
    ("sex: { is_not: 男 }", "-? "),
    ("unit_category: { is: 全国学会 }", "+++"),
    ("unit_category: { not_in: [全国学会] }", "---"),
];

/// Three rosters of a person each, in the order of the table's columns.
fn returned(root: &Path) {
    let id = id_number("19900315", 1);
    let full = format!(
        "    身份证号: {id}\n    入会年月: 2015-03\n    到岗日期: 2020-05-05\n    评分: 60\n    论文数: 3\n    专长: 测量\n    邮箱: a@example.org\n    参加: 是\n    方向: 甲\n    任职: [甲, 乙]\n    班次: 北班\n"
    );
    let unreadable = "    身份证号: 1234\n    入会年月: 前年\n    到岗日期: 去年\n    评分: 优\n    论文数: 许多\n    专长: 测量\n    邮箱: 无此邮箱\n    参加: 待定\n    方向: 丁\n    任职: 丁\n    班次: 东班\n";
    for (n, (name, rest)) in [("测试甲", full.as_str()), ("测试乙", ""), ("测试丙", unreadable)].into_iter().enumerate()
    {
        person(root, n, &format!("示例单位{n}"), &[format!("  - 姓名: {name}\n{rest}")]);
    }
}

fn person(root: &Path, file: usize, unit: &str, people: &[String]) {
    let text = format!("表单: kinds\n推荐单位: {unit}\n单位类别: 全国学会\n学员:\n{}", people.concat());
    write(root, &format!("returned/{file}.yaml"), &text);
}

/// The small project with these rules, each `scope` of which becomes a rule of the basis 依据1, 依据2 ….
fn project(rules: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    lay(&repository().join("tests/ui/base"), root);
    std::fs::remove_file(root.join("data/units.yaml")).unwrap();
    std::fs::remove_file(root.join("content/notices/first.md")).unwrap();
    write(root, "content/index.md", "---\ntitle: 小站\n---\n");
    write(root, "data/forms/kinds.yaml", FORM);
    let rule = |(n, scope): (usize, &String)| format!("  - {{ id: r{n}, form: kinds, basis: 依据{n}。, {scope} }}\n");
    let rules: String = rules.iter().enumerate().map(rule).collect();
    let programme = "title: 示例培训项目\nshort: 示例培训\nyear: 2025\nsummary: 测试。\nforms: [kinds]\nas_of: 2025-08-14\n\
        unit_categories: [{ name: 全国学会 }, { name: 央企科协 }]\nrules:\n";
    write(root, "data/programmes/demo.yaml", &format!("{programme}{rules}"));
    folder
}

fn compiled(root: &Path) -> Value {
    let said = run(root, &["compile", "returned", "--out", "out"]);
    let text = std::fs::read_to_string(root.join("out/demo/summary.json"));
    serde_json::from_str(&text.unwrap_or_else(|_| panic!("{}", said.stderr))).unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

#[test]
fn every_predicate_judges_each_person() {
    let rules: Vec<String> = TABLE.iter().map(|(it, _)| format!("severity: warning, each: {{ {it} }}")).collect();
    let folder = project(&rules);
    returned(folder.path());
    let summary = compiled(folder.path());
    for (n, (condition, expected)) in TABLE.iter().enumerate() {
        for (person, expected) in expected.chars().enumerate() {
            let told = |code: &str| {
                let mut problems = list(&summary["problems"]);
                problems.any(|it| {
                    let message = it["message"].as_str().unwrap();
                    it["code"] == code
                        && it["file"] == format!("{person}.yaml")
                        && message.contains(&format!("依据{n}。"))
                })
            };
            let found = match (told("E0406"), told("E0407")) {
                (true, false) => "-",
                (false, true) => "?",
                _ => "+ ",
            };
            assert!(found.contains(expected), "{condition} for person {person}: {found}, expected {expected}");
        }
    }
}

#[test]
fn every_predicate_judges_whom_a_rule_counts() {
    let rules: Vec<String> = TABLE.iter().map(|(it, _)| format!("per: unit, where: {{ {it} }}, at_most: 0")).collect();
    let folder = project(&rules);
    returned(folder.path());
    let summary = compiled(folder.path());
    for (n, (condition, expected)) in TABLE.iter().enumerate() {
        for (unit, expected) in expected.chars().enumerate() {
            let line = list(&summary["units"]).find(|it| it["unit"] == format!("示例单位{unit}")).unwrap();
            let rule = list(&line["rules"]).find(|it| it["rule"] == format!("r{n}")).unwrap();
            let found = match (rule["ok"] == true, rule["provisional"] == true, rule["actual"].as_u64()) {
                (true, false, Some(0)) => "-",
                (false, true, Some(0)) => "? ",
                (false, false, Some(1)) => "+",
                other => panic!("{condition}: {other:?}"),
            };
            assert!(found.contains(expected), "{condition} for unit {unit}: {found}, expected {expected}");
        }
    }
}

/// People of one unit and class: surely counted, surely not, and of whom it cannot be told.
fn people(counted: usize, others: usize, open: usize) -> Vec<String> {
    let score = |n: usize| match n {
        n if n < counted => "90",
        n if n < counted + others => "10",
        _ => "优",
    };
    let name = |n: usize| ["甲", "乙", "丙", "丁", "戊", "己"][n];
    let row = |n: usize| format!("  - 姓名: 测试{}\n    评分: {}\n    班次: 北班\n", name(n), score(n));
    (0..counted + others + open).map(row).collect()
}

#[test]
fn every_scope_has_every_outcome() {
    let where_ = "where: { score: { at_least: 60 } }";
    for (scope, group) in [("unit", "示例单位"), ("class", "北班"), ("programme", "示例培训项目")] {
        for (limit, (counted, others, open), code, verdict, status) in [
            ("at_most: 2", (2, 1, 0), "", "ok", "accepted"),
            ("at_most: 2", (3, 0, 0), "E0507", "broken", "held"),
            ("at_most: 2, severity: warning", (3, 0, 0), "E0507", "warned", "accepted"),
            ("at_most: 2", (2, 0, 1), "E0513", "provisional", "accepted"),
            ("at_least: 2", (2, 0, 1), "", "ok", "accepted"),
            ("at_least: 2", (1, 2, 0), "E0508", "broken", "held"),
            ("at_least: 2, severity: warning", (1, 2, 0), "E0508", "warned", "accepted"),
            ("at_least: 2", (1, 1, 1), "E0513", "provisional", "accepted"),
            ("at_least: 4", (1, 1, 0), "E0509", "warned", "accepted"),
        ] {
            let shown = format!("per {scope}, {limit}, {counted} counted, {others} not, {open} open");
            let folder = project(&[format!("per: {scope}, {where_}, {limit}")]);
            person(folder.path(), 0, "示例单位", &people(counted, others, open));
            let summary = compiled(folder.path());
            let problems: Vec<&Value> =
                list(&summary["problems"]).filter(|it| it["code"].as_str().unwrap().starts_with("E05")).collect();
            let codes: Vec<&str> = problems.iter().map(|it| it["code"].as_str().unwrap()).collect();
            let of_group = codes.iter().zip(&problems).find(|(_, it)| it["message"].as_str().unwrap().contains(group));
            assert_eq!(of_group.map_or("", |(code, _)| *code), code, "{shown}: {codes:?}");
            let line = match scope {
                "unit" => list(&summary["units"]).find(|it| it["unit"] == group),
                _ => list(&summary["groups"]).find(|it| it["group"] == group),
            };
            assert_eq!(line.unwrap()["verdict"], verdict, "{shown}");
            assert_eq!(summary["records"][0]["status"], status, "{shown}");
            if let Some((_, problem)) = of_group {
                let message = problem["message"].as_str().unwrap();
                assert!(message.contains("依据0。"), "{shown}: {message}");
                let named = list(&problem["related"]).filter(|it| it["file"] == "0.yaml").count();
                let expected = if code == "E0513" { counted + open } else { counted };
                assert_eq!(named, expected, "{shown}: those who were counted are pointed at");
                let names =
                    code == "E0509" || message.contains(if code == "E0513" { "测试丙" } else { "测试甲" });
                assert!(names, "{shown}: {message}");
            }
        }
    }
}

#[test]
fn a_class_that_nobody_chose_misses_its_minimum_too() {
    let folder = project(&["per: class, at_least: 1".to_owned()]);
    person(folder.path(), 0, "示例单位", &people(1, 0, 0));
    let summary = compiled(folder.path());
    let told: Vec<&Value> = list(&summary["problems"]).filter(|it| it["code"] == "E0509").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["file"], told[0]["message"].as_str().unwrap().contains("南班")),
        (&"data/programmes/demo.yaml".into(), true)
    );
}

#[test]
fn a_condition_that_cannot_be_read_leaves_whether_a_rule_applies_open() {
    let folder = project(&["per: unit, when: { attend: { is: 是 } }, at_most: 0".to_owned()]);
    let row = |name: &str, attend: &str| format!("  - 姓名: {name}\n    参加: {attend}\n");
    person(folder.path(), 0, "示例单位", &[row("测试甲", "否"), row("测试乙", "待定")]);
    let summary = compiled(folder.path());
    assert_eq!(summary["units"][0]["verdict"], "provisional");
    let told = list(&summary["problems"]).find(|it| it["code"] == "E0513").unwrap();
    assert!(told["message"].as_str().unwrap().contains("测试乙"), "{told}");
}

#[test]
fn one_person_may_enter_so_often_as_a_rule_says() {
    for (attend, code) in [("是", Some("E0506")), ("否", None), ("待定", Some("E0513"))] {
        let folder = project(&["per: person, when: { attend: { is: 是 } }, at_most: 1".to_owned()]);
        let row = |class: &str, attend: &str| format!("  - 姓名: 测试甲\n    参加: {attend}\n    班次: {class}\n");
        person(folder.path(), 0, "示例单位", &[row("北班", "是"), row("南班", attend)]);
        let summary = compiled(folder.path());
        let codes: BTreeSet<&str> = list(&summary["problems"])
            .filter_map(|it| it["code"].as_str())
            .filter(|it| matches!(*it, "E0506" | "E0513"))
            .collect();
        assert_eq!(codes, code.into_iter().collect(), "{attend}");
    }
}

#[test]
fn a_predicate_that_makes_no_sense_for_a_kind_is_an_error_at_its_place() {
    let fields = [
        ("name", "测试甲", "is"),
        ("id", "110000", "is"),
        ("joined", "2015-03", "is before"),
        ("day", "2020-05-05", "is before"),
        ("score", "60", "is most"),
        ("papers", "3", "is most"),
        ("words", "测量", "is"),
        ("mail", "a@example.org", "is"),
        ("attend", "是", "is"),
        ("track", "甲", "is"),
        ("posts", "甲", "is"),
        ("class", "北班", "is"),
        ("photo", "甲.jpg", ""),
        ("age", "35", "is most"),
        ("birth", "1990-03", "is before"),
        ("sex", "男", "is"),
        ("unit_category", "全国学会", "is"),
    ];
    let mut rules = Vec::new();
    let mut misfits = BTreeSet::new();
    for (field, value, fits) in fields {
        for (predicate, group) in [
            (format!("is: {value}"), "is"),
            (format!("is_not: {value}"), "is"),
            (format!("in: [{value}]"), "is"),
            (format!("not_in: [{value}]"), "is"),
            ("at_most: 3".to_owned(), "most"),
            ("at_least: 3".to_owned(), "most"),
            ("before: 2020-01-01".to_owned(), "before"),
            ("after: 2020-01-01".to_owned(), "before"),
            ("present: true".to_owned(), ""),
            ("absent: true".to_owned(), ""),
        ] {
            if !group.is_empty() && !fits.split(' ').any(|it| it == group) {
                misfits.insert((field.to_owned(), rules.len()));
            }
            rules.push(format!("each: {{ {field}: {{ {predicate} }} }}"));
        }
    }
    let folder = project(&rules);
    let said = run(folder.path(), &["check", "--message-format", "json"]);
    let told: Vec<Value> = said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = std::fs::read_to_string(folder.path().join("data/programmes/demo.yaml")).unwrap();
    let first = text.lines().position(|line| line.contains("id: r0,")).unwrap() + 1;
    let found: BTreeSet<(String, usize)> = told
        .iter()
        .filter(|it| it["code"] == "E0210")
        .map(|it| {
            let rule = it["line"].as_u64().unwrap() as usize - first;
            let field = fields[rule / 10].0;
            assert!(it["message"].as_str().unwrap().contains(field), "{it}");
            (field.to_owned(), rule)
        })
        .collect();
    assert_eq!(found, misfits);
    assert!(told.iter().all(|it| it["code"] == "E0210"), "{told:?}");
}

#[test]
fn values_that_a_field_never_has_are_errors() {
    for (condition, code) in [
        ("joined: { is: 2015年3月 }", "E0206"),
        ("day: { in: [2020-05] }", "E0206"),
        ("score: { is: 六十 }", "E0206"),
        ("age: { is: 35.0 }", "E0206"),
        ("birth: { is: 1990 }", "E0206"),
        ("sex: { is: 女性 }", "E0211"),
        ("track: { is: 丁 }", "E0211"),
        ("nothing: { is: 甲 }", "E0204"),
    ] {
        let folder = project(&[format!("each: {{ {condition} }}")]);
        let said = run(folder.path(), &["check"]);
        assert!(said.stderr.contains(&format!("[{code}]")), "{condition}: {}", said.stderr);
    }
}
