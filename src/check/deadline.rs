//! Forms that were filled in too late: after the programme's deadline, or after that of the class they choose.

use super::work::{Desk, Work};
use crate::diagnostic::{Both, Diagnostic, PeopleProblem, RecordProblem, Role};
use crate::model::{Field, Moment, Value};

/// Remarks upon a record that was filled in after a deadline.
pub fn judge(desk: &Desk, index: usize, found: &mut Vec<Diagnostic>) {
    let work = &desk.works[index];
    // Deadlines are for those who are put forward; reports come after the class.
    if !work.form.lists_people() {
        return;
    }
    let (Some(Value::Date(day)), Some(field)) = (work.cell("filled_on").value(), work.form.field("filled_on")) else {
        return;
    };
    let late = desk.programme.deadlines.iter().find(|deadline| deadline.filled_on && *day > deadline.at.day());
    // A roster's header says so once, with its first record.
    if let Some(deadline) = late
        && (!of_header(work, field) || work.record.number == 1)
    {
        let (field_label, found_day) = (field.label.to_string(), day.to_string());
        let problem =
            RecordProblem::AfterDeadline { field: field_label, found: found_day, deadline: both(deadline.at) };
        found.push(Diagnostic::new(work.place("filled_on"), problem).about(field.label.clone()));
    }
    found.extend(after_class(desk, work, field));
}

/// The class that was chosen has a deadline of its own, counted back from the first day on which it can begin.
fn after_class(desk: &Desk, work: &Work, field: &Field) -> Option<Diagnostic> {
    let Some(Value::Date(day)) = work.cell("filled_on").value() else { return None };
    let (chosen, option) = (work.form.class_field()?, work.class()?);
    let class = desk.project.classes_of(&desk.programme.id).find(|class| class.option == option)?;
    let deadline = desk.programme.deadline_of(class).filter(|deadline| *day > deadline.at.day())?;
    let problem = PeopleProblem::AfterClassDeadline {
        field: field.label.to_string(),
        found: day.to_string(),
        class: option,
        deadline: Box::new(Both([
            format!("{}，{}", deadline.label, deadline.at.text()),
            format!("{}, {}", deadline.label, deadline.at.plain()),
        ])),
    };
    // Where the day stands above the list, the class tells which person is meant.
    let key = if of_header(work, field) { &chosen.key } else { &field.key };
    Some(
        Diagnostic::new(work.place(key), problem)
            .about(field.label.clone())
            .with(class.page.source.whole(), Role::Declared),
    )
}

fn of_header(work: &Work, field: &Field) -> bool {
    work.form.header.iter().any(|it| it.key == field.key)
}

fn both(at: Moment) -> Both {
    Both([at.text(), at.plain()])
}
