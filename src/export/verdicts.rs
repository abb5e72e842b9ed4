//! How a unit stands under one of its rules, in a word.

use std::collections::BTreeSet;

use super::Roster;
use crate::diagnostic::{BatchProblem, Problem, Severity};
use crate::model::{UnitLine, UnitRule, Verdict};

/// The verdicts on single rules.
pub struct Verdicts<'a> {
    roster: &'a Roster<'a>,
    /// Unit, basis, actual and limit of the minimums that a unit sent too few people to reach: remarked upon, not held.
    out_of_reach: BTreeSet<(&'a str, &'a str, usize, usize)>,
}

impl<'a> Verdicts<'a> {
    pub fn new(roster: &'a Roster<'a>) -> Verdicts<'a> {
        let problems = roster.summary.problems.iter().filter(|problem| problem.severity != Severity::Error);
        let missed = problems.filter_map(|problem| match &problem.problem {
            Problem::Batch(BatchProblem::MinimumOutOfReach { unit, basis, actual, limit, .. }) => {
                Some((unit.as_str(), basis.as_str(), *actual, *limit))
            }
            _ => None,
        });
        Verdicts { roster, out_of_reach: missed.collect() }
    }

    pub fn of(&self, unit: &UnitLine, rule: &UnitRule) -> Verdict {
        let lenient = self.roster.programme.rule(&rule.rule).is_some_and(|rule| rule.severity != Severity::Error);
        let missed = (unit.unit.as_str(), rule.basis.as_str(), rule.actual, rule.limit);
        match (rule.provisional, rule.ok) {
            (true, _) => Verdict::Provisional,
            (_, true) => Verdict::Ok,
            _ if lenient || self.out_of_reach.contains(&missed) => Verdict::Warned,
            _ => Verdict::Broken,
        }
    }
}
