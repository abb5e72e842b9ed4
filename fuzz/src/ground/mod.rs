//! What strangers' bytes are put to: one function a fuzz target, each through the doors that the commands use. The suite
//! replays all seeds and crashes through the same functions, without a fuzzer.

mod authored;
mod parcel;
mod received;
mod round;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use linghang::diagnostic::Diagnostics;
use linghang::jobs::{Blank, Format, blanks, load, write_example};
use linghang::lang::Lang;
use linghang::model::Project;
use linghang::source::Sources;
use tempfile::TempDir;

/// A target and what it does with an input.
pub type Target = (&'static str, fn(&Ground, &[u8]));

pub const TARGETS: [Target; 11] = [
    ("yaml", received::yaml),
    ("xlsx", received::xlsx),
    ("docx", received::docx),
    ("zip", received::zip),
    ("eml", received::eml),
    ("authored", authored::files),
    ("markdown", authored::markdown),
    ("decisions", authored::decisions),
    ("period", authored::period),
    ("values", values::values),
    ("round", round::round),
];

/// The example project, loaded once, and a folder to write in.
pub struct Ground {
    pub project: Project,
    /// Its files, to which problems of received files refer.
    pub sources: Sources,
    /// Blank forms by file name.
    pub blanks: BTreeMap<String, Vec<u8>>,
    pub folder: TempDir,
}

impl Ground {
    pub fn new() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let example = folder.path().join("例");
        fs::create_dir(&example).unwrap();
        write_example(&example).unwrap();
        let mut loaded = load(&example, false);
        let faults: Vec<_> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
        assert!(faults.is_empty(), "{faults:?}");
        let (all, _) = blanks(&mut loaded, &[], &[Format::Xlsx, Format::Docx, Format::Yaml]);
        let named = |Blank { artifact, .. }: Blank| (artifact.path, artifact.bytes);
        let blanks: BTreeMap<String, Vec<u8>> = all.into_iter().map(named).collect();
        fs::remove_dir_all(&example).unwrap();
        authored::lay(folder.path());
        Ground { project: loaded.project, sources: loaded.sources, blanks, folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Puts all problems into words, as every command does; a fault of the program that was caught is none of them.
fn told(problems: &Diagnostics, sources: &Sources) {
    for problem in problems.iter() {
        assert_ne!(problem.code().0, "E0108", "{}", problem.problem.message(Lang::En));
        let line = linghang::report::json_line(problem, sources, Lang::Zh);
        assert!(!line.contains('\n') && problem.problem.message(Lang::En).chars().count() < 4_000, "{line}");
    }
}
