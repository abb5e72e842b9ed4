//! The units board: how far each unit has come, and what it is to be told.

use std::collections::BTreeSet;

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::frame::{Paging, address};
use super::office::Ready;
use super::server::{App, Said};
use super::told::{RuleLine, rules};
use super::{handouts, unit};
use crate::export::{Letters, Verdicts, veiled};
use crate::lang::Lang;
use crate::model::{Summary, UnitLine, UnitState};

/// The addresses of the board, of a unit's page and of what goes back to a unit.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/units", get(page)).merge(unit::routes()).merge(handouts::routes())
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    app.show(lang, "units", "units.html", move |_, ready| board(ready, &wanted, lang)).await
}

/// What of the board is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// A programme's id; the first that fits where none is named.
    #[serde(default)]
    programme: String,
    /// A part of a unit's name or category.
    #[serde(default)]
    q: String,
    /// The id of a state, or `open` for those with something to do.
    #[serde(default)]
    state: String,
    page: Option<usize>,
}

/// The board as its template shows it.
#[derive(Debug, Serialize)]
pub struct Board {
    programme: String,
    q: String,
    state: String,
    tabs: Vec<Tab>,
    states: Vec<Tab>,
    /// Of this list, without a page.
    address: String,
    paging: Paging,
    lines: Vec<Line>,
}

/// Another view of the board, and how many units it has.
#[derive(Debug, Serialize)]
pub struct Tab {
    id: &'static str,
    label: String,
    count: usize,
    address: String,
    here: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    /// By which it is asked for.
    unit: String,
    name: String,
    category: Option<String>,
    listed: bool,
    state: &'static str,
    label: &'static str,
    files: usize,
    unreadable: usize,
    /// In the order of `Status::ALL`.
    statuses: [usize; 4],
    counted: usize,
    exempt: usize,
    rules: Vec<RuleLine>,
    /// When it came.
    paper: Option<String>,
    letter: Option<Letter>,
}

/// A letter to a unit.
#[derive(Debug, PartialEq, Serialize)]
pub struct Letter {
    /// Of its files, without an extension.
    pub name: &'static str,
    pub reminder: bool,
    pub text: String,
}

/// The units in the order of the list of units, the others after them.
pub fn board(ready: &Ready, wanted: &Wanted, lang: Lang) -> Board {
    let needle = wanted.q.trim().to_lowercase();
    let named = |unit: &UnitLine| {
        let mut texts = std::iter::once(&unit.unit).chain(&unit.category);
        needle.is_empty() || texts.any(|text| text.to_lowercase().contains(&needle))
    };
    let chosen = ready.board(&wanted.programme).or_else(|| {
        let fits = |summary: &&Summary| summary.units.iter().any(named);
        ready.boards().find(fits).or_else(|| ready.boards().next())
    });
    let programme = chosen.map(|summary| summary.programme.clone()).unwrap_or_default();
    let to = |programme: &str, state: &str| {
        address("/units", &[("programme", programme), ("q", wanted.q.trim()), ("state", state)])
    };
    let tab = |summary: &Summary| Tab {
        id: "",
        label: summary.title.clone(),
        count: summary.units.len(),
        address: address("/units", &[("programme", &summary.programme)]),
        here: summary.programme == programme,
    };
    let of_name: Vec<&UnitLine> = chosen.iter().flat_map(|it| &it.units).filter(|unit| named(unit)).collect();
    let state = |id: &'static str, label: &str| Tab {
        id,
        label: label.to_owned(),
        count: of_name.iter().filter(|unit| is(unit.state, id)).count(),
        address: to(&programme, id),
        here: wanted.state == id,
    };
    let mut states = vec![state("", lang.pick("全部", "all")), state("open", lang.pick("要办的", "to act on"))];
    states.extend(UnitState::ALL.iter().map(|it| state(it.id(), it.label(lang))));
    let units: Vec<&UnitLine> = of_name.iter().copied().filter(|unit| is(unit.state, &wanted.state)).collect();
    let (paging, range) = Paging::of(units.len(), wanted.page);
    Board {
        tabs: ready.boards().map(tab).collect(),
        states,
        address: to(&programme, &wanted.state),
        lines: chosen.map(|summary| lines(ready, summary, &units[range], lang)).unwrap_or_default(),
        paging,
        programme,
        q: wanted.q.clone(),
        state: wanted.state.clone(),
    }
}

fn is(state: UnitState, wanted: &str) -> bool {
    match wanted {
        "" => true,
        "open" => state.is_open(),
        id => state.id() == id,
    }
}

fn lines(ready: &Ready, summary: &Summary, units: &[&UnitLine], lang: Lang) -> Vec<Line> {
    let Some(roster) = ready.roster(summary, lang) else { return Vec::new() };
    let verdicts = Verdicts::new(&roster);
    let shown: BTreeSet<&str> = units.iter().map(|unit| unit.unit.as_str()).collect();
    let letters = Letters::of_units(&roster, &shown);
    let line = |unit: &&UnitLine| Line {
        unit: unit.unit.clone(),
        name: veiled(&unit.unit).into_owned(),
        category: unit.category.clone(),
        listed: unit.listed,
        state: unit.state.id(),
        label: unit.state.label(lang),
        files: unit.files,
        unreadable: unit.unreadable,
        statuses: unit.statuses,
        counted: unit.counted,
        exempt: unit.exempt,
        rules: rules(&roster, &verdicts, unit, lang),
        paper: unit.paper.as_ref().map(|paper| paper.received.plain()),
        letter: Letter::to(&letters, unit),
    };
    units.iter().map(line).collect()
}

impl Letter {
    /// The letter to a unit, where there is something to write.
    pub fn to(letters: &Letters, unit: &UnitLine) -> Option<Letter> {
        let message = letters.message(unit)?;
        Some(Letter { name: message.name, reminder: !unit.reported() && unit.unreadable == 0, text: message.text })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Board, Letter, Wanted, board};
    use crate::desk::testing::{ROSTER, cards, desk, small_desk};
    use crate::export::{Letters, Look};
    use crate::jobs::{Compiling, compile, load};
    use crate::lang::Lang;
    use crate::model::Order;

    fn names(board: &Board) -> Vec<(&str, &str)> {
        board.lines.iter().map(|line| (line.unit.as_str(), line.state)).collect()
    }

    #[test]
    fn each_unit_has_its_state_its_counts_and_what_it_is_to_be_told() {
        let (_folder, desk) = small_desk();
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let of_2025 = Wanted { programme: "2025".to_owned(), ..Wanted::default() };
        let all = board(ready, &of_2025, Lang::Zh);
        let line = all.lines.iter().find(|line| line.unit == "示例化学协会").expect("a line");
        assert_eq!((line.state, line.statuses), ("to_correct", [1, 1, 0, 0]));
        assert!(line.rules.iter().any(|rule| (rule.actual, rule.limit, rule.verdict) == (1, 5, "ok")), "{line:?}");
        let letter = line.letter.as_ref().expect("a slip");
        assert!(!letter.reminder && letter.name == "退回单" && letter.text.contains("测试黄"), "{letter:?}");
        let silent = all.lines.iter().find(|line| line.unit == "示例海洋学会").expect("a line");
        let reminder = silent.letter.as_ref().expect("a reminder");
        assert!(silent.state == "not_reported" && reminder.reminder && reminder.name == "催报", "{silent:?}");
        let sums: usize = all.states.iter().skip(2).map(|state| state.count).sum();
        assert_eq!((all.states[0].count, sums), (all.lines.len(), all.lines.len()));
    }

    #[test]
    fn units_are_reminded_of_a_programme_that_goes_on_before_anything_came() {
        let [card, ..] = cards();
        let (_folder, desk) = desk([card]);
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let of = |programme: &str| Wanted { programme: programme.to_owned(), ..Wanted::default() };
        let all = board(ready, &of("2025"), Lang::Zh);
        assert_eq!((all.tabs.len(), all.programme.as_str()), (2, "2025"));
        let states: BTreeSet<&str> = all.lines.iter().map(|line| line.state).collect();
        assert!(all.lines.len() > 3 && states == BTreeSet::from(["not_reported"]), "{states:?}");
        // The very letters that the command line writes where it is told the programme.
        let project = desk.opening().project.clone();
        let paths = desk.opening().folder.compiled();
        let job = Compiling { programme: Some("2025"), ..Compiling::of(&paths) };
        let whole = compile(load(&project, false), &job).expect("compiled");
        let look = Look { lang: Lang::Zh, order: Order::Given, today: None };
        let [summary] = whole.summaries.as_slice() else { panic!("one programme was asked for") };
        let programme = whole.project.programme("2025").expect("a programme");
        let roster = whole.roster(summary, programme, None, look);
        let units: BTreeSet<&str> = summary.units.iter().map(|unit| unit.unit.as_str()).collect();
        let letters = Letters::of_units(&roster, &units);
        let theirs: Vec<_> = summary.units.iter().map(|unit| Letter::to(&letters, unit)).collect();
        let ours: Vec<_> = all.lines.into_iter().map(|line| line.letter).collect();
        assert!(ours.iter().flatten().all(|letter| letter.reminder) && !ours.contains(&None));
        assert_eq!(ours, theirs);
    }

    #[test]
    fn nobody_is_reminded_of_a_programme_that_is_over() {
        let (name, text) = ROSTER;
        let (_folder, desk) = desk([(name, text.to_owned())]);
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let board = board(ready, &Wanted { programme: "2022".to_owned(), ..Wanted::default() }, Lang::Zh);
        assert_eq!((board.tabs.len(), board.programme.as_str()), (1, "2025"));
    }

    #[test]
    fn a_unit_is_found_by_a_part_of_its_name_in_the_programme_that_knows_it() {
        let (_folder, desk) = small_desk();
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let asked = |programme: &str, q: &str, state: &str| {
            let [programme, q, state] = [programme, q, state].map(str::to_owned);
            board(ready, &Wanted { programme, q, state, page: None }, Lang::En)
        };
        assert_eq!(names(&asked("2025", " 化学 ", "")), [("示例化学协会", "to_correct")]);
        assert_eq!(names(&asked("2025", "化学", "complete")), []);
        assert_eq!(names(&asked("2025", "化学", "open")).len(), 1);
        let found = asked("", "示例化学协会", "");
        assert_eq!(names(&found).len(), 1, "{found:?}");
        assert!(asked("no such programme", "", "").lines.len() > 1);
    }
}
