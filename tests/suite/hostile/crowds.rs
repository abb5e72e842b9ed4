//! Very many of what there is a few of: versions of one person, files of one unit, labels, remarks, and problems on one line.
//! What is told of them grows no faster than they do, and each costs no more than any other file.

use super::measured::{Told, compiled, received};
use crate::compile::builders::{Office, card, card_of, person, roster};
use crate::compile::packed::zipped;

/// Compiles an archive of these files beside an honest card.
fn packed(title: &str, texts: &[String]) -> Told {
    let office = Office::new();
    office.receive("好.yaml", &card_of(99, &[]));
    let names: Vec<String> = (0..texts.len()).map(|number| format!("{number}.yaml")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    office.receive_bytes("包.zip", &zipped(&files));
    compiled(title, &office)
}

fn lines<'t>(told: &'t Told, code: &str) -> Vec<&'t String> {
    told.lines.iter().filter(|line| line.contains(&format!("\"code\":\"{code}\""))).collect()
}

/// Every record of a programme, as `summary.json` counts it.
fn held(office: &Office, programme: &str) -> u64 {
    let text = std::fs::read_to_string(office.root().join("结果").join(programme).join("summary.json")).unwrap();
    serde_json::from_str::<serde_json::Value>(&text).unwrap()["counts"]["held"].as_u64().unwrap()
}

#[test]
fn versions_of_one_person_are_told_once_however_many() {
    let version =
        |number: usize, more: (&str, &str)| card(&[("民族", "火星族"), ("研究领域", &format!("第{number}")), more]);
    let revised: Vec<String> = (0..1_000).map(|number| version(number, ("修订", &(number + 1).to_string()))).collect();
    let told = packed("1,000 faulty versions of one person", &revised);
    let later = lines(&told, "E0504");
    assert_eq!(later.len(), 1, "{:?}", told.codes());
    assert!(later[0].contains("999.yaml") && later[0].matches("\"file\"").count() == 31, "{}", later[0]);
    let alike: Vec<String> = (0..1_000).map(|number| version(number, ("填表日期", "2022-04-10"))).collect();
    let told = packed("1,000 versions of one day", &alike);
    assert_eq!((lines(&told, "E0503").len(), lines(&told, "E0504").len()), (1, 0), "{:?}", told.codes());
}

#[test]
fn many_versions_before_a_sound_one_all_give_way() {
    let office = Office::new();
    for number in 1..=40 {
        let (domain, revision) = (format!("第{number}"), number.to_string());
        let faulty = if number % 2 == 0 { "火星族" } else { "汉族" };
        let last = if number == 40 { "汉族" } else { faulty };
        office.receive(&format!("{number}.yaml"), &card(&[("民族", last), ("研究领域", &domain), ("修订", &revision)]));
    }
    let records = office.compile().records();
    assert_eq!(records.iter().filter(|line| line.contains(" superseded")).count(), 39, "{records:?}");
    assert!(records.iter().any(|line| line == "40.yaml#1 accepted"), "{records:?}");
    // Twelve versions after the last sound one: it is replaced by none of them, and held with them.
    for number in 41..=52 {
        let (domain, revision) = (format!("第{number}"), number.to_string());
        office.receive(
            &format!("{number}.yaml"),
            &card(&[("民族", "火星族"), ("研究领域", &domain), ("修订", &revision)]),
        );
    }
    let outcome = office.compile();
    assert_eq!(held(&office, "2022"), 13, "{:?}", outcome.records());
    let [told] = outcome.problems("E0504").try_into().unwrap();
    assert!(told.starts_with("52.yaml:1 error -> 40.yaml:1 -> 41.yaml:1"), "{told}");
}

#[test]
fn files_of_one_unit_are_told_once_however_many() {
    let list = |number: usize, day: &str, more: (&str, &str)| {
        let stem = |place: usize| ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"][number / place % 10];
        let people = [person(&format!("测{}{}{}", stem(100), stem(10), stem(1)), &[])];
        roster(&[("填表日期", day), more], &people)
    };
    let alike: Vec<String> = (0..600).map(|number| list(number, "2025-08-10", ("修订", ""))).collect();
    let told = packed("600 rosters of one unit and one day", &alike);
    let unordered = lines(&told, "E0503");
    assert_eq!(unordered.len(), 1, "{:?}", told.codes());
    assert_eq!(unordered[0].matches("\"file\"").count(), 31);
    // A contact is asked for.
    let faulty = (0..600).map(|number| {
        let text = list(number, "2025-08-10", ("修订", &(number + 1).to_string()));
        text.replace("联系人: 测试联络甲\n", "")
    });
    let faulty: Vec<String> = faulty.collect();
    let told = packed("600 faulty rosters of one unit", &faulty);
    assert!(lines(&told, "E0504").len() <= 1, "{:?}", told.codes());

    // Twelve sound ones, each after the other: all but the last give way.
    let office = Office::new();
    for number in 1..=12 {
        let text = list(number, &format!("2025-08-{number:02}"), ("修订", ""));
        office.receive(&format!("{number:02}.yaml"), &text);
    }
    let records = office.compile().records();
    assert_eq!(records.iter().filter(|line| line.contains(" superseded E0502")).count(), 11, "{records:?}");
    assert!(records.iter().any(|line| line == "12.yaml#1 accepted"), "{records:?}");
    // A later one that is turned back withdraws nobody of the last sound one.
    let last = list(13, "2025-08-13", ("联系人", ""))
        .replace("推荐单位: 示例集团科学技术协会\n", "推荐单位: 示例集团科学技术协会\n无此栏: 1\n");
    office.receive("13.yaml", &last);
    let outcome = office.compile();
    assert_eq!(outcome.problems("E0504"), ["13.yaml error -> 12.yaml"], "{:?}", outcome.records());
    assert_eq!(held(&office, "2025"), 1, "{:?}", outcome.records());
}

#[test]
fn labels_and_remarks_are_told_up_to_a_number() {
    let labels: String = (0..124_000).map(|number| format!("a{number}: 1\n")).collect();
    let told =
        received("YAML, 124,000 unknown labels", "表.yaml", format!("表单: registration-2022\n{labels}").as_bytes());
    assert!(told.tells("E0403") && told.tells("E0109"), "{:?}", told.codes());
    assert!(lines(&told, "E0403").len() <= 200);
    let slips = "\t姓名：甲\u{1}\n".repeat(400_000);
    let told = received("YAML, 1,200,000 slips", "表.yaml", slips.as_bytes());
    assert!(told.tells("E0109") && told.lines.len() < 1_000, "{:?}", told.codes());
    for (title, line) in [("remarks behind values", "b #c"), ("anchors", "&b c")] {
        let text: String = (0..120_000).map(|number| format!("a{number}: {line}\n")).collect();
        let text = format!("表单: registration-2022\n{text}");
        let told = received(&format!("YAML, 120,000 {title}"), "表.yaml", text.as_bytes());
        assert!(told.tells("E0109") && told.lines.len() < 1_000, "{title}: {:?}", told.codes());
    }
}

#[test]
fn many_problems_on_one_long_line_are_each_shown() {
    let remark = "x".repeat(1_000);
    let people: Vec<String> = (0..1_000).map(|n| format!("{{姓名: 甲{n}, 性别: 中, 备注: {remark}}}")).collect();
    let text = format!("{{表单: nomination-2025, 推荐单位: 示例力学学会, 学员: [{}]}}\n", people.join(", "));
    let office = Office::new();
    office.receive("表.yaml", &text);
    let args = ["compile", "回收", "--out", "结果"];
    let said = super::measured::within("problems, 1,000 people on one line of 1 MB", office.root(), &args);
    assert!(said.stderr.contains("性别: 中"), "{}", said.stderr.chars().take(2_000).collect::<String>());
}
