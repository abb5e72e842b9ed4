//! Diagnostics to words: for a terminal, and for programs.

mod json;
mod links;
mod snippet;
mod spot;
mod terminal;

pub use json::{Row, json_line, row};
pub use links::{links_json, links_text};
pub use snippet::{Snippet, Snippets};
pub use spot::Spot;
pub use terminal::{Palette, render};
