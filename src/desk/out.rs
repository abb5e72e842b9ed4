//! The results: writing them as the command line does, with a password if wanted, and every file that was written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::office::{Desk, Ready, Shown};
use super::outputs::{Group, Programme, amount, file_of, is_viewed, outputs, policy};
use super::server::{App, Said, away};
use crate::diagnostic::{Problem, PublishProblem};
use crate::export::Look;
use crate::formats::sealed::Password;
use crate::jobs::{Target, Unwritten, Written, write_results};
use crate::lang::Lang;
use crate::local::{headers, kind_of, typed};
use crate::model::address::{decoded, uri};
use crate::source::{Limits, Stamp, decode, read_file, stamp};

/// The results' addresses.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/out", get(page))
        .route("/out/write", post(write))
        .route("/out/files/{*path}", get(file))
        .layer(Extension(Arc::<Mutex<Memory>>::default()))
}

/// What is known beside the folder; without it, it is found out again.
#[derive(Default)]
struct Memory {
    /// How the folder compared with a version when its marker bore this stamp.
    compared: Option<(u64, Option<Stamp>, Written)>,
    /// The version that was sealed last, and the stamp of the marker then: nobody can compare what is sealed.
    sealed: Option<(u64, Option<Stamp>)>,
    /// What came of the last attempt to write, and the version that it was about.
    last: Option<(u64, Attempt)>,
}

/// What came of writing. No password is kept.
#[derive(Clone)]
enum Attempt {
    Done,
    /// The two passwords are not the same.
    Unequal,
    Failed(Box<Problem>),
}

type Remembered = Arc<Mutex<Memory>>;

#[derive(Deserialize)]
struct Wanted {
    /// Whether the last attempt is to be told.
    told: Option<String>,
}

async fn page(
    State(app): State<App>,
    said: Said,
    Extension(memory): Extension<Remembered>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let (lang, desk) = (said.lang, app.desk.clone());
    app.show(lang, "out", "out.html", move |shown, ready| {
        let mut memory = locked(&memory);
        let state = state(&mut memory, &desk, shown, ready);
        let last = memory.last.as_ref().filter(|(version, _)| wanted.told.is_some() && *version == shown.version);
        let out = &desk.opening().folder.out;
        let (programmes, shared) = outputs(out, &ready.compiled.summaries, lang);
        let (folder, told) = (out.display().to_string(), last.map(|it| told(&it.1, lang)));
        Out { folder, state, told, amount: amount(out), programmes, shared }
    })
    .await
}

/// The page as its template shows it.
#[derive(Serialize)]
struct Out {
    folder: String,
    /// `not`, `current`, `stale`, `sealed` or, where it is known to be of now, `sealed_now`.
    state: &'static str,
    told: Option<Told>,
    /// How many files lie there, and their size together.
    amount: Option<(usize, String)>,
    programmes: Vec<Programme>,
    shared: Vec<Group>,
}

#[derive(Serialize)]
struct Told {
    /// `done`, or what is wrong: `password`, `again` or `folder`.
    about: &'static str,
    message: String,
    help: Option<String>,
}

fn told(attempt: &Attempt, lang: Lang) -> Told {
    match attempt {
        Attempt::Done => Told {
            about: "done",
            message: lang.pick("结果已全部写出。", "All results are written.").to_owned(),
            help: None,
        },
        Attempt::Unequal => {
            let message =
                lang.pick("两次输入的密码不一样，请都重新输入", "the two passwords are not the same; type both again");
            Told { about: "again", message: message.to_owned(), help: None }
        }
        Attempt::Failed(problem) => {
            let unfit = matches!(**problem, Problem::Publish(PublishProblem::UnfitPassword { .. }));
            let about = if unfit { "password" } else { "folder" };
            Told { about, message: problem.message(lang), help: problem.help(lang) }
        }
    }
}

/// How what lies there compares with how things stand; it is compared once a version.
fn state(memory: &mut Memory, desk: &Desk, shown: &Shown, ready: &Ready) -> &'static str {
    let out = &desk.opening().folder.out;
    let now = stamp(&out.join(".linghang"));
    let known = memory.compared.as_ref().filter(|(version, then, _)| (*version, then) == (shown.version, &now));
    let written = match known {
        Some((_, _, written)) => *written,
        None => {
            // What the program cannot make now is not of now.
            let written = ready.compiled.written(out, look(desk));
            memory.compared = Some((shown.version, now, written));
            written
        }
    };
    match written {
        Written::Not => "not",
        Written::Current => "current",
        Written::Stale => "stale",
        Written::Sealed if memory.sealed == Some((shown.version, now)) => "sealed_now",
        Written::Sealed => "sealed",
    }
}

/// As the command line writes them without further words.
pub fn look(desk: &Desk) -> Look {
    Look { lang: desk.opening().lang, order: desk.opening().order, today: None }
}

/// What is typed into the forms.
#[derive(Deserialize)]
struct Given {
    /// Twice where the results are to be sealed.
    password: Option<String>,
    again: Option<String>,
}

async fn write(State(app): State<App>, Extension(memory): Extension<Remembered>, Form(given): Form<Given>) -> Response {
    app.work(move |desk| {
        desk.refresh();
        let shown = desk.now();
        // The page says what is wrong with the project.
        let Some(ready) = shown.ready() else { return };
        let attempt = attempt(desk, ready, given);
        let mut memory = locked(&memory);
        let marker = stamp(&desk.opening().folder.out.join(".linghang"));
        if let Ok(sealed) = &attempt {
            memory.sealed = sealed.then_some((shown.version, marker));
        }
        memory.last = Some((shown.version, attempt.map_or_else(|failed| failed, |_| Attempt::Done)));
    })
    .await;
    away("/out?told=yes")
}

/// Writes everything; answers whether it is sealed, or why nothing was written.
fn attempt(desk: &Desk, ready: &Ready, given: Given) -> Result<bool, Attempt> {
    let password = match (given.password, given.again) {
        (None, None) => None,
        (password, again) if password != again => return Err(Attempt::Unequal),
        (password, _) => {
            let fit = Password::new(password.unwrap_or_default());
            Some(fit.map_err(|fault| failed(PublishProblem::UnfitPassword { fault }))?)
        }
    };
    let target = Target { folder: &desk.opening().folder.out, password: password.as_ref() };
    let written = write_results(&ready.compiled, look(desk), target);
    written.map(|_| password.is_some()).map_err(|error| match error {
        Unwritten::Refused(problem) => failed(problem),
        Unwritten::Failed(error) => failed(error.problem()),
    })
}

fn failed(problem: impl Into<Problem>) -> Attempt {
    Attempt::Failed(Box::new(problem.into()))
}

fn locked(memory: &Remembered) -> MutexGuard<'_, Memory> {
    // Nothing in it is ever half done.
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Deserialize)]
struct How {
    /// Whether it is to be looked at rather than kept.
    view: Option<String>,
}

/// A file that was written. Nothing else is found, so no path can lead anywhere else.
async fn file(State(app): State<App>, Query(how): Query<How>, address: Uri) -> Response {
    let path = decoded(address.path().strip_prefix("/out/files/").unwrap_or_default());
    let name = path.clone();
    let read = app.work(move |desk| {
        let file = file_of(&desk.opening().folder.out, &path)?;
        read_file(&file, Limits::DEFAULT.published_bytes).ok()
    });
    let Some(bytes) = read.await.flatten() else { return StatusCode::NOT_FOUND.into_response() };
    let page = name.ends_with(".html");
    if !page && (how.view.is_none() || !is_viewed(&name)) {
        let base = name.rsplit('/').next().unwrap_or_default();
        let saved = format!("attachment; filename*=UTF-8''{}", uri(base));
        return (headers(&[(header::CONTENT_DISPOSITION, &saved)]), typed(kind_of(&name), bytes)).into_response();
    }
    // Tables for other systems may be in other character sets.
    let Ok(text) = decode(&bytes).map(|decoded| decoded.text) else { return StatusCode::NOT_FOUND.into_response() };
    match page {
        true => {
            let policy = headers(&[(header::CONTENT_SECURITY_POLICY, &policy(&text))]);
            (policy, typed(kind_of(&name), text)).into_response()
        }
        false => typed("text/plain; charset=utf-8", text),
    }
}
