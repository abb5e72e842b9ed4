//! A file to be written: stages return bytes, or make them while one place writes them.

use std::io::{self, Write};

/// A file to be written below an output folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Artifact {
    /// `/`-separated, relative to the output folder.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// The content where it is a text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Artifact {
        Artifact { path: path.into(), bytes: bytes.into() }
    }
}

/// Writes the content of a file, piece by piece.
pub type Content<'c> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'c;

/// Where artifacts go.
pub trait Sink {
    /// Takes a file.
    fn put(&mut self, artifact: Artifact);

    /// Takes a file whose content is made while it is written, so that it is never in memory as a whole. `content` is called
    /// once at most.
    fn pour(&mut self, path: &str, content: &mut Content);
}

/// Whoever wants whole files gets whole files.
impl<F: FnMut(Artifact)> Sink for F {
    fn put(&mut self, artifact: Artifact) {
        self(artifact);
    }

    fn pour(&mut self, path: &str, content: &mut Content) {
        let mut bytes = Vec::new();
        if let Err(error) = content(&mut bytes) {
            unreachable!("memory takes every byte: {error}");
        }
        self(Artifact::new(path, bytes));
    }
}
