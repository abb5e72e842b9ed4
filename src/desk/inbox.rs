//! The inbox: every file that came, with its fate, its unit, its people and its problems; and where more are put in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};

use super::frame::{Paging, address};
use super::office::{Desk, Ready};
use super::server::{App, Said, away};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::model::{FileFate, LedgerLine};
use crate::source::{Fingerprint, SourceId, Sources};

/// The inbox's addresses.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/inbox", get(page))
        .route("/inbox/file", post(file))
        .route("/inbox/text", post(text))
        .route("/inbox/read", post(read))
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    app.show(lang, "inbox", "inbox.html", move |_, ready| inbox(ready, &wanted, lang)).await
}

#[derive(Deserialize)]
struct Named {
    /// Its path as the browser tells it: the folders that were dropped, then the file.
    name: String,
}

/// What became of a file that was handed in.
#[derive(Serialize)]
struct Arrival {
    /// The file of the same bytes that lies there already; then nothing was kept.
    known: Option<String>,
}

/// Keeps a file that was handed in, byte by byte as it was.
async fn file(State(app): State<App>, Query(named): Query<Named>, mut body: Body) -> Response {
    let folder = &app.desk.opening().folder;
    let day = (app.desk.opening().today)();
    let mut kept = match folder.keep(&named.name, day) {
        Ok(kept) => kept,
        Err(error) => return refused(&error),
    };
    while let Some(frame) = body.frame().await {
        // A browser that goes away in the middle leaves half a file, which is none.
        let Ok(frame) = frame else { return StatusCode::BAD_REQUEST.into_response() };
        if let Some(Err(error)) = frame.data_ref().map(|bytes| kept.write(bytes)) {
            return refused(&error);
        }
    }
    match app.work(|desk| desk.put(kept)).await {
        Some(Ok(known)) => Json(Arrival { known }).into_response(),
        Some(Err(error)) => refused(&error),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(error: &std::io::Error) -> Response {
    (StatusCode::INSUFFICIENT_STORAGE, error.to_string()).into_response()
}

#[derive(Deserialize)]
struct Pasted {
    text: String,
}

/// Keeps a text that was pasted, as a text file.
async fn text(State(app): State<App>, Form(pasted): Form<Pasted>) -> Response {
    let day = (app.desk.opening().today)();
    let put = move |desk: &Desk| -> std::io::Result<()> {
        let mut kept = desk.opening().folder.keep("粘贴.txt", day)?;
        kept.write(pasted.text.as_bytes())?;
        desk.put(kept)?;
        desk.refresh();
        Ok(())
    };
    match app.work(put).await {
        Some(Ok(())) => away("/inbox"),
        Some(Err(error)) => refused(&error),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Reads the folder, now that all is there.
async fn read(State(app): State<App>) -> Response {
    app.work(Desk::refresh).await;
    Json(app.desk.now().version).into_response()
}

/// What of the inbox is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
    /// The id of a fate, or `problems` for files with errors.
    #[serde(default)]
    fate: String,
    page: Option<usize>,
}

/// The inbox as its template shows it.
#[derive(Serialize)]
pub struct Inbox {
    q: String,
    fate: String,
    /// How many files have each fate.
    fates: BTreeMap<&'static str, usize>,
    /// Of this list, without a page.
    address: String,
    paging: Paging,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    /// The folder of its day and its own folders.
    folder: String,
    base: String,
    fate: &'static str,
    units: Vec<String>,
    records: usize,
    /// Accepted, rejected, held, superseded.
    statuses: [usize; 4],
    problems: Vec<Told>,
    more: usize,
    /// The file of the same bytes that came before.
    again: Option<String>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
}

/// Problems that a line shows; the rest stands on the file's people.
const SHOWN: usize = 3;

/// The newest days come first.
pub fn inbox(ready: &Ready, wanted: &Wanted, lang: Lang) -> Inbox {
    let compiled = &ready.compiled;
    let sources = &compiled.sources;
    let mut problems: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in compiled.problems.iter() {
        problems.entry(problem.place.source).or_default().push(problem);
    }
    let has_error = |line: &LedgerLine| problems.get(&line.source).is_some_and(|it| it.iter().any(|it| it.is_error()));
    let mut fates: BTreeMap<&'static str, usize> = BTreeMap::new();
    // The desk's own file of decisions did not come from anybody.
    let came = || compiled.ledger.iter().filter(|line| Some(line.source) != ready.source);
    for line in came() {
        *fates.entry(fate(&line.fate)).or_default() += 1;
        *fates.entry("problems").or_default() += usize::from(has_error(line));
    }
    let needle = wanted.q.trim().to_lowercase();
    let fits = |line: &&Arc<LedgerLine>| {
        let by_fate = match wanted.fate.as_str() {
            "" => true,
            "problems" => has_error(line),
            id => id == fate(&line.fate),
        };
        let texts = || std::iter::once(&sources.get(line.source).name).chain(line.units.iter());
        by_fate && (needle.is_empty() || texts().any(|text| text.to_lowercase().contains(&needle)))
    };
    let mut lines: Vec<&Arc<LedgerLine>> = came().filter(fits).collect();
    // The order of names within a day, the newest day first.
    lines.sort_by(|a, b| day(&sources.get(b.source).name).cmp(day(&sources.get(a.source).name)));
    let mut first: BTreeMap<Fingerprint, SourceId> = BTreeMap::new();
    for line in came() {
        if let Some(print) = line.fingerprint {
            first.entry(print).or_insert(line.source);
        }
    }
    let (paging, range) = Paging::of(lines.len(), wanted.page);
    let shown = lines[range].iter().map(|line| {
        let own = problems.get(&line.source).map(Vec::as_slice).unwrap_or_default();
        let again = line.fingerprint.and_then(|print| first.get(&print)).filter(|id| **id != line.source);
        show(line, own, again.map(|id| sources.get(*id).name.clone()), sources, lang)
    });
    let address = address("/inbox", &[("q", &wanted.q), ("fate", &wanted.fate)]);
    Inbox { address, q: wanted.q.clone(), fate: wanted.fate.clone(), fates, lines: shown.collect(), paging }
}

fn show(line: &LedgerLine, problems: &[&Diagnostic], again: Option<String>, sources: &Sources, lang: Lang) -> Line {
    let name = sources.get(line.source).name.clone();
    let short = name.strip_prefix("returned/").unwrap_or(&name);
    let (folder, base) = short.rsplit_once('/').unwrap_or(("", short));
    let mut sorted = problems.to_vec();
    sorted.sort_by_key(|problem| problem.severity);
    let told = |problem: &&Diagnostic| Told {
        code: problem.code().0,
        severity: problem.severity.id(),
        message: problem.problem.message(lang),
        help: problem.problem.help(lang),
    };
    Line {
        folder: folder.to_owned(),
        base: base.to_owned(),
        fate: fate(&line.fate),
        units: line.units.to_vec(),
        records: line.records,
        statuses: line.statuses,
        more: sorted.len().saturating_sub(SHOWN),
        problems: sorted.iter().take(SHOWN).map(told).collect(),
        again,
        reason: match &line.fate {
            FileFate::Ignored([zh, en]) => Some(lang.pick(*zh, *en).to_owned()),
            _ => None,
        },
        name,
    }
}

/// The word for a fate in addresses and classes of style.
fn fate(fate: &FileFate) -> &'static str {
    match fate {
        FileFate::Read => "read",
        FileFate::Keyed => "keyed",
        FileFate::Unreadable => "unreadable",
        FileFate::Ignored(_) => "ignored",
        FileFate::Expanded { .. } => "expanded",
    }
}

/// The folder of the day on which a file came.
fn day(name: &str) -> &str {
    name.strip_prefix("returned/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use jiff::civil::date;

    use crate::desk::testing::small_desk;

    #[test]
    fn equal_bytes_that_come_at_once_are_kept_once_and_different_ones_under_one_name_all() {
        let (_folder, desk) = small_desk();
        let put = |name: &str, text: &str| {
            let mut kept = desk.opening().folder.keep(name, date(2025, 8, 10)).expect("begun");
            kept.write(text.as_bytes()).expect("written");
            desk.put(kept).expect("put")
        };
        let at_once = |text: &(dyn Fn(usize) -> String + Sync)| -> Vec<Option<String>> {
            let one = |at: usize| put("批/表.yaml", &text(at));
            thread::scope(|scope| {
                let all: Vec<_> = (0..8).map(|at| scope.spawn(move || one(at))).collect();
                all.into_iter().map(|it| it.join().expect("no panic")).collect()
            })
        };
        let same = at_once(&|_| "姓名: 测试甲\n".to_owned());
        let first = "returned/2025-08-10/批/表.yaml";
        assert_eq!(same.iter().filter(|it| it.is_none()).count(), 1, "{same:?}");
        assert!(same.iter().flatten().all(|known| known == first), "{same:?}");
        let different = at_once(&|at| format!("姓名: 测试{at}\n"));
        assert_eq!(different, [const { None }; 8]);
        let before = desk.now().ready().map(|ready| ready.compiled.ledger.len());
        desk.refresh();
        let after = desk.now().ready().map(|ready| ready.compiled.ledger.len());
        assert_eq!(after, before.map(|files| files + 9));
        assert_eq!(put("又来.yaml", "姓名: 测试甲\n").as_deref(), Some(first), "the ledger knows it");
    }

    #[test]
    fn what_came_is_read_once_however_many_ask_for_it() {
        let (_folder, desk) = small_desk();
        let ask = || thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(|| desk.refresh()))));
        for round in 2..6 {
            let mut kept = desk.opening().folder.keep("甲.yaml", date(2025, 8, 10)).expect("begun");
            kept.write(format!("姓名: 测试{round}\n").as_bytes()).expect("written");
            desk.put(kept).expect("put");
            ask();
            assert_eq!(desk.now().version, round);
        }
        // A project that cannot be understood is told once as well.
        std::fs::write(desk.opening().project.join("data/units.yaml"), "[").expect("written");
        ask();
        ask();
        let now = desk.now();
        assert_eq!((now.version, now.ready().is_some()), (6, false));
    }

    #[test]
    fn what_was_taken_away_meanwhile_is_taken_in_again() {
        let (_folder, desk) = small_desk();
        let put = || {
            let mut kept = desk.opening().folder.keep("甲.yaml", date(2025, 8, 10)).expect("begun");
            kept.write(b"1").expect("written");
            desk.put(kept).expect("put")
        };
        assert_eq!((put(), put().is_some()), (None, true));
        std::fs::remove_file(desk.opening().folder.returned.join("2025-08-10/甲.yaml")).expect("removed");
        assert_eq!(put(), None);
    }
}
