//! Who is counted, who surely is not, who may or may not be, and what a limit makes of it.

use super::holds::Holds;
use super::work::Desk;
use crate::model::Count;

/// A record that a rule looks at.
#[derive(Clone, Copy)]
pub struct Member {
    index: usize,
    /// Whether the rule surely applies to it.
    sure: bool,
}

impl Member {
    /// A record as a rule looks at it; none where the rule surely does not apply to it. Whose unit has no known category is
    /// left out too: that has been told, and every category's rule would be open.
    pub fn under(desk: &Desk, index: usize, count: &Count) -> Option<Member> {
        let of_category = count.when.iter().find(|condition| condition.field == "unit_category");
        if of_category.is_some_and(|condition| desk.holds(index, condition) != Holds::Yes) {
            return None;
        }
        match desk.all_hold(index, &count.when) {
            Holds::No => None,
            holds => Some(Member { index, sure: holds == Holds::Yes }),
        }
    }
}

/// Who was counted.
pub struct Tally {
    /// All who are not surely exempt: those who count against a quota.
    pub base: Vec<usize>,
    pub exempt: usize,
    /// Those who surely belong to what is counted.
    pub sure: Vec<usize>,
    /// Those of whom it cannot be told.
    pub open: Vec<usize>,
}

/// How a limit turned out.
#[derive(Clone, Copy, PartialEq)]
pub enum Outcome {
    Kept,
    /// It depends on people of whom it cannot be told.
    Open,
    /// Too few were sent to reach a minimum at all.
    OutOfReach,
    Broken,
}

impl Tally {
    pub fn of(desk: &Desk, count: &Count, members: Vec<Member>) -> Tally {
        let mut tally = Tally { base: Vec::new(), exempt: 0, sure: Vec::new(), open: Vec::new() };
        for Member { index, sure } in members {
            let except = desk.any_holds(index, &count.except);
            if except == Holds::Yes {
                tally.exempt += usize::from(sure);
                continue;
            }
            tally.base.push(index);
            match (except, desk.all_hold(index, &count.filter)) {
                (_, Holds::No) => {}
                (Holds::No, Holds::Yes) if sure => tally.sure.push(index),
                _ => tally.open.push(index),
            }
        }
        tally
    }

    pub fn at_most(&self, limit: usize) -> Outcome {
        match self.sure.len() {
            sure if sure > limit => Outcome::Broken,
            sure if sure + self.open.len() > limit => Outcome::Open,
            _ => Outcome::Kept,
        }
    }

    pub fn at_least(&self, limit: usize) -> Outcome {
        match self.sure.len() {
            sure if sure >= limit => Outcome::Kept,
            _ if self.base.len() < limit => Outcome::OutOfReach,
            sure if sure + self.open.len() >= limit => Outcome::Open,
            _ => Outcome::Broken,
        }
    }
}
