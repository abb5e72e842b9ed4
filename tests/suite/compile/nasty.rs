//! One nasty mixed folder of more than five hundred files: every file and record is accounted for, in every output alike,
//! at every run, and however the files are named on the command line.

mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use self::folder::{Folder, decisions};
use super::builders::Office;
use crate::support::{files, run};

const PROGRAMMES: [&str; 2] = ["2022", "2025"];
const STATUSES: [&str; 4] = ["accepted", "rejected", "held", "superseded"];
const WORDS: [&str; 4] = ["通过", "退回", "待核", "被替换"];

/// What a ledger or a sheet says: its heads, and the rows below them.
struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Comma-separated values (RFC 4180).
    fn csv(path: &Path) -> Table {
        let text = fs::read_to_string(path).unwrap();
        let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
        for c in text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").trim_end().chars() {
            let row = rows.last_mut().unwrap();
            match (c, quoted) {
                ('"', _) => quoted = !quoted,
                (',', false) => row.push(String::new()),
                ('\n', false) => rows.push(vec![String::new()]),
                _ => row.last_mut().unwrap().push(c),
            }
        }
        Table { heads: rows.remove(0), rows }
    }

    /// The table of a sheet whose heads begin with this word, down to the first empty row.
    fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, first: &str) -> Table {
        let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let cells = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut rows = range.rows().map(cells).skip_while(|row| row[0] != first);
        let heads = rows.next().unwrap_or_else(|| panic!("{name} has no {first}"));
        Table { heads, rows: rows.take_while(|row| row.iter().any(|cell| !cell.is_empty())).collect() }
    }

    fn column(&self, head: &str) -> Vec<&str> {
        let at = self.heads.iter().position(|it| it == head).unwrap_or_else(|| panic!("no {head}: {:?}", self.heads));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    fn sum(&self, head: &str) -> u64 {
        self.column(head).iter().map(|cell| cell.parse::<f64>().unwrap_or(0.0) as u64).sum()
    }
}

/// Compiles into a folder of its own and answers that.
fn compiled(office: &Office, paths: &[&str], out: &str) -> std::path::PathBuf {
    let said = run(office.root(), &[&["compile"], paths, &["--out", out, "-q"]].concat());
    assert_eq!(said.status, 1, "{}", said.stderr);
    office.root().join(out)
}

fn summary(out: &Path, programme: &str) -> Value {
    serde_json::from_slice(&fs::read(out.join(programme).join("summary.json")).unwrap()).unwrap()
}

fn bytes_below(out: &Path) -> BTreeMap<String, Vec<u8>> {
    files(out).into_iter().map(|name| (name.clone(), fs::read(out.join(name)).unwrap())).collect()
}

#[test]
fn five_hundred_nasty_files_are_all_accounted_for() {
    let office = Office::new();
    let folder = Folder::new(&office);
    for (name, bytes) in &folder.files {
        office.receive_bytes(name, bytes);
    }
    // The fingerprint of a scan that is typed in stands in the ledger of a first run.
    let first = compiled(&office, &["回收"], "先");
    office.receive("decisions.yaml", &decisions(&Table::csv(&first.join("ledger.csv"))));
    let out = compiled(&office, &["回收"], "结果");

    let ledger = Table::csv(&out.join("ledger.csv"));
    assert!(ledger.rows.len() >= 500, "{}", ledger.rows.len());
    let told: BTreeMap<&str, (&str, usize)> = (0..ledger.rows.len())
        .map(|at| {
            let cell = |head: &str| ledger.column(head)[at];
            (cell("文件"), (cell("处理结果"), cell("人选记录").parse().unwrap()))
        })
        .collect();
    assert_eq!(told.len(), ledger.rows.len(), "no file twice");
    let expected: BTreeMap<&str, (&str, usize)> =
        folder.expected.iter().map(|(name, (fate, records))| (name.as_str(), (*fate, *records))).collect();
    let differs = |(name, fate): &(&&str, &(&str, usize))| told.get(**name) != Some(*fate);
    let wrong: Vec<_> = expected.iter().filter(differs).map(|(name, fate)| (name, fate, told.get(*name))).collect();
    assert!(wrong.is_empty(), "{} of {}: {:#?}", wrong.len(), expected.len(), &wrong[..wrong.len().min(12)]);
    let unknown: Vec<_> = told.keys().filter(|name| !expected.contains_key(**name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");

    let mut records = 0;
    for programme in PROGRAMMES {
        records += sums(&out, programme);
    }
    assert_eq!(records, expected.values().map(|(_, records)| *records as u64).sum::<u64>());
    assert_eq!(records, ledger.sum("人选记录"));
    for (status, word) in STATUSES.iter().zip(WORDS) {
        let count = |programme: &str| summary(&out, programme)["counts"][*status].as_u64().unwrap();
        assert_eq!(ledger.sum(word), PROGRAMMES.map(count).iter().sum::<u64>(), "{word}");
        assert!(ledger.sum(word) > 5, "the folder has some of each: {word}");
    }
    decided(&out);

    assert!(bytes_below(&out) == bytes_below(&compiled(&office, &["回收"], "再次")), "the same again");
    ordered(&office, &out);
}

/// The sums of a programme, which are the same in all its outputs; answers how many records it has.
fn sums(out: &Path, programme: &str) -> u64 {
    let summary = summary(out, programme);
    let count = |key: &str| summary["counts"][key].as_u64().unwrap_or_else(|| panic!("{key}"));
    assert_eq!(count("files"), count("read") + count("unreadable") + count("ignored"), "{}", summary["counts"]);
    assert_eq!(count("records"), STATUSES.map(count).iter().sum::<u64>(), "{}", summary["counts"]);
    assert_eq!(summary["records"].as_array().unwrap().len() as u64, count("records"));

    let folder = out.join(programme);
    let mut book = Xlsx::new(Cursor::new(fs::read(folder.join("summary.xlsx")).unwrap())).unwrap();
    let ledger = Table::sheet(&mut book, "收件台账", "文件");
    assert_eq!(ledger.rows.len() as u64, count("files"));
    let fates = ledger.column("处理结果");
    let fate = |words: &[&str]| fates.iter().filter(|fate| words.contains(fate)).count() as u64;
    assert_eq!(fate(&["已读取", "已录入"]), count("read"));
    assert_eq!(fate(&["读不出"]), count("unreadable"));
    assert_eq!(fate(&["略过", "已展开"]), count("ignored"));
    assert_eq!(ledger.sum("人选记录"), count("records"));
    let statistics = Table::sheet(&mut book, "统计", "人选记录");
    let others = Table::sheet(&mut book, "待核与退回", "状态");
    for (status, word) in STATUSES.iter().zip(WORDS) {
        assert_eq!(ledger.sum(word), count(status), "{word} in the ledger");
        let last = statistics.rows.last().unwrap();
        let at = statistics.heads.iter().position(|head| head == word).unwrap();
        assert_eq!(last[at], count(status).to_string(), "{word} in 统计");
        if *status != "accepted" {
            let listed = others.column("状态").iter().filter(|it| **it == word).count();
            assert_eq!(listed as u64, count(status), "{word} in 待核与退回");
        }
    }
    let merged = Table::sheet(&mut book, "合并表", "序号");
    assert_eq!(merged.rows.len() as u64, count("accepted"));

    let roster = Table::csv(&folder.join("roster.csv"));
    assert_eq!(roster.rows.len() as u64, count("accepted"));
    assert_eq!(roster.column("文件"), merged.column("文件"));

    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    for key in summary["counts"].as_object().unwrap().keys() {
        let told = format!("data-count=\"{key}\">{}<", count(key));
        assert!(report.contains(&told), "{programme}/report.html does not say {told}");
    }
    count("records")
}

/// What the office decided took effect, and stands in the workbook and in the report.
fn decided(out: &Path) {
    let mut kinds: Vec<String> = Vec::new();
    for programme in PROGRAMMES {
        let all = summary(out, programme)["decisions"].as_array().unwrap().clone();
        for decision in &all {
            assert_eq!(decision["applied"], true, "{decision}");
            kinds.push(decision["kind"].as_str().unwrap().to_owned());
        }
        let path = out.join(programme).join("summary.xlsx");
        let mut book = Xlsx::new(Cursor::new(fs::read(path).unwrap())).unwrap();
        assert_eq!(Table::sheet(&mut book, "裁定", "裁定").rows.len(), all.len());
        let report = fs::read_to_string(out.join(programme).join("report.html")).unwrap();
        assert!(report.contains(&format!("裁定 {0} 条：起作用 {0} 条，没有起作用 0 条。", all.len())));
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["accept", "different", "drop", "keep", "paper", "record", "same", "unit"]);
}

/// The folders of the office named one by one, from the last to the first, give the same rosters.
fn ordered(office: &Office, out: &Path) {
    let received = office.root().join("回收");
    let mut paths: Vec<String> = fs::read_dir(&received)
        .unwrap()
        .map(|entry| format!("回收/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    paths.sort();
    paths.reverse();
    assert!(paths.len() > 5);
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let other = compiled(office, &paths, "倒序");
    for programme in PROGRAMMES {
        let rosters = |out: &Path| bytes_below(&out.join(programme).join("rosters"));
        assert!(!rosters(out).is_empty() && rosters(out) == rosters(&other), "{programme}");
        let people = |out: &Path| {
            let table = Table::csv(&out.join(programme).join("roster.csv"));
            table.rows.into_iter().map(|mut row| (row.split_off(1), row)).collect::<Vec<_>>()
        };
        assert_eq!(people(out), people(&other), "{programme}");
    }
}
