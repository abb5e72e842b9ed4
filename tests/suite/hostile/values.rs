//! Values that are programs, formulas, or not what they seem; and photos that are larger than any wall.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use quick_xml::events::Event;
use zip::ZipArchive;

use super::measured::{Told, compiled, received};
use crate::compile::builders::{Office, PNG, card, card_of, person, roster};
use crate::support::{files, run};

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
        ("../外.png", "E0324"),
        ("..\\\\外.png", "E0324"),
        ("/etc/hostname", "E0324"),
        ("C:\\\\外.png", "E0324"),
        ("\\\\\\\\host\\\\share\\\\a.png", "E0324"),
        ("file:///etc/hostname", "E0324"),
        ("a/../../外.png", "E0324"),
        ("./././../外.png", "E0324"),
        // By its name it is no picture, and so it is not looked for.
        ("CON", "E0323"),
        ("外.png\u{202E}gnp.exe", "E0327"),
        ("%2e%2e/外.png", "E0322"),
        ("~/外.png", "E0322"),
        ("$HOME/外.png", "E0322"),
    ];
    for (number, (name, _)) in written.iter().enumerate() {
        let text = card_of(number as u32 * 2 + 1, &[("照片", &format!("\"{name}\""))]);
        office.receive(&format!("{number:02}.yaml"), &text);
    }
    let told = compiled("photos, 13 names that lead out", &office);
    for (number, (name, code)) in written.iter().enumerate() {
        assert!(tells_of(&told, &format!("{number:02}.yaml"), code), "{name}: {:?}", told.lines);
    }
}

/// Whether a problem of a code is told of a file.
fn tells_of(told: &Told, file: &str, code: &str) -> bool {
    let [file, code] = [format!("\"file\":\"{file}\""), format!("\"code\":\"{code}\"")];
    told.lines.iter().any(|line| line.contains(&file) && line.contains(&code))
}

/// Texts that mean harm to a page, a sheet, a terminal or an eye.
const NASTY: [(&str, &str); 11] = [
    ("script", "<script>alert(1)</script>"),
    ("an attribute", "\\\" onload=alert(1) x=\\\""),
    ("a template", "{{ 7 * 7 }}{% include '/etc/passwd' %}"),
    ("a formula", "=HYPERLINK(\\\"http://x\\\",\\\"y\\\")"),
    ("a command", "+cmd|' /C calc'!A0"),
    ("a command after a number", "-2+3+cmd|' /C calc'!A0"),
    ("an at sign", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("turned around", "测试\\u202Eexe.gpj"),
    ("nothing to be seen", "测试\\u200B\\u200D\\u2060甲"),
    ("a terminal's orders", "\\e[2J\\e[1;31m测试"),
    ("half a character and a non-character", "测试\\uFFFE\\uFFFF"),
];

/// A record for each of [`NASTY`], with it in three of its fields, and what came of them.
fn nasty() -> (Office, Told) {
    let office = Office::new();
    for (number, (_, text)) in NASTY.iter().enumerate() {
        let value = format!("\"{text}\"");
        let changes =
            [("研究领域", value.as_str()), ("个人简介", value.as_str()), ("工作单位及职务、职称", value.as_str())];
        office.receive(&format!("{number:02}.yaml"), &card_of(number as u32 * 2 + 1, &changes));
    }
    let told = compiled("values, eleven kinds of harm", &office);
    assert_eq!(told.ledger.len(), NASTY.len(), "{:?}", told.ledger);
    (office, told)
}

/// Every output with its text; a workbook or document by its parts, `a.xlsx!xl/workbook.xml`.
fn outputs(out: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for name in files(out) {
        let bytes = fs::read(out.join(&name)).unwrap();
        if !bytes.starts_with(b"PK") {
            texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            continue;
        }
        let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..package.len() {
            let mut part = package.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            let part = part.name().unwrap().into_owned();
            texts.push((format!("{name}!{part}"), String::from_utf8_lossy(&content).into_owned()));
        }
    }
    texts
}

#[test]
fn values_stay_texts_in_every_output() {
    let (office, told) = nasty();
    let outputs = outputs(&office.root().join("结果"));
    let parts = outputs.iter().filter(|(name, _)| name.contains(".xlsx!") || name.contains(".docx!")).count();
    assert!(parts > 20, "{parts}");
    for (name, text) in &outputs {
        assert!(!text.contains('\u{1B}'), "{name} gives orders to a terminal");
        if name.ends_with(".html") {
            assert!(!text.contains("<script>alert") && !text.contains("\" onload="), "{name} runs a script");
            assert!(!text.contains("7 * 7") || text.contains("{{ 7 * 7 }}"), "{name} worked a template out");
        }
        if name.ends_with(".csv") {
            // Whatever a spreadsheet program may take for a formula has an apostrophe before it, numbers too.
            let cells = text.split(['\n', ',']).map(|cell| cell.trim_start_matches('"'));
            let begins = |cell: &&str| cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']);
            let formulas: Vec<&str> = cells.filter(begins).collect();
            assert!(formulas.is_empty(), "{name}: {formulas:?}");
        }
        if name.contains(".xlsx!") {
            assert!(!text.contains("<f>") && !text.contains("<f "), "{name} holds a formula");
        }
        if name.contains(".docx!") {
            // The numbers of pages are the only fields.
            let fields =
                text.split("w:instr=\"").skip(1).all(|it| it.starts_with("PAGE\"") || it.starts_with("NUMPAGES\""));
            assert!(fields && !text.contains("instrText"), "{name} holds a field");
        }
        if name.contains('!') {
            let active = ["vbaProject", "externalLink", "oleObject", "activeX", "connections"];
            assert!(!active.iter().any(|it| name.contains(it)), "{name} is more than a text");
            assert!(!name.ends_with(".rels") || !text.contains("\"http://x"), "{name} leads where a sender wants");
        }
    }
    assert!(!told.said.stderr.contains('\u{1B}') && !told.said.stdout.contains('\u{1B}'));
}

/// E0327 sends them back; `summary.json`, which is for programs, alone has the values as they came.
#[test]
fn what_turns_or_hides_a_text_is_sent_back_and_shown_to_nobody() {
    let (office, told) = nasty();
    for kind in ["turned around", "nothing to be seen", "a terminal's orders"] {
        let number = NASTY.iter().position(|(it, _)| *it == kind).unwrap();
        assert!(tells_of(&told, &format!("{number:02}.yaml"), "E0327"), "{kind}: {:?}", told.lines);
    }
    for (name, text) in outputs(&office.root().join("结果")) {
        let hidden = text.contains(['\u{202E}', '\u{200B}', '\u{200D}', '\u{2060}']);
        assert!(!hidden || name == "2022/summary.json", "{name} shows what it should not");
    }
}

/// A file with the character itself is not read (E0131). The copy with marks is the sender's own text, byte for byte, and goes
/// back to the sender; nothing else has it.
#[test]
fn orders_to_a_terminal_stand_in_the_senders_own_copy_alone() {
    let office = Office::new();
    office.receive("令.yaml", &card_of(3, &[("研究领域", "\u{1B}[2J测试")]));
    let told = compiled("values, a terminal's orders as they are", &office);
    assert_eq!((told.fate("令.yaml"), told.tells("E0131")), ("读不出", true), "{:?}", told.codes());
    let shown = run(office.root(), &["compile", "回收", "--out", "结果"]);
    for said in [&told.said.stdout, &told.said.stderr, &shown.stdout, &shown.stderr] {
        assert!(!said.contains('\u{1B}'), "{said}");
    }
    let held = outputs(&office.root().join("结果")).into_iter().filter(|(_, text)| text.contains('\u{1B}'));
    let held: Vec<String> = held.map(|(name, _)| name).collect();
    assert_eq!(held, ["returns/_未知单位/令（已标注）.yaml"]);
}

/// Characters that XML cannot hold, between others that it must not take for its own.
const FOREIGN: &str = "\\x0B\\0\\e\\x1F\\uFFFE\\uFFFF\\x85</a>&#1;]]>_x000D_";

#[test]
fn no_sender_spoils_a_workbook_or_a_document() {
    let office = Office::new();
    office.receive("好.yaml", &card(&[]));
    let value = |before: &str| format!("\"{before}{FOREIGN}\"");
    let every = ["姓名", "研究领域", "个人简介", "工作单位及职务、职称", "推荐单位", "选择班次"];
    for (number, label) in every.iter().enumerate() {
        office.receive(&format!("{number}.yaml"), &card_of(number as u32 * 2 + 1, &[(label, &value("测"))]));
    }
    let (name, unit) = (value("测试"), value("示例"));
    let header = [("推荐单位", unit.as_str()), ("联系人", name.as_str()), ("联系电话", name.as_str())];
    office.receive("表.yaml", &roster(&header, &[person(&name, &[("擅长领域", &name)])]));
    let mail = format!(
        "From: \"=?utf-8?Q?=0B=EF=BF=BF?=\" <a@example.org>\nSubject: \u{B}\n\n{}",
        card_of(99, &[("姓名", &name)])
    );
    office.receive("信.eml", &mail);
    // For the library, and for rows that are packed as they come.
    for (title, long) in [("XML, what it cannot hold", false), ("XML, what it cannot hold, in long sheets", true)] {
        if long {
            let people = (0..1_100).map(|number| person(&format!("\"测{number}{FOREIGN}\""), &[])).collect::<Vec<_>>();
            office.receive("长.yaml", &roster(&[("填表日期", "2025-08-11")], &people));
        }
        let told = compiled(title, &office);
        assert!(told.tells("E0327"), "{:?}", told.codes());
        let out = office.root().join("结果");
        let packages: Vec<String> =
            files(&out).into_iter().filter(|name| name.ends_with(".xlsx") || name.ends_with(".docx")).collect();
        assert!(packages.iter().any(|name| name == "2022/summary.xlsx"), "{packages:?}");
        assert!(packages.iter().any(|name| name.ends_with(".docx")), "{packages:?}");
        packages.iter().for_each(|name| is_well_formed(name, &fs::read(out.join(name)).unwrap()));
    }
}

/// Parses every part of a package: tags, attributes, and the characters that stand in them or are meant by references.
fn is_well_formed(name: &str, package: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let title = format!("{name} {}", part.name().unwrap());
        if !title.ends_with(".xml") && !title.ends_with(".rels") {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let is_char = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        let foreign = |text: &str| text.char_indices().find(|(_, c)| !is_char(*c));
        assert_eq!(foreign(&text), None, "{title}");
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{title}: {error}")) {
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        let attribute = attribute.unwrap_or_else(|error| panic!("{title}: {error}"));
                        let value = attribute.value.into_owned();
                        assert!(!value.contains('<'), "{title}: {value}");
                        let value =
                            quick_xml::escape::unescape(&value).unwrap_or_else(|error| panic!("{title}: {error}"));
                        assert_eq!(foreign(&value), None, "{title}");
                    }
                }
                Event::GeneralRef(named) => {
                    if let Some(c) = named.resolve_char_ref().unwrap() {
                        assert!(is_char(c), "{title}: {c:?}");
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
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
