//! The site, for its publisher: what is wrong with contents and data, how it looks, its blank forms, and publishing it.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};

use super::office::Desk;
use super::server::{App, Said, away};
use crate::diagnostic::{Diagnostic, PublishProblem};
use crate::jobs::{self, Building};
use crate::lang::Lang;
use crate::local::{Answer, Live, Preview, Snapshot, Told, headers, keep, kind_of, typed};
use crate::model::address::{decoded, uri};
use crate::report::{Snippets, Spot};
use crate::source::{Sources, Stamp, Waited, Watch, stamp, walk};

/// A browser asks again after so long; the first look at a site is waited for as long.
const PATIENCE: Duration = Duration::from_secs(25);

const SCRIPT: &str = include_str!("pages/site.js");

/// Shared folders do not tell of what others put into them: they are looked into so often.
const LOOK: Duration = Duration::from_secs(2);

/// The folders of a project whose changes matter.
const WATCHED: [&str; 3] = ["content", "data", "templates"];

/// The site's addresses.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/site", get(page))
        .route("/site.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/site/wait", get(wait))
        .route("/site/publish", post(publish))
        .route("/site/blanks/{name}", get(blank))
        .route("/site/preview", get(|| async { away("/site/preview/") }))
        .route("/site/preview/", get(file))
        .route("/site/preview/{*path}", get(file))
        .layer(Extension(Arc::<Keeping>::default()))
}

/// The site as it is now, from the first time that somebody asks for it.
#[derive(Default)]
struct Keeping {
    live: OnceLock<Live>,
    /// What came of publishing last, and the site's version then.
    last: Mutex<Option<(u64, Attempt)>>,
}

type Kept = Arc<Keeping>;

/// What came of publishing.
enum Attempt {
    /// So many files.
    Done(usize),
    Refused(PublishProblem),
    /// What only building it whole brings out.
    Faulty(Told),
}

impl Keeping {
    fn live(&self, desk: &Desk) -> &Live {
        self.live.get_or_init(|| {
            let root = desk.opening().project.clone();
            let known = stamps(&root);
            let (keeper, live) = keep(Preview { root: root.clone(), base_url: None, drafts: false });
            std::thread::spawn(move || keeper.run(&mut |_| {}));
            let heard = live.clone();
            std::thread::spawn(move || follow(&root, known, &heard));
            live
        })
    }
}

/// Has the site looked at again whenever a file of the project has changed. The system's word is not enough: it tells of
/// every result that is written beside the project as well, and of nothing at all where the folder is shared.
fn follow(root: &Path, mut known: Stamps, live: &Live) {
    let watch = Watch::new(root, &WATCHED).ok();
    loop {
        match watch.as_ref().map(|watch| watch.wait_for(LOOK)) {
            Some(Waited::Ended) => return,
            Some(Waited::Changed | Waited::Nothing) => {}
            None => std::thread::sleep(LOOK),
        }
        let now = stamps(root);
        if now != known && !live.changed() {
            return;
        }
        known = now;
    }
}

/// Every file of the project as it was when it was looked at.
type Stamps = Vec<(String, Option<Stamp>)>;

fn stamps(root: &Path) -> Stamps {
    let files = WATCHED.iter().flat_map(|folder| walk(&root.join(folder), &|_| false).files);
    files.map(|file| (file.path.display().to_string(), stamp(&file.path))).collect()
}

#[derive(Deserialize)]
struct Wanted {
    /// Whether what came of publishing is to be told.
    told: Option<String>,
}

/// The page stands also while the project has errors: this is where they are seen and mended.
async fn page(
    State(app): State<App>,
    said: Said,
    Extension(kept): Extension<Kept>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let snapshot = first(kept.live(&app.desk)).await;
    let frame = app.frame.clone();
    let drawn = app.work(move |desk| {
        let last = kept.last.lock().unwrap_or_else(PoisonError::into_inner);
        let last = last.as_ref().filter(|(version, _)| wanted.told.is_some() && *version == snapshot.version);
        let view = view(desk, &snapshot, last.map(|(_, attempt)| attempt), said.lang);
        frame.page(desk, &desk.now(), said.lang, "site", "site.html", &view)
    });
    match drawn.await {
        Some(page) => typed("text/html; charset=utf-8", page),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// How the site stands, as soon as it was looked at at all.
async fn first(live: &Live) -> Snapshot {
    let mut news = live.listen();
    let looked = news.wait_for(|snapshot| snapshot.version > 0);
    match tokio::time::timeout(PATIENCE, looked).await {
        Ok(Ok(snapshot)) => snapshot.clone(),
        _ => live.now(),
    }
}

/// The page as its template shows it.
#[derive(Serialize)]
struct Site {
    version: u64,
    failed: bool,
    errors: usize,
    warnings: usize,
    problems: Vec<Line>,
    more: usize,
    blanks: Vec<Form>,
    /// Where the site is published.
    folder: String,
    told: Option<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    /// `done`, `refused` or `faulty`.
    kind: &'static str,
    files: usize,
    message: String,
    help: Option<String>,
    problems: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: &'static str,
    severity: &'static str,
    label: &'static str,
    message: String,
    help: Option<String>,
    place: String,
    /// The number of a line, and what stands before, within and behind the spot.
    snippet: Option<(usize, [String; 3])>,
}

#[derive(Serialize)]
struct Form {
    title: String,
    files: Vec<Blank>,
}

#[derive(Serialize)]
struct Blank {
    label: String,
    format: String,
    address: String,
    size: usize,
}

/// Problems that the page shows; whoever has more mends these first.
const SHOWN: usize = 200;

fn view(desk: &Desk, snapshot: &Snapshot, last: Option<&Attempt>, lang: Lang) -> Site {
    let told = &snapshot.told;
    let (problems, more) = lines(told, lang);
    let errors = told.problems.iter().filter(|problem| problem.is_error()).count();
    let form = |form: &crate::local::BlankForm| Form {
        title: form.title.clone(),
        files: form
            .files
            .iter()
            .map(|file| Blank {
                label: file.label.clone(),
                format: file.format.clone(),
                address: format!("/site/blanks/{}", uri(file.path.rsplit('/').next().unwrap_or_default())),
                size: file.size.div_ceil(1024),
            })
            .collect(),
    };
    Site {
        version: snapshot.version,
        failed: snapshot.failed,
        errors,
        warnings: told.problems.len() - errors,
        problems,
        more,
        blanks: snapshot.blanks.iter().map(form).collect(),
        folder: desk.opening().project.join("site").display().to_string(),
        told: last.map(|attempt| outcome(attempt, lang)),
    }
}

/// Errors first, each group in the order of the files.
fn lines(told: &Told, lang: Lang) -> (Vec<Line>, usize) {
    let mut sorted: Vec<&Diagnostic> = told.problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity);
    let snippets = Snippets::new(&told.sources);
    let shown = sorted.iter().take(SHOWN).map(|problem| line(problem, &told.sources, &snippets, lang)).collect();
    (shown, sorted.len().saturating_sub(SHOWN))
}

fn line(problem: &Diagnostic, sources: &Sources, snippets: &Snippets, lang: Lang) -> Line {
    let snippet = snippets.of(problem.place);
    Line {
        code: problem.code().0,
        severity: problem.severity.id(),
        label: problem.severity.label(lang),
        message: problem.problem.message(lang),
        help: problem.problem.help(lang),
        place: Spot::of(problem.place, sources).text(lang),
        snippet: snippet.map(|it| (it.line, it.parts().map(str::to_owned))),
    }
}

fn outcome(attempt: &Attempt, lang: Lang) -> Outcome {
    let none = Outcome { kind: "done", files: 0, message: String::new(), help: None, problems: Vec::new() };
    match attempt {
        Attempt::Done(files) => Outcome { files: *files, ..none },
        Attempt::Refused(problem) => {
            let problem = crate::diagnostic::Problem::from(problem.clone());
            Outcome { kind: "refused", message: problem.message(lang), help: problem.help(lang), ..none }
        }
        Attempt::Faulty(told) => Outcome { kind: "faulty", problems: lines(told, lang).0, ..none },
    }
}

#[derive(Deserialize)]
struct Known {
    version: u64,
}

/// Answers as soon as there is another version than the one the browser shows, else when patience ends.
async fn wait(State(app): State<App>, Extension(kept): Extension<Kept>, Query(known): Query<Known>) -> Response {
    let live = kept.live(&app.desk);
    let mut news = live.listen();
    let other = news.wait_for(|snapshot| snapshot.version != known.version);
    _ = tokio::time::timeout(PATIENCE, other).await.is_ok();
    Json(live.now().version).into_response()
}

/// Publishes the site of the project as it lies on the disk now.
async fn publish(State(app): State<App>, Extension(kept): Extension<Kept>) -> Response {
    let version = first(kept.live(&app.desk)).await.version;
    app.work(move |desk| {
        let attempt = built(desk);
        *kept.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, attempt));
    })
    .await;
    away("/site?told=yes")
}

fn built(desk: &Desk) -> Attempt {
    let root = &desk.opening().project;
    let mut loaded = jobs::load(root, false);
    if loaded.problems.has_errors() {
        return Attempt::Faulty(Told { problems: loaded.problems, sources: loaded.sources });
    }
    let job = Building { base_url: None, drafts: false };
    match jobs::publish_site(&mut loaded, &job, &root.join("site")) {
        Ok(published) => match published.size {
            Some((files, _)) => Attempt::Done(files),
            None => Attempt::Faulty(Told { problems: published.problems, sources: loaded.sources }),
        },
        Err(problem) => Attempt::Refused(problem),
    }
}

/// A blank form, to be kept.
async fn blank(State(app): State<App>, Extension(kept): Extension<Kept>, address: Uri) -> Response {
    let name = decoded(address.path().strip_prefix("/site/blanks/").unwrap_or_default());
    match kept.live(&app.desk).file(format!("forms/{name}")).await {
        Answer::File(bytes, _) if !name.contains('/') => {
            let saved = format!("attachment; filename*=UTF-8''{}", uri(&name));
            (headers(&[(header::CONTENT_DISPOSITION, &saved)]), typed(kind_of(&name), bytes)).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the site. Only what belongs to the site is found, so no path can lead anywhere else.
async fn file(State(app): State<App>, Extension(kept): Extension<Kept>, asked: HeaderMap, address: Uri) -> Response {
    let path = decoded(address.path().strip_prefix("/site/preview/").unwrap_or_default());
    let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let kind = kind_of(&index);
    let policy = headers(&[(header::CONTENT_SECURITY_POLICY, &policy(&asked, app.home()))]);
    match kept.live(&app.desk).file(index).await {
        Answer::File(bytes, _) => (policy, typed(kind, bytes)).into_response(),
        Answer::Folder => away(&format!("{}/", address.path())),
        Answer::Missing(page, _) => {
            let page = page.unwrap_or_default();
            (StatusCode::NOT_FOUND, policy, typed("text/html; charset=utf-8", page)).into_response()
        }
    }
}

/// Pages of the site have scripts of their own, which come from whoever made the project: they reach the site's own files
/// and nothing of the desk, where people's data are. Neither may they leave a worker behind, which would answer in their stead
/// with pages that have no policy.
fn policy(asked: &HeaderMap, home: &str) -> String {
    let host = asked.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = format!("http://{host}{home}/site/preview/");
    format!(
        "sandbox allow-scripts allow-same-origin allow-forms allow-downloads allow-modals; default-src 'none'; \
         style-src {own}; script-src {own}; img-src {own} data: blob:; font-src {own}; media-src {own}; connect-src {own}; \
         manifest-src {own}; form-action {own}; worker-src 'none'; frame-ancestors 'none'; base-uri 'none'"
    )
}
