//! Rosters in two tables, and the lines around tables: nobody gets another's values, and nothing is dropped in silence.

use super::word::{fill, flattened, heading, paragraph, plain, table};
use super::{HEADER, HEADS, PEOPLE, blank, from, places, receive, records};
use crate::compile::builders::{Office, Outcome};

const LINES: &str = "推荐单位：示例集团科学技术协会　　单位类别：央企科协　　联系人及电话：测试联络甲 010-00000001　　填表日期：2025-08-10";

fn official(people: &[(&str, &str)]) -> String {
    let rest = ["男", "汉", "1980.05", "群众", "示例大学教授", "博士", "精密测量", "13800000000", "是", "否"];
    let rows: Vec<Vec<&str>> =
        people.iter().map(|(number, name)| [*number, *name].into_iter().chain(rest).collect()).collect();
    let rows: Vec<&[&str]> = std::iter::once(HEADS.as_slice()).chain(rows.iter().map(Vec::as_slice)).collect();
    heading("推荐学员汇总表") + &paragraph(LINES) + &table(&rows)
}

fn sent(body: &str) -> Outcome {
    receive(&[("b.docx", plain(body))])
}

/// Name, scope and status of every record.
fn people(outcome: &Outcome) -> Vec<[String; 3]> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let one = |(status, values): (String, serde_json::Value)| [text(&values["name"]), text(&values["scope"]), status];
    records(outcome).into_iter().map(one).collect()
}

fn is(people: &[[String; 3]], expected: &[(&str, &str)]) {
    let seen: Vec<(&str, &str)> = people.iter().map(|[name, scope, _]| (name.as_str(), scope.as_str())).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_number_that_comes_twice_gives_nobody_anothers_values() {
    let two = official(&[("1", "测试甲"), ("2", "测试丙")]);
    let named = |rows: [[&str; 3]; 2]| {
        let [first, second] = &rows;
        sent(&(two.clone() + &table(&[&["序号", "姓名", "遴选范围"], first, second])))
    };
    let outcome = named([["1", "测试甲", "表彰举荐"], ["1", "测试丙", "代表委员"]]);
    is(&people(&outcome), &[("测试甲", "表彰举荐"), ("测试丙", ""), ("测试丙", "代表委员")]);
    assert_eq!(places(&outcome, "E0416"), ["2.3.2"]);
    assert_eq!(outcome.messages("E0416"), ["序号「1」这一行对不上前面表里的人，单独列为一行"]);
    // The same number, another name.
    let outcome = named([["1", "测试甲", "表彰举荐"], ["2", "测试丁", "代表委员"]]);
    is(&people(&outcome), &[("测试甲", "表彰举荐"), ("测试丙", ""), ("测试丁", "代表委员")]);
    assert_eq!(places(&outcome, "E0416"), ["2.3.2"]);
    // Numbers that come twice in both tables, told apart by names.
    let same = official(&[("1", "测试甲"), ("1", "测试丙")]);
    let outcome = sent(
        &(same.clone()
            + &table(&[&["序号", "姓名", "遴选范围"], &["1", "测试丙", "代表委员"], &["1", "测试甲", "表彰举荐"]])),
    );
    is(&people(&outcome), &[("测试甲", "表彰举荐"), ("测试丙", "代表委员")]);
    assert_eq!(outcome.messages("E0416"), Vec::<String>::new());
}

#[test]
fn without_names_a_number_that_comes_twice_is_nobodys() {
    let further = table(&[&["序号", "遴选范围"], &["1", "表彰举荐"], &["1", "代表委员"]]);
    let outcome = sent(&(official(&[("1", "测试甲"), ("2", "测试丙")]) + &further));
    is(&people(&outcome), &[("测试甲", ""), ("测试丙", ""), ("", "表彰举荐"), ("", "代表委员")]);
    assert_eq!(places(&outcome, "E0416"), ["2.2.2", "2.3.2"]);
    // As many in both tables stand in the same order.
    let outcome = sent(&(official(&[("1", "测试甲"), ("1", "测试丙")]) + &further));
    is(&people(&outcome), &[("测试甲", "表彰举荐"), ("测试丙", "代表委员")]);
}

#[test]
fn a_sentence_around_the_tables_is_told() {
    let (roster, words) = (official(&[("1", "测试甲"), ("2", "测试丙")]), paragraph("测试丙因故退出请勿录取"));
    let further = table(&[&["序号", "遴选范围"], &["1", "表彰举荐"], &["2", "代表委员"]]);
    let told = ["「测试丙因故退出请勿录取」这一行不是人选，没有采用"];
    for body in [
        roster.clone() + &words,
        roster.clone() + &words + &further,
        roster.clone() + &further + &words,
        // Without the column of numbers a line stands where names do.
        roster.replace("序号", "姓名").replacen("姓名", "次序", 1) + &words,
    ] {
        let outcome = sent(&body);
        assert_eq!(outcome.messages("E0426"), told, "{body}");
        assert_eq!(records(&outcome).len(), 2, "{}", outcome.said.stderr);
    }
    // What the form itself needs is understood wherever it stands.
    let outcome =
        sent(&(roster.replace("　　填表日期：2025-08-10", "") + &further + &paragraph("填表日期：2025-08-10")));
    assert_eq!(outcome.values("filled_on"), ["2025-08-10"; 2]);
    assert_eq!(outcome.messages("E0426"), Vec::<String>::new());
}

#[test]
fn the_forms_own_words_are_nobodys_content() {
    let office = Office::new();
    let filled = fill(&blank(&office, "nomination-2025"), |control| {
        let of_person = PEOPLE.get(control.nth).and_then(|values| from(values, control));
        from(&HEADER, control).or(of_person)
    });
    for bytes in [filled.clone(), flattened(&filled)] {
        let outcome = receive(&[("b.docx", bytes)]);
        assert_eq!(outcome.statuses(), ["accepted"; 2]);
        for code in ["E0416", "E0423", "E0426"] {
            assert_eq!(outcome.messages(code), Vec::<String>::new());
        }
    }
}
