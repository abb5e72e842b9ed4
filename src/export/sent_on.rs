//! The accepted people on a roster form for the next tier.

use std::collections::BTreeSet;

use super::Roster;
use crate::diagnostic::{Both, Diagnostic, Diagnostics, List, Role, SentProblem};
use crate::kinds;
use crate::lang::Lang;
use crate::model::{Answers, Field, Form, Kind, Layout, Raw, Record, Status};
use crate::source::Place;

/// A field of the header that the first file may leave out: nothing was revised yet.
const REVISION: &str = "revision";

/// Puts the accepted people on a roster form: those who were returned on that form, and those on the programme's cards.
/// `given` are texts for fields of its header, by key. Whatever does not get onto it is told, at the form's own place.
pub fn sent_on(roster: &Roster, target: &Form, given: &[(String, String)]) -> (Answers, Diagnostics) {
    let mut out = Diagnostics::default();
    let sources: Vec<&Form> = roster.forms.iter().copied().filter(|form| is_source(form, target)).collect();
    let of = |record: &Record| sources.iter().find(|form| form.id == *record.form).copied();
    let people: Vec<(&Record, &Form)> = roster.accepted().filter_map(|it| Some((it, of(it)?))).collect();
    let (people, twice) = single(people, target);

    let mut rows = vec![Vec::with_capacity(target.fields.len()); people.len()];
    let mut lacking = Vec::new();
    for field in &target.fields {
        let mut unfit: Vec<&Record> = Vec::new();
        for (row, (record, form)) in rows.iter_mut().zip(&people) {
            let text = fitting(field, target, record, form);
            if text.is_none() {
                unfit.push(record);
            }
            row.push(text.unwrap_or_default());
        }
        if !people.is_empty() && people.iter().all(|(_, form)| form.id != target.id && !can_fill(field, form)) {
            lacking.push(field.label.to_string());
        }
        if let Some(first) = unfit.first() {
            let problem = SentProblem::ReturnUnfit { field: field.label.to_string(), count: unfit.len() };
            out.push(Diagnostic::new(first.place, problem).about(field.label.clone()));
        }
    }
    if !lacking.is_empty() {
        out.add(
            target.place.source.whole(),
            SentProblem::ReturnLacks { form: target.title.clone(), fields: List(lacking) },
        );
    }
    let header = target.header.iter().map(|field| header(field, target, &people, given, &mut out)).collect();
    left_out(roster, target, &sources, (people.len(), twice), &mut out);
    (Answers { header, rows }, out)
}

/// Whether the people on a form can stand on the roster: it is the roster itself, or a card.
fn is_source(form: &Form, target: &Form) -> bool {
    form.id == target.id || form.layout == Layout::Card
}

/// Leaves out who stands on the roster form and on a card as well; answers how many these are. The roster's own record is
/// complete, so it stays.
fn single<'a>(people: Vec<(&'a Record, &'a Form)>, target: &Form) -> (Vec<(&'a Record, &'a Form)>, usize) {
    let identity = |record: &Record, form: &Form| {
        let fields = target.identity.iter().map(|key| target.field(key));
        let parts: Option<Vec<String>> = fields.map(|field| fitting(field?, target, record, form)).collect();
        parts.filter(|parts| !parts.is_empty() && parts.iter().all(|part| !part.is_empty()))
    };
    let on_roster = people.iter().filter(|(_, form)| form.id == target.id);
    let known: BTreeSet<Vec<String>> = on_roster.filter_map(|(record, form)| identity(record, form)).collect();
    let before = people.len();
    let again = |record: &Record, form: &Form| {
        form.id != target.id && identity(record, form).is_some_and(|who| known.contains(&who))
    };
    let kept: Vec<_> = people.into_iter().filter(|(record, form)| !again(record, form)).collect();
    let twice = before - kept.len();
    (kept, twice)
}

/// The text of a record for a field of the roster: empty where there is none, none where the field does not take it.
fn fitting(field: &Field, target: &Form, record: &Record, form: &Form) -> Option<String> {
    let text = match source(field, form) {
        Some(at) => text(record, form, at),
        None => derived(field, record, form),
    };
    if form.id == target.id || text.is_empty() {
        return Some(text);
    }
    kinds::read(field, &Raw::Text(text)).value.map(|value| value.canonical())
}

/// Where a form has what a field of the roster asks for: a field of the same key, else of the same label.
fn source(field: &Field, form: &Form) -> Option<usize> {
    form.index(&field.key)
        .or_else(|| form.all_fields().position(|own| own.answers_to(&field.label) || field.answers_to(&own.label)))
}

/// However a unit was written, it has its proper name from the list.
fn text(record: &Record, form: &Form, at: usize) -> String {
    let is_unit = form.all_fields().nth(at).is_some_and(|field| field.kind == Kind::Unit);
    let first = form.all_fields().position(|field| field.kind == Kind::Unit) == Some(at);
    match record.cells.get(at) {
        Some(_) if is_unit && first && !record.unit.is_empty() => record.unit.to_string(),
        Some(cell) => cell.text(),
        None => String::new(),
    }
}

/// Sex and birth follow from an ID number.
fn derived(field: &Field, record: &Record, form: &Form) -> String {
    match field.kind {
        Kind::Sex => record.sex().map_or_else(String::new, |sex| sex.label().to_owned()),
        Kind::Month if field.key == "birth" => {
            record.birth(form).map_or_else(String::new, |birth| birth.month().to_string())
        }
        _ => String::new(),
    }
}

fn can_fill(field: &Field, form: &Form) -> bool {
    let has_id = || form.all_fields().any(|own| own.kind == Kind::IdNumber);
    let follows = field.kind == Kind::Sex || (field.kind == Kind::Month && field.key == "birth");
    source(field, form).is_some() || (follows && has_id())
}

/// The text of a field of the header: the one that was given, else the one in which all returned files agree.
fn header(
    field: &Field,
    target: &Form,
    people: &[(&Record, &Form)],
    given: &[(String, String)],
    out: &mut Diagnostics,
) -> String {
    if let Some((_, wanted)) = given.iter().rev().find(|(key, _)| *key == field.key) {
        let reading = kinds::read(field, &Raw::Text(wanted.clone()));
        if let Some(value) = reading.value {
            return value.canonical();
        }
        let reason = Both::from(|lang| reading.problems.first().map_or_else(String::new, |it| it.message(lang)));
        out.add(
            target.place.source.whole(),
            SentProblem::ReturnHeaderUnread { field: field.label.to_string(), reason },
        );
        return String::new();
    }
    let mut found: Vec<(String, Place)> = Vec::new();
    for (record, form) in people {
        let text = fitting(field, target, record, form).unwrap_or_default();
        if !text.is_empty() && found.iter().all(|(other, _)| *other != text) {
            found.push((text, record.place));
        }
    }
    match found.as_slice() {
        [(text, _)] => return text.clone(),
        // Where everybody left it empty that may be, it stays so.
        [] if !field.required && people.iter().any(|(_, form)| source(field, form).is_some()) => return String::new(),
        [] if field.key == REVISION || people.is_empty() => return String::new(),
        _ => {}
    }
    let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
    let why = Both::from(|lang| match texts.as_slice() {
        [] => lang.pick("报来的表里都没有", "no returned form gives it").to_owned(),
        texts => {
            let texts = texts.join(lang.pick("、", ", "));
            lang.pick(format!("报来的表填得不一样（{texts}）"), format!("the returned forms differ ({texts})"))
        }
    });
    let problem = SentProblem::ReturnHeaderOpen { field: field.label.to_string(), why };
    let told = Diagnostic::new(target.place.source.whole(), problem).about(field.label.clone());
    out.push(found.iter().take(2).fold(told, |told, (_, place)| told.with(*place, Role::Other)));
    String::new()
}

/// Tells how many people are not on it.
fn left_out(roster: &Roster, target: &Form, sources: &[&Form], (sent, twice): (usize, usize), out: &mut Diagnostics) {
    let own = |record: &&Record| sources.iter().any(|form| form.id == *record.form);
    let [held, rejected] =
        [Status::Held, Status::Rejected].map(|status| roster.with_status(status).filter(own).count());
    let place = target.place.source.whole();
    if sent == 0 {
        out.add(place, SentProblem::ReturnEmpty { form: target.title.clone(), held, rejected });
    } else if held + rejected + twice > 0 {
        let count = |count: usize, [zh, en]: [&str; 2], lang: Lang| {
            (count > 0).then(|| lang.pick(format!("{zh} {count} 人"), format!("{count} {en}")))
        };
        let others = Both::from(|lang| {
            let others = [
                count(held, ["待核", "held"], lang),
                count(rejected, ["退回", "rejected"], lang),
                count(twice, ["两种表上重复的", "who came on another form as well"], lang),
            ];
            others.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("、", ", "))
        });
        out.add(place, SentProblem::ReturnLeavesOut { form: target.title.clone(), sent, others });
    }
}
