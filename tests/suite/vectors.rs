//! What texts mean for fields and how they are written in YAML: vectors that the fill-in page's script reads alike
//! (`tests/browser/fill.mjs`).

use std::fs;

use linghang::diagnostic::Severity;
use linghang::formats::yaml::{Origin, Reader, Tree, parse, scalar};
use linghang::kinds;
use linghang::model::{Choice, Choices, Field, Kind, OptionsFrom, Raw};
use linghang::source::SourceId;
use linghang::suggest::nearest;
use serde_json::Value;

use crate::support::repository;

#[test]
fn fields_mean_what_the_vectors_say() {
    let given = vectors("fields.json");
    let mut kinds_seen = Vec::new();
    let mut compared = 0;
    for group in given["vectors"].as_array().unwrap() {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.id() == group[0].as_str().unwrap()).unwrap();
        kinds_seen.push(kind);
        let field = field(kind, &group[1], &given["options"][kind.id()]);
        for vector in group[2].as_array().unwrap() {
            let reading = kinds::read(&field, &Raw::Text(vector[0].as_str().unwrap().to_owned()));
            let problems = reading.problems.iter().filter(|it| it.severity() != Severity::Note);
            let codes: Vec<String> = problems.map(|it| it.code().to_string()).collect();
            let value = reading.value.map(|value| value.canonical());
            let shown = format!("{} {vector}: {value:?} {codes:?}", kind.id());
            match &vector[1] {
                Value::Array(expected) => assert_eq!((value, codes), (None, texts(expected)), "{shown}"),
                expected => {
                    assert_eq!(value.as_deref(), expected.as_str(), "{shown}");
                    let expected = vector[2].as_array().map(|list| texts(list)).unwrap_or_default();
                    assert_eq!(codes, expected, "{shown}");
                }
            }
            compared += 1;
        }
    }
    assert!(Kind::ALL.iter().all(|kind| kinds_seen.contains(kind)), "every kind has vectors");
    assert!(compared > 250, "{compared} vectors");
}

#[test]
fn the_nearest_names_are_those_of_the_vectors() {
    for vector in vectors("fields.json")["nearest"].as_array().unwrap() {
        let among: Vec<&str> = vector[1].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(nearest(vector[0].as_str().unwrap(), among).nearest.as_deref(), vector[2].as_str(), "{vector}");
    }
}

#[test]
fn yaml_is_written_and_read_as_the_vectors_say() {
    let given = vectors("yaml.json");
    for (text, written) in given["same"].as_object().unwrap() {
        assert_eq!(scalar(text), written.as_str().unwrap());
    }
    let written = |key: &str| given[key].as_object().unwrap().iter();
    for (text, written) in written("same").chain(written("page")) {
        assert_eq!(value(&format!("栏目: {}\n", written.as_str().unwrap())), *text, "{written}");
    }
    for entry in given["entries"].as_array().unwrap() {
        assert_eq!(value(entry[2].as_str().unwrap()), entry[1].as_str().unwrap());
    }
}

/// The value of a text's only key, as a returned file is read.
fn value(text: &str) -> String {
    let origin = Origin {
        source: SourceId(0),
        first_line: 1,
        depth: 8,
        cut: 0,
        reader: Reader::Returned { labels: &|_| false },
    };
    let (tree, problems) = parse(text, origin);
    assert_eq!(problems.iter().count(), 0, "{text}");
    match tree.unwrap().tree {
        Tree::Map(pairs) => pairs[0].value.text().unwrap_or_default().to_owned(),
        _ => panic!("no mapping: {text}"),
    }
}

fn field(kind: Kind, settings: &Value, options: &Value) -> Field {
    let spellings = |option: &Value| option[1].as_array().map(|list| texts(list)).unwrap_or_default();
    let choice = |option: &Value| Choice { value: option[0].as_str().unwrap().to_owned(), aliases: spellings(option) };
    let list = options.as_array().map(|list| list.iter().map(choice).collect()).unwrap_or_default();
    Field {
        key: kind.id().to_owned(),
        label: "栏目".into(),
        printed: None,
        kind,
        required: settings["required"].as_bool().unwrap_or(true),
        recommended: false,
        official: true,
        statistic: false,
        choices: Choices { from: (kind == Kind::Choice).then_some(OptionsFrom::Classes), list },
        hint: None,
        example: None,
        max_chars: settings["max"].as_u64().map(|max| max as usize),
        default: settings["default"].as_str().map(str::to_owned),
        aliases: Vec::new(),
        place: SourceId(0).whole(),
    }
}

fn texts(list: &[Value]) -> Vec<String> {
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    list.iter().map(text).collect()
}

fn vectors(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(repository().join("tests/vectors").join(name)).unwrap()).unwrap()
}
