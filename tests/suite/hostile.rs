//! Files that mean harm: bombs that want all memory or all time, and tricks that want out of their file. Each costs less than
//! 256 MiB and a minute of processor time, and is told in words of one line; what each took is printed:
//! `cargo test --test suite hostile -- --nocapture`.

mod archives;
mod authored;
mod crowds;
mod eyes;
mod mails;
mod measured;
mod mutated;
mod office_files;
mod replay;
mod tables;
mod texts;
mod values;
