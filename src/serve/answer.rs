//! Answers: bytes with their type, an ETag, and the parts of them that were asked for.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

/// What every page of a site works under, and so is held to in the preview too.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// An answer with the headers that all of them have.
pub(super) fn answer(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// A short text.
pub(super) fn plain(status: StatusCode, text: &str) -> Response<Body> {
    answer(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}

/// Leads on to another address.
pub(super) fn redirect(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "see the address in Location");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// The ETag of some bytes.
pub(super) fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", &blake3::hash(bytes).to_hex()[..16])
}

/// Bytes whose ETag is `tag`: all of them, a part, or none if the browser has them. A part is for GET to ask for.
pub(super) fn bytes(
    method: &Method,
    asked: &HeaderMap,
    kind: &'static str,
    tag: &str,
    mut bytes: Vec<u8>,
) -> Response<Body> {
    let text = |name: header::HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| names(known, tag)) {
        let mut response = tagged(answer(StatusCode::NOT_MODIFIED, kind, Vec::new()), tag);
        response.headers_mut().remove(header::CONTENT_TYPE);
        return response;
    }
    let whole = bytes.len();
    let unchanged = text(header::IF_RANGE).is_none_or(|known| known == tag);
    let range = text(header::RANGE).filter(|_| unchanged && method == Method::GET);
    let part = range.map_or(Part::Whole, |wanted| part(wanted, whole));
    let mut response = match part {
        Part::Whole => answer(StatusCode::OK, kind, bytes),
        Part::Of(first, last) => {
            bytes.truncate(last + 1);
            let bytes = bytes.split_off(first);
            let mut response = answer(StatusCode::PARTIAL_CONTENT, kind, bytes);
            content_range(&mut response, &format!("bytes {first}-{last}/{whole}"));
            response
        }
        Part::Outside => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "the file has no such part");
            content_range(&mut response, &format!("bytes */{whole}"));
            return response;
        }
    };
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    tagged(response, tag)
}

fn tagged(mut response: Response<Body>, tag: &str) -> Response<Body> {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn content_range(response: &mut Response<Body>, range: &str) {
    if let Ok(range) = HeaderValue::from_str(range) {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
}

fn names(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// First and last byte.
    Of(usize, usize),
    Outside,
}

/// One range of bytes; several, or what can't be read, mean the whole.
fn part(wanted: &str, whole: usize) -> Part {
    let Some((first, last)) = wanted.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
        (Ok(first), _) if first >= whole => Part::Outside,
        (Ok(first), Ok(last)) if first <= last => Part::Of(first, last.min(whole - 1)),
        (Ok(first), Err(_)) if last.trim().is_empty() => Part::Of(first, whole - 1),
        (Err(_), Ok(0)) if first.trim().is_empty() => Part::Outside,
        (Err(_), Ok(count)) if first.trim().is_empty() && whole > 0 => Part::Of(whole.saturating_sub(count), whole - 1),
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_as_browsers_ask_for_them() {
        assert_eq!(part("bytes=0-3", 10), Part::Of(0, 3));
        assert_eq!(part("bytes=4-", 10), Part::Of(4, 9));
        assert_eq!(part("bytes=-3", 10), Part::Of(7, 9));
        assert_eq!(part("bytes=-30", 10), Part::Of(0, 9));
        assert_eq!(part("bytes=8-99", 10), Part::Of(8, 9));
        for outside in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(part(outside, 10), Part::Outside, "{outside}");
        }
        for whole in ["bytes=3-1", "bytes=0-1,3-4", "lines=0-3", "bytes=x-"] {
            assert_eq!(part(whole, 10), Part::Whole, "{whole}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Outside);
    }

    #[test]
    fn a_tag_is_found_in_a_list() {
        assert!(names("\"a\", W/\"b\"", "\"b\""));
        assert!(names("*", "\"b\""));
        assert!(!names("\"a\"", "\"b\""));
    }
}
