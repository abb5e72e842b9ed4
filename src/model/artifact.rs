//! A file to be written: stages return bytes, and one place writes them.

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
