//! What local servers share: an address on this machine only, requests that name it, and answers that nothing keeps.

mod connections;
mod live;
mod neighbours;

pub use live::{Answer, Attempt, BlankForm, Live, Preview, Snapshot, Told, keep};

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

/// An address that is ours, before anything is served from it.
pub struct Bound {
    listener: TcpListener,
    port: u16,
}

impl Bound {
    /// Where the pages will be, ending in `/`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

/// Takes an address on this machine: the first of the ports that is free; 0 is any.
pub fn bind(ports: &[u16]) -> io::Result<Bound> {
    let addresses: Vec<SocketAddr> = ports.iter().map(|port| (Ipv4Addr::LOCALHOST, *port).into()).collect();
    let listener = TcpListener::bind(&*addresses)?;
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    Ok(Bound { listener, port })
}

/// Serves until the program ends, and only whoever asks for this machine by its name.
pub fn serve(bound: Bound, router: Router) -> io::Result<()> {
    let router = router.layer(from_fn_with_state(bound.port, only_this_machine));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(bound.listener)?;
        connections::serve(listener, router).await
    })
}

async fn only_this_machine(State(port): State<u16>, request: Request, next: Next) -> Response {
    if !is_ours(request.method(), request.uri(), request.headers(), port) {
        return (StatusCode::MISDIRECTED_REQUEST, "linghang serves this machine only\n").into_response();
    }
    // A browser that fetches a service worker says so (Service Workers, 9.1). It would outlive the page and the program, and
    // go on answering at this address, whatever is served there next.
    if request.headers().contains_key("service-worker") {
        return (StatusCode::FORBIDDEN, "linghang serves no worker\n").into_response();
    }
    next.run(request).await
}

/// A page elsewhere can make a browser ask any address under a name of its own (DNS rebinding); the name gives it away,
/// wherever it stands. A request that changes something must come from a page of ours besides.
fn is_ours(method: &Method, uri: &Uri, headers: &HeaderMap, port: u16) -> bool {
    let ours = |host: &str| ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"));
    let word = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let mut hosts = headers.get_all(header::HOST).iter().map(word);
    let asked = hosts.next().is_some_and(|host| ours(&host)) && hosts.all(|host| ours(&host));
    let named = uri.authority().is_none_or(|authority| ours(authority.as_str()));
    let mut origins = headers.get_all(header::ORIGIN).iter().map(word);
    // Browsers say where a change comes from, in one of these two or both; other programs need not.
    let site = headers.get("sec-fetch-site").map(word).unwrap_or_default();
    let from_us = origins.all(|origin| origin.strip_prefix("http://").is_some_and(ours))
        && matches!(site.as_str(), "" | "same-origin" | "none");
    asked && named && (method.is_safe() || from_us)
}

/// An answer of a kind, which no browser keeps: the newest is wanted, always.
pub fn typed(kind: &str, body: impl Into<axum::body::Body>) -> Response {
    let headers = headers(&[(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")]);
    (headers, body.into()).into_response()
}

/// Headers of the pairs that are valid.
pub fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
    let valid = pairs.iter().filter_map(|(name, value)| Some((name.clone(), HeaderValue::from_str(value).ok()?)));
    valid.collect()
}

/// The media type of a file, by its name.
pub fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "yaml" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
