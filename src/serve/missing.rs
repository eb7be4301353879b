//! The preview's own pages: for an address that the site doesn't have, and for a page that can't be made.

use super::bar::escaped;
use crate::text::near::nearest_few;

/// How many near routes are proposed.
const SHOWN: usize = 5;

/// A page that proposes near routes. `prefix` stands before them: `/_public`, or nothing.
pub(super) fn page(route: &str, prefix: &str, routes: &[String], public: bool) -> Vec<u8> {
    let near = nearest_few(route, routes.iter().map(String::as_str), SHOWN);
    let list: String = near
        .iter()
        .map(|known| {
            let shown = escaped(known);
            format!("<li><a href=\"{prefix}{shown}\">{shown}</a></li>\n")
        })
        .collect();
    let proposed = if list.is_empty() {
        format!("<p><a href=\"{prefix}/\">The home page</a></p>")
    } else {
        format!("<p>These addresses are near:</p>\n<ul>\n{list}</ul>")
    };
    let why = if public { "The public view has no page here." } else { "The site has no page here." };
    shell(&format!("No page at {}", escaped(route)), &format!("<p>{why}</p>\n{proposed}"))
}

/// A page that says why another can't be made; what was found stands in the bar.
pub(super) fn unmade(route: &str) -> Vec<u8> {
    let why = "<p>What was found stands below. The page comes back by itself when it is mended.</p>";
    shell(&format!("The page at {} can’t be made", escaped(route)), why)
}

fn shell(title: &str, content: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <link rel=\"stylesheet\" href=\"/_briefgen/preview.css\">\n</head>\n<body class=\"briefgen-own\">\n<main>\n\
         <h1>{title}</h1>\n{content}\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}
