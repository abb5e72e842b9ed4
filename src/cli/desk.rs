//! `desk`: the same compile by mouse, on a page of this machine's browser.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
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
    let order = matches.get_one::<String>("order").and_then(|id| Order::named(id)).unwrap_or_default();
    let wanted = Wanted {
        folder: matches.get_one::<PathBuf>("folder").cloned(),
        order,
        port: matches.get_one::<u16>("port").copied(),
        browser: !matches.get_flag("no-open"),
        today: matches.get_one::<Date>("today").copied(),
        taken: Vec::new(),
    };
    open(wanted, console).unwrap_or_else(|outcome| outcome)
}

/// Files and folders that were dropped onto the program: a desk's folder is opened, anything else is taken in. The window
/// stays until it has been read.
pub fn dropped(paths: &[PathBuf], console: &Console) -> Outcome {
    let (folder, taken) = match paths {
        [only] if Folder::is_one(only) => (Some(only.clone()), Vec::new()),
        _ => (None, paths.to_vec()),
    };
    let wanted = Wanted { folder, order: Order::default(), port: None, browser: true, today: None, taken };
    open(wanted, console).unwrap_or_else(|outcome| {
        console.linger();
        outcome
    })
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
    /// What is put into it at once.
    taken: Vec<PathBuf>,
}

fn open(wanted: Wanted, console: &Console) -> Result<Outcome, Outcome> {
    let project = project(&wanted, console)?;
    let root = wanted.folder.clone().unwrap_or_else(|| project.clone());
    for inner in ["returned", "out"] {
        if let Some(problem) = jobs::output_problem(&project, &root.join(inner), Output::Summaries) {
            return Err(console.refused(&root, problem));
        }
    }
    let refused = |reason: Both| {
        let path = root.display().to_string();
        console.refused(&root, PublishProblem::CannotWrite { path, reason })
    };
    let failed = |error: io::Error| refused(Both::refusal(&error));
    let folder = Folder::open(&root).map_err(failed)?;
    let bound = bind(wanted.port).map_err(failed)?;
    let watched = [folder.returned.clone(), folder.decisions.clone(), project.join("data"), project.join("content")];
    let watch = Watch::over(&watched).map_err(|reason| refused(Both::same(&reason)))?;
    console.say("正在读已经收到的文件……", "reading what has come in so far …");
    let fixed = wanted.today;
    let today = Box::new(move || fixed.unwrap_or_else(today));
    let desk = Desk::open(Opening { folder, project, lang: console.lang, order: wanted.order, today });
    if !wanted.taken.is_empty() {
        let [taken, known] = desk.take(&wanted.taken).map_err(failed)?;
        console.say(
            &format!("收下 {taken} 个文件，{known} 个已收过；原件没有改动"),
            &format!("{taken} files taken in, {known} known already; the originals stay as they are"),
        );
    }
    let kept = desk.clone();
    std::thread::spawn(move || {
        while watch.wait_for(LOOK) != Waited::Ended {
            kept.refresh();
        }
    });
    let (shown, browser) = (console.clone(), AtomicBool::new(wanted.browser));
    let door = entrance(&bound, move |address| {
        shown.say(
            &format!("在浏览器里打开 {address}（每个地址只能用一次，按 Ctrl+C 结束）"),
            &format!("open {address} in a browser (each address can be used once; Ctrl+C ends the desk)"),
        );
        // Only the first: the others are for whoever wants a second window.
        if browser.swap(false, Ordering::Relaxed) {
            super::serve::open(address);
        }
    });
    serve(bound, desk, door.map_err(failed)?).map_err(failed)?;
    Ok(Outcome::Fine)
}

/// The project whose forms and rules hold: the one that was named, else the nearest around the desk's folder, around what
/// is put into it, here, or beside the program.
fn project(wanted: &Wanted, console: &Console) -> Result<PathBuf, Outcome> {
    let near = wanted.folder.iter().chain(wanted.taken.first()).find_map(|path| jobs::find_root(path));
    let beside = || console.beside_program().and_then(|folder| jobs::find_root(&folder));
    match near.filter(|_| !console.names_root()) {
        Some(root) => Ok(root),
        None if console.names_root() || jobs::find_root(Path::new(".")).is_some() => console.root(),
        None => beside().map_or_else(|| console.root(), Ok),
    }
}

/// The day in China; on the first day of the calendar where the clock says nothing that can be.
// The desk's arrivals are put in folders by day; no output depends on it.
#[allow(clippy::disallowed_methods)]
fn today() -> Date {
    Offset::constant(HOURS_EAST).to_datetime(Timestamp::now()).date()
}
