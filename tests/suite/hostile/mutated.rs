//! Seeds with something broken in them, always the same ones: what a fuzzer does without looking where it gets.
//!
//! `LINGHANG_MUTATIONS=20000 cargo test --test suite hostile::mutated -- --nocapture` tries that many for every target.
//!
//! Memory is not bounded here, for the reason that `replay` gives.

#![allow(clippy::print_stdout, reason = "what was measured is shown to whoever asks with --nocapture")]

use std::collections::BTreeSet;
use std::env::var;
use std::fs;
use std::io::{Cursor, Read, Write};
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
            let (survived, took) = tried(|| entry(&ground, &input));
            slowest = slowest.max(took);
            if !survived || took > MOST {
                failed.push(format!("{}: survived {survived}, {took:?}", kept(target, number, &input)));
            }
        }
        println!("{target:>10} {tries} tries, the slowest took {slowest:?}");
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// What is within a compound file is reached by no chance: its records are spoiled one after the other.
#[test]
fn old_workbooks_with_a_broken_record_are_survived() {
    let ground = Ground::new();
    let (_, entry) = TARGETS.into_iter().find(|(name, _)| *name == "xlsx").unwrap();
    let (mut failed, mut tries) = (Vec::new(), 0);
    for seed in ["card-libreoffice-xls", "far-xls", "roster-libreoffice-xls"] {
        let bytes = fs::read(repository().join("fuzz/seeds/xlsx").join(seed)).unwrap();
        let mut file = cfb::CompoundFile::open(Cursor::new(&bytes)).unwrap();
        let mut stream = Vec::new();
        file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
        for input in spoiled(&stream) {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
            file.create_stream("/Workbook").unwrap().write_all(&input).unwrap();
            let input = file.into_inner().into_inner();
            let (survived, took) = tried(|| entry(&ground, &input));
            tries += 1;
            if !survived || took > MOST {
                failed.push(format!("{}: survived {survived}, {took:?}", kept(seed, tries, &input)));
            }
        }
    }
    println!("{tries} tries");
    assert!(tries > 2_000 && failed.is_empty(), "{tries} tries: {failed:#?}");
}

/// The stream of an old workbook with one record after the other filled with nothing, with the most, cut in half, doubled,
/// left out and said to be longer than it is; and of the first of each kind, with each of its first numbers the most.
fn spoiled(stream: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(&[low, high]) = stream.get(at + 2..at + 4) {
        let end = at + 4 + usize::from(u16::from_le_bytes([low, high]));
        places.push(at..end);
        at = end;
    }
    let mut kinds = BTreeSet::new();
    places.into_iter().flat_map(move |place| {
        let (before, record, after) = (&stream[..place.start], &stream[place.clone()], &stream[place.end..]);
        let (kind, data) = (&record[..2], &record[4..]);
        let with = |length: usize, data: &[u8]| [before, kind, &(length as u16).to_le_bytes(), data, after].concat();
        let half = &data[..data.len() / 2];
        let first = if kinds.insert(kind.to_owned()) { data.len().min(32) } else { 0 };
        let numbers: Vec<Vec<u8>> =
            (1..first).map(|at| with(data.len(), &[&data[..at - 1], &[0xFF; 2], &data[at + 1..]].concat())).collect();
        [
            with(data.len(), &vec![0; data.len()]),
            with(data.len(), &vec![0xFF; data.len()]),
            with(half.len(), half),
            with(data.len() * 2, &data.repeat(2)),
            with(data.len() + 1, data),
            [before, after].concat(),
        ]
        .into_iter()
        .chain(numbers)
    })
}

/// Whether an input was survived, and how long that took.
pub fn tried(entry: impl FnOnce()) -> (bool, Duration) {
    let (clock, before) = (Instant::now(), processor());
    let survived = catch_unwind(AssertUnwindSafe(entry)).is_ok();
    let took = before.zip(processor()).map_or_else(|| clock.elapsed(), |(before, after)| after - before);
    (survived, took)
}

/// What one input may take of the processor, in a debug build.
pub const MOST: Duration = Duration::from_secs(8);

/// The processor time of this thread (proc(5), `stat`: fields 14 and 15, in hundredths of a second); a clock on the wall
/// would blame inputs for a slow machine. None where the system does not tell.
fn processor() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/thread-self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Keeps an input that was not survived, and says where.
fn kept(name: &str, number: usize, input: &[u8]) -> String {
    let kept = std::env::temp_dir().join(format!("linghang-{name}-{number}"));
    fs::write(&kept, input).unwrap();
    kept.display().to_string()
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
