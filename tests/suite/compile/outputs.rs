//! Where results go: nowhere with `--check`, never where they would be published, and the same bytes each time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::builders::{Office, PNG, card, card_of, people, roster};
use crate::support::{files, run};

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect()
}

fn mixed() -> Office {
    let office = Office::with(&[
        ("甲/表.yaml", card(&[("照片", "甲.png")])),
        ("乙.yaml", card_of(3, &[("手机", "1")])),
        ("名单.yaml", roster(&[], &people(0, 7, &[]))),
        ("坏.yaml", "：\n".to_owned()),
    ]);
    office.receive_bytes("甲/甲.png", PNG);
    office
}

#[test]
fn check_tells_the_problems_and_writes_nothing() {
    let office = mixed();
    let before = contents(office.root());
    let outcome = office.run(&["compile", "回收", "--check"]);
    assert_eq!(outcome.said.status, 1);
    assert!(outcome.said.stderr.contains("[E0312]"), "{}", outcome.said.stderr);
    assert!(contents(office.root()) == before, "{:?}", files(office.root()));
    let outcome = office.run(&["compile", "回收", "--check", "--out", "结果"]);
    assert!(outcome.ledger().is_empty() && contents(office.root()) == before);
}

#[test]
fn results_are_written_even_where_there_are_errors() {
    let office = mixed();
    assert_eq!(run(office.root(), &["compile", "回收"]).status, 1);
    let written = files(&office.root().join("out"));
    for name in ["ledger.csv", "2022/summary.json", "2022/summary.xlsx", "2022/roster.csv", "2025/summary.json"] {
        assert!(written.iter().any(|it| it == name), "{name} in {written:?}");
    }
}

#[test]
fn two_runs_give_the_same_bytes_wherever_they_are_made() {
    let written = || {
        let office = mixed();
        office.compile();
        contents(&office.root().join("结果"))
    };
    let (one, other) = (written(), written());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
    let office = mixed();
    office.compile();
    office.compile();
    assert!(contents(&office.root().join("结果")) == one, "a second run over the first");
}

#[test]
fn exit_statuses() {
    let status = |files: &[(&str, String)], args: &[&str]| Office::with(files).run(args).said.status;
    let right = [("甲.yaml", card(&[]))];
    let wrong = [("甲.yaml", card(&[("手机", "1")]))];
    let warned = [("甲.yaml", card(&[("推荐单位", "虚构协会")]))];
    assert_eq!(status(&right, &["compile", "回收"]), 0);
    assert_eq!(status(&warned, &["compile", "回收"]), 0, "a warning is no error");
    assert_eq!(status(&wrong, &["compile", "回收"]), 1);
    assert_eq!(status(&wrong, &["compile", "回收", "--check"]), 1);
    assert_eq!(status(&right, &["compile", "没有这里"]), 2);
    assert_eq!(status(&right, &["compile"]), 2);
    assert_eq!(status(&right, &["compile", "回收", "--programme", "2024"]), 2);
    assert_eq!(status(&right, &["compile", "回收", "--没有"]), 2);
    assert_eq!(status(&right, &["回收"]), 0, "paths without a command are compiled");
    // A folder called as a command is, and what `--root` names, are no commands.
    let named = || Office::with(&[("check/甲.yaml", card(&[])), ("乙.yaml", card_of(3, &[]))]);
    let (office, paths) = (named(), ["回收/乙.yaml", "check"]);
    std::fs::rename(office.root().join("回收/check"), office.root().join("check")).unwrap();
    let outcome = office.run(&[paths.as_slice(), &["--out", "结果"]].concat());
    assert_eq!(outcome.statuses(), ["accepted"; 2], "{}", outcome.said.stderr);
    let office = named();
    let said = run(&office.root().join("回收"), &["--root", "demo", "check"]);
    assert!(said.status != 0 && !office.root().join("回收/linghang-demo").exists(), "{}", said.stdout);
    let outcome = office.run(&["--root", ".", "--lang", "zh", "compile", "回收", "--out", "结果"]);
    assert_eq!(outcome.statuses(), ["accepted"; 2], "{}", outcome.said.stderr);
    assert_eq!(status(&[], &["compile", "回收"]), 1, "an empty folder is most likely the wrong one");
}

#[test]
fn a_folder_of_our_own_results_is_not_read_again() {
    let office = mixed();
    office.run(&["compile", "回收", "--out", "回收/结果"]);
    let first = contents(&office.root().join("回收/结果"));
    assert!(first.contains_key("ledger.csv"), "{:?}", first.keys());
    office.run(&["compile", "回收", "--out", "回收/结果"]);
    assert!(contents(&office.root().join("回收/结果")) == first, "the second run saw the same files");
}

#[test]
fn results_never_land_where_they_would_be_published() {
    let office = mixed();
    for out in
        ["site", "site/结果", "content", "content/classes/结果", "templates/x", "没有/../site", "./content/../site"]
    {
        let outcome = office.run(&["compile", "回收", "--out", out]);
        assert_eq!(outcome.said.status, 2, "{out}: {}", outcome.said.stderr);
        assert!(outcome.said.stderr.contains("[E0703]"), "{out}: {}", outcome.said.stderr);
        assert!(outcome.ledger().is_empty() && !office.root().join("site").exists(), "{out}");
    }
    let around = office.run(&["compile", "回收", "--out", "."]);
    assert_eq!(around.said.status, 2);
    assert!(around.said.stderr.contains("[E0706]"), "nor where the project lies: {}", around.said.stderr);
    assert_eq!(office.run(&["compile", "回收", "--out", "sites"]).said.status, 1, "a name that only begins like it");
}

#[test]
fn a_folder_with_files_of_others_is_not_replaced() {
    let office = mixed();
    fs::create_dir(office.root().join("结果")).unwrap();
    fs::write(office.root().join("结果/要紧.txt"), "x").unwrap();
    let outcome = office.compile();
    assert_eq!(outcome.said.status, 2);
    assert!(outcome.said.stderr.contains("[E0702]"), "{}", outcome.said.stderr);
    assert_eq!(files(&office.root().join("结果")), ["要紧.txt"]);
}

#[cfg(unix)]
#[test]
fn results_are_their_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let office = mixed();
    office.compile();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let out = office.root().join("结果");
    for folder in [out.clone(), out.join("2022"), out.join("2025")] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    for name in files(&out) {
        assert_eq!(mode(&out.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn id_numbers_and_mobiles_are_masked_on_screen_and_in_problems() {
    let office = Office::with(&[("甲.yaml", card(&[("身份证号", "110000198503070010"), ("手机", "1380000123")]))]);
    for args in
        [&["compile", "回收", "--out", "结果"][..], &["compile", "回收", "--message-format", "json", "--out", "结果"]]
    {
        let outcome = office.run(args);
        let told = format!("{}{}{}", outcome.said.stdout, outcome.said.stderr, outcome.summaries[0]["problems"]);
        assert!(told.contains("E0312") && !told.contains("110000198503070010"), "{told}");
        assert!(!told.contains("1380000123"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_listed_and_not_followed() {
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    fs::write(office.root().join("外.yaml"), card_of(3, &[])).unwrap();
    std::os::unix::fs::symlink("../外.yaml", office.root().join("回收/乙.yaml")).unwrap();
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"]);
    assert_eq!(outcome.ledger(), ["乙.yaml 略过 0", "甲.yaml 已读取 1"]);
}

#[test]
fn summaries_never_take_the_place_of_a_published_site() {
    let office = mixed();
    assert_eq!(run(office.root(), &["build", "--out", "公开"]).status, 0);
    let before = contents(&office.root().join("公开"));
    for (out, code) in [("公开", "E0707"), ("公开/汇总", "E0703")] {
        let said = run(office.root(), &["compile", "回收", "--out", out]);
        assert_eq!(said.status, 2);
        assert!(said.stderr.contains(&format!("[{code}]")), "{out}: {}", said.stderr);
    }
    assert!(contents(&office.root().join("公开")) == before);
    assert_eq!(run(office.root(), &["compile", "回收", "--out", "结果"]).status, 1);
    assert_eq!(run(office.root(), &["build", "--out", "结果"]).status, 2, "nor the other way round");
}

#[test]
fn a_form_that_no_programme_uses_is_told_not_swallowed() {
    let office = mixed();
    let forms = office.root().join("data/forms");
    fs::copy(forms.join("registration-2022.yaml"), forms.join("extra.yaml")).unwrap();
    office.receive("别的.yaml", &card(&[]).replace("registration-2022", "extra"));
    let outcome = office.run(&["compile", "回收"]);
    assert_eq!(outcome.said.status, 1);
    assert!(outcome.said.stderr.contains("[E0402]"), "{}", outcome.said.stderr);
}

#[test]
fn figures_count_the_accepted_and_the_seats_of_classes() {
    let outcome = Office::with(&[
        ("一.yaml", card_of(1, &[])),
        ("二.yaml", card_of(2, &[])),
        ("退.yaml", card_of(3, &[("手机", "1")])),
        ("名单.yaml", roster(&[], &people(0, 2, &[]))),
    ])
    .compile();
    let figures = |at: usize| &outcome.summaries[at]["figures"];
    let cards = &figures(0)["forms"][0];
    assert_eq!(cards["people"], 2);
    let chosen = cards["tallies"].as_array().unwrap().iter().find(|it| it["key"] == "class_choice").unwrap();
    let counts: u64 = chosen["lines"].as_array().unwrap().iter().map(|line| line[1].as_u64().unwrap()).sum();
    assert_eq!((counts, chosen["lines"].as_array().unwrap().len()), (2, 10), "every class has a line: {chosen}");
    // 80 seats each, as announced; people say whether they can come.
    let seats = figures(1)["seats"].as_array().unwrap();
    assert_eq!(seats.len(), 2);
    assert_eq!((&seats[0]["class"], &seats[0]["capacity"]), (&"专题研修班".into(), &80.into()));
    let coming = seats.iter().map(|it| it["accepted"].as_u64().unwrap()).sum::<u64>();
    assert!(coming > 0, "{seats:?}");
}
