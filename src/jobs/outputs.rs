//! Where outputs may go: never among the sources, never around them, and nothing personal where it is published.

use std::path::Path;

use crate::diagnostic::PublishProblem;
use crate::publish::Output;
use crate::source::resolved;

/// Why an output must not be written to a folder; none where it may.
pub fn output_problem(root: &Path, out: &Path, output: Output) -> Option<PublishProblem> {
    let sources = ["content", "data", "templates"];
    let forbidden: &[&str] = match output {
        Output::Site => &sources,
        Output::Summaries => &["content", "data", "templates", "site"],
    };
    let (root, target) = (resolved(root), resolved(out));
    let path = out.display().to_string();
    if let Some(folder) = forbidden.iter().find(|folder| target.starts_with(root.join(folder))) {
        return Some(PublishProblem::OutputInside { path, other: (*folder).to_owned() });
    }
    // A site may have been published anywhere.
    let published = |folder: &&Path| output == Output::Summaries && Output::of(folder) == Some(Output::Site);
    if let Some(site) = target.ancestors().skip(1).find(published) {
        return Some(PublishProblem::OutputInside { path, other: site.display().to_string() });
    }
    let around = sources.iter().find(|folder| root.join(folder).starts_with(&target));
    around.map(|folder| PublishProblem::OutputAround { path, other: (*folder).to_owned() })
}
