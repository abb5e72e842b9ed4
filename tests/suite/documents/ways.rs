//! The same people by every way on which forms come back: the same records, whatever they came in.

use std::fs;

use super::word::{flattened, pack, unpack};
use super::{CARD, HEADER, PEOPLE, filled_card, filled_roster, in_yaml, receive, records, yaml};
use crate::compile::builders::Office;
use crate::compile::mails::{letter, mail};
use crate::compile::packed::{patched, zipped};
use crate::support::run;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The workbook blank of a form, as `linghang blank` writes it.
pub fn workbook_blank(office: &Office, form: &str) -> Vec<u8> {
    let said = run(office.root(), &["blank", form, "--format", "xlsx"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    fs::read(office.root().join(format!("blank/{form}.xlsx"))).unwrap()
}

/// A workbook blank with these cells filled in: key, rows below the name, text.
pub fn workbook(blank: &[u8], answers: &[(&str, u32, &str)]) -> Vec<u8> {
    let mut parts = unpack(blank);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (book, mut sheet) = (text(&parts["xl/workbook.xml"]), text(&parts[SHEET]));
    for (key, below, answer) in answers {
        let name = book.split(&format!("\"lh_{key}\">")).nth(1).unwrap_or_else(|| panic!("{key} has no name"));
        let cell = name.split(['!', '<']).nth(1).unwrap();
        let (column, row) = cell.trim_start_matches('$').split_once('$').unwrap();
        let spot = format!("<c r=\"{column}{}\"", row.parse::<u32>().unwrap() + below);
        let at = sheet.find(&spot).unwrap_or_else(|| panic!("{spot} is not in the blank"));
        let end = at + sheet[at..].find("/>").unwrap();
        assert!(!sheet[at..end].contains('>'), "{spot} is not empty");
        let filled = format!(" t=\"inlineStr\"><is><t xml:space=\"preserve\">{answer}</t></is></c>");
        sheet.replace_range(end..end + "/>".len(), &filled);
    }
    parts.insert(SHEET.to_owned(), sheet.into_bytes());
    pack(&parts)
}

#[test]
fn the_same_people_are_the_same_records_by_every_way() {
    let office = Office::new();
    let text = yaml();
    let bytes = [text[0].clone().into_bytes(), text[1].clone().into_bytes()];
    let card: Vec<_> = CARD.iter().map(|(key, answer)| (*key, 0, *answer)).collect();
    let header = HEADER.iter().filter(|(key, _)| *key != "mode").map(|(key, answer)| (*key, 0, *answer));
    let people = (1..).zip(&PEOPLE).flat_map(|(row, own)| own.iter().map(move |(key, answer)| (*key, row, *answer)));
    let roster: Vec<_> = header.chain(people).filter(|(.., answer)| !answer.is_empty()).collect();
    let blank = |form: &str| workbook_blank(&office, form);
    let books = [workbook(&blank("registration-2022"), &card), workbook(&blank("nomination-2025"), &roster)];
    let documents = [filled_card(&office), filled_roster(&office)];

    let named =
        |ending: &str, [one, two]: [Vec<u8>; 2]| vec![(format!("一.{ending}"), one), (format!("二.{ending}"), two)];
    let attached = |files: &[Vec<u8>; 2], ending: &str| {
        let names = [format!("一.{ending}"), format!("二.{ending}")];
        let kind = "application/octet-stream";
        mail("您好，附件请查收。", &[(&names[0], kind, &files[0]), (&names[1], kind, &files[1])])
    };
    let gbk = |name: &str| encoding_rs::GBK.encode(name).0.into_owned();
    let archive = zipped(&[("aa.xlsx", &books[0]), ("bb.docx", &documents[1])]);
    let archive = patched(patched(archive, b"aa.xlsx", &gbk("甲.xlsx")), b"bb.docx", &gbk("乙.docx"));
    let ways = [
        ("YAML", named("yaml", bytes.clone())),
        ("a plain text", named("txt", bytes.clone())),
        ("the words of a mail", named("eml", [letter(&text[0]), letter(&text[1])])),
        ("a workbook blank", named("xlsx", books.clone())),
        ("a Word blank", named("docx", documents.clone())),
        ("a Word blank without controls", named("docx", documents.clone().map(|it| flattened(&it)))),
        ("YAML attached to a mail", vec![("来信.eml".to_owned(), attached(&bytes, "yaml"))]),
        ("workbooks attached to a mail", vec![("来信.eml".to_owned(), attached(&books, "xlsx"))]),
        ("documents attached to a mail", vec![("来信.eml".to_owned(), attached(&documents, "docx"))]),
        ("an archive with names by Chinese Windows", vec![("材料.zip".to_owned(), archive)]),
    ];
    let expected = records(&in_yaml());
    assert_eq!(expected.iter().map(|(status, _)| status.as_str()).collect::<Vec<_>>(), ["accepted"; 3]);
    for (way, files) in ways {
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let outcome = receive(&files);
        assert_eq!(records(&outcome), expected, "{way}: {}", outcome.said.stderr);
    }
}
