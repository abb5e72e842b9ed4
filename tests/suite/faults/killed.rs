//! Killed at every call that changes the disk: the output is the former or the new one, whole, and the next run goes on.

use super::rig::{BUILD, COMPILE, Class, KILLED, Task, points, run_at};
use super::stand::Stand;
use crate::tally::{Tally, all};

fn killed(task: &Task, has_former: bool, some: usize) {
    let stand = Stand::of(task, has_former);
    let counted = run_at(Class::Changes, 0, "kill", stand.copy().path(), task.args);
    assert!(counted.calls.len() > 20, "{:?}", counted.calls);
    let former = if has_former { "over a former output" } else { "for the first time" };
    let mut tally = Tally::new(format!("{} {former}, killed", task.name));
    for number in points(&counted.calls, some) {
        let actions = ["kill", "tear"];
        let tried = if all() { &actions[..] } else { &actions[number % 2..][..1] };
        for action in tried {
            let copy = stand.copy();
            let run = run_at(Class::Changes, number, action, copy.path(), task.args);
            if !run.reached(number) {
                continue;
            }
            assert_eq!(run.status, KILLED, "{}", run.said);
            let fault = format!("{action} at call {number}, {:?}", run.calls[number - 1]);
            let what = stand.is_whole(&copy.path().join(task.out)).and_then(|()| stand.is_completed(task, copy.path()));
            tally.count(&fault, what);
        }
    }
    tally.end();
}

#[test]
fn build_over_a_former_site() {
    killed(&BUILD, true, 6);
}

#[test]
fn build_for_the_first_time() {
    killed(&BUILD, false, 3);
}

#[test]
fn compile_over_former_results() {
    killed(&COMPILE, true, 6);
}

#[test]
fn compile_for_the_first_time() {
    killed(&COMPILE, false, 3);
}

/// Killed at any call of a run that tidies up after a killed one.
#[test]
fn a_run_that_goes_on_after_a_killed_one() {
    let stand = Stand::of(&BUILD, true);
    let counted = run_at(Class::Changes, 0, "kill", stand.copy().path(), BUILD.args);
    let renames = counted.calls.iter().enumerate().filter(|(_, (name, _))| name.starts_with("rename"));
    let mut tally = Tally::new("build after a killed build, killed again");
    for (first, _) in renames.map(|(at, it)| (at + 1, it)) {
        let after_first = |number| {
            let copy = stand.copy();
            run_at(Class::Changes, first, "tear", copy.path(), BUILD.args);
            let run = run_at(Class::Changes, number, "kill", copy.path(), BUILD.args);
            (copy, run)
        };
        let (_, whole) = after_first(0);
        for number in points(&whole.calls, 2) {
            let (copy, run) = after_first(number);
            if run.reached(number) {
                let fault = format!("killed at call {first}, then at {number}, {:?}", run.calls[number - 1]);
                let what =
                    stand.is_whole(&copy.path().join("site")).and_then(|()| stand.is_completed(&BUILD, copy.path()));
                tally.count(&fault, what);
            }
        }
    }
    tally.end();
}
