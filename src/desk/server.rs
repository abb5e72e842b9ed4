//! The desk's server: who may enter, what all pages share, and the addresses that belong to no page.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::frame::{Frame, ICON, SCRIPT, STYLE};
use super::office::{Desk, Ready, Shown};
use super::{decisions, inbox, out, packed, people, print, site, units};
use crate::lang::Lang;
use crate::local::{self, Bound, headers, typed};
use crate::source::Key;

/// A browser asks again after so long, so that no connection is open for ever.
const PATIENCE: Duration = Duration::from_secs(25);

/// Everything comes from here; nothing of it can be put into another page or send anything elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
    form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'";

/// What every request is answered from.
#[derive(Clone)]
pub struct App {
    pub desk: Desk,
    pub frame: Arc<Frame>,
    door: Arc<Door>,
}

/// Who may enter: whoever has the address, once; then the browser has a cookie.
pub struct Door {
    session: String,
    /// Where everything of the desk is, such as `/4f0c…`. Browsers send a cookie to every port of this machine, but only to
    /// its path: whoever serves something else here does not know it, and does not get the cookie.
    home: String,
    /// In the address; replaced as soon as it was used.
    token: Mutex<String>,
    url: String,
    /// Told of every new address.
    tell: Box<dyn Fn(&str) + Send + Sync>,
}

/// Takes an address on this machine: the given port, or any that is free. A port that is the same every time would be for
/// others to take before, and to leave a worker for in the browser, which would stand between the browser and the desk.
pub fn bind(port: Option<u16>) -> io::Result<Bound> {
    local::bind(&[port.unwrap_or(0)])
}

/// The door of a desk that will be served at an address. `tell` hears of the address by which one enters, and of the next
/// one whenever it was used.
pub fn entrance(bound: &Bound, tell: impl Fn(&str) + Send + Sync + 'static) -> io::Result<Door> {
    let token = secret()?;
    let home = format!("/{}", secret()?);
    let door = Door { session: secret()?, home, token: Mutex::new(token), url: bound.url(), tell: Box::new(tell) };
    (door.tell)(&door.address());
    Ok(door)
}

fn secret() -> io::Result<String> {
    Ok(Key::fresh()?.to_file().trim().to_owned())
}

impl Door {
    /// Where one enters.
    pub fn address(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{}{}/enter?token={token}", self.url.trim_end_matches('/'), self.home)
    }

    /// Whether the token is the right one; it is not the right one any more then.
    fn opens(&self, given: &str) -> bool {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(next) = secret() else { return false };
        let right = same(given, &token);
        if right {
            *token = next;
        }
        right
    }
}

/// Whether two secrets are the same, without telling by the time how much of them is.
fn same(given: &str, right: &str) -> bool {
    let differing = given.bytes().zip(right.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == right.len() && differing == 0
}

/// Serves the desk until the program ends.
pub fn serve(bound: Bound, desk: Desk, door: Door) -> io::Result<()> {
    let frame = Frame::new(&door.home);
    let app = App { desk, frame: Arc::new(frame), door: Arc::new(door) };
    let home = app.door.home.clone();
    let router = Router::new()
        .route("/", get(|| async { away("/inbox") }))
        .route("/wait", get(wait))
        .route("/speak", get(speak))
        .merge(inbox::routes())
        .merge(out::routes())
        .merge(packed::routes())
        .merge(print::routes())
        .merge(site::routes())
        .merge(units::routes())
        .merge(people::routes())
        .merge(decisions::routes())
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(app.clone(), only_who_entered))
        .route("/enter", get(enter))
        .route("/desk.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .route("/desk.svg", get(|| async { typed("image/svg+xml", ICON) }))
        .route("/desk.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .layer(from_fn_with_state(app.clone(), at_home))
        .with_state(app);
    let router = Router::new().nest(&home, router).fallback(|| async { closed() });
    local::serve(bound, router)
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

async fn enter(State(app): State<App>, headers_in: HeaderMap, Query(given): Query<Token>) -> Response {
    if app.door.opens(&given.token) {
        (app.door.tell)(&app.door.address());
        let (name, session, home) = (cookie_name(&headers_in), &app.door.session, &app.door.home);
        let cookie = format!("{name}={session}; HttpOnly; SameSite=Strict; Path={home}");
        // Where a link in a mail or a chat leads here, the browser keeps the cookie to itself until a page of ours goes on.
        return (headers(&[(header::SET_COOKIE, &cookie)]), typed("text/html; charset=utf-8", ENTERED)).into_response();
    }
    // An address of history: whoever has entered with it is still in.
    if entered(&app, &headers_in) { away("/inbox") } else { closed() }
}

/// Goes on to the desk by itself.
const ENTERED: &str = "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"same-origin\">\
    <link rel=\"icon\" href=\"desk.svg\"><meta http-equiv=\"refresh\" content=\"0; url=inbox\"><title>汇总台</title></head>\
    <body><p><a href=\"inbox\">打开汇总台 <span lang=\"en\">Open the desk</span></a></p></body></html>\n";

/// Browsers do not tell ports apart in cookies: two desks at once would throw each other out.
fn cookie_name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("desk{}", host.rsplit(':').next().unwrap_or_default())
}

fn entered(app: &App, headers: &HeaderMap) -> bool {
    // Others of this machine may have put a cookie of the same name beside ours.
    cookies(headers, &cookie_name(headers)).any(|session| same(session, &app.door.session))
}

fn cookies<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(given, _)| *given == name).map(|(_, value)| value)
}

fn closed() -> Response {
    let text = "请用程序窗口里显示的地址打开汇总台（每个地址只能用一次）。\nOpen the desk by the address that the program's window shows; each can be used once.\n";
    (StatusCode::FORBIDDEN, typed("text/plain; charset=utf-8", text)).into_response()
}

async fn only_who_entered(State(app): State<App>, request: Request, next: Next) -> Response {
    if !entered(&app, request.headers()) {
        return closed();
    }
    let mut response = next.run(request).await;
    for (name, value) in &headers(&[
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        // With less, a form of ours would come from nowhere, and be refused.
        (header::REFERRER_POLICY, "same-origin"),
    ]) {
        // An output that brings a policy of its own keeps it.
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    response
}

/// Leads the browser to an address of the desk where the desk is.
async fn at_home(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let home = &app.door.home;
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    if let Some(to) = to.filter(|to| to.starts_with('/') && !to.starts_with(home.as_str())) {
        let to = format!("{home}{to}");
        response.headers_mut().extend(headers(&[(header::LOCATION, &to)]));
    }
    response
}

/// How the browser wants to be spoken to.
#[derive(Clone, Copy)]
pub struct Said {
    pub lang: Lang,
}

impl FromRequestParts<App> for Said {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Said, Self::Rejection> {
        let lang = match cookies(&parts.headers, "desk-lang").next() {
            Some("en") => Lang::En,
            Some("zh") => Lang::Zh,
            _ => app.desk.opening().lang,
        };
        Ok(Said { lang })
    }
}

#[derive(Deserialize)]
struct Speak {
    lang: String,
}

/// Changes the language, and goes back to where one was.
async fn speak(State(app): State<App>, headers_in: HeaderMap, Query(wanted): Query<Speak>) -> Response {
    let lang = if wanted.lang == "en" { "en" } else { "zh" };
    let cookie = format!("desk-lang={lang}; SameSite=Strict; Path=/; Max-Age=31536000");
    let word = |name| headers_in.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let ours = format!("http://{}{}/", word(header::HOST), app.door.home);
    let back = word(header::REFERER).strip_prefix(&ours).map_or("/inbox".to_owned(), |page| format!("/{page}"));
    (StatusCode::SEE_OTHER, headers(&[(header::SET_COOKIE, &cookie), (header::LOCATION, &back)])).into_response()
}

#[derive(Deserialize)]
struct Known {
    version: u64,
}

#[derive(Serialize)]
struct News {
    version: u64,
    /// Files that were read, and files in all, of the round at work.
    progress: [usize; 2],
}

/// Answers as soon as there is another version than the one the browser shows, else when patience ends.
async fn wait(State(app): State<App>, Query(known): Query<Known>) -> Response {
    let mut news = app.desk.listen();
    let other = news.wait_for(|shown| shown.version != known.version);
    _ = tokio::time::timeout(PATIENCE, other).await.is_ok();
    let (version, progress) = (app.desk.now().version, app.desk.progress());
    Json(News { version, progress }).into_response()
}

/// Sends the browser to another page.
pub fn away(to: &str) -> Response {
    (StatusCode::SEE_OTHER, headers(&[(header::LOCATION, to)])).into_response()
}

impl App {
    /// The path below which everything of the desk is, without a `/` at its end.
    pub fn home(&self) -> &str {
        &self.door.home
    }

    /// Does what takes longer than a moment, so that other requests need not wait for it.
    pub async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Desk) -> T + Send + 'static) -> Option<T> {
        let desk = self.desk.clone();
        tokio::task::spawn_blocking(move || work(&desk)).await.ok()
    }

    /// Shows a page of how things stand now; `here` is its entry in the menu.
    pub async fn show<T: Serialize>(
        &self,
        lang: Lang,
        here: &'static str,
        template: &'static str,
        view: impl FnOnce(&Shown, &Ready) -> T + Send + 'static,
    ) -> Response {
        let frame = self.frame.clone();
        let page = self.work(move |desk| {
            let shown = desk.now();
            match shown.ready() {
                Some(ready) => frame.page(desk, &shown, lang, here, template, &view(&shown, ready)),
                None => frame.faulty(desk, &shown, lang),
            }
        });
        match page.await {
            Some(page) => typed("text/html; charset=utf-8", page),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}
