//! A summary beside an earlier one: who is new, corrected or withdrawn, and which problems are mended.

mod people;
mod problems;

use super::earlier::Earlier;
use crate::lang::Lang;
use crate::model::{Changes, Form, Summary};
use crate::source::Sources;

/// Compares a summary with an earlier one of the same programme. `forms` are the programme's.
pub fn changes(earlier: &Earlier, summary: &Summary, forms: &[&Form], sources: &Sources, lang: Lang) -> Changes {
    let (records, unchanged) = people::compare(earlier, summary, forms, sources);
    Changes { records, unchanged, problems: problems::compare(earlier, summary, sources, lang) }
}
