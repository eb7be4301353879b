//! Paths as addresses write them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a path may not hold as it is: the path percent-encode set of the URL standard, and what mail programs break at.
const HELD: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The folder that an address of a page names, without slashes at its ends: `/old/index.html` → `old`.
pub fn folder(path: &str) -> &str {
    path.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/')
}

/// A path with what addresses can't hold percent-encoded; `/` stays.
pub fn encode_path(path: &str) -> Cow<'_, str> {
    // Nearly all paths are slugs, which stay as they are.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'.' | b'_');
    // All bytes are looked at, so that processors look at many at once.
    let all = path.bytes().fold(true, |all, byte| all & plain(byte));
    if all { Cow::Borrowed(path) } else { utf8_percent_encode(path, HELD).into() }
}

/// A DOI without the resolver's address in front.
pub fn bare_doi(doi: &str) -> &str {
    let doi = doi.trim();
    ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|prefix| doi.strip_prefix(prefix))
        .unwrap_or(doi)
        .trim()
}
