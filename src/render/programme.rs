//! Programmes: deadlines, sections, rules and quotas, a page for each.

use serde::Serialize;

use super::frame::Sheet;
use super::parts::{Contact, Deadline, contacts, deadline};
use super::rules::{QuotaGroup, RuleData, Rules};
use super::self_check::{self, SelfCheck};
use super::shared::Shared;
use super::timeline::{self, Timeline};
use crate::formats::template::Data;
use crate::model::{ItemText, Located, Programme, Section, day_text};

/// A programme as other pages name it.
#[derive(Serialize)]
pub struct ProgrammeLink<'v> {
    id: &'v str,
    title: &'v str,
    short: &'v str,
    path: String,
}

#[derive(Serialize)]
struct ProgrammeBrief<'v> {
    #[serde(flatten)]
    link: ProgrammeLink<'v>,
    year: usize,
    summary: &'v str,
    deadlines: Vec<Deadline>,
    classes: Vec<Data>,
}

#[derive(Serialize)]
struct ProgrammeData<'v> {
    #[serde(flatten)]
    brief: ProgrammeBrief<'v>,
    host: Option<&'v str>,
    as_of_text: Option<String>,
    as_of_note: Option<&'v str>,
    class_deadline: Option<ClassDeadline<'v>>,
    sections: Vec<SectionData<'v>>,
    costs: Vec<Cost<'v>>,
    contacts: Vec<Contact<'v>>,
    links: Vec<OuterLink<'v>>,
    unstated: Vec<&'v str>,
    notices: Data,
    forms: Vec<Data>,
    each_rules: Vec<RuleData>,
    quota_groups: Vec<QuotaGroup>,
    other_rules: Vec<RuleData>,
    timeline: Option<Timeline>,
    self_check: Option<SelfCheck>,
}

#[derive(Serialize)]
struct ClassDeadline<'v> {
    label: &'v str,
    days_before: usize,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct SectionData<'v> {
    id: &'v str,
    title: &'v str,
    intro: Option<&'v str>,
    ordered: bool,
    items: Vec<Item<'v>>,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct Item<'v> {
    text: &'v str,
    note: Option<&'v str>,
    rule: Option<RuleData>,
}

#[derive(Serialize)]
struct Cost<'v> {
    item: &'v str,
    borne_by: &'v str,
}

#[derive(Serialize)]
struct OuterLink<'v> {
    title: &'v str,
    url: &'v str,
    note: Option<&'v str>,
}

impl<'v> ProgrammeLink<'v> {
    pub fn new(programme: &'v Programme) -> ProgrammeLink<'v> {
        ProgrammeLink { id: &programme.id, title: &programme.title, short: &programme.short, path: programme.address() }
    }
}

/// A programme as the home page and the catalogue of classes show it.
pub fn brief<'v>(programme: &'v Programme, shared: &Shared<'v>) -> Data {
    Data::new(&brief_of(programme, shared))
}

fn brief_of<'v>(programme: &'v Programme, shared: &Shared<'v>) -> ProgrammeBrief<'v> {
    ProgrammeBrief {
        link: ProgrammeLink::new(programme),
        year: programme.year,
        summary: shared.view.texts.plain(&programme.summary),
        deadlines: programme.deadlines.iter().map(deadline).collect(),
        classes: shared.classes_of(&programme.id).map(|(_, brief)| brief.clone()).collect(),
    }
}

pub fn all(shared: &Shared) -> Vec<Sheet> {
    shared.programmes.iter().map(|(programme, _)| page(programme, shared)).collect()
}

fn page<'v>(programme: &'v Programme, shared: &Shared<'v>) -> Sheet {
    let rules = Rules::of(programme, shared.view.project);
    let forms = programme.forms.iter().filter_map(|id| shared.forms.get(id.value.as_str()).cloned());
    let data = ProgrammeData {
        brief: brief_of(programme, shared),
        host: programme.host.as_deref(),
        as_of_text: programme.as_of.map(day_text),
        as_of_note: programme.as_of_note.as_deref(),
        class_deadline: programme.class_deadline.as_ref().map(|it| ClassDeadline {
            label: &it.label,
            days_before: it.days_before,
            note: it.note.as_deref(),
        }),
        sections: programme.sections.iter().map(|it| section(it, &rules, shared)).collect(),
        costs: programme.costs.iter().map(|it| Cost { item: &it.item, borne_by: &it.borne_by }).collect(),
        contacts: contacts(&programme.contacts),
        links: programme.links.iter().map(outer_link).collect(),
        unstated: programme.unstated.iter().map(|text| shared.view.texts.plain(text)).collect(),
        notices: shared.briefs(shared.places(&programme.notices)),
        forms: forms.collect(),
        each_rules: rules.each(),
        quota_groups: rules.quotas(),
        other_rules: rules.others(),
        timeline: timeline::of(programme, shared),
        self_check: self_check::of(programme, shared.view.project, &rules),
    };
    Sheet::new("programme.html", programme.address(), &programme.title, "programmes", shared)
        .described(data.brief.summary)
        .with("programme", Data::new(&data))
}

fn section<'v>(section: &'v Section, rules: &Rules, shared: &Shared<'v>) -> SectionData<'v> {
    let plain = |text: &'v Option<Located<String>>| text.as_ref().map(|text| shared.view.texts.plain(text));
    let item = |item: &'v ItemText| Item {
        text: shared.view.texts.plain(&item.text),
        note: plain(&item.note),
        rule: item.rule.as_ref().and_then(|id| rules.one(&id.value)),
    };
    SectionData {
        id: &section.id,
        title: &section.title,
        intro: plain(&section.intro),
        ordered: section.ordered,
        items: section.items.iter().map(item).collect(),
        note: plain(&section.note),
    }
}

fn outer_link(link: &crate::model::Link) -> OuterLink<'_> {
    OuterLink { title: &link.title, url: &link.url.value, note: link.note.as_deref() }
}
