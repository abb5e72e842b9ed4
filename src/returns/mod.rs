//! What goes back to the units: marked copies of their own files, in a folder for each unit.

mod copy;

pub use copy::{Kind, NO_COPY, TOO_LARGE, file_name, marked};
