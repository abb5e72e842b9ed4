//! A letter to a unit, before it is laid out: the same words for a mail, for paper and for a chat.

use std::collections::{BTreeMap, BTreeSet};

use super::facts;
use super::findings::{Found, Party, Point};
use crate::diagnostic::Severity;
use crate::export::Roster;
use crate::export::veil::veiled;
use crate::model::{OptionsFrom, Record, Status, UnitLine, Value};
use crate::source::SourceId;

/// What kind of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something has to be mended.
    Slip,
    /// Nothing came yet.
    Reminder,
}

pub(super) struct Letter {
    pub(super) kind: Kind,
    pub(super) programme: String,
    /// 示例学会 测试联络甲
    pub(super) addressee: String,
    /// The unit above, which gets a copy.
    pub(super) copy: Option<String>,
    pub(super) opening: Vec<String>,
    pub(super) parts: Vec<Part>,
    /// What to do now.
    pub(super) request: String,
    pub(super) facts: Vec<Fact>,
}

/// What is wrong in one file.
pub(super) struct Part {
    pub(super) file: String,
    /// The name of the copy of it in which the places are marked, without numbers; the copy lies beside the letter.
    pub(super) marked: Option<String>,
    pub(super) points: Vec<Told>,
}

impl Part {
    /// Where the points can be seen in place; none where there is no copy.
    pub(super) fn where_marked(&self) -> Option<String> {
        self.marked.as_ref().map(|copy| format!("已在副本「{copy}」里标出"))
    }
}

/// A point of a letter.
pub(super) struct Told {
    /// Whether it has to be mended, or only looked at.
    pub(super) must: bool,
    pub(super) code: &'static str,
    /// 测试丙，第51行第11列
    pub(super) place: String,
    pub(super) message: String,
    pub(super) mend: Option<String>,
    pub(super) page: Option<String>,
}

/// Something to know, such as a deadline.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) lines: Vec<Line>,
}

pub(super) struct Line {
    pub(super) text: String,
    pub(super) url: Option<String>,
}

/// So many names of people who are in order; the rest is counted.
const NAMES: usize = 30;

/// What a party has to mend. `records` are those of its unit.
pub(super) fn slip(
    roster: &Roster,
    party: &Party,
    unit: Option<&UnitLine>,
    records: &[&Record],
    found: &Found,
    marked: &BTreeMap<SourceId, String>,
) -> Letter {
    let open = |record: &&&Record| matches!(record.status, Status::Rejected | Status::Held);
    let classes = chosen(roster, records.iter().filter(open).copied());
    let facts = [
        facts::deadlines(roster, &classes),
        facts::contacts(roster),
        facts::forms(roster).filter(|fact| fact.lines.iter().any(|line| line.url.is_some())),
        facts::notices(roster),
    ];
    let mut opening = vec![received(found, unit)];
    opening.extend(passed(roster, records));
    Letter {
        kind: Kind::Slip,
        programme: roster.summary.title.clone(),
        addressee: addressee(roster, party),
        copy: copy(roster, party),
        opening,
        parts: parts(roster, found, marked),
        request: request(roster, found, records),
        facts: facts.into_iter().flatten().collect(),
    }
}

/// What is expected of a unit of which nothing came yet.
pub(super) fn reminder(roster: &Roster, unit: &UnitLine) -> Letter {
    let party = Party::Unit(unit.unit.clone());
    let facts = [
        facts::forms(roster),
        facts::quotas(roster, unit.category.as_deref()),
        facts::deadlines(roster, &BTreeSet::new()),
        facts::contacts(roster),
        facts::notices(roster),
    ];
    Letter {
        kind: Kind::Reminder,
        programme: roster.summary.title.clone(),
        addressee: addressee(roster, &party),
        copy: copy(roster, &party),
        opening: vec![format!("您好！「{}」的材料，我们目前还没有收到贵单位报送的。", roster.summary.title)],
        parts: Vec::new(),
        request: "请按下面的要求报送。如果已经寄出，请告知寄出的时间和方式；如果本次没有人选，也请回复一声。谢谢！"
            .to_owned(),
        facts: facts.into_iter().flatten().collect(),
    }
}

impl Kind {
    /// The name of its files.
    pub(super) fn file(self) -> &'static str {
        match self {
            Kind::Slip => "退回单",
            Kind::Reminder => "催报",
        }
    }
}

impl Fact {
    /// None where there is nothing to tell.
    pub(super) fn of(label: &'static str, lines: Vec<Line>) -> Option<Fact> {
        (!lines.is_empty()).then_some(Fact { label, lines })
    }
}

impl Line {
    pub(super) fn plain(text: String) -> Line {
        Line { text, url: None }
    }
}

impl Letter {
    pub(super) fn title(&self) -> &'static str {
        let must = self.parts.iter().flat_map(|part| &part.points).any(|point| point.must);
        match self.kind {
            Kind::Slip if must => "退回单",
            Kind::Slip => "请核对",
            Kind::Reminder => "报送提醒",
        }
    }

    /// How many points it has in all.
    pub(super) fn points(&self) -> usize {
        self.parts.iter().map(|part| part.points.len()).sum()
    }
}

fn addressee(roster: &Roster, party: &Party) -> String {
    match party {
        Party::Unit(name) => {
            let contact = roster.project.units.find(name).and_then(|unit| unit.contact.as_ref());
            let persons = contact.map(|contact| contact.persons.join("、")).filter(|it| !it.is_empty());
            let role = || contact.and_then(|contact| contact.role.clone());
            let whom = persons.or_else(role).map_or_else(String::new, |whom| format!("　{whom}"));
            format!("{}{whom}", veiled(name))
        }
        Party::Sender(sender) => veiled(sender).into_owned(),
        Party::Nobody => "报送单位".to_owned(),
    }
}

fn copy(roster: &Roster, party: &Party) -> Option<String> {
    let Party::Unit(name) = party else { return None };
    roster.project.units.find(name)?.parent.clone()
}

fn received(found: &Found, unit: Option<&UnitLine>) -> String {
    let (errors, warnings) = (found.errors(), found.count(Severity::Warning));
    let what = match unit {
        Some(unit) if unit.reported() => {
            let people: usize = unit.statuses.iter().sum();
            format!("贵单位报送的 {} 个文件、{people} 条人选记录已经收到", unit.files)
        }
        _ => "您发来的文件已经收到".to_owned(),
    };
    let asks = match (errors, warnings) {
        (0, warnings) => format!("有 {warnings} 处请核对；如无误，不必重新报送"),
        (errors, 0) => format!("有 {errors} 处需要改正"),
        (errors, warnings) => format!("有 {errors} 处需要改正，另有 {warnings} 处请核对"),
    };
    format!("您好！{what}，谢谢。经核对，{asks}。")
}

/// 已通过 3 人：测试甲、测试乙、测试丙。
fn passed(roster: &Roster, records: &[&Record]) -> Option<String> {
    let accepted: Vec<&&Record> = records.iter().filter(|record| record.status == Status::Accepted).collect();
    if accepted.is_empty() {
        return None;
    }
    let name = |record: &&&Record| record.person_name(roster.form(&record.form));
    let names: Vec<String> = accepted.iter().map(name).filter(|name| !name.is_empty()).take(NAMES).collect();
    let more = if accepted.len() > names.len() { "等" } else { "" };
    Some(format!("已通过 {} 人：{}{more}。", accepted.len(), veiled(&names.join("、"))))
}

fn parts(roster: &Roster, found: &Found, marked: &BTreeMap<SourceId, String>) -> Vec<Part> {
    let shown: BTreeMap<SourceId, String> = found.files.keys().map(|id| (*id, base_name(roster, *id))).collect();
    let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
    for name in shown.values() {
        *namesakes.entry(name).or_default() += 1;
    }
    let part = |(id, points): (&SourceId, &Vec<Point>)| {
        let name = &shown[id];
        let twice = namesakes.get(name.as_str()).is_some_and(|files| *files > 1);
        let file = if twice { veiled(&roster.sources.get(*id).name).into_owned() } else { name.clone() };
        // What has to be mended comes first, and of that what is about the whole.
        let mut points: Vec<&Point> = points.iter().collect();
        points.sort_by_key(|point| (point.severity, !point.person.is_empty() || !point.within.is_empty()));
        Part {
            file,
            marked: marked.get(id).map(|copy| veiled(copy).into_owned()),
            points: points.into_iter().map(told).collect(),
        }
    };
    found.files.iter().map(part).collect()
}

/// The name by which the sender knows the file: not the folders of the office.
fn base_name(roster: &Roster, id: SourceId) -> String {
    let name = &roster.sources.get(id).name;
    veiled(name.rsplit('/').next().unwrap_or(name)).into_owned()
}

fn told(point: &Point) -> Told {
    let place = [point.person.as_str(), &point.within].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
    Told {
        must: point.severity == Severity::Error,
        code: point.code,
        place: place.join("，"),
        message: point.message.clone(),
        mend: point.mend.clone(),
        page: point.page.clone(),
    }
}

/// The classes that people of these records chose.
fn chosen<'a>(roster: &Roster, records: impl Iterator<Item = &'a Record>) -> BTreeSet<&'a str> {
    let mut classes = BTreeSet::new();
    for record in records {
        let form = roster.form(&record.form);
        let cells = form.into_iter().flat_map(|form| form.all_fields()).zip(record.cells.iter());
        for (_, cell) in cells.filter(|(field, _)| field.choices.from == Some(OptionsFrom::Classes)) {
            match cell.value() {
                Some(Value::Choice(option)) => _ = classes.insert(&**option),
                Some(Value::Choices(options)) => classes.extend(options.iter().map(String::as_str)),
                _ => {}
            }
        }
    }
    classes
}

/// A roster replaces the earlier one whole, so that nobody may be left out; of cards only those with a slip come again.
fn request(roster: &Roster, found: &Found, records: &[&Record]) -> String {
    let again = records.iter().filter(|record| found.files.contains_key(&record.source));
    let mut forms = again.filter_map(|record| roster.form(&record.form));
    let how = match forms.next().map(|form| form.is_roster() || forms.any(|form| form.is_roster())) {
        None => "重新发来",
        Some(true) => "重新发来整份表（已通过的人选也请留在表上），并更新填表日期，同一天再改的写修订号 2、3……",
        Some(false) => "重新发来，并在表上写明填表日期，同一天再改的写修订号 2、3……；已通过的不必重报",
    };
    match found.errors() {
        0 => format!("如需改动，请改后{how}。谢谢！"),
        _ => format!("请改正后{how}。谢谢！"),
    }
}
