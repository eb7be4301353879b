//! Paths as addresses write them.

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

/// A path with what addresses can't hold percent-encoded; `/` stays.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, HELD).to_string()
}
