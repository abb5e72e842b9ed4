//! People across records: namesakes told apart, one person in two spellings, numbers that several people share, and how fast
//! many people are compared.

use std::time::{Duration, Instant};

use super::builders::{Office, card, card_of, id_number, person, records, roster};

const ADDED: (&str, &str) = ("报送方式", "补充");

#[test]
fn one_spelling_is_enough_to_be_one_person() {
    let born = ("出生年月", "1990-03");
    let people =
        [person("阿依·测试", &[born]), person("阿依测试", &[born]), person("阿依测试", &[("出生年月", "1961-11")])];
    let outcome = Office::with(&[("名单.yaml", roster(&[], &people))]).compile();
    assert_eq!(outcome.problems("E0531"), ["名单.yaml:20 warning -> 名单.yaml:8"], "told at the later one");
    assert_eq!(outcome.statuses(), ["accepted"; 3]);
}

#[test]
fn a_number_that_was_copied_is_told_even_where_it_replaces_somebody() {
    let files = [
        ("1.yaml", card(&[("填表日期", "2022-04-01")])),
        ("2.yaml", card(&[("姓名", "测试乙"), ("填表日期", "2022-04-02")])),
    ];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0502 E0532", "2.yaml#1 accepted E0532"]);
}

#[test]
fn a_correction_of_the_identity_itself_is_very_likely_the_same_person() {
    let id = id_number("19850307", 1);
    let swapped = format!("{}{}{}{}", &id[..9], &id[10..11], &id[9..10], &id[11..]);
    for wrong in [id.replacen("1985", "1986", 1), swapped, id[..17].to_owned()] {
        let files = [("1.yaml", card(&[("身份证号", &wrong)])), ("2.yaml", card(&[]))];
        let outcome = Office::with(&files).compile();
        assert_eq!(outcome.problems("E0533").len(), 1, "{wrong}: {:?}", outcome.records());
        assert!(
            outcome.problems("E0533")[0].starts_with("2.yaml:") && outcome.problems("E0533")[0].contains("-> 1.yaml:")
        );
    }
    let month = |month| vec![person("测试甲", &[("出生年月", month)])];
    let both = |one, other| [("1.yaml", roster(&[], &month(one))), ("2.yaml", roster(&[ADDED], &month(other)))];
    assert_eq!(Office::with(&both("1990-03", "1990-08")).compile().problems("E0533").len(), 1);
    assert_eq!(Office::with(&both("1990-03", "1971-08")).compile().problems("E0533").len(), 0, "another person");
}

#[test]
fn namesakes_with_id_numbers_of_their_own_are_two_people() {
    let files = [("1.yaml", card(&[])), ("2.yaml", card_of(3, &[]))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 accepted"]);
}

#[test]
fn namesakes_of_two_units_with_other_numbers_both_stay() {
    let of = |unit, mobile| roster(&[("推荐单位", unit)], &[person("测试甲", &[("联系方式", mobile)])]);
    let files = |other| [("1.yaml", of("示例甲集团科协", "13800000001")), ("2.yaml", of("示例乙集团科协", other))];
    let outcome = Office::with(&files("13800000002")).compile();
    assert_eq!(outcome.problems("E0536"), ["2.yaml:8 warning -> 1.yaml:8"]);
    assert_eq!(outcome.statuses(), ["accepted"; 2]);
    let outcome = Office::with(&files("13800000001")).compile();
    assert_eq!(outcome.statuses(), ["held"; 2], "with one number they are one person");
}

#[test]
fn a_number_for_several_people_is_told_once_unless_it_is_the_units() {
    let same = ("联系方式", "13800000009");
    let people = [person("测试甲", &[same]), person("测试乙", &[same]), person("测试丙", &[same])];
    let outcome = Office::with(&[("名单.yaml", roster(&[], &people))]).compile();
    let told = outcome.messages("E0534");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("测试甲、测试乙、测试丙") && told[0].contains("138****0009"), "{told:?}");
    let outcome = Office::with(&[("名单.yaml", roster(&[("联系电话", same.1)], &people))]).compile();
    assert_eq!(outcome.problems("E0534").len(), 0, "the unit's contact answers for all");
}

#[test]
fn one_person_in_two_programmes_is_told_in_the_later_one() {
    let row = person("测试甲", &[("出生年月", "1985-03")]);
    let files = [("1.yaml", card(&[])), ("2.yaml", roster(&[], &[row]))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 accepted E0535"]);
}

#[test]
fn many_people_of_one_name_are_compared_in_no_time() {
    let people = |n: usize| -> Vec<String> {
        let month = |at: usize| format!("{}-{:02}", 1940 + (n * 500 + at) / 12 % 60, at % 12 + 1);
        (0..500).map(|at| person("测试甲", &[("出生年月", &month(at))])).collect()
    };
    let files: Vec<(String, String)> = (0..10).map(|n| (format!("{n}.yaml"), roster(&[ADDED], &people(n)))).collect();
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let office = Office::with(&files);
    let start = Instant::now();
    office.run(&["compile", "回收", "--check", "-q"]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
