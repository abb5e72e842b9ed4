//! References among data files, and what forms and rules take over from them.

use super::exports;
use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::formats::conditions::{check_condition, label_conditions};
use crate::model::{Choice, Class, Condition, Form, Located, OptionsFrom, Per, Programme, Project, Rule, Scope};
use crate::suggest::nearest;

/// Fills in what forms and rules take over: options from code lists, classes and unit categories, and the labels of
/// the fields that rules name.
pub fn settle(project: &mut Project, drafts: bool) {
    // A class that is not published yet cannot be chosen yet.
    let offered = |class: &&Class| drafts || !class.page.draft;
    let mut forms = std::mem::take(&mut project.forms);
    for form in &mut forms {
        let programme = project.programme_of(&form.id);
        let classes: Vec<&Class> =
            programme.map(|it| project.classes_of(&it.id).filter(offered).collect()).unwrap_or_default();
        for field in form.header.iter_mut().chain(&mut form.fields) {
            field.choices.list = match &field.choices.from {
                None => continue,
                Some(OptionsFrom::Classes) => classes.iter().map(|class| class_choice(class)).collect(),
                Some(OptionsFrom::UnitCategories) => {
                    let categories = programme.map(|it| it.unit_categories.as_slice()).unwrap_or_default();
                    categories.iter().map(|it| Choice { value: it.name.clone(), aliases: Vec::new() }).collect()
                }
                Some(OptionsFrom::Codes(id)) => {
                    let entries = project.codes(&id.value).map(|list| list.entries.as_slice()).unwrap_or_default();
                    let choice = |value: &String, full: &Option<String>, aliases: &[String]| Choice {
                        value: value.clone(),
                        aliases: aliases.iter().chain(full).cloned().collect(),
                    };
                    entries.iter().map(|entry| choice(&entry.value, &entry.full, &entry.aliases)).collect()
                }
            };
        }
    }
    for rule in project.programmes.iter_mut().flat_map(|programme| &mut programme.rules) {
        let Some(form) = forms.iter().find(|form| form.id == rule.form) else { continue };
        for conditions in parts_mut(&mut rule.scope) {
            label_conditions(conditions, form);
        }
    }
    for class in &mut project.classes {
        let Some(programme) = project.programmes.iter().find(|it| it.id == class.programme.value) else { continue };
        let offered = |form: &&Form| {
            let own = programme.forms.iter().any(|id| id.value == form.id);
            own && form.lists_people() && form.class_index().is_some()
        };
        if let (Some(form), Some(admits)) = (forms.iter().find(offered), &mut class.admits) {
            label_conditions(&mut admits.conditions, form);
        }
    }
    project.forms = forms;
}

fn class_choice(class: &Class) -> Choice {
    Choice { value: class.option.clone(), aliases: class.spellings() }
}

fn parts_mut(scope: &mut Scope) -> Vec<&mut Vec<Condition>> {
    match scope {
        Scope::Each(conditions) => vec![conditions],
        Scope::Count(count) => vec![&mut count.when, &mut count.except, &mut count.filter],
        Scope::NotListedIn(_) => Vec::new(),
    }
}

/// Tells of every reference from one data file to another that leads nowhere.
pub fn check(project: &Project, out: &mut Diagnostics) {
    let forms: Vec<&str> = project.forms.iter().map(|form| form.id.as_str()).collect();
    let notices: Vec<&str> = project.notices.iter().map(|notice| notice.page.slug.as_str()).collect();
    let programmes: Vec<&str> = project.programmes.iter().map(|it| it.id.as_str()).collect();
    for programme in &project.programmes {
        for form in &programme.forms {
            reference(["表单", "form"], form, &forms, out);
        }
        for notice in &programme.notices {
            reference(["通知", "notice"], notice, &notices, out);
        }
        let rules: Vec<&str> = programme.rules.iter().map(|rule| rule.id.as_str()).collect();
        for rule in programme.sections.iter().flat_map(|section| &section.items).filter_map(|item| item.rule.as_ref()) {
            reference(["规则", "rule"], rule, &rules, out);
        }
        let own: Vec<&str> = programme.forms.iter().map(|form| form.value.as_str()).collect();
        for rule in &programme.rules {
            check_rule(rule, programme, project, &own, out);
        }
    }
    for unit in &project.units.list {
        for programme in &unit.programmes {
            let programme = Located { value: programme.clone(), place: unit.place };
            reference(["项目", "programme"], &programme, &programmes, out);
        }
    }
    check_unit_categories(project, out);
    check_options(project, out);
    exports::check(project, out);
}

fn check_unit_categories(project: &Project, out: &mut Diagnostics) {
    let categories: Vec<&str> =
        project.programmes.iter().flat_map(|it| &it.unit_categories).map(|it| it.name.as_str()).collect();
    for unit in &project.units.list {
        if let Some(category) = unit.category.as_deref().filter(|category| !categories.contains(category)) {
            let nearest = nearest(category, categories.iter().copied());
            let (key, found) = ("category".to_owned(), category.to_owned());
            out.add(unit.place, SchemaProblem::UnknownWord { key, found, nearest });
        }
    }
}

fn reference(what: [&'static str; 2], name: &Located<String>, among: &[&str], out: &mut Diagnostics) {
    if !among.contains(&name.value.as_str()) {
        let nearest = nearest(&name.value, among.iter().copied());
        out.add(name.place, SchemaProblem::UnknownReference { what: Words(what), name: name.value.clone(), nearest });
    }
}

fn check_options(project: &Project, out: &mut Diagnostics) {
    let lists: Vec<&str> = project.codes.iter().map(|list| list.id.as_str()).collect();
    for field in project.forms.iter().flat_map(Form::all_fields) {
        if let Some(OptionsFrom::Codes(id)) = &field.choices.from {
            reference(["代码表", "code list"], id, &lists, out);
        }
        if let Some(default) = &field.default
            && field.kind.has_options()
            && field.option(default).is_none()
        {
            let options = field.choices.list.iter().map(|choice| choice.value.as_str());
            let problem = SchemaProblem::NotAChoice {
                field: field.key.clone(),
                value: default.clone(),
                nearest: nearest(default, options),
            };
            out.add(field.place, problem);
        }
    }
}

fn check_rule(rule: &Rule, programme: &Programme, project: &Project, own: &[&str], out: &mut Diagnostics) {
    let named = Located { value: rule.form.clone(), place: rule.place };
    reference(["表单", "form"], &named, own, out);
    if let Scope::NotListedIn(other) = &rule.scope {
        reference(["表单", "form"], &Located { value: other.clone(), place: rule.place }, own, out);
    }
    let Some(form) = project.form(&rule.form) else { return };
    let conditions: Vec<&Condition> = match &rule.scope {
        Scope::Each(conditions) => conditions.iter().collect(),
        Scope::Count(count) => count.when.iter().chain(&count.except).chain(&count.filter).collect(),
        Scope::NotListedIn(_) => Vec::new(),
    };
    let reckons = |condition: &&Condition| condition.field == "age" && form.field("age").is_none();
    if let (None, Some(aged)) = (programme.as_of, conditions.iter().copied().find(reckons)) {
        let reason = [
            "用到年龄，但项目没有写 as_of（按哪一天计算）",
            "it needs ages, but the programme has no `as_of` to reckon them at",
        ];
        out.add(aged.place, SchemaProblem::BadRule { reason: Words(reason) });
    }
    for condition in conditions {
        check_condition(condition, form, out);
    }
    if let Some(reason) = void(rule, form) {
        out.add(rule.place, SchemaProblem::BadRule { reason: Words(reason) });
    }
}

/// Why a rule could never be broken, or never be kept.
fn void(rule: &Rule, form: &Form) -> Option<[&'static str; 2]> {
    let about_persons = match &rule.scope {
        Scope::Each(_) => false,
        Scope::Count(count) => count.per == Per::Person,
        Scope::NotListedIn(_) => true,
    };
    if about_persons && form.identity.is_empty() {
        return Some([
            "表单没有写 identity，分不清两条记录是不是同一个人",
            "the form has no `identity`, by which persons are told apart",
        ]);
    }
    let count = rule.count()?;
    let chooses_class = form.class_field().is_some();
    match (count.per, count.at_least, count.at_most) {
        (Per::Person, Some(_), _) => Some(["per: person 不能用 at_least", "`per: person` takes no at_least"]),
        (Per::Class, ..) if !chooses_class => {
            Some(["表单没有选择班次的栏目，不能用 per: class", "`per: class` needs a field that chooses a class"])
        }
        (_, Some(least), Some(most)) if least > most => {
            Some(["at_least 大于 at_most，永远无法满足", "at_least is above at_most, so it can never be kept"])
        }
        _ => None,
    }
}
