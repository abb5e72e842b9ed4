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
    let summaries = &ready.compiled.summaries;
    let needle = wanted.q.trim().to_lowercase();
    let named = |unit: &UnitLine| {
        let mut texts = std::iter::once(&unit.unit).chain(&unit.category);
        needle.is_empty() || texts.any(|text| text.to_lowercase().contains(&needle))
    };
    let chosen = ready.summary(&wanted.programme).or_else(|| {
        let fits = |summary: &&Summary| summary.units.iter().any(named);
        summaries.iter().find(fits).or_else(|| summaries.first())
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
        tabs: summaries.iter().map(tab).collect(),
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
