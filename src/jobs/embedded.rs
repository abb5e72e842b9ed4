//! What the program carries inside itself: the templates and the example project.

use include_dir::{Dir, DirEntry, include_dir};

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");
static CONTENT: Dir = include_dir!("$CARGO_MANIFEST_DIR/content");
static DATA: Dir = include_dir!("$CARGO_MANIFEST_DIR/data");

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
