//! All seeds and all crashes that the fuzzer ever found, through the same functions, without a fuzzer.
//!
//! Memory is not bounded here: the functions run in the process of all tests, whose peak says nothing of one input. The
//! fuzzer's allocator bounds it (`cap` in fuzz/src), and `measured` does where the program itself is run.

use std::fs;
use std::path::{Path, PathBuf};

use super::mutated::{MOST, tried};
use crate::ground::{Ground, TARGETS};
use crate::support::repository;

#[test]
fn seeds_and_crashes_are_survived() {
    let ground = Ground::new();
    for (target, entry) in TARGETS {
        let mut inputs = 0;
        for folder in ["fuzz/seeds", "fuzz/crashes"] {
            for input in listed(&repository().join(folder).join(target)) {
                let (survived, took) = tried(|| entry(&ground, &fs::read(&input).unwrap()));
                assert!(survived && took < MOST, "{}: survived {survived}, took {took:?}", input.display());
                inputs += 1;
            }
        }
        assert!(inputs > 0, "{target} has no seeds");
    }
}

pub fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
