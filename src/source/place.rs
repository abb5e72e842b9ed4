//! Where something stands: a file, and a spot in it.

/// Which file. Name, path and text stay in `Sources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Where something stands: a file, and a spot in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub source: SourceId,
    pub at: At,
}

/// The spot in the file; no check ever asks which kind it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    File,
    /// A stretch of a text, resolved while the text was at hand.
    Text(Spot),
    /// A cell of a workbook.
    Cell(CellSpot),
    /// A cell of a table in a document.
    Table(TableSpot),
    /// A paragraph of a document that stands in no table; counts from 1.
    Paragraph(u32),
}

/// A stretch within one line: line and column count from 1, column and length in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub line: u32,
    pub column: u32,
    pub length: u32,
}

/// A cell of a workbook. Row and column count from 1, as people read them in `D7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellSpot {
    /// Which of the source's parts, from 0.
    pub sheet: u16,
    pub row: u32,
    pub column: u32,
}

/// A cell of a table in a document; table, row and column count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableSpot {
    pub table: u16,
    pub row: u32,
    pub column: u32,
}

impl SourceId {
    /// The file as a whole.
    pub fn whole(self) -> Place {
        Place { source: self, at: At::File }
    }

    /// A stretch of the file's text; see [`Spot`] for the units.
    pub fn spot(self, line: u32, column: u32, length: u32) -> Place {
        Place { source: self, at: At::Text(Spot { line, column, length }) }
    }

    /// A cell of the workbook; see [`CellSpot`] for the units.
    pub fn cell(self, sheet: u16, row: u32, column: u32) -> Place {
        Place { source: self, at: At::Cell(CellSpot { sheet, row, column }) }
    }

    /// A cell of a table in the document; see [`TableSpot`] for the units.
    pub fn table(self, table: u16, row: u32, column: u32) -> Place {
        Place { source: self, at: At::Table(TableSpot { table, row, column }) }
    }

    /// A paragraph of the document, from 1.
    pub fn paragraph(self, number: u32) -> Place {
        Place { source: self, at: At::Paragraph(number) }
    }
}

impl Place {
    /// The stretch of text, where the place is one.
    pub fn text(self) -> Option<Spot> {
        match self.at {
            At::Text(spot) => Some(spot),
            At::File | At::Cell(_) | At::Table(_) | At::Paragraph(_) => None,
        }
    }
}

impl CellSpot {
    /// The cell's name as spreadsheets show it, such as `D7`.
    pub fn name(self) -> String {
        format!("{}{}", letters(self.column), self.row)
    }
}

/// A column's letters: 1 is `A`, 27 is `AA`.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::CellSpot;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let name = |column| CellSpot { sheet: 0, row: 7, column }.name();
        assert_eq!(
            [1, 4, 26, 27, 52, 53, 702, 703, 16384].map(name),
            ["A7", "D7", "Z7", "AA7", "AZ7", "BA7", "ZZ7", "AAA7", "XFD7"]
        );
    }
}
