//! Paths as addresses write them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::path::is_device;

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

/// Percent signs and what follows, as the characters that they stand for.
pub fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Whether a page can stand at this path on every system: no part leads out of its folder, is hidden, or is kept by Windows.
pub fn is_plain(path: &str) -> bool {
    let path = decode(path);
    let refused = |c: char| matches!(c, '\\' | '?' | '#' | ':') || c.is_control();
    !path.contains(refused) && !path.split('/').any(|part| (part != "." && part.starts_with('.')) || is_device(part))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_stay_in_their_folder_on_every_system() {
        for path in ["/old/path/", "/2019/05/x.html", "/caf%C3%A9/", "/a//./b/", "/a b/"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["/../x", "/%2e%2e/x", "/a/.git/", "/c:/x", "/x?y", "/x%3Fy", "/x#y", "/a\\b", "/a%00", "/con/"] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
