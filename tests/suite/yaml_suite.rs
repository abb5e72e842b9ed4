//! YAML as its own test suite has it (`tests/fixtures/yaml`): what is read is what the suite says; what is refused is
//! refused on purpose.

#![allow(clippy::print_stdout, reason = "what was measured is shown to whoever asks with --nocapture")]

use std::collections::BTreeMap;
use std::fs;

use linghang::formats::yaml::{Node, Origin, Reader, Tree, line, parse, scalar};
use linghang::source::SourceId;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::sample::select;
use proptest::{prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

use crate::support::repository;

/// Cases that are refused on purpose, by the code under which they are told, and why. `beyond` of the fixture says which
/// cases use what.
const REFUSED: [(&str, &str); 5] = [
    ("anchor alias tag", "E0124"), // They multiply, and ask for types: no form needs them.
    ("documents", "E0128"),        // A form is one document.
    ("key", "E0133"),              // A label is a text.
    ("", "E0121"),                 // A tab between words looks like blanks, and other readers read it otherwise.
    ("", "E0129"),                 // In a returned form ` #` may be a part of the value: the sender is asked.
];

/// A key without a text is read as `~`: it is told as a label that no form has.
const EMPTY_KEY: [&str; 8] = ["2JQS", "CFD4", "DFF7", "FRK4", "NHX8", "S3PD", "SM9W-01", "UKK6-00"];

/// A closing bracket that is not indented, though the standard wants it so: it can mean nothing else.
const LENIENT: [&str; 1] = ["9C9N"];

#[test]
fn yaml_is_read_as_its_test_suite_says() {
    let text = fs::read_to_string(repository().join("tests/fixtures/yaml/suite.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(cases.len(), 402);
    for (who, reader) in [("authored", Reader::Authored), ("returned", Reader::Returned { labels: &|_| false })] {
        let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
        let mut wrong = Vec::new();
        for case in &cases {
            let id = case["id"].as_str().unwrap();
            let origin = Origin { source: SourceId(0), first_line: 1, cut: 0, depth: 24, reader };
            let (tree, problems) = parse(case["yaml"].as_str().unwrap(), origin);
            let codes: Vec<&str> = problems.iter().filter(|it| it.is_error()).map(|it| it.code().0).collect();
            let beyond: Vec<&str> = case["beyond"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            // Whichever of them is met first ends the reading.
            let uses = |what: &str| beyond.iter().any(|it| what.split(' ').any(|word| word == *it));
            let on_purpose =
                REFUSED.iter().any(|(what, code)| codes.contains(code) && (beyond.is_empty() || uses(what)));
            let outcome = match (&tree, case.get("tree")) {
                (None, None) => "an error for both",
                (Some(node), Some(expected)) if plain(node) == *expected => "read alike",
                (Some(_), Some(_)) if EMPTY_KEY.contains(&id) => "a key without a text",
                (None, Some(_)) if on_purpose => "refused on purpose",
                (Some(_), None) if LENIENT.contains(&id) => "read though the suite calls it an error",
                _ => {
                    wrong.push(format!(
                        "{id}: {beyond:?} {codes:?} {:?} for {:?}",
                        tree.as_ref().map(plain),
                        case.get("tree")
                    ));
                    continue;
                }
            };
            *sums.entry(outcome).or_default() += 1;
        }
        println!("{who}: {sums:?}");
        assert!(wrong.is_empty(), "{who}: {wrong:#?}");
        // A ` #` that may be a part of the value refuses four more of what a sender returns.
        let [alike, refused] = if who == "authored" { [193, 107] } else { [189, 111] };
        let expected = [
            ("a key without a text", EMPTY_KEY.len()),
            ("an error for both", 93),
            ("read alike", alike),
            ("read though the suite calls it an error", LENIENT.len()),
            ("refused on purpose", refused),
        ];
        assert_eq!(sums, BTreeMap::from(expected), "{who}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_alike_by_another_reader(text in texts()) {
        // Texts of several lines are written by `line` wherever they stand within something else.
        let plain = if text.contains('\n') { line(&text) } else { scalar(&text) };
        for (written, key) in [(plain, "栏目"), (line(&text), "a")] {
            let whole = format!("{key}: {written}\n");
            let other: BTreeMap<String, String> = yaml_serde::from_str(&whole).unwrap();
            prop_assert_eq!(&other[key], &text, "{}", &whole);
            let origin =
                Origin { source: SourceId(0), first_line: 1, cut: 0, depth: 8, reader: Reader::Returned { labels: &|_| false } };
            let (tree, problems) = parse(&whole, origin);
            let Some(Tree::Map(pairs)) = tree.map(|node| node.tree) else { panic!("{whole:?} {problems:?}") };
            prop_assert_eq!(pairs[0].value.text().unwrap_or_default(), &text, "{}", &whole);
        }
    }
}

/// Texts of what means something to some YAML reader, and of any letters.
fn texts() -> impl Strategy<Value = String> {
    let pieces = [
        "yes",
        "NO",
        "~",
        "null",
        "1e3",
        "0o17",
        "0x1F",
        "1_000",
        "12:30:45",
        "2025-08-14",
        ".inf",
        "=",
        "<<",
        "- ",
        ": ",
        " #",
        "#",
        "\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        "\"",
        "'",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "---",
        "...",
        "?",
        "甲",
        "：",
        "“",
        "𠮷",
        "é",
        "\u{A0}",
    ];
    let piece = prop_oneof![4 => select(pieces.to_vec()).prop_map(str::to_owned), 1 => "[ -~\u{4e00}-\u{9fa5}]{1,6}"];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A tree as the fixture writes it.
fn plain(node: &Node) -> Value {
    match &node.tree {
        Tree::Empty => Value::Null,
        Tree::Scalar { text, .. } => json!(text),
        Tree::List(items) => Value::Array(items.iter().map(plain).collect()),
        Tree::Map(pairs) => {
            json!({ "map": pairs.iter().map(|it| json!([it.key, plain(&it.value)])).collect::<Vec<_>>() })
        }
    }
}
