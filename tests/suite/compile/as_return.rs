//! `--as-return`: a unit's accepted people on one roster, which the next tier compiles with the same outcome.

use std::fs;

use serde_json::Value;

use super::builders::{Office, Outcome, person, roster_of};
use crate::support::write;

const UNIT: &str = "示例力学学会";

/// The records that count, by their values, without what a file says of itself alone.
fn people(outcome: &Outcome) -> Vec<Value> {
    let records = outcome.summaries.iter().flat_map(|summary| summary["records"].as_array().unwrap());
    let mut people: Vec<Value> =
        records.filter(|it| it["status"] == "accepted").map(|it| it["values"].clone()).collect();
    people.sort_by_key(ToString::to_string);
    people
}

/// How the units stand that sent something.
fn standing(outcome: &Outcome) -> Vec<String> {
    outcome.units().into_iter().chain(outcome.rules(UNIT)).collect()
}

/// The branches of a unit, some of whose people are turned back.
fn unit() -> Office {
    let young = [("出生年月", "1995-05"), ("任职", "副秘书长、政协委员")];
    let first = roster_of(
        UNIT,
        "全国学会",
        &[person("测试甲", &young), person("测试乙", &[("出生年月", "1992-01"), ("备注", "\"第一行：“甲”, #1\"")])],
    );
    let second = roster_of(
        UNIT,
        "全国学会",
        &[person("测试丙", &[("出生年月", "1996-01")]), person("测试丁", &[("政治面貌", "中共党员")])],
    );
    let second = second.replace("学员:", "报送方式: 补充\n学员:").replace("测试联络甲", "测试联络乙");
    Office::with(&[("一分会.yaml", first), ("二分会.yaml", second)])
}

const SEND: [&str; 8] =
    ["compile", "回收", "--out", "结果", "--as-return", "nomination-2025", "--header", "联系人=测试联络丙"];

#[test]
fn both_tiers_agree_whatever_the_format() {
    let unit = unit();
    let below = unit.run(&SEND);
    assert_eq!(people(&below).len(), 3, "{}", below.said.stderr);
    for format in ["yaml", "xlsx", "docx"] {
        let name = format!("nomination-2025.{format}");
        let sent = fs::read(unit.root().join("结果/2025/return").join(&name)).unwrap();
        let office = Office::new();
        office.receive_bytes(&name, &sent);
        let above = office.compile();
        let without = |mut people: Vec<Value>| {
            people.iter_mut().for_each(|it| it["contact_name"] = Value::Null);
            people
        };
        assert_eq!(without(people(&above)), without(people(&below)), "{format}\n{}", above.said.stderr);
        assert!(people(&above).iter().all(|it| it["contact_name"] == "测试联络丙"), "{format}");
        assert_eq!(above.records().len(), 3, "{format}");
        // Of those whom the unit has turned back nothing is counted, at either tier.
        assert_eq!(standing(&above), standing(&below), "{format}");
        assert!(above.said.stderr.is_empty() || above.said.status == 0, "{format}: {}", above.said.stderr);
    }
}

#[test]
fn who_is_not_on_it_is_told_by_count() {
    let outcome = unit().run(&SEND);
    assert!(
        outcome.said.stderr.contains("E0543") && outcome.said.stderr.contains("退回 1 人"),
        "{}",
        outcome.said.stderr
    );
    assert!(outcome.said.stdout.contains("上报文件：结果/2025/return/nomination-2025.xlsx"), "{}", outcome.said.stdout);
}

#[test]
fn where_the_files_differ_the_header_is_left_open() {
    let unit = unit();
    let outcome = unit.run(&SEND[..6]);
    assert!(
        outcome.said.stderr.contains("E0542") && outcome.said.stderr.contains("测试联络甲、测试联络乙"),
        "{}",
        outcome.said.stderr
    );
    let text = fs::read_to_string(unit.root().join("结果/2025/return/nomination-2025.yaml")).unwrap();
    assert!(text.contains("推荐单位: 示例力学学会\n") && !text.contains("\n联系人:"), "{text}");
    assert!(text.contains("填表日期: 2025-08-10") || text.contains("填表日期: \"2025-08-10\""), "{text}");
}

#[test]
fn one_run_after_the_other_gives_the_same_bytes() {
    let unit = unit();
    let made = || {
        unit.run(&SEND);
        ["yaml", "xlsx", "docx"]
            .map(|format| fs::read(unit.root().join(format!("结果/2025/return/nomination-2025.{format}"))).unwrap())
    };
    assert_eq!(made(), made());
}

#[test]
fn cards_fill_the_fields_that_the_roster_shares_with_them() {
    let office = Office::new();
    let roster = fs::read_to_string(office.root().join("data/forms/nomination-2025.yaml")).unwrap();
    write(office.root(), "data/forms/list-2022.yaml", &roster);
    office.amend("data/programmes/2022.yaml", "forms: [registration-2022,", "forms: [registration-2022, list-2022,");
    office.receive("1.yaml", &super::builders::card(&[]));
    let outcome =
        office.run(&["compile", "回收", "--out", "结果", "--as-return", "list-2022", "--header", "填表日期=8月"]);
    let said = &outcome.said.stderr;
    assert!(said.contains("E0541") && said.contains("最高学历"), "{said}");
    assert!(said.contains("E0545"), "{said}");
    let text = fs::read_to_string(office.root().join("结果/2022/return/list-2022.yaml")).unwrap();
    // Birth follows from the ID number.
    for part in ["推荐单位: 示例力学学会", "姓名: 测试甲", "性别: 男", "1985-03"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}
