//! `serve`: the author's preview, rebuilt and reloaded at every change.

use std::path::Path;
use std::process::Command;

use clap::ArgMatches;

use super::Outcome;
use super::console::Console;
use crate::diagnostic::{Both, PublishProblem};
use crate::local::{Attempt, Preview, keep};
use crate::serve::{bind, serve};
use crate::source::Watch;

/// The folders of a project whose changes matter.
pub const WATCHED: [&str; 3] = ["content", "data", "templates"];

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let root = match console.root() {
        Ok(root) => root,
        Err(outcome) => return outcome,
    };
    let port = matches.get_one::<u16>("port").copied();
    let bound = match bind(port) {
        Ok(bound) => bound,
        Err(error) => {
            let path = format!("127.0.0.1:{}", port.unwrap_or_default());
            return console.refused(
                Path::new(&path),
                PublishProblem::CannotWrite { path: path.clone(), reason: Both::refusal(&error) },
            );
        }
    };
    let watch = match Watch::new(&root, &WATCHED) {
        Ok(watch) => watch,
        Err(reason) => {
            let path = root.display().to_string();
            return console.refused(&root, PublishProblem::CannotWrite { path, reason: Both::same(&reason) });
        }
    };
    let (url, lang) = (bound.url(), console.lang);
    let drafts = matches.get_flag("drafts");
    let (keeper, live) = keep(Preview { root, base_url: Some(url.clone()), drafts });
    let (heard, shown, address) = (live.clone(), console.clone(), url.clone());
    let mut wants_browser = matches.get_flag("open");
    std::thread::spawn(move || while watch.wait() && heard.changed() {});
    std::thread::spawn(move || {
        let mut is_first = true;
        keeper.run(&mut |attempt: Attempt| {
            shown.tell(attempt.problems, attempt.sources);
            if std::mem::take(&mut is_first) {
                shown.say(
                    &format!("在浏览器里打开 {address}（改动后自动刷新，按 Ctrl+C 结束）"),
                    &format!("open {address} in a browser (reloads at every change, Ctrl+C ends it)"),
                );
                if std::mem::take(&mut wants_browser) {
                    open(&address);
                }
                return;
            }
            let (zh, en) = match attempt.problems.has_errors() {
                false => ("已重新生成", "rebuilt"),
                true => ("有错误，仍显示原来的网站", "errors; the former site stays up"),
            };
            shown.say(zh, en);
        });
    });
    match serve(bound, live, lang) {
        Ok(()) => Outcome::Fine,
        Err(error) => {
            let path = url;
            console.refused(
                Path::new(&path),
                PublishProblem::CannotWrite { path: path.clone(), reason: Both::refusal(&error) },
            )
        }
    }
}

/// Opens an address in the user's browser; where that fails, the address has been printed.
pub fn open(url: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let _ = Command::new(program).args(before).arg(url).spawn();
}
