//! A local server for authors: pages drawn as they are asked for, new at every change, with problems shown in the browser.

mod page;
mod server;

pub use server::{bind, serve};
