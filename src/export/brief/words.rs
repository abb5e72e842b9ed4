//! Figures to sentences, in Chinese and in English.

use jiff::civil::Date;

use crate::lang::Lang;
use crate::model::{Counts, Seats, Summary, UnitLine, UnitState, Verdict, day_text};

/// More names than this are counted, not told: the page is one.
const NAMES: usize = 12;

pub(super) fn title(programme: &str, lang: Lang) -> String {
    lang.pick(format!("{programme}报送情况简报"), format!("{programme}: brief on the returns"))
}

pub(super) fn today(day: Date, lang: Lang) -> String {
    lang.pick(format!("截至{}", day_text(day)), format!("as of {day}"))
}

pub(super) fn as_of(day: Date, lang: Lang) -> String {
    lang.pick(format!("年龄按{}计算", day_text(day)), format!("ages on {day}"))
}

/// An age band or a sum.
pub(super) fn band(label: &str, lang: Lang) -> String {
    let english = label.replace("岁及以下", " or younger").replace("岁以上", " or older").replace('岁', "");
    let english = english.replace("年龄未知", "unknown").replace("合计", "all");
    lang.pick(label.to_owned(), english)
}

pub(super) fn files(counts: Counts, lang: Lang) -> String {
    let parts = [
        (counts.read, ["已读取", "read"]),
        (counts.unreadable, ["读不出", "unreadable"]),
        (counts.ignored, ["略过或已展开", "ignored or opened"]),
    ];
    let parts = counted(&parts, "个", lang);
    let files = counts.files;
    lang.pick(format!("收到文件 {files} 个：{parts}。"), format!("{files} files were received: {parts}."))
}

pub(super) fn records(counts: Counts, lang: Lang) -> String {
    let parts = [
        (counts.accepted, ["通过", "accepted"]),
        (counts.rejected, ["退回", "rejected"]),
        (counts.held, ["待核", "held"]),
        (counts.superseded, ["被替换", "superseded"]),
    ];
    let (parts, records) = (counted(&parts, "条", lang), counts.records);
    match records {
        0 => lang.pick("没有人选记录。", "They hold no records.").to_owned(),
        _ => lang.pick(format!("人选记录 {records} 条：{parts}。"), format!("They hold {records} records: {parts}.")),
    }
}

/// Who has reported, who has not, and how far the others have come.
pub(super) fn units(summary: &Summary, lang: Lang) -> Vec<String> {
    let listed: Vec<_> = summary.units.iter().filter(|unit| unit.listed).collect();
    let silent: Vec<_> = listed.iter().filter(|unit| unit.state == UnitState::NotReported).collect();
    let mut sentences = Vec::new();
    let (all, missing, sent) = (listed.len(), silent.len(), listed.len() - silent.len());
    if all > 0 {
        sentences.push(lang.pick(
            format!("名册中的单位 {all} 家：已报送 {sent} 家，未报送 {missing} 家。"),
            format!("Of {all} listed units, {sent} have reported and {missing} have not."),
        ));
    }
    if missing > 0 {
        let names = names(silent.iter().map(|unit| unit.unit.clone()).collect(), lang);
        sentences.push(lang.pick(format!("未报送的单位：{names}。"), format!("Not reported: {names}.")));
    }
    let states = UnitState::ALL.into_iter().filter(|state| *state != UnitState::NotReported);
    let states: Vec<_> =
        states.map(|state| (summary.figures.units_in(state), [state.label(Lang::Zh), state.label(Lang::En)])).collect();
    let states = counted(&states, "家", lang);
    if !states.is_empty() {
        sentences.push(lang.pick(format!("已报送的单位中：{states}。"), format!("Of those that have: {states}.")));
    }
    sentences
}

/// Which units break their quota, and by how much.
pub(super) fn quotas(units: &[UnitLine], lang: Lang) -> Vec<String> {
    let judged = units.iter().filter(|unit| !unit.rules.is_empty()).count();
    let with = |verdict: Verdict| units.iter().filter(|unit| unit.verdict == verdict).collect::<Vec<_>>();
    let (broken, provisional) = (with(Verdict::Broken), with(Verdict::Provisional).len());
    let mut sentences = Vec::new();
    if !broken.is_empty() {
        let count = broken.len();
        let names = names(broken.into_iter().map(|unit| broken_text(unit, lang)).collect(), lang);
        sentences.push(lang.pick(
            format!("不符合名额规定的单位 {count} 家：{names}。"),
            format!("{count} units break their quota: {names}."),
        ));
    } else if judged > 0 {
        sentences.push(lang.pick(
            format!("核对了 {judged} 家单位的名额，没有不符合的。"),
            format!("The quotas of {judged} units were checked; none is broken."),
        ));
    }
    if provisional > 0 {
        sentences.push(lang.pick(
            format!("暂定的 {provisional} 家，有关栏目补正后才能断定。"),
            format!("{provisional} verdicts are provisional until fields are filled in or mended."),
        ));
    }
    sentences
}

fn broken_text(unit: &UnitLine, lang: Lang) -> String {
    let rules = unit.rules.iter().filter(|rule| !rule.ok && !rule.provisional);
    let rules = rules.map(|rule| {
        lang.pick(
            format!("{}：实有 {} 人，限额 {} 人", rule.basis, rule.actual, rule.limit),
            format!("{}: {} against {}", rule.basis, rule.actual, rule.limit),
        )
    });
    let rules: Vec<_> = rules.collect();
    match rules.is_empty() {
        true => unit.unit.clone(),
        false => {
            let rules = rules.join(lang.pick("；", "; "));
            lang.pick(format!("{}（{rules}）", unit.unit), format!("{} ({rules})", unit.unit))
        }
    }
}

/// The classes whose seats are announced; the others stand in the table alone.
pub(super) fn seats(seats: &[Seats], lang: Lang) -> Vec<String> {
    let sentence = |seats: &Seats| {
        let (class, capacity, accepted, held) = (&seats.class, seats.capacity?, seats.accepted, seats.held);
        let left = match accepted.checked_sub(capacity) {
            Some(over) if over > 0 => lang.pick(format!("超出 {over} 人"), format!("{over} too many")),
            _ => lang.pick(format!("余 {} 人", capacity - accepted), format!("{} left", capacity - accepted)),
        };
        Some(lang.pick(
            format!("{class}名额 {capacity} 人：可参加的通过 {accepted} 人，待核 {held} 人，{left}。"),
            format!("{class}, {capacity} seats: {accepted} accepted and {held} held can come, {left}."),
        ))
    };
    seats.iter().filter_map(sentence).collect()
}

/// What somebody still has to do.
pub(super) fn open(summary: &Summary, lang: Lang) -> Vec<String> {
    let (counts, figures) = (summary.counts, &summary.figures);
    let all = [
        (figures.units_in(UnitState::NotReported), ["家单位需催报", "units to be reminded"]),
        (counts.rejected, ["条退回的记录需请单位改正", "rejected records to be mended by their units"]),
        (counts.held, ["条待核的记录需办公室定夺", "held records to be settled by the office"]),
        (counts.unreadable, ["个读不出的文件需请对方重发", "unreadable files to be sent again"]),
        (figures.units_in(UnitState::ToComplete), ["家单位需补齐栏目", "units to fill in what is missing"]),
    ];
    let open: Vec<_> = all.into_iter().filter(|(count, _)| *count > 0).collect();
    let open: Vec<_> =
        open.into_iter().map(|(count, [zh, en])| lang.pick(format!("{count} {zh}"), format!("{count} {en}"))).collect();
    match open.is_empty() {
        true => vec![lang.pick("没有待办事项。", "Nothing is open.").to_owned()],
        false => vec![format!("{}{}", open.join(lang.pick("；", "; ")), lang.pick("。", "."))],
    }
}

/// `通过 4 条，退回 1 条`: what there is none of is left out.
fn counted(parts: &[(usize, [&'static str; 2])], measure: &str, lang: Lang) -> String {
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, [zh, en])| lang.pick(format!("{zh} {count} {measure}"), format!("{count} {en}")));
    parts.collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// So many names; where there are more, how many more, and where they stand.
fn names(mut names: Vec<String>, lang: Lang) -> String {
    let more = names.len().saturating_sub(NAMES);
    if more == 0 {
        return names.join(lang.pick("、", ", "));
    }
    let count = names.len();
    names.clear();
    lang.pick(format!("共 {count} 家，名单见 summary.xlsx"), format!("{count} in all, named in summary.xlsx"))
}
