//! The stages in their order: what the commands, and later the servers, benches and fuzz targets call.

mod arriving;
mod as_return;
mod assets;
mod copies;
mod decisions;
mod deliver;
mod embedded;
mod example;
mod expand;
mod forms;
mod found;
mod gate;
mod intakes;
mod judging;
mod known;
mod names;
mod outputs;
mod photos;
mod previous;
mod project;
mod purge;
mod receipt;
mod receive;
mod returns;
mod sealing;
mod showing;
mod site;
mod summing;
mod writing;

pub use arriving::{Arrived, arrive};
pub use as_return::AsReturn;
pub use copies::{Copied, file_copy, unit_copies};
pub use deliver::deliver;
pub use embedded::example_of;
pub use example::{SAMPLES, write_example};
pub use forms::{
    Blank, DECISIONS_SCHEMA, EXPORT_SCHEMA, Format, NOTICE_SCHEMA, blanks, decisions_schema, export_schema,
    notice_schema, schema,
};
pub use intakes::Intakes;
pub use known::{Keyed, KnownLists, keyed, known_lists, stored_key, unusable};
pub use outputs::output_problem;
pub use previous::Previous;
pub use project::{AUTHORED, Loaded, Loader, find_root, load, load_on};
pub use purge::{Amount, Plan, Purged, Purging, is_due, plan, purge_problem};
pub use receipt::{Receipt, receipt, receipt_name};
pub use returns::{Compiled, Compiling, compile, compile_again, judged};
pub use sealing::OTHERS;
pub use showing::{Printing, Written};
pub use site::{Building, Site, build, with_site};
pub use writing::{Published, Target, Unwritten, publish_site, write_results};
