//! What the rules of the programme and its classes ask of a person, as the fill-in page's script judges it.

use serde::Serialize;

use crate::diagnostic::RecordProblem;
use crate::lang::Lang;
use crate::model::{Condition, Form, OptionsFrom, Programme, Project, Scope};

/// A condition, and what is told to whoever does not meet it.
#[derive(Serialize)]
pub struct ConditionData<'p> {
    /// The key of the field where it is told.
    at: &'p str,
    /// Asked only of those who chose this there.
    option: Option<&'p str>,
    field: &'p str,
    predicate: &'static str,
    values: Vec<String>,
    /// `E0406` or `E0408`.
    code: &'static str,
    /// Where a rule weighs otherwise than the catalogue.
    severity: Option<&'static str>,
    basis: Option<&'p str>,
    rule: String,
    /// Why it may stay undecided; none where that is not told.
    reason: Option<&'static str>,
}

/// All conditions of a form that its page can judge: those of the rules for each person, then those of the classes.
pub fn all<'p>(form: &'p Form, programme: &'p Programme, project: &'p Project) -> Vec<ConditionData<'p>> {
    let mut all = of_rules(form, programme);
    all.extend(of_classes(form, programme, project));
    all
}

fn of_rules<'p>(form: &'p Form, programme: &'p Programme) -> Vec<ConditionData<'p>> {
    let mut found = Vec::new();
    for rule in programme.rules.iter().filter(|rule| rule.form == form.id) {
        let Scope::Each(conditions) = &rule.scope else { continue };
        for condition in conditions {
            // What the form asks nowhere, nobody could mend on its page.
            let Some(field) = form.evidence(condition).and_then(|at| form.all_fields().nth(at)) else { continue };
            found.push(ConditionData {
                severity: Some(rule.severity.id()),
                basis: Some(&rule.basis),
                reason: Some(RecordProblem::BIRTHDAY_OPEN.0[0]),
                ..data(&field.key, "E0406", condition)
            });
        }
    }
    found
}

fn of_classes<'p>(form: &'p Form, programme: &'p Programme, project: &'p Project) -> Vec<ConditionData<'p>> {
    let mut found = Vec::new();
    for field in form.all_fields().filter(|field| field.choices.from == Some(OptionsFrom::Classes)) {
        for class in project.classes_of(&programme.id) {
            let Some(admits) = &class.admits else { continue };
            found.extend(admits.conditions.iter().map(|condition| {
                let told = data(&field.key, "E0408", condition);
                let rule = admits.text.clone().unwrap_or_else(|| told.rule.clone());
                ConditionData { option: Some(&class.option), rule, ..told }
            }));
        }
    }
    found
}

fn data<'p>(at: &'p str, code: &'static str, condition: &'p Condition) -> ConditionData<'p> {
    ConditionData {
        at,
        option: None,
        field: &condition.field,
        predicate: condition.predicate.id(),
        values: condition.predicate.operands(),
        code,
        severity: None,
        basis: None,
        rule: condition.text(Lang::Zh),
        reason: None,
    }
}
