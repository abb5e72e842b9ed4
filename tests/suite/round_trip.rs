//! Blanks out and back: whatever valid values people fill into a blank of any format, the same records come back.

mod fillers;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use linghang::jobs::{Compiling, Format, blanks, compile, load};
use linghang::lang::Lang;
use linghang::model::{Form, Kind};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::{TestCaseError, TestRunner};

use self::values::Filling;
use crate::support::{shipped, write};

/// How many fillings of every form are sent round.
const CASES: u32 = 12;

/// A form with a field of every kind, under a head and with further columns where it is a roster.
fn every_kind(layout: &str) -> String {
    let options = "options: [甲类, 乙类, 丙类（含丁类）], ";
    let field = |kind: &Kind| {
        let options = if matches!(kind, Kind::Choice | Kind::Choices) { options } else { "" };
        let label = kind.label(Lang::Zh);
        format!("  - {{ key: {0}, label: 栏目{label}, kind: {0}, {options}}}\n", kind.id())
    };
    // A roster has no room for photos.
    let kinds = Kind::ALL.iter().filter(|kind| layout == "card" || **kind != Kind::Photo);
    let fields: String = kinds.map(field).collect();
    let head = "layout: roster\nrecords: 学员\nserial: 序号\nrows: 6\n\
                header:\n  - { key: sender, label: 推荐单位, kind: unit, required: true }\n";
    let head = if layout == "roster" { head } else { "layout: card\n" };
    format!("title: 各类栏目{layout}\n{head}fields:\n{fields}identity: [person_name]\n")
}

/// The shipped project with two forms more.
fn project(root: &Path) {
    shipped(root);
    write(root, "data/forms/kinds-card.yaml", &every_kind("card"));
    write(root, "data/forms/kinds-roster.yaml", &every_kind("roster"));
    let programme = root.join("data/programmes/2025.yaml");
    let text = fs::read_to_string(&programme).unwrap();
    let (old, new) = ("attendance-2025]", "attendance-2025, kinds-card, kinds-roster]");
    assert!(text.contains(old));
    fs::write(programme, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn every_blank_gives_back_what_was_filled_in() {
    let temp = tempfile::tempdir().unwrap();
    project(temp.path());
    let mut loaded = load(temp.path(), false);
    let told: Vec<_> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(told.is_empty(), "{told:?}");
    let forms = loaded.project.forms.clone();
    let (all, _) = blanks(&mut loaded, &[], &[Format::Xlsx, Format::Docx]);
    let blanks: BTreeMap<String, Vec<u8>> = all.into_iter().map(|it| (it.artifact.path, it.artifact.bytes)).collect();
    assert_eq!(blanks.len(), 2 * forms.len());

    let config =
        ProptestConfig { cases: CASES, max_shrink_iters: 30, failure_persistence: None, ..ProptestConfig::default() };
    let fillings: Vec<_> = forms.iter().map(values::filling).collect();
    let sent = |fillings: Vec<Filling>| round(temp.path(), &forms, &blanks, &fillings);
    TestRunner::new(config).run(&fillings, sent).unwrap();
}

/// Sends a filling of every form round in every format, in one run.
fn round(
    root: &Path,
    forms: &[Form],
    blanks: &BTreeMap<String, Vec<u8>>,
    fillings: &[Filling],
) -> Result<(), TestCaseError> {
    let back = root.join("回收");
    fs::create_dir_all(&back).unwrap();
    for (form, filling) in forms.iter().zip(fillings) {
        let blank = |extension: &str| blanks[&format!("{}.{extension}", form.id)].as_slice();
        let save = |extension: &str, bytes: Vec<u8>| fs::write(back.join(format!("{}.{extension}", form.id)), bytes);
        save("yaml", fillers::yaml(form, filling).into_bytes()).unwrap();
        save("xlsx", fillers::xlsx(blank("xlsx"), form, filling)).unwrap();
        save("docx", fillers::docx(blank("docx"), form, filling)).unwrap();
    }
    let records = records(root, &back);
    for (form, filling) in forms.iter().zip(fillings) {
        for extension in ["yaml", "xlsx", "docx"] {
            let name = format!("{}.{extension}", form.id);
            let got = records.get(&name).cloned().unwrap_or_default();
            let expected = expected(form, filling, extension);
            if got != expected {
                let text = fs::read_to_string(back.join(format!("{}.yaml", form.id))).unwrap();
                return Err(TestCaseError::fail(format!("{name}\ngot      {got:?}\nexpected {expected:?}\n{text}")));
            }
        }
    }
    Ok(())
}

/// The texts of all cells of every record, by file.
fn records(root: &Path, back: &PathBuf) -> BTreeMap<String, Vec<Vec<String>>> {
    let job = Compiling::of(std::slice::from_ref(back));
    let compiled = compile(load(root, false), &job).unwrap();
    let mut records: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for record in compiled.summaries.iter().flat_map(|summary| &summary.records) {
        let name = compiled.sources.get(record.source).name.clone();
        records.entry(name).or_default().push(record.cells.iter().map(|cell| cell.text()).collect());
    }
    records
}

fn expected(form: &Form, filling: &Filling, extension: &str) -> Vec<Vec<String>> {
    let record = |person: &BTreeMap<String, String>| {
        let cell = |field: &linghang::model::Field| {
            let given = person.get(&field.key).or_else(|| filling.header.get(&field.key));
            match given.or(field.default.as_ref()) {
                // In a document a photo is a picture, not the name of one.
                Some(_) if field.kind == Kind::Photo && extension == "docx" => "（单元格内的图片）".to_owned(),
                text => text.cloned().unwrap_or_default(),
            }
        };
        form.all_fields().map(cell).collect()
    };
    filling.people.iter().map(record).collect()
}
