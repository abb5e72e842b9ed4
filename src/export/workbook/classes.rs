//! One sheet a class for whoever runs it: when, where, whom to call, and the people who chose it.

use super::official::Official;
use crate::export::{MOST_PRINTED, Roster};
use crate::model::{Class, Contact, Form, Record, Seats};

/// Of each class that a form lets people choose and that somebody accepted chose; the column of the choice is left out.
pub(in crate::export) fn tables<'a>(roster: &Roster<'a>) -> Vec<Official<'a>> {
    let mut tables = Vec::new();
    for form in roster.people_forms().into_iter().filter(|form| form.all_fields().any(|field| field.chooses_class())) {
        let accepted: Vec<&Record> = roster.accepted_on(form).collect();
        for class in roster.project.classes_of(&roster.programme.id) {
            let records: Vec<_> = accepted.iter().copied().filter(|record| class.takes(form, record)).collect();
            // Nobody prints so many; whoever wants them filters the merged table.
            if !(1..=MOST_PRINTED).contains(&records.len()) {
                continue;
            }
            tables.push(table(roster, form, class, records));
        }
    }
    tables
}

fn table<'a>(roster: &Roster<'a>, form: &'a Form, class: &'a Class, records: Vec<&'a Record>) -> Official<'a> {
    let columns = form.roster_columns().into_iter().filter(|field| !field.chooses_class());
    Official {
        name: &class.option,
        title: &class.page.title,
        form,
        columns: columns.collect(),
        lines: lines(roster, class),
        records,
        seal: false,
    }
}

/// What the announcement says of the class; what it does not say is left out.
fn lines(roster: &Roster, class: &Class) -> Vec<Vec<String>> {
    let days = class.period.days().map_or_else(String::new, |days| format!("（{days}天）"));
    let mut when = vec![format!("办班时间：{}{days}", class.period.text())];
    if let Some(deadline) = roster.programme.deadline_of(class) {
        when.push(format!("报名截止（{}）：{}", deadline.label, deadline.text()));
    }
    let seats = roster.summary.figures.seats.iter().find(|seats| seats.number == class.number);
    when.extend(seats.map(seats_text));
    let place = [Some(class.place.text.as_str()), class.venue.as_deref()].into_iter().flatten();
    let mut place = vec![format!("地点：{}", place.collect::<Vec<_>>().join("　"))];
    if !class.organisers.is_empty() {
        place.push(format!("承办单位：{}", class.organisers.join("、")));
    }
    let contacts: Vec<_> = class.contacts.iter().map(contact_text).filter(|text| !text.is_empty()).collect();
    let contacts = (!contacts.is_empty()).then(|| vec![format!("联系人：{}", contacts.join("；"))]);
    [when, place].into_iter().chain(contacts).collect()
}

fn seats_text(seats: &Seats) -> String {
    let capacity = seats.capacity.map_or_else(String::new, |capacity| format!("名额{capacity}人，"));
    format!("人数：{capacity}通过{}人，待核{}人", seats.accepted, seats.held)
}

/// Persons, then phones: nobody may pair them.
fn contact_text(contact: &Contact) -> String {
    let who = if contact.persons.is_empty() { contact.role.clone() } else { Some(contact.persons.join("、")) };
    let parts = [who, Some(contact.phones.join("、"))].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("　")
}
