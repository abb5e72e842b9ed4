//! One home for each outside format: no other module names the library behind it.

pub mod conditions;
mod contact;
pub mod markdown;
pub mod template;
pub mod yaml;
