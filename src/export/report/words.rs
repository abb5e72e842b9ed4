//! The words of the report, in both languages.

use crate::export::ledger::fate_words;
use crate::lang::Lang;
use crate::model::{FileFate, LedgerLine, Ruling, UnitState, Verdict};

pub(super) fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    let english = match verdict {
        Verdict::Ok => "in order",
        Verdict::Warned => "remarked",
        Verdict::Provisional => "provisional",
        Verdict::Broken => "broken",
    };
    lang.pick(verdict.label(), english)
}

/// The class by which a verdict gets its colour.
pub(super) fn verdict_light(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "good",
        Verdict::Warned | Verdict::Provisional => "warn",
        Verdict::Broken => "bad",
    }
}

/// The class by which a unit's state gets its colour.
pub(super) fn state_light(state: UnitState) -> &'static str {
    match state {
        UnitState::NotReported | UnitState::ToCorrect | UnitState::QuotaBroken => "bad",
        UnitState::ToComplete => "warn",
        UnitState::PaperReceived | UnitState::Complete => "good",
    }
}

/// What became of a file, and why.
pub(super) fn fate(line: &LedgerLine, lang: Lang) -> [String; 2] {
    let [zh, reason] = fate_words(line, lang);
    let en = match line.fate {
        FileFate::Read => "read",
        FileFate::Keyed => "keyed in",
        FileFate::Unreadable => "unreadable",
        FileFate::Ignored(_) => "ignored",
        FileFate::Expanded { .. } => "opened",
    };
    [lang.pick(zh, en.to_owned()), reason]
}

pub(super) fn fate_light(fate: &FileFate) -> &'static str {
    match fate {
        FileFate::Read | FileFate::Keyed => "good",
        FileFate::Unreadable => "bad",
        FileFate::Ignored(_) | FileFate::Expanded { .. } => "plain",
    }
}

/// What was decided, in a word.
pub(super) fn ruling(ruling: &Ruling, lang: Lang) -> &'static str {
    let english = match ruling {
        Ruling::Accept { .. } => "accept",
        Ruling::Drop(_) => "drop",
        Ruling::Keep(_) => "keep this version",
        Ruling::Same(_) => "same person",
        Ruling::Different(_) => "different people",
        Ruling::Unit { .. } => "unit",
        Ruling::Paper { .. } => "paper received",
        Ruling::Record { .. } => "keyed in",
    };
    lang.pick(ruling.label(), english)
}

/// Whether a decision took effect.
pub(super) fn applied(applied: bool, lang: Lang) -> &'static str {
    match applied {
        true => lang.pick("是", "yes"),
        false => lang.pick("否", "no"),
    }
}

/// What the script says: `{}` stands for numbers.
pub(super) fn of_script(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let words = [
        ("all", "全部", "all"),
        ("found", "{} 条", "{}"),
        ("foundOf", "{} 条（共 {} 条）", "{} of {}"),
        ("none", "没有符合条件的", "nothing matches"),
        ("page", "第 {} 页，共 {} 页", "page {} of {}"),
        ("previous", "上一页", "Previous"),
        ("next", "下一页", "Next"),
        ("pages", "翻页", "Pages"),
        ("mend", "怎么改", "How to mend it"),
        ("field", "栏目", "field"),
        ("number", "第 {} 条", "no. {}"),
        ("sort", "按此排序", "sort by this"),
        ("problems", "查看问题", "see the problems"),
        ("yes", applied(true, Lang::Zh), applied(true, Lang::En)),
        ("no", applied(false, Lang::Zh), applied(false, Lang::En)),
    ];
    words.into_iter().map(|(key, zh, en)| (key, lang.pick(zh, en))).collect()
}
