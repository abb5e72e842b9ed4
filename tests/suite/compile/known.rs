//! Lists of people who are known already: every format, who is on them, who nearly is, and the keyed form.

use std::fs;

use super::book::Book;
use super::builders::{Office, Outcome, card, card_of, id_number, person, roster};
use crate::support::{run, write};

const KNOWN: &[&str] = &["compile", "回收", "--out", "结果", "--known"];

fn with(office: &Office, list: &str, more: &[&str]) -> Outcome {
    office.run(&[KNOWN, &[list], more].concat())
}

/// An office with a roster of two, the first born in 1990-03.
fn office() -> Office {
    let people = [person("测试甲", &[("出生年月", "1990-03")]), person("测试乙", &[("出生年月", "1985-06")])];
    Office::with(&[("名单.yaml", roster(&[], &people))])
}

#[test]
fn a_list_may_have_any_of_the_formats() {
    let office = office();
    write(office.root(), "a.csv", "序号,姓名,出生年月\n1,测试甲,1990年3月\n");
    write(office.root(), "b.yaml", "推荐单位: 示例学会\n学员:\n  - 姓名: 测试甲\n    出生年月: 1990-03\n");
    write(office.root(), "c.yaml", "- { 姓名: 测试甲, 出生年月: 1990-03 }\n");
    let list = "2024年入库人员
        姓名 | 出生年月 | 推荐单位
        测试甲 | 1990-03 | 示例学会";
    let book = Book::default().sheet("说明", "只是说明").sheet("入库人员", list);
    fs::write(office.root().join("d.xlsx"), book.bytes()).unwrap();
    for (list, place) in
        [("a.csv", "a.csv:2"), ("b.yaml", "b.yaml:3"), ("c.yaml", "c.yaml:1"), ("d.xlsx", "d.xlsx 入库人员!A3")]
    {
        let outcome = with(&office, list, &[]);
        let told = outcome.problems("E0431");
        assert_eq!(told.len(), 1, "{list}: {}", outcome.said.stderr);
        assert!(told[0].contains("warning") && told[0].contains(&format!("-> {place}")), "{told:?}");
        assert!(outcome.messages("E0431")[0].contains("按遴选范围第5项"), "the rule's basis is named");
        assert_eq!(outcome.statuses(), ["accepted"; 2]);
    }
}

#[test]
fn an_id_number_comes_before_a_name_and_tells_namesakes_apart() {
    let id = id_number("19850307", 1);
    for (list, codes) in [
        (format!("姓名,身份证号\n别名,{id}\n"), " E0431"),
        ("姓名,出生年月\n测试甲,1985-03\n".to_owned(), " E0431"),
        (format!("姓名,身份证号\n测试甲,{}\n", id_number("19850321", 5)), ""),
        ("姓名,出生年月\n测试丁,1985-03\n".to_owned(), ""),
        ("姓名,出生年月,推荐单位\n测试甲,1972-11,示例力学学会（盖章）\n".to_owned(), " E0432"),
        ("姓名,出生年月\n测试甲,1985-08\n".to_owned(), " E0432"),
        ("姓名,出生年月\n测试甲,1962-11\n".to_owned(), ""),
    ] {
        let office = Office::with(&[("甲.yaml", card(&[]))]);
        write(office.root(), "list.csv", &list);
        let records = with(&office, "list.csv", &[]).records();
        // A namesake with an ID number of his own is somebody else, however alike the rest.
        assert_eq!(records, [format!("甲.yaml#1 accepted{codes}")], "{list}");
    }
}

#[test]
fn a_rule_says_what_it_weighs() {
    let office = office();
    office.amend(
        "data/programmes/2025.yaml",
        "not_listed_in: attendance-2025\n    severity: warning",
        "not_listed_in: attendance-2025\n    severity: error",
    );
    write(office.root(), "list.csv", "姓名,出生年月\n测试甲,1990-03\n");
    let outcome = with(&office, "list.csv", &[]);
    assert_eq!(outcome.records(), ["名单.yaml#1 rejected E0431", "名单.yaml#2 accepted"]);
}

#[test]
fn codes_hold_nobody_and_match_the_same_people() {
    let id = id_number("19850307", 1);
    let office = Office::with(&[("甲.yaml", card(&[])), ("乙.yaml", card_of(2, &[("姓名", "测试乙")]))]);
    write(office.root(), "list.csv", &format!("姓名,身份证号,出生年月\n测试甲,{id},\n阿依·测试,,1990-03\n"));
    let make = ["known", "list.csv", "--key-file", "key", "--out", "codes"];
    let said = run(office.root(), &make);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let codes = fs::read_to_string(office.root().join("codes")).unwrap();
    let lines: Vec<&str> = codes.lines().collect();
    assert_eq!(lines.len(), 2 + 3, "two of the first person, one of the second");
    assert!(!codes.contains("1985") && !codes.contains('测'), "{codes}");
    assert!(lines[2..].is_sorted());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(office.root().join("key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "the key is its owner's only");
    }
    assert_eq!(run(office.root(), &make).status, 0);
    assert_eq!(fs::read_to_string(office.root().join("codes")).unwrap(), codes, "the same key, the same codes");
    let outcome = with(&office, "codes", &["--key-file", "key"]);
    assert_eq!(outcome.records(), ["乙.yaml#1 accepted", "甲.yaml#1 accepted E0431"]);
}

#[test]
fn a_list_that_cannot_be_compared_stops_before_anything_is_written() {
    let office = office();
    for (list, code) in [
        ("姓名,单位\n测试甲,示例学会\n", "E0185"),
        ("", "E0185"),
        ("姓名,出生年月\n测试甲,\n", "E0186"),
        ("姓名,出生年月\n测试甲,1990-13\n", "E0186"),
        ("linghang-known 1\ncheck 12\n", "E0188"),
    ] {
        write(office.root(), "list.csv", list);
        let outcome = with(&office, "list.csv", &[]);
        assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{list}: {}", outcome.said.stderr);
        assert_eq!((outcome.said.status, outcome.summaries.len()), (1, 0), "{list}");
    }
    assert_eq!(with(&office, "none.csv", &[]).said.status, 2, "no such file is wrong usage");
    write(office.root(), "list.csv", "姓名,身份证号,出生年月\n测试甲,110000199003150010,1990-03\n");
    let outcome = with(&office, "list.csv", &[]);
    assert_eq!(outcome.said.status, 0, "a wrong number beside a sound name is a warning");
    assert!(outcome.said.stderr.contains("[E0310]") && outcome.problems("E0431").len() == 1, "{}", outcome.said.stderr);
}

#[test]
fn a_list_among_the_returned_files_is_none_of_them() {
    let office = office();
    office.receive("已入库.yaml", "- { 姓名: 测试甲, 出生年月: 1990-03 }\n");
    let outcome = with(&office, "回收/已入库.yaml", &[]);
    assert_eq!(outcome.ledger(), ["名单.yaml 已读取 2"]);
    assert_eq!(outcome.problems("E0431").len(), 1);
}
