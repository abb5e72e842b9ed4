//! Diagnostics to words: for a terminal, and for programs.

mod json;
mod terminal;

pub use json::{Row, json_line, row};
pub use terminal::{Palette, render};
