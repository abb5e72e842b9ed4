//! Marked copies: people's own files with what is wrong noted at its place, and nothing else touched.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};

use super::book::Book;
use super::builders::{Office, card, card_of, people, roster};
use crate::support::{files, repository};

const UNIT: &str = "示例集团科学技术协会";

/// The official table with a month that does not exist (E3), and a row that ends early (J4).
fn table() -> String {
    format!(
        "| 推荐单位（加盖公章）：{UNIT}  联系人及电话：测试联络甲 010-00000001  填表日期：2025年8月10日 |
         | 序号 | 姓名 | 性别 | 民族 | 出生年月 | 政治面貌 | 单位职务 | 最高学历 | 擅长领域 | 联系方式 | 可否参加专题研修班 | 可否参加国情研修活动 |
         | 1 | 测试甲 | 男 | 汉族 | 1980-13 | 群众 | 示例大学教授 | 博士研究生 | 精密测量 | 13800000000 | 是 | 否 |
         | 2 | 测试乙 | 女 | 汉族 | 1985-03 | 群众 | 示例大学教授 | 博士研究生 | 精密测量 |"
    )
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().unwrap().into_owned(), bytes);
    }
    parts
}

fn text(bytes: &[u8], part: &str) -> String {
    String::from_utf8(parts(bytes)[part].clone()).unwrap()
}

/// A package with its parts changed.
fn repacked(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(bytes) {
        zip.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => change(&name, text).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The copy of a file that an office received alone; with its folder and name, and what became of its records.
fn copy(name: &str, bytes: &[u8]) -> (String, Vec<u8>, Vec<String>) {
    let office = Office::new();
    office.receive_bytes(name, bytes);
    let outcome = office.compile();
    let out = office.root().join("结果");
    let found = files(&out).into_iter().find(|path| path.contains("（已标注）"));
    let lists: Vec<String> = files(&out).into_iter().filter(|path| path.ends_with("copies.csv")).collect();
    let said = || lists.iter().map(|list| fs::read_to_string(out.join(list)).unwrap()).collect::<String>();
    let path = found.unwrap_or_else(|| panic!("{name} has no copy: {}", said()));
    (path.clone(), fs::read(out.join(&path)).unwrap(), values(&outcome))
}

/// Records without their file's name.
fn values(outcome: &super::builders::Outcome) -> Vec<String> {
    let records = outcome.summaries.iter().flat_map(|it| it["records"].as_array().unwrap().clone());
    records.map(|it| format!("{} {} {} {}", it["record"], it["status"], it["values"], it["problems"])).collect()
}

/// What is made of a copy must be what was made of the original; and a copy of it is the same again.
fn says_the_same(name: &str, original: &[u8]) -> Vec<u8> {
    let (_, first, before) = copy(name, original);
    let (_, second, after) = copy(name, &first);
    assert_eq!(after, before, "{name}");
    assert!(first == second || parts(&first) == parts(&second), "{name}: a copy of a copy differs");
    first
}

#[test]
fn a_text_gets_comments_in_its_own_encoding() {
    let text =
        card(&[("手机", "1380000123"), ("个人简介", "|\n  在示例大学任教。\n  手机: 不是栏目")]).replace('\n', "\r\n");
    let (path, bytes, _) = copy("甲.yaml", text.as_bytes());
    assert_eq!(path, "2022/returns/示例力学学会/甲（已标注）.yaml");
    let marked = String::from_utf8(bytes).unwrap();
    let wanted =
        "手机: 1380000123\r\n# ▲ 问题：「手机」的「138***0123」不是手机号。请填写以 1 开头的 11 位手机号。\r\n";
    assert!(marked.contains(wanted), "{marked}");
    let kept: String = marked.split_inclusive('\n').filter(|line| !line.starts_with("# ▲")).collect();
    assert_eq!(kept, text, "all other lines are as they were");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked_utf8 = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    for bytes in [text.as_bytes(), &gb, &utf16, &marked_utf8] {
        let first = says_the_same("甲.yaml", bytes);
        assert_eq!(first.starts_with(&[0xFF, 0xFE]), bytes.starts_with(&[0xFF, 0xFE]));
        assert_eq!(first.starts_with(&[0xEF, 0xBB, 0xBF]), bytes.starts_with(&[0xEF, 0xBB, 0xBF]));
    }
    says_the_same("甲.txt", format!("您好：\n\n{text}\n\n谢谢！\n").as_bytes());
}

#[test]
fn a_workbook_keeps_all_but_the_marked_cells() {
    let original = Book::default().sheet("名单", &table()).sheet("说明", "| 无 |").merge(&["A1:B1"]).bytes();
    let (path, bytes, _) = copy("名单.xlsx", &original);
    assert_eq!(path, format!("2025/returns/{UNIT}/名单（已标注）.xlsx"));
    let (before, after) = (parts(&original), parts(&bytes));
    let changed: Vec<&String> = before.keys().filter(|name| before[*name] != after[*name]).collect();
    assert_eq!(changed, ["[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]);
    let comments = text(&bytes, "xl/comments1.xml");
    assert!(comments.contains("<comment ref=\"E3\"") && comments.contains("1980-13"), "{comments}");
    assert!(comments.contains("<author>linghang</author>"));
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<legacyDrawing r:id=\"rIdLh"), "{sheet}");
    let missing = sheet.find("<c r=\"J4\" s=\"").expect("a cell that was not there is put in");
    assert!(missing > sheet.find("<c r=\"I4\"").unwrap() && missing < sheet.find("</row></sheetData>").unwrap());
    let drawing = text(&bytes, "xl/drawings/vmlDrawing1.vml");
    assert!(drawing.contains("<x:Row>2</x:Row><x:Column>4</x:Column>"), "{drawing}");
    says_the_same("名单.xlsx", &original);
}

#[test]
fn comments_of_people_stay_and_ours_stand_below() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in table().lines().enumerate() {
        for (column, cell) in line.trim().trim_matches('|').split('|').enumerate() {
            sheet.write(row as u32, column as u16, cell.trim()).unwrap();
        }
    }
    let note = |text: &str| rust_xlsxwriter::Note::new(text).set_author("测试丁");
    sheet.insert_note(2, 4, &note("生日待核")).unwrap();
    sheet.insert_note(2, 1, &note("组长")).unwrap();
    sheet.protect();
    let marked = says_the_same("表.xlsx", &book.save_to_buffer().unwrap());
    let comments = text(&marked, "xl/comments1.xml");
    let at = |word: &str| comments.find(word).unwrap_or_else(|| panic!("{word} in {comments}"));
    assert!(at("组长") > 0 && at("生日待核") < at("▲ 问题"), "{comments}");
    assert!(text(&marked, "xl/worksheets/sheet1.xml").contains("<sheetProtection"));
}

#[test]
fn mended_cells_of_a_copy_lose_their_colour_and_their_comment() {
    let original = Book::default().sheet("名单", &table()).bytes();
    let (_, first, _) = copy("表.xlsx", &original);
    // The sender mends the month in the copy, and leaves the rest.
    let mended = repacked(&first, |_, text| text.replace("1980-13", "1980-12"));
    let (_, second, _) = copy("表.xlsx", &mended);
    let comments = text(&second, "xl/comments1.xml");
    assert!(!comments.contains("ref=\"E3\"") && comments.contains("ref=\"J4\""), "{comments}");
    assert!(!text(&second, "xl/drawings/vmlDrawing1.vml").contains("<x:Row>2</x:Row><x:Column>4</x:Column>"));
    let style = |bytes: &[u8], cell: &str| {
        let sheet = text(bytes, "xl/worksheets/sheet1.xml");
        let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\"")).unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    };
    assert_eq!(style(&second, "E3").replace(" s=\"0\"", ""), style(&original, "E3"));
}

#[test]
fn other_ways_to_write_a_workbook_are_respected() {
    let original = Book::default().sheet("名单", &table()).bytes();
    let strict = repacked(&original, |_, text| {
        text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    });
    let marked = says_the_same("表.xlsx", &strict);
    assert!(text(&marked, "xl/comments1.xml").contains("http://purl.oclc.org/ooxml/spreadsheetml/main"));
    assert!(
        text(&marked, "xl/worksheets/_rels/sheet1.xml.rels")
            .contains("purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
    let marked = says_the_same("表.xlsx", &prefixed());
    let sheet = text(&marked, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<x:c r=\"J4\" s=\"") && sheet.contains("<x:legacyDrawing xmlns:r="), "{sheet}");
    assert!(text(&marked, "xl/styles.xml").contains("FFFFC9CB"), "formats are added where there were none");
}

/// A workbook as some programs write it: prefixes everywhere, texts in their cells, no formats, and cells without names.
fn prefixed() -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let cell = |text: &str| format!("<x:c t=\"inlineStr\"><x:is><x:t>{}</x:t></x:is></x:c>", text.trim());
    let row = |line: &str| {
        let cells: String = line.trim().trim_matches('|').split('|').map(cell).collect();
        format!("<x:row>{cells}</x:row>")
    };
    let rows: String = table().lines().map(row).collect();
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"R1\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let book = format!(
        "<x:workbook xmlns:x=\"{MAIN}\" xmlns:r=\"{KINDS}\"><x:sheets><x:sheet name=\"名单\" sheetId=\"1\" r:id=\"R1\"/></x:sheets></x:workbook>"
    );
    let sheet =
        format!("\u{FEFF}<x:worksheet xmlns:x=\"{MAIN}\"><x:sheetData>{rows}</x:sheetData><x:extLst/></x:worksheet>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn real_office_files_say_the_same_in_their_copies() {
    let folder = repository().join("tests/fixtures/office");
    let mut marked = 0;
    for name in files(&folder).into_iter().filter(|name| name.ends_with("x")) {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let office = Office::new();
        let file = name.rsplit('/').next().unwrap();
        office.receive_bytes(file, &bytes);
        office.compile();
        if files(&office.root().join("结果")).iter().any(|path| path.contains("（已标注）")) {
            let copy = says_the_same(file, &bytes);
            let (before, after) = (parts(&bytes), parts(&copy));
            let changed = before.keys().filter(|name| before[*name] != after[*name]).count();
            assert!(changed <= 4, "{name}: {changed} parts");
            marked += 1;
        }
    }
    assert!(marked >= 4, "{marked} files had something to be marked");
}

#[test]
fn a_document_gets_comments_around_its_paragraphs() {
    let bytes = fs::read(repository().join("tests/fixtures/office/word/annex-python-docx.docx")).unwrap();
    let marked = says_the_same("附件.docx", &bytes);
    let body = text(&marked, "word/document.xml");
    let comments = text(&marked, "word/comments.xml");
    let count = comments.matches("<w:comment ").count();
    assert!(count > 0 && comments.contains("w:author=\"linghang\"") && !comments.contains("w:date"), "{comments}");
    for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
        assert_eq!(body.matches(mark).count(), count, "{mark}");
    }
    let original = text(&bytes, "word/document.xml");
    let bare = body.split("<w:commentRange").enumerate().map(|(index, piece)| match index {
        0 => piece.to_owned(),
        _ => {
            let (_, rest) = piece.split_once("/>").unwrap();
            let reference = rest.strip_prefix("<w:r><w:commentReference").and_then(|it| it.split_once("</w:r>"));
            reference.map_or(rest, |(_, rest)| rest).to_owned()
        }
    });
    assert_eq!(bare.collect::<String>(), original, "nothing else was touched");
}

#[test]
fn every_copy_lies_in_the_folder_of_its_unit_alone() {
    let office = Office::with(&[
        ("一/表.yaml", card(&[("手机", "1")])),
        ("二/表.yaml", card_of(3, &[("手机", "1")])),
        ("好.yaml", card_of(5, &[])),
        ("坏.yaml", "表单: registration-2022\n姓名：甲\n".to_owned()),
        ("外.yaml", roster(&[("推荐单位", "../甲:乙")], &people(0, 1, &[("政治面貌", "党员?")]))),
    ]);
    let zip = {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("内/名单.xlsx", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&Book::default().sheet("名单", &table()).bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    office.receive_bytes("包.zip", &zip);
    office.receive_bytes("扫描.pdf", b"%PDF-1.7");
    office.compile();
    let out = office.root().join("结果");
    let copies: Vec<String> = files(&out).into_iter().filter(|path| path.contains("returns/")).collect();
    assert!(copies.contains(&"2022/returns/示例力学学会/表（已标注）.yaml".to_owned()), "{copies:?}");
    assert!(copies.contains(&"2022/returns/示例力学学会/表（已标注） (2).yaml".to_owned()), "{copies:?}");
    assert!(copies.contains(&format!("2025/returns/{UNIT}/名单（已标注）.xlsx")), "{copies:?}");
    assert!(copies.contains(&"returns/_未知单位/坏（已标注）.yaml".to_owned()), "{copies:?}");
    assert!(!copies.iter().any(|path| path.contains("好")), "{copies:?}");
    let odd = copies.iter().find(|path| path.contains("/外（已标注）")).unwrap();
    assert!(odd.starts_with("2025/returns/_甲_乙-") || odd.starts_with("2025/returns/甲_乙-"), "{odd}");
    let list = fs::read_to_string(out.join("returns/copies.csv")).unwrap();
    assert!(list.contains("扫描.pdf,_未知单位,,只有 xlsx、docx、yaml 和 txt 可以标注"), "{list}");
}

#[test]
fn what_cannot_be_marked_safely_is_left_alone_with_its_reason() {
    let original = Book::default().sheet("名单", &table()).bytes();
    let mut zip = zip::ZipWriter::new_append(Cursor::new(original.clone())).unwrap();
    zip.start_file("_xmlsignatures/origin.sigs", zip::write::SimpleFileOptions::default()).unwrap();
    let signed = zip.finish().unwrap().into_inner();
    let doubled = repacked(&original, |name, text| match name {
        "xl/styles.xml" => text.replacen("<cellXfs", "<cellXf", 1).replacen("</cellXfs", "</cellXf", 1),
        _ => text,
    });
    for (bytes, reason) in [(signed, "数字签名"), (doubled, "写法特殊")] {
        let office = Office::new();
        office.receive_bytes("表.xlsx", &bytes);
        office.compile();
        let list = fs::read_to_string(office.root().join("结果/2025/returns/copies.csv")).unwrap();
        assert!(list.contains(reason), "{list}");
    }
}
