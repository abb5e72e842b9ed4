//! One home for each outside format: no other module names the library behind it.

pub mod conditions;
mod contact;
pub mod csv;
pub mod docx;
pub mod html;
pub mod ical;
pub mod mark;
pub mod markdown;
pub mod minify;
mod opc;
mod package;
pub mod sealed;
pub mod sheet;
pub mod template;
pub mod workbook;
pub mod xml;
pub mod yaml;
pub mod zipped;
