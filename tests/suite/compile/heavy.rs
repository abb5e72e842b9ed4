//! Returned files that are heavy with photos, and thousands of light ones: they are read, with little memory; and what is
//! too heavy is told.

use std::fs;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::book::Book;
use super::builders::{Office, card, card_of, id_number};
use super::mails::mail;
use super::packed::zipped;
use crate::documents::word;
use crate::support::run;

/// What any returned file may cost, in MiB.
const MEMORY: u64 = 256;

/// Bytes that do not shrink, as those of a photo.
fn photo(mebibytes: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut bytes = Vec::with_capacity(mebibytes << 20);
    while bytes.len() < mebibytes << 20 {
        // Marsaglia's xorshift64.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}

/// The package with one more part.
fn with_photo(package: Vec<u8>, name: &str, mebibytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(package)).unwrap();
    zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
    zip.write_all(&photo(mebibytes)).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A card as a workbook, with a photo of this size.
fn workbook(person: u32, mebibytes: usize) -> Vec<u8> {
    let lines =
        card_of(person, &[]).replace(": ", " | ").lines().map(|line| format!("| {line} |\n")).collect::<String>();
    with_photo(Book::default().sheet("报名表", &lines).bytes(), "xl/media/image1.jpeg", mebibytes)
}

/// The blank document with one person in it, and a photo of this size.
fn document(office: &Office, person: u32, mebibytes: usize) -> Vec<u8> {
    let said = run(office.root(), &["blank", "registration-2022", "--format", "docx"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let blank = fs::read(office.root().join("blank/registration-2022.docx")).unwrap();
    let id = id_number("19850307", person);
    let filled = word::fill(&blank, |control| match (control.key, control.label) {
        ("recommending_unit", _) => Some("示例力学学会".to_owned()),
        ("name", _) => Some("测试甲".to_owned()),
        ("sex", _) => Some("男".to_owned()),
        ("ethnicity", _) => Some("汉族".to_owned()),
        ("political_status", _) => Some("群众".to_owned()),
        ("id_number", _) => Some(id.clone()),
        ("mobile", _) => Some("13800000000".to_owned()),
        ("email", _) => Some("jia@example.org".to_owned()),
        ("research_field" | "unit_post_title" | "bio", _) => Some("示例大学教授".to_owned()),
        ("class_choice", "河南班") => Some("true".to_owned()),
        _ => None,
    });
    with_photo(filled, "word/media/image9.jpeg", mebibytes)
}

#[test]
fn photos_of_fifty_megabytes_are_not_held_against_a_form() {
    let office = Office::new();
    office.receive_bytes("a.xlsx", &workbook(1, 50));
    office.receive_bytes("b.docx", &document(&office, 3, 50));
    office.receive_bytes("c.xlsx", &workbook(5, 50));
    let outcome = office.compile_within(MEMORY);
    let expected = ["a.xlsx#1 accepted", "b.docx#1 accepted", "c.xlsx#1 accepted"];
    assert_eq!(outcome.records(), expected, "{}", outcome.said.stderr);
}

#[test]
fn photos_weigh_nothing_in_archives_and_mails_either() {
    let office = Office::new();
    let (sheet, text) = (workbook(1, 12), document(&office, 3, 12));
    office.receive_bytes("a.zip", &zipped(&[("甲.xlsx", &sheet), ("乙.docx", &text)]));
    let sent = workbook(5, 12);
    office.receive_bytes("b.eml", &mail("请查收。", &[("c.xlsx", "application/octet-stream", &sent)]));
    let outcome = office.compile_within(MEMORY);
    let expected = ["a.zip!/乙.docx#1 accepted", "a.zip!/甲.xlsx#1 accepted", "b.eml!/c.xlsx#1 accepted"];
    assert_eq!(outcome.records(), expected, "{}", outcome.said.stderr);
}

#[test]
fn what_is_too_heavy_is_told_with_a_way_to_make_it_lighter() {
    let office = Office::new();
    for name in ["a.xlsx", "b.docx", "c.ods"] {
        office.receive_bytes(name, b"");
        // A file of one hole.
        fs::File::create(office.root().join("回收").join(name)).unwrap().set_len(65 << 20).unwrap();
    }
    office.receive_bytes("d.zip", &zipped(&[("e.docx", &vec![0; 65 << 20])]));
    let outcome = office.compile_within(MEMORY);
    let told = outcome.said.stderr.matches("文件有 65.0 MB，超过上限 64.0 MB").count();
    assert_eq!(told, 4, "{}", outcome.said.stderr);
    assert!(outcome.said.stderr.contains("压缩图片"), "{}", outcome.said.stderr);
    let unread = ["a.xlsx 读不出 0", "b.docx 读不出 0", "c.ods 读不出 0", "d.zip 已展开 0", "d.zip!/e.docx 读不出 0"];
    assert_eq!(outcome.ledger(), unread);
}

/// The card of one of thousands: everybody has a name, a number and an address of their own, and a long life.
fn one_of_many(number: u32) -> String {
    let syllable = |at: u32| char::from_u32(0x4E00 + at * 7).unwrap();
    let name = format!("测试{}{}", syllable(number % 97), syllable(number / 97));
    let (order, day) = (number % 500, number / 500);
    let id = id_number(&format!("19{:02}{:02}{:02}", 60 + day / 28, day % 12 + 1, day % 28 + 1), order);
    let (mobile, mail) = (format!("138{number:08}"), format!("p{number}@example.org"));
    let life = "2010年起在示例大学任教，从事新能源研究。".repeat(20);
    card(&[
        ("姓名", &name),
        ("性别", if order % 2 == 0 { "女" } else { "男" }),
        ("身份证号", &id),
        ("手机", &mobile),
        ("电子邮箱", &mail),
        // Every twentieth has an error.
        ("选择班次", if number.is_multiple_of(20) { "没有的班" } else { "河南班" }),
        ("个人简介", &life),
    ])
}

#[test]
fn thousands_of_forms_take_no_more_memory_than_what_they_say() {
    const FILES: u32 = 3000;
    /// What the program takes before it has read anything, in MiB, and for each form of 1.7 KB, in KiB.
    const PROGRAM: u64 = 32;
    const EACH: u64 = 6;
    let office = Office::new();
    for number in 0..FILES {
        office.receive(&format!("{}/{number:04}.yaml", number / 1000), &one_of_many(number));
    }
    let outcome = office.compile_within(PROGRAM + u64::from(FILES) * EACH / 1024);
    let records = outcome.records();
    let accepted = records.iter().filter(|record| record.contains(" accepted")).count();
    assert_eq!((records.len(), accepted), (3000, 2850), "{}", outcome.said.stderr);
}
