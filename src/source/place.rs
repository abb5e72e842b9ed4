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
}

/// A stretch within one line: line and column count from 1, column and length in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub line: u32,
    pub column: u32,
    pub length: u32,
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
}

impl Place {
    /// The stretch of text, where the place is one.
    pub fn text(self) -> Option<Spot> {
        match self.at {
            At::File => None,
            At::Text(spot) => Some(spot),
        }
    }
}
