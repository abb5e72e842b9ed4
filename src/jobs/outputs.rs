//! Where outputs may go: never among the sources, never around them, and nothing personal where it is published.

use std::path::Path;

use crate::diagnostic::PublishProblem;
use crate::source::resolved;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Site,
    /// Summaries, which hold personal data.
    Summaries,
}

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
    let around = sources.iter().find(|folder| root.join(folder).starts_with(&target));
    around.map(|folder| PublishProblem::OutputAround { path, other: (*folder).to_owned() })
}
