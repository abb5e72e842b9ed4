//! The self-check of a programme's page judges as `compile` does: its vectors, returned as forms.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::compile::builders::{Office, Outcome, person, roster_of};
use crate::support::{repository, run};

/// As many people as the highest minimum wants, so that none is out of reach.
const PEOPLE: usize = 3;

#[test]
fn the_vectors_of_the_self_check_come_out_of_compile() {
    let text = fs::read_to_string(repository().join("tests/vectors/self-check.json")).unwrap();
    let given: Value = serde_json::from_str(&text).unwrap();
    let vectors = given["vectors"].as_array().unwrap();
    let office = Office::new();
    let rules: Vec<&str> = given["rules"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let path = format!("data/programmes/{}.yaml", given["programme"].as_str().unwrap());
    office.amend(&path, "\nrules:\n", &format!("\nrules:\n{}\n", rules.join("\n")));
    for (at, vector) in vectors.iter().enumerate() {
        let mut fields = strings(&given["usual"]);
        fields.extend(strings(&vector["fields"]));
        let category = fields.remove("单位类别").unwrap();
        let changes: Vec<(&str, &str)> = fields.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
        let people: Vec<String> = (0..PEOPLE).map(|n| person(&name(at, n), &changes)).collect();
        office.receive(&file(at), &roster_of(&unit(at), &category, &people));
    }
    let outcome = office.compile();
    let mut compared = 0;
    for (at, vector) in vectors.iter().enumerate() {
        let expected: BTreeMap<String, String> = strings(&vector["expected"]);
        for (rule, verdict) in &expected {
            let found = match given["each"][rule].as_str() {
                Some(text) => each(&outcome, at, text),
                None => count(&outcome, at, rule),
            };
            // A count knows only that it cannot tell, and what stays included in one is counted in the other.
            let verdict = match verdict.as_str() {
                "unanswered" => "undecided",
                "included" => "counted",
                verdict => verdict,
            };
            assert_eq!(found, verdict, "{rule}: {}", vector["name"]);
            compared += 1;
        }
        let judged = outcome.rules(&unit(at)).len();
        let counting = expected.keys().filter(|rule| given["each"][rule.as_str()].is_null()).count();
        let ruled_out = expected.values().any(|verdict| verdict == "ruled_out");
        assert_eq!(judged, if ruled_out { 0 } else { counting }, "other rules apply: {}", vector["name"]);
    }
    assert!(compared > 100, "{compared} verdicts");
}

#[test]
fn a_programme_asks_only_what_its_rules_ask() {
    let office = Office::new();
    let page = || {
        assert_eq!(run(office.root(), &["build"]).status, 0);
        fs::read_to_string(office.root().join("site/programmes/2022/index.html")).unwrap()
    };
    assert!(!page().contains("data-self-check"), "its one rule counts and asks nobody anything");
    let rule = "  - { id: v, form: registration-2022, basis: 某项, each: { sex: { is: 女 }, political_status: { not_in: [群众] } } }";
    office.amend("data/programmes/2022.yaml", "\nrules:\n", &format!("\nrules:\n{rule}\n"));
    let page = page();
    let asked: Vec<&str> =
        page.split(" data-question=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(asked, ["sex", "political_status"]);
    assert!(page.contains("data-self-check") && !page.contains("data-as-of"), "no reference day, none shown");
    assert!(page.contains("data-predicate=\"not_in\" data-values=\"群众\""));
}

/// What became of a rule for each person, by its words.
fn each(outcome: &Outcome, at: usize, text: &str) -> &'static str {
    let told = |code: &str| {
        let spots = outcome.problems(code).into_iter().zip(outcome.messages(code));
        spots.filter(|(spot, said)| spot.starts_with(&format!("{}:", file(at))) && said.contains(text)).count()
    };
    match (told("E0406"), told("E0407")) {
        (0, 0) => "met",
        (PEOPLE, 0) => "broken",
        (0, PEOPLE) => "undecided",
        other => panic!("{text}: {other:?}"),
    }
}

/// What became of a rule that counts: all of the unit's people are alike.
fn count(outcome: &Outcome, at: usize, rule: &str) -> &'static str {
    let lines = outcome.rules(&unit(at));
    let Some(line) = lines.iter().find(|line| line.starts_with(&format!("{rule} "))) else { return "ruled_out" };
    let exempt = outcome.units().iter().any(|it| it.starts_with(&unit(at)) && it.contains(&format!(" 0+{PEOPLE} ")));
    match line.trim_start_matches(rule).trim_start().split_once('/').unwrap() {
        (_, rest) if rest.ends_with("provisional") => "undecided",
        ("0", _) if exempt => "exempt",
        ("0", _) => "not_counted",
        (all, _) if all == PEOPLE.to_string() => "counted",
        other => panic!("{rule}: {other:?}"),
    }
}

/// The values of an object as forms write them.
fn strings(value: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::Array(list) => {
            format!("[{}]", list.iter().map(|it| it.as_str().unwrap()).collect::<Vec<_>>().join(", "))
        }
        value => value.as_str().unwrap().to_owned(),
    };
    value.as_object().unwrap().iter().map(|(label, value)| (label.clone(), text(value))).collect()
}

fn stem(n: usize) -> &'static str {
    ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"][n]
}

fn name(at: usize, n: usize) -> String {
    format!("测试{}{}{}", stem(at / 10), stem(at % 10), stem(n))
}

fn unit(at: usize) -> String {
    format!("示例自查{}{}单位", stem(at / 10), stem(at % 10))
}

fn file(at: usize) -> String {
    format!("{at:02}.yaml")
}
