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
    let summary = ready.board(&wanted.programme)?;
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
    let summary = ready.board(&wanted.programme)?;
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

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::{OfCopy, OfLetter, copy, handed, unit_file};
    use crate::desk::testing::small_desk;
    use crate::lang::Lang;
    use crate::model::Artifact;

    #[test]
    fn a_letter_and_a_copy_are_those_of_a_whole_run() {
        let (_folder, desk) = small_desk();
        let shown = desk.now();
        let ready = shown.ready().expect("the example project is sound");
        let letter = |unit: &str, name: &str| {
            let [programme, unit, name] = ["2025", unit, name].map(str::to_owned);
            unit_file(ready, &OfLetter { programme, unit, name }, Lang::Zh)
        };
        let slip = letter("示例化学协会", "退回单.txt").expect("a slip");
        assert!(slip.text().is_some_and(|text| text.contains("名单（已标注）.yaml")), "it names the copy beside it");
        assert!(letter("示例化学协会", "退回单.docx").is_some() && letter("示例海洋学会", "催报.html").is_some());
        assert!(letter("示例化学协会", "../summary.json").is_none() && letter("没有", "退回单.txt").is_none());
        let of_file = |file: &str| {
            let wanted = OfCopy { programme: "2025".to_owned(), file: format!("returned/2025-08-10/{file}") };
            copy(ready, &wanted, Lang::Zh)
        };
        let marked = of_file("示例化学协会/名单.yaml").and_then(Result::ok).expect("a marked copy");
        assert_eq!(marked.path, "2025/returns/示例化学协会/名单（已标注）.yaml");
        assert!(marked.text().is_some_and(|text| text.contains("# ") && text.contains("测试黄")));
        let beside = letter("示例化学协会", "名单（已标注）.yaml").expect("the same copy");
        assert_eq!(beside, marked);
        assert!(of_file("示例力学学会/甲.yaml").is_none(), "nobody is asked about it in this programme");
    }

    #[test]
    fn the_browser_is_told_the_name_in_any_script() {
        let answer = handed(Artifact::new("2025/returns/甲/退回单.docx", "x"));
        let told = answer.headers().get(header::CONTENT_DISPOSITION).and_then(|it| it.to_str().ok());
        let name = "filename*=UTF-8''%E9%80%80%E5%9B%9E%E5%8D%95.docx";
        assert_eq!(told, Some(format!("attachment; filename=\"file.docx\"; {name}").as_str()));
    }
}
