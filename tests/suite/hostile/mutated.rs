//! Seeds with something broken in them, always the same ones: what a fuzzer does without looking where it gets.
//!
//! `LINGHANG_MUTATIONS=20000 cargo test --test suite hostile::mutated -- --nocapture` tries that many for every target.
//!
//! Memory is not bounded here, for the reason that `replay` gives.

#![allow(clippy::print_stdout, reason = "what was measured is shown to whoever asks with --nocapture")]

use std::env::var;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::replay::listed;
use crate::ground::{Ground, TARGETS};
use crate::support::repository;

/// How many are tried for every target where nobody asks for more.
const USUAL: usize = 40;

/// What files are made of, to be put anywhere.
const WORDS: [&str; 32] = [
    "\n",
    "\t",
    "\"",
    "'",
    "\u{1E}",
    "\u{1F}",
    "：",
    ": ",
    "- ",
    "\u{FEFF}",
    "\u{202E}",
    "\u{0}",
    "&#x0;",
    "<",
    "/>",
    "</w:tc>",
    "<w:tbl><w:tr><w:tc>",
    "<c r=\"XFD1048576\">",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "99999999999999999999",
    "-1",
    "0",
    "1E308",
    "NaN",
    "表单: ",
    "学员:\n",
    "{",
    "[",
    "&a ",
    "*a",
    "9999-12-31",
    "𠮷",
];

#[test]
fn broken_seeds_are_survived() {
    let tries = var("LINGHANG_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let only = var("LINGHANG_TARGET").ok();
    let ground = Ground::new();
    let mut failed = Vec::new();
    for (target, entry) in TARGETS.into_iter().filter(|(name, _)| only.as_deref().is_none_or(|it| it == *name)) {
        let seeds: Vec<Vec<u8>> =
            listed(&repository().join("fuzz/seeds").join(target)).iter().map(|it| fs::read(it).unwrap()).collect();
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ target.len() as u64);
        let mut slowest = Duration::ZERO;
        for number in 0..tries {
            let input = chance.mutated(&seeds);
            let start = Instant::now();
            let survived = catch_unwind(AssertUnwindSafe(|| entry(&ground, &input))).is_ok();
            slowest = slowest.max(start.elapsed());
            if !survived || start.elapsed().as_secs() > 8 {
                let kept = std::env::temp_dir().join(format!("linghang-{target}-{number}"));
                fs::write(&kept, &input).unwrap();
                failed.push(format!("{}: survived {survived}, {:?}", kept.display(), start.elapsed()));
            }
        }
        println!("{target:>10} {tries} tries, the slowest took {slowest:?}");
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Marsaglia's xorshift64: the same chance every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    /// A seed after a few accidents.
    fn mutated(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let (at, other) = (self.below(bytes.len() + 1), self.below(seeds.len()));
            let length = 1 << self.below(9);
            let end = (at + self.below(length)).min(bytes.len());
            match self.below(7) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, WORDS[self.below(WORDS.len())].bytes())),
                2 => drop(bytes.splice(at..end, WORDS[self.below(WORDS.len())].bytes())),
                3 => bytes[at..end].iter_mut().for_each(|byte| *byte = byte.wrapping_add(1)),
                4 => {
                    let again = bytes[at..end].repeat(1 + self.below(50));
                    bytes.splice(at..at, again);
                }
                5 => {
                    let from = self.below(seeds[other].len() + 1);
                    let to = (from + length).min(seeds[other].len());
                    bytes.splice(at..end, seeds[other][from..to].iter().copied());
                }
                _ if at < bytes.len() => bytes[at] = self.below(256) as u8,
                _ => {}
            }
        }
        bytes
    }
}
