//! People who are on a list of known people already, or nearly so.

use std::collections::BTreeMap;

use super::near::{Slips, close_months};
use super::work::{Desk, Found, Work};
use crate::diagnostic::{Both, Diagnostic, PeopleProblem, Role, Severity, Words};
use crate::model::{
    Birth, Cell, Kind, KnownList, KnownPeople, KnownPerson, Month, Rule, Scope, code_of_birth, code_of_id, name_key,
    unit_key,
};
use crate::source::Place;

const BY_ID: Words = Words(["身份证号", "ID number"]);
const BY_BIRTH: Words = Words(["姓名和出生年月", "name and birth month"]);

/// Compares every record that counts with every list. A programme that says of which forms people need not be returned
/// again is taken at its word; else all its forms are compared.
pub fn find(desk: &Desk, lists: &[KnownList]) -> Found {
    let mut found = Vec::new();
    let programme = desk.programme;
    let listing = |rule: &&Rule| matches!(rule.scope, Scope::NotListedIn(_));
    let limited = programme.rules.iter().any(|rule| listing(&rule));
    for list in lists {
        let index = Index::of(&list.people);
        for at in 0..desk.works.len() {
            let work = &desk.works[at];
            let rule = programme.rules.iter().filter(listing).find(|rule| rule.form == work.form.id);
            if work.superseded || limited && rule.is_none() {
                continue;
            }
            found.extend(tell(work, list, &index, rule).map(|told| (told, vec![at])));
        }
    }
    found
}

fn tell(work: &Work, list: &KnownList, index: &Index, rule: Option<&Rule>) -> Option<Diagnostic> {
    let asked = Asked::of(work);
    let name = work.name();
    if let Some((there, how)) = index.same(&asked) {
        let severity = rule.map_or(Severity::Warning, |rule| rule.severity);
        let basis = Both::from(|lang| match rule {
            Some(rule) => lang.pick(format!("按{}", rule.basis), format!("by {} ", rule.basis)),
            None => String::new(),
        });
        let problem = PeopleProblem::AlreadyKnown { name, list: list.name.clone(), how, basis: basis.into() };
        let told = Diagnostic::new(work.place("name"), problem).weighing(severity);
        let told = told.with(there.unwrap_or(list.place), Role::Other);
        return Some(rule.iter().fold(told, |told, rule| told.with(rule.place, Role::Declared)));
    }
    let (there, how) = index.near(&asked)?;
    let problem = PeopleProblem::NearlyKnown { name, list: list.name.clone(), how };
    Some(Diagnostic::new(work.place("name"), problem).with(there, Role::Other))
}

/// What a record says of its person.
struct Asked {
    name: String,
    id: Option<String>,
    /// The ID number as written, perhaps with a slip.
    written_id: Option<String>,
    birth: Option<Month>,
    unit: String,
}

impl Asked {
    fn of(work: &Work) -> Asked {
        let name = match work.cell("name") {
            Cell::Read(value, _) => name_key(&value.canonical()),
            _ => String::new(),
        };
        let id = work.record.id_number().map(|id| id.text.to_string());
        let written_id = id.clone().or_else(|| work.written_id());
        Asked {
            name,
            id,
            written_id,
            birth: work.record.birth(work.form).map(Birth::month),
            unit: unit_key(&work.record.unit),
        }
    }
}

/// A list by all that is asked of it.
enum Index<'a> {
    Named { people: &'a [KnownPerson], by_id: BTreeMap<&'a str, usize>, by_name: BTreeMap<String, Namesakes> },
    Keyed(&'a KnownPeople),
}

/// The people of one name.
#[derive(Default)]
struct Namesakes {
    ids: Slips,
    /// The first born in each month, and the first of them of whom no ID number is known.
    months: BTreeMap<Month, (usize, Option<usize>)>,
    units: BTreeMap<String, usize>,
}

impl<'a> Index<'a> {
    fn of(known: &'a KnownPeople) -> Index<'a> {
        let KnownPeople::Named(people) = known else { return Index::Keyed(known) };
        let mut by_id = BTreeMap::new();
        let mut by_name: BTreeMap<String, Namesakes> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            if let Some(id) = &person.id_number {
                by_id.entry(id.as_str()).or_insert(at);
            }
            let Some(name) = &person.name else { continue };
            let namesakes = by_name.entry(name_key(name)).or_default();
            if let Some(id) = &person.id_number {
                namesakes.ids.insert(id.clone(), at);
            }
            if let Some(month) = person.birth {
                let (_, without_id) = namesakes.months.entry(month).or_insert((at, None));
                *without_id = without_id.or(person.id_number.is_none().then_some(at));
            }
            if let Some(unit) = &person.unit {
                namesakes.units.entry(unit_key(unit)).or_insert(at);
            }
        }
        Index::Named { people, by_id, by_name }
    }

    /// Where the same person stands, as far as the list tells, and by what they are known.
    fn same(&self, asked: &Asked) -> Option<(Option<Place>, Words)> {
        let birth = asked.birth.filter(|_| !asked.name.is_empty());
        match self {
            Index::Named { people, by_id, by_name } => {
                if let Some(&at) = asked.id.as_deref().and_then(|id| by_id.get(id)) {
                    return Some((Some(people[at].place), BY_ID));
                }
                let (first, without_id) = by_name.get(&asked.name)?.months.get(&birth?)?;
                // Namesakes born in one month have different ID numbers.
                let at = if asked.id.is_some() { (*without_id)? } else { *first };
                Some((Some(people[at].place), BY_BIRTH))
            }
            Index::Keyed(KnownPeople::Keyed { key, codes }) => {
                let by_id = asked.id.as_deref().is_some_and(|id| codes.contains(&code_of_id(key, id)));
                let by_birth = || birth.is_some_and(|birth| codes.contains(&code_of_birth(key, &asked.name, birth)));
                let how = if by_id { BY_ID } else { by_birth().then_some(BY_BIRTH)? };
                Some((None, how))
            }
            Index::Keyed(KnownPeople::Named(_)) => None,
        }
    }

    /// Somebody of the same name who differs by a slip, or is of the same unit. Codes know nothing that is near.
    fn near(&self, asked: &Asked) -> Option<(Place, Words)> {
        let Index::Named { people, by_name, .. } = self else { return None };
        let namesakes = by_name.get(&asked.name).filter(|_| !asked.name.is_empty())?;
        if let Some((at, how)) = asked.written_id.as_deref().and_then(|id| namesakes.ids.find(id)) {
            return Some((people[at].place, how));
        }
        // Somebody else, if both ID numbers are known and far apart.
        let open = |at: usize| asked.id.is_none() || people[at].id_number.is_none();
        let digit = |month: &Month| asked.birth.is_some_and(|own| close_months(own, *month));
        let close = namesakes.months.iter().find(|(month, (at, _))| digit(month) && open(*at));
        if let Some((_, (at, _))) = close {
            return Some((people[*at].place, Words(["出生年月相近", "the birth months are close"])));
        }
        let &at = namesakes.units.get(&asked.unit).filter(|at| open(**at) && !asked.unit.is_empty())?;
        Some((people[at].place, Words(["推荐单位相同", "the same unit"])))
    }
}

impl Work<'_> {
    /// The ID number as it was written where it could not be understood, without blanks.
    pub fn written_id(&self) -> Option<String> {
        let mut cells = self.form.all_fields().zip(self.record.cells.iter());
        let (_, cell) = cells.find(|(field, _)| field.kind == Kind::IdNumber)?;
        let text: String = cell.text().chars().filter(|c| c.is_alphanumeric()).collect();
        (!text.is_empty()).then(|| text.to_uppercase())
    }
}
