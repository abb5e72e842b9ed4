//! Spreadsheets (xlsx, ECMA-376): the one home of the library that writes them.

mod bars;
mod chart;
mod drawn;
mod entry;
mod ink;
mod lights;
mod long;
mod measure;
mod page;
mod picture;
mod rows;
mod style;
mod text;
mod write;

pub use chart::{Bars, Cells};
pub use drawn::{Area, Drawn};
pub use entry::{Entry, Rule};
pub use ink::Ink;
pub use lights::Light;
pub use measure::{divide, lines, text_width};
pub use page::Paper;
pub use rows::Sheet;
pub use style::Style;
pub use write::{Book, BookError, Content, MAX_ROWS, Span};
