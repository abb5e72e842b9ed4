//! What comes from outside: licences, versions and origins of all libraries as `deny.toml` allows them, no `unsafe` of our
//! own, and a bill of materials that leaves nothing out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use syn::visit::Visit;

use crate::support::repository;

/// The libraries of all systems, with those that only tests need.
fn metadata() -> Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).unwrap()
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().unwrap().iter()
}

fn word<'v>(package: &'v Value, key: &str) -> &'v str {
    package[key].as_str().unwrap_or_default()
}

/// The texts in quotes of a list in `deny.toml`.
fn listed(key: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join("deny.toml")).unwrap();
    let list = text.split_once(&format!("\n{key} = [")).unwrap().1.split_once("\n]").unwrap().0;
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect()
}

/// Whether a licence expression (SPDX) can be met with licences that are allowed. `/` is the old way to write OR.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = either(&words, allowed);
    assert!(rest.is_empty(), "not understood: {expression}");
    met
}

fn either<'w, 's>(words: &'w [&'s str], allowed: &BTreeSet<String>) -> (bool, &'w [&'s str]) {
    let (mut met, mut rest) = both(words, allowed);
    while rest.first() == Some(&"OR") {
        let (other, after) = both(&rest[1..], allowed);
        (met, rest) = (met || other, after);
    }
    (met, rest)
}

fn both<'w, 's>(words: &'w [&'s str], allowed: &BTreeSet<String>) -> (bool, &'w [&'s str]) {
    let (mut met, mut rest) = one(words, allowed);
    while rest.first() == Some(&"AND") {
        let (other, after) = one(&rest[1..], allowed);
        (met, rest) = (met && other, after);
    }
    (met, rest)
}

fn one<'w, 's>(words: &'w [&'s str], allowed: &BTreeSet<String>) -> (bool, &'w [&'s str]) {
    match words {
        ["(", inner @ ..] => {
            let (met, rest) = either(inner, allowed);
            (met, rest.strip_prefix(&[")"][..]).expect("a closing bracket"))
        }
        [name, "WITH", exception, rest @ ..] => (allowed.contains(&format!("{name} WITH {exception}")), rest),
        [name, rest @ ..] => (allowed.contains(*name), rest),
        [] => (false, words),
    }
}

#[test]
fn licences_are_read_as_they_are_meant() {
    let allowed =
        BTreeSet::from(["MIT".to_owned(), "BSD-3-Clause".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()]);
    for met in [
        "MIT",
        "GPL-3.0 OR MIT",
        "(GPL-3.0 OR MIT) AND BSD-3-Clause",
        "GPL-3.0/MIT",
        "Apache-2.0 WITH LLVM-exception OR X",
    ] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT OR X) AND (Y OR Z)"] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}

#[test]
fn every_library_is_under_a_licence_that_is_allowed() {
    let (metadata, allowed) = (metadata(), listed("allow"));
    let wrong: Vec<_> = packages(&metadata)
        .filter(|package| !is_met(word(package, "license"), &allowed))
        .map(|package| format!("{}: {:?}", word(package, "name"), package["license"]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_library_is_from_the_registry_and_there_once() {
    let metadata = metadata();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages(&metadata) {
        let (name, source) = (word(package, "name"), word(package, "source"));
        let right = source == "registry+https://github.com/rust-lang/crates.io-index" || name == "linghang";
        assert!(right, "{name} comes from {source:?}");
        versions.entry(name).or_default().insert(word(package, "version"));
    }
    let skipped = listed("skip");
    for (name, versions) in versions {
        let wanted = versions.iter().filter(|version| {
            let major = version.split('.').next().unwrap();
            !skipped.contains(&format!("{name}@{major}"))
        });
        assert!(wanted.count() <= 1, "{name} is there in several versions: {versions:?}");
    }
}

/// Each library of our own choice names the features that it is wanted with, unless it has none that are on by themselves or
/// all of these are wanted.
#[test]
fn libraries_bring_no_more_than_is_wanted() {
    /// Libraries whose default features are wanted, and what for.
    const WHOLE: &[(&str, &str)] = &[
        ("serde", "its default is the standard library"),
        ("serde_json", "its default is the standard library"),
        ("encoding_rs", "its default is memory to write texts to"),
        ("annotate-snippets", "its default is the standard library"),
        ("granit-parser", "its default is comments, and messages of faults, which ours are told from"),
        ("notify", "its default is how macOS tells of changes"),
        ("syn", "tests only"),
        ("tempfile", "tests only"),
        ("yaml_serde", "tests only"),
    ];
    let metadata = metadata();
    let own = packages(&metadata).find(|package| word(package, "name") == "linghang").unwrap();
    for (library, _) in WHOLE {
        assert!(
            own["dependencies"].as_array().unwrap().iter().any(|it| word(it, "name") == *library),
            "{library} is gone"
        );
    }
    for dependency in own["dependencies"].as_array().unwrap() {
        let name = word(dependency, "name");
        let found = packages(&metadata).find(|package| word(package, "name") == name);
        let default = found.and_then(|it| it["features"]["default"].as_array()).is_some_and(|it| !it.is_empty());
        let excused = WHOLE.iter().any(|(library, _)| *library == name);
        let uses_default = dependency["uses_default_features"] == true && default;
        assert!(
            !uses_default || excused,
            "{name} comes with its default features {:?}",
            found.unwrap()["features"]["default"]
        );
    }
}

/// Finds every place where the compiler's guarantees could be left.
#[derive(Default)]
struct Unsafe {
    found: usize,
}

impl<'ast> Visit<'ast> for Unsafe {
    fn visit_expr_unsafe(&mut self, _: &'ast syn::ExprUnsafe) {
        self.found += 1;
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.found += usize::from(matches!(signature.safety, syn::Safety::Unsafe(_)));
        syn::visit::visit_signature(self, signature);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.found += usize::from(item.unsafety.is_some());
        syn::visit::visit_item_impl(self, item);
    }

    fn visit_item_foreign_mod(&mut self, _: &'ast syn::ItemForeignMod) {
        self.found += 1;
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let unsafe_attribute = attribute.path().is_ident("unsafe") || attribute.path().is_ident("no_mangle");
        self.found += usize::from(unsafe_attribute);
    }
}

#[test]
fn nothing_of_ours_is_unsafe() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let lints = manifest.split_once("[lints.rust]\n").unwrap().1.split("\n[").next().unwrap();
    // What is forbidden cannot be allowed again further down; the compiler refuses that.
    assert!(lints.contains("unsafe_code = \"forbid\""), "{lints}");
    let mut seen = 0;
    for folder in ["src", "tests", "benches"] {
        seen += without_unsafe(&repository().join(folder));
    }
    assert!(seen > 300, "only {seen} files were looked at");
    let mut found = Unsafe::default();
    found.visit_file(
        &syn::parse_file("unsafe fn f() {} fn g() { unsafe { f() } } unsafe impl S for T {} extern \"C\" {}").unwrap(),
    );
    assert_eq!(found.found, 4, "what is looked for is found");
}

fn without_unsafe(folder: &Path) -> usize {
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            seen += without_unsafe(&path);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let mut found = Unsafe::default();
            found.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
            assert_eq!(found.found, 0, "{}", path.display());
            seen += 1;
        }
    }
    seen
}

/// The program as it is built for a system: what is normal, not for tests, not for building.
fn shipped(metadata: &Value) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| (word(node, "id"), node)).collect();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.to_owned()) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().unwrap() {
            let normal = dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
            if normal {
                open.push(word(dependency, "pkg"));
            }
        }
    }
    seen
}

#[test]
fn the_bill_of_materials_names_every_library_with_its_digest() {
    let metadata = metadata();
    let script = repository().join("docs/release/sbom.py");
    let made = |folder: &Path| {
        Command::new("python3").arg(&script).current_dir(folder).output().expect("Python, as ./test needs it")
    };
    let said = made(&repository());
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(said.stdout, made(Path::new("/")).stdout, "the same bytes wherever it is made");
    let bill: Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!((word(&bill, "bomFormat"), word(&bill, "specVersion")), ("CycloneDX", "1.5"));
    let components = bill["components"].as_array().unwrap();
    let named: BTreeSet<String> =
        components.iter().map(|it| format!("{} {}", word(it, "name"), word(it, "version"))).collect();
    let ids = shipped(&metadata);
    let wanted: BTreeSet<String> = packages(&metadata)
        .filter(|package| ids.contains(word(package, "id")) && word(package, "name") != "linghang")
        .map(|package| format!("{} {}", word(package, "name"), word(package, "version")))
        .collect();
    assert_eq!(named, wanted);
    for component in components {
        let digest = word(&component["hashes"][0], "content");
        assert!(digest.len() == 64 && !word(&component["licenses"][0], "expression").is_empty(), "{component}");
    }
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(!text.contains(repository().to_str().unwrap()), "no folder of this machine");
}
