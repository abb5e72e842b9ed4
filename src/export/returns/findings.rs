//! Which problems are told to whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{BatchProblem, Diagnostic, Problem, Role, Severity};
use crate::export::Roster;
use crate::export::bearing::Bearing;
use crate::export::veil::veiled;
use crate::lang::Lang;
use crate::model::{FileFate, Record, Status, UnitLine};
use crate::report::Spot;
use crate::source::{Place, SourceId};

/// To whom a slip goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Unit(String),
    /// Who sent the mail with a file that belongs to no known unit.
    Sender(String),
    /// A file that nobody knows anything of.
    Nobody,
}

/// What is to be told to one party.
#[derive(Default)]
pub(super) struct Found {
    /// By file, in the order of the files.
    pub(super) files: BTreeMap<SourceId, Vec<Point>>,
}

/// One thing to mend.
pub(super) struct Point {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    /// Whose record it is about; empty for all of a file.
    pub(super) person: String,
    /// The spot within the file; empty for all of it.
    pub(super) within: String,
    pub(super) message: String,
    pub(super) mend: Option<String>,
    /// The page that explains it, where the site has a place in the world.
    pub(super) page: Option<String>,
}

/// All that is to be told, by party.
pub(super) struct Findings {
    by_party: BTreeMap<Party, Found>,
}

impl Found {
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.files.values().flatten().filter(|point| point.severity == severity).count()
    }

    pub(super) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }
}

impl Findings {
    /// What is to be told to whoever is asked about.
    pub(super) fn new(roster: &Roster, asked: &dyn Fn(&Party) -> bool) -> Findings {
        let sorter = Sorter::new(roster);
        let mut by_party: BTreeMap<Party, Found> = BTreeMap::new();
        for problem in roster.summary.problems.iter().filter(|it| it.severity != Severity::Note && concerns_sender(it))
        {
            for (party, place) in sorter.parties(problem).into_iter().filter(|(party, _)| asked(party)) {
                let point = sorter.point(problem, place);
                by_party.entry(party).or_default().files.entry(place.source).or_default().push(point);
            }
        }
        Findings { by_party }
    }

    pub(super) fn of(&self, party: &Party) -> Option<&Found> {
        self.by_party.get(party)
    }

    /// Parties that are none of these units.
    pub(super) fn others<'f>(&'f self, units: &'f [UnitLine]) -> impl Iterator<Item = (&'f Party, &'f Found)> {
        let known: BTreeSet<&str> = units.iter().map(|unit| unit.unit.as_str()).collect();
        self.by_party
            .iter()
            .filter(move |(party, _)| !matches!(party, Party::Unit(unit) if known.contains(unit.as_str())))
    }
}

/// What the office alone can settle is no business of the sender's.
fn concerns_sender(problem: &Diagnostic) -> bool {
    !matches!(&problem.problem, Problem::Batch(BatchProblem::UnitNotListed { .. }))
}

/// Whether a problem is about the unit as a whole, wherever it is shown.
fn is_whole(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Batch(
            BatchProblem::QuotaExceeded { .. }
                | BatchProblem::MinimumMissed { .. }
                | BatchProblem::MinimumOutOfReach { .. }
                | BatchProblem::CategoryConflict { .. }
                | BatchProblem::CategoryUnknown { .. }
                | BatchProblem::Provisional { .. }
        )
    )
}

/// How to mend it, where the catalogue speaks to the office.
fn mend(problem: &Problem) -> Option<String> {
    let words = match problem {
        Problem::Batch(BatchProblem::VersionsUnordered { .. }) => {
            "请告知以哪一份为准，或在表上写明填表日期（同一天的写修订号）后重新报送"
        }
        Problem::Batch(BatchProblem::TwoUnits { .. }) => "请与有关单位商定，由一个单位推荐",
        Problem::Batch(BatchProblem::CategoryUnknown { .. }) => "请在表上填写「单位类别」",
        Problem::Batch(BatchProblem::Provisional { .. }) => "请核对或改正这些人选的有关栏目",
        _ => return problem.help(Lang::Zh),
    };
    Some(words.to_owned())
}

/// Finds out who has to do with a place.
struct Sorter<'a> {
    roster: &'a Roster<'a>,
    bearing: Bearing<'a>,
    unread: BTreeSet<SourceId>,
}

impl<'a> Sorter<'a> {
    fn new(roster: &'a Roster<'a>) -> Sorter<'a> {
        let unread = roster.summary.ledger.iter().filter(|line| line.fate == FileFate::Unreadable);
        Sorter { roster, bearing: Bearing::new(roster.summary), unread: unread.map(|line| line.source).collect() }
    }

    /// Everybody who has to do with a problem, each with the place in their own file.
    fn parties(&self, problem: &Diagnostic) -> Vec<(Party, Place)> {
        let clashes = |role: &Role| matches!(role, Role::First | Role::Other);
        let others = problem.related.iter().filter(|(_, role)| clashes(role)).map(|(place, _)| *place);
        let mut parties: Vec<(Party, Place)> = Vec::new();
        for place in std::iter::once(problem.place).chain(others) {
            let own = place == problem.place;
            let Some(party) = self.party(place, own) else { continue };
            if parties.iter().all(|(known, _)| *known != party) {
                parties.push((party, place));
            }
        }
        parties
    }

    /// None where nobody has to be told: a later version counts, or the place is no sender's.
    fn party(&self, place: Place, own: bool) -> Option<Party> {
        let records = self.bearing.records(place);
        if !records.is_empty() && records.iter().all(|record| record.status == Status::Superseded) {
            return None;
        }
        let source = self.roster.sources.get(place.source);
        let received = source.personal && (own || !records.is_empty());
        if !received {
            return None;
        }
        let unit = self.bearing.unit(place);
        if !unit.is_empty() {
            return Some(Party::Unit(unit.to_owned()));
        }
        // An unreadable file mostly lies in the folder that the office made for its unit.
        let named = source.name.split('/').rev().skip(1).find_map(|part| self.roster.project.units.find(part));
        if let Some(unit) = named.filter(|_| self.unread.contains(&place.source)) {
            return Some(Party::Unit(unit.name.clone()));
        }
        let sender = source.envelope.as_deref().and_then(|envelope| envelope.from.clone());
        Some(sender.filter(|sender| !sender.trim().is_empty()).map_or(Party::Nobody, Party::Sender))
    }

    fn point(&self, problem: &Diagnostic, place: Place) -> Point {
        let whole = is_whole(&problem.problem);
        let person = match self.bearing.records(place) {
            [record] if !whole => self.person(record),
            _ => String::new(),
        };
        let card = |record: &Record| self.roster.form(&record.form).is_some_and(|form| !form.is_roster());
        // Where a card as a whole is meant, its first line says nothing.
        let whole = whole || matches!(self.bearing.records(place), [record] if record.place == place && card(record));
        let within = Spot::of(place, self.roster.sources).within_file(Lang::Zh);
        Point {
            severity: problem.severity,
            code: problem.code().0,
            person,
            within: if whole { String::new() } else { within },
            message: veiled(&problem.problem.message(Lang::Zh)).into_owned(),
            mend: mend(&problem.problem).map(|words| veiled(&words).into_owned()),
            page: self.roster.problem_page(problem.code().0),
        }
    }

    fn person(&self, record: &Record) -> String {
        let name = record.person_name(self.roster.form(&record.form));
        let name = veiled(&name);
        if name.is_empty() { format!("第{}条", record.number) } else { name.into_owned() }
    }
}
