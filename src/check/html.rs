//! The ids and addresses of a page that is about to be written.
//!
//! A scanner for tags and attributes, not a parser of HTML: what it reads was written by our own templates and by the
//! sanitiser, so tags are well-formed and attributes quoted. It reads each byte once.

use std::borrow::Cow;

/// What a page has and where it leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan<'a> {
    /// Values of `id`.
    pub(super) ids: Vec<Cow<'a, str>>,
    /// Values of `href` and `src`, unescaped, in order.
    pub(super) addresses: Vec<Cow<'a, str>>,
}

/// Scans a page.
pub(super) fn scan(html: &str) -> Scan<'_> {
    let mut scan = Scan::default();
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_alphabetic() => at = tag(html, at, &mut scan),
            Some(b'!') if bytes[at..].starts_with(b"!--") => {
                at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end + 3);
            }
            _ => {}
        }
    }
    scan
}

/// Reads a tag from its name on; returns the place after it.
fn tag<'a>(html: &'a str, name: usize, scan: &mut Scan<'a>) -> usize {
    let bytes = html.as_bytes();
    let mut at = after(bytes, name, |byte| !(byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')));
    let raw = matches!(&bytes[name..at], b"script" | b"style");
    loop {
        at = after(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return at,
            Some(b'>') if raw => {
                return memchr::memmem::find(&bytes[at..], b"</").map_or(bytes.len(), |end| at + end);
            }
            Some(b'>') => return at + 1,
            Some(_) => at = attribute(html, at, scan),
        }
    }
}

/// Reads an attribute; returns the place after it. All its borders are ASCII, so they never part a character.
fn attribute<'a>(html: &'a str, start: usize, scan: &mut Scan<'a>) -> usize {
    let bytes = html.as_bytes();
    let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/');
    let end = after(bytes, start + 1, |byte| !ends(byte));
    if bytes.get(end) != Some(&b'=') {
        return end;
    }
    let (value, next) = match bytes.get(end + 1) {
        Some(quote @ (b'"' | b'\'')) => {
            let begin = end + 2;
            let close = memchr::memchr(*quote, &bytes[begin..]).map_or(bytes.len(), |at| begin + at);
            (begin..close, (close + 1).min(bytes.len()))
        }
        _ => {
            let close = after(bytes, end + 1, |byte| !(byte.is_ascii_whitespace() || byte == b'>'));
            (end + 1..close, close)
        }
    };
    // By their letters, and not as texts: names are too short to be worth a call.
    match bytes[start..end] {
        [b'i', b'd'] => scan.ids.push(unescape(&html[value])),
        [b'h', b'r', b'e', b'f'] | [b's', b'r', b'c'] => scan.addresses.push(unescape(&html[value])),
        _ => {}
    }
    next
}

/// The place from `at` on at which bytes stop being of a kind.
fn after(bytes: &[u8], at: usize, kind: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !kind(*byte)).unwrap_or(rest.len())
}

fn unescape(value: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let plain = value
        .replace("&#x2F;", "/")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_addresses_are_read_and_comments_and_scripts_are_not() {
        let html = r#"<p id="p-1">a &lt; b <a class=m href="x?a=1&amp;b=2#y">z</a><!-- <a href="no"> --><img src='i.png' alt="">
            <script>if (a < b) "<a href='no'>"</script><br/><a href=bare>q</a>"#;
        let scan = scan(html);
        assert_eq!(scan.ids, ["p-1"]);
        assert_eq!(scan.addresses, ["x?a=1&b=2#y", "i.png", "bare"]);
    }
}
