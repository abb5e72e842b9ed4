//! Decisions by hand: all that were made, a form for each kind, and whom one touches before it is saved.

mod effect;
mod form;
mod keying;
mod kinds;
mod list;
mod records;
mod scan;
#[cfg(test)]
mod tests;
mod typed;

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Extension, Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;

use self::effect::{Effect, effect};
pub use self::records::ABREAST;
use self::records::Records;
use self::typed::{Hidden, Typed, told};
use super::office::{Desk, Ready};
use super::server::{App, Said, away};
use crate::formats::template::Data;
use crate::lang::Lang;
use crate::local::typed as answer;
use crate::model::Decision;
use crate::schema::{decision_faults, with_decision, without_decision};
use crate::source::Fingerprint;

/// The addresses of decisions.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/decisions", get(all).post(save))
        .route("/decisions/new", get(asked).post(asked_again))
        .route("/decisions/preview", get(|| async { away("/decisions") }).post(preview))
        .route("/decisions/scan", get(scan::scan))
        .layer(Extension(Last::default()))
}

/// What the last decision came to, with the version that it made, until it is shown.
type Last = Arc<Mutex<Option<(u64, Effect)>>>;

type Pairs = Vec<(String, String)>;

/// What a request comes to.
enum Page {
    Shown(&'static str, Data),
    Away(String),
    Failed(String),
}

impl Page {
    fn of(template: &'static str, view: &impl Serialize) -> Page {
        Page::Shown(template, Data::new(view))
    }
}

/// Works out a page from how things stand now.
async fn page(app: &App, lang: Lang, view: impl FnOnce(&Desk, &Ready) -> Page + Send + 'static) -> Response {
    let frame = app.frame.clone();
    let html = |page| answer("text/html; charset=utf-8", page);
    let page = app.work(move |desk| {
        let shown = desk.now();
        let Some(ready) = shown.ready() else { return Ok(frame.faulty(desk, &shown, lang)) };
        match view(desk, ready) {
            // Whatever was done meanwhile, the frame shows how things stand after it.
            Page::Shown(template, data) => Ok(frame.page(desk, &desk.now(), lang, "decisions", template, &data)),
            other => Err(other),
        }
    });
    match page.await {
        Some(Ok(page)) => html(page),
        Some(Err(Page::Away(to))) => away(&to),
        Some(Err(Page::Failed(why))) => (StatusCode::INSUFFICIENT_STORAGE, why).into_response(),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn all(
    State(app): State<App>,
    said: Said,
    Extension(last): Extension<Last>,
    Query(wanted): Query<Pairs>,
) -> Response {
    let (lang, wanted) = (said.lang, Typed(wanted));
    let view = move |desk: &Desk, ready: &Ready| {
        let last = last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let done =
            last.filter(|(version, _)| wanted.one("done") == version.to_string() && *version == desk.now().version);
        Page::of("decisions.html", &list::list(ready, &wanted, done.map(|(_, effect)| effect), lang))
    };
    page(&app, lang, view).await
}

async fn asked(State(app): State<App>, said: Said, Query(given): Query<Pairs>) -> Response {
    page(&app, said.lang, move |desk, ready| ask(desk, ready, Typed(given), Vec::new(), said.lang)).await
}

async fn asked_again(State(app): State<App>, said: Said, Form(given): Form<Pairs>) -> Response {
    page(&app, said.lang, move |desk, ready| ask(desk, ready, Typed(given), Vec::new(), said.lang)).await
}

/// Shows the form with what was typed so far, and what it lacks.
fn ask(desk: &Desk, ready: &Ready, typed: Typed, lacks: Vec<String>, lang: Lang) -> Page {
    let today = (desk.opening().today)();
    Page::of("decision-form.html", &form::form(ready, typed, lacks, today, lang))
}

/// What is shown before anything is saved.
#[derive(Serialize)]
struct Preview {
    undo: bool,
    /// The decision as the list will show it.
    line: Option<list::Line>,
    effect: Effect,
    hidden: Vec<Hidden>,
}

async fn preview(State(app): State<App>, said: Said, Form(given): Form<Pairs>) -> Response {
    let lang = said.lang;
    let view = move |desk: &Desk, ready: &Ready| {
        let typed = Typed(given);
        let change = match Change::of(desk, ready, &typed, lang) {
            Ok(change) => change,
            Err(refusal) => return refusal.page(desk, typed, lang),
        };
        let Some(after) = desk.try_out(&change.bytes) else { return Page::Away("/decisions".to_owned()) };
        // It stands at the end of the new list, or where it stood in the old one.
        let line = match change.undo {
            Some(at) => list::line(ready, at, lang),
            None => list::line(&after, after.decisions.len().saturating_sub(1), lang),
        };
        let effect = effect(ready, &after, lang);
        Page::of(
            "decision-preview.html",
            &Preview { undo: change.undo.is_some(), line, effect, hidden: typed.hidden() },
        )
    };
    page(&app, lang, view).await
}

async fn save(
    State(app): State<App>,
    said: Said,
    Extension(last): Extension<Last>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = said.lang;
    let view = move |desk: &Desk, ready: &Ready| {
        let typed = Typed(given);
        let change = match Change::of(desk, ready, &typed, lang) {
            Ok(change) => change,
            Err(refusal) => return refusal.page(desk, typed, lang),
        };
        match desk.decide(change.from, &change.bytes) {
            Ok(true) => {}
            Ok(false) => return Refusal::Stale.page(desk, typed, lang),
            Err(error) => return Page::Failed(error.to_string()),
        }
        let now = desk.now();
        let Some(after) = now.ready() else { return Page::Away("/decisions".to_owned()) };
        let told = (now.version, effect(ready, after, lang));
        *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        Page::Away(format!("/decisions?done={}", now.version))
    };
    page(&app, lang, view).await
}

/// What is to become of the decisions file.
struct Change {
    /// Of the bytes that it was made from.
    from: Fingerprint,
    bytes: Vec<u8>,
    /// Which decision is to be undone.
    undo: Option<usize>,
}

/// Why nothing is changed.
enum Refusal {
    /// The file is not the one that the form was made from.
    Stale,
    Lacking(Vec<String>),
}

impl Change {
    fn of(desk: &Desk, ready: &Ready, typed: &Typed, lang: Lang) -> Result<Change, Refusal> {
        let from: Fingerprint = typed.one("from").parse().map_err(|_| Refusal::Stale)?;
        let before = desk.opening().folder.decided().map_err(|_| Refusal::Stale)?;
        if Fingerprint::of(&before) != from {
            return Err(Refusal::Stale);
        }
        let project = &ready.compiled.project;
        let undo = typed.one("undo").parse().ok();
        let bytes = match undo {
            Some(at) => without_decision(&before, project, at),
            None => with_decision(&before, project, &decision(ready, typed, lang)?),
        };
        let mend = [
            "裁定文件里有读不懂的地方，先照「裁定」页上说的改好，再来裁定",
            "The decisions file holds what cannot be understood: mend it as the page of decisions says first",
        ];
        let bytes = bytes.ok_or_else(|| Refusal::Lacking(told(&[mend], lang)))?;
        Ok(Change { from, bytes, undo })
    }
}

/// The decision that was typed, if it is sound by itself.
fn decision(ready: &Ready, typed: &Typed, lang: Lang) -> Result<Decision, Refusal> {
    let project = &ready.compiled.project;
    let records = Records::of(ready, lang);
    let name = |file: &str, number: usize| records.known_as(records.get(file, number)?);
    let decision = typed.decision(project, name).map_err(|lacks| Refusal::Lacking(told(&lacks, lang)))?;
    let faults = decision_faults(&decision, project);
    if !faults.is_empty() {
        return Err(Refusal::Lacking(faults.iter().map(|fault| fault.problem.message(lang)).collect()));
    }
    Ok(decision)
}

impl Refusal {
    /// The form again, with all that was typed.
    fn page(self, desk: &Desk, mut typed: Typed, lang: Lang) -> Page {
        let lacks = match self {
            Refusal::Lacking(lacks) => lacks,
            Refusal::Stale => {
                desk.refresh();
                let changed = [
                    "没有保存：裁定文件刚被别处改过。填的都还在，请再看一遍，然后重新保存",
                    "Not saved: the decisions file was changed elsewhere meanwhile. What you typed is still here; please look it over and save it again",
                ];
                told(&[changed], lang)
            }
        };
        let shown = desk.now();
        let Some(ready) = shown.ready() else { return Page::Away("/decisions".to_owned()) };
        if !typed.one("undo").is_empty() {
            let wanted = Typed(vec![("note".to_owned(), lacks.join(" "))]);
            return Page::of("decisions.html", &list::list(ready, &wanted, None, lang));
        }
        typed.replace("from", ready.print.map(|print| print.to_string()).unwrap_or_default());
        ask(desk, ready, typed, lacks, lang)
    }
}
