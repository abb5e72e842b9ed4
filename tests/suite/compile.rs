//! `compile` as the office meets it: returned files in a folder, and the status of every record that comes out.

pub mod book;
pub mod builders;
mod cards;
mod classes;
mod decisions;
mod feedback;
mod files;
mod heavy;
mod known;
pub mod mails;
mod marks;
mod order;
mod outputs;
pub mod packed;
mod people;
mod photos;
mod quotas;
mod report;
mod rosters;
mod rules;
mod sheets;
mod slips;
mod states;
mod units;
mod versions;
mod workbooks;
