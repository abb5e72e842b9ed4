//! Decisions that say of some records that they are about one person, and of others that they are not.

use super::contradictions::contradictions;
use super::people::People;
use crate::diagnostic::Diagnostics;
use crate::model::{Decision, FileRef, RecordRef, Ruling};
use crate::source::{Place, SourceId};

const PLACE: Place = Place { source: SourceId(0), at: crate::source::At::File };

/// `A=B` says that the records are one person, `A!B` that each is another.
fn decision(at: usize, words: &str) -> Decision {
    let file = |name: char| FileRef { place: PLACE, file: name.to_string(), sha256: None };
    let records: Vec<RecordRef> = words
        .split(['=', '!'])
        .filter_map(|name| name.chars().next())
        .map(|name| RecordRef { file: file(name), record: 1, name: None })
        .collect();
    let ruling = if words.contains('=') { Ruling::Same(records) } else { Ruling::Different(records) };
    let place = SourceId(0).spot(at as u32 + 1, 1, 1);
    Decision { place, ruling, reason: "电话核实".into(), by: None, on: None }
}

/// Who is one person in the end, such as `AB C`, and which decisions were left out, each with the one that it contradicts.
/// The records are A, B, C…, of these identities (`-` where it cannot be read) and units.
fn settled(identities: &str, units: &str, decisions: &str) -> String {
    let all: Vec<Decision> = decisions.split(' ').enumerate().map(|(at, words)| decision(at, words)).collect();
    let mut problems = Diagnostics::default();
    let out = contradictions(&all, &mut problems);
    let index = |record: &RecordRef| (record.file.file.as_bytes()[0] - b'A') as usize;
    let named = |it: &Decision| it.ruling.records().iter().map(index).collect::<Vec<_>>();
    let sound = || all.iter().enumerate().filter(|(at, _)| !out.contains(at)).map(|(_, it)| it);
    let of: Vec<Option<String>> = identities.chars().map(|it| (it != '-').then(|| it.to_string())).collect();
    let mut people = People::new(of, units.chars().map(|it| it.to_string().into()).collect());
    for it in sound().filter(|it| matches!(it.ruling, Ruling::Same(_))) {
        people.join(&named(it), "?");
    }
    let parted: Vec<Vec<usize>> = sound().filter(|it| matches!(it.ruling, Ruling::Different(_))).map(named).collect();
    people.part(&parted);

    let mut groups: Vec<String> = Vec::new();
    for at in 0..identities.len() {
        let others = people.others(at);
        if others.first().is_none_or(|first| *first == at) {
            let own = if others.is_empty() { &[at][..] } else { others };
            groups.push(own.iter().map(|index| char::from(b'A' + *index as u8)).collect());
        }
    }
    let line = |place: &Place| place.text().map_or(0, |spot| spot.line);
    let told = problems.iter().map(|it| {
        let first = it.related.first().map_or(0, |(place, _)| line(place));
        format!("{}:{}>{first}", it.code().0, line(&it.place))
    });
    groups.into_iter().chain(told).collect::<Vec<_>>().join(" ")
}

#[test]
fn same_and_different_over_one_identity_come_to_one_grouping() {
    for (identities, units, decisions, expected) in [
        // One identity, or two of which the same decision makes one.
        ("111", "xxx", "B!C", "AB C"),
        ("111", "xxx", "A=B B!C", "AB C"),
        ("111", "xxx", "A=B C!B", "AB C"),
        ("122", "xxx", "A=B B!C", "AB C"),
        ("122", "xxx", "A=B C!B", "AB C"),
        // The order of the decisions does not matter.
        ("122", "xxx", "C!B A=B", "AB C"),
        ("111", "xyx", "A=B B!C", "AB C"),
        ("111", "xyx", "C!B A=B", "AB C"),
        // Others go with their unit, else with the first that is named.
        ("1111", "xyyx", "A!B", "AD BC"),
        ("1111", "xyzx", "B!A", "AD BC"),
        ("1111", "xxxx", "A!B", "ACD B"),
        // Nothing sets B and C apart from one another.
        ("111", "xxx", "A!B A!C", "A BC"),
        ("111", "xxx", "A!B B!C", "AC B"),
        ("111", "xxx", "A!B!C", "A B C"),
        ("111", "xxx", "A!B A!C B!C", "A B C"),
        ("1111", "xxxx", "A=D A!B!C", "AD B C"),
        ("1234", "xxxx", "A=B C=D B!C", "AB CD"),
        ("1234", "xxxx", "A=B C=D B=C", "ABCD"),
        // What cannot be read is somebody by decision alone.
        ("-1-", "xxx", "A=B A!C", "AB C"),
        ("--1", "xxx", "A=B", "AB C"),
        // Decisions about other people do not touch each other.
        ("1122", "xxxx", "A!B C=D", "A B CD"),
    ] {
        assert_eq!(settled(identities, units, decisions), expected, "{identities} {units} {decisions}");
    }
}

#[test]
fn what_cannot_both_hold_is_told_at_the_later_with_the_earlier() {
    for (identities, decisions, expected) in [
        ("111", "A=B A!B", "ABC E0522:2>1"),
        ("111", "A!B A=B", "AC B E0522:2>1"),
        // By way of a third record.
        ("123", "A=B B=C A!C", "ABC E0522:3>2"),
        ("123", "A=B A!C B=C", "AB C E0522:3>2"),
        ("123", "A!C A=B B=C", "AB C E0522:3>1"),
        ("1234", "A=B C=D A!D B=C", "AB CD E0522:4>3"),
        // One that was left out says nothing, not even of others that it names.
        ("123", "A=B A!B!C A=C", "ABC E0522:2>1"),
        ("111", "A!B A=B=C B=C", "A BC E0522:2>1"),
        // A record cannot be another person than itself.
        ("12", "A!A", "A B"),
    ] {
        let units = "x".repeat(identities.len());
        assert_eq!(settled(identities, &units, decisions), expected, "{identities} {decisions}");
    }
}
