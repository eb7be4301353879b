//! What the preview adds to a page when it is served, and to no file: one script, which draws the bar, the findings,
//! and swaps content when it changed.

use super::access::Sight;
use super::preview::View;

/// Where the preview's own addresses begin. No route of a site begins so.
pub(super) const OWN: &str = "/_briefgen/";
/// Where the public view of every page stands.
pub(super) const PUBLIC: &str = "/_public";

/// The preview's own files.
pub(super) fn asset(name: &str) -> Option<&'static str> {
    match name {
        "preview.js" => Some(include_str!("page/preview.js")),
        "swap.js" => Some(include_str!("page/swap.js")),
        "preview.css" => Some(include_str!("page/preview.css")),
        _ => None,
    }
}

/// What a page's script is told.
pub(super) struct Told<'a> {
    pub(super) view: View,
    /// The page's own address in the site, whatever stood before it in the browser's.
    pub(super) route: &'a str,
    pub(super) sight: Sight,
    /// The ETag of the page.
    pub(super) tag: &'a str,
    pub(super) secret: &'a str,
    /// Whether the server opens places itself.
    pub(super) opens: bool,
    /// What kept the page from being made, as JSON.
    pub(super) findings: &'a [Box<str>],
}

/// Puts the script at the end of a page.
pub(super) fn inject(html: Vec<u8>, told: &Told<'_>) -> Vec<u8> {
    let mut html = html;
    let end = find_last(&html, b"</body>").unwrap_or(html.len());
    let rest = html.split_off(end);
    html.extend_from_slice(script(told).as_bytes());
    html.extend(rest);
    html
}

fn script(told: &Told<'_>) -> String {
    let view = match told.view {
        View::Desk => "desk",
        View::Public => "public",
    };
    let mut data =
        format!("data-view=\"{view}\" data-route=\"{}\" data-tag=\"{}\"", escaped(told.route), escaped(told.tag));
    if told.sight != Sight::Public {
        data.push_str(" data-switch");
    }
    if told.sight == Sight::Desk {
        data.push_str(&format!(" data-secret=\"{}\"", told.secret));
        if told.opens {
            data.push_str(" data-opens");
        }
    }
    if !told.findings.is_empty() {
        data.push_str(&format!(" data-findings=\"{}\"", escaped(&format!("[{}]", told.findings.join(",")))));
    }
    format!(
        "<script src=\"{OWN}swap.js\" data-briefgen defer></script>\
         <script src=\"{OWN}preview.js\" data-briefgen {data} defer></script>"
    )
}

/// Text as the value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn find_last(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).rposition(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body_and_nothing_else_changes() {
        let told = Told {
            view: View::Desk,
            route: "/",
            sight: Sight::Public,
            tag: "\"x\"",
            secret: "never shown",
            opens: true,
            findings: &[],
        };
        let page = String::from_utf8(inject(b"<body>a</body></html>".to_vec(), &told)).expect("text");
        let script = "<script src=\"/_briefgen/swap.js\" data-briefgen defer></script>\
                      <script src=\"/_briefgen/preview.js\" data-briefgen data-view=\"desk\" \
                      data-route=\"/\" data-tag=\"&quot;x&quot;\" defer></script>";
        assert_eq!(page, format!("<body>a{script}</body></html>"));
    }
}
