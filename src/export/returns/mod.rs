//! `returns/`: what the office sends back, ready for a mail, a printer and a chat: a return slip for every unit that has
//! something to mend, and a reminder for every listed unit that has not reported.
//!
//! They are handed on to people outside the office, so their words are Chinese always, they show no number in full, and of
//! another unit's files they tell nothing but that there is one.

mod chat;
mod document;
mod facts;
mod findings;
mod index;
mod letter;
mod mail;

use std::collections::{BTreeMap, BTreeSet};

use self::findings::{Findings, Found, Party};
use self::index::Entry;
use self::letter::{Letter, reminder, slip};
use super::Roster;
use crate::model::{Artifact, Record, UnitLine, file_name};
use crate::source::SourceId;

/// The letters to units, put together as they are wanted.
pub struct Letters<'a> {
    roster: &'a Roster<'a>,
    findings: Findings,
    records: BTreeMap<&'a str, Vec<&'a Record>>,
}

/// A letter as a chat has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The name of the letter's files, without an extension.
    pub name: &'static str,
    pub text: String,
}

impl<'a> Letters<'a> {
    /// The letters of these units, and of no others.
    pub fn of_units(roster: &'a Roster<'a>, units: &BTreeSet<&str>) -> Letters<'a> {
        Letters::new(roster, &|party| matches!(party, Party::Unit(unit) if units.contains(unit.as_str())))
    }

    fn new(roster: &'a Roster<'a>, asked: &dyn Fn(&Party) -> bool) -> Letters<'a> {
        let mut records: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in &roster.summary.records {
            records.entry(&record.unit).or_default().push(record);
        }
        Letters { roster, findings: Findings::new(roster, asked), records }
    }

    /// What a unit is sent by chat; none where there is nothing to write.
    pub fn message(&self, unit: &UnitLine) -> Option<Message> {
        let letter = self.letter(unit, &BTreeMap::new())?;
        Some(Message { name: letter.kind.file(), text: chat::text(&letter) })
    }

    /// The files of a unit's letter below `<programme>/returns/`; none where there is nothing to write. `marked` are the
    /// marked copies that lie beside it, by the file that they are of.
    pub fn files(&self, unit: &UnitLine, marked: &BTreeMap<SourceId, String>) -> Vec<Artifact> {
        let letter = self.letter(unit, marked);
        let folder = file_name::of_unit(&unit.unit);
        letter.iter().flat_map(|letter| files(self.roster, &folder, letter)).collect()
    }

    fn found(&self, unit: &UnitLine) -> Option<&Found> {
        self.findings.of(&Party::Unit(unit.unit.clone()))
    }

    fn letter(&self, unit: &UnitLine, marked: &BTreeMap<SourceId, String>) -> Option<Letter> {
        match self.found(unit) {
            Some(found) => {
                let own = self.records.get(unit.unit.as_str()).map_or(&[][..], Vec::as_slice);
                Some(slip(self.roster, &Party::Unit(unit.unit.clone()), Some(unit), own, found, marked))
            }
            None if unit.listed && !unit.reported() => Some(reminder(self.roster, unit)),
            None => None,
        }
    }
}

/// The slips and reminders of a programme below `<programme>/returns/`, with an overview of all units. `marked` are the
/// marked copies that lie beside the slips, by the file that they are of.
pub(super) fn artifacts(roster: &Roster, marked: &BTreeMap<SourceId, String>) -> Vec<Artifact> {
    let letters = Letters::new(roster, &|_| true);
    let (mut artifacts, mut entries) = (Vec::new(), Vec::new());
    for unit in &roster.summary.units {
        let folder = file_name::of_unit(&unit.unit);
        let letter = letters.letter(unit, marked);
        entries.push(Entry::of_unit(unit, letters.found(unit), &folder, letter.as_ref()));
        artifacts.extend(letter.iter().flat_map(|letter| files(roster, &folder, letter)));
    }
    // Files of units that no list and no record names still have a sender, who can be asked.
    for (party, found) in letters.findings.others(&roster.summary.units) {
        let folder = folder_of(party);
        let letter = slip(roster, party, None, &[], found, marked);
        entries.push(Entry::of_other(party, found, &folder, &letter));
        artifacts.extend(files(roster, &folder, &letter));
    }
    artifacts.push(Artifact::new(path(roster, "index.html"), index::page(roster, &entries)));
    artifacts
}

fn folder_of(party: &Party) -> String {
    match party {
        Party::Unit(unit) => file_name::of_unit(unit),
        Party::Sender(sender) => format!("{}/{}", file_name::NOBODY, file_name::of_unit(sender)),
        Party::Nobody => file_name::NOBODY.to_owned(),
    }
}

fn files(roster: &Roster, folder: &str, letter: &Letter) -> [Artifact; 3] {
    let name = letter.kind.file();
    let path = |extension: &str| path(roster, &format!("{folder}/{name}.{extension}"));
    [
        Artifact::new(path("html"), mail::page(letter)),
        Artifact::new(path("docx"), document::bytes(letter)),
        Artifact::new(path("txt"), chat::text(letter)),
    ]
}

fn path(roster: &Roster, name: &str) -> String {
    format!("{}/returns/{name}", roster.programme.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::artifacts;
    use crate::export::testing::roster_example;
    use crate::lang::Lang;
    use crate::source::SourceId;

    #[test]
    fn a_slip_names_the_marked_copy_that_lies_beside_it() {
        let example = roster_example();
        let marked = BTreeMap::from([(SourceId(1), "汇总表（标注）.yaml".to_owned())]);
        let all = artifacts(&example.roster(Lang::Zh), &marked);
        let names = |unit: &str, form: &str| {
            let path = format!("2025/returns/{unit}/退回单.{form}");
            let slip = all.iter().find(|it| it.path == path).and_then(|it| it.text()).unwrap_or_default();
            assert!(slip.contains("汇总表.yaml"), "{slip}");
            slip.contains("汇总表（标注）.yaml")
        };
        for form in ["html", "txt"] {
            assert!(names("示例材料研究会", form) && !names("示例力学学会", form), "{form}");
        }
    }
}
