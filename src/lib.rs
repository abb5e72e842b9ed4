//! linghang 领航: publishes training programmes as a static site, hands out blank forms, and compiles the forms that
//! come back into validated summaries.
//!
//! The modules stand in the order in which data flows and imports may point: from the ground floor up. A module
//! imports only from floors below its own, and the stages of the fourth floor never know each other; `jobs` alone puts
//! them in order. `tests/suite/house.rs` keeps it so, and `ARCHITECTURE.md` tells the rest.
#![forbid(unsafe_code)]

// Floor 1: the ground. What a language is, and the only door to the disk for reading.
pub mod lang;
pub mod source;

// Floor 2: what can be wrong, and what things are.
pub mod diagnostic;
pub mod model;

// Floor 3: one home for each outside format and each kind of field, and the order of names.
pub mod formats;
pub mod kinds;
pub mod names;
pub mod report;
pub mod suggest;

// Floor 4: the stages, which do not know each other.
pub mod blank;
pub mod check;
pub mod content;
pub mod export;
pub mod intake;
pub mod publish;
pub mod render;
pub mod returns;
pub mod schema;
pub mod summary;

// Floor 5: the order of the stages.
pub mod jobs;

// Floor 6: the local servers, and what they share.
pub mod desk;
pub mod local;
pub mod serve;

// Floor 7: the commands.
pub mod cli;
