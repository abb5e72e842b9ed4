//! Workbooks as files: what other programs write, wrong names, passwords, and what a workbook carries besides.

use std::io::{Cursor, Write};

use super::{packed, person, received, roster};
use crate::compile::book::Book;
use crate::compile::builders::Office;
use crate::support::repository;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/fixtures/office").join(name)).unwrap()
}

/// A compound file with one stream.
fn compound(stream: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(content).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn sound() -> Vec<u8> {
    Book::default().sheet("名单", &roster(&[person("测试甲")])).bytes()
}

#[test]
fn the_same_table_reads_alike_from_every_program_and_format() {
    let names = ["roster-openpyxl.xlsx", "roster-libreoffice.xlsx", "roster-libreoffice.ods", "roster-libreoffice.xls"];
    for name in names {
        let outcome = received(name, &fixture(name));
        let told = &outcome.said.stderr;
        assert_eq!(outcome.values("name"), ["测试甲", "阿依·测试", "测试丙"], "{name}: {told}");
        assert_eq!(outcome.values("birth"), ["1980-05", "1985-03", "1990-10"], "{name}");
        assert_eq!(outcome.values("contact")[1], "010-00000000转601、13800000000", "{name}");
        assert_eq!(outcome.values("recommending_unit")[0], "示例集团科学技术协会", "{name}");
        assert_eq!(outcome.values("contact_phone")[0], "010-00000001", "{name}");
        assert_eq!(outcome.statuses(), ["accepted"; 3], "{name}: {told}");
        assert_eq!(outcome.problems("E0425"), [format!("{name} 名单!A7 warning")], "{name}");
    }
}

#[test]
fn the_same_card_reads_alike_from_every_program_and_format() {
    for name in ["card-openpyxl.xlsx", "card-libreoffice.xlsx", "card-libreoffice.ods", "card-libreoffice.xls"] {
        let outcome = received(name, &fixture(name));
        assert_eq!(outcome.statuses(), ["accepted"], "{name}: {}", outcome.said.stderr);
        assert_eq!(outcome.values("name"), ["测试甲"], "{name}");
        assert_eq!(outcome.values("bio"), ["在示例大学任教。\n从事新能源研究。"], "{name}");
        assert_eq!(outcome.values("filled_on"), ["2022-04-10"], "{name}");
    }
}

#[test]
fn a_workbook_of_1904_has_its_days_right() {
    let name = "roster-1904.xlsx";
    let outcome = received(name, &fixture(name));
    assert_eq!(outcome.values("birth"), ["1985-03"]);
    assert_eq!(outcome.values("filled_on"), ["2025-08-10"]);
}

#[test]
fn wrong_names_are_read_by_content_or_told() {
    let outcome = received("表.xls", &sound());
    assert_eq!(outcome.statuses(), ["accepted"]);
    assert_eq!(outcome.messages("E0142"), ["文件名是 .xls，内容是新版电子表格（xlsx），已按内容读取"]);
    let old = received("表.xlsx", &fixture("roster-libreoffice.xls"));
    assert_eq!((old.statuses().len(), old.messages("E0142").len()), (3, 1));
    for (bytes, told) in [
        (&b"<html><table><tr><td>\xE5\xA7\x93</td></tr></table></html>"[..], "内容却是网页（HTML）"),
        (b"name,birth\n", "内容却是纯文本"),
        (b"%PDF-1.7", "[E0171]"),
        (b"", "[E0177]"),
    ] {
        let outcome = received("表.xls", bytes);
        assert!(outcome.said.stderr.contains(told), "{}", outcome.said.stderr);
        assert_eq!(outcome.ledger(), ["表.xls 读不出 0"]);
    }
}

#[test]
fn passwords_are_told() {
    let xlsx = compound("/EncryptedPackage", &[0; 5_000]);
    // BOF and FILEPASS (MS-XLS 2.4.21, 2.4.117), then whatever was encrypted.
    let records =
        [&[0x09, 0x08, 16, 0, 0, 6, 5, 0][..], &[0; 12], &[0x2F, 0, 6, 0, 1, 0, 1, 0, 1, 0], &[0; 5_000]].concat();
    let xls = compound("/Workbook", &records);
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let ods = packed(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}\u{2}")]);
    for (name, bytes) in [("表.xlsx", xlsx), ("表.xls", xls), ("表.ods", ods)] {
        let outcome = received(name, &bytes);
        assert!(outcome.said.stderr.contains("[E0140]"), "{name}: {}", outcome.said.stderr);
    }
}

#[test]
fn an_old_workbook_with_a_far_cell_is_refused_before_it_is_laid_out() {
    let outcome = received("far.xls", &fixture("far.xls"));
    assert!(outcome.said.stderr.contains("[E0144]"), "{}", outcome.said.stderr);
}

#[test]
fn the_ledger_and_the_outputs_name_sheet_and_cell() {
    let office = Office::new();
    office.receive_bytes("甲/表.xlsx", &Book::default().sheet("名单", &roster(&[person("测试1")])).bytes());
    let outcome = office.compile();
    assert_eq!(outcome.problems("E0321"), ["甲/表.xlsx 名单!B3 error"]);
    assert!(outcome.said.stderr.contains("甲/表.xlsx 名单!B3"), "{}", outcome.said.stderr);
    assert_eq!(outcome.ledger(), ["甲/表.xlsx 已读取 1"]);
}

#[test]
fn a_blank_of_elsewhere_is_named_and_read_by_its_title_or_not_at_all() {
    let stamp = "| linghang |\n| nomination-2024 |\n| 0123456789abcdef |";
    let titled = format!("| 推荐学员汇总表 |\n{}", roster(&[person("测试甲")]));
    let outcome = received("表.xlsx", &Book::default().sheet("名单", &titled).sheet("_form", stamp).hide().bytes());
    assert_eq!(outcome.statuses(), ["accepted"]);
    assert_eq!(
        outcome.messages("E0430"),
        ["这份空白表写明的是表单「nomination-2024」，这里没有；已认作《推荐学员汇总表》读取"]
    );
    let other = Book::default().sheet("领用", "| 名称 | 数量 |\n| 笔记本 | 30 |").sheet("_form", stamp).hide();
    let outcome = received("表.xlsx", &other.bytes());
    let told = &outcome.said.stderr;
    assert!(told.contains("[E0402]") && told.contains("nomination-2024") && !told.contains("[E0420]"), "{told}");
}

#[test]
fn a_form_of_another_programme_is_told_with_its_programme() {
    let office = Office::new();
    office.receive_bytes("表.xlsx", &sound());
    let outcome = office.run(&["compile", "回收", "--out", "结果", "--programme", "2022"]);
    let told = &outcome.said.stderr;
    assert!(told.contains("[E0429]") && told.contains("--programme 2025"), "{told}");
    assert_eq!(outcome.statuses(), Vec::<String>::new());
    assert!(!office.run(&["compile", "回收", "--out", "结果", "--programme", "2025"]).said.stderr.contains("E0429"));
}
