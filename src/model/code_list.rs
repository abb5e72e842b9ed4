//! A code list of a national standard, such as the ethnic groups of GB/T 3304.

/// A code list.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeList {
    pub id: String,
    pub title: String,
    /// The standard's number.
    pub source: String,
    pub entries: Vec<CodeEntry>,
}

/// One line of a code list.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeEntry {
    pub code: String,
    /// The name in general use.
    pub value: String,
    pub full: Option<String>,
    pub aliases: Vec<String>,
}

impl CodeList {
    pub fn by_code(&self, code: &str) -> Option<&CodeEntry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}
