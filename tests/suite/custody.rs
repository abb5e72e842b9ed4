//! What becomes of people's data: nothing of it in the site, nothing in clear where a password is set, nothing kept
//! after its day.

mod exposed;
mod purge;
mod sealed;
