//! Packages of the Open Packaging Conventions (ECMA-376 part 2) that are patched: parts are replaced and added, all others
//! are copied as they are packed.

mod patch;
mod relations;
mod scan;
mod text;

pub use patch::Patch;
pub use relations::{add_relation, declare_part, relations};
pub use scan::{Element, Outline, Scan, Step, Tag};
pub use text::Edits;
