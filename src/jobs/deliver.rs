//! What a compiling is written as. Marked copies come first, because the return slips name them.

use std::collections::BTreeMap;

use super::copies::{Copied, copies};
use super::returns::Compiled;
use crate::export::{self, ExportError, Look};
use crate::model::Sink;
use crate::source::SourceId;

/// Makes all files below the output folder, and hands each one over as soon as it is made.
pub fn deliver(compiled: &Compiled, look: Look, sink: &mut dyn Sink) -> Result<Vec<Copied>, ExportError> {
    let copied = copies(compiled, look.lang, sink);
    sink.pour("ledger.csv", &mut |into| export::ledger(&compiled.ledger, &compiled.sources, look.lang, into));
    for (summary, album) in compiled.summaries.iter().zip(&compiled.albums) {
        let Some(programme) = compiled.project.programme(&summary.programme) else { continue };
        let own = copied.iter().filter(|it| it.programme.as_ref() == Some(&summary.programme));
        let marked: BTreeMap<SourceId, String> =
            own.filter_map(|it| Some((it.source, it.result.as_ref().ok()?.clone()))).collect();
        let roster = compiled.roster(summary, programme, album.as_ref(), look);
        let mut workbook = None;
        let others = rayon::in_place_scope(|scope| {
            scope.spawn(|_| workbook = Some(export::workbook(&roster)));
            export::programme_artifacts(&roster, &marked, sink)
        });
        others?;
        if let Some(workbook) = workbook.transpose()? {
            sink.put(workbook);
        }
    }
    compiled.extras.iter().cloned().for_each(|artifact| sink.put(artifact));
    Ok(copied)
}
