//! A finding's place, opened in the editor: asked for by a page of this preview on this machine, and by nothing else.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response, StatusCode, header};

use super::answer::plain;
use super::editor::Spot;
use super::preview::View;
use super::router::State;

/// More than any place needs.
const LONGEST: usize = 8 * 1024;

/// What a page asks for.
#[derive(serde::Deserialize)]
struct Wanted {
    /// From the site's root.
    file: String,
    line: u32,
    column: u32,
}

/// Opens a place in a file that a finding stands in.
pub(super) async fn open(state: &State, request: Request) -> Response<Body> {
    if !is_ours(state, request.headers()) {
        return plain(StatusCode::FORBIDDEN, "only a page of this preview may open places");
    }
    let body = axum::body::to_bytes(request.into_body(), LONGEST).await.unwrap_or_default();
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body) else {
        return plain(StatusCode::BAD_REQUEST, "this names no place");
    };
    let known = state.preview.standing(View::Desk).is_ok_and(|standing| standing.names(&wanted.file));
    if !known {
        return plain(StatusCode::NOT_FOUND, "no finding stands in this file");
    }
    let file = state.root.join(&wanted.file);
    match state.editor.open(Spot { file: &file, line: wanted.line, column: wanted.column }) {
        Ok(true) => plain(StatusCode::OK, "opened"),
        Ok(false) => plain(StatusCode::NOT_FOUND, "no editor was named: start the preview with --editor"),
        Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("the editor can’t be started: {error}")),
    }
}

/// A page elsewhere can make a browser send a request here, but neither read the secret nor name this origin.
fn is_ours(state: &State, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let same_origin = match (text("origin"), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => origin.strip_prefix("http://") == Some(host),
        _ => false,
    };
    same_origin && text("briefgen-secret").is_some_and(|secret| state.access.is_secret(secret))
}
