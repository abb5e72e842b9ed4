//! Forms that tell nobody apart: only the very same file, received again, is not counted twice.

use std::collections::BTreeMap;

use super::work::Desk;
use crate::diagnostic::{BatchProblem, Diagnostic, Role};
use crate::model::Form;
use crate::source::{Fingerprint, SourceId};

/// Sets aside the records of files that equal an earlier one byte by byte.
pub fn settle(desk: &mut Desk, form: &Form, fingerprint: &dyn Fn(SourceId) -> Option<Fingerprint>) {
    let mut first: BTreeMap<Fingerprint, SourceId> = BTreeMap::new();
    let mut copies: BTreeMap<SourceId, (SourceId, Vec<usize>)> = BTreeMap::new();
    for index in desk.live(&form.id) {
        let source = desk.works[index].record.source;
        let Some(own) = fingerprint(source) else { continue };
        let original = *first.entry(own).or_insert(source);
        if original == source {
            continue;
        }
        match desk.works[index].decided.kept {
            true => desk.works[index].decided.kept_to_effect = true,
            false => copies.entry(source).or_insert((original, Vec::new())).1.push(index),
        }
    }
    for (source, (original, records)) in copies {
        for &index in &records {
            desk.works[index].superseded = true;
        }
        let told = Diagnostic::new(source.whole(), BatchProblem::SameFileAgain {});
        desk.tell(told.with(original.whole(), Role::Other), &records);
    }
}
