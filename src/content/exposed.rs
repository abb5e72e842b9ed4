//! What must not be published: ID numbers and mobiles that are nobody's official contact.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::lines::Lines;
use crate::diagnostic::{ContentProblem, Diagnostics, Personal};
use crate::kinds::{self, Number};
use crate::model::{Contact, Project};
use crate::source::TextFile;

/// Tells of every number of a person in the authored files, where it stands.
pub fn exposed(files: &[TextFile], project: &Project, out: &mut Diagnostics) {
    let official = official(project);
    let found: Vec<Diagnostics> = files.par_iter().map(|file| in_file(file, &official)).collect();
    found.into_iter().for_each(|found| out.extend(found));
}

/// The mobiles that the project's contacts give to be called: eleven digits each.
pub fn official(project: &Project) -> BTreeSet<String> {
    let notices = project.notices.iter().flat_map(|it| &it.contacts);
    let classes = project.classes.iter().flat_map(|it| &it.contacts);
    let programmes = project.programmes.iter().flat_map(|it| &it.contacts);
    let units = project.units.list.iter().filter_map(|it| it.contact.as_ref());
    let contacts = notices.chain(classes).chain(programmes).chain(units);
    contacts.flat_map(|contact: &Contact| &contact.phones).flat_map(|phone| mobiles(phone)).collect()
}

fn mobiles(phone: &str) -> impl Iterator<Item = String> {
    let found = kinds::exposed(phone.as_bytes()).into_iter();
    found.filter(|it| it.number == Number::Mobile).map(|it| it.digits)
}

fn in_file(file: &TextFile, official: &BTreeSet<String>) -> Diagnostics {
    let mut out = Diagnostics::default();
    let found = kinds::exposed(file.text.as_bytes());
    let mut found = found.into_iter().filter(|it| !official.contains(&it.digits)).peekable();
    if found.peek().is_some() {
        let lines = Lines::new(file.text, file.source, 1);
        for exposed in found {
            let place = lines.place(exposed.range);
            let found = Personal(exposed.digits);
            match exposed.number {
                Number::Id => out.add(place, ContentProblem::IdShown { found }),
                Number::Mobile => out.add(place, ContentProblem::MobileShown { found }),
            }
        }
    }
    out
}
