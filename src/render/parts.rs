//! Small parts that many pages show: deadlines, contacts, sizes.

use serde::Serialize;

use crate::model;

/// A deadline as templates know it.
#[derive(Serialize)]
pub struct Deadline {
    id: String,
    label: String,
    audience: String,
    /// The original wording, else the same as `date_text`.
    text: String,
    iso: String,
    date_text: String,
    note: Option<String>,
}

/// A contact as templates know it.
#[derive(Serialize)]
pub struct Contact<'v> {
    role: Option<&'v str>,
    unit: Option<&'v str>,
    persons: &'v [String],
    phones: Vec<Phone<'v>>,
    email: Option<&'v str>,
    address: Option<&'v str>,
    postcode: Option<&'v str>,
}

#[derive(Serialize)]
struct Phone<'v> {
    text: &'v str,
    href: String,
}

/// A title that leads to a page.
#[derive(Clone, Serialize)]
pub struct Link {
    pub title: String,
    pub path: String,
}

pub fn deadline(deadline: &model::Deadline) -> Deadline {
    Deadline {
        id: deadline.id.clone(),
        label: deadline.label.clone(),
        audience: deadline.audience.clone(),
        text: deadline.text(),
        iso: deadline.at.iso(),
        date_text: deadline.at.text(),
        note: deadline.note.clone(),
    }
}

pub fn contacts(contacts: &[model::Contact]) -> Vec<Contact<'_>> {
    contacts.iter().map(contact).collect()
}

fn contact(contact: &model::Contact) -> Contact<'_> {
    Contact {
        role: contact.role.as_deref(),
        unit: contact.unit.as_deref(),
        persons: &contact.persons,
        phones: contact.phones.iter().map(|text| Phone { text, href: dial(text) }).collect(),
        email: contact.email.as_ref().map(|email| email.value.as_str()),
        address: contact.address.as_deref(),
        postcode: contact.postcode.as_deref(),
    }
}

/// The number as a telephone dials it; what follows in words (转 and an extension) is left to the caller.
fn dial(text: &str) -> String {
    let number = text.trim_start().chars().take_while(|c| c.is_ascii_digit() || "+-() ".contains(*c));
    format!("tel:{}", number.filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
}

/// A size as people know it from their file manager.
pub fn size_text(bytes: usize) -> String {
    const KB: f64 = 1024.0;
    let size = bytes as f64;
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KB", size / KB),
        _ => format!("{:.1} MB", size / KB / KB),
    }
}

/// The format by which a file is known: the ending of its name, in capitals.
pub fn format_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{dial, format_of, size_text};

    #[test]
    fn sizes_numbers_and_formats_as_people_know_them() {
        assert_eq!([0, 1023, 1250, 2_500_000].map(size_text), ["0 B", "1023 B", "1.2 KB", "2.4 MB"]);
        assert_eq!(dial("010-68530471"), "tel:01068530471");
        assert_eq!(dial("+86 10 6853 0471转8001"), "tel:+861068530471");
        assert_eq!(format_of("files/notices/原件.pdf"), "PDF");
    }
}
