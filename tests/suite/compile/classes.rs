//! Classes that people choose: how they may be named, one class a person, and whom a class admits.

use super::builders::{Office, card, card_of, records};

#[test]
fn a_class_goes_by_its_option_title_number_and_aliases() {
    for written in [
        "江苏班",
        "第3期 江苏省科协党校班",
        "江苏省科协党校班",
        "江苏省班",
        "3",
        "第3期",
        "第三期",
        "３",
        "\"3\"",
        "[江苏班]",
    ] {
        let outcome = Office::with(&[("甲.yaml", card(&[("选择班次", written)]))]).compile();
        assert_eq!(outcome.statuses(), ["accepted"], "{written}: {}", outcome.said.stderr);
        assert_eq!(outcome.values("class_choice"), ["江苏班"], "{written}");
    }
    assert_eq!(records(&[("甲.yaml", card(&[("选择班次", "上海班")]))]), ["甲.yaml#1 rejected E0315"]);
    assert_eq!(records(&[("甲.yaml", card(&[("选择班次", "第11期")]))]), ["甲.yaml#1 rejected E0315"]);
}

#[test]
fn two_classes_on_one_card_turn_it_back() {
    for written in ["[河南班, 北京班]", "河南班、北京班", "河南班和第2期", "\n  - 河南班\n  - 北京班"]
    {
        assert_eq!(records(&[("甲.yaml", card(&[("选择班次", written)]))]), ["甲.yaml#1 rejected E0316"], "{written}");
    }
    assert_eq!(
        records(&[("甲.yaml", card(&[("选择班次", "[河南班, 第1期]")]))]),
        ["甲.yaml#1 accepted"],
        "one class twice"
    );
}

#[test]
fn two_classes_in_two_files_hold_both() {
    let files = [("甲1.yaml", card(&[])), ("甲2.yaml", card(&[("选择班次", "北京班")]))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["甲1.yaml#1 held E0506", "甲2.yaml#1 held E0506"]);
    assert_eq!(outcome.problems("E0506"), ["甲2.yaml:12 error -> 甲1.yaml:12"], "both are named");
    assert_eq!(outcome.said.status, 1);
}

#[test]
fn a_later_date_alone_does_not_turn_a_second_class_into_a_correction() {
    let files = [
        ("甲1.yaml", card(&[("填表日期", "2022-04-01")])),
        ("甲2.yaml", card(&[("选择班次", "北京班"), ("填表日期", "2022-04-05")])),
    ];
    assert_eq!(records(&files), ["甲1.yaml#1 held E0506", "甲2.yaml#1 held E0506"]);
}

#[test]
fn a_revision_with_another_class_corrects_the_first() {
    let files = [("甲1.yaml", card(&[])), ("甲2.yaml", card(&[("选择班次", "北京班"), ("修订", "2")]))];
    assert_eq!(records(&files), ["甲1.yaml#1 superseded E0502", "甲2.yaml#1 accepted"]);
}

#[test]
fn a_class_that_could_not_be_read_is_no_second_class() {
    for wrong in ["河南板", "[河南班, 北京班]"] {
        let files = [
            ("甲1.yaml", card(&[("选择班次", wrong), ("填表日期", "2022-04-01")])),
            ("甲2.yaml", card(&[("填表日期", "2022-04-05")])),
        ];
        let code = if wrong.starts_with('[') { "E0316" } else { "E0315" };
        let first = format!("甲1.yaml#1 superseded {code} E0502");
        assert_eq!(records(&files), [first.as_str(), "甲2.yaml#1 accepted"], "the mended card counts: {wrong}");
    }
}

#[test]
fn a_second_class_is_held_even_where_versions_of_the_first_clash() {
    let files = [
        ("甲1.yaml", card(&[])),
        ("甲2.yaml", card(&[("手机", "13900000000")])),
        ("甲3.yaml", card(&[("选择班次", "北京班"), ("手机", "13700000000")])),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.statuses(), ["held", "held", "held"], "{:?}", outcome.records());
}

#[test]
fn different_people_choose_what_they_like() {
    let files =
        [("甲.yaml", card_of(1, &[])), ("乙.yaml", card_of(3, &[])), ("丙.yaml", card_of(5, &[("选择班次", "2")]))];
    assert_eq!(records(&files), ["丙.yaml#1 accepted", "乙.yaml#1 accepted", "甲.yaml#1 accepted"]);
}

#[test]
fn the_tenth_class_is_for_women() {
    let office = Office::with(&[
        ("女.yaml", card_of(2, &[("选择班次", "第10期")])),
        ("男.yaml", card_of(1, &[("选择班次", "中国女科技工作者协会班")])),
    ]);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["女.yaml#1 accepted", "男.yaml#1 rejected E0408"]);
    assert_eq!(outcome.problems("E0408"), ["男.yaml:12 error"]);
}

#[test]
fn a_sex_that_could_not_be_read_is_not_judged_again() {
    let text = card_of(2, &[("选择班次", "第10期"), ("性别", "未知")]);
    assert_eq!(records(&[("甲.yaml", text)]), ["甲.yaml#1 rejected E0315"]);
    let text = card_of(1, &[("选择班次", "第10期"), ("性别", "女")]);
    assert_eq!(records(&[("甲.yaml", text)]), ["甲.yaml#1 rejected E0404"]);
}
