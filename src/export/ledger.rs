//! The ledger: every file received, once, with its fingerprint and what became of it.

use std::io::{self, Write};
use std::sync::Arc;

use crate::formats::csv::CsvTable;
use crate::lang::Lang;
use crate::model::{FileFate, LedgerLine, Status};
use crate::source::Sources;

/// `ledger.csv`, over all programmes. Forms and programmes stand by their ids, as in the files themselves.
pub fn ledger(lines: &[Arc<LedgerLine>], sources: &Sources, lang: Lang, into: &mut dyn Write) -> io::Result<()> {
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    let first = ["文件", "指纹（SHA-256）", "处理结果", "原因", "请对方"];
    let second = ["收到时间", "发件人", "项目", "表单", "推荐单位", "人选记录"];
    let head = first.into_iter().chain(second).chain(statuses).chain(["问题代码"]);
    let mut table = CsvTable::on(into, head)?;
    for line in lines {
        let [fate, reason] = fate_words(line, lang);
        let [arrived, sender] = mail_words(line, sources);
        let first = [
            sources.get(line.source).name.clone(),
            fingerprint(line),
            fate,
            reason,
            request(line, lang),
            arrived,
            sender,
            line.programmes.join("、"),
            line.forms.join("、"),
            line.units.join("、"),
            line.records.to_string(),
        ];
        table.write(first.into_iter().chain(line.statuses.map(|count| count.to_string())).chain([codes(line)]))?;
    }
    table.end()
}

/// What became of a file, and why, where it was not read.
pub(super) fn fate_words(line: &LedgerLine, lang: Lang) -> [String; 2] {
    let [fate, reason] = match &line.fate {
        FileFate::Read => ["已读取", ""].map(str::to_owned),
        FileFate::Keyed => ["已录入".to_owned(), lang.pick("依裁定代为录入", "keyed in by a decision").to_owned()],
        FileFate::Unreadable => ["读不出".to_owned(), joined(line.causes.iter().map(|it| it.message(lang)), lang)],
        FileFate::Ignored([zh, en]) => ["略过", lang.pick(zh, en)].map(str::to_owned),
        FileFate::Expanded { files } => {
            let reason = lang.pick(format!("内有 {files} 个文件，另列"), format!("{files} files, listed below"));
            ["已展开".to_owned(), reason]
        }
    };
    [fate, reason]
}

/// What to ask the sender of an unreadable file for, in words to be pasted into a letter.
pub(super) fn request(line: &LedgerLine, lang: Lang) -> String {
    joined(line.causes.iter().filter_map(|it| it.help(lang)), lang)
}

/// When the mail came that brought a file, and who sent it; empty for files that came otherwise.
pub(super) fn mail_words(line: &LedgerLine, sources: &Sources) -> [String; 2] {
    let envelope = sources.get(line.source).envelope.as_deref();
    let [arrived, from] = [envelope.and_then(|it| it.arrived.clone()), envelope.and_then(|it| it.from.clone())];
    [arrived.unwrap_or_default(), from.unwrap_or_default()]
}

fn joined(texts: impl Iterator<Item = String>, lang: Lang) -> String {
    texts.collect::<Vec<_>>().join(lang.pick("；", "; "))
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
        let mut bytes = Vec::new();
        ledger(&example.summary.ledger, &example.sources, Lang::Zh, &mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<_> = text.trim_end().split("\r\n").collect();
        assert_eq!(lines.len(), 1 + example.summary.counts.files);
        assert_eq!(
            lines[0],
            "\u{FEFF}文件,指纹（SHA-256）,处理结果,原因,请对方,收到时间,发件人,项目,表单,推荐单位,人选记录,通过,退回,待核,被替换,问题代码"
        );
        assert!(lines[1].starts_with("示例力学学会/汇总表.yaml,ba7816bf"), "{}", lines[1]);
        assert!(
            lines[1].ends_with(",已读取,,,,,2025,nomination-2025,示例力学学会,4,2,1,0,1,E0406 E0502"),
            "{}",
            lines[1]
        );
        assert!(lines[4].ends_with(",略过,系统文件,,,,,,,0,0,0,0,0,"), "{}", lines[4]);
    }
}
