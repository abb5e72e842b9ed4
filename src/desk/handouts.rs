//! What goes back to a unit, for download: the letter in each of its forms, and marked copies of the unit's own files.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::office::Ready;
use super::server::{App, Said};
use crate::diagnostic::Words;
use crate::export::Letters;
use crate::jobs::{file_copy, unit_copies};
use crate::lang::Lang;
use crate::local::{headers, kind_of};
use crate::model::Artifact;
use crate::model::address::uri;
use crate::source::SourceId;

/// The addresses of these files.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/units/file", get(letter)).route("/units/marked", get(marked))
}

#[derive(Deserialize)]
struct OfLetter {
    programme: String,
    unit: String,
    /// The file's name in the unit's folder.
    name: String,
}

#[derive(Deserialize)]
struct OfCopy {
    programme: String,
    /// The returned file's name in the ledger.
    file: String,
}

async fn letter(State(app): State<App>, said: Said, Query(wanted): Query<OfLetter>) -> Response {
    let made = app.work(move |desk| {
        let shown = desk.now();
        shown.ready().and_then(|ready| unit_file(ready, &wanted, said.lang))
    });
    made.await.flatten().map_or_else(|| StatusCode::NOT_FOUND.into_response(), handed)
}

async fn marked(State(app): State<App>, said: Said, Query(wanted): Query<OfCopy>) -> Response {
    let made = app.work(move |desk| {
        let shown = desk.now();
        shown.ready().and_then(|ready| copy(ready, &wanted, said.lang))
    });
    match made.await.flatten() {
        Some(Ok(file)) => handed(file),
        Some(Err(Words(reason))) => (StatusCode::NOT_FOUND, said.lang.pick(reason[0], reason[1])).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One of the files in a unit's folder, just as a whole run makes it: the letter names the copies that lie beside it.
fn unit_file(ready: &Ready, wanted: &OfLetter, lang: Lang) -> Option<Artifact> {
    let summary = ready.summary(&wanted.programme)?;
    let unit = summary.units.iter().find(|unit| unit.unit == wanted.unit)?;
    let mut files = Vec::new();
    let copied = unit_copies(&ready.compiled, &summary.programme, &unit.unit, lang, &mut |file| files.push(file));
    let names = copied.into_iter().filter_map(|it| Some((it.source, it.result.ok()?)));
    let names: BTreeMap<SourceId, String> = names.collect();
    let roster = ready.roster(summary, lang)?;
    files.extend(Letters::of_units(&roster, &BTreeSet::from([unit.unit.as_str()])).files(unit, &names));
    files.into_iter().find(|file| base_name(&file.path) == wanted.name)
}

fn copy(ready: &Ready, wanted: &OfCopy, lang: Lang) -> Option<Result<Artifact, Words>> {
    let summary = ready.summary(&wanted.programme)?;
    let named = |id: SourceId| ready.compiled.sources.get(id).name == wanted.file;
    let line = summary.ledger.iter().find(|line| named(line.source))?;
    file_copy(&ready.compiled, &summary.programme, line.source, lang)
}

/// An answer that the browser puts down as a file (RFC 6266), under its own name in any script (RFC 8187).
fn handed(file: Artifact) -> Response {
    let name = base_name(&file.path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.is_ascii());
    let plain = ending.map_or_else(|| "file".to_owned(), |ending| format!("file.{ending}"));
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", uri(name));
    let headers = headers(&[
        (header::CONTENT_TYPE, kind_of(name)),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, &disposition),
    ]);
    (headers, file.bytes).into_response()
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
