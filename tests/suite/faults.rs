//! Faults: the program is killed, refused and disturbed at the system calls by which it changes or reads the disk, one after
//! the other, and what stands on the disk is the former output or the new one, whole.
//!
//! `cargo test` tries a part of the calls; `tests/faults/run` (`FAULTS=all`) tries each.

mod desk;
mod disturbed;
mod killed;
mod places;
mod refused;
mod rig;
mod stand;
