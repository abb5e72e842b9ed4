//! What a problem's code means, why it is a problem, and how to mend it.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::server::{App, Said};
use crate::diagnostic::entry;
use crate::jobs;
use crate::lang::Lang;

/// The address of the explanations.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/explain", get(page))
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let lang = said.lang;
    app.show(lang, "", "explain.html", move |_, _| Page { it: explained(&wanted.code, lang) }).await
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    code: String,
}

#[derive(Serialize)]
struct Page {
    it: Option<Explained>,
}

/// A code as its template shows it.
#[derive(Debug, Serialize)]
pub struct Explained {
    code: &'static str,
    severity: &'static str,
    label: &'static str,
    title: &'static str,
    explanation: &'static str,
    /// What the program says of such a problem.
    example: Option<&'static str>,
}

/// What is known of a code, in small letters or in capitals.
pub fn explained(code: &str, lang: Lang) -> Option<Explained> {
    let entry = entry(code.trim())?;
    Some(Explained {
        code: entry.code.0,
        severity: entry.severity.id(),
        label: entry.severity.label(lang),
        title: entry.title(lang),
        explanation: entry.explanation(lang),
        example: jobs::example_of(entry.code, lang),
    })
}

#[cfg(test)]
mod tests {
    use super::explained;
    use crate::lang::Lang;

    #[test]
    fn a_code_is_explained_in_both_languages_and_what_is_none_is_not() {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| explained("e0303", lang).expect("E0303 is a code"));
        assert_eq!((zh.code, en.code), ("E0303", "E0303"));
        assert!(!zh.title.is_ascii() && en.title != zh.title && en.explanation != zh.explanation);
        assert!(explained("E9999", Lang::Zh).is_none());
    }
}
