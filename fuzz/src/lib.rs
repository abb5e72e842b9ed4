//! What all fuzz targets share: the ground on which they stand, and the bounds on memory and time.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a target that cannot go on should say where")]

mod bounds;
pub mod ground;

use std::alloc::System;
use std::sync::LazyLock;

use cap::Cap;

use bounds::Bounded;
use ground::Ground;

/// No input may cost more memory than this, with all that the ground itself takes: an allocation beyond it fails, and the
/// run ends as a crash. libFuzzer's own bounds see whole pages once a second, and single allocations only with a sanitizer.
const MOST: usize = 256 << 20;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, MOST);

static GROUND: LazyLock<Ground> = LazyLock::new(Ground::new);

/// Puts an input to a target. With `LINGHANG_PEAK` set, the most memory that was ever in use is told as it grows.
pub fn run(target: &str, input: &[u8]) {
    let ground = &*GROUND;
    let (_, entry) = ground::TARGETS.iter().find(|(name, _)| *name == target).expect("a target of the list");
    let bounded = Bounded::begin();
    entry(ground, input);
    bounded.end();
    bounds::tell(MEMORY.max_allocated());
}
