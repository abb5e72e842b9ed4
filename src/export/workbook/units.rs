//! 单位报送情况: how far each unit has come, and whom to call.

use super::table::{Plan, Table, columns};
use crate::export::decision::paper as words;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Light, Style};
use crate::lang::Lang;
use crate::model::{Contact, Status, Unit, UnitLine, UnitState};

pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let mut columns =
        columns([("推荐单位", 30.0), ("单位类别", 14.0), ("报送情况", 11.0), ("在册", 7.0), ("文件数", 8.0)]);
    // A column that would be empty is left out.
    let paper = roster.summary.units.iter().any(|unit| unit.paper.is_some());
    columns.extend(paper.then(|| ("纸质材料".to_owned(), 34.0)));
    columns.extend(Status::ALL.map(|status| (status.label(Lang::Zh).to_owned(), 8.0)));
    columns.extend(super::table::columns([("联系人", 20.0), ("联系电话", 18.0), ("上级单位", 24.0)]));
    let lights = Some((2, UnitState::ALL.map(|state| (state.label(Lang::Zh), light(state))).into()));
    let remarks = vec![remark(roster)];
    let mut table =
        Table::open(book, Plan { name: "单位报送情况".into(), remarks, columns, fixed: 1, lights, above: Vec::new() })?;
    for line in &roster.summary.units {
        table.row(cells(line, roster, paper))?;
    }
    Ok(table.close()?)
}

fn cells<'a>(line: &'a UnitLine, roster: &Roster<'a>, paper: bool) -> impl Iterator<Item = (Content<'a>, Style)> {
    let units = &roster.project.units;
    let listed = match (units.is_empty(), line.listed) {
        (true, _) => "",
        (_, true) => "是",
        (_, false) => "否",
    };
    let unit = units.find(&line.unit).filter(|_| line.listed);
    // Whoever has nothing left to do is not called.
    let contact = unit.and_then(|unit| unit.contact.as_ref()).filter(|_| line.state.is_open());
    let first = [
        (line.unit.as_str().into(), Style::Body),
        (line.category.as_deref().unwrap_or_default().into(), Style::BodyCentre),
        (line.state.label(Lang::Zh).into(), Style::BodyCentre),
        (listed.into(), Style::BodyCentre),
        (Content::Number(line.files), Style::BodyCentre),
    ];
    let paper = paper.then(|| line.paper.as_ref().map_or_else(String::new, words));
    let paper = paper.map(|text| (Content::from(text), Style::Body));
    let counts = line.statuses.map(|count| (Content::Number(count), Style::BodyCentre));
    let parent = unit.and_then(|unit: &Unit| unit.parent.as_deref()).unwrap_or_default();
    let last = [
        (contact.map(persons).unwrap_or_default().into(), Style::Body),
        (contact.map(|contact| contact.phones.join("、")).unwrap_or_default().into(), Style::Body),
        (parent.into(), Style::Body),
    ];
    first.into_iter().chain(paper).chain(counts).chain(last)
}

/// Names, and in what role; where nobody is named, the role alone.
fn persons(contact: &Contact) -> String {
    let persons = contact.persons.join("、");
    match (&contact.role, persons.is_empty()) {
        (Some(role), true) => role.clone(),
        (Some(role), false) => format!("{persons}（{role}）"),
        (None, _) => persons,
    }
}

fn remark(roster: &Roster) -> String {
    let figures = &roster.summary.figures;
    let states = UnitState::ALL.into_iter().filter(|state| figures.units_in(*state) > 0);
    let states: Vec<_> =
        states.map(|state| format!("{} {} 家", state.label(Lang::Zh), figures.units_in(state))).collect();
    let states = states.join("，");
    match roster.summary.units.iter().filter(|unit| unit.listed).count() {
        0 if states.is_empty() => "没有单位名册，无法列出未报送的单位。".to_owned(),
        0 => format!("没有单位名册，无法列出未报送的单位。{states}。"),
        listed => format!("名册中的单位 {listed} 家，连同名册外的共 {} 家：{states}。", roster.summary.units.len()),
    }
}

fn light(state: UnitState) -> Light {
    match state {
        UnitState::NotReported | UnitState::ToCorrect | UnitState::QuotaBroken => Light::Bad,
        UnitState::ToComplete => Light::Warn,
        UnitState::PaperReceived | UnitState::Complete => Light::Good,
    }
}
