//! A disk that is full, fails or refuses at each call: the program says so and ends as one that failed, and the output is the
//! former or the new one, whole.

use super::rig::{BUILD, COMPILE, Class, FILES, Run, Task, points, run_at, shot};
use super::stand::{Stand, accounts_for, is_as_read};
use crate::tally::{Tally, all, holds};

/// A failure is told with the place where it happened.
fn is_told(run: &Run) -> Result<(), String> {
    let told = run.status == 1 || run.status == 2;
    holds(told, || format!("exit status {}", run.status))?;
    holds(run.said.contains("error[E") && run.said.contains("--> "), || format!("says only: {}", run.said))
}

/// Where nothing may be written, all that is told is why.
fn changes_refused(task: &Task, some: usize) {
    let stand = Stand::of(task, true);
    let counted = run_at(Class::Changes, 0, "kill", stand.copy().path(), task.args);
    let mut tally = Tally::new(format!("{}, writing refused", task.name));
    for number in points(&counted.calls, some) {
        let actions = ["ENOSPC+", "EIO", "EACCES", "EROFS"];
        let tried = if all() { &actions[..] } else { &actions[number % actions.len()..][..1] };
        for action in tried {
            let copy = stand.copy();
            let run = run_at(Class::Changes, number, action, copy.path(), task.args);
            if !run.reached(number) {
                continue;
            }
            let out = copy.path().join(task.out);
            let what = match run.status {
                0 => {
                    holds(shot(&out).as_ref() == Some(&stand.new), || "says that all is well, but it is not".to_owned())
                }
                _ => is_told(&run).and_then(|()| stand.is_whole(&out)),
            };
            let what = what.and_then(|()| stand.is_completed(task, copy.path()));
            tally.count(&format!("{action} at call {number}, {:?}", run.calls[number - 1]), what);
        }
    }
    tally.end();
}

/// What cannot be read is told; nothing is taken for absent because it cannot be looked at.
fn reads_refused(task: &Task, some: usize) {
    let stand = Stand::of(task, true);
    let counted = run_at(Class::Reads, 0, "kill", stand.copy().path(), task.args);
    let mut tally = Tally::new(format!("{}, reading refused", task.name));
    for number in points(&counted.calls, some) {
        let actions = ["EIO", "EACCES"];
        let tried = if all() { &actions[..] } else { &actions[number % 2..][..1] };
        for action in tried {
            let copy = stand.copy();
            let run = run_at(Class::Reads, number, action, copy.path(), task.args);
            if !run.reached(number) {
                continue;
            }
            let found = shot(&copy.path().join(task.out));
            let what = match run.status {
                0 => {
                    let right = found.as_ref() == Some(&stand.new) || is_as_read(found.as_ref(), &stand.new);
                    holds(right, || "says that all is well, but it is not".to_owned())
                }
                _ => is_told(&run).and_then(|()| {
                    let partial = task.out == COMPILE.out && accounts_for(found.as_ref(), &FILES);
                    if partial { Ok(()) } else { stand.is_whole(&copy.path().join(task.out)) }
                }),
            };
            let what = what.and_then(|()| stand.comes_right(task, copy.path()));
            tally.count(&format!("{action} at call {number}, {:?}", run.calls[number - 1]), what);
        }
    }
    tally.end();
}

#[test]
fn build_where_writing_fails() {
    changes_refused(&BUILD, 8);
}

#[test]
fn compile_where_writing_fails() {
    changes_refused(&COMPILE, 8);
}

#[test]
fn build_where_reading_fails() {
    reads_refused(&BUILD, 12);
}

#[test]
fn compile_where_reading_fails() {
    reads_refused(&COMPILE, 12);
}

/// Where nothing can be known of what came, the former results stay: new ones would lack people.
#[test]
fn results_stay_where_the_returned_folder_cannot_be_listed() {
    let stand = Stand::of(&COMPILE, true);
    let counted = run_at(Class::Reads, 0, "kill", stand.copy().path(), COMPILE.args);
    let is_of_listing = |(name, path): &(String, String)| name == "getdents64" && path.ends_with("/returned");
    let number = counted.calls.iter().position(is_of_listing).expect("the folder is listed") + 1;
    let copy = stand.copy();
    let run = run_at(Class::Reads, number, "EACCES", copy.path(), COMPILE.args);
    is_told(&run).unwrap();
    assert!(run.status == 2 && run.said.contains("people would be missing"), "{}", run.said);
    assert_eq!(shot(&copy.path().join(COMPILE.out)), stand.former);
}
