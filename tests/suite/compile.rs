//! `compile` as the office meets it: returned files in a folder, and the status of every record that comes out.

mod as_return;
pub mod book;
pub mod builders;
mod cards;
mod classes;
mod exports;
mod files;
mod heavy;
pub mod mails;
mod order;
mod outputs;
pub mod packed;
mod photos;
mod previous;
mod quotas;
mod rosters;
mod units;
mod versions;
mod watching;
mod workbooks;
