//! 收件台账: every file of the programme, once, with its fingerprint and what became of it.

use super::table::{Plan, Table, columns};
use crate::export::ledger::{codes, fate_words, fingerprint, mail_words, request};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Light, Style};
use crate::lang::Lang;
use crate::model::Status;

pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let mut columns = columns([
        ("文件", 44.0),
        ("处理结果", 10.0),
        ("原因", 24.0),
        ("请对方", 36.0),
        ("收到时间", 16.0),
        ("发件人", 24.0),
        ("表单", 28.0),
        ("推荐单位", 26.0),
        ("人选记录", 9.0),
    ]);
    columns.extend(Status::ALL.map(|status| (status.label(Lang::Zh).to_owned(), 8.0)));
    columns.extend([("问题代码".to_owned(), 20.0), ("指纹（SHA-256）".to_owned(), 38.0)]);
    let counts = roster.summary.counts;
    let remark = format!(
        "收到文件 {} 个：已读取或录入 {} 个，读不出 {} 个，略过或已展开 {} 个。",
        counts.files, counts.read, counts.unreadable, counts.ignored
    );
    let lights = Some((1, vec![("已读取", Light::Good), ("读不出", Light::Bad)]));
    let mut table = Table::open(
        book,
        Plan { name: "收件台账".into(), remarks: vec![remark], columns, fixed: 1, lights, above: Vec::new() },
    )?;
    for line in &roster.summary.ledger {
        let [fate, reason] = fate_words(line, roster.lang);
        let [arrived, sender] = mail_words(line, roster.sources);
        let forms: Vec<&str> = line.forms.iter().map(|id| roster.form_title(id)).collect();
        let first = [
            (roster.sources.get(line.source).name.as_str().into(), Style::Body),
            (fate.into(), Style::BodyCentre),
            (reason.into(), Style::Body),
            (request(line, roster.lang).into(), Style::Body),
            (arrived.into(), Style::BodyCentre),
            (sender.into(), Style::Body),
            (forms.join("、").into(), Style::Body),
            (line.units.join("、").into(), Style::Body),
            (Content::Number(line.records), Style::BodyCentre),
        ];
        let counts = line.statuses.map(|count| (Content::Number(count), Style::BodyCentre));
        let last = [(codes(line).into(), Style::Body), (fingerprint(line).into(), Style::Body)];
        table.row(first.into_iter().chain(counts).chain(last))?;
    }
    Ok(table.close()?)
}
