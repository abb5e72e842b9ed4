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
