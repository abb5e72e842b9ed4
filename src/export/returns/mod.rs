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
use self::index::{Entry, Folder};
use self::letter::{Letter, reminder, slip};
use super::Roster;
use crate::model::{Artifact, Record, UnitLine, file_name};
use crate::source::SourceId;

/// The names of marked copies, by the folder below `returns/` in which they lie and the file that they are of.
pub type Copies = BTreeMap<String, BTreeMap<SourceId, String>>;

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
        let mut all = Vec::new();
        letter.iter().for_each(|letter| files(self.roster, &folder, letter, &mut |file| all.push(file)));
        all
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

/// The slips and reminders of a programme below `<programme>/returns/`, with an overview of all units; each is handed over as
/// soon as it is made. `marked` are the marked copies in each folder there, by the file that they are of.
pub(super) fn artifacts(roster: &Roster, marked: &Copies, put: &mut dyn FnMut(Artifact)) {
    let letters = Letters::new(roster, &|_| true);
    let marked = own_copies(roster, marked);
    let none = BTreeMap::new();
    let mut entries = Vec::new();
    for unit in &roster.summary.units {
        let folder = file_name::of_unit(&unit.unit);
        let marked = marked.get(&folder).unwrap_or(&none);
        let (found, letter) = (letters.found(unit), letters.letter(unit, marked));
        letter.iter().for_each(|letter| files(roster, &folder, letter, put));
        let own = letters.records.get(unit.unit.as_str()).into_iter().flatten().map(|record| record.source);
        let folder = Folder { name: folder, copies: beside(found, own, marked) };
        entries.push(Entry::of_unit(unit, found, folder, letter.as_ref()));
    }
    // Files of units that no list and no record names still have a sender, who can be asked.
    for (party, found) in letters.findings.others(&roster.summary.units) {
        let folder = folder_of(party);
        let marked = marked.get(&folder).unwrap_or(&none);
        let letter = slip(roster, party, None, &[], found, marked);
        files(roster, &folder, &letter, put);
        let folder = Folder { name: folder, copies: beside(Some(found), std::iter::empty(), marked) };
        entries.push(Entry::of_other(party, found, folder, &letter));
    }
    put(Artifact::new(path(roster, "index.html"), index::page(roster, &entries)));
}

/// Without the copies of files with people of several units: these lie in a folder of their own, and no unit gets them.
fn own_copies(roster: &Roster, marked: &Copies) -> Copies {
    let mut units: BTreeMap<SourceId, BTreeSet<&str>> = BTreeMap::new();
    for record in &roster.summary.records {
        units.entry(record.source).or_default().insert(&record.unit);
    }
    let one = |source: &SourceId| units.get(source).is_none_or(|units| units.len() == 1);
    let mut own = marked.clone();
    own.values_mut().for_each(|copies| copies.retain(|source, _| one(source)));
    own
}

/// The marked copies beside a letter: of the files with something to mend and of all others of the unit.
fn beside(
    found: Option<&Found>,
    own: impl Iterator<Item = SourceId>,
    marked: &BTreeMap<SourceId, String>,
) -> Vec<String> {
    let told = found.into_iter().flat_map(|found| found.files.keys().copied());
    let files: BTreeSet<SourceId> = told.chain(own).collect();
    files.iter().filter_map(|file| marked.get(file).cloned()).collect()
}

fn folder_of(party: &Party) -> String {
    match party {
        Party::Unit(unit) => file_name::of_unit(unit),
        Party::Sender(sender) => format!("{}/{}", file_name::NOBODY, file_name::of_unit(sender)),
        Party::Nobody => file_name::NOBODY.to_owned(),
    }
}

fn files(roster: &Roster, folder: &str, letter: &Letter, put: &mut dyn FnMut(Artifact)) {
    let name = letter.kind.file();
    let path = |extension: &str| path(roster, &format!("{folder}/{name}.{extension}"));
    put(Artifact::new(path("html"), mail::page(letter)));
    put(Artifact::new(path("docx"), document::bytes(letter)));
    put(Artifact::new(path("txt"), chat::text(letter)));
}

fn path(roster: &Roster, name: &str) -> String {
    format!("{}/returns/{name}", roster.programme.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Copies, artifacts};
    use crate::export::testing::{Example, roster_example};
    use crate::lang::Lang;
    use crate::model::{Artifact, address};
    use crate::source::{Archive, Limits, SourceId};

    const COPIES: [&str; 3] = ["汇总表（已标注）.yaml", "汇总表13800000001（已标注）.yaml", "信息表（已标注）.yaml"];

    /// The letters beside copies of the first three files.
    fn made(example: &Example) -> Vec<Artifact> {
        let mut copies = Copies::new();
        let units = ["示例力学学会", "示例材料研究会", "示例材料研究会"];
        for (source, (unit, copy)) in (0..).map(SourceId).zip(units.into_iter().zip(COPIES)) {
            copies.entry(unit.to_owned()).or_default().insert(source, copy.to_owned());
        }
        every(example, &copies)
    }

    fn every(example: &Example, copies: &Copies) -> Vec<Artifact> {
        let mut all = Vec::new();
        artifacts(&example.roster(Lang::Zh), copies, &mut |file| all.push(file));
        all
    }

    /// The words of a file below `returns/`.
    fn words(all: &[Artifact], name: &str) -> String {
        let file = all.iter().find(|it| it.path == format!("2025/returns/{name}")).expect("the file is made");
        file.text().map(str::to_owned).unwrap_or_else(|| {
            let mut package = Archive::open(&file.bytes, &Limits::DEFAULT).expect("a document");
            let part = package.find("word/document.xml").expect("a main part");
            String::from_utf8(package.read(part, 1 << 20).expect("a part within limits")).expect("UTF-8")
        })
    }

    #[test]
    fn every_face_of_a_slip_names_the_copy_beside_the_file_that_it_is_of() {
        let all = made(&roster_example());
        for form in ["html", "docx", "txt"] {
            let slip = |unit: &str| words(&all, &format!("{unit}/退回单.{form}"));
            let (first, second) = (slip("示例力学学会"), slip("示例材料研究会"));
            for (slip, copy) in [(&first, COPIES[0]), (&second, "汇总表138****0001（已标注）.yaml")] {
                let note = format!("已在副本「{copy}」里标出");
                let (file, note) = (slip.find("汇总表.yaml"), slip.find(&note));
                assert!(file.is_some() && file < note, "{form}: {file:?} {note:?}\n{slip}");
                assert_eq!(slip.matches("已在副本").count(), 1, "{form}\n{slip}");
                assert!(!slip.contains("13800000001"), "{form}");
            }
        }
        let bare = every(&roster_example(), &BTreeMap::new());
        assert!(bare.iter().filter_map(Artifact::text).all(|text| !text.contains("已在副本")));
    }

    #[test]
    fn the_overview_links_each_units_letters_and_marked_copies() {
        let index = words(&made(&roster_example()), "index.html");
        let row = |unit: &str| index.split("<tr>").find(|row| row.contains(unit)).expect("a row").to_owned();
        let link = |path: String| format!("href=\"{}\"", address::encoded(&path));
        for (unit, copies) in [("示例力学学会", &COPIES[..1]), ("示例材料研究会", &COPIES[1..])] {
            let row = row(unit);
            let slips = ["html", "docx", "txt"].map(|form| format!("退回单.{form}"));
            for name in slips.iter().map(String::as_str).chain(copies.iter().copied()) {
                assert!(row.contains(&link(format!("{unit}/{name}"))), "{name}\n{row}");
            }
            assert_eq!(row.matches("href=").count(), 3 + copies.len(), "{row}");
        }
        assert!(index.contains(">汇总表138****0001（已标注）.yaml</a>"), "{index}");
        assert_eq!(row("示例海洋学会").matches("href=").count(), 3, "a reminder has no copy beside it");
    }

    #[test]
    fn a_copy_with_people_of_several_units_goes_to_none_of_them() {
        let mut example = roster_example();
        example.summary.records[5].unit = "示例力学学会".into();
        let all = made(&example);
        let slip = words(&all, "示例材料研究会/退回单.html");
        assert!(slip.contains("汇总表.yaml") && !slip.contains("已在副本"), "{slip}");
        let index = words(&all, "index.html");
        assert!(index.contains(">信息表（已标注）.yaml</a>") && !index.contains("138****0001"), "{index}");
    }
}
