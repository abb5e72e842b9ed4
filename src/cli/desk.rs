//! `desk`: the same compile by mouse, on a page of this machine's browser.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Outcome;
use super::console::Console;
use crate::desk::{Desk, Folder, Opening, bind, entrance, serve};
use crate::diagnostic::{Both, PublishProblem};
use crate::jobs;
use crate::model::Order;
use crate::publish::Output;
use crate::source::{Waited, Watch};

/// Shared folders do not tell of what others put into them: they are looked into so often.
const LOOK: Duration = Duration::from_secs(2);

/// All dates are of China Standard Time, whatever the machine's clock is set to.
const HOURS_EAST: i8 = 8;

pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let folder = matches.get_one::<PathBuf>("folder").cloned();
    let order = matches.get_one::<String>("order").and_then(|id| Order::named(id)).unwrap_or_default();
    let wanted = Wanted {
        folder,
        order,
        port: matches.get_one::<u16>("port").copied(),
        browser: !matches.get_flag("no-open"),
        today: matches.get_one::<Date>("today").copied(),
    };
    open(&wanted, console).unwrap_or_else(|outcome| outcome)
}

/// How the desk is wanted.
struct Wanted {
    /// The project's own, unless another is named.
    folder: Option<PathBuf>,
    order: Order,
    port: Option<u16>,
    browser: bool,
    /// The clock's, unless another day is named.
    today: Option<Date>,
}

fn open(wanted: &Wanted, console: &Console) -> Result<Outcome, Outcome> {
    let project = project(wanted.folder.as_deref(), console)?;
    let root = wanted.folder.clone().unwrap_or_else(|| project.clone());
    for inner in ["returned", "out"] {
        if let Some(problem) = jobs::output_problem(&project, &root.join(inner), Output::Summaries) {
            return Err(console.refused(&root, problem));
        }
    }
    let failed = |reason: Both| {
        let path = root.display().to_string();
        console.refused(&root, PublishProblem::CannotWrite { path, reason })
    };
    let folder = Folder::open(&root).map_err(|error| failed(Both::refusal(&error)))?;
    let bound = bind(wanted.port).map_err(|error| failed(Both::refusal(&error)))?;
    let watched = [folder.returned.clone(), folder.decisions.clone(), project.join("data"), project.join("content")];
    let watch = Watch::over(&watched).map_err(|reason| failed(Both::same(&reason)))?;
    console.say("正在读已经收到的文件……", "reading what has come in so far …");
    let fixed = wanted.today;
    let today = Box::new(move || fixed.unwrap_or_else(today));
    let desk = Desk::open(Opening { folder, project, lang: console.lang, order: wanted.order, today });
    let mut browser = wanted.browser;
    let shown = console.clone();
    let browsed = std::sync::atomic::AtomicBool::new(std::mem::take(&mut browser));
    let door = entrance(&bound, move |address| {
        shown.say(
            &format!("在浏览器里打开 {address}（每个地址只能用一次，按 Ctrl+C 结束）"),
            &format!("open {address} in a browser (each address can be used once; Ctrl+C ends the desk)"),
        );
        if browsed.swap(false, std::sync::atomic::Ordering::Relaxed) {
            super::serve::open(address);
        }
    });
    let door = door.map_err(|error| failed(Both::refusal(&error)))?;
    let kept = desk.clone();
    std::thread::spawn(move || {
        loop {
            match watch.wait_for(LOOK) {
                Waited::Ended => break,
                Waited::Changed | Waited::Nothing => kept.refresh(),
            }
        }
    });
    serve(bound, desk, door).map_err(|error| failed(Both::refusal(&error)))?;
    Ok(Outcome::Fine)
}

/// The project whose forms and rules hold: the one that was named, else the nearest around the desk's folder or here.
fn project(folder: Option<&Path>, console: &Console) -> Result<PathBuf, Outcome> {
    let around = folder.filter(|_| !console.names_root()).and_then(jobs::find_root);
    around.map_or_else(|| console.root(), Ok)
}

/// The day in China; on the first day of the calendar where the clock says nothing that can be.
// The desk's arrivals are put in folders by day; no output depends on it.
#[allow(clippy::disallowed_methods)]
fn today() -> Date {
    Offset::constant(HOURS_EAST).to_datetime(Timestamp::now()).date()
}
