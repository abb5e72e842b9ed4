//! The desk: the same compile as the command line's, by mouse, on one page of this machine's browser.
//!
//! The folder is the truth: [`folder`] says what lies where, [`office`] reads it and keeps what came of it in memory, and
//! the pages show one moment of that. Whatever a person does is first put into the folder, then read from there.

mod decisions;
mod explain;
mod folder;
mod frame;
mod handouts;
mod inbox;
mod office;
mod out;
mod outputs;
mod packed;
mod people;
mod person;
mod print;
mod server;
mod site;
#[cfg(test)]
mod testing;
mod told;
mod unit;
mod units;
mod versions;

pub use folder::Folder;
pub use office::{Desk, Opening};
pub use server::{bind, entrance, serve};
