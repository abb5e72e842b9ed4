//! A form filled in by the program: texts for its fields.

/// What stands in a roster form: canonical texts, empty where nothing is to stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// For each field of the header, in its order.
    pub header: Vec<String>,
    /// A row a person: for each field of the form, in its order.
    pub rows: Vec<Vec<String>>,
}

impl Answers {
    /// The text of the header's field at an index.
    pub fn header(&self, at: usize) -> &str {
        self.header.get(at).map_or("", String::as_str)
    }

    /// The texts of a field, by its index, down the rows.
    pub fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(at).map_or("", String::as_str))
    }

    /// The text of a person's field, both by index.
    pub fn cell(&self, row: usize, at: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(at)).map_or("", String::as_str)
    }
}
