//! Diagnostics to words: for a terminal, and for programs.

mod json;
mod spot;
mod terminal;

pub use json::{Row, json_line, row};
pub use spot::Spot;
pub use terminal::{Palette, render};
