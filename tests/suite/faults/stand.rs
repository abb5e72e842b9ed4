//! A project with its former output, and what may stand there after a run.

use std::path::Path;

use super::rig::{Shot, Task, change, project, shot};
use crate::support::{lay, run, write};
use crate::tally::holds;

pub struct Stand {
    folder: tempfile::TempDir,
    /// None where nothing was written before.
    pub former: Option<Shot>,
    /// What the next run makes.
    pub new: Shot,
    /// What a run makes once the new output is there: results say what has changed since the former ones.
    pub again: Shot,
}

impl Stand {
    pub fn of(task: &Task, has_former: bool) -> Stand {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        project(root);
        let former = has_former.then(|| made(task, root));
        if has_former {
            write(root, &format!("{}/.git/HEAD", task.out), "ref: refs/heads/main\n");
        }
        change(root);
        let mut stand = Stand { folder, former, new: Shot::new(), again: Shot::new() };
        let copy = stand.copy();
        stand.new = made(task, copy.path());
        stand.again = made(task, copy.path());
        assert_ne!(stand.former.as_ref(), Some(&stand.new), "the change is seen");
        stand
    }

    /// The project and its former output in a folder of their own.
    pub fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        lay(self.folder.path(), copy.path());
        copy
    }

    /// Whether an output is the former or the new one.
    pub fn is_whole(&self, out: &Path) -> Result<(), String> {
        let found = shot(out);
        holds(found == self.former || found.as_ref() == Some(&self.new), || {
            let names = found.map(|found| found.into_keys().collect::<Vec<_>>());
            format!("neither the former output nor the new one: {names:?}")
        })
    }

    /// Whether the next run comes through, and makes what it should.
    pub fn goes_on(&self, task: &Task, root: &Path) -> Result<(), String> {
        let said = run(root, task.args);
        holds(said.status == 0, || format!("the next run: {}", said.stderr))?;
        let found = shot(&root.join(task.out));
        let right = [Some(&self.new), Some(&self.again)].contains(&found.as_ref());
        holds(right, || "the next run makes something else".to_owned())
    }
}

/// What a run makes that nothing happens to.
fn made(task: &Task, root: &Path) -> Shot {
    let said = run(root, task.args);
    assert_eq!(said.status, 0, "{}", said.stderr);
    shot(&root.join(task.out)).unwrap()
}

/// Whether the results are of the files as they were read. What cannot be read a second time costs the report a quoted line, or
/// a file its copy with marks, for which `copies.csv` gives the reason.
pub fn is_as_read(found: Option<Shot>, whole: &Shot) -> bool {
    let Some(found) = found else { return false };
    let same = |name: &str| found.contains_key(name) && found.get(name) == whole.get(name);
    let results = ["ledger.csv", "demo/roster.csv", "demo/summary.json", "demo/summary.xlsx"].into_iter().all(same);
    let unquoted = whole.keys().all(|name| name == "demo/report.html" || same(name)) && found.len() == whole.len();
    let copies = found.get("demo/returns/copies.csv").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let is_told = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        cells.len() == 4 && cells[2].is_empty() != cells[3].is_empty()
    };
    results && (unquoted || copies.is_some_and(|copies| copies.trim().lines().skip(1).all(is_told)))
}
