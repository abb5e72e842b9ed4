//! How far a unit has come with its returns, in one word.

use crate::lang::Lang;

/// How far a unit has come: exactly one, the first that applies. What the unit has to do comes before what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitState {
    /// 未报送: nothing came, not even on paper, and no file that cannot be read.
    NotReported,
    /// 待更正: a record is rejected, or held for another reason than the quota, or a file of the unit cannot be read.
    ToCorrect,
    /// 名额不符: the unit breaks a quota.
    QuotaBroken,
    /// 待补: something that the checks need is missing, or a verdict is provisional.
    ToComplete,
    /// 纸质已收: nothing is open, and the sealed paper is there as well.
    PaperReceived,
    /// 齐全: nothing is open.
    Complete,
}

/// All that the state of a unit depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitFacts {
    /// Whether any file or record of the unit came.
    pub reported: bool,
    pub to_correct: bool,
    pub quota_broken: bool,
    pub to_complete: bool,
    /// Whether the unit's sealed paper was received.
    pub paper: bool,
}

impl UnitFacts {
    pub fn state(self) -> UnitState {
        match self {
            UnitFacts { reported: false, to_correct: false, paper: false, .. } => UnitState::NotReported,
            UnitFacts { to_correct: true, .. } => UnitState::ToCorrect,
            UnitFacts { quota_broken: true, .. } => UnitState::QuotaBroken,
            UnitFacts { to_complete: true, .. } => UnitState::ToComplete,
            UnitFacts { paper: true, .. } => UnitState::PaperReceived,
            _ => UnitState::Complete,
        }
    }
}

impl UnitState {
    /// In the order of precedence.
    pub const ALL: [UnitState; 6] = [
        UnitState::NotReported,
        UnitState::ToCorrect,
        UnitState::QuotaBroken,
        UnitState::ToComplete,
        UnitState::PaperReceived,
        UnitState::Complete,
    ];

    /// The word in outputs for programs.
    pub fn id(self) -> &'static str {
        match self {
            UnitState::NotReported => "not_reported",
            UnitState::ToCorrect => "to_correct",
            UnitState::QuotaBroken => "quota_broken",
            UnitState::ToComplete => "to_complete",
            UnitState::PaperReceived => "paper_received",
            UnitState::Complete => "complete",
        }
    }

    /// The word that people see.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            UnitState::NotReported => lang.pick("未报送", "not reported"),
            UnitState::ToCorrect => lang.pick("待更正", "to correct"),
            UnitState::QuotaBroken => lang.pick("名额不符", "quota broken"),
            UnitState::ToComplete => lang.pick("待补", "to complete"),
            UnitState::PaperReceived => lang.pick("纸质已收", "paper received"),
            UnitState::Complete => lang.pick("齐全", "complete"),
        }
    }

    /// Whether somebody has to write to the unit.
    pub fn is_open(self) -> bool {
        !matches!(self, UnitState::PaperReceived | UnitState::Complete)
    }
}

#[cfg(test)]
mod tests {
    use super::{UnitFacts, UnitState};

    #[test]
    fn what_is_to_be_done_comes_before_what_is_done() {
        let all = UnitFacts { reported: true, to_correct: true, quota_broken: true, to_complete: true, paper: true };
        let states = [
            all,
            UnitFacts { to_correct: false, ..all },
            UnitFacts { to_correct: false, quota_broken: false, ..all },
            UnitFacts { reported: true, paper: true, ..UnitFacts::default() },
            UnitFacts { reported: true, ..UnitFacts::default() },
            UnitFacts { paper: true, ..UnitFacts::default() },
            UnitFacts::default(),
        ];
        let words = states.map(|facts| facts.state().label(crate::lang::Lang::Zh));
        assert_eq!(words, ["待更正", "名额不符", "待补", "纸质已收", "齐全", "纸质已收", "未报送"]);
        assert!(UnitState::ALL.is_sorted());
    }
}
