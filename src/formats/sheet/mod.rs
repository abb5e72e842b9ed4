//! Spreadsheets (xlsx, ECMA-376): the one home of the library that writes them.

mod measure;
mod style;
mod write;

pub use measure::text_width;
pub use style::Style;
pub use write::{Book, BookError, Content, MAX_ROWS, Sheet, Span};
