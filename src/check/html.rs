//! The ids and addresses of a page that is about to be written.
//!
//! A scanner for tags and attributes, not a parser of HTML: what it reads was written by our own templates and by the
//! sanitiser, so tags are well-formed and attributes quoted. It reads each byte once.

/// What a page has and where it leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// Values of `id`.
    pub(super) ids: Vec<String>,
    /// Values of `href` and `src`, unescaped, in order.
    pub(super) addresses: Vec<String>,
}

/// Scans a page.
pub(super) fn scan(html: &str) -> Scan {
    let mut scan = Scan::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            rest = tag(rest, &mut scan);
        }
    }
    scan
}

/// Reads a tag from its name on; returns what follows it.
fn tag<'a>(text: &'a str, scan: &mut Scan) -> &'a str {
    let name_end = text.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let raw = matches!(&text[..name_end], "script" | "style");
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return rest;
        }
        if let Some(after) = rest.strip_prefix('>') {
            return if raw { after.find("</").map_or("", |end| &after[end..]) } else { after };
        }
        rest = attribute(rest, scan);
    }
}

fn attribute<'a>(text: &'a str, scan: &mut Scan) -> &'a str {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '>' || c == '/');
    let end = end.unwrap_or(text.len()).max(1);
    let end = text.ceil_char_boundary(end);
    let (name, rest) = text.split_at(end);
    let Some(rest) = rest.strip_prefix('=') else { return rest };
    let (value, rest) = match rest.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let body = &rest[1..];
            let end = body.find(char::from(*quote)).unwrap_or(body.len());
            (&body[..end], body.get(end + 1..).unwrap_or(""))
        }
        _ => rest.split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len())),
    };
    match name {
        "id" => scan.ids.push(unescape(value)),
        "href" | "src" => scan.addresses.push(unescape(value)),
        _ => {}
    }
    rest
}

fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value
        .replace("&#x2F;", "/")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
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
