//! YAML, authored and returned: one located tree and one collecting decoder.

mod decode;
mod mark;
mod origin;
mod parse;
mod prescan;
mod tree;
mod write;

pub use decode::{Decode, Map, list, one_of};
pub use mark::{is_mark, mark};
pub use origin::{Origin, Reader};
pub use parse::parse;
pub use tree::{Node, Pair, Tree};
pub use write::{line, scalar};
