//! Files that vanish or change between two looks at them, and other runs at every moment of a run.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::rig::{BUILD, COMPILE, Class, FILES, Shot, Task, change, points, project, run_at, shot};
use super::stand::{Stand, accounts_for, is_as_read, nothing_is_left};
use crate::support::run;
use crate::tally::{Tally, all, holds};

fn laid() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    change(folder.path());
    folder
}

/// What comes out of the project once a shell has run a command in it; none where the project has errors then.
fn after(task: &Task, command: &str) -> Option<Shot> {
    let folder = laid();
    let done = Command::new("sh").args(["-c", command]).current_dir(folder.path()).status().unwrap();
    assert!(done.success(), "{command}");
    let said = run(folder.path(), task.args);
    shot(&folder.path().join(task.out)).filter(|_| said.status == 0)
}

/// At every look at a source, the source vanishes, is cut short, is exchanged or grows.
fn disturbed(task: &Task, some: usize) {
    let whole = after(task, "true").expect("the project has no errors");
    let counted = run_at(Class::Reads, 0, "kill", laid().path(), task.args);
    let mut tally = Tally::new(format!("{}, a file vanishes or changes while it is read", task.name));
    for number in points(&counted.calls, some) {
        let Some(relative) = source(&counted.calls[number - 1].1) else { continue };
        let ways = [
            format!("rm -f '{relative}'"),
            format!(": > '{relative}'"),
            format!("printf 'x: [' > '{relative}.tmp' && mv '{relative}.tmp' '{relative}'"),
            format!("printf '\\n \\n' >> '{relative}'"),
        ];
        let tried = if all() { &ways[..] } else { &ways[number % ways.len()..][..1] };
        for way in tried {
            let folder = laid();
            let action = format!("run:cd '{}' && {way}", folder.path().display());
            let run = run_at(Class::Reads, number, &action, folder.path(), task.args);
            if !run.reached(number) {
                continue;
            }
            let found = shot(&folder.path().join(task.out));
            let is_of_one_moment = found.as_ref() == Some(&whole)
                || after(task, way).is_some_and(|after| found.as_ref() == Some(&after))
                || is_as_read(found.as_ref(), &whole);
            let what = match run.status {
                0 => holds(is_of_one_moment, || {
                    format!(
                        "neither what the files said before nor after; other than before: {:?}",
                        other(found.as_ref(), &whole)
                    )
                }),
                _ => {
                    let accounted = task.out == COMPILE.out && accounts_for(found.as_ref(), &FILES);
                    holds(run.status <= 2 && run.said.contains("error[E"), || format!("says only: {}", run.said))
                        .and_then(|()| {
                            let whole = found.is_none() || is_of_one_moment || accounted;
                            holds(whole, || "an output that does not say what it lacks".to_owned())
                        })
                }
            };
            let what = what.and_then(|()| goes_on(task, folder.path(), &relative));
            tally.count(&format!("{way} at call {number}, {:?}", run.calls[number - 1]), what);
        }
    }
    tally.end();
}

/// The names of what is not as it should be.
fn other(found: Option<&Shot>, whole: &Shot) -> Vec<String> {
    let found = found.cloned().unwrap_or_default();
    let names = found.keys().chain(whole.keys().filter(|name| !found.contains_key(*name)));
    names.filter(|name| found.get(*name) != whole.get(*name)).cloned().collect()
}

/// Once the source is as it was, the next run makes what it should, and nothing lies about.
fn goes_on(task: &Task, root: &Path, source: &str) -> Result<(), String> {
    fs::copy(laid().path().join(source), root.join(source)).unwrap();
    // There is none where the project had errors.
    let _ = fs::remove_dir_all(root.join(task.out));
    let said = run(root, task.args);
    let found = shot(&root.join(task.out));
    holds(said.status == 0 && found == after(task, "true"), || format!("the next run: {}", said.stderr))?;
    nothing_is_left(root)
}

/// The path of a source within the project of a run; none of what is no file.
fn source(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let top = parts.iter().position(|part| ["content", "data", "returned", "templates"].contains(part))?;
    let relative = parts[top..].join("/");
    laid().path().join(&relative).is_file().then_some(relative)
}

#[test]
fn build_while_its_sources_change() {
    disturbed(&BUILD, 16);
}

#[test]
fn compile_while_its_files_change() {
    disturbed(&COMPILE, 16);
}

/// While a run stands still at a call, another one for the same output goes from its beginning to its end.
fn two_at_once(task: &Task, some: usize) {
    let stand = Stand::of(task, false);
    let counted = run_at(Class::Changes, 0, "kill", laid().path(), task.args);
    let mut tally = Tally::new(format!("{}, another run at the same time", task.name));
    for number in points(&counted.calls, some) {
        let folder = laid();
        let other = other_run(folder.path(), task, ".other");
        let run = run_at(Class::Changes, number, &format!("run:{other}"), folder.path(), task.args);
        if !run.reached(number) {
            continue;
        }
        let said = fs::read_to_string(folder.path().join(".other")).unwrap();
        let through = [run.status == 0, said.ends_with("status 0\n")];
        let told = [run.said.contains(ANOTHER), said.contains(ANOTHER)];
        let what = holds(through[0] || told[0], || format!("the first run says {}", run.said))
            .and_then(|()| holds(through[1] || told[1], || format!("the other run says {said}")))
            .and_then(|()| holds(through[0] || through[1], || "neither of the two came through".to_owned()))
            .and_then(|()| {
                let found = shot(&folder.path().join(task.out));
                let right = [Some(&stand.new), Some(&stand.again)].contains(&found.as_ref());
                holds(right, || "the output is not whole".to_owned())
            });
        tally.count(&format!("another run at call {number}, {:?}", run.calls[number - 1]), what);
    }
    tally.end();
}

/// How a run says that another one is at work.
const ANOTHER: &str = "error[E0704]";

/// A shell's command: a whole run, and what it said with its exit status in a file of the project.
fn other_run(folder: &Path, task: &Task, file: &str) -> String {
    let (program, args, folder) = (env!("CARGO_BIN_EXE_linghang"), task.args.join(" "), folder.display());
    format!("cd '{folder}' && '{program}' {args} > {file} 2>&1; echo status $? >> {file}")
}

#[test]
fn two_builds_at_once() {
    two_at_once(&BUILD, 4);
}

#[test]
fn two_compilings_at_once() {
    two_at_once(&COMPILE, 4);
}

/// Many at once, as they come: one after the other or refused, and one whole output in the end.
#[test]
fn eight_builds_at_once() {
    let whole = after(&BUILD, "true").unwrap();
    let mut tally = Tally::new("build, eight runs at the same time");
    for round in 0..if all() { 20 } else { 2 } {
        let folder = laid();
        let start = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
            command.args(BUILD.args).current_dir(folder.path()).output()
        };
        let runs: Vec<_> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            runs.into_iter().map(|run| run.join().unwrap().unwrap()).collect()
        });
        let through = runs.iter().filter(|run| run.status.code() == Some(0)).count();
        let others = runs.iter().filter(|run| run.status.code() != Some(0));
        let told = others.clone().all(|run| String::from_utf8_lossy(&run.stderr).contains(ANOTHER));
        let what = holds(through > 0 && told, || format!("{through} came through")).and_then(|()| {
            holds(shot(&folder.path().join("site")).as_ref() == Some(&whole), || "not whole".to_owned())
        });
        tally.count(&format!("round {round}"), what);
    }
    tally.end();
}

/// A run that opens the lock of another one just before that one ends and removes it has a lock that others do not see; it has
/// to take a new one, so that a third run is refused.
#[test]
fn a_lock_that_was_removed_keeps_nobody_out() {
    let counted = run_at(Class::Changes, 0, "kill", laid().path(), BUILD.args);
    let flock = counted.calls.iter().position(|(name, _)| name == "flock").expect("a lock") + 1;
    let folder = laid();
    // The other run comes and goes between opening and locking.
    let second = format!("run:{}", other_run(folder.path(), &BUILD, ".other"));
    let run = run_at(Class::Changes, flock, &second, folder.path(), BUILD.args);
    assert_eq!(run.status, 0, "{}", run.said);
    let locks = run.calls.iter().filter(|(name, _)| name == "flock").count();
    assert_eq!(locks, 2, "the lock is taken anew");
}
