//! Quotas and minimums: at the limit and over it, who is exempt, and what cannot be told yet.

use super::builders::{Office, Outcome, people, roster, roster_of};

const YOUNG: (&str, &str) = ("出生年月", "1995-02");
const SOCIETY: &str = "示例力学学会";
const PROVINCE: &str = "示例省科学技术协会";
const SOE: &str = "示例集团科学技术协会";
const PARK: &str = "示例高新技术产业开发区科学技术协会";

fn society(rows: &[String]) -> Outcome {
    Office::with(&[("名单.yaml", roster_of(SOCIETY, "全国学会", rows))]).compile()
}

fn province(rows: &[String]) -> Outcome {
    Office::with(&[("名单.yaml", roster_of(PROVINCE, "省级科协", rows))]).compile()
}

/// How many records have a status.
fn count(outcome: &Outcome, status: &str) -> usize {
    outcome.statuses().iter().filter(|it| *it == status).count()
}

#[test]
fn a_society_at_its_limit_keeps_it() {
    let outcome = society(&people(0, 5, &[YOUNG]));
    assert_eq!(outcome.statuses(), ["accepted"; 5]);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+0 ok"]);
    assert_eq!(outcome.rules(SOCIETY), ["society-quota 5/5 ok", "society-young 5/2 ok"]);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn one_too_many_holds_all_who_were_counted() {
    let outcome = society(&people(0, 6, &[YOUNG]));
    assert_eq!(outcome.statuses(), ["held"; 6]);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 6+0 broken"]);
    assert_eq!(outcome.rules(SOCIETY), ["society-quota 6/5 broken", "society-young 6/2 ok"]);
    let told = &outcome.messages("E0507")[0];
    for named in ["测试甲甲", "测试甲己", "名额分配第1项", "6", "5"] {
        assert!(told.contains(named), "{named} in {told}");
    }
    assert_eq!(outcome.problems("E0507").len(), 1, "told once");
    assert!(outcome.problems("E0507")[0].starts_with("名单.yaml:68 error"), "at the first person beyond the limit");
}

#[test]
fn the_five_posts_of_a_society_are_exempt_and_others_are_not() {
    for post in ["理事长", "监事长", "副理事长", "秘书长", "副秘书长"] {
        let rows = [people(0, 5, &[YOUNG]), people(5, 2, &[YOUNG, ("任职", post)])].concat();
        let outcome = society(&rows);
        assert_eq!(outcome.statuses(), ["accepted"; 7], "{post}");
        assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+2 ok"], "{post}");
    }
    for post in ["人大代表", "政协委员", "科协代表大会代表"] {
        let rows = [people(0, 5, &[YOUNG]), people(5, 1, &[YOUNG, ("任职", post)])].concat();
        assert_eq!(society(&rows).statuses(), ["held"; 6], "{post} is exempt with a province only");
    }
    let rows = [people(0, 5, &[YOUNG]), people(5, 1, &[YOUNG, ("任职", "[政协委员, 秘书长]")])].concat();
    assert_eq!(society(&rows).statuses(), ["accepted"; 6], "one exempt post of several is enough");
}

#[test]
fn whoever_is_exempt_is_not_held_with_the_unit() {
    let rows = [people(0, 6, &[YOUNG]), people(6, 1, &[YOUNG, ("任职", "秘书长")])].concat();
    let outcome = society(&rows);
    assert_eq!((count(&outcome, "held"), count(&outcome, "accepted")), (6, 1));
    assert_eq!(outcome.statuses()[6], "accepted");
}

#[test]
fn the_posts_of_a_province_are_exempt_with_a_province_only() {
    let mixed = |from: usize, count: usize, more: &[(&str, &str)]| {
        people(from, count, &[&[("民族", "回族"), ("群体", "新社会组织")], more].concat())
    };
    for post in ["人大代表", "政协委员", "省级政协委员", "科协代表大会代表"] {
        let outcome = province(&[mixed(0, 10, &[]), mixed(10, 3, &[("任职", post)])].concat());
        assert_eq!(outcome.units(), ["示例省科学技术协会 省级科协 10+3 ok"], "{post}");
    }
    let outcome = province(&[mixed(0, 10, &[]), mixed(10, 1, &[("任职", "秘书长")])].concat());
    assert_eq!(outcome.units(), ["示例省科学技术协会 省级科协 11+0 broken"]);
    assert_eq!(count(&outcome, "held"), 11);
}

#[test]
fn a_province_needs_three_of_new_groups_and_three_of_minorities() {
    let outcome = province(&[people(0, 3, &[("民族", "回族")]), people(3, 3, &[("群体", "新就业群体")])].concat());
    assert_eq!(outcome.statuses(), ["accepted"; 6]);
    assert_eq!(
        outcome.rules(PROVINCE),
        ["province-quota 6/10 ok", "province-new-groups 3/3 ok", "province-minority 3/3 ok"]
    );
    let outcome = province(&[people(0, 2, &[("民族", "回族")]), people(3, 3, &[("群体", "新就业群体")])].concat());
    assert_eq!(outcome.statuses(), ["held"; 5]);
    assert_eq!(outcome.rules(PROVINCE)[2], "province-minority 2/3 broken");
    assert!(outcome.messages("E0508")[0].contains("名额分配第2项"));
}

#[test]
fn a_minimum_within_the_quota_does_not_count_the_exempt() {
    let rows = [people(0, 3, &[]), people(3, 2, &[YOUNG, ("任职", "理事长")])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.rules(SOCIETY), ["society-quota 3/5 ok", "society-young 0/2 broken"]);
    assert_eq!(outcome.statuses(), ["held", "held", "held", "accepted", "accepted"]);
}

#[test]
fn a_minimum_that_is_missed_holds_the_unit() {
    let rows = [people(0, 4, &[]), people(4, 1, &[YOUNG])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.records()[0], "名单.yaml#1 held E0508");
    assert_eq!(outcome.statuses(), ["held"; 5]);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+0 broken"]);
    let mended = society(&[people(0, 3, &[]), people(3, 2, &[YOUNG])].concat());
    assert_eq!(mended.statuses(), ["accepted"; 5]);
}

#[test]
fn a_minimum_that_too_few_were_sent_to_reach_is_a_warning() {
    let outcome = society(&people(0, 1, &[]));
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted E0509"]);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 1+0 warned"]);
    assert_eq!(outcome.said.status, 0);
    let outcome = province(&people(0, 2, &[]));
    assert_eq!(outcome.problems("E0509").len(), 2, "for each of the two minimums");
    assert_eq!(outcome.statuses(), ["accepted"; 2]);
}

#[test]
fn an_enterprise_may_go_beyond_its_limit() {
    let outcome = Office::with(&[("名单.yaml", roster(&[], &people(0, 5, &[])))]).compile();
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 5+0 ok"]);
    let outcome = Office::with(&[("名单.yaml", roster(&[], &people(0, 6, &[("任职", "理事长")])))]).compile();
    assert_eq!(outcome.statuses(), ["accepted"; 6], "nobody is exempt, but the maximum is flexible");
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 6+0 warned"]);
    assert_eq!(outcome.rules(SOE), ["soe-quota 6/5 broken"]);
    assert_eq!(outcome.messages("E0507").len(), 1);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn a_park_may_not() {
    let park =
        |n: usize| Office::with(&[("名单.yaml", roster_of(PARK, "国家级园区科协", &people(0, n, &[])))]).compile();
    assert_eq!(park(5).statuses(), ["accepted"; 5]);
    assert_eq!(park(6).statuses(), ["held"; 6]);
}

#[test]
fn party_members_do_not_count() {
    let rows = [people(0, 5, &[YOUNG]), people(5, 2, &[YOUNG, ("政治面貌", "中共预备党员")])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+0 ok"]);
    assert_eq!((count(&outcome, "accepted"), count(&outcome, "rejected")), (5, 2));
    // Nor do they help to reach a minimum.
    let rows = [people(0, 3, &[]), people(3, 2, &[YOUNG, ("政治面貌", "中共党员")])].concat();
    assert_eq!(society(&rows).rules(SOCIETY), ["society-quota 3/5 ok", "society-young 0/2 broken"]);
}

#[test]
fn people_whose_form_has_other_errors_count() {
    let rows = [people(0, 5, &[YOUNG]), people(5, 1, &[YOUNG, ("联系方式", "1")])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 6+0 broken"]);
    assert_eq!((count(&outcome, "held"), count(&outcome, "rejected")), (5, 1));
}

#[test]
fn those_who_were_superseded_do_not_count() {
    let header = [("推荐单位", SOCIETY), ("单位类别", "全国学会"), ("填表日期", "2025-08-11")];
    let files = [
        ("1.yaml", roster_of(SOCIETY, "全国学会", &people(0, 6, &[YOUNG]))),
        ("2.yaml", roster(&header, &people(0, 4, &[YOUNG]))),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 4+0 ok"]);
    assert_eq!((count(&outcome, "accepted"), count(&outcome, "superseded")), (4, 6));
}

#[test]
fn a_quota_is_for_all_files_of_a_unit_together() {
    let addition = |from: usize, count: usize| {
        let header = [("推荐单位", SOCIETY), ("单位类别", "全国学会"), ("报送方式", "补充")];
        roster(&header, &people(from, count, &[YOUNG]))
    };
    let files = [("1.yaml", roster_of(SOCIETY, "全国学会", &people(0, 3, &[YOUNG]))), ("2.yaml", addition(3, 2))];
    assert_eq!(Office::with(&files).compile().units(), ["示例力学学会 全国学会 5+0 ok"]);
    let files = [files[0].clone(), ("2.yaml", addition(3, 3))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 6+0 broken"]);
    assert_eq!(outcome.statuses(), ["held"; 6]);
}

#[test]
fn the_month_of_the_reference_day_leaves_an_age_open() {
    let young = |birth: &str| {
        let rows = [people(0, 3, &[]), people(3, 1, &[YOUNG]), people(4, 1, &[("出生年月", birth)])].concat();
        society(&rows)
    };
    // 34 or 35 at 2025-08-14, which is young either way; 35 surely; 36 surely.
    for (birth, rule) in [("1990-08", "2/2 ok"), ("1989-09", "2/2 ok"), ("1989-07", "1/2 broken")] {
        assert_eq!(young(birth).rules(SOCIETY)[1], format!("society-young {rule}"), "{birth}");
    }
    // 35 or 36: it depends on the day.
    let outcome = young("1989-08");
    assert_eq!(outcome.rules(SOCIETY)[1], "society-young 1/2 provisional");
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+0 provisional"]);
    assert_eq!(outcome.statuses(), ["accepted"; 5]);
    assert_eq!((outcome.messages("E0513").len(), outcome.said.status), (1, 0));
}

#[test]
fn a_field_that_cannot_be_read_makes_a_verdict_provisional() {
    let rows = [people(0, 3, &[]), people(3, 1, &[YOUNG]), people(4, 1, &[("出生年月", "不详")])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.rules(SOCIETY)[1], "society-young 1/2 provisional");
    assert_eq!(outcome.statuses(), ["accepted", "accepted", "accepted", "accepted", "rejected"]);
    let rows = [people(0, 5, &[YOUNG]), people(5, 1, &[YOUNG, ("任职", "会长")])].concat();
    let outcome = society(&rows);
    assert_eq!(outcome.rules(SOCIETY)[0], "society-quota 5/5 provisional", "an unreadable post may be an exempt one");
}

#[test]
fn people_who_were_ruled_out_and_may_be_young_leave_nothing_open() {
    let rows = [people(0, 2, &[YOUNG]), people(2, 1, &[("出生年月", "不详"), ("政治面貌", "中共党员")])].concat();
    assert_eq!(society(&rows).rules(SOCIETY), ["society-quota 2/5 ok", "society-young 2/2 ok"]);
}

#[test]
fn a_rule_that_only_warns_rules_nobody_out() {
    let office =
        Office::with(&[("名单.yaml", roster_of(SOCIETY, "全国学会", &people(0, 6, &[YOUNG, ("国籍", "示例国")])))]);
    let each = "each: { nationality: { in: [中国, 中华人民共和国] } }";
    office.amend("data/programmes/2025.yaml", each, &format!("{each}\n    severity: warning"));
    let outcome = office.compile();
    assert_eq!(outcome.records()[0], "名单.yaml#1 held E0406 E0507");
    assert_eq!(outcome.rules(SOCIETY)[0], "society-quota 6/5 broken");
}
