//! A project with its former output, and what may stand there after a run.

use std::fs;
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

    /// Whether the next run comes through with all files and leaves nothing beside its output. What it says of changes depends on what
    /// the run before it could read.
    pub fn comes_right(&self, task: &Task, root: &Path) -> Result<(), String> {
        let said = run(root, task.args);
        holds(said.status == 0, || format!("the next run: {}", said.stderr))?;
        let found = shot(&root.join(task.out)).unwrap_or_default();
        let of_changes = |name: &str| {
            ["report.html", "summary.json", "summary.xlsx", "brief.html", "brief.docx"]
                .iter()
                .any(|it| name.ends_with(it))
        };
        let alike = |(name, bytes): (&String, &Vec<u8>)| of_changes(name) || found.get(name) == Some(bytes);
        let differing: Vec<_> = self.new.iter().filter(|&it| !alike(it)).map(|(name, _)| name).collect();
        holds(differing.is_empty() && found.len() == self.new.len(), || {
            format!("the next run makes something else: {differing:?}")
        })?;
        holds(root.join(task.out).join(".git/HEAD").exists(), || "the owner's own files are gone".to_owned())?;
        nothing_is_left(root)
    }

    /// After the next run: the new output, what the owner kept in the former one, and nothing beside it.
    pub fn is_completed(&self, task: &Task, root: &Path) -> Result<(), String> {
        self.goes_on(task, root)?;
        let kept = root.join(task.out).join(".git/HEAD").exists();
        holds(kept == self.former.is_some(), || "the owner's own files are gone".to_owned())?;
        nothing_is_left(root)
    }
}

/// Whether a run has left nothing of its own beside its output.
pub fn nothing_is_left(root: &Path) -> Result<(), String> {
    let names = fs::read_dir(root).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
    let left: Vec<_> = names.filter(|name| name.starts_with('.') || name.ends_with(".new")).collect();
    holds(left.is_empty(), || format!("left behind: {left:?}"))
}

/// What a run makes that nothing happens to.
fn made(task: &Task, root: &Path) -> Shot {
    let said = run(root, task.args);
    assert_eq!(said.status, 0, "{}", said.stderr);
    shot(&root.join(task.out)).unwrap()
}

/// Whether the results are of the files as they were read. What cannot be read a second time costs the report a quoted line, or
/// a file its copy with marks: then `copies.csv` gives the reason, and slips do not speak of it. Nothing else differs.
pub fn is_as_read(found: Option<&Shot>, whole: &Shot) -> bool {
    let Some(found) = found else { return false };
    let is_copy = |name: &str| name.contains(" (marked)");
    let lacks_copies = whole.keys().any(|name| is_copy(name) && !found.contains_key(name));
    let of_copies = |name: &str| name == "demo/returns/index.html" || name.contains("/退回单.");
    let may_differ = |name: &str| {
        let lacks = is_copy(name) && !found.contains_key(name);
        lacks || (lacks_copies && of_copies(name)) || ["demo/report.html", COPIES].contains(&name)
    };
    let same = |name: &str| found.contains_key(name) && found.get(name) == whole.get(name);
    let alike = whole.keys().all(|name| may_differ(name) || same(name)) && found.contains_key("demo/report.html");
    // A line of each copy that should be: its name, or why there is none.
    let told = |shot: &Shot| -> Option<Vec<(String, bool)>> {
        let text = String::from_utf8(shot.get(COPIES)?.clone()).ok()?;
        let lines = text.trim().lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        lines
            .map(|cells| Some((cells.first()?.clone(), cells.get(2)?.is_empty() != cells.get(3)?.is_empty())))
            .collect()
    };
    let copies = match (told(found), told(whole)) {
        (Some(found), Some(whole)) => found == whole && found.iter().all(|(_, is_told)| *is_told),
        (None, None) => true,
        _ => false,
    };
    let lines = found.get(COPIES).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let named = |name: &str| name.rsplit('/').next().is_some_and(|name| lines.contains(name));
    alike && copies && found.keys().all(|name| whole.contains_key(name) && (!is_copy(name) || named(name)))
}

const COPIES: &str = "demo/returns/copies.csv";

/// Whether results, although not of all files, say so: each file that came in is in the ledger, those that were read with their
/// people in the roster, and the others with a reason.
pub fn accounts_for(found: Option<&Shot>, files: &[&str]) -> bool {
    let text =
        |name: &str| found.and_then(|found| String::from_utf8(found.get(name)?.clone()).ok()).unwrap_or_default();
    let (ledger, roster) = (text("ledger.csv"), text("demo/roster.csv"));
    let is_in_roster = |file: &str| roster.lines().any(|line| line.split(',').any(|cell| cell == file));
    files.iter().all(|file| {
        let line = ledger.lines().map(|line| line.split(',').collect::<Vec<_>>()).find(|cells| cells[0] == *file);
        line.is_some_and(|cells| match cells.get(2).copied().unwrap_or_default() {
            "已读取" => is_in_roster(file) || cells.last().is_some_and(|codes| !codes.trim().is_empty()),
            _ => cells.get(3).is_some_and(|reason| !reason.is_empty()) && !is_in_roster(file),
        })
    })
}
