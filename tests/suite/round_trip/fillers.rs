//! Filling a form in: as YAML, and in blanks of the other formats as their programs do.

use std::collections::BTreeMap;

use linghang::model::{Form, Kind, Layout};

use super::values::Filling;
use crate::compile::builders::PNG;
use crate::documents::word::{Control, fill, pack, unpack};

const WORKBOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The form in YAML. A JSON string is a scalar in double quotes (YAML 1.2.2, 1.3).
pub fn yaml(form: &Form, filling: &Filling) -> String {
    let line = |(key, value): (&String, &String)| {
        let field = form.field(key).unwrap();
        format!("{}: {}\n", field.label, serde_json::to_string(value).unwrap())
    };
    let person = |person: &BTreeMap<String, String>| person.iter().map(line).collect::<Vec<_>>();
    let mut text = format!("表单: {}\n", form.id);
    match &form.layout {
        Layout::Card => text.extend(filling.people.iter().flat_map(person)),
        Layout::Roster { records, .. } => {
            text.extend(filling.header.iter().map(line));
            text.push_str(&format!("{records}:\n"));
            text.extend(filling.people.iter().map(|it| format!("  - {}", person(it).join("    "))));
        }
    }
    text
}

/// A blank workbook, filled in at the cells that have names, in a roster below them.
pub fn xlsx(blank: &[u8], form: &Form, filling: &Filling) -> Vec<u8> {
    let mut parts = unpack(blank);
    let names = String::from_utf8(parts[WORKBOOK].clone()).unwrap();
    let mut sheet = String::from_utf8(parts[SHEET].clone()).unwrap();
    let mut put = |key: &str, below: u32, value: &str| {
        let (column, row) = named(&names, key);
        enter(&mut sheet, &format!("{column}{}", row + below), value);
    };
    filling.header.iter().for_each(|(key, value)| put(key, 0, value));
    for (index, person) in filling.people.iter().enumerate() {
        let below = if form.is_roster() { index as u32 + 1 } else { 0 };
        person.iter().for_each(|(key, value)| put(key, below, value));
    }
    parts.insert(SHEET.to_owned(), sheet.into_bytes());
    pack(&parts)
}

/// The cell of a field's name: its column's letters, and its row.
fn named(workbook: &str, key: &str) -> (String, u32) {
    let (_, rest) = workbook.split_once(&format!("name=\"lh_{key}\"")).unwrap_or_else(|| panic!("{key} has no name"));
    let (target, _) = rest.split_once("</definedName>").unwrap();
    let mut cell = target.rsplit_once('!').unwrap().1.split(['$', ':']).filter(|part| !part.is_empty());
    (cell.next().unwrap().to_owned(), cell.next().unwrap().parse().unwrap())
}

/// Types a text into a cell, which keeps its format.
fn enter(sheet: &mut String, cell: &str, value: &str) {
    let open = format!("<c r=\"{cell}\"");
    let from = sheet.find(&open).unwrap_or_else(|| panic!("the blank has no cell {cell}"));
    let tag = from + sheet[from..].find('>').unwrap();
    let closed = sheet[..tag].ends_with('/');
    let to = if closed { tag + 1 } else { tag + sheet[tag..].find("</c>").unwrap() + "</c>".len() };
    let style = sheet[from..tag].split_once("s=\"").map_or("0", |(_, rest)| rest.split('"').next().unwrap());
    let typed =
        format!("{open} s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(value));
    sheet.replace_range(from..to, &typed);
}

/// A blank document, filled in control by control.
pub fn docx(blank: &[u8], form: &Form, filling: &Filling) -> Vec<u8> {
    let filled = fill(blank, |control: &Control| {
        let field = form.field(control.key)?;
        let person = filling.people.get(if form.is_roster() { control.nth } else { 0 });
        let of_header = form.header.iter().any(|it| it.key == field.key);
        let value = if of_header { &filling.header } else { person? }.get(&field.key)?;
        if field.kind == Kind::Photo {
            return None;
        }
        let chosen = field.kind != Kind::Choices || value.split('、').any(|part| part == control.label);
        let chosen = chosen && (field.kind != Kind::Choice || value == control.label);
        (!control.boxed || chosen).then(|| escaped(value))
    });
    let photo = filling.people.iter().any(|person| person.contains_key("photo"));
    match photo {
        true => {
            let mut parts = unpack(&filled);
            parts.insert("word/media/no-photo.png".to_owned(), PNG.to_vec());
            pack(&parts)
        }
        false => filled,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
