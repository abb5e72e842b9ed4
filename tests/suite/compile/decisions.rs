//! What the office decides: every kind of decision, taking it out again, decisions that fit nothing, and the sums.

use std::fs;

use serde_json::Value;

use super::builders::{Office, Outcome, card, card_of, id_number, people, person, roster, roster_of};
use super::packed::zipped;
use crate::support::{repository, run};

const FAULTY: (&str, &str) = ("手机", "1");
const MENDED: (&str, &str) = ("手机", "13900000000");

/// Compiles these files with these decisions; the sums have to agree, and without the decisions all has to be as before.
fn decide(files: &[(&str, String)], decisions: &str) -> Outcome {
    let office = Office::with(files);
    let before = office.compile().records();
    let decided = decided(&office, decisions);
    fs::remove_file(office.root().join("回收/decisions.yaml")).unwrap();
    assert_eq!(office.compile().records(), before, "undone");
    decided
}

/// Puts decisions beside the files and compiles.
fn decided(office: &Office, decisions: &str) -> Outcome {
    office.receive("decisions.yaml", &format!("decisions:\n{decisions}"));
    let outcome = office.compile();
    sums(&outcome);
    outcome
}

fn sums(outcome: &Outcome) {
    for summary in &outcome.summaries {
        let count = |key: &str| summary["counts"][key].as_u64().unwrap();
        assert_eq!(count("files"), count("read") + count("unreadable") + count("ignored"), "{}", summary["counts"]);
        let all = count("accepted") + count("rejected") + count("held") + count("superseded");
        assert_eq!(count("records"), all, "{}", summary["counts"]);
        assert_eq!(summary["records"].as_array().unwrap().len() as u64, all);
    }
}

fn line(kind: &str, reference: &str) -> String {
    format!("  - {kind}: {{ {reference} }}\n    reason: 电话核实\n")
}

#[test]
fn an_accepted_record_keeps_its_problems_and_counts() {
    let files = [("甲.yaml", card(&[FAULTY])), ("乙.yaml", card_of(3, &[]))];
    let outcome = decide(&files, &line("accept", "file: 甲.yaml, record: 1, name: 测试 甲"));
    assert_eq!(outcome.records(), ["乙.yaml#1 accepted", "甲.yaml#1 accepted E0312 E0524"]);
    assert_eq!(outcome.decisions(), ["accept applied 甲.yaml#1 rejected>accepted"]);
    assert_eq!(outcome.problems("E0312").len(), 1, "the problem stays listed");
    assert!(outcome.said.stdout.contains("裁定 1 条：起作用 1，没有起作用 0"), "{}", outcome.said.stdout);
    let decision = &outcome.summaries[0]["decisions"][0];
    assert_eq!((&decision["line"], &decision["reason"]), (&Value::from(2), &Value::from("电话核实")));
    assert_eq!(decision["effect"], "退回 → 通过");
    assert_eq!(outcome.ledger(), ["decisions.yaml 略过 0", "乙.yaml 已读取 1", "甲.yaml 已读取 1"]);
}

#[test]
fn only_the_named_problems_are_waived() {
    let files = [("甲.yaml", card(&[FAULTY, ("性别", "女")]))];
    let named = |codes: &str| {
        let decisions = line("accept", "file: 甲.yaml, record: 1")
            .replace("    reason", &format!("    problems: [{codes}]\n    reason"));
        decide(&files, &decisions)
    };
    assert_eq!(named("E0312").records(), ["甲.yaml#1 rejected E0312 E0404"]);
    assert_eq!(named("E0312, e0404").records(), ["甲.yaml#1 accepted E0312 E0404 E0524"]);
    let other = named("E0303");
    assert_eq!(other.decisions(), ["accept unfit 甲.yaml#1 rejected>rejected"]);
    assert_eq!(other.problems("E0523"), ["decisions.yaml:2 warning"]);
}

#[test]
fn a_header_that_is_waived_turns_nobody_back() {
    let files = [("名单.yaml", roster(&[("联系电话", "x")], &people(0, 2, &[])))];
    let waived = "  - accept: { file: 名单.yaml, record: 2 }\n    problems: [E0313]\n    reason: 已另行联系\n";
    let outcome = decide(&files, waived);
    let expected = ["名单.yaml#1 rejected E0313 E0410", "名单.yaml#2 accepted E0313 E0410 E0524"];
    assert_eq!(outcome.records(), expected);
}

#[test]
fn accepting_hides_no_quota_and_whom_a_rule_ruled_out_counts() {
    let files = [("名单.yaml", roster_of("示例力学学会", "全国学会", &people(0, 6, &[("出生年月", "1995-01")])))];
    let outcome = decide(&files, &line("accept", "file: 名单.yaml, record: 6"));
    let statuses = ["held", "held", "held", "held", "held", "accepted"];
    assert_eq!(outcome.statuses(), statuses);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 6+0 broken"]);
    assert_eq!(outcome.decisions(), ["accept applied 名单.yaml#6 held>accepted"]);

    let party = person("测试甲", &[("政治面貌", "中共党员")]);
    let files = [("名单.yaml", roster(&[], &[party, person("测试乙", &[])]))];
    let outcome = decide(&files, &line("accept", "file: 名单.yaml, record: 1"));
    assert_eq!(outcome.statuses(), ["accepted", "accepted"]);
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 2+0 ok"], "both count");
}

#[test]
fn an_accepted_later_version_supersedes() {
    let files =
        [("1.yaml", card(&[("填表日期", "2022-04-01")])), ("2.yaml", card(&[("填表日期", "2022-04-05"), FAULTY]))];
    let outcome = decide(&files, &line("accept", "file: 2.yaml, record: 1"));
    assert_eq!(outcome.records(), ["1.yaml#1 superseded E0502", "2.yaml#1 accepted E0312 E0524"]);
}

#[test]
fn a_dropped_record_is_rejected_and_counts_nowhere() {
    let files = [("名单.yaml", roster_of("示例力学学会", "全国学会", &people(0, 6, &[("出生年月", "1995-01")])))];
    let outcome = decide(&files, &line("drop", "file: 名单.yaml, record: 2, name: 测试甲乙"));
    assert_eq!(outcome.statuses(), ["accepted", "rejected", "accepted", "accepted", "accepted", "accepted"]);
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 5+0 ok"]);
    assert_eq!(outcome.records()[1], "名单.yaml#2 rejected E0520");
    assert_eq!(outcome.problems("E0520"), ["名单.yaml:20 note -> decisions.yaml:2"]);
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
}

#[test]
fn a_dropped_version_settles_a_clash() {
    let files = [("1.yaml", card(&[])), ("2.yaml", card(&[MENDED]))];
    let outcome = decide(&files, &line("drop", "file: 2.yaml, record: 1"));
    assert_eq!(outcome.records(), ["1.yaml#1 accepted", "2.yaml#1 rejected E0520"]);
    assert_eq!(outcome.decisions(), ["drop applied 2.yaml#1 held>rejected"]);
}

#[test]
fn the_kept_version_counts_whatever_came_later_or_from_elsewhere() {
    let others = [
        card(&[MENDED]),
        card(&[("推荐单位", "示例海洋学会")]),
        card(&[("选择班次", "北京班")]),
        card(&[("填表日期", "2022-04-05")]),
        card(&[("填表日期", "2022-04-05"), FAULTY]),
    ];
    for other in others {
        let files = [("1.yaml", card(&[("填表日期", "2022-04-01")])), ("2.yaml", other)];
        let outcome = decide(&files, &line("keep", "file: 1.yaml, record: 1"));
        assert_eq!(outcome.statuses(), ["accepted", "superseded"], "{:?}", outcome.records());
        assert_eq!(outcome.problems("E0521"), ["2.yaml:1 note -> 1.yaml:1 -> decisions.yaml:2"]);
    }
}

#[test]
fn a_kept_record_stands_against_a_later_list_that_leaves_it_out() {
    let files = [
        ("1.yaml", roster(&[("填表日期", "2025-08-01")], &people(0, 2, &[]))),
        ("2.yaml", roster(&[("填表日期", "2025-08-05")], &people(2, 1, &[]))),
    ];
    let outcome = decide(&files, &line("keep", "file: 1.yaml, record: 1"));
    assert_eq!(outcome.statuses(), ["accepted", "superseded", "accepted"]);
    assert_eq!(outcome.decisions(), ["keep applied 1.yaml#1 superseded>accepted"]);
    let clash = [
        ("1.yaml", roster(&[], &people(0, 1, &[]))),
        ("2.yaml", roster(&[], &people(0, 1, &[("联系方式", "13900000000")]))),
    ];
    assert_eq!(decide(&clash, &line("keep", "file: 2.yaml, record: 1")).statuses(), ["superseded", "accepted"]);
    // Two lists that differ in one person only agree once it is settled which version of that person counts.
    let other = [person("测试甲甲", &[("联系方式", "13900000000")]), person("测试甲乙", &[])];
    let clash = [("1.yaml", roster(&[], &people(0, 2, &[]))), ("2.yaml", roster(&[], &other))];
    let outcome = decide(&clash, &line("keep", "file: 2.yaml, record: 1"));
    assert_eq!(outcome.statuses(), ["superseded", "accepted", "accepted", "superseded"], "{:?}", outcome.records());
}

#[test]
fn two_identities_are_one_person() {
    let dated = |day: &str, birth: &str| person("测试甲", &[("出生年月", birth)]).replace("学员", day);
    let files = [
        ("1.yaml", roster(&[("填表日期", "2025-08-01"), ("报送方式", "补充")], &[dated("", "1980-05")])),
        ("2.yaml", roster(&[("填表日期", "2025-08-05"), ("报送方式", "补充")], &[dated("", "1980-06")])),
    ];
    let pair = "  - same: [{ file: 1.yaml, record: 1 }, { file: 2.yaml, record: 1 }]\n    reason: 月份写错\n";
    let outcome = decide(&files, pair);
    assert_eq!(outcome.records(), ["1.yaml#1 superseded E0502", "2.yaml#1 accepted"]);
    assert_eq!(outcome.decisions(), ["same applied 1.yaml#1 accepted>superseded 2.yaml#1 accepted>accepted"]);
    // A card of which not even the number can be read.
    let unread = [("1.yaml", card(&[("身份证号", "11000019850307001")])), ("2.yaml", card(&[]))];
    let outcome = decide(&unread, pair);
    assert_eq!(outcome.statuses(), ["held", "held"], "versions that nothing orders: {:?}", outcome.records());
}

#[test]
fn one_identity_is_two_people() {
    let other = card_of(1, &[("推荐单位", "示例海洋学会"), ("姓名", "测试乙")]);
    let files = [("1.yaml", card(&[])), ("2.yaml", other.clone()), ("3.yaml", other)];
    let pair = "  - different: [{ file: 1.yaml, record: 1 }, { file: 2.yaml, record: 1 }]\n    reason: 同名同月\n";
    let outcome = decide(&files, pair);
    let expected = ["1.yaml#1 accepted", "2.yaml#1 accepted", "3.yaml#1 superseded E0501"];
    assert_eq!(outcome.records(), expected, "a copy goes with the one from its own unit");
    let again = decide(&files, &pair.replace("different", "same"));
    assert_eq!(again.problems("E0523"), ["decisions.yaml:2 warning"], "they are one person anyway");
}

#[test]
fn a_unit_is_another_and_has_a_category() {
    let files = [("名单.yaml", roster_of("虚构协会", "", &people(0, 2, &[])))];
    let outcome = decide(&files, "  - unit: 虚构协会（加盖公章）\n    category: 央企科协\n    reason: 主办单位答复\n");
    assert_eq!(outcome.units(), ["虚构协会 央企科协 2+0 ok"]);
    assert_eq!(outcome.statuses(), ["accepted", "accepted"]);
    assert_eq!(outcome.decisions(), ["unit applied"]);
    let outcome = decide(&files, "  - unit: 虚构协会\n    is: 示例集团科协\n    reason: 已更名\n");
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 2+0 ok"]);
    assert!(outcome.problems("E0510").is_empty(), "{:?}", outcome.messages("E0510"));
    let conflict = [("1.yaml", roster_of("示例力学学会", "央企科协", &people(0, 1, &[])))];
    let outcome = decide(&conflict, "  - unit: 示例力学会\n    category: 央企科协\n    reason: 主办单位答复\n");
    assert_eq!(outcome.records(), ["1.yaml#1 accepted"]);
    assert_eq!(outcome.units(), ["示例力学学会 央企科协 1+0 ok"]);
}

#[test]
fn what_came_on_paper_is_put_down_for_its_unit() {
    let office = Office::with(&[("名单.yaml", roster(&[], &people(0, 1, &[])))]);
    let silent = |outcome: &Outcome| {
        let line = outcome.said.stdout.lines().find(|line| line.starts_with("项目 2025")).unwrap();
        let digits = line.split_once("未报送单位 ").unwrap().1;
        digits.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let before = silent(&office.compile());
    let paper = "  - paper: { unit: 示例海洋学会, programme: \"2025\" }\n    received: 2025-08-13T16:30\n    people: 4\n    by: 测试办\n    reason: 邮寄\n";
    let outcome = decided(&office, paper);
    assert_eq!(silent(&outcome), before - 1);
    let units = outcome.summaries[0]["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["unit"] == "示例海洋学会").unwrap();
    assert_eq!(unit["paper"]["received"], "2025-08-13T16:30:00+08:00");
    assert_eq!((&unit["paper"]["people"], &unit["paper"]["by"]), (&Value::from(4), &Value::from("测试办")));
    assert_eq!(outcome.decisions(), ["paper applied"]);
    let unknown = decided(&office, &paper.replace("示例海洋学会", "虚构协会"));
    assert_eq!(unknown.problems("E0510"), ["decisions.yaml:2 warning"]);
    assert!(unknown.summaries[0]["units"].as_array().unwrap().iter().any(|unit| unit["unit"] == "虚构协会"));
}

const SCAN: &[u8] = b"%PDF-1.4 a scan";

fn keyed(name: &str, changes: &[(&str, &str)], source: &str) -> String {
    let values = card_of(3, &[&[("姓名", name)], changes].concat());
    let values: String = values.lines().skip(1).map(|line| format!("      {line}\n")).collect();
    format!("  - record: {{ form: registration-2022 }}\n{source}    values:\n{values}    reason: 只有扫描件\n")
}

/// The fingerprint that the ledger gives for a file.
fn fingerprint(office: &Office, name: &str) -> String {
    let ledger = fs::read_to_string(office.root().join("结果/ledger.csv")).unwrap();
    let line = ledger.lines().find(|line| line.starts_with(name)).unwrap();
    line.split(',').nth(1).unwrap().to_owned()
}

#[test]
fn a_record_that_was_keyed_in_belongs_to_its_scan() {
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    office.receive_bytes("信/扫描件.pdf", SCAN);
    assert_eq!(office.compile().said.status, 1);
    let source = format!(
        "    source: {{ file: 信/扫描件.pdf, sha256: {} }}\n",
        fingerprint(&office, "信/扫描件.pdf").to_uppercase()
    );
    let outcome = decided(&office, &keyed("测试丙", &[], &source));
    assert_eq!(outcome.records(), ["信/扫描件.pdf#1 accepted", "甲.yaml#1 accepted"]);
    assert_eq!(outcome.ledger(), ["decisions.yaml 略过 0", "信/扫描件.pdf 已录入 1", "甲.yaml 已读取 1"]);
    assert_eq!(outcome.summaries[0]["counts"]["read"], 2);
    assert_eq!(outcome.summaries[0]["counts"]["ignored"], 1);
    assert_eq!(outcome.said.status, 0, "what was told of the scan is settled: {}", outcome.said.stderr);
    assert_eq!(outcome.decisions(), ["record applied 信/扫描件.pdf#1 ->accepted"]);
    // It goes through the same checks, and its faults are told where it was typed.
    let wrong = decided(&office, &keyed("测试丙", &[FAULTY], &source));
    assert_eq!(wrong.records()[0], "信/扫描件.pdf#1 rejected E0312");
    assert_eq!(wrong.problems("E0312"), ["decisions.yaml:11 error"]);
    // Two from one scan, of which another decision drops the second.
    let second = keyed("测试丁", &[("身份证号", &id_number("19850307", 5))], &source);
    let two = keyed("测试丙", &[], &source) + &second + &line("drop", "file: 信/扫描件.pdf, record: 2, name: 测试丁");
    let outcome = decided(&office, &two);
    assert_eq!(outcome.statuses(), ["accepted", "rejected", "accepted"]);
    assert_eq!(outcome.decisions()[2], "drop applied 信/扫描件.pdf#2 ->rejected");
    // Another scan under the same name is not the one that was typed from.
    office.receive_bytes("信/扫描件.pdf", b"%PDF-1.4 another scan");
    let outcome = decided(&office, &keyed("测试丙", &[], &source));
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"]);
    assert_eq!(outcome.ledger()[1], "信/扫描件.pdf 读不出 0");
    assert_eq!(outcome.problems("E0523"), ["decisions.yaml:2 warning"]);
}

#[test]
fn a_record_from_paper_belongs_to_the_decisions() {
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    let outcome = decided(&office, &keyed("测试丙", &[], ""));
    assert_eq!(outcome.records(), ["decisions.yaml#1 accepted", "甲.yaml#1 accepted"]);
    assert_eq!(outcome.ledger(), ["decisions.yaml 略过 1", "甲.yaml 已读取 1"]);
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
}

#[test]
fn a_row_of_a_paper_list_adds_to_its_unit() {
    let office = Office::with(&[("名单.yaml", roster(&[], &people(0, 1, &[])))]);
    let fields =
        roster(&[], &[]).replace("学员:\n", "") + &person("测试庚", &[("遴选范围", "")]).replace("  - ", "    ");
    let values: String = fields.lines().skip(1).map(|line| format!("      {}\n", line.trim())).collect();
    let outcome = decided(
        &office,
        &format!("  - record: {{ form: nomination-2025 }}\n    values:\n{values}    reason: 纸质表\n"),
    );
    let expected = ["decisions.yaml#1 accepted E0326", "名单.yaml#1 accepted"];
    assert_eq!(outcome.records(), expected, "the paper form has no such column");
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 2+0 ok"]);
}

#[test]
fn a_decision_that_fits_nothing_any_more_is_told_where_it_stands() {
    let files = [("信/甲.yaml", card(&[])), ("乙.yaml", card_of(3, &[]))];
    let wrong = "0".repeat(64);
    for (decision, words) in [
        (line("accept", "file: 甲.yaml, record: 1"), "收件里没有「甲.yaml」，是不是「信/甲.yaml」？"),
        (line("drop", "file: 丙.yaml, record: 1"), "收件里没有「丙.yaml」"),
        (line("drop", "file: 乙.yaml, record: 2"), "「乙.yaml」里共 1 条记录，没有第 2 条"),
        (line("drop", "file: 乙.yaml, record: 1, name: 测试乙"), "第 1 条现在是「测试甲」"),
        (line("keep", &format!("file: 乙.yaml, record: 1, sha256: {wrong}")), "「乙.yaml」的指纹不同"),
        (line("accept", "file: 乙.yaml, record: 1"), "没有要放过的问题"),
        (line("keep", "file: 乙.yaml, record: 1"), "此人没有别的版本"),
        ("  - unit: 虚构协会\n    category: 央企科协\n    reason: x\n".to_owned(), "没有「央企科协」这一类别"),
        ("  - unit: 虚构协会\n    is: 示例力学学会\n    reason: x\n".to_owned(), "收件里没有「虚构协会」这个单位"),
        (
            "  - different: [{ file: 乙.yaml, record: 1 }, { file: 信/甲.yaml, record: 1 }]\n    reason: x\n"
                .to_owned(),
            "本来就不算同一个人",
        ),
    ] {
        let outcome = decide(&files, &decision);
        assert_eq!(outcome.statuses(), ["accepted", "accepted"], "{decision}");
        assert_eq!(outcome.problems("E0523"), ["decisions.yaml:2 warning"], "{decision}");
        assert!(outcome.messages("E0523")[0].contains(words), "{:?}", outcome.messages("E0523"));
        assert!(outcome.decisions()[0].contains(" unfit"), "{:?}", outcome.decisions());
        assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
    }
}

#[test]
fn of_two_that_contradict_the_first_holds() {
    let files = [("1.yaml", card(&[FAULTY])), ("2.yaml", card(&[MENDED]))];
    let one = "file: 1.yaml, record: 1";
    let pair = "[{ file: 1.yaml, record: 1 }, { file: 2.yaml, record: 1 }]";
    let people = |kind: &str| format!("  - {kind}: {pair}\n    reason: x\n");
    let unit = |category: &str| format!("  - unit: 示例力学学会\n    category: {category}\n    reason: x\n");
    let paper = |day: &str| {
        format!("  - paper: {{ unit: 示例海洋学会, programme: \"2022\" }}\n    received: {day}\n    reason: x\n")
    };
    for (first, second, other) in [
        (line("drop", one), line("accept", one), 4),
        (line("keep", one), line("drop", one), 4),
        (line("keep", one), line("keep", "file: 2.yaml, record: 1"), 4),
        (people("different"), people("same"), 4),
        (unit("全国学会"), unit("央企科协"), 5),
        (paper("2025-08-12"), paper("2025-08-13"), 5),
    ] {
        let outcome = decide(&files, &format!("{first}{second}"));
        let told = outcome.problems("E0522");
        assert_eq!(told, [format!("decisions.yaml:{other} error -> decisions.yaml:2")], "{first}{second}");
        assert!(outcome.decisions().last().unwrap().contains(" unfit"), "{:?}", outcome.decisions());
        assert_eq!(outcome.said.status, 1);
    }
}

#[test]
fn faults_of_the_file_are_errors_and_the_rest_is_applied() {
    let files = [("甲.yaml", card(&[FAULTY]))];
    let text = format!("{}  - drop: {{ file: 甲.yaml, recrd: 1 }}\n", line("accept", "file: 甲.yaml, record: 1"));
    let outcome = decide(&files, &text);
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted E0312 E0524"]);
    for code in ["E0201", "E0203"] {
        assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.said.stderr);
    }
}

#[test]
fn decisions_stand_in_the_folder_itself_or_are_named() {
    let decision = format!("decisions:\n{}", line("accept", "file: 甲.yaml, record: 1"));
    let office = Office::with(&[("甲.yaml", card(&[FAULTY])), ("信/decisions.yaml", decision.clone())]);
    office.receive_bytes("b.zip", &zipped(&[("裁定.yml", decision.as_bytes())]));
    let outcome = office.compile();
    assert_eq!(outcome.statuses(), ["rejected"]);
    let aside = |name: &str| outcome.said.stderr.contains("E0180") && outcome.said.stderr.contains(name);
    assert!(aside("信/decisions.yaml") && aside("b.zip!/裁定.yml"), "{}", outcome.said.stderr);
    assert!(outcome.decisions().is_empty());
    // Named by itself, beside the folder; then two, in the order of their names.
    let named = office.run(&["compile", "回收/甲.yaml", "回收/信/decisions.yaml", "--out", "结果"]);
    assert_eq!(named.statuses(), ["accepted"], "{}", named.said.stderr);
    office.receive("裁定.yaml", &decision.replace("accept", "drop"));
    office.receive("decisions.yaml", &decision);
    let both = office.compile();
    sums(&both);
    assert_eq!(both.statuses(), ["accepted"]);
    assert_eq!(both.problems("E0522"), ["裁定.yaml:2 error -> decisions.yaml:2"]);
}

#[test]
fn a_decision_concerns_the_programme_of_its_records_alone() {
    let files = [("甲.yaml", card(&[FAULTY])), ("名单.yaml", roster(&[], &people(0, 1, &[])))];
    let outcome = decide(&files, &line("accept", "file: 甲.yaml, record: 1"));
    let of = |summary: &Value| summary["decisions"].as_array().unwrap().len();
    assert_eq!(outcome.summaries.iter().map(of).collect::<Vec<_>>(), [1, 0]);
    let files_of = |summary: &Value| summary["counts"]["files"].as_u64().unwrap();
    assert_eq!(outcome.summaries.iter().map(files_of).collect::<Vec<_>>(), [2, 1]);
    let office = Office::with(&files);
    office.receive("decisions.yaml", &format!("decisions:\n{}", line("accept", "file: 甲.yaml, record: 1")));
    let only = office.run(&["compile", "回收", "--programme", "2025", "--out", "结果"]);
    assert!(only.decisions().is_empty() && only.problems("E0523").is_empty(), "{}", only.said.stderr);
}

#[test]
fn the_schema_of_decisions_is_asked_for_by_name() {
    let office = Office::new();
    let said = run(office.root(), &["schema", "decisions"]);
    let schema: Value = serde_json::from_str(&said.stdout).unwrap();
    let kinds = schema["properties"]["decisions"]["items"]["oneOf"].as_array().unwrap();
    let unit = kinds.iter().find(|kind| kind["required"][0] == "unit").unwrap();
    let categories = unit["properties"]["category"]["enum"].as_array().unwrap();
    assert!(categories.contains(&Value::from("央企科协")), "{categories:?}");
}

#[test]
fn the_example_of_the_guide_has_no_fault() {
    let guide = fs::read_to_string(repository().join("docs/decisions.md")).unwrap();
    let example = guide.split_once("```yaml\n").unwrap().1.split_once("```").unwrap().0;
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    office.receive("decisions.yaml", example);
    let outcome = office.compile();
    let told = outcome.said.stderr.lines().filter(|line| line.starts_with("错误[") || line.starts_with("提醒["));
    assert!(told.clone().all(|line| line.starts_with("提醒[E0523]")), "{}", outcome.said.stderr);
    assert_eq!(told.count() + 1, outcome.decisions().len(), "all but the paper: {}", outcome.said.stderr);
}
