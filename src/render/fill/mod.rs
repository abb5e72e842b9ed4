//! The fill-in page of a form: its fields as controls, and what its script has to know, all from the form's schema.

mod conditions;
mod field;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use self::conditions::ConditionData;
use self::field::{FieldData, choice_of_mode};
use self::words::Words;
use super::frame::Sheet;
use super::rules::{QuotaGroup, Rules};
use super::shared::Shared;
use crate::diagnostic::Diagnostics;
use crate::formats::template::{Data, Templates};
use crate::model::{Field, Form, Layout, OptionsFrom, Programme, Project, address};
use crate::source::integrity;

/// What the page in one file holds within itself: its style sheets and its scripts, each in one text.
pub struct Inline<'a> {
    pub style: &'a str,
    pub script: &'a str,
}

/// A form as the templates of the page know it.
#[derive(Serialize)]
struct FillData<'f> {
    id: &'f str,
    title: &'f str,
    /// To whom people hand it in.
    receiver: &'static str,
    people: bool,
    anonymous: bool,
    summary: Option<&'f str>,
    layout: &'static str,
    /// The label of the list of people; none on a card.
    records: Option<&'f str>,
    /// Given once for all people; empty on a card.
    header: Vec<FieldData<'f>>,
    /// 全部 or 补充; none on a card.
    mode: Option<FieldData<'f>>,
    official: Vec<FieldData<'f>>,
    further: Vec<FieldData<'f>>,
    notes: &'f [String],
    privacy: Option<Privacy<'f>>,
    programme: &'f str,
    deadlines: Vec<String>,
    /// What the script has to know, as JSON.
    data: String,
}

#[derive(Serialize)]
struct Privacy<'f> {
    who: &'f str,
    why: &'f str,
    how_long: &'f str,
}

/// What the script has to know.
#[derive(Serialize)]
struct ScriptData<'f> {
    form: &'f str,
    /// To whom people hand it in.
    receiver: &'static str,
    title: &'f str,
    /// The titles of all forms by their ids, to tell whose file it is that somebody opens.
    forms: BTreeMap<&'f str, &'f str>,
    roster: bool,
    /// Changes with the fields: a draft of other fields is not taken up.
    mark: String,
    records: Option<&'f str>,
    serial: Option<&'f str>,
    rows: usize,
    seal: bool,
    identity: &'f [String],
    header: Vec<FieldData<'f>>,
    mode: Option<FieldData<'f>>,
    fields: Vec<FieldData<'f>>,
    header_lines: Vec<Line<'f>>,
    grid: Option<Drawing<'f>>,
    words: Words,
    /// The field that says which of the quotas concern a unit.
    category: Option<&'f str>,
    quotas: Vec<QuotaGroup>,
    /// What is asked of every person, and of those who choose certain classes.
    conditions: Vec<ConditionData<'f>>,
    /// The day at which ages are reckoned, as `2025-08-14`.
    as_of: Option<String>,
}

#[derive(Serialize)]
struct Line<'f> {
    label: &'f str,
    fields: &'f [String],
}

#[derive(Serialize)]
struct Drawing<'f> {
    rows: usize,
    columns: usize,
    cells: Vec<Area<'f>>,
}

#[derive(Serialize)]
struct Area<'f> {
    key: &'f str,
    row: usize,
    column: usize,
    height: usize,
    width: usize,
}

/// The pages of all forms that a programme uses. What no programme uses, nobody could hand in.
pub fn all(shared: &Shared) -> Vec<Sheet> {
    let project = shared.view.project;
    let sheet = |form: &Form| {
        let programme = project.programme_of(&form.id)?;
        let fill = Data::new(&data(form, programme, project));
        let form_data = shared.forms.get(form.id.as_str()).cloned();
        let title = format!("在线填写：{}", form.title);
        let sheet = Sheet::new("fill.html", form.fill_address(), &title, "forms", shared)
            .below("表单", address::FORMS)
            .described(form.summary.as_deref().unwrap_or_default())
            .with("fill", fill);
        Some(form_data.into_iter().fold(sheet, |sheet, data| sheet.with("form", data)))
    };
    project.forms.iter().filter_map(sheet).collect()
}

/// The page of a form in one file, which needs nothing else and asks no other place for anything.
pub fn offline(
    form: &Form,
    programme: &Programme,
    project: &Project,
    inline: &Inline,
    templates: &Templates,
    out: &mut Diagnostics,
) -> Option<String> {
    let page = serde_json::json!({
        "fill": data(form, programme, project),
        "site": { "title": project.site.title, "publisher": project.site.publisher },
        "style": inline.style,
        "script": inline.script,
        "style_digest": integrity(inline.style.as_bytes()),
        "script_digest": integrity(inline.script.as_bytes()),
    });
    templates.render("fill_offline.html", &page, out)
}

fn data<'f>(form: &'f Form, programme: &'f Programme, project: &'f Project) -> FillData<'f> {
    let (official, further): (Vec<&Field>, Vec<&Field>) = form.fields.iter().partition(|field| field.official);
    let fields = |fields: &[&'f Field]| fields.iter().map(|field| FieldData::new(field)).collect();
    let deadlines = programme.deadlines.iter().map(|it| format!("{}（{}）：{}", it.label, it.audience, it.text()));
    FillData {
        id: &form.id,
        title: &form.title,
        receiver: receiver(form),
        people: form.lists_people(),
        anonymous: form.is_anonymous(),
        summary: form.summary.as_deref(),
        layout: if form.is_roster() { "roster" } else { "card" },
        records: roster(form).map(|(records, ..)| records),
        header: form.header.iter().map(FieldData::new).collect(),
        mode: form.is_roster().then(choice_of_mode),
        official: fields(&official),
        further: fields(&further),
        notes: &form.notes,
        privacy: form.privacy.as_ref().map(|it| Privacy { who: &it.who, why: &it.why, how_long: &it.how_long }),
        programme: &programme.title,
        deadlines: deadlines.collect(),
        data: serde_json::to_string(&script_data(form, programme, project)).unwrap_or_default(),
    }
}

fn script_data<'f>(form: &'f Form, programme: &'f Programme, project: &'f Project) -> ScriptData<'f> {
    let mut category = form.all_fields().filter(|it| it.choices.from == Some(OptionsFrom::UnitCategories));
    let category = category.next().map(|field| field.key.as_str());
    // Quotas that are counted on another form say nothing here.
    let counted = programme.rules.iter().any(|rule| rule.form == form.id && rule.count().is_some());
    ScriptData {
        form: &form.id,
        receiver: receiver(form),
        title: &form.title,
        forms: project.forms.iter().map(|form| (form.id.as_str(), form.title.as_str())).collect(),
        roster: form.is_roster(),
        mark: form.fields_mark(),
        records: roster(form).map(|(records, ..)| records),
        serial: roster(form).map(|(_, serial, _)| serial),
        rows: roster(form).map_or(1, |(_, _, rows)| rows),
        seal: form.seal,
        identity: &form.identity,
        header: form.header.iter().map(FieldData::new).collect(),
        mode: form.is_roster().then(choice_of_mode),
        fields: form.fields.iter().map(FieldData::new).collect(),
        header_lines: form.header_lines.iter().map(|it| Line { label: &it.label, fields: &it.fields }).collect(),
        grid: form.grid.as_ref().map(|grid| {
            let area = |cell: &'f crate::model::GridCell| Area {
                key: &cell.key,
                row: cell.row,
                column: cell.column,
                height: cell.height,
                width: cell.width,
            };
            Drawing { rows: grid.rows, columns: grid.columns, cells: grid.cells.iter().map(area).collect() }
        }),
        words: words::words(form, roster(form).map_or("", |(records, ..)| records)),
        quotas: if category.is_some() && counted { Rules::of(programme, project).quotas() } else { Vec::new() },
        category,
        conditions: conditions::all(form, programme, project),
        as_of: programme.as_of.map(|day| day.to_string()),
    }
}

/// To whom the filled-in form goes.
fn receiver(form: &Form) -> &'static str {
    if form.lists_people() { "推荐单位" } else { "承办单位" }
}

fn roster(form: &Form) -> Option<(&str, &str, usize)> {
    match &form.layout {
        Layout::Roster { records, serial, rows } => Some((records, serial, *rows)),
        Layout::Card => None,
    }
}
