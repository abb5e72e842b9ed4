//! A local server for authors: the site in memory, rebuilt at every change, with its problems shown in the browser.

mod page;
mod server;
mod site;

pub use server::{Bound, bind, serve};
pub use site::{Live, rebuild};
