//! The picture of a scan, for whoever keys it in.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::desk::office::Desk;
use crate::desk::server::App;
use crate::local::typed;
use crate::source::{Limits, Signature, signature};

#[derive(Deserialize)]
pub struct Wanted {
    file: String,
}

/// A picture is nothing but a picture.
const OF_PICTURE: &str = "default-src 'none'; sandbox; frame-ancestors 'self'";

/// A browser's own reader of PDF would not run in a sandbox; it can load nothing else, either.
const OF_DOCUMENT: &str = "default-src 'none'; object-src 'self'; plugin-types application/pdf; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The bytes of a received file, if they are those of the ledger, and those of a JPEG, a PNG or a PDF.
pub async fn scan(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    let Some(bytes) = app.work(move |desk| bytes(desk, &wanted.file)).await.flatten() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (kind, policy) = match signature(&bytes) {
        Some(Signature::Pdf) if bytes.starts_with(b"%PDF-") => ("application/pdf", OF_DOCUMENT),
        Some(Signature::Picture) if bytes.starts_with(b"\xFF\xD8\xFF") => ("image/jpeg", OF_PICTURE),
        Some(Signature::Picture) if bytes.starts_with(b"\x89PNG\r\n") => ("image/png", OF_PICTURE),
        _ => return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
    };
    let mut response = typed(kind, bytes);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

fn bytes(desk: &Desk, file: &str) -> Option<Vec<u8>> {
    let shown = desk.now();
    let compiled = &shown.ready()?.compiled;
    let line = compiled.ledger.iter().find(|line| compiled.sources.get(line.source).name == file)?;
    compiled.sources.bytes(line.source, Limits::DEFAULT.file_bytes)
}
