//! Several cards of one person: copies, versions that the date or the revision orders, and versions that nothing orders.

use super::builders::{Office, card, card_of, records};

const EARLY: (&str, &str) = ("填表日期", "2022-04-01");
const LATE: (&str, &str) = ("填表日期", "2022-04-05");
const MENDED: (&str, &str) = ("手机", "13900000000");
const FAULTY: (&str, &str) = ("手机", "1");

#[test]
fn of_identical_copies_one_stays() {
    let copies = ["甲.yaml", "甲(1).yaml", "微信/甲.yaml"].map(|name| (name, card(&[])));
    let outcome = Office::with(&copies).compile();
    assert_eq!(
        outcome.records(),
        ["微信/甲.yaml#1 accepted", "甲(1).yaml#1 superseded E0501", "甲.yaml#1 superseded E0501"]
    );
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
}

#[test]
fn copies_are_the_same_when_they_mean_the_same() {
    let files =
        [("1.yaml", card(&[])), ("2.yaml", card(&[("民族", "汉"), ("推荐单位", "示例力学会"), ("选择班次", "1")]))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 superseded E0501"]);
}

#[test]
fn of_faulty_copies_one_is_turned_back() {
    let files = [("1.yaml", card(&[FAULTY])), ("2.yaml", card(&[FAULTY]))];
    assert_eq!(records(&files), ["1.yaml#1 rejected E0312", "2.yaml#1 superseded E0312 E0501"]);
}

#[test]
fn a_later_date_supersedes_whatever_the_files_are_called() {
    let files = [("1.yaml", card(&[LATE, MENDED])), ("2.yaml", card(&[EARLY]))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 accepted", "2.yaml#1 superseded E0502"]);
    assert_eq!(outcome.problems("E0502"), ["2.yaml:1 note -> 1.yaml:1"]);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn on_one_day_the_higher_revision_supersedes() {
    let files = [
        ("1.yaml", card(&[EARLY, ("修订", "3"), ("手机", "13700000000")])),
        ("3.yaml", card(&[EARLY])),
        ("2.yaml", card(&[EARLY, MENDED, ("修订", "2")])),
    ];
    let all = ["1.yaml#1 accepted", "2.yaml#1 superseded E0502", "3.yaml#1 superseded E0502"];
    assert_eq!(records(&files), all);
}

#[test]
fn the_date_comes_before_the_revision() {
    let files = [("1.yaml", card(&[EARLY, ("修订", "5")])), ("2.yaml", card(&[LATE, MENDED]))];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0502", "2.yaml#1 accepted"]);
}

#[test]
fn a_revision_alone_orders_undated_cards() {
    for revision in ["1", "2"] {
        let files = [("1.yaml", card(&[])), ("2.yaml", card(&[MENDED, ("修订", revision)]))];
        let told = records(&files);
        assert_eq!(told, ["1.yaml#1 superseded E0502", "2.yaml#1 accepted"], "the first version has no number");
    }
}

#[test]
fn versions_that_nothing_orders_are_held_and_both_named() {
    for (one, other) in [(vec![], vec![MENDED]), (vec![EARLY], vec![EARLY, MENDED]), (vec![EARLY], vec![MENDED])] {
        let outcome = Office::with(&[("1.yaml", card(&one)), ("2.yaml", card(&other))]).compile();
        assert_eq!(outcome.records(), ["1.yaml#1 held E0503", "2.yaml#1 held E0503"], "{one:?} {other:?}");
        assert_eq!(outcome.problems("E0503"), ["2.yaml:1 error -> 1.yaml:1"]);
        assert_eq!(outcome.said.status, 1);
    }
}

#[test]
fn a_third_version_settles_two_that_nothing_orders() {
    let files = [
        ("1.yaml", card(&[EARLY])),
        ("2.yaml", card(&[EARLY, MENDED])),
        ("3.yaml", card(&[LATE, ("手机", "13700000000")])),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 superseded E0502", "2.yaml#1 superseded E0502", "3.yaml#1 accepted"]);
    assert_eq!(outcome.said.status, 0, "nothing is left to decide: {}", outcome.said.stderr);
}

#[test]
fn a_later_version_with_an_error_supersedes_nothing() {
    let outcome = Office::with(&[("1.yaml", card(&[EARLY])), ("2.yaml", card(&[LATE, FAULTY]))]).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 held E0504", "2.yaml#1 held E0312 E0504"]);
    assert_eq!(outcome.problems("E0504"), ["2.yaml:1 error -> 1.yaml:1"]);
}

#[test]
fn an_earlier_version_with_an_error_is_superseded_by_the_mended_one() {
    let files = [("1.yaml", card(&[EARLY, FAULTY])), ("2.yaml", card(&[LATE]))];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0312 E0502", "2.yaml#1 accepted"]);
}

#[test]
fn the_last_of_three_counts_even_where_the_second_was_faulty() {
    let files = [
        ("1.yaml", card(&[EARLY])),
        ("2.yaml", card(&[("填表日期", "2022-04-03"), FAULTY])),
        ("3.yaml", card(&[LATE, MENDED])),
    ];
    let outcome = Office::with(&files).compile();
    assert_eq!(
        outcome.records(),
        ["1.yaml#1 superseded E0502", "2.yaml#1 superseded E0312 E0502", "3.yaml#1 accepted"]
    );
    assert_eq!(outcome.problems("E0504").len(), 0);
}

#[test]
fn one_person_from_two_units_is_held_with_both() {
    let files = [("1.yaml", card(&[])), ("2.yaml", card(&[("推荐单位", "示例海洋学会"), LATE]))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["1.yaml#1 held E0505", "2.yaml#1 held E0505"], "a date orders no two units");
    assert_eq!(outcome.problems("E0505"), ["1.yaml:1 error -> 2.yaml:1"]);
    let message = &outcome.messages("E0505")[0];
    assert!(message.contains("示例力学学会") && message.contains("示例海洋学会"), "{message}");
}

#[test]
fn two_spellings_of_a_unit_are_no_two_units() {
    let files = [("1.yaml", card(&[EARLY])), ("2.yaml", card(&[LATE, MENDED, ("推荐单位", "示例力学会（盖章）")]))];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0502", "2.yaml#1 accepted"]);
}

#[test]
fn a_card_whose_unit_was_forgotten_is_mended_by_a_later_one() {
    let files = [("1.yaml", card(&[EARLY, ("推荐单位", "")])), ("2.yaml", card(&[LATE]))];
    assert_eq!(records(&files), ["1.yaml#1 superseded E0301 E0502", "2.yaml#1 accepted"]);
}

#[test]
fn an_id_number_that_cannot_be_read_says_nothing_of_who_it_is() {
    let files = [("1.yaml", card(&[])), ("2.yaml", card(&[("身份证号", "110000198503070010")]))];
    let told = records(&files);
    // Nor that it is somebody else: with one digit between them they are very likely one person.
    assert_eq!(told[0], "1.yaml#1 accepted E0533");
    assert!(told[1].starts_with("2.yaml#1 rejected E03"), "{told:?}");
}

#[test]
fn two_people_of_one_name_are_two_people() {
    let files = [("1.yaml", card_of(1, &[])), ("2.yaml", card_of(3, &[]))];
    assert_eq!(records(&files), ["1.yaml#1 accepted", "2.yaml#1 accepted"]);
}

#[test]
fn superseded_comes_before_rejected_rejected_before_held() {
    let files = [
        // Faulty, of two units, and replaced by a later version.
        ("1.yaml", card(&[EARLY, FAULTY])),
        ("2.yaml", card(&[LATE])),
        // The other unit's card has an error of its own as well.
        ("3.yaml", card(&[("推荐单位", "示例海洋学会"), FAULTY])),
    ];
    assert_eq!(
        records(&files),
        ["1.yaml#1 superseded E0312 E0502", "2.yaml#1 held E0505", "3.yaml#1 rejected E0312 E0505"]
    );
}
