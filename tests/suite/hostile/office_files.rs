//! Workbooks and documents that inflate, count, nest or refer without end. Others are in `compile/workbooks/hostile.rs` and
//! `compile/heavy.rs`.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::measured::received;
use crate::compile::book::Book;

pub const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The parts of the smallest workbook.
pub fn parts(changed: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let relations = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>";
    let own = [
        ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        ("xl/workbook.xml", "<workbook><sheets><sheet name='名单' sheetId='1' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relations),
        (SHEET, "<worksheet><sheetData/></worksheet>"),
    ];
    let text = |name: &str| changed.iter().find(|(it, _)| *it == name).map(|(_, text)| *text);
    let more = changed.iter().filter(|(name, _)| own.iter().all(|(it, _)| it != name));
    let all = own.into_iter().map(|(name, it)| (name, text(name).unwrap_or(it))).chain(more.copied());
    all.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
}

pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Compiles a workbook that is refused with a code.
fn refused(title: &str, bytes: &[u8], code: &str) {
    let told = received(title, "表.xlsx", bytes);
    assert_eq!(told.fate("表.xlsx"), "读不出", "{title}");
    assert!(told.tells(code), "{title}: {:?}", told.codes());
}

#[test]
fn one_far_cell_costs_as_much_as_a_near_one() {
    let book = Book::default().sheet("名单", "| 姓名 |\n| 测试甲 |\n").far(1_048_576, 16_384, "远");
    received("xlsx, a cell at XFD1048576", "表.xlsx", &book.bytes());
}

#[test]
fn a_gibibyte_of_xml_is_not_inflated() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let fast = SimpleFileOptions::default().compression_level(Some(1));
    for (name, content) in parts(&[]).iter().filter(|(name, _)| name != SHEET) {
        zip.start_file(name.as_str(), fast).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.start_file(SHEET, fast).unwrap();
    zip.write_all(b"<worksheet><sheetData>").unwrap();
    let blanks = vec![b' '; 1 << 20];
    (0..1 << 10).for_each(|_| zip.write_all(&blanks).unwrap());
    zip.write_all(b"</sheetData></worksheet>").unwrap();
    refused("xlsx, 1 GiB of XML", &zip.finish().unwrap().into_inner(), "E0144");
}

#[test]
fn a_million_strings_and_a_million_names_are_refused() {
    let strings = format!("<sst>{}</sst>", "<si><t/></si>".repeat(1_000_000));
    refused("xlsx, a million shared strings", &packed(&parts(&[("xl/sharedStrings.xml", &strings)])), "E0144");
    let names: String = (0..1_000_000).map(|n| format!("<definedName name='lh_{n}'>名单!$A$1</definedName>")).collect();
    let book = format!(
        "<workbook><sheets><sheet name='名单' sheetId='1' r:id='r1'/></sheets><definedNames>{names}</definedNames></workbook>"
    );
    refused("xlsx, a million defined names", &packed(&parts(&[("xl/workbook.xml", &book)])), "E0144");
}

#[test]
fn entities_grow_into_nothing() {
    let mut entities = "<!ENTITY a0 'ha'>".to_owned();
    for level in 1..20 {
        let uses = format!("&a{};", level - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY a{level} '{uses}'>"));
    }
    let sheet = format!(
        "<!DOCTYPE worksheet [{entities}]><worksheet><sheetData><row r='1'><c t='str'><v>&a19;</v></c></row></sheetData></worksheet>"
    );
    refused("xlsx, entities of 10^19 texts", &packed(&parts(&[(SHEET, &sheet)])), "E0143");
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData><row r='1'><c t='str'><v>&e;</v></c></row></sheetData></worksheet>";
    let told = received("xlsx, an entity from another file", "表.xlsx", &packed(&parts(&[(SHEET, outside)])));
    assert!(told.tells("E0143") && !told.said.stdout.contains("root:"), "{:?}", told.codes());
}

#[test]
fn formulas_that_want_themselves_are_not_worked_out() {
    let cells: String = (1..=20_000)
        .map(|row| {
            let next = row % 20_000 + 1;
            format!("<row r='{row}'><c r='A{row}'><f>SUM(A{next}:XFD{next})</f></c></row>")
        })
        .collect();
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    received("xlsx, 20,000 circular formulas", "表.xlsx", &packed(&parts(&[(SHEET, &sheet)])));
}

#[test]
fn merged_areas_and_columns_over_the_whole_sheet_are_only_counted() {
    let merged = "<mergeCell ref='A1:XFD1048576'/>".repeat(10_000);
    let sheet = format!(
        "<worksheet><cols><col min='1' max='16384' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c></row></sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    );
    received("xlsx, 10,000 merged areas of a whole sheet", "表.xlsx", &packed(&parts(&[(SHEET, &sheet)])));
}

/// A document of this body.
pub fn document(body: &str) -> Vec<u8> {
    let main = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
    );
    let root =
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let types = "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let parts = [("[Content_Types].xml", types), ("_rels/.rels", root), ("word/document.xml", &main)];
    packed(&parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())))
}

#[test]
fn tables_within_tables_have_an_end() {
    const TABLES: usize = 100_000;
    let open = "<w:tbl><w:tr><w:tc>".repeat(TABLES);
    let close = "</w:tc></w:tr></w:tbl>".repeat(TABLES);
    for (title, body) in [
        ("docx, 100,000 nested tables", format!("{open}<w:p><w:r><w:t>姓名</w:t></w:r></w:p>{close}")),
        ("docx, 100,000 nested tables that do not end", open.clone()),
        ("docx, 100,000 nested content controls", "<w:sdt><w:sdtContent>".repeat(TABLES)),
    ] {
        let told = received(title, "表.docx", &document(&body));
        assert_eq!(told.fate("表.docx"), "读不出", "{title}");
        assert!(told.codes().len() == 1, "{title}: {:?}", told.codes());
    }
}

#[test]
fn a_table_of_a_million_cells_and_spans_beyond_any_page_are_bounded() {
    let cells = "<w:tc><w:p/></w:tc>".repeat(1_000_000);
    // Each one said to be a person's name: the head that each belongs to is looked for once.
    let keyed = "<w:tc><w:sdt><w:sdtPr><w:tag w:val='name'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc>";
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc></w:tr><w:tr>{}</w:tr></w:tbl>",
        keyed.repeat(60_000)
    );
    let told = received("docx, a row of 60,000 keyed cells", "表.docx", &document(&body));
    assert!(!told.tells("E0153"), "it was looked through");
    received("docx, a million cells", "表.docx", &document(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")));
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val='2147483647'/></w:tcPr><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc>";
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", wide.repeat(1_000));
    received("docx, cells of 2^31 columns", "表.docx", &document(&body));
}
