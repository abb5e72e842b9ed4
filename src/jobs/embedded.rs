//! What the program carries inside itself: the templates, the example project, and an example of every problem.

use include_dir::{Dir, DirEntry, include_dir};

use crate::diagnostic::Code;
use crate::lang::Lang;

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");
static CONTENT: Dir = include_dir!("$CARGO_MANIFEST_DIR/content");
static DATA: Dir = include_dir!("$CARGO_MANIFEST_DIR/data");
/// The tests of the messages are their best examples, and cannot go stale.
static CASES: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/ui");

/// A file inside the program, by its path from the project's root.
pub struct Embedded {
    pub path: String,
    pub bytes: &'static [u8],
}

/// The templates and their assets, sorted by path.
pub fn templates() -> Vec<Embedded> {
    files("templates", &TEMPLATES)
}

/// The example project: content and data with its samples, sorted by path.
pub fn example() -> Vec<Embedded> {
    let mut all = files("content", &CONTENT);
    all.extend(files("data", &DATA));
    all
}

/// What the program says of a problem, taken from the tests; none for what no input can cause.
pub fn example_of(code: Code, lang: Lang) -> Option<&'static str> {
    let named = |folder: &&Dir| folder.path().to_string_lossy().starts_with(code.0);
    let folder = CASES.dirs().find(named)?;
    let said = folder.get_file(folder.path().join(lang.pick("zh.txt", "en.txt")))?.contents_utf8()?;
    let block = |block: &&str| block.lines().next().is_some_and(|title| title.contains(&format!("[{code}]")));
    said.split("\n\n").find(block)
}

fn files(root: &str, folder: &'static Dir) -> Vec<Embedded> {
    let mut found = Vec::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => open.push(inner),
                DirEntry::File(file) => {
                    let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
                    found.push(Embedded { path: format!("{root}/{}", parts.join("/")), bytes: file.contents() });
                }
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
