//! What reading makes of the ways in which word processors and people write.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use super::super::{FORM_PROPERTY, NO_PHOTO, write};
use super::read;
use crate::diagnostic::Diagnostics;
use crate::model::Raw;
use crate::source::{At, Limits, SourceId};

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml"
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

fn package(body: &str, more: &[(&'static str, &[u8])]) -> Vec<u8> {
    let names = [
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("v", "urn:schemas-microsoft-com:vml"),
    ];
    let names: String = names.iter().map(|(prefix, name)| format!(" xmlns:{prefix}=\"{name}\"")).collect();
    let text = format!("<w:document{names}><w:body>{body}</w:body></w:document>");
    let mut parts =
        BTreeMap::from([("[Content_Types].xml", TYPES.as_bytes().to_vec()), ("word/document.xml", text.into_bytes())]);
    parts.extend(more.iter().map(|(name, bytes)| (*name, bytes.to_vec())));
    write::pack(&parts)
}

/// Cells and places in short: `[row,column height×width key=text @place]`.
fn said(bytes: &[u8]) -> String {
    let mut problems = Diagnostics::default();
    let Some(tables) = read(SourceId(0), bytes, &Limits::DEFAULT, &mut problems) else {
        return problems.iter().map(|it| it.code().0).collect();
    };
    let mut all = String::new();
    for table in tables {
        if !all.is_empty() {
            all.push('|');
        }
        for cell in table.cells {
            let raw = match &cell.raw {
                Raw::Text(text) => text.replace('\n', "/").replace('\t', "_"),
                Raw::Empty => "-".to_owned(),
                Raw::Picture => "*".to_owned(),
                other => format!("{other:?}"),
            };
            let size = if (cell.height, cell.width) == (1, 1) {
                String::new()
            } else {
                format!("{}×{} ", cell.height, cell.width)
            };
            let key = cell.key.map(|key| format!("{key}=")).unwrap_or_default();
            let place = match cell.place.at {
                At::Table(at) => format!("{}.{}.{}", at.table, at.row, at.column),
                At::Paragraph(number) => format!("¶{number}"),
                _ => "file".to_owned(),
            };
            let hidden = if cell.hidden { " hidden" } else { "" };
            write!(all, "[{},{} {size}{key}{raw} @{place}{hidden}]", cell.row, cell.column).expect("a string");
        }
    }
    all
}

fn body(body: &str) -> String {
    said(&package(body, &[]))
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

/// A table of one cell.
fn one(content: &str) -> String {
    format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", content))
}

fn control(tag: &str, more: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr><w:tag w:val=\"{tag}\"/>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

const PROMPT: &str = "<w:showingPlcHdr/>";

#[test]
fn a_text_split_over_runs_is_one_text() {
    let runs = [run("测"), "<w:proofErr/>".to_owned(), run("试"), "<w:r><w:br/></w:r>".to_owned(), run("甲")].concat();
    assert_eq!(
        body(&one(&format!("{}{}", p(&runs), p(&run("乙 &amp; 丙&#x4E01;"))))),
        "[1,1 测试/甲/乙 & 丙丁 @1.1.1]"
    );
}

#[test]
fn merged_cells_are_one_and_columns_are_counted_as_people_do() {
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[tc("<w:gridSpan w:val=\"2\"/>", &p(&run("甲"))), tc("<w:vMerge w:val=\"restart\"/>", &p(&run("照片")))]),
        row(&[tc("", &p(&run("乙"))), tc("", &p(&run("丙"))), tc("<w:vMerge/>", &p(&run("不见")))]),
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr>".to_owned(),
    ]
    .concat();
    let expected = "[1,1 1×2 甲 @1.1.1][1,3 2×1 照片 @1.1.2][2,1 乙 @1.2.1][2,2 丙 @1.2.2][3,2 丁 @1.3.1 hidden]";
    assert_eq!(body(&format!("<w:tbl>{table}</w:tbl>")), expected);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let inside = "<w:del><w:r><w:delText>甲</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>乙</w:t></w:r></w:moveFrom>\
        <w:ins><w:r><w:t>丙</w:t></w:r></w:ins><w:moveTo><w:r><w:t>丁</w:t></w:r></w:moveTo>";
    let rows = format!(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        tc("", &p(&run("戊"))),
        tc("<w:tcPrChange><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tcPrChange>", &p(inside)),
    );
    assert_eq!(body(&rows), "[1,1 丙丁 @1.1.1]");
}

#[test]
fn what_is_not_shown_is_not_read() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>";
    let shown = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>乙</w:t></w:r>";
    let field = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt></w:ruby>";
    assert_eq!(body(&one(&p(&[hidden, shown, field].concat()))), "[1,1 乙 @1.1.1]");
}

#[test]
fn a_text_box_is_read_once() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p(&run("甲")));
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>"
    );
    assert_eq!(body(&one(&p(&format!("{both}{}", run("乙"))))), "[1,1 甲/乙 @1.1.1]");
    assert_eq!(body(&p(&both)), "[1,1 甲 @¶1]");
}

#[test]
fn controls_say_which_field_a_cell_is() {
    let prompt = control("name", PROMPT, &run("点此填写"));
    let filled = control("name", "", &run("测试甲"));
    assert_eq!(body(&one(&p(&prompt))), "[1,1 name=- @1.1.1]");
    assert_eq!(body(&one(&p(&filled))), "[1,1 name=测试甲 @1.1.1]");
    assert_eq!(body(&one(&p(&format!("{filled}{}", run("（女）"))))), "[1,1 name=测试甲（女） @1.1.1]");
    // Around the cell, and around the paragraph.
    let cell = control("name", "", &tc("", &p(&run("测试甲"))));
    assert_eq!(body(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>")), "[1,1 name=测试甲 @1.1.1]");
    assert_eq!(body(&one(&control("name", "", &p(&run("测试甲"))))), "[1,1 name=测试甲 @1.1.1]");
    assert_eq!(body(&one(&control("name", PROMPT, &p("")))), "[1,1 name=- @1.1.1]");
    // Around rows it is about no cell.
    let row = format!("<w:tr>{}</w:tr>", tc("", &p(&run("甲"))));
    assert_eq!(body(&format!("<w:tbl>{}</w:tbl>", control("rows", "", &row))), "[1,1 甲 @1.1.1]");
}

#[test]
fn several_controls_in_a_cell_have_a_text_each() {
    let both = format!("{}、{}", control("a", "", &run("甲")), control("b", PROMPT, &run("请选择")));
    assert_eq!(body(&one(&p(&both))), "[1,1 a=甲 @1.1.1][1,2 b=- @1.1.1]");
}

#[test]
fn a_prompt_that_a_program_wrote_over_is_content_in_our_blanks_only() {
    let properties = format!("<Properties><property name=\"{FORM_PROPERTY}\"><x>card</x></property></Properties>");
    let ours = |text: &str| {
        let body = one(&p(&control("name", PROMPT, &run(text))));
        said(&package(&body, &[("docProps/custom.xml", properties.as_bytes())]))
            .replace("[1,1 linghang @file hidden][2,1 card @file hidden][3,1  @file hidden][4,1  @file hidden]|", "")
    };
    assert_eq!(ours("测试甲"), "[1,1 name=测试甲 @1.1.1]");
    assert_eq!(ours("点此填写：写单位全称"), "[1,1 name=- @1.1.1]");
    assert_eq!(body(&one(&p(&control("name", PROMPT, &run("Name here"))))), "[1,1 name=- @1.1.1]");
}

#[test]
fn boxes_are_ticked_in_many_ways() {
    let boxed = |checked: &str, glyph: &str| {
        control("c", &format!("<w14:checkbox><w14:checked w14:val=\"{checked}\"/></w14:checkbox>"), &run(glyph))
    };
    let cell =
        |mark: &str| body(&one(&p(&format!("{mark}{}", run("甲"))))).replace("[1,1 ", "").replace(" @1.1.1]", "");
    assert_eq!(cell(&boxed("1", "☒")), "c=☑甲");
    assert_eq!(cell(&boxed("0", "√")), "c=☑甲");
    assert_eq!(cell(&boxed("0", "☐")), "c=☐甲");
    assert_eq!(cell("<w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F052\"/></w:r>"), "☑甲");
    assert_eq!(cell("<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings 2\"/></w:rPr><w:t>R</w:t></w:r>"), "☑甲");
    let old = "<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>";
    assert_eq!(cell(old), "☑甲");
    let list = "<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"乙\"/><w:listEntry w:val=\"丙\"/></w:ddList></w:ffData></w:fldChar></w:r>";
    assert_eq!(cell(list), "丙甲");
}

#[test]
fn lines_around_tables_belong_to_the_right_one() {
    let heading = |text: &str| format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p>", run(text));
    let all = [
        heading("表一"),
        p(&format!("{}{}", run("单位："), control("unit", "", &run("甲")))),
        one(&p(&run("一"))),
        p(&run("日期：二")),
        heading("表二"),
        p(&run("单位：乙")),
        one(&p(&run("三"))),
        p(&run("注")),
    ]
    .concat();
    let first = "[1,1 表一 @¶1][2,1 单位： @¶2][2,2 unit=甲 @¶2][3,1 一 @1.1.1][4,1 日期：二 @¶3]";
    let second = "[1,1 表二 @¶4][2,1 单位：乙 @¶5][3,1 三 @2.1.1][4,1 注 @¶6]";
    assert_eq!(body(&all), format!("{first}|{second}"));
}

#[test]
fn a_table_in_a_cell_is_a_table_of_its_own() {
    let inner = one(&p(&run("内")));
    assert_eq!(body(&one(&format!("{inner}{}", p(&run("外"))))), "[1,1 内 @2.1.1]|[1,1 外 @1.1.1]");
}

#[test]
fn a_photo_is_a_picture_that_is_not_our_own() {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/image\" Target=\"media/a.png\"/></Relationships>";
    let drawing = "<w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r>";
    let with = |content: &str, picture: &[u8]| {
        let more = [("word/_rels/document.xml.rels", relations.as_bytes()), ("word/media/a.png", picture)];
        said(&package(&one(&p(content)), &more))
    };
    let photo = control("photo", "", drawing);
    assert_eq!(with(&photo, b"JPEG"), "[1,1 photo=* @1.1.1]");
    assert_eq!(with(&photo, NO_PHOTO), "[1,1 photo=- @1.1.1]");
    assert_eq!(with(drawing, b"JPEG"), "[1,1 * @1.1.1]");
}

#[test]
fn what_is_no_document_is_told() {
    let refused = |text: &str| said(&package(text, &[]));
    assert_eq!(refused("<w:p>"), "E0152", "an element does not end");
    assert_eq!(refused("<w:p>&none;</w:p>"), "E0152");
    assert_eq!(refused(&"<w:tbl><w:tr><w:tc>".repeat(100_000)), "E0153");
    assert_eq!(refused(&format!("{}{}", "<w:x>".repeat(399), "</w:x>".repeat(399))), "E0153", "too deep");
    assert_eq!(said(b"PK\x05\x06"), "E0152");
    let bomb = vec![b' '; 33 << 20];
    assert_eq!(said(&package("", &[("word/document.xml", &bomb)])), "E0153");
}

/// Pieces of markup, to be put together as no program would.
const PIECES: [&str; 24] = [
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>甲</w:t>",
    "<w:trPr><w:del/><w:gridBefore w:val=\"4294967295\"/></w:trPr>",
    "<w:tcPr><w:vMerge/><w:gridSpan w:val=\"99999\"/></w:tcPr>",
    "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
    "<w:sdt><w:sdtPr><w:tag w:val=\"name\"/></w:sdtPr><w:sdtContent>",
    "</w:sdtContent></w:sdt>",
    "<w:sdtPr><w14:checkbox/></w:sdtPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:sym w:font=\"Wingdings\" w:char=\"FFFFFFFF\"/>",
    "<w:rPr><w:vanish/></w:rPr>",
    "<w:del>",
    "</w:del>",
    "<a:blip r:embed=\"x\"/>",
];

proptest! {
    #[test]
    fn no_markup_stops_the_program(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let mut text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        body(&text);
        // Every end in its place, so that more than the first fault is reached.
        let mut open: Vec<&str> = Vec::new();
        text.clear();
        for piece in pieces.iter().map(|at| PIECES[*at]) {
            match piece.strip_prefix("</") {
                Some(_) => text.push_str(open.pop().unwrap_or_default()),
                None => {
                    text.push_str(piece);
                    let end = match piece {
                        "<w:tbl>" => "</w:tbl>",
                        "<w:tr>" => "</w:tr>",
                        "<w:tc>" => "</w:tc>",
                        "<w:p>" => "</w:p>",
                        "<w:r>" => "</w:r>",
                        "<w:txbxContent>" => "</w:txbxContent>",
                        "<w:del>" => "</w:del>",
                        _ if piece.starts_with("<w:sdt>") => "</w:sdtContent></w:sdt>",
                        _ => continue,
                    };
                    open.push(end);
                }
            }
        }
        text.extend(open.into_iter().rev());
        prop_assert!(!body(&text).starts_with('E'), "{text}");
    }
}
