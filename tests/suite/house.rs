//! Rules that the compiler cannot check: which way imports point, where each outside library lives, how long a file may
//! be, and that each file says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

use crate::support::repository;

/// The floors of the house, from the ground up. A module imports only from floors below its own; modules that share a
/// floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["lang"],
    &["source"],
    &["diagnostic"],
    &["model"],
    &["suggest", "names"],
    &["formats"],
    &["kinds", "report"],
    &["schema", "blank", "intake", "check", "summary", "export", "content", "render", "returns", "publish"],
    &["jobs"],
    &["local"],
    &["serve", "desk"],
    &["cli"],
];

/// Each outside library that shapes data has one home.
const HOMES: &[(&str, &[&str])] = &[
    ("aes", &["src/formats/sealed/"]),
    ("axum", &["src/serve/", "src/desk/", "src/local/"]),
    ("calamine", &["src/formats/workbook/", "src/export/workbook/tests.rs"]),
    ("cbc", &["src/formats/sealed/"]),
    ("cfb", &["src/formats/sealed/", "src/formats/workbook/"]),
    ("annotate_snippets", &["src/report/"]),
    ("base64", &["src/formats/sealed/", "src/source/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("console", &["src/cli/"]),
    ("csv", &["src/formats/csv.rs"]),
    ("ctrlc", &["src/cli/"]),
    ("encoding_rs", &["src/source/"]),
    ("getrandom", &["src/formats/sealed/random.rs", "src/source/"]),
    ("granit_parser", &["src/formats/yaml/"]),
    ("hyper", &["src/local/"]),
    ("hyper_util", &["src/local/"]),
    ("http_body_util", &["src/desk/"]),
    ("hmac", &["src/formats/sealed/", "src/source/"]),
    ("imagesize", &["src/source/"]),
    ("include_dir", &["src/jobs/embedded.rs"]),
    ("indicatif", &["src/cli/"]),
    ("mail_parser", &["src/source/mail"]),
    ("minifier", &["src/formats/minify.rs"]),
    ("notify", &["src/source/"]),
    ("pulldown_cmark", &["src/formats/markdown"]),
    ("quick_xml", &["src/formats/opc/", "src/formats/package/"]),
    ("rayon", &["src/check/", "src/content/", "src/jobs/", "src/render/"]),
    ("rust_xlsxwriter", &["src/formats/sheet/"]),
    ("rustix", &["src/publish/"]),
    ("serde_saphyr", &["src/formats/yaml/"]),
    ("sha2", &["src/formats/sealed/", "src/source/"]),
    ("tera", &["src/formats/template"]),
    ("tokio", &["src/serve/", "src/desk/", "src/local/"]),
    ("walkdir", &["src/source/"]),
    (
        "zip",
        &[
            "src/formats/docx/write/",
            "src/formats/opc/",
            "src/formats/sealed/",
            "src/formats/sheet/",
            "src/formats/zipped.rs",
            "src/source/",
        ],
    ),
];

/// Standard modules that touch the world outside.
const DOORS: &[(&str, &[&str])] = &[
    ("fs", &["src/source/", "src/publish/", "src/desk/decisions/tests.rs"]),
    ("env", &["src/cli/mod.rs", "src/cli/console.rs", "src/main.rs"]),
    ("net", &["src/local/"]),
    ("process", &["src/cli/mod.rs", "src/cli/serve.rs", "src/main.rs"]),
];

/// Files that may be long, and why.
const LONG: &[(&str, &str)] = &[];

const LINES: usize = 400;

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(from) = module(&source.path) else { continue };
        for path in source.paths().iter().filter(|path| path.first().is_some_and(|first| first == "crate")) {
            let Some(to) = path.get(1).filter(|to| floor(to).is_some()) else { continue };
            if *to != from && floor(to) >= floor(&from) {
                wrong.push(format!("{}: {from} imports {to}", source.shown()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports must point to a lower floor:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_floor() {
    for source in sources() {
        if let Some(module) = module(&source.path) {
            assert!(floor(&module).is_some(), "{}: `{module}` stands on no floor", source.shown());
        }
    }
}

#[test]
fn libraries_and_doors_stay_at_home() {
    let mut wrong = Vec::new();
    for source in sources() {
        let shown = source.shown();
        let at_home = |homes: &[&str]| homes.iter().any(|home| shown.starts_with(home));
        for path in source.paths() {
            let first = path.first().map(String::as_str).unwrap_or_default();
            if let Some((library, homes)) = HOMES.iter().find(|(library, _)| *library == first)
                && !at_home(homes)
            {
                wrong.push(format!("{shown} uses {library}, whose home is {homes:?}"));
            }
            let second = path.get(1).map(String::as_str).unwrap_or_default();
            if let Some((door, homes)) = DOORS.iter().find(|(door, _)| first == "std" && *door == second)
                && !at_home(homes)
            {
                wrong.push(format!("{shown} uses std::{door}, whose home is {homes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for source in sources() {
        let shown = source.shown();
        assert!(source.text.starts_with("//! "), "{shown} does not open with a `//!` line");
        let lines = source.text.lines().count();
        let excused = LONG.iter().any(|(path, _)| *path == shown);
        assert!(lines <= LINES || excused, "{shown} has {lines} lines; split it");
    }
    for (path, reason) in LONG {
        assert!(!reason.is_empty() && repository().join(path).exists(), "{path} needs no excuse");
    }
}

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    fn shown(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }

    /// Every path that the file names outside its tests, whether in a `use` or in an expression.
    fn paths(&self) -> Vec<Vec<String>> {
        let file = syn::parse_file(&self.text).unwrap();
        let mut paths = Paths::default();
        paths.visit_file(&file);
        paths.found
    }
}

#[derive(Default)]
struct Paths {
    found: Vec<Vec<String>>,
}

impl Paths {
    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &dyn ToString| before.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.found.push(with(&name.ident)),
            syn::UseTree::Rename(name) => self.found.push(with(&name.ident)),
            syn::UseTree::Glob(_) => self.found.push(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // Tests may use what they like.
        let is_test = item.attrs.iter().any(|attr| attr.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// The module on the first level of `src/` that a file belongs to; none for `main.rs` and `lib.rs`.
fn module(path: &Path) -> Option<String> {
    let first = path.strip_prefix("src").ok()?.components().next()?;
    let name = first.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
    (name != "main" && name != "lib").then_some(name)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn sources() -> Vec<Source> {
    let root = repository();
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root.join(&path).is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(root.join(&path)).unwrap();
                files.push(Source { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
