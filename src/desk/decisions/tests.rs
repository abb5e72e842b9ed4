//! What the desk makes of a decision is what a whole run makes of the same folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::date;

use super::effect::effect;
use super::typed::Typed;
use super::{Change, decision};
use crate::desk::folder::Folder;
use crate::desk::office::{Desk, Opening};
use crate::jobs::{
    Compiled, Compiling, Intakes, Loader, SAMPLES, compile, compile_again, deliver, load, write_example,
};
use crate::lang::Lang;
use crate::model::{Artifact, Order, Ruling, Status};

const SCAN: &str = "returned/2025/示例力学学会/推荐学员汇总表（盖章扫描件）.pdf";

/// One of each kind, as their forms are filled in.
const FORMS: [&[(&str, &str)]; 8] = [
    &[("kind", "accept"), ("file", "returned/2022/示例集团科协/样例辛.yaml"), ("record", "1"), ("problems", "E0404")],
    &[("kind", "drop"), ("file", "returned/2025/示例材料研究会/汇总表0808.yaml"), ("record", "6")],
    &[("kind", "keep"), ("pick", "1:returned/2022/示例力学学会/报名表-测试乙.yaml")],
    &[
        ("kind", "same"),
        ("with", "1:returned/2022/示例材料研究会/测试丙.yaml"),
        ("with", "1:returned/2022/示例材料研究会/报名表 样例丁.yaml"),
    ],
    &[
        ("kind", "different"),
        ("with", "1:returned/2022/示例力学学会/样例癸报名表.yaml"),
        ("with", "1:returned/2022/示例高新区科协/报名表_样例癸.yaml"),
    ],
    &[("kind", "unit"), ("unit", "示例化学协会"), ("category", "省级科协")],
    &[
        ("kind", "paper"),
        ("unit", "示例海洋学会"),
        ("programme", "2025"),
        ("received", "2025-08-13"),
        ("time", "16:30"),
        ("people", "4"),
    ],
    &[
        ("kind", "record"),
        ("form", "registration-2022"),
        ("file", SCAN),
        ("v.name", "测试扫"),
        ("v.unit", "示例力学学会"),
    ],
];

fn desk(root: &Path) -> Desk {
    write_example(root).expect("the example");
    let folder = Folder::open(root).expect("opened");
    for samples in SAMPLES {
        let from = root.join(samples);
        copy(&from, &folder.returned.join(from.file_name().expect("a name")));
    }
    let today = Box::new(|| date(2025, 8, 10));
    let project = root.to_owned();
    Desk::open(Opening { folder, project, lang: Lang::Zh, order: Order::default(), today })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(drop).expect("copied") }
    }
}

/// A form with what every form says, made from the file as it is now.
fn filled(desk: &Desk, form: &[(&str, &str)]) -> Typed {
    let mut typed = Typed(form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
    let shown = desk.now();
    let ready = shown.ready().expect("ready");
    typed.replace("reason", "电话核实".to_owned());
    typed.replace("by", "测试办".to_owned());
    typed.replace("date", "2025-08-12".to_owned());
    typed.replace("from", ready.print.expect("a file").to_string());
    let line = ready.compiled.ledger.iter().find(|line| ready.compiled.sources.get(line.source).name == SCAN);
    typed.replace("sha256", line.and_then(|line| line.fingerprint).expect("a scan").to_string());
    typed
}

fn change(desk: &Desk, typed: &Typed) -> Change {
    let shown = desk.now();
    match Change::of(desk, shown.ready().expect("ready"), typed, Lang::En) {
        Ok(change) => change,
        Err(super::Refusal::Stale) => panic!("the file has changed"),
        Err(super::Refusal::Lacking(lacks)) => panic!("{lacks:?}"),
    }
}

/// Every file that would be written.
fn delivered(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let look = crate::export::Look { lang: Lang::Zh, order: Order::default(), today: None };
    deliver(compiled, look, &mut |artifact: Artifact| drop(files.insert(artifact.path, artifact.bytes)))
        .expect("delivered");
    files
}

#[test]
fn a_decision_comes_to_what_a_whole_run_makes_of_the_folder() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(temp.path());
    let untouched = desk.opening().folder.decided().expect("read");
    for (at, form) in FORMS.into_iter().enumerate() {
        let change = change(&desk, &filled(&desk, form));
        // What was tried out before is taken as it is; what was not is worked out.
        let tried = (at % 2 == 0).then(|| desk.try_out(&change.bytes).expect("tried"));
        assert!(desk.decide(change.from, &change.bytes).expect("written"));
        let shown = desk.now();
        let ready = shown.ready().expect("ready");
        assert_eq!(ready.compiled.decisions(), [at + 1, 0], "{form:?}");
        assert!(tried.is_none_or(|tried| std::ptr::eq(&*tried, ready)), "{form:?} was worked out twice");
        let paths = desk.opening().folder.compiled();
        let whole = compile(load(temp.path(), false), &Compiling::of(&paths)).expect("compiled");
        let (ours, theirs) = (delivered(&ready.compiled), delivered(&whole));
        let differing: Vec<_> =
            ours.keys().chain(theirs.keys()).filter(|it| ours.get(*it) != theirs.get(*it)).collect();
        assert!(ours.len() > 20 && differing.is_empty(), "{form:?}: {differing:?}");
    }
    for left in (0..FORMS.len()).rev() {
        let undo = filled(&desk, &[("undo", &(left / 2).to_string())]);
        let change = change(&desk, &undo);
        assert!(desk.decide(change.from, &change.bytes).expect("written"));
        assert_eq!(desk.now().ready().expect("ready").decisions.len(), left);
    }
    assert_eq!(desk.opening().folder.decided().expect("read"), untouched);
}

/// The summaries and the ledger, as programs read them.
fn told(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let look = crate::export::Look { lang: Lang::Zh, order: Order::default(), today: None };
    let mut files = BTreeMap::from([("ledger".to_owned(), Vec::new())]);
    for summary in &compiled.summaries {
        let programme = compiled.project.programme(&summary.programme).expect("a programme");
        let roster = compiled.roster(summary, programme, None, look);
        let mut json = Vec::new();
        crate::export::summary_json(&roster, &mut json).expect("written");
        files.insert(summary.programme.clone(), json);
    }
    let ledger = files.entry("ledger".to_owned()).or_default();
    crate::export::ledger(&compiled.ledger, &compiled.sources, Lang::Zh, ledger).expect("written");
    files
}

/// Forms of every kind about all sorts of records and units, most of which nobody would fill in.
fn any_forms(desk: &Desk) -> Vec<Vec<(String, String)>> {
    let shown = desk.now();
    let compiled = &shown.ready().expect("ready").compiled;
    let file = |record: &crate::model::Record| compiled.sources.get(record.source).name.clone();
    let records: Vec<(String, usize)> =
        compiled.summaries.iter().flat_map(|it| &it.records).map(|it| (file(it), it.number)).collect();
    let units = &compiled.project.units.list;
    let forms = &compiled.project.forms;
    let mut all = Vec::new();
    let mut add = |pairs: &[(&str, &str)]| {
        all.push(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
    };
    for (at, (file, number)) in records.iter().enumerate() {
        let number = number.to_string();
        add(&[("kind", ["accept", "drop", "keep"][at % 3]), ("file", file), ("record", &number)]);
        // Neighbours are often versions of one person; others have nothing to do with each other.
        let (other, record) = &records[(at + [1, 2, 17][at % 3]) % records.len()];
        let with = format!("{record}:{other}");
        let kind = ["same", "different"][at % 2];
        add(&[("kind", kind), ("file", file), ("record", &number), ("with", &with)]);
    }
    for (at, unit) in units.iter().enumerate() {
        let other = &units[(at + 1) % units.len()].name;
        let category = ["全国学会", "省级科协", "央企科协"][at % 3];
        add(&[("kind", "unit"), ("unit", &unit.name), ("category", category)]);
        add(&[("kind", "unit"), ("unit", &unit.name), ("is", other)]);
        let programme = ["2022", "2025"][at % 2];
        add(&[("kind", "paper"), ("unit", &unit.name), ("programme", programme), ("received", "2025-08-13")]);
        let form = forms[at % forms.len()].id.as_str();
        add(&[("kind", "record"), ("form", form), ("v.name", "测试录"), ("v.recommending_unit", &unit.name)]);
    }
    all
}

#[test]
fn whatever_is_tried_out_comes_to_the_bytes_of_a_whole_run() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(temp.path());
    // The same files, with the decisions that are tried out in a file of the same name.
    let elsewhere = temp.path().join("elsewhere").join(desk.opening().folder.decisions_name());
    fs::create_dir(elsewhere.parent().expect("a folder")).expect("made");
    let paths = [desk.opening().folder.returned.clone(), elsewhere.clone()];
    let (mut loader, mut intakes) = (Loader::default(), Intakes::default());
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    for (at, form) in any_forms(&desk).into_iter().enumerate() {
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let typed = filled(&desk, &pairs);
        let shown = desk.now();
        let Ok(change) = Change::of(&desk, shown.ready().expect("ready"), &typed, Lang::En) else { continue };
        let ours = desk.try_out(&change.bytes).expect("tried");
        fs::write(&elsewhere, &change.bytes).expect("written");
        let loaded = loader.load(temp.path(), false, None);
        let whole = compile_again(loaded, &Compiling::of(&paths), &mut intakes).expect("compiled");
        assert!(told(&ours.compiled) == told(&whole), "{form:?}");
        assert_eq!(ours.compiled.problems, whole.problems, "{form:?}");
        *tried.entry(typed.one("kind").to_owned()).or_default() += 1;
        // Some stay, so that the next ones are tried out on top of them.
        if at % 9 == 0 {
            assert!(desk.decide(change.from, &change.bytes).expect("written"));
        }
    }
    assert!(tried.len() == Ruling::KINDS.len() && tried.values().all(|times| *times > 5), "{tried:?}");
}

#[test]
fn whom_a_decision_touches_is_told_and_nothing_else() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(temp.path());
    let shown = desk.now();
    let before = shown.ready().expect("ready");
    let after = |form| desk.try_out(&change(&desk, &filled(&desk, form)).bytes).expect("tried");
    let told = |form| {
        let effect = effect(before, &after(form), Lang::Zh);
        (effect.records.total, effect.units.total, effect.nothing)
    };
    assert_eq!(told(FORMS[0]).0, 1);
    // One is dropped, and the unit's other five are within its quota.
    assert_eq!(told(FORMS[1]), (6, 1, false));
    assert_eq!(told(FORMS[2]).0, 2);
    assert_eq!(told(FORMS[6]), (0, 1, false));
    assert!(effect(before, before, Lang::Zh).nothing);
    assert_eq!(desk.opening().folder.decided().expect("read"), b"decisions: []\n");
}

#[test]
fn a_form_that_was_made_from_another_file_writes_nothing() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(temp.path());
    let made = change(&desk, &filled(&desk, FORMS[0]));
    let path = &desk.opening().folder.decisions;
    fs::write(path, "# 别处\ndecisions: []\n").expect("written");
    assert!(!desk.decide(made.from, &made.bytes).expect("looked at"));
    assert_eq!(fs::read(path).expect("read"), "# 别处\ndecisions: []\n".as_bytes());
}

#[test]
fn what_a_form_lacks_is_told_at_once() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(temp.path());
    let shown = desk.now();
    let ready = shown.ready().expect("ready");
    let lacks = |pairs: &[(&str, &str)]| {
        let typed = Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        match decision(ready, &typed, Lang::En) {
            Err(super::Refusal::Lacking(lacks)) => lacks.len(),
            _ => 0,
        }
    };
    assert_eq!(lacks(&[("kind", "paper"), ("people", "四"), ("date", "今天")]), 6);
    assert_eq!(lacks(&[("kind", "unit"), ("unit", "甲"), ("category", "没有这一类"), ("reason", "甲")]), 1);
    assert_eq!(lacks(&[("kind", "same"), ("file", "甲"), ("record", "1"), ("reason", "甲")]), 1);
    let typed = filled(&desk, FORMS[1]);
    let Ok(named) = decision(ready, &typed, Lang::En) else { panic!("sound") };
    assert!(matches!(&named.ruling, Ruling::Drop(record) if record.name.as_deref() == Some("样例戌")));
    let held = ready.compiled.summaries.iter().flat_map(|it| &it.records).filter(|it| it.status == Status::Held);
    assert!(held.count() > 0);
}
