//! Rosters: rows and header, files that replace or add to a unit's earlier file, and people who are in the pool.

use super::builders::{Office, attendance, attendee, card, people, person, records, roster};

const EARLY: (&str, &str) = ("填表日期", "2025-08-01");
const LATE: (&str, &str) = ("填表日期", "2025-08-05");

fn two(mobile: &str) -> Vec<String> {
    vec![person("测试甲", &[("联系方式", mobile)]), person("测试乙", &[])]
}

#[test]
fn a_roster_that_is_right_is_accepted() {
    // The number that all of them give is that of their unit's contact.
    let header = [("联系电话", "13800000000")];
    let outcome = Office::with(&[("名单.yaml", roster(&header, &people(0, 3, &[])))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted", "名单.yaml#2 accepted", "名单.yaml#3 accepted"]);
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));
}

#[test]
fn a_faulty_row_leaves_the_others_alone() {
    let rows = [person("测试甲", &[]), person("测试乙", &[("最高学历", "")]), person("测试丙", &[])];
    let outcome = Office::with(&[("名单.yaml", roster(&[], &rows))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted", "名单.yaml#2 rejected E0301", "名单.yaml#3 accepted"]);
    assert_eq!(outcome.problems("E0301"), ["名单.yaml:20 error"], "a missing field is told at its record");
}

#[test]
fn the_eleven_official_columns_are_required() {
    let labels = ["姓名", "性别", "民族", "出生年月", "政治面貌", "单位职务", "最高学历", "擅长领域", "联系方式"];
    for label in labels.into_iter().chain(["可否参加专题研修班", "可否参加国情研修活动"]) {
        let told = records(&[("名单.yaml", roster(&[], &[person("测试甲", &[(label, "")])]))]);
        assert_eq!(told, ["名单.yaml#1 rejected E0301"], "{label}");
        let told = records(&[("名单.yaml", attendance(&[attendee("测试甲", &[(label, "")])]))]);
        assert_eq!(told, ["名单.yaml#1 rejected E0301"], "{label}");
    }
}

#[test]
fn what_is_not_in_the_official_table_may_be_missing() {
    let outcome = Office::with(&[("名单.yaml", roster(&[], &[person("测试甲", &[("遴选范围", "")])]))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted E0326"]);
    assert_eq!(outcome.values("nationality"), ["中国"]);
    assert_eq!(outcome.said.status, 0, "to complete, but no error");
}

#[test]
fn whoever_is_of_another_nationality_or_of_the_party_is_turned_back() {
    for (label, value, status) in [
        ("国籍", "中国", "accepted"),
        ("国籍", "示例国", "rejected E0406"),
        ("政治面貌", "中共党员", "rejected E0406"),
        ("政治面貌", "中共预备党员", "rejected E0406"),
        ("政治面貌", "民盟盟员", "accepted"),
    ] {
        let told = records(&[("名单.yaml", roster(&[], &[person("测试甲", &[(label, value)])]))]);
        assert_eq!(told, [format!("名单.yaml#1 {status}")], "{label} {value}");
    }
}

#[test]
fn an_october_that_lost_its_zero_is_asked_about() {
    let told = records(&[("名单.yaml", roster(&[], &[person("测试甲", &[("出生年月", "1985.1")])]))]);
    assert_eq!(told, ["名单.yaml#1 rejected E0305"]);
    for written in ["1985年3月", "1985.03", "198503", "1985/3"] {
        let outcome =
            Office::with(&[("名单.yaml", roster(&[], &[person("测试甲", &[("出生年月", written)])]))]).compile();
        assert_eq!(outcome.values("birth"), ["1985-03"], "{written}: {}", outcome.said.stderr);
    }
}

#[test]
fn a_header_error_turns_the_whole_file_back() {
    for (label, value, code) in [
        ("联系人", "", "E0301"),
        ("推荐单位", "", "E0301"),
        ("填表日期", "八月", "E0303"),
        ("单位类别", "学会", "E0315"),
        ("报送方式", "追加", "E0315"),
        ("联系电活", "1", "E0403"),
    ] {
        let outcome = Office::with(&[("名单.yaml", roster(&[(label, value)], &people(0, 2, &[])))]).compile();
        let line = |n: u32| format!("名单.yaml#{n} rejected {code} E0410");
        assert_eq!(outcome.records(), [line(1), line(2)], "{label}");
        assert!(outcome.messages("E0410")[0].contains("2 人"), "{:?}", outcome.messages("E0410"));
    }
}

#[test]
fn a_later_file_replaces_the_earlier_one_whole() {
    let files = [
        ("1.yaml", roster(&[EARLY], &two("13800000000"))),
        ("2.yaml", roster(&[LATE], &[person("测试甲", &[("联系方式", "13900000000")]), person("测试丙", &[])])),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(
        outcome.records(),
        ["1.yaml#1 superseded E0502", "1.yaml#2 superseded E0502", "2.yaml#1 accepted", "2.yaml#2 accepted"],
        "测试乙, who is on the earlier list only, is withdrawn"
    );
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 2+0 ok"]);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn a_row_that_is_unchanged_stays_in_the_later_file() {
    let files = [("1.yaml", roster(&[LATE], &two("13800000000"))), ("2.yaml", roster(&[EARLY], &two("13900000000")))];
    assert_eq!(
        records(&files),
        ["1.yaml#1 accepted", "1.yaml#2 accepted", "2.yaml#1 superseded E0502", "2.yaml#2 superseded E0501"]
    );
}

#[test]
fn on_one_day_the_revision_tells_which_file_replaces() {
    let files = [
        ("1.yaml", roster(&[EARLY, ("修订", "2")], &people(0, 1, &[]))),
        ("2.yaml", roster(&[EARLY], &people(5, 2, &[]))),
    ];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 superseded E0502", "2.yaml#2 superseded E0502"]);
}

#[test]
fn an_addition_replaces_nobody_but_mends_whom_it_names() {
    let addition = roster(
        &[LATE, ("报送方式", "补充")],
        &[person("测试甲", &[("联系方式", "13900000000")]), person("测试丙", &[])],
    );
    let files = [("1.yaml", roster(&[EARLY], &two("13800000000"))), ("2.yaml", addition)];
    assert_eq!(
        records(&files),
        ["1.yaml#1 superseded E0502", "1.yaml#2 accepted", "2.yaml#1 accepted", "2.yaml#2 accepted"]
    );
}

#[test]
fn a_later_whole_file_replaces_an_addition_too() {
    let files = [
        ("1.yaml", roster(&[EARLY], &people(0, 1, &[]))),
        ("3.yaml", roster(&[("填表日期", "2025-08-07")], &people(2, 1, &[]))),
        ("2.yaml", roster(&[LATE, ("报送方式", "补充")], &people(1, 1, &[]))),
    ];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0502", "2.yaml#1 superseded E0502", "3.yaml#1 accepted"]);
}

#[test]
fn whole_files_that_nothing_orders_are_held_and_both_named() {
    let files = [("1.yaml", roster(&[], &people(0, 2, &[]))), ("2.yaml", roster(&[], &people(1, 2, &[])))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.statuses().iter().filter(|it| *it == "accepted").count(), 0, "{:?}", outcome.records());
    assert_eq!(outcome.problems("E0503"), ["2.yaml error -> 1.yaml"]);
}

#[test]
fn a_copy_of_a_whole_file_is_no_second_version() {
    let files = [("1.yaml", roster(&[], &people(0, 2, &[]))), ("2.yaml", roster(&[], &people(0, 2, &[])))];
    assert_eq!(
        records(&files),
        ["1.yaml#1 accepted", "1.yaml#2 accepted", "2.yaml#1 superseded E0501", "2.yaml#2 superseded E0501"]
    );
}

#[test]
fn a_third_file_settles_two_that_nothing_orders() {
    let files = [
        ("1.yaml", roster(&[EARLY], &people(0, 2, &[]))),
        ("2.yaml", roster(&[EARLY], &people(1, 2, &[]))),
        ("3.yaml", roster(&[LATE], &people(1, 1, &[("联系方式", "13900000000")]))),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.statuses(), ["superseded", "superseded", "superseded", "superseded", "accepted"]);
    assert_eq!(outcome.said.status, 0, "nothing is left to decide: {}", outcome.said.stderr);
}

#[test]
fn a_later_file_whose_header_is_faulty_replaces_nobody() {
    let files = [
        ("1.yaml", roster(&[EARLY], &people(0, 2, &[]))),
        ("2.yaml", roster(&[LATE, ("联系人", "")], &people(1, 2, &[]))),
    ];
    let outcome = Office::with(&files).compile();
    let told = outcome.records();
    assert_eq!(told[..2], ["1.yaml#1 held E0504", "1.yaml#2 held E0504"], "{told:?}");
    assert_eq!(outcome.statuses()[2], "held");
}

#[test]
fn a_faulty_row_in_a_later_file_holds_both_versions_of_that_person() {
    let files = [("1.yaml", roster(&[EARLY], &two("13800000000"))), ("2.yaml", roster(&[LATE], &two("1")))];
    assert_eq!(
        records(&files),
        ["1.yaml#1 held E0504", "1.yaml#2 superseded E0501", "2.yaml#1 held E0313 E0504", "2.yaml#2 accepted"]
    );
}

#[test]
fn nobody_is_withdrawn_while_a_row_may_be_anybody() {
    let unreadable = person("测试丙", &[("出生年月", "不详")]);
    let files = [("1.yaml", roster(&[EARLY], &two("13800000000"))), ("2.yaml", roster(&[LATE], &[unreadable]))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.statuses(), ["held", "held", "held"], "{:?}", outcome.records());
}

#[test]
fn an_item_that_is_no_record_withdraws_nobody() {
    let broken = roster(&[LATE], &[person("测试甲", &[]), "  - 测试乙\n".to_owned()]);
    let files = [("1.yaml", roster(&[EARLY], &two("13800000000"))), ("2.yaml", broken)];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records()[1], "1.yaml#2 held E0504", "{:?}", outcome.records());
    assert_eq!(outcome.problems("E0414").len(), 1);
}

#[test]
fn units_do_not_replace_each_others_files() {
    let other = [LATE, ("推荐单位", "样例能源集团科学技术协会")];
    let files = [("1.yaml", roster(&[EARLY], &people(0, 1, &[]))), ("2.yaml", roster(&other, &people(1, 1, &[])))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 accepted"]);
}

#[test]
fn one_person_from_two_units_is_held() {
    let other = ("推荐单位", "样例能源集团科学技术协会");
    let files = [("1.yaml", roster(&[], &people(0, 2, &[]))), ("2.yaml", roster(&[other], &people(1, 1, &[])))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "1.yaml#2 held E0505", "2.yaml#1 held E0505"]);
}

#[test]
fn a_person_twice_on_one_list_counts_once() {
    let rows = [person("测试甲", &[]), person("测试甲", &[])];
    assert_eq!(records(&[("1.yaml", roster(&[], &rows))]), ["1.yaml#1 accepted", "1.yaml#2 superseded E0501"]);
    let rows = [person("测试甲", &[]), person("测试甲", &[("民族", "回族")])];
    assert_eq!(records(&[("1.yaml", roster(&[], &rows))]), ["1.yaml#1 held E0503", "1.yaml#2 held E0503"]);
}

#[test]
fn people_in_the_pool_need_not_be_recommended_again_but_may() {
    let files =
        [("已入库.yaml", attendance(&[attendee("测试甲甲", &[])])), ("推荐.yaml", roster(&[], &people(0, 2, &[])))];
    let outcome = Office::with(&files).compile();
    let told = ["已入库.yaml#1 accepted", "推荐.yaml#1 accepted E0412", "推荐.yaml#2 accepted"];
    assert_eq!(outcome.records(), told);
    assert_eq!(outcome.problems("E0412"), ["推荐.yaml:8 warning -> 已入库.yaml:7"]);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn a_form_filled_in_after_the_deadline_is_worth_a_look() {
    let outcome = Office::with(&[("名单.yaml", roster(&[("填表日期", "2025-08-15")], &people(0, 2, &[])))]).compile();
    assert_eq!(outcome.problems("E0411"), ["名单.yaml:6 warning"], "told once for the file");
    assert_eq!(outcome.statuses(), ["accepted", "accepted"]);
    let outcome = Office::with(&[("名单.yaml", roster(&[("填表日期", "2025-08-14")], &people(0, 1, &[])))]).compile();
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted"], "the day itself is in time");
}

#[test]
fn the_programmes_do_not_mix() {
    let files = [("2022/甲.yaml", card(&[])), ("2025/名单.yaml", roster(&[], &people(0, 1, &[])))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["2022/甲.yaml#1 accepted", "2025/名单.yaml#1 accepted"]);
    assert_eq!(outcome.summaries.len(), 2);
    assert_eq!(outcome.summaries[1]["as_of"], "2025-08-14");
}
