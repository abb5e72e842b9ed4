//! What is shown of what strangers wrote: numbers of people stay masked however they are set apart, and no character gives an
//! order to a terminal or misleads an eye.

use std::fs;

use super::measured::within;
use crate::compile::builders::{Office, card_of};
use crate::compile::packed::zipped;
use crate::support::{files, run};

/// Signs that people, or programs, put between the digits of a number.
const SIGNS: [&str; 13] =
    [".", "·", "/", "_", "．", "\u{A0}", "\u{2011}", "\u{200B}", "\t", "–", ",", " . ", "\u{202F}"];

#[test]
fn numbers_are_masked_whatever_stands_between_their_digits() {
    let office = Office::new();
    for (number, sign) in SIGNS.iter().enumerate() {
        let join = |groups: [&str; 3]| format!("\"{}x\"", groups.join(sign));
        let (mobile, id) = (join(["138", "4567", "0001"]), join(["110000", "19850307", "456"]));
        let changes = [("手机", mobile.as_str()), ("身份证号", id.as_str()), ("填表日期", "2022.04.10")];
        office.receive(&format!("{number:02}.yaml"), &card_of(number as u32 * 2 + 1, &changes));
    }
    let said = run(office.root(), &["compile", "回收", "--out", "结果"]);
    let out = office.root().join("结果");
    let mut shown = vec![("terminal".to_owned(), said.stderr)];
    for name in files(&out) {
        let is_shown = name.ends_with("report.html") || name.contains("退回单");
        if let (true, Ok(text)) = (is_shown, fs::read_to_string(out.join(&name))) {
            // The report holds all values in its data; what is in clear there, its page shows on demand alone.
            shown.push((name, text));
        }
    }
    assert!(shown.len() > 2, "{:?}", shown.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (name, text) in &shown {
        assert!(text.contains("***"), "{name}");
        for hidden in ["4567", "19850307"] {
            assert!(!text.contains(hidden), "{name} shows {hidden}");
        }
    }
    // Days stay readable.
    assert!(shown[0].1.contains("2022.04.10") || !shown[0].1.contains("填表日期"), "{}", shown[0].1);
}

/// A workbook whose sheet has a name, and a value that no form has.
fn workbook(sheet: &str) -> Vec<u8> {
    let root =
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let relations =
        "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    let labels =
        ["推荐单位", "姓名", "性别", "民族", "政治面貌", "身份证号", "手机", "电子邮箱", "研究领域", "选择班次"];
    let cell = |text: &str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    let row = |(at, label): (usize, &&str)| {
        format!("<row r='{}'>{}{}</row>", at + 1, cell(label), cell("测_x001B_[31m_x009B_32m_x202E_试"))
    };
    let rows: String = labels.iter().enumerate().map(row).collect();
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>".to_owned(),
        ),
        ("_rels/.rels", root.to_owned()),
        (
            "xl/workbook.xml",
            format!("<workbook><sheets><sheet name='{sheet}' sheetId='1' r:id='r1'/></sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", relations.to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zipped(&parts)
}

/// What neither a terminal nor a text for a chat may hold.
fn orders(text: &str) -> Vec<char> {
    let is_order = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(is_order).collect()
}

#[test]
fn nothing_orders_a_terminal_or_turns_a_text_around() {
    let office = Office::new();
    office.receive_bytes("表.xlsx", &workbook("名&#27;]0;pwn&#7;&#155;31m&#x202e;单"));
    let wild = "\\e[31m\\x9B32m\\a\\u202E\\u2066\\x7F\\x85";
    office.receive("甲.yaml", &format!("表单: \"{wild}\"\n"));
    office.receive("乙.yaml", &format!("{}\"{wild}\": x\n", card_of(3, &[])));
    let every = ["推荐单位", "姓名", "民族", "手机", "选择班次", "身份证号"];
    for (number, label) in every.iter().enumerate() {
        let value = format!("\"测{wild}试\"");
        office.receive(&format!("{number}.yaml"), &card_of(number as u32 * 2 + 5, &[(label, &value)]));
    }
    let inner = zipped(&[("c\u{1B}[2J\u{9B}\u{202E}d.yaml", "表单: x\n".as_bytes())]);
    office.receive_bytes("包.zip", &inner);
    // Names that a disk of this kind can hold.
    if cfg!(unix) {
        let name = "\u{1B}[31m\u{9B}\n\u{202E}名.yaml";
        office.receive(name, "表单: x\n");
        office.receive("夹\u{1B}\u{202E}/无.bin", "\u{1}");
    }
    for args in [&["-v"][..], &["--lang", "en"], &["--color", "always"], &["--message-format", "json"]] {
        let args = [&["compile", "回收", "--out", "结果"], args].concat();
        let said = within("orders to a terminal", office.root(), &args);
        let told = said.stderr.replace("\u{1B}[", if args.contains(&"always") { "" } else { "\u{1B}[" });
        assert!(orders(&told).is_empty(), "{args:?}: {told}");
        assert!(orders(&said.stdout).is_empty(), "{args:?}: {}", said.stdout);
        for line in said.stdout.lines().filter(|_| args.contains(&"json")) {
            let told: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(told["code"].is_string(), "{line}");
        }
        // It is told all the same, so that people see what is there.
        let all = format!("{}{}", said.stderr, said.stdout);
        assert!(all.contains('\u{FFFD}') || all.contains("\\u202e"), "{all}");
    }
    let out = office.root().join("结果");
    let slips: Vec<String> = files(&out).into_iter().filter(|name| name.ends_with(".txt")).collect();
    assert!(!slips.is_empty());
    for name in slips {
        let text = fs::read_to_string(out.join(&name)).unwrap();
        assert!(orders(&text).is_empty(), "{name}");
    }
}
