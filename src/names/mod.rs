//! The order of people's names, by strokes or by reading: from a table of characters that the program carries.
//!
//! Strokes: number, then shapes in the order 横竖撇点折 (GF 0023-2020 for the sequences; the order is that in which
//! 《通用规范汉字表》 prints its levels). Surnames come first, character by character, so that a compound surname stands by
//! its first one; under one surname, given names of one character come first. `docs/outputs.md` tells the rules and
//! `NOTICE.txt` the sources.

mod key;
mod table;

pub use key::NameKey;
pub use table::Names;

#[cfg(test)]
mod tests;
