//! Folders replaced whole, or not at all.

use std::fs;

use super::{MARKER, Output, Parts, publish};
use crate::diagnostic::PublishProblem;
use crate::model::Artifact;

fn page(text: &str) -> Vec<Artifact> {
    vec![Artifact::new("notices/x/index.html", text)]
}

#[test]
fn a_folder_is_replaced_whole_and_its_dot_entries_stay() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let site = temp.path().join("site");
    publish(&site, &[Artifact::new("old.html", "old")], Output::Site).expect("published");
    fs::write(site.join(".nojekyll"), "").expect("written");
    publish(&site, &page("new"), Output::Site).expect("published again");
    assert!(!site.join("old.html").exists());
    assert!(site.join(".nojekyll").exists());
    assert_eq!(fs::read_to_string(site.join("notices/x/index.html")).expect("written"), "new");
    assert_eq!(fs::read_dir(temp.path()).expect("readable").count(), 1, "nothing is left beside it");
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let site = temp.path().join("site");
    fs::create_dir(&site).expect("created");
    fs::write(site.join("letter.docx"), "mine").expect("written");
    let refused = publish(&site, &page("new"), Output::Site);
    assert!(matches!(refused, Err(PublishProblem::NotOurFolder { .. })), "{refused:?}");
    assert!(site.join("letter.docx").exists());
}

#[test]
fn every_state_that_a_killed_run_can_leave_is_completed_or_undone() {
    for (target, new_complete, old, expected) in [
        (true, Some(false), false, "former"),
        (true, Some(true), false, "former"),
        (false, Some(true), true, "new"),
        (false, Some(false), true, "former"),
        (true, None, true, "former"),
    ] {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let root = temp.path();
        let lay = |name: &str, text: &str, marked: bool| {
            fs::create_dir(root.join(name)).expect("created");
            fs::write(root.join(name).join("x"), text).expect("written");
            if marked {
                fs::write(root.join(name).join(MARKER), "").expect("written");
            }
        };
        if target {
            lay("out", "former", true);
        }
        if let Some(complete) = new_complete {
            lay(".out.new", "new", complete);
        }
        if old {
            lay(".out.old", "former", true);
        }
        Parts::of(&root.join("out")).and_then(|parts| parts.within(parts.recover())).expect("recovered");
        assert_eq!(fs::read_to_string(root.join("out/x")).expect("whole"), expected);
        assert_eq!(fs::read_dir(root).expect("readable").count(), 1, "nothing is left beside it");
    }
}

#[test]
fn a_second_run_stops_while_the_first_is_at_work() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let held = fs::File::create(temp.path().join(".out.lock")).expect("created");
    held.lock().expect("locked");
    let second = publish(&temp.path().join("out"), &page("new"), Output::Site);
    assert!(matches!(second, Err(PublishProblem::AnotherRun { .. })), "{second:?}");
}
