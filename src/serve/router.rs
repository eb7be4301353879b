//! Requests: which view, which output, and the preview's own addresses.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};

use super::access::{Access, Sight};
use super::answer::{self, plain};
use super::bar::{self, OWN, PUBLIC, Told};
use super::editor::Editor;
use super::preview::{Findings, Preview, Shown, View};
use super::{live, missing, place};
use crate::text::media;

/// What all requests share.
#[derive(Clone)]
pub(super) struct State {
    pub(super) preview: Arc<Preview>,
    pub(super) access: Arc<Access>,
    pub(super) editor: Arc<Editor>,
    pub(super) root: Arc<Path>,
}

/// Answers every request: routes are the site's to know, so there is one place for all of them.
pub(super) fn router(state: State) -> Router {
    Router::new().fallback(move |request: Request| {
        let state = state.clone();
        async move { handle(state, request).await }
    })
}

async fn handle(state: State, request: Request) -> Response<Body> {
    if !state.access.knows_host(request.headers()) {
        return plain(
            StatusCode::MISDIRECTED_REQUEST,
            "this preview answers to localhost, to addresses in numbers, and to the name that --host gives it",
        );
    }
    let Some(path) = decoded(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "this is no address of a site");
    };
    if let Some(token) = query(request.uri(), "token") {
        return redeem(&state, token, request.uri());
    }
    let sight = state.access.sight(request.headers());
    if let Some(own) = path.strip_prefix(OWN) {
        return preview_s_own(&state, sight, own, request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "a preview can be read, and nothing else");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let (wanted, path) = match path.strip_prefix(PUBLIC) {
        Some("") => return answer::redirect(&format!("{PUBLIC}/")),
        Some(rest) if rest.starts_with('/') => (View::Public, rest.to_owned()),
        _ => (View::Desk, path),
    };
    let asked = Asked {
        view: sight.view(wanted),
        wanted,
        sight,
        path,
        method: request.method().clone(),
        headers: request.headers().clone(),
    };
    // A page is made by the processor alone: elsewhere than where other requests wait.
    let made = tokio::task::spawn_blocking(move || page(&state, &asked)).await;
    made.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made"))
}

/// The token makes way for a cookie, and leaves the address bar.
fn redeem(state: &State, token: &str, uri: &Uri) -> Response<Body> {
    let mut response = answer::redirect(uri.path());
    if let Some(cookie) = state.access.redeem(token).and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

async fn preview_s_own(state: &State, sight: Sight, name: &str, request: Request) -> Response<Body> {
    match (request.method(), name) {
        (&Method::GET, "events") => {
            let view = match query(request.uri(), "view") {
                Some("public") => View::Public,
                _ => View::Desk,
            };
            live::events(Arc::clone(&state.preview), sight.view(view), sight, &state.root)
        }
        (&Method::POST, "open") if sight == Sight::Desk => place::open(state, request).await,
        (&Method::GET | &Method::HEAD, name) => match bar::asset(name) {
            Some(text) => {
                let bytes = text.as_bytes().to_vec();
                answer::bytes(request.method(), request.headers(), media::kind(name), &answer::tag(&bytes), bytes)
            }
            None => plain(StatusCode::NOT_FOUND, "the preview has no such address"),
        },
        _ => plain(StatusCode::METHOD_NOT_ALLOWED, "a preview can be read, and nothing else"),
    }
}

/// A request for something of the site.
struct Asked {
    /// The view that is shown.
    view: View,
    /// The view that the address names.
    wanted: View,
    sight: Sight,
    /// Decoded, from the site's root.
    path: String,
    method: Method,
    headers: HeaderMap,
}

impl Asked {
    /// What stands before every route of this view.
    fn prefix(&self) -> &'static str {
        if self.wanted == View::Public { PUBLIC } else { "" }
    }
}

fn page(state: &State, asked: &Asked) -> Response<Body> {
    let standing = match state.preview.standing(asked.view) {
        Ok(standing) => standing,
        Err(error) => {
            return plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("the site can’t be read: {error}"));
        }
    };
    let hidden = standing.faulty && asked.sight == Sight::Public;
    let Some(shown) = standing.shown.filter(|_| !hidden) else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the site isn’t ready yet");
    };
    let below = asked.path.trim_start_matches('/');
    if let Some(response) = output(state, asked, &shown, below) {
        return response;
    }
    // Absolute addresses of the site name the path that it will stand under.
    let base = shown.base_path();
    if let Some(below) = asked.path.strip_prefix(base.as_str()).filter(|_| base != "/")
        && let Some(response) = output(state, asked, &shown, below)
    {
        return response;
    }
    let html = missing::page(&asked.path, asked.prefix(), &shown.routes(), asked.view == View::Public);
    html_answer(state, asked, &asked.path, (StatusCode::NOT_FOUND, html), &[])
}

/// The output at a path below the root; a folder without its last slash is led to.
fn output(state: &State, asked: &Asked, shown: &Shown, below: &str) -> Option<Response<Body>> {
    let folder = below.is_empty() || below.ends_with('/');
    let path = if folder { format!("{below}index.html") } else { below.to_owned() };
    let route = format!("/{below}");
    match shown.output(&path) {
        Ok(Some(output)) if path.ends_with(".html") => {
            let status = if path == "404.html" { StatusCode::NOT_FOUND } else { StatusCode::OK };
            Some(html_answer(state, asked, &route, (status, output.bytes), &[]))
        }
        Ok(Some(output)) => {
            let tag = answer::tag(&output.bytes);
            Some(answer::bytes(&asked.method, &asked.headers, media::kind(&path), &tag, output.bytes))
        }
        Ok(None) if !folder => {
            let there = shown.output(&format!("{path}/index.html"));
            matches!(there, Ok(Some(_)))
                .then(|| answer::redirect(&encoded(&format!("{}{}/", asked.prefix(), asked.path))))
        }
        Ok(None) => None,
        Err(found) => {
            let findings = if asked.sight == Sight::Public { Findings::default() } else { shown.finding(*found) };
            let html = missing::unmade(&asked.path);
            Some(html_answer(state, asked, &route, (StatusCode::INTERNAL_SERVER_ERROR, html), &findings.shown))
        }
    }
}

fn html_answer(
    state: &State,
    asked: &Asked,
    route: &str,
    (status, html): (StatusCode, Vec<u8>),
    findings: &[Box<str>],
) -> Response<Body> {
    // The secret is a part of what is sent: a browser must not keep a page of an earlier run.
    let tag = answer::tag(&[&html, state.access.secret().as_bytes()].concat());
    let told = Told {
        view: asked.view,
        route,
        sight: asked.sight,
        tag: &tag,
        secret: state.access.secret(),
        opens: *state.editor != Editor::Link,
        findings,
    };
    let html = bar::inject(html, &told);
    let kind = media::kind(".html");
    if status == StatusCode::OK {
        answer::bytes(&asked.method, &asked.headers, kind, &tag, html)
    } else {
        answer::answer(status, kind, html)
    }
}

/// A path as text; `None` if it could mean something outside the site.
fn decoded(path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let hostile = |part: &str| part == ".." || part == "." || part.contains(['\\', '\0']);
    (path.starts_with('/') && !path.split('/').any(hostile)).then(|| path.into_owned())
}

fn encoded(path: &str) -> String {
    format!("/{}", crate::text::address::encode_path(path.trim_start_matches('/')))
}

/// The value of a key in an address: what the preview's own addresses take needs no decoding.
fn query<'a>(uri: &'a Uri, key: &str) -> Option<&'a str> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == key).map(|(_, value)| value).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_outside() {
        assert_eq!(decoded("/briefs/%C3%A9/").as_deref(), Some("/briefs/é/"));
        for refused in ["/../x", "/%2e%2e/x", "/a/%2e%2e%2fx", "/a\\b", "/a%5cb", "/a%00", "*", "/%ff"] {
            assert_eq!(decoded(refused), None, "{refused}");
        }
    }
}
