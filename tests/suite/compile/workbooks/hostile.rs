//! Workbooks that want to fill the memory, lead out of the file, or never end.

use std::time::Instant;

use super::{compiled, packed, person, received, roster};
use crate::compile::book::Book;
use crate::compile::builders::Outcome;

/// The parts of the smallest workbook, with one sheet.
fn parts<'a>(sheet: &'a str, workbook: &'a str) -> Vec<(&'static str, &'a str)> {
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
    let root =
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let relations = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>";
    vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
}

const WORKBOOK: &str = "<workbook><sheets><sheet name='名单' sheetId='1' r:id='r1'/></sheets></workbook>";

/// Compiles a workbook that has to be refused soon, with one problem of a code.
fn refused(bytes: &[u8], code: &str) -> Outcome {
    let start = Instant::now();
    let outcome = received("表.xlsx", bytes);
    assert!(start.elapsed().as_secs() < 60, "it took {:?}", start.elapsed());
    assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{}", outcome.said.stderr);
    assert_eq!(outcome.ledger(), ["表.xlsx 读不出 0"]);
    outcome
}

fn inline(row: u32, cells: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    format!("<row r='{row}'>{}</row>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn one_far_cell_is_only_one_cell() {
    let book = Book::default().sheet("名单", &roster(&[person("测试甲")])).far(1_048_576, 16_384, "远");
    let outcome = compiled(&book);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326"]);
    assert_eq!(outcome.problems("E0426"), ["表.xlsx 名单!XFD1048576 note"]);
}

#[test]
fn what_inflates_without_end_is_refused() {
    let blanks = " ".repeat(64 << 20);
    let sheet = format!("<worksheet><sheetData>{blanks}</sheetData></worksheet>");
    let outcome = refused(&packed(&parts(&sheet, WORKBOOK)), "E0144");
    assert!(outcome.said.stderr.contains("解压后大小超过上限"), "{}", outcome.said.stderr);
}

#[test]
fn cells_strings_names_and_sheets_are_counted() {
    let cells: String = (1..=40).map(|row| inline(row, &["x"; 6_000])).collect();
    refused(&packed(&parts(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), WORKBOOK)), "E0144");

    let sheet = "<worksheet><sheetData/></worksheet>";
    let strings = format!("<sst uniqueCount='99999999999999'>{}</sst>", "<si><t/></si>".repeat(1_000_000));
    let mut with_strings = parts(sheet, WORKBOOK);
    with_strings.push(("xl/sharedStrings.xml", &strings));
    refused(&packed(&with_strings), "E0144");

    let names = "<definedName name='lh_name'>名单!$A$1</definedName>".repeat(500_000);
    let workbook = WORKBOOK.replace("</workbook>", &format!("<definedNames>{names}</definedNames></workbook>"));
    refused(&packed(&parts(sheet, &workbook)), "E0420");

    let sheets = "<sheet name='名单' r:id='r1'/>".repeat(1_000);
    refused(&packed(&parts(sheet, &format!("<workbook><sheets>{sheets}</sheets></workbook>"))), "E0144");
}

#[test]
fn a_count_that_lies_costs_nothing() {
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", inline(1, &["x"]));
    let mut lying = parts(&sheet, WORKBOOK);
    lying.push(("xl/sharedStrings.xml", "<sst uniqueCount='99999999999999' count='99999999999999'/>"));
    refused(&packed(&lying), "E0420");
}

#[test]
fn entities_and_document_types_are_refused() {
    for head in [
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData><row><c t='str'><v>&e;</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t='str'><v>&unknown;</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c r='XFE1048577'/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c><v>1</v>",
    ] {
        let outcome = refused(&packed(&parts(head, WORKBOOK)), "E0143");
        assert!(!outcome.said.stderr.contains("root:"), "{}", outcome.said.stderr);
    }
}

#[test]
fn broken_packages_are_told() {
    let whole = Book::default().sheet("名单", &roster(&[person("测试甲")])).bytes();
    for cut in [30, whole.len() / 2, whole.len() - 10] {
        refused(&whole[..cut], "E0143");
    }
    let mut flipped = whole.clone();
    let middle = flipped.len() / 3;
    flipped[middle..middle + 40].fill(0xFF);
    let outcome = received("表.xlsx", &flipped);
    assert_eq!(outcome.ledger().len(), 1);
    refused(&packed(&[("[Content_Types].xml", "<Types/>")]), "E0143");
}

#[test]
fn formulas_are_never_worked_out() {
    let labels = ["序号", "姓名", "出生年月", "政治面貌", "单位职务", "性别"];
    let circle = "<row r='2'><c r='A2'><v>1</v></c><c r='B2'><f>B2</f></c><c r='C2' t='e'><f>D2</f><v>#REF!</v></c><c r='D2' t='str'><f>C2</f><v>群众</v></c></row>";
    let sheet = format!("<worksheet><sheetData>{}{circle}</sheetData></worksheet>", inline(1, &labels));
    let outcome = received("表.xlsx", &packed(&parts(&sheet, WORKBOOK)));
    assert_eq!(outcome.problems("E0330"), ["表.xlsx 名单!B2 error"]);
    assert_eq!(outcome.problems("E0329"), ["表.xlsx 名单!C2 error"]);
    assert_eq!(outcome.values("political_status"), ["群众"]);
}
