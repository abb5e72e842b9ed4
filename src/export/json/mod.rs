//! `summary.json`: the summary for programs, in the shape that the design lays down.

mod answers;
mod changes;
mod figures;

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Roster;
use super::decision::{effect, target};
use crate::lang::Lang;
use crate::model::{Counts, Form, GroupLine, Record, Ruled, Status, Summary, UnitLine, UnitRule};
use crate::report::row;
use figures::FiguresOut;

/// Pretty-printed, with a final newline. Keys whose value may be unknown for good reasons (`as_of`, a unit's
/// `category`) are null; of a problem, only what applies is written.
pub(super) fn write(roster: &Roster, into: &mut dyn Write) -> io::Result<()> {
    let summary = roster.summary;
    let document = Document {
        format: Summary::FORMAT,
        programme: &summary.programme,
        as_of: summary.as_of.map(|day| day.to_string()),
        counts: CountsOut::of(summary.counts),
        records: Records(roster),
        units: summary.units.iter().map(unit_out).collect(),
        figures: FiguresOut::of(roster),
        groups: summary.groups.iter().map(group_out).collect(),
        problems: Problems(roster),
        changes: summary.changes.as_ref().map(changes::out),
        decisions: summary.decisions.iter().map(|ruled| decision_out(roster, ruled)).collect(),
    };
    serde_json::to_writer_pretty(&mut *into, &document)?;
    into.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    format: u64,
    programme: &'a str,
    as_of: Option<String>,
    counts: CountsOut,
    records: Records<'a>,
    units: Vec<UnitOut<'a>>,
    figures: FiguresOut<'a>,
    groups: Vec<GroupOut<'a>>,
    problems: Problems<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<changes::ChangesOut<'a>>,
    decisions: Vec<DecisionOut<'a>>,
}

#[derive(Serialize)]
struct CountsOut {
    files: usize,
    read: usize,
    unreadable: usize,
    ignored: usize,
    records: usize,
    accepted: usize,
    rejected: usize,
    held: usize,
    superseded: usize,
}

/// Written one by one: a list of all of them would double the memory of a large roster.
struct Records<'a>(&'a Roster<'a>);

#[derive(Serialize)]
struct RecordOut<'a> {
    file: &'a str,
    form: &'a str,
    record: usize,
    status: &'static str,
    unit: &'a str,
    values: Values<'a>,
    problems: Vec<&'static str>,
}

/// The fields that hold something, by key, in the order of the form.
struct Values<'a> {
    roster: &'a Roster<'a>,
    record: &'a Record,
    /// Nothing is told of an anonymous form beside its file: what was answered stands among the figures.
    withheld: bool,
}

#[derive(Serialize)]
struct UnitOut<'a> {
    unit: &'a str,
    category: Option<&'a str>,
    counted: usize,
    exempt: usize,
    state: &'static str,
    verdict: &'static str,
    rules: Vec<RuleOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<PaperOut<'a>>,
}

#[derive(Serialize)]
struct PaperOut<'a> {
    received: String,
    people: Option<usize>,
    by: Option<&'a str>,
}

#[derive(Serialize)]
struct DecisionOut<'a> {
    file: &'a str,
    line: Option<u32>,
    kind: &'static str,
    target: String,
    reason: &'a str,
    by: Option<&'a str>,
    on: Option<String>,
    applied: bool,
    effect: String,
    records: Vec<RuledOut<'a>>,
}

#[derive(Serialize)]
struct RuledOut<'a> {
    file: &'a str,
    record: usize,
    name: &'a str,
    before: Option<&'static str>,
    after: Option<&'static str>,
}

#[derive(Serialize)]
struct RuleOut<'a> {
    rule: &'a str,
    actual: usize,
    limit: usize,
    ok: bool,
    provisional: bool,
}

#[derive(Serialize)]
struct GroupOut<'a> {
    per: &'static str,
    group: &'a str,
    verdict: &'static str,
    #[serde(flatten)]
    rule: RuleOut<'a>,
}

struct Problems<'a>(&'a Roster<'a>);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.summary.records.iter().map(|record| record_out(self.0, record)))
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Values { roster, record, withheld } = self;
        let mut map = serializer.serialize_map(None)?;
        let fields = roster.form(&record.form).into_iter().flat_map(|form| form.all_fields());
        for (field, cell) in fields.zip(record.cells.iter()).filter(|_| !withheld) {
            let text = cell.words();
            if !text.is_empty() {
                map.serialize_entry(&field.key, &text)?;
            }
        }
        map.end()
    }
}

impl Serialize for Problems<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Roster { summary, sources, lang, .. } = self.0;
        serializer.collect_seq(summary.problems.iter().map(|problem| row(problem, sources, *lang)))
    }
}

impl CountsOut {
    fn of(counts: Counts) -> CountsOut {
        let Counts { files, read, unreadable, ignored, records, accepted, rejected, held, superseded } = counts;
        CountsOut { files, read, unreadable, ignored, records, accepted, rejected, held, superseded }
    }
}

fn record_out<'a>(roster: &'a Roster, record: &'a Record) -> RecordOut<'a> {
    let mut codes: Vec<_> = record.problems.iter().map(|problem| problem.code.0).collect();
    codes.sort_unstable();
    codes.dedup();
    let withheld = roster.form(&record.form).is_some_and(Form::is_anonymous);
    RecordOut {
        file: roster.file_name(record),
        form: &record.form,
        record: record.number,
        status: record.status.id(),
        unit: &record.unit,
        values: Values { roster, record, withheld },
        problems: codes,
    }
}

fn unit_out(unit: &UnitLine) -> UnitOut<'_> {
    UnitOut {
        unit: &unit.unit,
        category: unit.category.as_deref(),
        counted: unit.counted,
        exempt: unit.exempt,
        state: unit.state.id(),
        verdict: unit.verdict.id(),
        rules: unit.rules.iter().map(rule_out).collect(),
        paper: unit.paper.as_ref().map(|paper| PaperOut {
            received: paper.received.iso(),
            people: paper.people,
            by: paper.by.as_deref(),
        }),
    }
}

fn decision_out<'a>(roster: &Roster<'a>, ruled: &'a Ruled) -> DecisionOut<'a> {
    let decision = &ruled.decision;
    let records = ruled.records.iter().map(|it| RuledOut {
        file: &it.file,
        record: it.record,
        name: &it.name,
        before: it.before.map(Status::id),
        after: it.after.map(Status::id),
    });
    DecisionOut {
        file: &roster.sources.get(decision.place.source).name,
        line: decision.place.text().map(|spot| spot.line),
        kind: decision.ruling.kind(),
        target: target(roster, ruled, Lang::Zh),
        reason: &decision.reason,
        by: decision.by.as_deref(),
        on: decision.on.map(|day| day.to_string()),
        applied: ruled.applied(),
        effect: effect(ruled, roster.lang),
        records: records.collect(),
    }
}

fn group_out(line: &GroupLine) -> GroupOut<'_> {
    GroupOut { per: line.per.id(), group: &line.group, verdict: line.verdict.id(), rule: rule_out(&line.rule) }
}

fn rule_out(rule: &UnitRule) -> RuleOut<'_> {
    RuleOut { rule: &rule.rule, actual: rule.actual, limit: rule.limit, ok: rule.ok, provisional: rule.provisional }
}

#[cfg(test)]
mod tests {
    use crate::export::testing::roster_example;
    use crate::lang::Lang;

    fn text(lang: Lang) -> String {
        let mut bytes = Vec::new();
        super::write(&roster_example().roster(lang), &mut bytes).expect("json");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn the_shape_that_the_design_lays_down() {
        let text = text(Lang::Zh);
        let head = r#"{
  "format": 1,
  "programme": "2025",
  "as_of": "2025-08-14",
  "counts": {
    "files": 4,
    "read": 3,
    "unreadable": 0,
    "ignored": 1,
    "records": 7,
    "accepted": 4,
    "rejected": 1,
    "held": 1,
    "superseded": 1
  },
  "records": [
    {
      "file": "示例力学学会/汇总表.yaml",
      "form": "nomination-2025",
      "record": 1,
      "status": "accepted",
      "unit": "示例力学学会",
      "values": {
        "recommending_unit": "示例力学学会",
        "unit_category": "全国学会",
"#;
        assert_eq!(&text[..head.len()], head);
        for part in [
            r#""status": "superseded""#,
            r#""problems": [
        "E0502"
      ]"#,
            r#"        {
          "rule": "society-young",
          "actual": 1,
          "limit": 2,
          "ok": false,
          "provisional": true
        }"#,
            r#"      "code": "E0507",
      "severity": "error",
      "file": "示例材料研究会/汇总表.yaml",
      "message": "#,
            r#"  "decisions": []"#,
            r#"      "related": [
        {
          "file": "示例材料研究会/汇总表.yaml",
          "line": 20,
          "column": 5
        }
      ]"#,
            r#"      "line": 30,
      "column": 9,
      "message": "「联系方式」的「238****0001」不是手机号","#,
        ] {
            assert!(text.contains(part), "{part}\n\nis not in\n\n{text}");
        }
        assert!(text.ends_with("\n}\n") && !text.contains("null"), "{text}");
    }

    #[test]
    fn english_words_on_request_and_the_same_values() {
        let text = text(Lang::En);
        assert!(text.contains("`238****0001` is not a mobile number") && text.contains("示例力学学会"), "{text}");
    }
}
