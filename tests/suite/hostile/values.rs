//! Values that are programs, formulas, or not what they seem; and photos that are larger than any wall.

use std::fs;

use super::measured::{compiled, received};
use crate::compile::builders::{Office, PNG, card, card_of};
use crate::support::files;

/// A PNG that says it has so many pixels each way.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = PNG.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

#[test]
fn photos_of_absurd_size_are_never_unpacked() {
    for (title, picture) in [
        ("photo, 2^31 pixels wide and high", png(i32::MAX as u32, i32::MAX as u32)),
        ("photo, 2^32 pixels", png(u32::MAX, u32::MAX)),
        ("photo, no pixel at all", png(0, 0)),
        ("photo, 60,000 pixels", png(60_000, 60_000)),
    ] {
        let office = Office::new();
        office.receive("甲.yaml", &card(&[("照片", "甲.png")]));
        office.receive_bytes("甲.png", &picture);
        let args = ["compile", "回收", "--out", "结果", "--photos"];
        let said = super::measured::within(title, office.root(), &args);
        assert!((0..=1).contains(&said.status) && !said.stderr.contains("[E0108]"), "{title}: {}", said.stderr);
    }
}

#[test]
fn names_of_photos_lead_nowhere() {
    let office = Office::new();
    fs::write(office.root().join("外.png"), PNG).unwrap();
    let written = [
        "../外.png",
        "..\\\\外.png",
        "/etc/hostname",
        "C:\\\\外.png",
        "\\\\\\\\host\\\\share\\\\a.png",
        "file:///etc/hostname",
        "a/../../外.png",
        "./././../外.png",
        "CON",
        "外.png\u{202E}gnp.exe",
        "%2e%2e/外.png",
        "~/外.png",
        "$HOME/外.png",
    ];
    for (number, name) in written.iter().enumerate() {
        let text = card_of(number as u32 * 2 + 1, &[("照片", &format!("\"{name}\""))]);
        office.receive(&format!("{number:02}.yaml"), &text);
    }
    let told = compiled("photos, 13 names that lead out", &office);
    let outside = ["E0322", "E0323", "E0324", "E0315"];
    let refused = told.lines.iter().filter(|line| outside.iter().any(|code| line.contains(code))).count();
    assert!(refused >= written.len() - 1, "{refused}: {:?}", told.lines);
}

/// Texts that mean harm to a page, a sheet, a terminal or an eye.
const NASTY: [(&str, &str); 10] = [
    ("script", "<script>alert(1)</script>"),
    ("an attribute", "\\\" onload=alert(1) x=\\\""),
    ("a template", "{{ 7 * 7 }}{% include '/etc/passwd' %}"),
    ("a formula", "=HYPERLINK(\\\"http://x\\\",\\\"y\\\")"),
    ("a command", "+cmd|' /C calc'!A0"),
    ("an at sign", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("turned around", "测试\\u202Eexe.gpj"),
    ("nothing to be seen", "测试\\u200B\\u200D\\u2060甲"),
    ("a terminal's orders", "\\e[2J\\e[1;31m测试"),
    ("half a character and a non-character", "测试\\uFFFE\\uFFFF"),
];

#[test]
fn values_stay_texts_in_every_output() {
    let office = Office::new();
    for (number, (_, text)) in NASTY.iter().enumerate() {
        let value = format!("\"{text}\"");
        let changes =
            [("研究领域", value.as_str()), ("个人简介", value.as_str()), ("工作单位及职务、职称", value.as_str())];
        office.receive(&format!("{number:02}.yaml"), &card_of(number as u32 * 2 + 1, &changes));
    }
    let told = compiled("values, ten kinds of harm", &office);
    assert_eq!(told.ledger.len(), NASTY.len(), "{:?}", told.ledger);
    let out = office.root().join("结果");
    for name in files(&out) {
        let Ok(text) = fs::read_to_string(out.join(&name)) else { continue };
        assert!(!text.contains('\u{1B}'), "{name} gives orders to a terminal");
        if name.ends_with(".html") {
            assert!(!text.contains("<script>alert") && !text.contains("\" onload="), "{name} runs a script");
            assert!(!text.contains("7 * 7") || text.contains("{{ 7 * 7 }}"), "{name} worked a template out");
        }
        if name.ends_with(".csv") {
            let cells = text.split(['\n', ',']).map(|cell| cell.trim_start_matches('"'));
            let formulas: Vec<&str> = cells.filter(|cell| cell.starts_with(['=', '@', '\t'])).collect();
            assert!(formulas.is_empty(), "{name}: {formulas:?}");
        }
    }
    assert!(!told.said.stderr.contains('\u{1B}') && !told.said.stdout.contains('\u{1B}'));
}

#[test]
fn a_name_of_a_megabyte_is_told_in_a_line() {
    let long = "甲".repeat(350_000);
    let told = received("values, a name of 1 MB", "长.yaml", card_of(3, &[("姓名", &long)]).as_bytes());
    assert_eq!(told.fate("长.yaml"), "已读取");
    assert!(
        told.lines.iter().all(|line| line.len() < 4_000),
        "a problem takes {:?}",
        told.lines.iter().map(String::len).max()
    );
    let every = ["姓名", "推荐单位", "身份证号", "手机", "电子邮箱", "选择班次", "民族"];
    let changes: Vec<(&str, &str)> = every.iter().map(|label| (*label, long.as_str())).collect();
    let told = received("values, seven values of 1 MB each", "长.yaml", card_of(3, &changes).as_bytes());
    assert_eq!(told.fate("长.yaml"), "已读取");
    let told = received("values, a label of 1 MB", "长.yaml", format!("{}{long}: x\n", card_of(3, &[])).as_bytes());
    assert!(
        told.lines.iter().all(|line| line.len() < 4_000),
        "a problem takes {:?}",
        told.lines.iter().map(String::len).max()
    );
}
