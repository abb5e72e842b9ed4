//! References from pages to programmes, forms, notices and deadlines, and names that are used twice.

use std::collections::{BTreeMap, BTreeSet};

use super::corrections;
use crate::diagnostic::{Diagnostic, Diagnostics, Nearest, Role, SchemaProblem, Words};
use crate::formats::conditions::check_condition;
use crate::model::{AttachmentTarget, Class, Form, Located, Notice, Project};
use crate::source::Place;
use crate::suggest::nearest;

/// Tells of every reference from a page that leads nowhere, and of classes that share a name.
pub fn check(project: &Project, out: &mut Diagnostics) {
    for notice in &project.notices {
        check_notice(notice, project, out);
    }
    for class in &project.classes {
        check_class(class, project, out);
    }
    corrections::check(project, out);
    check_names(project, out);
    check_topics(project, out);
}

fn check_notice(notice: &Notice, project: &Project, out: &mut Diagnostics) {
    let slugs = || project.notices.iter().map(|notice| notice.page.slug.as_str());
    if let Some(programme) = &notice.programme {
        refer(["项目", "programme"], programme, programmes(project), out);
    }
    if let Some(forwards) = &notice.forwards {
        refer(["通知", "notice"], forwards, slugs().filter(|slug| *slug != notice.page.slug), out);
    }
    let programme = notice.programme.as_ref().map(|id| project.programme(&id.value));
    // Without a programme no deadline can be meant; with an unknown one, that has been told.
    if programme != Some(None) {
        let deadlines = || programme.flatten().into_iter().flat_map(|it| &it.deadlines).map(|it| it.id.as_str());
        for deadline in &notice.deadlines {
            refer(["截止时间", "deadline"], deadline, deadlines(), out);
        }
    }
    for attachment in &notice.attachments {
        if let AttachmentTarget::Form(form) = &attachment.target {
            refer(["表单", "form"], form, project.forms.iter().map(|form| form.id.as_str()), out);
        }
    }
}

fn check_class(class: &Class, project: &Project, out: &mut Diagnostics) {
    refer(["项目", "programme"], &class.programme, programmes(project), out);
    if let Some(list) = project.codes("provinces") {
        let codes = list.entries.iter().map(|entry| entry.code.as_str());
        refer(["省份代码", "province code"], &class.place.province, codes, out);
    }
    for material in &class.materials {
        if let AttachmentTarget::Form(form) = &material.target {
            refer(["表单", "form"], form, project.forms.iter().map(|form| form.id.as_str()), out);
        }
    }
    if let Some(notice) = class.result.as_ref().and_then(|result| result.notice.as_ref()) {
        refer(["通知", "notice"], notice, project.notices.iter().map(|notice| notice.page.slug.as_str()), out);
    }
    let Some(programme) = project.programme(&class.programme.value) else { return };
    let forms = || programme.forms.iter().filter_map(|id| project.form(&id.value));
    let offers = |form: &&Form| form.lists_people() && form.class_index().is_some();
    if let (Some(form), Some(admits)) = (forms().find(offers).or_else(|| forms().next()), &class.admits) {
        for condition in &admits.conditions {
            check_condition(condition, form, out);
        }
    }
}

/// Two classes of a programme must differ in every spelling, or nobody could tell which one a form means.
fn check_names(project: &Project, out: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, String), Place> = BTreeMap::new();
    for class in &project.classes {
        let place = class.page.source.whole();
        let mut names = class.spellings();
        names.push(class.option.clone());
        // Two classes of one number share several spellings; one message says enough.
        let mut clashes: Vec<Place> = Vec::new();
        for name in names {
            match seen.get(&(class.programme.value.as_str(), name.clone())) {
                Some(first) if *first == place || clashes.contains(first) => {}
                Some(first) => {
                    clashes.push(*first);
                    let what = Words(["班次", "the class"]);
                    let problem = SchemaProblem::DuplicateName { what, name };
                    out.push(Diagnostic::new(place, problem).with(*first, Role::First));
                }
                None => {
                    seen.insert((&class.programme.value, name), place);
                }
            }
        }
    }
}

/// Topics that differ in capitals only would be one folder on some disks, and mean the same anyway.
fn check_topics(project: &Project, out: &mut Diagnostics) {
    let mut seen: BTreeMap<String, &Located<String>> = BTreeMap::new();
    let mut sound: BTreeSet<&str> = BTreeSet::new();
    for topic in project.notices.iter().flat_map(|notice| &notice.topics) {
        if sound.contains(topic.value.as_str()) {
            continue;
        }
        let first = *seen.entry(topic.value.to_lowercase()).or_insert(topic);
        if first.value != topic.value {
            let nearest = Nearest { nearest: Some(first.value.clone()), among: Vec::new() };
            let problem = SchemaProblem::UnknownWord { key: "topics".to_owned(), found: topic.value.clone(), nearest };
            out.push(Diagnostic::new(topic.place, problem).with(first.place, Role::First));
        } else {
            sound.insert(&topic.value);
        }
    }
}

fn programmes(project: &Project) -> impl Iterator<Item = &str> + Clone {
    project.programmes.iter().map(|programme| programme.id.as_str())
}

/// Tells of a name that is not among those that there are.
pub fn refer<'a>(
    what: [&'static str; 2],
    name: &Located<String>,
    among: impl Iterator<Item = &'a str> + Clone,
    out: &mut Diagnostics,
) {
    if !among.clone().any(|other| other == name.value) {
        let nearest = nearest(&name.value, among);
        out.add(name.place, SchemaProblem::UnknownReference { what: Words(what), name: name.value.clone(), nearest });
    }
}
