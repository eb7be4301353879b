//! HTML from the web made safe.
//!
//! Takes HTML and addresses, returns HTML without anything that acts, styles or clashes, and says what was taken out.
//! Never resolves an address and never knows where the HTML stood.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// One tag of HTML as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its name in lower case.
    pub(crate) name: String,
    /// `</name>`
    pub(crate) closing: bool,
    /// Names in lower case, values with their character references resolved.
    pub(crate) attributes: Vec<(String, String)>,
    /// First byte after it.
    pub(crate) end: usize,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that go with all that they hold.
const GONE_WHOLE: &[&str] = &["script", "style", "iframe", "noscript", "object", "template", "title", "svg", "math"];

/// Elements whose loss a reader would notice, or that act.
const REPORTED: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "applet", "frame", "frameset", "form", "input", "button", "select",
    "textarea", "meta", "link", "base", "svg", "math", "template", "audio", "video",
];

const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "ftp", "geo", "news", "xmpp", "doi", "urn"];

/// Elements that never hold others, or that the next of their kind closes.
const UNNESTED: &[&str] =
    &["br", "hr", "img", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "input", "meta", "link", "source", "col"];

/// How deep HTML may nest before it is shown as plain words.
const DEEPEST: usize = 200;

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let own = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", own(&["href"])),
        ("img", own(&["src", "alt"])),
        ("ol", own(&["start", "reversed"])),
        ("td", own(&["colspan", "rowspan"])),
        ("th", own(&["colspan", "rowspan", "scope"])),
        ("time", own(&["datetime"])),
        ("details", own(&["open"])),
    ]
    .into_iter()
    .collect();
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(own(TAGS))
        .clean_content_tags(own(GONE_WHOLE))
        .tag_attributes(attributes)
        .generic_attributes(own(&["lang", "dir", "title", "id"]))
        .url_schemes(own(SCHEMES))
        .link_rel(None)
        .attribute_filter(|_, attribute, value| match attribute {
            "id" if !is_free_id(value) => None,
            "href" | "src" if !is_safe_address(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// Whether a text may set this id: the site's own passages and hooks can't be imitated.
pub(crate) fn is_free_id(id: &str) -> bool {
    !id.is_empty() && !id.starts_with("p-") && !id.contains(char::is_whitespace)
}

/// The HTML without anything that acts. Well formed, comments gone.
pub(crate) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// Whether HTML nests so deeply that no page means it.
pub(crate) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found;
        let Some(tag) = tag_at(html, at) else {
            if opens_tag(html, at) {
                break;
            }
            at += 1;
            continue;
        };
        at = tag.end;
        if UNNESTED.contains(&tag.name.as_str()) {
            continue;
        }
        depth = if tag.closing { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Whether an address may stand in `href` or `src`: relative, or of a scheme that only leads somewhere.
pub(crate) fn is_safe_address(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The scheme of an address as a browser reads it: control characters and spaces don't count.
fn scheme(address: &str) -> Option<String> {
    let mut read = String::new();
    for c in address.chars().filter(|c| !c.is_control() && !c.is_whitespace()) {
        match c {
            ':' => return (!read.is_empty()).then_some(read),
            c if c.is_ascii_alphabetic() => read.push(c.to_ascii_lowercase()),
            c if !read.is_empty() && (c.is_ascii_digit() || "+-.".contains(c)) => read.push(c),
            _ => return None,
        }
    }
    None
}

/// What of this HTML `clean` takes out and somebody may miss, in words: each once, in order.
pub(crate) fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        at += next;
        if html[at..].starts_with("<!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end + 3);
            continue;
        }
        let Some(tag) = tag_at(html, at) else {
            if opens_tag(html, at) {
                break;
            }
            at += 1;
            continue;
        };
        at = tag.end;
        if tag.closing {
            continue;
        }
        dangers_of_tag(&tag, &mut found);
        if matches!(tag.name.as_str(), "script" | "style") {
            at = close_of(html, at, &tag.name);
        }
    }
    found
}

/// Whether a tag begins at byte `at`, complete or not. An incomplete one takes the rest of the text with it.
fn opens_tag(html: &str, at: usize) -> bool {
    html[at + 1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Adds what is unsafe in one tag.
pub(crate) fn dangers_of_tag(tag: &Tag, found: &mut Vec<String>) {
    let mut add = |words: String| {
        if !found.contains(&words) && found.len() < 8 {
            found.push(words);
        }
    };
    if REPORTED.contains(&tag.name.as_str()) {
        add(format!("the element `{}`", tag.name));
    }
    for (name, value) in &tag.attributes {
        if name.starts_with("on") && name.len() > 2 {
            add(format!("the attribute `{name}`"));
        } else if matches!(name.as_str(), "href" | "src" | "action" | "formaction" | "data" | "xlink:href")
            && !is_safe_address(value)
        {
            add(format!("an address that begins with `{}:`", scheme(value).unwrap_or_default()));
        }
    }
}

/// Where the content of a raw element ends: at its closing tag, or at the end of the text.
fn close_of(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(next) = html[at..].find("</") {
        at += next;
        let rest = &html.as_bytes()[at + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return at;
        }
        at += 2;
    }
    html.len()
}

/// The tag that begins at byte `at`, if one does.
pub(crate) fn tag_at(html: &str, at: usize) -> Option<Tag> {
    let bytes = html.as_bytes();
    let mut i = at + 1;
    let closing = bytes.get(i) == Some(&b'/');
    if closing {
        i += 1;
    }
    let name_start = i;
    if !bytes.get(i).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    while bytes.get(i).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')) {
        i += 1;
    }
    let name = html[name_start..i].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while bytes.get(i).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            i += 1;
        }
        match bytes.get(i) {
            None => return None,
            Some(b'>') => return Some(Tag { name, closing, attributes, end: i + 1 }),
            Some(_) => {
                let (attribute, end) = attribute_at(html, i)?;
                attributes.push(attribute);
                i = end;
            }
        }
    }
}

/// One attribute, and where it ends.
fn attribute_at(html: &str, at: usize) -> Option<((String, String), usize)> {
    let bytes = html.as_bytes();
    let mut i = at + 1;
    while bytes.get(i).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')) {
        i += 1;
    }
    let name = html.get(at..i)?.to_ascii_lowercase();
    let mut value_at = i;
    while bytes.get(value_at).is_some_and(u8::is_ascii_whitespace) {
        value_at += 1;
    }
    if bytes.get(value_at) != Some(&b'=') {
        return Some(((name, String::new()), i));
    }
    value_at += 1;
    while bytes.get(value_at).is_some_and(u8::is_ascii_whitespace) {
        value_at += 1;
    }
    let (value, end) = match bytes.get(value_at)? {
        quote @ (b'"' | b'\'') => {
            let start = value_at + 1;
            let length = html[start..].find(char::from(*quote))?;
            (&html[start..start + length], start + length + 1)
        }
        _ => {
            let mut end = value_at;
            while bytes.get(end).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
                end += 1;
            }
            (&html[value_at..end], end)
        }
    };
    Some(((name, decode(value)), end))
}

/// Text with its character references resolved: numeric ones and those that hide an address or that `clean` writes.
pub(crate) fn decode(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            rest[..rest.floor_char_boundary(12)].find(';').and_then(|end| Some((named(&rest[1..end])?, end + 1)));
        let (c, length) = known.unwrap_or(('&', 1));
        made.push(c);
        rest = &rest[length..];
    }
    made.push_str(rest);
    made
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            return char::from_u32(code).filter(|c| *c != '\0');
        }
    })
}

/// Text as HTML: nothing in it can open a tag or leave an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\'' => made.push_str("&#39;"),
            c => made.push(c),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_gone_and_words_stay() {
        assert_eq!(clean("<p onclick=x()>Hi <b>there</b><script>bad()</script></p>"), "<p>Hi <b>there</b></p>");
        assert_eq!(clean("<a href=\"JaVa\tscript:x\">words</a>"), "<a>words</a>");
        assert_eq!(clean("<!-- secret --><em style='x' class='mention'>y</em>"), "<em>y</em>");
        assert_eq!(
            clean("<span id=\"p-abc\">a</span><span id=\"own\">b</span>"),
            "<span>a</span><span id=\"own\">b</span>"
        );
    }

    #[test]
    fn addresses_are_judged_as_a_browser_reads_them() {
        for safe in ["x.html", "/a:b", "https://a.example/", "#a", "?q=a:b", "mailto:a@b.example", ""] {
            assert!(is_safe_address(safe), "{safe}");
        }
        for unsafe_one in
            ["javascript:x", " JAVAscript:x", "java\nscript:x", "data:text/html,x", "vbscript:x", "\u{1}javascript:x"]
        {
            assert!(!is_safe_address(unsafe_one), "{unsafe_one}");
        }
    }

    #[test]
    fn dangers_are_named_once() {
        let html = "<img src=x onerror=a()><img onerror=b()><a href='&#106;avascript:x'>y</a><!-- <script> -->";
        assert_eq!(dangers(html), ["the attribute `onerror`", "an address that begins with `javascript:`"]);
        assert_eq!(dangers("<script>if (a<b) {}</script><p>x"), ["the element `script`"]);
        assert!(dangers("1 < 2 <b>x</b>").is_empty());
    }

    #[test]
    fn a_hundred_thousand_elements_are_too_deep() {
        assert!(is_too_deep(&"<div>".repeat(100_000)));
        assert!(!is_too_deep(&"<div></div><br>".repeat(1_000)));
    }
}
