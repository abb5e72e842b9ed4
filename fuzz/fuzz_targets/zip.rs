//! The target `zip`; what it does stands in `src/ground`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| linghang_fuzz::run("zip", input));
