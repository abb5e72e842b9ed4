//! Small summaries built by hand, for the tests of all artifacts; everybody in them is made up.

mod decided;
mod forms;

pub(in crate::export) use decided::decided_example;

use std::sync::Arc;

use jiff::civil::date;

use forms::{card, nomination};

use super::{Look, Roster};
use crate::diagnostic::{
    BatchProblem, Both, Code, Diagnostic, Diagnostics, FieldProblem, List, Personal, RecordProblem, Role,
};
use crate::lang::Lang;
use crate::model::{
    CategoryFigures, Cell, Contact, Counts, Figures, FileFate, Form, FormFigures, FormRecords, IdNumber, LedgerLine,
    Located, Mode, Month, Order, Programme, Project, Record, RecordProblemRef, Sex, Status, Summary, Tally, Unit,
    UnitCategory, UnitFacts, UnitLine, UnitRule, Units, Value, Verdict,
};
use crate::source::{Fingerprint, Place, Source, SourceId, Sources};

/// All that a [`Roster`] borrows.
pub(super) struct Example {
    pub(super) summary: Summary,
    pub(super) project: Project,
    pub(super) programme: Programme,
    pub(super) sources: Sources,
}

impl Example {
    pub(super) fn roster(&self, lang: Lang) -> Roster<'_> {
        let Example { summary, project, programme, sources, .. } = self;
        Roster::new(summary, project, programme, sources, None, Look { lang, order: Order::Given, today: None })
    }
}

const NOWHERE: Place = Place { source: SourceId(0), at: crate::source::At::File };

/// Two roster forms; four people accepted, the others not.
pub(super) fn roster_example() -> Example {
    let names = ["示例力学学会/汇总表.yaml", "示例材料研究会/汇总表.yaml", "示例材料研究会/信息表.yaml", ".DS_Store"];
    let mut forms = vec![nomination(), Form { id: "attendance-2025".into(), seal: false, ..nomination() }];
    forms[1].title = "2024年推荐学员参加活动信息表".into();
    forms[1].fields.truncate(8);
    forms[1].header.remove(1);
    forms[1].header_lines.remove(0);
    let mut records = vec![
        person(0, 1, "测试甲", Sex::Female, "示例研究院副研究员", Status::Accepted),
        person(0, 2, "测试乙", Sex::Male, "=1+1", Status::Accepted),
        person(0, 3, "测试丙", Sex::Male, "示例大学教授", Status::Rejected),
        person(0, 4, "测试丁", Sex::Female, "示例大学讲师", Status::Superseded),
        person(1, 1, "测试戊", Sex::Female, "示例材料重点实验室研究员、博士生导师，兼任示例期刊编委", Status::Accepted),
        person(1, 2, "测试庚", Sex::Male, "示例大学教授", Status::Held),
        person(2, 1, "测试己", Sex::Male, "示例大学教授", Status::Accepted),
    ];
    records[6].form = "attendance-2025".into();
    let mut cells = records[6].cells[..13].to_vec();
    cells.remove(1);
    records[6].cells = cells.into();
    for (at, code) in [(2, "E0406"), (3, "E0502"), (5, "E0507")] {
        let severity = crate::diagnostic::Severity::Error;
        records[at].problems = vec![RecordProblemRef { code: Code(code), severity }];
    }
    let problems = [
        Diagnostic::new(records[2].place, broken()).about("政治面貌".into()),
        Diagnostic::new(SourceId(1).whole(), quota()).with(records[5].place, Role::Counted),
        Diagnostic::new(
            SourceId(1).spot(30, 9, 11),
            FieldProblem::NotAMobile { field: "联系方式".into(), found: Personal("23800000001".into()) },
        ),
    ];
    let mut collected = Diagnostics::default();
    collected.extend(problems);
    let ledger = vec![
        ledger_line(0, Some("nomination-2025"), "示例力学学会", [2, 1, 0, 1], &["E0406", "E0502"]),
        ledger_line(1, Some("nomination-2025"), "示例材料研究会", [1, 0, 1, 0], &["E0312", "E0507"]),
        ledger_line(2, Some("attendance-2025"), "示例材料研究会", [1, 0, 0, 0], &[]),
        ledger_line(3, None, "", [0; 4], &[]),
    ];
    let units = vec![
        unit("示例力学学会", 1, [2, 1, 0, 1], Verdict::Ok, vec![rule("society-quota", 2, 5, true)]),
        unit(
            "示例材料研究会",
            2,
            [2, 0, 1, 0],
            Verdict::Broken,
            vec![
                rule("society-quota", 6, 5, false),
                UnitRule { provisional: true, ..rule("society-young", 1, 2, false) },
            ],
        ),
        unit("示例海洋学会", 0, [0; 4], Verdict::Ok, Vec::new()),
    ];
    let as_of = Some(date(2025, 8, 14));
    let counts = Counts {
        files: 4,
        read: 3,
        ignored: 1,
        records: 7,
        accepted: 4,
        rejected: 1,
        held: 1,
        superseded: 1,
        ..Counts::default()
    };
    Example {
        summary: Summary {
            programme: "2025".into(),
            title: "科技界党外代表人士专题研修班及国情研修活动".into(),
            as_of,
            counts,
            records,
            units,
            groups: Vec::new(),
            ledger,
            figures: Figures {
                records: vec![records_of(&forms[0], [3, 1, 1, 1]), records_of(&forms[1], [1, 0, 0, 0])],
                categories: vec![CategoryFigures {
                    category: Some("全国学会".into()),
                    units: 3,
                    reported: 2,
                    statuses: [4, 1, 1, 1],
                }],
                states: [1, 1, 1, 0, 0, 0],
                ..figures(
                    "nomination-2025",
                    "推荐学员汇总表",
                    3,
                    &[("年龄（按 2025-08-14 计算）", &[("35岁及以下", 3)]), ("政治面貌", &[("群众", 3)])],
                )
            },
            problems: collected,
            changes: None,
            decisions: Vec::new(),
        },
        programme: programme("2025", &forms),
        project: Project { forms, ..project() },
        sources: sources(&names),
    }
}

/// One card form; two people accepted.
pub(super) fn card_example() -> Example {
    let form = card();
    let id = |text: &str, sex| Value::IdNumber(IdNumber { text: text.into(), birth: date(1985, 3, 7), sex });
    let record = |file: u32, name: &str, id: Value, class: &str| {
        let values = [Value::Text("示例力学学会".into()), Value::Text(name.into()), id, Value::Choice(class.into())];
        let cells = values.into_iter().map(|value| Cell::Read(value, SourceId(file).spot(2, 1, 2))).collect();
        Record { form: "registration-2022".into(), cells, ..person(file, 1, name, Sex::Male, "", Status::Accepted) }
    };
    let records = vec![
        record(0, "测试甲", id("110000198503070011", Sex::Male), "河南班"),
        record(1, "测试乙", id("110000198503070020", Sex::Female), "北京班"),
    ];
    let ledger = vec![
        ledger_line(0, Some("registration-2022"), "示例力学学会", [1, 0, 0, 0], &[]),
        ledger_line(1, Some("registration-2022"), "示例力学学会", [1, 0, 0, 0], &[]),
    ];
    let counts = Counts { files: 2, read: 2, records: 2, accepted: 2, ..Counts::default() };
    Example {
        summary: Summary {
            programme: "2022".into(),
            title: "2022年国情研修活动".into(),
            as_of: None,
            counts,
            records,
            units: vec![unit("示例力学学会", 2, [2, 0, 0, 0], Verdict::Ok, Vec::new())],
            groups: Vec::new(),
            ledger,
            figures: figures(
                "registration-2022",
                "国情研修活动报名表",
                2,
                &[("性别", &[("男", 1), ("女", 1)]), ("选择班次", &[("河南班", 1), ("北京班", 1), ("江苏班", 0)])],
            ),
            problems: Diagnostics::default(),
            changes: None,
            decisions: Vec::new(),
        },
        programme: programme("2022", std::slice::from_ref(&form)),
        project: Project { forms: vec![form], ..project() },
        sources: sources(&["测试甲.yaml", "测试乙.yaml"]),
    }
}

fn person(file: u32, number: usize, name: &str, sex: Sex, post: &str, status: Status) -> Record {
    let unit = ["示例力学学会", "示例材料研究会", "示例材料研究会"][file as usize];
    let text = |text: &str| Value::Text(text.into());
    let line = 10 * number as u32;
    let read = |value| Cell::Read(value, SourceId(file).spot(line + 1, 9, 3));
    let phone = format!("010-0000000{}", file + 1);
    let header =
        [text(unit), Value::Choice("全国学会".into()), text("测试乙"), text(&phone), Value::Date(date(2025, 8, 10))];
    let values = [
        text(name),
        Value::Sex(sex),
        Value::Choice("汉族".into()),
        Value::Month(Month { year: 1990, month: 10 }),
        Value::Choice("群众".into()),
        text(post),
        text("13800000001"),
        Value::YesNo(true),
        Value::Choice("新社会组织".into()),
    ];
    Record {
        source: SourceId(file),
        number,
        place: SourceId(file).spot(line, 5, 1),
        form: "nomination-2025".into(),
        mode: Mode::Whole,
        unit: unit.into(),
        cells: header.into_iter().chain(values).map(read).collect(),
        problems: Vec::new(),
        status,
    }
}

fn broken() -> RecordProblem {
    RecordProblem::RuleBroken {
        basis: "推荐条件第2项".into(),
        rule: Both::from(|_| "政治面貌不是中共党员".to_owned()),
        field: "政治面貌".into(),
        found: Personal("中共党员".into()),
    }
}

fn quota() -> BatchProblem {
    BatchProblem::QuotaExceeded {
        unit: "示例材料研究会".into(),
        basis: "名额分配第1项".into(),
        actual: 6,
        limit: 5,
        who: List(vec!["测试庚".into()]),
    }
}

fn figures(form: &str, title: &str, people: usize, tallies: &[(&str, &[(&str, usize)])]) -> Figures {
    let line = |(label, count): &(&str, usize)| (label.to_string(), *count);
    let tally = |(title, lines): &(&str, &[(&str, usize)])| Tally {
        key: title.to_string(),
        title: title.to_string(),
        lines: lines.iter().map(line).collect(),
        unknown: 0,
    };
    let tallies = tallies.iter().map(tally).collect();
    let form = FormFigures { form: form.into(), title: title.into(), people, tallies };
    Figures { forms: vec![form], ..Figures::default() }
}

fn records_of(form: &Form, statuses: [usize; 4]) -> FormRecords {
    FormRecords { form: form.id.clone(), title: form.title.clone(), statuses }
}

/// The unit that sent nothing, with someone to call.
fn project() -> Project {
    let unit = |name: &str| Unit {
        name: name.into(),
        aliases: Vec::new(),
        category: Some("全国学会".into()),
        parent: Some("示例省科学技术协会".into()),
        contact: Some(Contact {
            persons: vec!["测试联络甲".into()],
            phones: vec!["010-00000004".into(), "010-00000005".into()],
            ..Contact::default()
        }),
        programmes: Vec::new(),
        place: NOWHERE,
    };
    let units = ["示例力学学会", "示例材料研究会", "示例海洋学会"].map(unit);
    Project { units: Units::new(units.into()), ..Project::default() }
}

fn rule(id: &str, actual: usize, limit: usize, ok: bool) -> UnitRule {
    UnitRule {
        rule: id.into(),
        basis: "名额分配第1项".into(),
        text: "每个单位不超过5人".into(),
        actual,
        limit,
        ok,
        provisional: false,
    }
}

fn unit(name: &str, files: usize, statuses: [usize; 4], verdict: Verdict, rules: Vec<UnitRule>) -> UnitLine {
    UnitLine {
        unit: name.into(),
        category: Some("全国学会".into()),
        listed: true,
        files,
        unreadable: 0,
        state: UnitFacts {
            reported: files > 0,
            to_correct: statuses[1] > 0,
            quota_broken: verdict == Verdict::Broken,
            ..UnitFacts::default()
        }
        .state(),
        statuses,
        counted: statuses[0] + statuses[2],
        exempt: 0,
        verdict,
        rules,
        paper: None,
    }
}

fn ledger_line(
    file: u32,
    form: Option<&str>,
    unit: &str,
    statuses: [usize; 4],
    problems: &[&'static str],
) -> Arc<LedgerLine> {
    LedgerLine {
        source: SourceId(file),
        fingerprint: Some(Fingerprint::of(b"abc")),
        fate: match form {
            Some(_) => FileFate::Read,
            None => FileFate::Ignored(["系统文件", "a system's own file"]),
        },
        programmes: form.map(|form| form.rsplit('-').next().unwrap_or_default().to_owned()).into_iter().collect(),
        forms: form.map(str::to_owned).into_iter().collect(),
        units: form.map(|_| unit.to_owned()).into_iter().collect(),
        records: statuses.iter().sum(),
        statuses,
        causes: Vec::new(),
        problems: problems.iter().map(|code| Code(code)).collect(),
    }
    .into()
}

fn programme(id: &str, forms: &[Form]) -> Programme {
    let located = |value: &str| Located { value: value.to_owned(), place: NOWHERE };
    Programme {
        forms: forms.iter().map(|form| located(&form.id)).collect(),
        unit_categories: vec![UnitCategory { name: "全国学会".into(), note: None }],
        ..Programme::bare(id, SourceId(0))
    }
}

fn sources(names: &[&str]) -> Sources {
    let mut sources = Sources::default();
    for name in names {
        let fingerprint = Some(Fingerprint::of(b"abc"));
        sources.add(Source { fingerprint, personal: true, ..Source::new(*name, *name) });
    }
    sources
}
