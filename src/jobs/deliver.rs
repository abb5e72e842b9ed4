//! What a compiling is written as. Marked copies come first, because the return slips name them.

use super::copies::{Copied, copies};
use super::returns::Compiled;
use crate::export::{self, Copies, ExportError, Look};
use crate::model::Sink;

/// Makes all files below the output folder, and hands each one over as soon as it is made.
pub fn deliver(compiled: &Compiled, look: Look, sink: &mut dyn Sink) -> Result<Vec<Copied>, ExportError> {
    let copied = copies(compiled, look.lang, sink);
    sink.pour("ledger.csv", &mut |into| export::ledger(&compiled.ledger, &compiled.sources, look.lang, into));
    for (summary, album) in compiled.summaries.iter().zip(&compiled.albums) {
        let Some(programme) = compiled.project.programme(&summary.programme) else { continue };
        let marked = marked_copies(&copied, &summary.programme);
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

/// The marked copies of a programme, by their folders.
fn marked_copies(copied: &[Copied], programme: &str) -> Copies {
    let mut marked = Copies::new();
    for copy in copied.iter().filter(|it| it.programme.as_deref() == Some(programme)) {
        if let (Ok(name), Some((_, folder))) = (&copy.result, copy.folder.rsplit_once('/')) {
            marked.entry(folder.to_owned()).or_default().insert(copy.source, name.clone());
        }
    }
    marked
}
