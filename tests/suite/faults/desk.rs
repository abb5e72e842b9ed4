//! The desk, killed at every call by which it changes the disk: what came in, what was decided, the results and the site are
//! whole; and the preview, which changes nothing.

use std::fs;
use std::path::Path;

use super::rig::{BUILD, COMPILE, Class, Shot, calls, card, command_at, points, project, shot};
use super::stand::nothing_is_left;
use crate::served::Served;
use crate::support::{run, write};
use crate::tally::{Tally, all, holds};

/// Starts a server that is interfered with; none where it dies before it can be asked.
fn started(root: &Path, number: usize, action: &str, report: &Path, args: &[&str]) -> Option<Served> {
    let mut command = command_at(Class::Changes, number, action, root, report);
    command.args(args);
    Served::start(command)
}

const DESK: &[&str] = &["--lang", "en", "desk", ".", "--no-open", "--port", "0", "--today", "2025-08-10"];

/// What is handed in: one file, and one text.
fn handed_in() -> [String; 2] {
    [card("测试乙", "110000199002020045"), card("测试丙", "110000199003030069")]
}

/// All that an office does on a day, as far as the program lives: the statuses of the answers.
fn a_day(served: &Served) -> Vec<u16> {
    let mut statuses = Vec::new();
    // Nobody is asked any more once the program has died.
    let _ = the_day(served, &mut statuses);
    statuses
}

fn the_day(served: &Served, statuses: &mut Vec<u16>) -> Option<()> {
    let [file, text] = handed_in();
    statuses.push(served.ask("POST", "/inbox/file?name=%E4%B9%99.yaml", &file)?.0);
    statuses.push(served.ask("POST", "/inbox/text", &format!("text={}", encoded(&text)))?.0);
    statuses.push(served.ask("POST", "/inbox/read", "")?.0);
    let form = served.ask("GET", "/decisions/new?kind=paper", "")?.1;
    let from = form.split("name=\"from\" value=\"").nth(1)?.split('"').next()?.to_owned();
    let decision = format!(
        "kind=paper&from={from}&programme=demo&received=2025-08-10&unit={}&reason={}",
        encoded("示例学会"),
        encoded("纸质件")
    );
    statuses.push(served.ask("POST", "/decisions", &decision)?.0);
    statuses.push(served.ask("POST", "/out/write", "")?.0);
    statuses.push(served.ask("POST", "/site/publish", "")?.0);
    Some(())
}

/// What the answers of a day are where nothing happens to it.
const DONE: [u16; 6] = [200, 303, 200, 303, 303, 303];

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What stands on the disk.
struct Found {
    decided: Option<String>,
    returned: Shot,
    out: Option<Shot>,
    site: Option<Shot>,
}

impl Found {
    fn at(root: &Path) -> Found {
        Found {
            decided: fs::read_to_string(root.join("decisions.yaml")).ok(),
            returned: shot(&root.join("returned")).unwrap_or_default(),
            out: shot(&root.join("out")),
            site: shot(&root.join("site")),
        }
    }

    /// Each part is as it was before the day or as it is after it.
    fn is_between(&self, before: &Found, after: &Found) -> Result<(), String> {
        let decided = [&before.decided, &after.decided, &Some("decisions: []\n".to_owned())];
        holds(decided.contains(&&self.decided), || format!("decisions.yaml is {:?}", self.decided))?;
        for (name, bytes) in &self.returned {
            holds(after.returned.get(name) == Some(bytes), || format!("{name} is not what was handed in"))?;
        }
        holds(before.returned.keys().all(|name| self.returned.contains_key(name)), || "a file is lost".to_owned())?;
        holds([&before.out, &after.out].contains(&&self.out), || "the results are not whole".to_owned())?;
        holds([&before.site, &after.site].contains(&&self.site), || "the site is not whole".to_owned())
    }

    /// What was answered well is there, whatever happened then.
    fn holds_answered(&self, statuses: &[u16], after: &Found) -> Result<(), String> {
        holds(DONE.starts_with(statuses), || format!("answered {statuses:?}"))?;
        let [file, text] = handed_in().map(|text| self.returned.values().any(|bytes| *bytes == text.as_bytes()));
        let decided = self.decided == after.decided;
        let there = [file, text, true, decided, self.out == after.out, self.site == after.site];
        let lost: Vec<usize> = (0..statuses.len()).filter(|at| !there[*at]).collect();
        holds(lost.is_empty(), || format!("answered {statuses:?}, and lost {lost:?}"))
    }
}

/// A project with results and a site of an earlier day.
fn earlier() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    for task in [&BUILD, &COMPILE] {
        assert_eq!(run(folder.path(), task.args).status, 0);
    }
    folder
}

#[test]
fn a_day_at_the_desk() {
    let (folder, report) = (earlier(), tempfile::NamedTempFile::new().unwrap());
    let before = Found::at(folder.path());
    let served = started(folder.path(), 0, "kill", report.path(), DESK).expect("the desk opens");
    assert_eq!(a_day(&served), DONE);
    drop(served);
    let after = Found::at(folder.path());
    assert_eq!(after.returned.len(), before.returned.len() + 2);
    assert!(after.decided.as_ref().is_some_and(|text| text.contains("纸质件")), "{:?}", after.decided);
    assert!(after.out != before.out && after.site == before.site);
    let counted = calls(report.path());
    is_on_the_disk(&counted);

    let mut tally = Tally::new("a day at the desk, killed");
    for number in points(&counted, 3) {
        let actions = ["kill", "tear"];
        let tried = if all() { &actions[..] } else { &actions[number % 2..][..1] };
        for action in tried {
            let folder = earlier();
            let root = folder.path();
            let served = started(root, number, action, report.path(), DESK);
            let statuses = served.as_ref().map(a_day).unwrap_or_default();
            drop(served);
            let made = calls(report.path());
            if statuses.len() == DONE.len() || made.len() < number {
                continue;
            }
            let found = Found::at(root);
            let what = found.is_between(&before, &after).and_then(|()| found.holds_answered(&statuses, &after));
            let what = what.and_then(|()| goes_on(root));
            tally.count(&format!("{action} at call {number}, {:?}", made[number - 1]), what);
        }
    }
    tally.end();
}

/// What comes in and what is decided is flushed to the disk, and after its file has got its name the folder that has the name,
/// before anything else is done.
fn is_on_the_disk(calls: &[(String, String)]) {
    let calls: Vec<(&str, String)> =
        calls.iter().map(|(name, path)| (name.as_str(), path.replace("/./", "/"))).collect();
    let is_kept = |path: &str| path.contains(".arriving-");
    let kept: Vec<usize> = (0..calls.len()).filter(|at| calls[*at].0 == "rename" && is_kept(&calls[*at].1)).collect();
    assert_eq!(kept.len(), 4, "a file, a text, the first decisions and one more: {calls:?}");
    for at in kept {
        let (_, path) = &calls[at];
        let before = calls[..at].iter().rposition(|(name, of)| *name == "fsync" && of == path);
        let written = calls[..at].iter().rposition(|(name, of)| *name == "write" && of == path);
        assert!(before > written, "{path} is renamed before it is on the disk: {calls:?}");
        let (name, folder) = &calls[at + 1];
        assert!(*name == "fsync" && path != folder && !folder.contains(".arriving-"), "after {path}: {name} {folder}");
    }
}

/// The desk opens again, the same day can be done, and nothing half done lies about.
fn goes_on(root: &Path) -> Result<(), String> {
    let report = tempfile::NamedTempFile::new().unwrap();
    let served = started(root, 0, "kill", report.path(), DESK).ok_or("the desk does not open again")?;
    let statuses = a_day(&served);
    // A decision that was kept is not made twice: its form is shown again.
    let right = statuses.len() == DONE.len() && statuses.iter().all(|status| [200, 303].contains(status));
    holds(right, || format!("{statuses:?}"))?;
    drop(served);
    nothing_is_left(root)?;
    let found = Found::at(root);
    let whole = found.out.is_some_and(|out| out.contains_key("ledger.csv")) && found.site.is_some();
    holds(whole && found.returned.len() >= 3, || "not all is there after the day was done again".to_owned())
}

/// The preview makes no call at all that changes the disk, whatever happens to the project.
#[test]
fn the_preview_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let report = tempfile::NamedTempFile::new().unwrap();
    let served =
        started(folder.path(), 0, "kill", report.path(), &["--lang", "en", "serve", "--port", "0"]).expect("it serves");
    let version = |served: &Served| {
        let page = served.ask("GET", "/", "").expect("it answers").1;
        page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    for text in
        ["---\ntitle: 又一份\nissuer: 办公室\ndate: 2025-07-30\nsummary: 摘要。\n---\n\n正文。\n", "---\ntitle: [\n"]
    {
        let before = version(&served);
        write(folder.path(), "content/notices/other.md", text);
        let changed = (0..20).any(|_| {
            let news = served.ask("GET", &format!("/__linghang/wait?version={before}"), "").expect("it answers").1;
            !news.contains(&format!("\"version\":{before},"))
        });
        assert!(changed, "the change is seen");
    }
    drop(served);
    let mut tally = Tally::new("calls of the preview that change the disk");
    let made = calls(report.path());
    tally.count("a rebuild and one with errors", holds(made.is_empty(), || format!("{made:?}")));
    tally.end();
}
