//! After the class: anonymous opinions are counted and told without whoever gave them, reports stand on a sheet of their
//! own, and neither is taken for a person who was put forward.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use super::builders::{Office, Outcome, card};

/// An opinion; an empty value leaves the field out.
fn opinion(class: &str, overall: &str, suggestion: &str) -> String {
    let mut text = format!("表单: feedback-2022\n参加班次: {class}\n总体评价: {overall}\n");
    if !suggestion.is_empty() {
        text.push_str(&format!("意见建议: {suggestion}\n"));
    }
    text
}

fn report(unit: &str, attended: &str, more: &str) -> String {
    format!(
        "表单: closing-report-2022\n班次: 河南班\n承办单位: {unit}\n开班日期: 2022-05-23\n结业日期: 2022-05-27\n\
         报名人数: 42\n参加人数: {attended}\n课程和活动: 八讲。\n主要成效: 三项。\n填表人: 测试乙\n{more}"
    )
}

fn answers<'o>(outcome: &'o Outcome, form: &str) -> &'o Value {
    let all = outcome.summaries[0]["figures"]["answers"].as_array().unwrap();
    all.iter().find(|it| it["form"] == *form).unwrap()
}

fn sheet(office: &Office, name: &str) -> Vec<Vec<Data>> {
    let bytes = fs::read(office.root().join("结果/2022/summary.xlsx")).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn sheets(office: &Office) -> Vec<String> {
    let bytes = fs::read(office.root().join("结果/2022/summary.xlsx")).unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
}

#[test]
fn scores_have_means_bands_and_classes() {
    let office = Office::with(&[
        ("1.yaml", opinion("江苏班", "100", "")),
        ("2.yaml", opinion("河南班", "90", "")),
        ("3.yaml", opinion("河南班", "85", "")),
        ("4.yaml", opinion("河南班", "59", "")),
    ]);
    let outcome = office.compile();
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
    let bands = |counts: [usize; 5]| {
        let names = ["90–100", "80–89", "70–79", "60–69", "0–59"];
        json!(names.into_iter().zip(counts).collect::<Vec<_>>())
    };
    // 234 / 3 and 334 / 4.
    let expected = json!([{
        "key": "overall", "title": "总体评价",
        "count": 4, "mean": 83.5, "least": 59, "most": 100, "bands": bands([2, 1, 0, 0, 1]),
        "classes": [
            { "class": "河南班", "count": 3, "mean": 78.0, "least": 59, "most": 90, "bands": bands([1, 1, 0, 0, 1]) },
            { "class": "江苏班", "count": 1, "mean": 100.0, "least": 100, "most": 100, "bands": bands([1, 0, 0, 0, 0]) },
        ],
    }]);
    assert_eq!(answers(&outcome, "feedback-2022")["measures"], expected);
    let means: Vec<_> = sheet(&office, "意见汇总（统计）")
        .into_iter()
        .filter(|row| row[0] == Data::String("总体评价".into()))
        .collect();
    assert_eq!(means[0][2..6], [4.0, 83.5, 59.0, 100.0].map(Data::Float), "{means:?}");
    assert_eq!(means[1][1], Data::String("河南班".into()));
}

#[test]
fn opinions_are_told_without_file_unit_or_order_of_arrival() {
    let remarks = ["丙：场地好。", "甲：讨论少。", "乙：课件早发。"];
    let opinions = |order: [usize; 3]| {
        let names = ["a.yaml", "b.yaml", "c.yaml"];
        let files: Vec<(&str, String)> =
            names.into_iter().zip(order).map(|(name, at)| (name, opinion("河南班", "90", remarks[at]))).collect();
        let office = Office::with(&files);
        let outcome = office.compile();
        (sheet(&office, "意见汇总"), answers(&outcome, "feedback-2022")["answers"].clone(), outcome)
    };
    let (one, told, outcome) = opinions([0, 1, 2]);
    let (other, told_again, _) = opinions([2, 0, 1]);
    assert_eq!(one, other);
    assert_eq!(told, told_again);
    assert_eq!(told.as_array().unwrap().len(), 3);
    let cells: Vec<String> = one.iter().flatten().map(ToString::to_string).collect();
    assert!(
        cells.iter().any(|cell| cell.contains("不记名")) && !cells.iter().any(|cell| cell.contains(".yaml")),
        "{cells:?}"
    );
    for record in outcome.summaries[0]["records"].as_array().unwrap() {
        assert_eq!(
            (&record["unit"], &record["values"], &record["status"]),
            (&json!(""), &json!({}), &json!("accepted"))
        );
    }
}

#[test]
fn equal_opinions_are_two_but_the_same_file_is_one() {
    let office = Office::with(&[
        ("1.yaml", opinion("河南班", "90", "都好。")),
        ("2.yaml", format!("{}\n", opinion("河南班", "90", "都好。"))),
        ("再发/1.yaml", opinion("河南班", "90", "都好。")),
    ]);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["1.yaml#1 accepted", "2.yaml#1 accepted", "再发/1.yaml#1 superseded E0526"]);
    assert_eq!(outcome.problems("E0526"), ["再发/1.yaml note -> 1.yaml"]);
    // Where they are two people's after all, a decision says so.
    let keep = "decisions:\n  - keep: { file: 再发/1.yaml, record: 1 }\n    reason: 两人交的\n";
    office.receive("decisions.yaml", keep);
    let outcome = office.compile();
    assert_eq!(outcome.statuses(), ["accepted", "accepted", "accepted"], "{}", outcome.said.stderr);
    assert_eq!(outcome.decisions(), ["keep applied 再发/1.yaml#1 superseded>accepted"]);
}

#[test]
fn a_faulty_opinion_is_turned_back_and_not_counted() {
    let outcome = Office::with(&[
        ("1.yaml", opinion("河南班", "很好", "")),
        ("2.yaml", opinion("河南班", "101", "")),
        ("3.yaml", opinion("火星班", "90", "")),
        ("4.yaml", opinion("河南班", "80", "")),
    ])
    .compile();
    assert_eq!(
        outcome.records(),
        ["1.yaml#1 rejected E0325", "2.yaml#1 rejected E0325", "3.yaml#1 rejected E0315", "4.yaml#1 accepted"]
    );
    assert_eq!(answers(&outcome, "feedback-2022")["count"], 1);
}

#[test]
fn reports_are_of_units_that_no_list_need_know() {
    let office = Office::with(&[("1.yaml", report("某某学院", "38", "")), ("2.yaml", card(&[]))]);
    let outcome = office.compile();
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
    assert_eq!(outcome.records(), ["1.yaml#1 accepted", "2.yaml#1 accepted"]);
    // It says who held the class, and reports for nobody who was to put people forward.
    assert_eq!(outcome.units(), ["示例力学学会 全国学会 1+0 ok"]);
    let reports = sheet(&office, "总结报告汇总");
    assert!(reports.iter().any(|row| row.contains(&Data::String("某某学院".into()))), "{reports:?}");
    let csv = fs::read_to_string(office.root().join("结果/2022/roster.csv")).unwrap();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    let seats = outcome.summaries[0]["figures"]["seats"].as_array().unwrap().iter();
    let taken: Vec<_> = seats.map(|it| (it["class"].as_str().unwrap(), it["accepted"].as_u64().unwrap())).collect();
    assert_eq!(taken[0], ("河南班", 1), "the report takes no seat");
    assert_eq!(answers(&outcome, "closing-report-2022")["measures"][1]["sum"], 38);
}

#[test]
fn a_corrected_report_replaces_the_earlier_one() {
    let outcome = Office::with(&[
        ("1.yaml", report("示例力学学会", "38", "填表日期: 2022-06-01\n")),
        ("2.yaml", report("示例力学学会", "39", "填表日期: 2022-06-02\n")),
    ])
    .compile();
    assert_eq!(outcome.records(), ["1.yaml#1 superseded E0502", "2.yaml#1 accepted"]);
    assert!(outcome.messages("E0502")[0].contains("河南班、示例力学学会"), "{:?}", outcome.messages("E0502"));
}

#[test]
fn without_answers_there_is_no_sheet_of_them() {
    let office = Office::with(&[("1.yaml", card(&[]))]);
    office.compile();
    let names = sheets(&office);
    assert!(
        names[0] == "汇总表" && !names.iter().any(|name| name.contains("意见") || name.contains("总结")),
        "{names:?}"
    );
}
