//! HTML: the tables of mails are read, and pages that stand alone are written.

mod tables;
mod write;

pub use tables::tables;
pub use write::Html;
