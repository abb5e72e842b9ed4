//! One card by itself: what is required, what is only worth a look, and how a card turns out.

use super::builders::{Office, card, card_of, id_number, records};

#[test]
fn a_card_that_is_right_is_accepted() {
    let outcome = Office::with(&[("甲.yaml", card(&[]))]).compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"]);
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
}

#[test]
fn every_required_field_that_is_missing_turns_the_card_back() {
    let required = ["姓名", "性别", "民族", "政治面貌", "身份证号", "手机", "电子邮箱", "研究领域", "个人简介"];
    for label in required.into_iter().chain(["推荐单位", "选择班次", "工作单位及职务、职称"]) {
        let outcome = Office::with(&[("甲.yaml", card(&[(label, "")]))]).compile();
        assert_eq!(outcome.records(), ["甲.yaml#1 rejected E0301"], "{label}");
        assert!(outcome.messages("E0301")[0].contains(label), "{label} is named");
        assert_eq!(outcome.said.status, 1, "{label}");
    }
}

#[test]
fn optional_fields_may_be_absent_or_empty_and_are_checked_when_they_are_not() {
    let outcome = records(&[("甲.yaml", card(&[]) + "办公电话:\n照片:\n填表日期:\n修订:\n")]);
    assert_eq!(outcome, ["甲.yaml#1 accepted"]);
    assert_eq!(records(&[("甲.yaml", card(&[("办公电话", "没有电话")]))]), ["甲.yaml#1 rejected E0313"]);
    assert_eq!(records(&[("甲.yaml", card(&[("修订", "第二次")]))]), ["甲.yaml#1 rejected E0325"]);
    assert_eq!(records(&[("甲.yaml", card(&[("填表日期", "2022-02-30")]))]), ["甲.yaml#1 rejected E0303"]);
}

#[test]
fn all_faults_of_a_card_are_told_at_once() {
    let text = card(&[("手机", "12345"), ("电子邮箱", "无"), ("民族", "汗族"), ("性别", "女")]);
    let outcome = Office::with(&[("甲.yaml", text)]).compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 rejected E0312 E0314 E0315 E0404"]);
    assert_eq!(outcome.problems("E0312"), ["甲.yaml:8 error"]);
    assert_eq!(outcome.problems("E0314"), ["甲.yaml:9 error"]);
}

#[test]
fn a_long_biography_is_only_worth_a_look() {
    let limit = "字".repeat(800);
    assert_eq!(records(&[("甲.yaml", card(&[("个人简介", &limit)]))]), ["甲.yaml#1 accepted"]);
    let over = "字".repeat(801);
    let outcome = Office::with(&[("甲.yaml", card(&[("个人简介", &over)]))]).compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted E0302"]);
    assert_eq!(outcome.problems("E0302"), ["甲.yaml:13 warning"]);
    assert_eq!(outcome.said.status, 0, "a warning is no error");
}

#[test]
fn the_sex_agrees_with_the_id_number() {
    let man = id_number("19850307", 1);
    let woman = id_number("19850307", 2);
    for (id, sex, line) in [
        (&man, "男", "甲.yaml#1 accepted"),
        (&woman, "女", "甲.yaml#1 accepted"),
        (&man, "女", "甲.yaml#1 rejected E0404"),
        (&woman, "男", "甲.yaml#1 rejected E0404"),
    ] {
        assert_eq!(records(&[("甲.yaml", card(&[("身份证号", id), ("性别", sex)]))]), [line], "{id} {sex}");
    }
    let outcome = Office::with(&[("甲.yaml", card(&[("性别", "女")]))]).compile();
    assert_eq!(outcome.problems("E0404"), ["甲.yaml:4 error -> 甲.yaml:7"], "both places are shown");
}

#[test]
fn id_numbers_are_checked_and_never_repaired() {
    let right = id_number("19850307", 1);
    let wrong_digit = format!("{}{}", &right[..17], if right.ends_with('0') { '1' } else { '0' });
    for (written, code) in [
        (wrong_digit.as_str(), "E0310"),
        (&right[..17], "E0306"),
        ("1.10000198503070E+17", "E0311"),
        ("990000198503070011", "E0308"),
        ("110000198513070011", "E0309"),
    ] {
        let line = format!("甲.yaml#1 rejected {code}");
        assert_eq!(records(&[("甲.yaml", card(&[("身份证号", written)]))]), [line], "{written}");
    }
}

#[test]
fn what_has_certain_meaning_is_understood_and_written_one_way() {
    // An order number whose check digit is X.
    let order = (1..1000).step_by(2).find(|&order| id_number("19850307", order).ends_with('X')).unwrap();
    let id = id_number("19850307", order);
    let wide: String =
        id.chars().map(|c| if c == 'X' { 'ｘ' } else { char::from_u32(c as u32 + 0xFEE0).unwrap() }).collect();
    let text = card(&[("身份证号", &wide), ("民族", "汉"), ("填表日期", "2022年4月1日"), ("手机", "138 0000 0000")]);
    let outcome = Office::with(&[("甲.yaml", text)]).compile();
    assert_eq!(outcome.statuses(), ["accepted"], "{}", outcome.said.stderr);
    assert_eq!(outcome.values("id_number"), [id]);
    assert_eq!(outcome.values("ethnicity"), ["汉族"]);
    assert_eq!(outcome.values("filled_on"), ["2022-04-01"]);
    assert_eq!(outcome.values("mobile"), ["13800000000"]);
}

#[test]
fn a_label_that_is_mistyped_is_told_with_the_nearest() {
    let outcome = Office::with(&[("甲.yaml", card(&[("手机", ""), ("手几", "13800000000")]))]).compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 rejected E0301 E0403"]);
    assert_eq!(outcome.problems("E0403"), ["甲.yaml:13 error"]);
}

#[test]
fn labels_may_be_keys_aliases_or_widened_by_blanks() {
    let text = card(&[("姓名", ""), ("手机", ""), ("身份证号", ""), ("选择班次", "")]);
    let more =
        format!("姓    名: 测试甲\nmobile: 13800000000\n身份证号码: {}\n班次: 北京班\n", id_number("19850307", 1));
    let outcome = Office::with(&[("甲.yaml", text + &more)]).compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"]);
    assert_eq!(outcome.values("class_choice"), ["北京班"]);
}

#[test]
fn one_label_twice_is_an_error_at_the_second() {
    let outcome = Office::with(&[("甲.yaml", card(&[]) + "手机: 13900000000\n")]).compile();
    assert_eq!(outcome.statuses(), ["rejected"]);
    assert_eq!(outcome.problems("E0127"), ["甲.yaml:14 error -> 甲.yaml:8"]);
}

#[test]
fn one_card_turned_back_leaves_the_others_alone() {
    let files = [("甲.yaml", card(&[("手机", "1")])), ("乙.yaml", card_of(3, &[])), ("丙.yaml", card_of(4, &[]))];
    assert_eq!(records(&files), ["丙.yaml#1 accepted", "乙.yaml#1 accepted", "甲.yaml#1 rejected E0312"]);
}
