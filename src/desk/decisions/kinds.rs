//! The kinds of decisions in words.

use serde::Serialize;

use crate::lang::Lang;
use crate::model::{Ruling, Status};

/// A kind as pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct Kind {
    pub id: &'static str,
    pub label: &'static str,
    /// What it does.
    pub does: &'static str,
}

/// In the order of [`Ruling::KINDS`]: what each is called and what it does.
const WORDS: [[[&str; 2]; 2]; 8] = [
    [
        ["准予通过", "Accept"],
        ["这一条虽有问题，仍予通过；问题照列。", "The record is accepted in spite of its problems, which stay listed."],
    ],
    [
        ["不予采用", "Drop"],
        [
            "这一条不采用，不占名额，也不替换别的版本。",
            "The record is rejected, counts against no quota and supersedes nothing.",
        ],
    ],
    [
        ["以此份为准", "Keep this one"],
        [
            "同一人交了几份，以选定的这一份为准，其他的不计。",
            "Of several returns of one person this one counts, and no other.",
        ],
    ],
    [
        ["是同一人", "The same person"],
        ["几条记录证件或出生年月不同，其实是同一个人。", "Records that look like different people are about one."],
    ],
    [
        ["不是同一人", "Different people"],
        ["几条记录看起来是同一个人，其实是不同的人。", "Records that look like one person are about different people."],
    ],
    [
        ["单位认定", "Unit"],
        [
            "表上写的单位是名册里的哪个单位，或者属于哪一类。",
            "Which listed unit a written name means, or which category it has.",
        ],
    ],
    [["已收纸质材料", "Paper received"], ["单位的纸质材料已经收到。", "The unit's forms came on paper."]],
    [["代为录入", "Key in"], ["照着扫描件或纸质表录入一条记录。", "A record is typed in from a scan or from paper."]],
];

/// The kind of an id.
pub fn kind(id: &str, lang: Lang) -> Option<Kind> {
    all(lang).into_iter().find(|kind| kind.id == id)
}

pub fn all(lang: Lang) -> Vec<Kind> {
    let one = |(id, [label, does]): (&'static str, [[&'static str; 2]; 2])| Kind {
        id,
        label: lang.pick(label[0], label[1]),
        does: lang.pick(does[0], does[1]),
    };
    Ruling::KINDS.into_iter().zip(WORDS).map(one).collect()
}

/// The id and the word of a status.
pub fn status(status: Status, lang: Lang) -> [String; 2] {
    [status.id().to_owned(), status.label(lang).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::lang::Lang;
    use crate::model::{Decision, Ruling};

    #[test]
    fn every_kind_is_called_as_the_outputs_call_it() {
        let labels = Ruling::KINDS.map(|id| kind(id, Lang::Zh).map(|kind| kind.label).unwrap_or_default());
        let outputs =
            ["准予通过", "不予采用", "以此份为准", "是同一人", "不是同一人", "单位认定", "已收纸质材料", "代为录入"];
        assert_eq!(labels, outputs);
        let decision: Option<Decision> = None;
        assert!(decision.is_none_or(|decision| labels.contains(&decision.ruling.label())));
    }
}
