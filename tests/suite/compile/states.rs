//! How far each unit has come, as 单位报送情况 and `summary.json` tell it.

use serde_json::Value;

use super::builders::{Office, Outcome, people, person, roster, roster_of};

fn state(outcome: &Outcome, unit: &str) -> String {
    let units = outcome.summaries.iter().flat_map(|summary| summary["units"].as_array().unwrap());
    let mut states = units.filter(|line| line["unit"] == unit).map(|line| line["state"].as_str().unwrap());
    states.next_back().unwrap_or_default().to_owned()
}

fn of(name: &str, unit: &str, text: String) -> String {
    state(&Office::with(&[(name, text)]).run(&["compile", "回收", "--out", "结果", "--programme", "2025"]), unit)
}

#[test]
fn a_unit_has_the_gravest_state_that_applies() {
    let society = "示例力学学会";
    let young = [("出生年月", "1995-05")];
    let sent = |people: &[String]| roster_of(society, "全国学会", people);
    assert_eq!(of("表.yaml", society, sent(&people(0, 4, &young))), "complete");
    assert_eq!(of("表.yaml", "示例海洋学会", sent(&people(0, 4, &young))), "not_reported");
    assert_eq!(of("表.yaml", society, sent(&people(0, 6, &young))), "quota_broken", "held by the quota alone");
    let wrong = [people(0, 6, &young), vec![person("测试戊戊", &[("联系方式", "1")])]].concat();
    assert_eq!(of("表.yaml", society, sent(&wrong)), "to_correct", "a rejected record comes before the quota");
    let incomplete = [("出生年月", "1995-05"), ("遴选范围", "")];
    assert_eq!(of("表.yaml", society, sent(&people(0, 4, &incomplete))), "to_complete");
}

#[test]
fn an_unreadable_file_counts_for_the_unit_of_its_folder() {
    let broken = "这不是表".to_owned();
    assert_eq!(of("示例力学会/扫描件.pdf", "示例力学学会", broken.clone()), "to_correct", "an alias will do");
    assert_eq!(of("别处/扫描件.pdf", "示例力学学会", broken), "not_reported");
}

#[test]
fn figures_count_the_units_by_state() {
    let outcome = Office::with(&[("表.yaml", roster(&[], &people(0, 2, &[])))]).compile();
    let summary = outcome.summaries.last().unwrap();
    let states: Vec<(String, u64)> = summary["figures"]["unit_states"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it: &Value| (it[0].as_str().unwrap().to_owned(), it[1].as_u64().unwrap()))
        .collect();
    let units = summary["units"].as_array().unwrap();
    assert_eq!(states.iter().map(|(_, count)| count).sum::<u64>(), units.len() as u64);
    for (state, count) in states {
        assert_eq!(units.iter().filter(|unit| unit["state"] == *state).count() as u64, count, "{state}");
    }
}
