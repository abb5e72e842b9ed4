//! All tests of the program as its users meet it: commands in, files and messages out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say where")]

mod blanks;
mod build;
mod commonmark;
mod compile;
mod corrections;
mod custody;
mod desk_out;
mod discovery;
mod documents;
mod facts;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod faults;
#[path = "../../fuzz/src/ground/mod.rs"]
mod ground;
mod guests;
mod hostile;
mod house;
mod json_ld;
mod links;
mod look;
mod materials;
mod round_trip;
mod self_check;
mod serve;
mod served;
mod supply;
mod support;
mod tally;
mod ui;
mod vectors;
mod yaml_suite;

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
#[test]
#[ignore = "tests/faults/at.c knows the system calls of Linux on x86-64 alone"]
fn faults() {}
