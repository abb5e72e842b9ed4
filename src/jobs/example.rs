//! Writing the example project out, for a first look and for a first project of one's own.

use std::io;
use std::path::Path;

use super::embedded;
use crate::publish::write_new;

const README: &str = include_str!("example-readme.md");

/// Writes the example project into a folder; a file that exists already is left as it is. Answers how many were written.
pub fn write_example(root: &Path) -> io::Result<usize> {
    let mut written = 0;
    let readme = embedded::Embedded { path: "README.md".to_owned(), bytes: README.as_bytes() };
    for file in embedded::example().into_iter().chain([readme]) {
        match write_new(root, &file.path, file.bytes) {
            Ok(()) => written += 1,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(written)
}

/// The folders of sample returns within the example project.
pub const SAMPLES: [&str; 2] = ["data/samples/2022", "data/samples/2025"];
