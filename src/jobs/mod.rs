//! The stages in their order: what the commands, and later the servers, benches and fuzz targets call.

mod as_return;
mod assets;
mod embedded;
mod example;
mod expand;
mod forms;
mod intakes;
mod outputs;
mod photos;
mod previous;
mod project;
mod receive;
mod returns;
mod site;

pub use as_return::AsReturn;
pub use embedded::example_of;
pub use example::{SAMPLES, write_example};
pub use forms::{Blank, EXPORT_SCHEMA, Format, NOTICE_SCHEMA, blanks, export_schema, notice_schema, schema};
pub use intakes::Intakes;
pub use outputs::output_problem;
pub use previous::Previous;
pub use project::{Loaded, Loader, find_root, load, load_on};
pub use returns::{Compiled, Compiling, compile, compile_again};
pub use site::{Building, Site, build, with_site};
