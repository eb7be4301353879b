//! Open pages are told of every change, as server-sent events.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::Value;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::access::Sight;
use super::preview::{Findings, Preview, Standing, View};

/// What an open page is told.
#[derive(serde::Serialize)]
struct News<'a> {
    version: u64,
    /// The site shown is the last one without errors.
    former: bool,
    /// The pages whose own files were edited.
    edited: &'a [String],
    /// Files of `static/` that were edited: their addresses stay the same.
    files: &'a [String],
    errors: usize,
    warnings: usize,
    /// The first of them.
    findings: Vec<Value>,
    /// The site's folder, for links into the editor.
    root: Option<&'a str>,
}

/// The state of a view now and after each change, until the browser goes away. If several changes come at once, the
/// latest stands for all.
pub(super) fn events(preview: Arc<Preview>, view: View, sight: Sight, root: &Path) -> Response<Body> {
    let root = root.to_string_lossy().replace('\\', "/");
    let stream = WatchStream::new(preview.follow(view)).filter_map(move |_| {
        let standing = preview.standing(view).ok()?;
        Some(Ok::<Event, Infallible>(Event::default().event("state").data(news(&standing, sight, &root))))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

fn news(standing: &Standing, sight: Sight, root: &str) -> String {
    // Findings show words of what isn't public, and where it lies.
    let private = sight != Sight::Public;
    let Findings { errors, warnings, shown } = &*standing.findings;
    let (errors, warnings) = if private { (*errors, *warnings) } else { (0, 0) };
    let findings = shown.iter().filter(|_| private);
    let news = News {
        version: standing.version,
        former: standing.former && private,
        edited: &standing.edited,
        files: &standing.files,
        errors,
        warnings,
        findings: findings.filter_map(|found| serde_json::from_str(found).ok()).collect(),
        root: Some(root).filter(|_| sight == Sight::Desk),
    };
    serde_json::to_string(&news).expect("news has a JSON text")
}
