//! `--previous`: who is new, corrected or withdrawn since an earlier compiling, and which problems are mended.

use std::fs;

use serde_json::Value;

use super::builders::{Office, Outcome, card, card_of, id_number, person, roster};

const AGAIN: [&str; 6] = ["compile", "回收", "--out", "结果", "--previous", "结果"];

/// What an office that has compiled these files finds once these others have come or taken their place.
fn then(before: &[(&str, String)], after: &[(&str, String)]) -> Outcome {
    let office = Office::with(before);
    office.compile();
    for (name, text) in after {
        office.receive(name, text);
    }
    office.run(&AGAIN)
}

/// `change 单位 姓名? was>now field: was>now …` of every record, then every problem.
fn changes(outcome: &Outcome) -> Vec<String> {
    let told = outcome.summaries.iter().map(|summary| &summary["changes"]);
    told.flat_map(|changes| {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let record = |it: &Value| {
            let fields = it["fields"].as_array().unwrap().iter();
            let fields: String = fields
                .map(|it| format!(" {}: {}>{}", text(&it["field"]), text(&it["was"]), text(&it["now"])))
                .collect();
            let (was, now) = (text(&it["was"]), text(&it["now"]));
            format!("{} {}#{} {was}>{now}{fields}", text(&it["change"]), text(&it["file"]), it["record"])
        };
        let problem = |it: &Value| format!("{} {} {}", text(&it["change"]), text(&it["code"]), text(&it["file"]));
        let list = |key: &str| changes[key].as_array().into_iter().flatten();
        list("records").map(record).chain(list("problems").map(problem)).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn nothing_has_changed() {
    let files = [("1.yaml", card(&[])), ("2.yaml", card_of(2, &[("手机", "1")]))];
    let outcome = then(&files, &[]);
    assert_eq!(changes(&outcome), ["open E0312 2.yaml"]);
    let counts = &outcome.summaries[0]["changes"]["counts"];
    assert_eq!((counts["unchanged"].as_u64(), counts["new"].as_u64()), (Some(2), Some(0)), "{counts}");
}

#[test]
fn which_answers_stand_in_which_file_is_not_told_by_comparing_either() {
    let answers = |remark: &str| {
        let sample = super::super::support::repository().join("data/samples/2022/意见征集/意见3.yaml");
        fs::read_to_string(sample).unwrap().replace("有几讲内容重复，可以合并。", remark)
    };
    let before = [("1.yaml", answers("测试一")), ("2.yaml", answers("测试二"))];
    let outcome = then(&before, &[("1.yaml", answers("测试三")), ("3.yaml", answers("测试四"))]);
    assert_eq!(changes(&outcome), ["new 3.yaml#1 ->accepted"]);
    let counts = &outcome.summaries[0]["changes"]["counts"];
    assert_eq!((counts["unchanged"].as_u64(), counts["corrected"].as_u64()), (Some(2), Some(0)), "{counts}");
}

#[test]
fn a_newcomer_and_a_correction_name_what_they_change() {
    let before = [("1.yaml", card(&[])), ("2.yaml", card_of(2, &[]))];
    let after =
        [("1.yaml", card(&[("手机", "13900000000"), ("修订", "2"), ("民族", "汉")])), ("3.yaml", card_of(3, &[]))];
    let outcome = then(&before, &after);
    let told = changes(&outcome);
    assert_eq!(
        told,
        ["corrected 1.yaml#1 accepted>accepted mobile: 13800000000>13900000000", "new 3.yaml#1 ->accepted"]
    );
    assert!(
        outcome.said.stdout.contains("与上次对比：新增 1 条，更正 1 条，撤回 0 条，没有改动 1 条"),
        "{}",
        outcome.said.stdout
    );
}

#[test]
fn a_correction_may_come_in_a_file_of_its_own() {
    let outcome = then(&[("1.yaml", card(&[]))], &[("更正.yaml", card(&[("修订", "2"), ("手机", "13900000000")]))]);
    assert_eq!(changes(&outcome), ["corrected 更正.yaml#1 accepted>accepted mobile: 13800000000>13900000000"]);
}

#[test]
fn a_slip_in_what_says_who_it_is_is_a_correction_too() {
    let (wrong, right) = ("110000198503070012", id_number("19850307", 1));
    let fields = format!("corrected 1.yaml#1 rejected>accepted id_number: {wrong}>{right}");
    let same_file = then(&[("1.yaml", card(&[("身份证号", wrong)]))], &[("1.yaml", card(&[]))]);
    assert_eq!(changes(&same_file), [fields, "mended E0310 1.yaml".to_owned()]);
    let other = id_number("19850307", 3);
    let outcome = then(&[("1.yaml", card(&[]))], &[("1.yaml", card(&[("身份证号", &other)]))]);
    assert!(changes(&outcome)[0].starts_with("corrected 1.yaml#1"), "{:?}", changes(&outcome));
}

#[test]
fn who_is_left_out_of_a_later_roster_is_withdrawn() {
    let own = ("联系方式", "010-00000022");
    let before = [("1.yaml", roster(&[], &[person("测试甲", &[]), person("测试乙", &[own])]))];
    let later = roster(
        &[("填表日期", "2025-08-12")],
        &[person("测试乙", &[own, ("单位职务", "示例大学讲师")]), person("测试丙", &[])],
    );
    let outcome = then(&before, &[("2.yaml", later)]);
    assert_eq!(
        changes(&outcome),
        [
            "corrected 2.yaml#1 accepted>accepted unit_post: 示例大学教授>示例大学讲师",
            "new 2.yaml#2 ->accepted",
            "withdrawn 1.yaml#1 accepted>-",
        ]
    );
}

#[test]
fn whose_file_is_gone_is_withdrawn() {
    let office = Office::with(&[("1.yaml", card(&[])), ("2.yaml", card_of(2, &[("手机", "1")]))]);
    office.compile();
    fs::remove_file(office.root().join("回收/2.yaml")).unwrap();
    let outcome = office.run(&AGAIN);
    assert_eq!(changes(&outcome), ["withdrawn 2.yaml#1 rejected>-", "mended E0312 2.yaml"]);
    assert!(!office.root().join("结果/2022/summary.xlsx.old").exists());
}

#[test]
fn a_status_that_changed_alone_is_told() {
    let later = ("3.yaml", card(&[("推荐单位", "示例海洋学会")]));
    let outcome = then(&[("1.yaml", card(&[])), ("2.yaml", card_of(2, &[]))], &[later]);
    let told = changes(&outcome);
    assert!(told.contains(&"unchanged 1.yaml#1 accepted>held".to_owned()), "{told:?}");
    assert!(told.contains(&"new E0505 1.yaml".to_owned()), "{told:?}");
}

#[test]
fn the_sheet_and_the_second_run_agree() {
    let office = Office::with(&[("1.yaml", card(&[])), ("2.yaml", card_of(2, &[]))]);
    office.compile();
    fs::rename(office.root().join("结果"), office.root().join("上次")).unwrap();
    office.receive("1.yaml", &card(&[("手机", "13900000000")]));
    let run = |out: &str| {
        office.run(&["compile", "回收", "--out", out, "--previous", "上次"]);
        fs::read(office.root().join(out).join("2022/summary.xlsx")).unwrap()
    };
    assert_eq!(run("结果"), run("再来"), "the same earlier results give the same bytes");
    let book = run("结果");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut read = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    assert!(read("xl/workbook.xml").contains("与上次对比"));
    assert!(read("xl/sharedStrings.xml").contains("手机：13800000000 → 13900000000"));
    let plain = office.compile();
    assert!(plain.summaries[0].get("changes").is_none());
}

#[test]
fn what_cannot_be_compared_with_costs_nothing_but_the_comparison() {
    let office = Office::with(&[("1.yaml", card(&[]))]);
    for (text, code) in
        [("{\"format\": 1,", "E0184"), ("{}", "E0182"), (r#"{"format": 2, "programme": "2022"}"#, "E0183")]
    {
        super::super::support::write(office.root(), "旧/2022/summary.json", text);
        let outcome = office.run(&["compile", "回收", "--out", "结果", "--previous", "旧"]);
        assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
        assert!(outcome.said.stderr.contains(&format!("提醒[{code}]")), "{}", outcome.said.stderr);
        assert!(outcome.summaries[0].get("changes").is_none());
    }
}
