//! The desk's folder, which can be zipped, mailed and opened elsewhere: what came in, by day, the decisions, the results.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::intake::ignored;
use crate::model::file_name;
use crate::publish::{Kept, keep, private_folder, replace, tidy, write_secret};
use crate::source::{Limits, ReadError, is_file, read_file};

/// Where the files lie.
#[derive(Debug)]
pub struct Folder {
    pub root: PathBuf,
    /// `returned/`, and below it a folder for each day on which something came.
    pub returned: PathBuf,
    pub decisions: PathBuf,
    /// `out/`.
    pub out: PathBuf,
}

/// The names that a decisions file may have; the first where there is none yet.
const DECISIONS: [&str; 2] = ["decisions.yaml", "裁定.yaml"];

const NOTHING_DECIDED: &str = "decisions: []\n";

impl Folder {
    /// Whether a folder has been a desk's, or is a project, which may be one.
    pub fn is_one(root: &Path) -> bool {
        let decided = DECISIONS.into_iter().any(|name| is_file(&root.join(name)));
        is_file(&root.join("data/site.yaml")) || (decided && root.join("returned").is_dir())
    }

    /// Opens a folder, and makes what it lacks.
    pub fn open(root: &Path) -> io::Result<Folder> {
        let present = DECISIONS.into_iter().find(|name| is_file(&root.join(name)));
        let decisions = root.join(present.unwrap_or(DECISIONS[0]));
        let folder =
            Folder { returned: root.join("returned"), out: root.join("out"), root: root.to_owned(), decisions };
        private_folder(&folder.returned)?;
        tidy(root)?;
        if present.is_none() {
            write_secret(&folder.decisions, NOTHING_DECIDED.as_bytes())?;
        }
        Ok(folder)
    }

    /// What is compiled; on the command line, in the folder itself: `linghang compile returned decisions.yaml`.
    pub fn compiled(&self) -> [PathBuf; 2] {
        [self.returned.clone(), self.decisions.clone()]
    }

    /// The name of the decisions file in the ledger.
    pub fn decisions_name(&self) -> String {
        self.decisions.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Begins to keep a file that came on a day. Its name may lead into folders that were handed in with it; no part of it
    /// leads anywhere else.
    pub fn keep(&self, name: &str, day: Date) -> io::Result<Kept> {
        let mut parts: Vec<&str> =
            name.split(['/', '\\']).filter(|part| !matches!(part.trim(), "" | "." | "..")).collect();
        let last = parts.pop().unwrap_or_default();
        let parts: Vec<String> = parts.into_iter().map(file_name::safe).collect();
        // By-products of systems are known by the dot that they begin with. Other files lose it: nothing hides here.
        let last = match last.strip_prefix('.').filter(|_| ignored(last).is_some()) {
            Some(rest) => format!(".{}", file_name::of_file(rest)),
            None => file_name::of_file(last),
        };
        let folder = parts.iter().fold(self.returned.join(day.to_string()), |folder, part| folder.join(part));
        keep(&self.root, folder.join(last))
    }

    /// The name in the ledger of a file that was kept.
    pub fn name_of(&self, kept: &Path) -> String {
        let below = kept.strip_prefix(&self.root).unwrap_or(kept);
        below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// The bytes of the decisions file as they are on the disk; where it was taken away, those of one in which nothing is
    /// decided.
    pub fn decided(&self) -> Result<Vec<u8>, ReadError> {
        match read_file(&self.decisions, Limits::DEFAULT.file_bytes) {
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(NOTHING_DECIDED.into()),
            read => read,
        }
    }

    /// Replaces the decisions, whole or not at all.
    pub fn decide(&self, bytes: &[u8]) -> io::Result<()> {
        replace(&self.decisions, bytes)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Folder;

    #[test]
    fn names_of_strangers_stay_below_their_day_and_replace_nothing() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let folder = Folder::open(temp.path()).expect("opened");
        let put = |name: &str| {
            let mut kept = folder.keep(name, date(2025, 8, 10)).expect("begun");
            kept.write(b"x").expect("written");
            let path = kept.finish().expect("finished");
            let below = path.strip_prefix(temp.path()).expect("below the folder");
            below.to_string_lossy().replace('\\', "/")
        };
        for (name, path) in [
            ("甲.yaml", "甲.yaml"),
            ("甲.yaml", "甲 (2).yaml"),
            ("../../甲.yaml", "甲 (3).yaml"),
            ("/etc/乙", "etc/乙"),
            ("示例学会\\丙.docx", "示例学会/丙.docx"),
            ("c:丁?.xlsx", "c_丁_.xlsx"),
            ("..", "_"),
            ("甲/.DS_Store", "甲/.DS_Store"),
            ("甲/._表.yaml", "甲/._表.yaml"),
            (".~lock.表.xlsx#", ".~lock.表.xlsx#"),
            (".linghang", "linghang"),
            (&format!("{}.xlsx", "长".repeat(90)), &format!("{}.xlsx", "长".repeat(60))),
        ] {
            assert_eq!(put(name), format!("returned/2025-08-10/{path}"), "{name}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &str| {
                let data = std::fs::metadata(temp.path().join(path)).expect("there");
                data.permissions().mode() & 0o777
            };
            for path in ["returned", "returned/2025-08-10", "returned/2025-08-10/etc"] {
                assert_eq!(mode(path), 0o700, "{path}");
            }
            for path in ["甲.yaml", "甲 (2).yaml", "etc/乙", "_"] {
                assert_eq!(mode(&format!("returned/2025-08-10/{path}")), 0o600, "{path}");
            }
            assert_eq!(mode("decisions.yaml"), 0o600);
        }
    }

    #[test]
    fn a_folder_that_is_there_keeps_its_decisions() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(temp.path().join("裁定.yaml"), "decisions: []\n# 手写\n").expect("written");
        let folder = Folder::open(temp.path()).expect("opened");
        assert_eq!(folder.decisions_name(), "裁定.yaml");
        assert!(!temp.path().join("decisions.yaml").exists());
    }
}
