//! A summary after the office has decided.

use jiff::civil::date;

use super::{Example, roster_example};
use crate::diagnostic::Both;
use crate::model::{
    Decision, FileRef, Located, Moment, Paper, RecordRef, Ruled, RuledRecord, Ruling, Status, UnitState,
};
use crate::source::SourceId;

/// The same after the office has decided: one held record accepted, one decision that fits nothing, one unit on paper.
pub(in crate::export) fn decided_example() -> Example {
    let mut example = roster_example();
    let place = SourceId(3).spot(2, 5, 6);
    let reference = |file: &str, record: usize| RecordRef {
        file: FileRef { place, file: file.into(), sha256: None },
        record,
        name: None,
    };
    let ruled = |line: u32, ruling: Ruling, unfit: Option<&str>, records: Vec<RuledRecord>| Ruled {
        decision: Decision {
            place: SourceId(3).spot(line, 5, 6),
            ruling,
            reason: "电话核实".into(),
            by: Some("测试办".into()),
            on: Some(date(2025, 8, 12)),
        },
        unfit: unfit.map(Both::same),
        records,
    };
    let located = |text: &str| Located { value: text.to_owned(), place };
    let held = reference("示例材料研究会/汇总表.yaml", 2);
    let record = RuledRecord {
        name: "测试庚".into(),
        before: Some(Status::Held),
        after: Some(Status::Accepted),
        ..RuledRecord::unknown(&held)
    };
    let received = Moment::Time(date(2025, 8, 13).at(16, 30, 0, 0));
    let paper = Paper { received, people: Some(4), by: Some("测试办".into()) };
    example.summary.units[2].paper = Some(paper);
    example.summary.units[2].state = UnitState::PaperReceived;
    example.summary.figures.states = [0, 1, 1, 0, 1, 0];
    let (unit, programme) = (located("示例海洋学会"), located("2025"));
    example.summary.decisions = vec![
        ruled(2, Ruling::Accept { record: held, problems: Vec::new() }, None, vec![record]),
        ruled(4, Ruling::Drop(reference("丙.yaml", 1)), Some("收件里没有「丙.yaml」"), Vec::new()),
        ruled(6, Ruling::Paper { unit, programme, received, people: Some(4) }, None, Vec::new()),
    ];
    example
}
