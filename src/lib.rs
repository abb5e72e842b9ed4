//! tmp
#![forbid(unsafe_code)]
pub mod diagnostic;
pub mod lang;
pub mod model;
pub mod source;
