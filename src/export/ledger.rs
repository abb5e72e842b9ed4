//! The ledger: every file received, once, with its fingerprint and what became of it.

use crate::formats::csv::CsvTable;
use crate::lang::Lang;
use crate::model::{Artifact, FileFate, LedgerLine, Status};
use crate::source::Sources;

/// `ledger.csv`, over all programmes. Forms and programmes stand by their ids, as in the files themselves.
pub fn ledger(lines: &[LedgerLine], sources: &Sources, lang: Lang) -> Artifact {
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    let first = ["文件", "指纹（SHA-256）", "处理结果", "原因", "项目", "表单", "推荐单位", "人选记录"];
    let mut table = CsvTable::new(first.into_iter().chain(statuses).chain(["问题代码"]));
    for line in lines {
        let [fate, reason] = fate_words(&line.fate, lang);
        let first = [
            sources.get(line.source).name.clone(),
            fingerprint(line),
            fate.to_owned(),
            reason.to_owned(),
            line.programmes.join("、"),
            line.forms.join("、"),
            line.units.join("、"),
            line.records.to_string(),
        ];
        table.row(first.into_iter().chain(line.statuses.map(|count| count.to_string())).chain([codes(line)]));
    }
    Artifact::new("ledger.csv", table.finish())
}

/// What became of a file, and why where it was passed over.
pub(super) fn fate_words(fate: &FileFate, lang: Lang) -> [&'static str; 2] {
    match fate {
        FileFate::Read => ["已读取", ""],
        FileFate::Unreadable => ["读不出", ""],
        FileFate::Ignored([zh, en]) => ["略过", lang.pick(zh, en)],
    }
}

/// The fingerprint in hexadecimal; empty where the file could not be read at all.
pub(super) fn fingerprint(line: &LedgerLine) -> String {
    line.fingerprint.map_or_else(String::new, |fingerprint| fingerprint.to_string())
}

pub(super) fn codes(line: &LedgerLine) -> String {
    let codes: Vec<_> = line.problems.iter().map(|code| code.0).collect();
    codes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::ledger;
    use crate::export::testing::roster_example;
    use crate::lang::Lang;

    #[test]
    fn every_file_stands_in_it_once() {
        let example = roster_example();
        let artifact = ledger(&example.summary.ledger, &example.sources, Lang::Zh);
        let text = String::from_utf8(artifact.bytes).expect("UTF-8");
        let lines: Vec<_> = text.trim_end().split("\r\n").collect();
        assert_eq!(lines.len(), 1 + example.summary.counts.files);
        assert_eq!(
            lines[0],
            "\u{FEFF}文件,指纹（SHA-256）,处理结果,原因,项目,表单,推荐单位,人选记录,通过,退回,待核,被替换,问题代码"
        );
        assert!(lines[1].starts_with("示例力学学会/汇总表.yaml,ba7816bf"), "{}", lines[1]);
        assert!(lines[1].ends_with(",已读取,,2025,nomination-2025,示例力学学会,4,2,1,0,1,E0406 E0502"), "{}", lines[1]);
        assert!(lines[4].ends_with(",略过,系统文件,,,,0,0,0,0,0,"), "{}", lines[4]);
    }
}
