//! Units: the spellings by which they are known, and which category they have.

use super::builders::{Office, attendance, attendee, card, card_of, people, records, roster, roster_of};

#[test]
fn a_unit_is_known_by_its_aliases_and_however_it_is_spaced() {
    for written in [
        "示例力学学会",
        "示例力学会",
        "示例 力学 学会",
        "　示例力学学会",
        "示例力学学会（加盖公章）",
        "示例力学学会(盖章)",
    ] {
        let outcome = Office::with(&[("甲.yaml", card(&[("推荐单位", &format!("\"{written}\""))]))]).compile();
        assert_eq!(outcome.records(), ["甲.yaml#1 accepted"], "{written}");
        assert_eq!(outcome.units().len(), 1, "{written}");
        assert!(outcome.units()[0].starts_with("示例力学学会 "), "{:?}", outcome.units());
    }
}

#[test]
fn the_width_of_brackets_does_not_matter_where_no_list_has_the_unit() {
    let files = [
        ("1.yaml", card_of(1, &[("推荐单位", "示例学会(北京)")])),
        ("2.yaml", card_of(3, &[("推荐单位", "示例学会（北京）")])),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 accepted E0510", "2.yaml#1 accepted E0510"]);
    assert_eq!(outcome.units().len(), 1, "{:?}", outcome.units());
}

#[test]
fn a_unit_that_is_not_listed_is_a_warning_where_there_is_a_list() {
    let files = [("甲.yaml", card(&[("推荐单位", "示例力学协会")]))];
    let office = Office::with(&files);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted E0510"]);
    assert_eq!(outcome.said.status, 0);
    std::fs::remove_file(office.root().join("data/units.yaml")).unwrap();
    assert_eq!(office.compile().records(), ["甲.yaml#1 accepted"]);
}

#[test]
fn the_label_on_paper_may_stand_on_the_form() {
    let text = roster(&[], &people(0, 1, &[])).replace("推荐单位:", "推荐单位（加盖公章）:");
    assert_eq!(records(&[("名单.yaml", text)]), ["名单.yaml#1 accepted"]);
}

#[test]
fn the_category_comes_from_the_file_else_from_the_list() {
    let outcome = Office::with(&[("名单.yaml", roster_of("示例力学学会", "", &people(0, 6, &[])))]).compile();
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 6+0 broken"], "from the list");
    let files = [("名单.yaml", roster_of("虚构协会", "全国学会", &people(0, 6, &[])))];
    assert_eq!(Office::with(&files).compile().units(), ["虚构协会 全国学会 6+0 broken"], "from the file");
}

#[test]
fn a_unit_of_unknown_category_is_held() {
    let outcome = Office::with(&[("名单.yaml", roster_of("虚构协会", "", &people(0, 2, &[])))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 held E0510 E0512", "名单.yaml#2 held E0510 E0512"]);
    assert_eq!(outcome.problems("E0512"), ["名单.yaml:2 error"]);
    // No rule asks the attendance list for a category.
    let text = attendance(&[attendee("测试甲", &[])]).replace("示例集团科学技术协会", "虚构协会");
    assert_eq!(records(&[("名单.yaml", text)]), ["名单.yaml#1 accepted E0510"]);
}

#[test]
fn one_file_with_a_category_is_enough_for_a_unit() {
    let addition = [("推荐单位", "虚构协会"), ("单位类别", ""), ("报送方式", "补充")];
    let files = [
        ("1.yaml", roster_of("虚构协会", "国家级园区科协", &people(0, 1, &[]))),
        ("2.yaml", roster(&addition, &people(1, 1, &[]))),
    ];
    assert_eq!(records(&files), ["1.yaml#1 accepted E0510", "2.yaml#1 accepted E0510"]);
}

#[test]
fn a_category_that_contradicts_the_list_holds_the_unit() {
    let outcome = Office::with(&[("名单.yaml", roster_of("示例力学学会", "央企科协", &people(0, 2, &[])))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 held E0511", "名单.yaml#2 held E0511"]);
    assert_eq!(outcome.problems("E0511"), ["名单.yaml:3 error"]);
    assert_eq!(outcome.rules("示例力学学会").len(), 0, "no quota is judged while the category is open");
}

#[test]
fn two_files_with_two_categories_hold_the_unit_and_both_are_named() {
    let addition = [("推荐单位", "虚构协会"), ("单位类别", "央企科协"), ("报送方式", "补充")];
    let files = [
        ("1.yaml", roster_of("虚构协会", "国家级园区科协", &people(0, 1, &[]))),
        ("2.yaml", roster(&addition, &people(1, 1, &[]))),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 held E0510 E0511", "2.yaml#1 held E0510 E0511"]);
    assert_eq!(outcome.problems("E0511"), ["2.yaml:3 error -> 1.yaml:3"]);
}

#[test]
fn a_later_file_corrects_the_category() {
    let later = [("推荐单位", "示例力学学会"), ("单位类别", "全国学会"), ("填表日期", "2025-08-11")];
    let young = people(0, 2, &[("出生年月", "1995-02")]);
    let files = [("1.yaml", roster_of("示例力学学会", "央企科协", &young)), ("2.yaml", roster(&later, &young))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.statuses(), ["superseded", "superseded", "accepted", "accepted"], "{:?}", outcome.records());
    assert_eq!(outcome.said.status, 0, "nothing is left to decide: {}", outcome.said.stderr);
}

#[test]
fn units_that_cannot_be_read_have_no_category_in_common() {
    let files = [
        ("1.yaml", roster_of("", "全国学会", &people(0, 1, &[]))),
        ("2.yaml", roster_of("", "央企科协", &people(1, 1, &[]))),
    ];
    assert_eq!(records(&files), ["1.yaml#1 rejected E0301 E0410", "2.yaml#1 rejected E0301 E0410"]);
}

#[test]
fn units_that_sent_nothing_stand_in_the_summary() {
    let outcome = Office::with(&[("甲.yaml", card(&[]))]).compile();
    let units: Vec<&str> =
        outcome.summaries[0]["units"].as_array().unwrap().iter().map(|it| it["unit"].as_str().unwrap()).collect();
    assert!(units.contains(&"示例海洋学会"), "{units:?}");
    assert!(!units.contains(&"示例化学协会"), "it is expected for 2025 only: {units:?}");
}
