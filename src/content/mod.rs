//! Pages: front matter and Markdown to notices, classes and pages; their references, quoted facts and links.

mod anchors;
mod check;
mod corrections;
mod decode;
mod editor;
mod exposed;
mod facts;
mod front;
mod lines;
mod links;
mod load;
mod memory;
mod names;
mod outside;
mod quote;
mod texts;

pub use check::check;
pub use editor::notice_schema;
pub use exposed::{exposed, official};
pub use load::{Content, load};
pub use memory::Memory;
pub use texts::{Written, texts};
