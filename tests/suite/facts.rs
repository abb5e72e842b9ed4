//! The shipped content against the values of the two source notices, kept as test data: no fact can drift.

use std::collections::BTreeSet;
use std::fs;

use linghang::model::{Class, Contact, Count, Form, Layout, Predicate, Project, Rule, Shape};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::support::{repository, run, shipped};

// Unknown keys are refused, so that no value of the test data goes uncompared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFact {
    id: String,
    number: usize,
    title: String,
    option: String,
    period_text: String,
    days: Option<u32>,
    start: Option<String>,
    end: Option<String>,
    place: String,
    province: String,
    venue: Option<String>,
    organisers: Vec<String>,
    fields: Vec<String>,
    sites: Vec<String>,
    activities: Vec<String>,
    persons: Vec<String>,
    phones: Vec<String>,
    restriction_sex: Option<String>,
    capacity: Option<usize>,
    tentative: bool,
    window_start: Option<String>,
    window_end: Option<String>,
    safe_submit_by: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeFact {
    id: String,
    sessions: usize,
    deadlines: Vec<DeadlineFact>,
    class_deadline_days_before: Option<usize>,
    quotas: Vec<QuotaFact>,
    contacts: Vec<ContactFact>,
    costs: Vec<CostFact>,
    links: Vec<String>,
    section_counts: Vec<SectionFact>,
    unstated_count: usize,
    unit_categories: Vec<String>,
    forms: Vec<FormFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineFact {
    id: String,
    text: String,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotaFact {
    rule: String,
    basis: String,
    unit_category: Option<String>,
    at_most: Option<usize>,
    at_least: Option<usize>,
    exempt_posts: Vec<String>,
    severity: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactFact {
    role: Option<String>,
    unit: Option<String>,
    persons: Vec<String>,
    phones: Vec<String>,
    email: Option<String>,
    address: Option<String>,
    postcode: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CostFact {
    item: String,
    borne_by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFact {
    id: String,
    items: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFact {
    id: String,
    title: String,
    serial: Option<String>,
    seal: bool,
    header_lines: Vec<String>,
    columns: Vec<String>,
    #[serde(default)]
    class_options: Vec<String>,
    #[serde(default)]
    notes: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeFact {
    slug: String,
    title: String,
    doc_number: Option<String>,
    issuer: String,
    date: Option<String>,
    addressees: Vec<String>,
    programme: String,
    forwards: Option<String>,
    deadlines: Vec<String>,
    contacts: Vec<ContactFact>,
    attachments: Vec<AttachmentFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentFact {
    #[serde(default)]
    number: Option<usize>,
    title: String,
}

#[test]
fn classes_are_those_of_the_sources() {
    let project = project();
    let facts: Vec<ClassFact> = facts("classes", "classes");
    assert_eq!(facts.len(), project.classes.len(), "neither a class more nor one less");
    for fact in facts {
        let id = &fact.id;
        let class = project.classes.iter().find(|class| class.page.slug == *id).unwrap_or_else(|| panic!("no {id}"));
        let programme = project.programme(&class.programme.value).unwrap();
        assert_eq!((class.number, &class.page.title, &class.option), (fact.number, &fact.title, &fact.option), "{id}");
        period(class, &fact);
        let place = &class.place;
        assert_eq!((&place.text, &place.province.value), (&fact.place, &fact.province), "{id}");
        assert_eq!(class.venue, fact.venue, "{id}: venue");
        assert_eq!(class.organisers, fact.organisers, "{id}: organisers");
        assert_eq!(class.fields, fact.fields, "{id}: fields");
        assert_eq!(class.sites, fact.sites, "{id}: sites");
        assert_eq!(class.activities, fact.activities, "{id}: activities");
        let (persons, phones): (Vec<_>, Vec<_>) =
            class.contacts.iter().map(|it| (it.persons.clone(), it.phones.clone())).unzip();
        assert_eq!((persons.concat(), phones.concat()), (fact.persons, fact.phones), "{id}: contacts");
        assert_eq!((class.capacity, class.tentative), (fact.capacity, fact.tentative), "{id}");
        let sex = class.admits.as_ref().map(|admits| match &admits.conditions[0].predicate {
            Predicate::Is(sex) => (admits.conditions[0].field.clone(), sex.clone()),
            other => panic!("{id}: {other:?}"),
        });
        assert_eq!(sex, fact.restriction_sex.map(|sex| ("sex".to_owned(), sex)), "{id}: restriction");
        let window = class.period.window(programme.month_end_days as i64);
        for (found, stated) in [(window.start, fact.window_start), (window.end, fact.window_end)] {
            assert!(stated.is_none_or(|stated| stated == found.to_string()), "{id}: window {found}");
        }
        let deadline = programme.deadline_of(class).map(|deadline| deadline.at.iso());
        assert_eq!(deadline, fact.safe_submit_by, "{id}: deadline");
    }
}

fn period(class: &Class, fact: &ClassFact) {
    let id = &fact.id;
    // The sources name the month alone; the year is the programme's.
    let stated = fact.period_text.split('年').next_back().unwrap();
    match class.period.shape {
        Shape::Part { days, .. } => {
            assert_eq!((&fact.start, &fact.end), (&None, &None), "{id}");
            assert_eq!(days, fact.days, "{id}: days");
            assert!(class.period.text().ends_with(stated), "{id}: {} is not {stated}", class.period.text());
        }
        Shape::Days { start, end } => {
            let found = (Some(start.to_string()), Some(end.to_string()));
            assert_eq!(found, (fact.start.clone(), fact.end.clone()), "{id}");
            assert_eq!(class.period.days(), fact.days.or(class.period.days()), "{id}: days");
        }
    }
}

#[test]
fn programmes_are_those_of_the_sources() {
    let project = project();
    let facts: Vec<ProgrammeFact> = facts("programmes", "programmes");
    assert_eq!(facts.len(), project.programmes.len());
    for fact in facts {
        let programme = project.programme(&fact.id).unwrap();
        let id = &fact.id;
        assert_eq!(project.classes_of(id).count(), fact.sessions, "{id}: classes");
        let found: Vec<_> = programme.deadlines.iter().map(|it| (it.id.clone(), written(it.at))).collect();
        let stated: Vec<_> = fact.deadlines.iter().map(|it| (it.id.clone(), it.at.clone())).collect();
        assert_eq!(found, stated, "{id}: deadlines");
        for deadline in &fact.deadlines {
            let shown = programme.deadline(&deadline.id).unwrap().text();
            let day = deadline.text.split('日').next().unwrap();
            assert!(shown.contains(day), "{id}: {shown} does not show {}", deadline.text);
        }
        let days = programme.class_deadline.as_ref().map(|it| it.days_before);
        assert_eq!(days, fact.class_deadline_days_before, "{id}");
        let counting: Vec<&Rule> = programme.rules.iter().filter(|rule| rule.count().is_some()).collect();
        assert_eq!(counting.len(), fact.quotas.len(), "{id}: a quota more or less");
        for (rule, quota) in counting.into_iter().zip(&fact.quotas) {
            same_quota(rule, quota);
        }
        same_contacts(&programme.contacts, &fact.contacts, id);
        let costs: Vec<_> = programme.costs.iter().map(|it| (&it.item, &it.borne_by)).collect();
        assert_eq!(costs, fact.costs.iter().map(|it| (&it.item, &it.borne_by)).collect::<Vec<_>>(), "{id}: costs");
        assert_eq!(
            programme.links.iter().map(|it| it.url.value.clone()).collect::<Vec<_>>(),
            fact.links,
            "{id}: links"
        );
        for section in &fact.section_counts {
            let found = programme.sections.iter().find(|it| it.id == section.id).unwrap();
            assert_eq!(found.items.len(), section.items, "{id}: {}", section.id);
        }
        assert_eq!(programme.unstated.len(), fact.unstated_count, "{id}: unstated");
        let categories: Vec<_> = programme.unit_categories.iter().map(|it| it.name.clone()).collect();
        assert_eq!(categories, fact.unit_categories, "{id}: unit categories");
        let ours = |id: &&String| !fact.forms.iter().any(|form| form.id == **id);
        for own in programme.forms.iter().map(|id| &id.value).filter(ours) {
            let summary = project.form(own).unwrap().summary.clone().unwrap_or_default();
            assert!(
                summary.contains("没有规定表样") && summary.contains("由本站拟定"),
                "{own} is in no source: {summary}"
            );
        }
        assert_eq!(
            programme.forms.len() - programme.forms.iter().map(|id| &id.value).filter(ours).count(),
            fact.forms.len(),
            "{id}: forms"
        );
        for form in &fact.forms {
            same_form(project.form(&form.id).unwrap(), form);
        }
    }
}

fn written(moment: linghang::model::Moment) -> String {
    moment.iso().trim_end_matches(":00+08:00").to_owned()
}

fn same_quota(rule: &Rule, fact: &QuotaFact) {
    let id = &fact.rule;
    let Some(Count { when, except, at_most, at_least, .. }) = rule.count() else { panic!("{id} counts nothing") };
    assert_eq!((&rule.id, &rule.basis), (id, &fact.basis));
    assert_eq!(
        (*at_most, *at_least, rule.severity.id()),
        (fact.at_most, fact.at_least, fact.severity.as_str()),
        "{id}"
    );
    let category = when.iter().map(|condition| match &condition.predicate {
        Predicate::Is(value) if condition.field == "unit_category" => value.clone(),
        other => panic!("{id}: {other:?}"),
    });
    assert_eq!(category.collect::<Vec<_>>(), fact.unit_category.iter().cloned().collect::<Vec<_>>(), "{id}");
    let exempt = except.iter().flat_map(|condition| condition.predicate.values().to_vec());
    assert_eq!(exempt.collect::<Vec<_>>(), fact.exempt_posts, "{id}: exempt posts");
}

fn same_form(form: &Form, fact: &FormFact) {
    let id = &fact.id;
    let serial = match &form.layout {
        Layout::Roster { serial, .. } => Some(serial.clone()),
        Layout::Card => None,
    };
    assert_eq!((&form.title, &serial, form.seal), (&fact.title, &fact.serial, fact.seal), "{id}");
    let lines: Vec<_> = form.header_lines.iter().map(|line| line.label.clone()).collect();
    assert_eq!(lines, fact.header_lines, "{id}: header lines");
    let columns: Vec<_> = form.fields.iter().filter(|it| it.official).map(|it| it.label.to_string()).collect();
    // The facts count the number column among the columns, as the printed table does.
    let stated = fact.columns.iter().filter(|column| Some(*column) != fact.serial.as_ref());
    assert_eq!(columns, stated.cloned().collect::<Vec<_>>(), "{id}: columns");
    let options = form.field("class_choice").map(|field| &field.choices.list);
    let options: Vec<_> = options.into_iter().flatten().map(|choice| choice.value.clone()).collect();
    assert_eq!(options, fact.class_options, "{id}: class options");
    if let Some(notes) = fact.notes {
        assert_eq!(form.notes.len(), notes, "{id}: notes");
    }
}

fn same_contacts(found: &[Contact], facts: &[ContactFact], of: &str) {
    let stated = facts.iter().map(|fact| Contact {
        persons: fact.persons.clone(),
        phones: fact.phones.clone(),
        role: fact.role.clone(),
        unit: fact.unit.clone(),
        email: None,
        address: fact.address.clone(),
        postcode: fact.postcode.clone(),
    });
    // Where a mail address is written is no fact of the sources.
    let without_mail = found.iter().map(|it| Contact { email: None, ..it.clone() });
    assert_eq!(without_mail.collect::<Vec<_>>(), stated.collect::<Vec<_>>(), "{of}: contacts");
    let mail = found.iter().map(|it| it.email.as_ref().map(|email| email.value.clone()));
    assert_eq!(mail.collect::<Vec<_>>(), facts.iter().map(|it| it.email.clone()).collect::<Vec<_>>(), "{of}: mail");
}

#[test]
fn notices_are_those_of_the_sources() {
    let project = project();
    let facts: Vec<NoticeFact> = facts("notices", "notices");
    assert_eq!(facts.len(), project.notices.len());
    for fact in facts {
        let id = &fact.slug;
        let notice = project.notice(id).unwrap();
        assert_eq!((&notice.page.title, &notice.doc_number), (&fact.title, &fact.doc_number));
        assert_eq!((&notice.issuer, notice.date.map(|day| day.to_string())), (&fact.issuer, fact.date), "{id}");
        assert_eq!(notice.addressees, fact.addressees, "{id}: addressees");
        assert_eq!(notice.programme.as_ref().map(|it| it.value.clone()), Some(fact.programme), "{id}");
        assert_eq!(notice.forwards.as_ref().map(|it| it.value.clone()), fact.forwards, "{id}");
        let deadlines: Vec<_> = notice.deadlines.iter().map(|it| it.value.clone()).collect();
        assert_eq!(deadlines, fact.deadlines, "{id}: deadlines");
        same_contacts(&notice.contacts, &fact.contacts, id);
        let found: Vec<_> = notice.attachments.iter().map(|it| (it.number, it.title.clone())).collect();
        let stated: Vec<_> = fact.attachments.iter().map(|it| (it.number, it.title.clone())).collect();
        assert_eq!(found, stated, "{id}: attachments");
    }
}

/// What the model holds must also reach the reader.
#[test]
fn the_pages_show_every_fact_of_a_class() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let facts: Vec<ClassFact> = facts("classes", "classes");
    for fact in facts {
        let page = fs::read_to_string(temp.path().join(format!("site/classes/{}/index.html", fact.id))).unwrap();
        let text = text_of(&page);
        let single = [&fact.title, &fact.place].into_iter().chain(&fact.venue);
        let lists = [&fact.organisers, &fact.fields, &fact.sites, &fact.activities, &fact.persons, &fact.phones];
        for value in single.chain(lists.into_iter().flatten()) {
            assert!(text.contains(value.as_str()), "{}: the page does not show {value}", fact.id);
        }
    }
}

/// The text of a page without its tags.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

fn project() -> Project {
    let loaded = linghang::jobs::load(&repository(), true);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.project
}

fn facts<T: DeserializeOwned>(file: &str, key: &str) -> Vec<T> {
    let text = fs::read_to_string(repository().join(format!("tests/facts/{file}.yaml"))).unwrap();
    let mut all: std::collections::BTreeMap<String, Vec<T>> = yaml_serde::from_str(&text).unwrap();
    assert_eq!(all.keys().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from([key]));
    all.remove(key).unwrap()
}
