//! One record by itself: values against each other, the conditions that hold for everyone, the class's restriction.

use super::work::{Desk, Holds, Work};
use crate::diagnostic::{Both, Diagnostic, Personal, RecordProblem, Role, Severity};
use crate::lang::Lang;
use crate::model::{Condition, Kind, OptionsFrom, Rule, Scope, Value};

/// Makes every check that needs this record alone.
pub fn judge(desk: &mut Desk, index: usize) {
    let mut found = Vec::new();
    sex_and_birth(&desk.works[index], &mut found);
    after_deadline(desk, index, &mut found);
    class_admits(desk, index, &mut found);
    let programme = desk.programme;
    for rule in &programme.rules {
        if let (true, Scope::Each(conditions)) = (rule.form == desk.works[index].form.id, &rule.scope) {
            each(desk, index, rule, conditions, &mut found);
        }
    }
    for problem in found {
        desk.tell(problem, &[index]);
    }
}

/// What the ID number says must agree with what the person wrote.
fn sex_and_birth(work: &Work, found: &mut Vec<Diagnostic>) {
    let label_of =
        |kind: Kind| work.form.all_fields().find(|field| field.kind == kind).map(|field| field.label.clone());
    let (Some(id), Some(label)) = (work.id_number(), label_of(Kind::IdNumber)) else { return };
    for (field, cell) in work.form.all_fields().zip(&work.record.cells) {
        let (Some(value), Some(place)) = (cell.value(), cell.place()) else { continue };
        let problem = match value {
            Value::Sex(sex) if *sex != id.sex => {
                RecordProblem::SexDisagrees { sex: sex.label().to_owned(), field: label.to_string() }
            }
            Value::Month(month) if field.key == "birth" && *month != crate::model::Birth::Day(id.birth).month() => {
                RecordProblem::BirthDisagrees { birth: month.to_string(), field: label.to_string() }
            }
            _ => continue,
        };
        let told = Diagnostic::new(place, problem).about(field.label.clone());
        found.push(
            match work.form.all_fields().zip(&work.record.cells).find(|(field, _)| field.kind == Kind::IdNumber) {
                Some((_, cell)) => cell.place().into_iter().fold(told, |told, place| told.with(place, Role::Other)),
                None => told,
            },
        );
    }
}

/// A form filled in after the deadline; a roster's header says so once, with its first record.
fn after_deadline(desk: &Desk, index: usize, found: &mut Vec<Diagnostic>) {
    let work = &desk.works[index];
    // Deadlines are for those who are put forward; reports come after the class.
    if !work.form.lists_people() {
        return;
    }
    let (Some(Value::Date(day)), Some(field)) = (work.cell("filled_on").value(), work.form.field("filled_on")) else {
        return;
    };
    let late = desk.programme.deadlines.iter().find(|deadline| deadline.filled_on && *day > deadline.at.day());
    let of_header = work.form.header.iter().any(|field| field.key == "filled_on");
    if let Some(deadline) = late
        && (!of_header || work.record.number == 1)
    {
        let problem = RecordProblem::AfterDeadline {
            field: field.label.to_string(),
            found: day.to_string(),
            deadline: Both([deadline.at.text(), deadline.at.plain()]),
        };
        found.push(Diagnostic::new(work.place("filled_on"), problem).about(field.label.clone()));
    }
}

/// The class that was chosen may be for certain people only.
fn class_admits(desk: &Desk, index: usize, found: &mut Vec<Diagnostic>) {
    let work = &desk.works[index];
    for (field, cell) in work.form.all_fields().zip(&work.record.cells) {
        let (Some(OptionsFrom::Classes), Some(value)) = (&field.choices.from, cell.value()) else { continue };
        let option = value.canonical();
        let Some(class) = desk.project.classes_of(&desk.programme.id).find(|class| class.option == option) else {
            continue;
        };
        let Some(admits) = &class.admits else { continue };
        for condition in &admits.conditions {
            if desk.holds(index, condition) == Holds::No {
                let problem = RecordProblem::ClassClosed {
                    class: option.clone(),
                    rule: Both::from(|lang| match (&admits.text, lang) {
                        (Some(text), Lang::Zh) => text.clone(),
                        _ => condition.text(lang),
                    }),
                    found: Personal(work.cell(&condition.field).text()),
                };
                let told = Diagnostic::new(work.place(&field.key), problem).about(field.label.clone());
                found.push(told.with(condition.place, Role::Declared));
            }
        }
    }
}

fn each(desk: &mut Desk, index: usize, rule: &Rule, conditions: &[Condition], found: &mut Vec<Diagnostic>) {
    for condition in conditions {
        let holds = desk.holds(index, condition);
        let work = &desk.works[index];
        let (place, label, written) = work.evidence(condition);
        let told = |problem: RecordProblem| {
            Diagnostic::new(place, problem).about(label.clone()).with(rule.place, Role::Declared)
        };
        let (basis, text) = (rule.basis.clone(), Both::from(|lang| condition.text(lang)));
        match holds {
            Holds::Yes | Holds::Unreadable => {}
            Holds::No => {
                let (field, value) = (label.to_string(), Personal(written));
                let problem = RecordProblem::RuleBroken { basis, rule: text, field, found: value };
                found.push(told(problem).weighing(rule.severity));
                // A rule that only warns leaves the person in, and so among those who count.
                desk.works[index].ruled_out |= rule.severity == Severity::Error;
            }
            Holds::Undecided => {
                let reason = RecordProblem::BIRTHDAY_OPEN;
                found.push(told(RecordProblem::RuleUndecided { basis, rule: text, reason }));
            }
        }
    }
}
