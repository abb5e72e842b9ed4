//! Photos that a card names: beside it, a picture, and inside the folder that was returned.

use super::builders::{Office, PNG, card};

fn with_photo(written: &str) -> Office {
    Office::with(&[("甲/表.yaml", card(&[("照片", written)]))])
}

#[test]
fn a_picture_beside_the_card_is_found_and_left_aside_in_the_ledger() {
    let office = with_photo("甲.png");
    office.receive_bytes("甲/甲.png", PNG);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲/表.yaml#1 accepted"]);
    assert_eq!(outcome.ledger(), ["甲/甲.png 略过 0", "甲/表.yaml 已读取 1"]);
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));
}

#[test]
fn a_jpeg_in_a_folder_below_is_found_however_its_path_is_written() {
    for written in ["照片/甲.JPG", "./照片/甲.JPG", "照片//甲.JPG"] {
        let office = with_photo(written);
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        office.receive_bytes("甲/照片/甲.JPG", &jpeg);
        let outcome = office.compile();
        assert_eq!(outcome.records(), ["甲/表.yaml#1 accepted"], "{written}");
        assert_eq!(outcome.ledger(), ["甲/照片/甲.JPG 略过 0", "甲/表.yaml 已读取 1"], "{written}");
    }
}

#[test]
fn a_photo_that_is_missing_turns_the_card_back() {
    let office = with_photo("甲.png");
    // It has to stand beside the form, not elsewhere.
    office.receive_bytes("甲.png", PNG);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲/表.yaml#1 rejected E0322"]);
    assert_eq!(outcome.problems("E0322"), ["甲/表.yaml:14 error"]);
    assert_eq!(outcome.ledger(), ["甲.png 读不出 0", "甲/表.yaml 已读取 1"]);
}

#[test]
fn a_photo_that_is_no_picture_turns_the_card_back() {
    let office = with_photo("甲.jpg");
    office.receive("甲/甲.jpg", "这不是图片");
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲/表.yaml#1 rejected E0323"]);
    assert_eq!(outcome.ledger(), ["甲/甲.jpg 略过 0", "甲/表.yaml 已读取 1"]);
    let office = with_photo("甲.docx");
    assert_eq!(office.compile().records(), ["甲/表.yaml#1 rejected E0323"]);
}

#[test]
fn a_photo_outside_the_returned_folder_is_never_looked_at() {
    let office = Office::new();
    std::fs::write(office.root().join("外.png"), PNG).unwrap();
    let absolute = office.root().join("外.png").display().to_string();
    for written in ["../../外.png", "../外.png", "照片/../../../外.png", absolute.as_str()] {
        office.receive("甲/表.yaml", &card(&[("照片", &format!("\"{}\"", written.replace('\\', "\\\\")))]));
        assert_eq!(office.compile().records(), ["甲/表.yaml#1 rejected E0324"], "{written}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_no_photo() {
    let office = with_photo("甲.png");
    std::fs::write(office.root().join("外.png"), PNG).unwrap();
    std::os::unix::fs::symlink("../../外.png", office.root().join("回收/甲/甲.png")).unwrap();
    assert_eq!(office.compile().records(), ["甲/表.yaml#1 rejected E0322"]);

    let office = with_photo("照片/外.png");
    std::fs::create_dir(office.root().join("别处")).unwrap();
    std::fs::write(office.root().join("别处/外.png"), PNG).unwrap();
    std::os::unix::fs::symlink("../../别处", office.root().join("回收/甲/照片")).unwrap();
    assert_eq!(office.compile().records(), ["甲/表.yaml#1 rejected E0322"], "nor does a linked folder");
}

#[test]
fn a_form_that_somebody_names_as_a_photo_is_still_a_form() {
    let office = Office::with(&[("甲.yaml", card(&[("照片", "乙.yaml")])), ("乙.yaml", "姓名：测试乙\n".to_owned())]);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 rejected E0323"]);
    assert_eq!(outcome.ledger(), ["乙.yaml 读不出 0", "甲.yaml 已读取 1"]);
    assert!(outcome.said.stderr.contains("E0122"), "its problems are told: {}", outcome.said.stderr);
}

#[test]
fn a_photo_that_came_with_the_second_copy_makes_that_copy_count() {
    let office =
        Office::with(&[("一/表.yaml", card(&[("照片", "甲.png")])), ("二/表.yaml", card(&[("照片", "甲.png")]))]);
    office.receive_bytes("二/甲.png", PNG);
    assert_eq!(office.compile().records(), ["一/表.yaml#1 superseded E0322 E0501", "二/表.yaml#1 accepted"]);
}
