//! The server: loopback only, files of the site only, and only for requests that name this machine.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::page::{self, OWN};
use super::site::{Answer, Live};
use crate::lang::Lang;
use crate::model::address::decoded;

/// A browser asks again after so long, so that no connection is open for ever.
const PATIENCE: Duration = Duration::from_secs(25);

/// An address that is ours, before anything is served from it.
pub struct Bound {
    listener: TcpListener,
    port: u16,
}

impl Bound {
    /// Where the site will be, ending in `/`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

/// Takes an address on this machine: the given port, or the usual one, or any that is free.
pub fn bind(port: Option<u16>) -> io::Result<Bound> {
    const USUAL: u16 = 8022;
    let take = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let listener = match port {
        Some(port) => take(port)?,
        None => take(USUAL).or_else(|_| take(0))?,
    };
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    Ok(Bound { listener, port })
}

#[derive(Clone)]
struct App {
    live: Live,
    lang: Lang,
    port: u16,
}

/// Serves the site until the program ends.
pub fn serve(bound: Bound, live: Live, lang: Lang) -> io::Result<()> {
    let app = App { live, lang, port: bound.port };
    let router = Router::new()
        .route(&format!("/{OWN}/live.js"), get(|| async { typed("text/javascript; charset=utf-8", page::SCRIPT) }))
        .route(&format!("/{OWN}/live.css"), get(|| async { typed("text/css; charset=utf-8", page::STYLE) }))
        .route(&format!("/{OWN}/problems"), get(problems))
        .route(&format!("/{OWN}/wait"), get(wait))
        .fallback(file)
        .layer(from_fn_with_state(app.clone(), only_this_machine))
        .with_state(app);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(bound.listener)?;
        axum::serve(listener, router).await
    })
}

/// A page elsewhere can make a browser ask any address under a name of its own (DNS rebinding); the name gives it away.
async fn only_this_machine(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let ours = ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", app.port));
    if !ours {
        return (StatusCode::MISDIRECTED_REQUEST, "linghang serves this machine only\n").into_response();
    }
    next.run(request).await
}

async fn problems(State(app): State<App>) -> Response {
    let problems = app.live.now().problems.map(|it| it.to_string()).unwrap_or_default();
    typed("text/html; charset=utf-8", problems)
}

#[derive(Deserialize)]
struct Known {
    version: u64,
}

/// Answers as soon as there is another version than the one the browser shows, else when patience ends.
async fn wait(State(app): State<App>, Query(known): Query<Known>) -> Response {
    let mut news = app.live.listen();
    let other = news.wait_for(|snapshot| snapshot.version != known.version);
    let snapshot = match tokio::time::timeout(PATIENCE, other).await {
        Ok(Ok(snapshot)) => snapshot.clone(),
        _ => app.live.now(),
    };
    let answer = serde_json::json!({ "version": snapshot.version, "problems": snapshot.problems.as_deref() });
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
            let to = format!("{}/", uri.path());
            (StatusCode::FOUND, headers(&[(header::LOCATION, &to)])).into_response()
        }
        Answer::Missing(page, version) => {
            let page = page.unwrap_or_else(|| page::waiting(app.lang).into_bytes());
            (StatusCode::NOT_FOUND, typed("text/html; charset=utf-8", page::with_script(&page, version)))
                .into_response()
        }
    }
}

fn typed(kind: &str, body: impl Into<axum::body::Body>) -> Response {
    // An author wants to see the newest page, always.
    let headers = headers(&[(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")]);
    (headers, body.into()).into_response()
}

fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
    let valid = pairs.iter().filter_map(|(name, value)| Some((name.clone(), HeaderValue::from_str(value).ok()?)));
    valid.collect()
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "yaml" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
