//! Returned workbooks: every way in which people lay out, fill in and spoil a table.

mod cards;
mod files;
mod hostile;
mod rosters;
mod values;

use std::io::Write;

use super::book::Book;
use super::builders::{Office, Outcome};

/// What the official table says above its labels.
const HEADER: &str =
    "| 推荐单位（加盖公章）：示例集团科学技术协会  联系人及电话：测试联络甲 010-00000001  填表日期：2025年8月10日 |";

/// The labels of the official table.
const LABELS: &str = "| 序号 | 姓名 | 性别 | 民族 | 出生年月 | 政治面貌 | 单位职务 | 最高学历 | 擅长领域 | 联系方式 | 可否参加专题研修班 | 可否参加国情研修活动 |";

fn compiled(book: &Book) -> Outcome {
    received("表.xlsx", &book.bytes())
}

fn received(name: &str, bytes: &[u8]) -> Outcome {
    let office = Office::new();
    office.receive_bytes(name, bytes);
    office.compile()
}

fn person(name: &str) -> String {
    format!(
        "| 1 | {name} | 男 | 汉族 | 1980-05 | 群众 | 示例大学教授 | 博士研究生 | 精密测量 | 13800000000 | 是 | 否 |"
    )
}

/// The official table with these rows; the first of them is row 3.
fn roster(rows: &[String]) -> String {
    format!("{HEADER}\n{LABELS}\n{}", rows.join("\n"))
}

/// A package of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
