//! Tables in which a few cells say much: texts that are shared, repeated or merged over many rows, labels without number,
//! and whole sheets of people. What the former cost was cubic; all of it takes moments now.

use std::io::{Cursor, Write};
use std::time::Instant;

use super::measured::{Told, received};
use super::office_files::{SHEET, document, packed, parts};

/// What any of these may take in seconds, in a debug build on a processor that others use too. Each took minutes.
const SECONDS: u64 = 60;

const LABELS: [&str; 7] = ["序号", "姓名", "性别", "民族", "出生年月", "政治面貌", "单位职务"];

fn soon(title: &str, name: &str, bytes: &[u8]) -> Told {
    let start = Instant::now();
    let told = received(title, name, bytes);
    assert!(start.elapsed().as_secs() < SECONDS, "{title}: {:?}", start.elapsed());
    told
}

/// Compiles a file that is refused with a code.
fn refused(title: &str, name: &str, bytes: &[u8], code: &str) {
    let told = soon(title, name, bytes);
    assert_eq!(told.fate(name), "读不出", "{title}");
    assert!(told.tells(code), "{title}: {:?}", told.codes());
}

/// The name of a column, from 1.
fn letters(column: usize) -> String {
    let before = if column > 26 { letters((column - 1) / 26) } else { String::new() };
    format!("{before}{}", char::from(b'A' + ((column - 1) % 26) as u8))
}

fn row(number: usize, cells: impl IntoIterator<Item = (usize, String)>) -> String {
    let cell = |(column, text): (usize, String)| {
        format!("<c r='{}{number}' t='inlineStr'><is><t>{text}</t></is></c>", letters(column))
    };
    format!("<row r='{number}'>{}</row>", cells.into_iter().map(cell).collect::<String>())
}

fn side_by_side<'t>(texts: impl IntoIterator<Item = &'t str>) -> impl Iterator<Item = (usize, String)> {
    texts.into_iter().enumerate().map(|(at, text)| (at + 1, text.to_owned()))
}

/// A workbook of one sheet.
fn workbook(rows: &str, behind: &str) -> Vec<u8> {
    // Ballast, so that what the sheet inflates to is not out of proportion.
    let mut state = 1_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'a' + (state >> 59) as u8)
    };
    let ballast: String = (0..200_000).map(|_| noise()).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{behind}</worksheet>");
    packed(&parts(&[(SHEET, &sheet), ("ballast.txt", &ballast)]))
}

#[test]
fn a_text_that_cells_share_counts_for_each() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(60_000));
    let cell = |row: usize| format!("<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>");
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", (1..=8_000).map(cell).collect::<String>());
    let book = packed(&parts(&[(SHEET, &sheet), ("xl/sharedStrings.xml", &shared)]));
    refused("xlsx, 180 kB shared by 8,000 cells", "表.xlsx", &book, "E0144");
}

#[test]
fn a_text_in_repeated_rows_and_columns_counts_for_each() {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet><table:table table:name='a'><table:table-row table:number-rows-repeated='100'><table:table-cell table:number-columns-repeated='100' office:value-type='string'><text:p>{}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        "字".repeat(60_000)
    );
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)];
    let book = packed(&parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    refused("ods, 180 kB in 10,000 cells by repetition", "表.ods", &book, "E0144");
}

/// An old workbook of one sheet, whose cells share one text; the sheet is named at a place so far from its beginning.
fn old_workbook(text: &str, cells: u16, astray: u32, [rows, columns]: [[u32; 2]; 2]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (first, rest) = units.split_at(units.len().min(8_000));
    let head = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &((units.len() / 2) as u16).to_le_bytes(), &[1], first].concat();
    let mut strings = record(0x00FC, &head);
    for more in rest.chunks(8_000) {
        strings.extend(record(0x003C, &[&[1][..], more].concat()));
    }
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let sheet = |place: u32| record(0x0085, &[&place.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let place = begin(5).len() + sheet(0).len() + strings.len() + 4;
    let cell = |row: u16| record(0x00FD, &[&row.to_le_bytes()[..], &[0; 8]].concat());
    let columns = columns.map(|column| (column as u16).to_le_bytes()).concat();
    let size = record(0x0200, &[rows.map(u32::to_le_bytes).concat(), columns, vec![0, 0]].concat());
    let cells: Vec<u8> = (0..cells).flat_map(cell).collect();
    let end = record(0x000A, &[]);
    let stream = [begin(5), sheet(place as u32 + astray), strings, end.clone(), begin(16), size, cells, end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_is_measured_before_it_is_laid_out() {
    let honest = [[0, 100], [0, 1]];
    // What a sheet says of its size may be anything; what is read of it is the same.
    let sizes = [[[0, u32::MAX], [0, 65_535]], [[0, 65_536], [0, 256]], [[90, 1], [5, 2]], [[0, 0], [0, 0]]];
    for size in [honest].into_iter().chain(sizes) {
        let title = format!("xls, a text that 100 cells share, size {size:?}");
        let told = soon(&title, "表.xls", &old_workbook("无关的文字", 100, 0, size));
        assert!(told.tells("E0420"), "{title}: {:?}", told.codes());
    }
    let much = old_workbook(&"字".repeat(32_000), 8_000, 0, honest);
    refused("xls, 96 kB shared by 8,000 cells", "表.xls", &much, "E0144");
    // What is read from elsewhere would not have been measured.
    refused("xls, a sheet that begins where none does", "表.xls", &old_workbook("字", 100, 14, honest), "E0143");
}

#[test]
fn a_cell_merged_down_many_people_counts_for_each() {
    let head = LABELS.map(|label| format!("<td>{label}</td>")).concat();
    let person = |number: usize, more: &str| {
        format!("<tr><td>{number}</td><td>甲</td><td>男</td><td>汉族</td><td>1979-04</td><td>群众</td>{more}</tr>")
    };
    let people = |size: usize| {
        let merged = format!("<td rowspan=3000>{}</td>", "字".repeat(size));
        let others: String = (2..=3_000).map(|number| person(number, "")).collect();
        format!("<table><tr>{head}</tr>{}{others}</table>", person(1, &merged))
    };
    refused("html, 60 kB merged down 3,000 people", "表.html", people(20_000).as_bytes(), "E0144");
    refused("html, 300 kB in a cell", "表.html", people(100_000).as_bytes(), "E0144");

    let long = "字".repeat(20_000);
    let line = |number: usize| {
        let more = (number == 2).then_some(&*long);
        row(number, side_by_side(["1", "甲", "男", "汉族", "1979-04", "群众"].into_iter().chain(more)))
    };
    let rows = row(1, side_by_side(LABELS)) + &(2..=4_000).map(line).collect::<String>();
    let merged = "<mergeCells><mergeCell ref='G2:G4000'/></mergeCells>";
    refused("xlsx, 60 kB merged down 4,000 people", "表.xlsx", &workbook(&rows, merged), "E0144");

    let cell = |text: &str, merge: &str| format!("<w:tc>{merge}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let begins = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>";
    let goes_on = "<w:tcPr><w:vMerge/></w:tcPr>";
    let line = |number: usize| {
        let own = ["1", "甲", "男", "汉族", "1979-04", "群众"].map(|text| cell(text, "")).concat();
        let last = if number == 1 { cell(&long, begins) } else { cell("", goes_on) };
        format!("<w:tr>{own}{last}</w:tr>")
    };
    let lines: String = (1..=3_000).map(line).collect();
    let head = LABELS.map(|label| cell(label, "")).concat();
    let body = format!("<w:tbl><w:tr>{head}</w:tr>{lines}</w:tbl>");
    refused("docx, 60 kB merged down 3,000 people", "表.docx", &document(&body), "E0153");
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&"字".repeat(100_000), ""));
    refused("docx, 300 kB in a cell", "表.docx", &document(&body), "E0153");
}

#[test]
fn people_beyond_the_limit_are_not_laid_out() {
    let labels = || LABELS.iter().copied().chain(std::iter::repeat_n("姓名", 3_000));
    let wide = row(1, side_by_side(labels()))
        + &(2..=20_000).map(|number| row(number, side_by_side(["1", "甲", "男"]))).collect::<String>();
    let told = soon("xlsx, 20,000 people under 3,000 like labels", "表.xlsx", &workbook(&wide, ""));
    assert!(told.tells("E0413"), "{:?}", told.codes());
    let long = "字".repeat(20_000);
    let labels = ["姓名", "性别", "民族", "政治面貌", "身份证号", "手机", "电子邮箱", "研究领域", "选择班次"];
    let card = |at: usize| row(at * 2 + 1, [(1, labels[at].to_owned()), (2, "x".to_owned())]);
    let again = |at: usize| {
        row(at + 30, [(1, "单位及职务".to_owned())].into_iter().chain((at == 0).then(|| (2, long.clone()))))
    };
    let cards: String = (0..labels.len()).map(card).chain((0..20_000).map(again)).collect();
    let merged = "<mergeCells><mergeCell ref='B30:B20029'/></mergeCells>";
    soon("xlsx, 60 kB merged down 20,000 cards", "表.xlsx", &workbook(&cards, merged));
}

#[test]
fn cards_side_by_side_are_cut_apart_in_one_go() {
    let labels = ["姓名", "性别", "民族", "政治面貌", "身份证号", "手机", "电子邮箱", "研究领域", "选择班次"];
    let first: String = (0..labels.len()).map(|at| row(at * 2 + 1, [(1, labels[at].to_owned())])).collect();
    let across = |at: usize| row(at * 2 + 30, side_by_side(std::iter::repeat_n(labels[at], 16_000)));
    let rows = first + &(0..3).map(across).collect::<String>();
    soon("xlsx, labels of 16,000 cards side by side", "表.xlsx", &workbook(&rows, ""));
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let card: String = labels.map(|label| format!("<w:tr>{}{}</w:tr>", cell(label), cell("x"))).concat();
    let body = format!("<w:tbl>{card}<w:tr>{}</w:tr></w:tbl>", cell("姓名").repeat(40_000));
    soon("docx, a label 40,000 times in a row", "表.docx", &document(&body));
}

#[test]
fn columns_units_and_headings_without_number_cost_no_more_than_their_cells() {
    let labels = LABELS.iter().copied().chain(std::iter::repeat_n("x", 16_000));
    let people: String = (2..=4_000).map(|number| row(number, side_by_side(["1", "甲", "男", "汉"]))).collect();
    let wide = row(1, side_by_side(labels)) + &people;
    let told = soon("xlsx, 16,000 unknown columns and 4,000 people", "表.xlsx", &workbook(&wide, ""));
    assert_eq!(told.fate("表.xlsx"), "已读取");

    let labels = LABELS.iter().copied().chain(["推荐单位"]);
    let units: String = (2..=4_900)
        .map(|number| {
            let unit = format!("单位{number}");
            row(number, side_by_side(["1", "甲", "男", "汉族", "1979-04", "群众", "教授", &unit]))
        })
        .collect();
    let told = soon("xlsx, 4,899 units", "表.xlsx", &workbook(&(row(1, side_by_side(labels)) + &units), ""));
    assert_eq!(told.fate("表.xlsx"), "已读取");

    let headings: String =
        (1..=40_000).map(|number| row(number, side_by_side(["姓名", "性别", "民族", "出生年月"]))).collect();
    soon("xlsx, 40,000 rows of labels", "表.xlsx", &workbook(&headings, ""));
}
