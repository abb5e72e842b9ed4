//! A file to be written: stages return bytes, and one place writes them.

/// A file to be written below an output folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Artifact {
    /// `/`-separated, relative to the output folder.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Artifact {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Artifact {
        Artifact { path: path.into(), bytes: bytes.into() }
    }
}
