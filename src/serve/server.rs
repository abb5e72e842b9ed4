//! The server: loopback only, files of the site only, and only for requests that name this machine.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::page::{self, OWN};
use crate::lang::Lang;
use crate::local::{self, Answer, Bound, Live, Snapshot, headers, kind_of, typed};
use crate::model::address::decoded;
use crate::report::{Palette, Snippets, render};

/// A browser asks again after so long, so that no connection is open for ever.
const PATIENCE: Duration = Duration::from_secs(25);

/// Browsers that may wait for news at a time; to others the script of the page comes back a little later.
const WAITING: usize = 64;

/// The port where a preview is, unless it is taken.
const USUAL: u16 = 8022;

/// Takes an address on this machine: the given port, or the usual one, or any that is free.
pub fn bind(port: Option<u16>) -> io::Result<Bound> {
    match port {
        Some(port) => local::bind(&[port]),
        None => local::bind(&[USUAL, 0]),
    }
}

#[derive(Clone)]
struct App {
    live: Live,
    lang: Lang,
    waiting: Arc<Semaphore>,
}

/// Serves the site until the program ends.
pub fn serve(bound: Bound, live: Live, lang: Lang) -> io::Result<()> {
    let app = App { live, lang, waiting: Arc::new(Semaphore::new(WAITING)) };
    let router = Router::new()
        .route(&format!("/{OWN}/live.js"), get(|| async { typed("text/javascript; charset=utf-8", page::SCRIPT) }))
        .route(&format!("/{OWN}/live.css"), get(|| async { typed("text/css; charset=utf-8", page::STYLE) }))
        .route(&format!("/{OWN}/problems"), get(problems))
        .route(&format!("/{OWN}/wait"), get(wait))
        .fallback(file)
        .with_state(app);
    local::serve(bound, router)
}

async fn problems(State(app): State<App>) -> Response {
    let problems = errors(&app.live.now(), app.lang).unwrap_or_default();
    typed("text/html; charset=utf-8", problems)
}

/// The errors of the newest attempt, as a fragment of a page; none where it went well.
fn errors(snapshot: &Snapshot, lang: Lang) -> Option<String> {
    let told = &snapshot.told;
    let errors = told.problems.iter().filter(|problem| problem.is_error());
    let snippets = Snippets::new(&told.sources);
    let texts = || errors.map(|problem| render(problem, &snippets, lang, Palette::Plain)).collect::<Vec<_>>();
    snapshot.failed.then(|| page::problems(&texts(), lang))
}

#[derive(Deserialize)]
struct Known {
    version: u64,
}

/// Answers as soon as there is another version than the one the browser shows, else when patience ends.
async fn wait(State(app): State<App>, Query(known): Query<Known>) -> Response {
    let Ok(_seat) = app.waiting.try_acquire() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let mut news = app.live.listen();
    let other = news.wait_for(|snapshot| snapshot.version != known.version);
    let snapshot = match tokio::time::timeout(PATIENCE, other).await {
        Ok(Ok(snapshot)) => snapshot.clone(),
        _ => app.live.now(),
    };
    let answer = serde_json::json!({ "version": snapshot.version, "problems": errors(&snapshot, app.lang) });
    typed("application/json", answer.to_string())
}

/// A file of the site. Only what belongs to the site is found, so no path can lead anywhere else.
async fn file(State(app): State<App>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = decoded(uri.path().trim_start_matches('/'));
    let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let kind = kind_of(&index);
    match app.live.file(index).await {
        Answer::File(bytes, version) if kind.starts_with("text/html") => {
            typed(kind, page::with_script(&bytes, version))
        }
        Answer::File(bytes, _) => typed(kind, bytes),
        Answer::Folder => {
            // Two slashes at its beginning would name another host.
            let to = format!("/{}/", uri.path().trim_start_matches('/'));
            (StatusCode::FOUND, headers(&[(header::LOCATION, &to)])).into_response()
        }
        Answer::Missing(page, version) => {
            let page = page.unwrap_or_else(|| page::waiting(app.lang).into_bytes());
            (StatusCode::NOT_FOUND, typed("text/html; charset=utf-8", page::with_script(&page, version)))
                .into_response()
        }
    }
}
