//! Styles and scripts of the design under names that hold their hash, so that they can be kept for ever.

use serde::Serialize;

use super::head::direction;
use crate::model::config::Config;
use crate::model::output::Output;
use crate::text::address::encode_path;

/// An asset as pages link it, below the site's root: `assets/institute.0f3a….css`.
pub(crate) fn named(path: &str, text: &str) -> Output {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, "txt"));
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Output::text(format!("assets/{name}.{}.{ending}", &hash[..16]), text)
}

/// The style that `briefgen.yaml` makes: accent, fonts, and the running title of printed pages.
pub(crate) fn house_style(config: &Config) -> String {
    let mut css = running_head(&config.title, direction(&config.language));
    for (font, name) in [(&config.font_body, "house-body"), (&config.font_heading, "house-heading")] {
        let Some(path) = font.as_ref().and_then(|font| font_path(&font.value)) else { continue };
        // Without the range, browsers would draw the bold of a variable font themselves.
        let weights = if is_variable(&path) { "font-weight:100 900;" } else { "" };
        css.push_str(&format!(
            "@font-face{{font-family:\"{name}\";src:url(\"../{path}\");{weights}font-display:swap}}\n"
        ));
    }
    let mut light = String::new();
    if let Some(accent) = config.accent.as_deref().filter(|colour| is_colour(colour)) {
        light.push_str(&format!("--accent:{accent};"));
    }
    if config.font_body.is_some() {
        light.push_str("--body:\"house-body\",Georgia,serif;");
    }
    if config.font_heading.is_some() {
        light.push_str("--heading:\"house-heading\",system-ui,sans-serif;");
    }
    if !light.is_empty() {
        css.push_str(&format!(":root{{{light}}}\n"));
    }
    if let Some(accent) = config.accent_dark.as_deref().filter(|colour| is_colour(colour)) {
        css.push_str(&format!("@media screen and (prefers-color-scheme:dark){{:root{{--accent:{accent}}}}}\n"));
    }
    css
}

/// The site's title at the head of every printed page but the first, which shows it anyway. Where pages run from right
/// to left, it stands on that side, and the page's number on the other.
fn running_head(title: &str, direction: &str) -> String {
    let mut quoted = String::new();
    for c in title.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\' | '<') {
            // As a code point, so that nothing in a title can end the string.
            quoted.push_str(&format!("\\{:x} ", u32::from(c)));
        } else {
            quoted.push(c);
        }
    }
    let font = "font:8pt sans-serif;color:#555";
    let (side, number) = match direction {
        "rtl" => (
            "right",
            format!("@bottom-right{{content:none}}@bottom-left{{content:counter(page) \" / \" counter(pages);{font}}}"),
        ),
        _ => ("left", String::new()),
    };
    let first = format!("@page :first{{@top-{side}{{content:none}}}}");
    format!("@page{{@top-{side}{{content:\"{quoted}\";{font}}}{number}}}{first}\n")
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A font of the house, for pages to ask for before the style does.
#[derive(Debug, Serialize)]
pub(crate) struct FontView {
    /// Below the root.
    path: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// The fonts of the house, each once.
pub(crate) fn fonts(config: &Config) -> Vec<FontView> {
    let paths = [&config.font_body, &config.font_heading].into_iter().flatten();
    let mut paths: Vec<String> = paths.filter_map(|font| font_path(&font.value)).collect();
    paths.dedup();
    let kind = |path: &str| match path.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "otf" => "font/otf",
        _ => "font/ttf",
    };
    paths.into_iter().map(|path| FontView { kind: kind(&path), path }).collect()
}

/// Whether a font's name says that it holds every weight.
fn is_variable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.contains("variable") || name.contains("wght") || name.contains("-vf")
}

/// A font under `static/` as the style links it; nothing where the path could say more than a path.
fn font_path(written: &str) -> Option<String> {
    let path = written.trim_start_matches('/');
    let path = path.strip_prefix("static/").unwrap_or(path);
    let harmless = !path.is_empty() && !path.contains("..") && !path.contains(['"', '\\', '(', ')', '\n']);
    harmless.then(|| encode_path(path).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_the_hash_of_the_text() {
        let output = named("assets/a.css", "x");
        let hash = blake3::hash(b"x").to_hex();
        assert_eq!(output.path, format!("assets/a.{}.css", &hash[..16]));
    }

    #[test]
    fn only_colours_become_colours() {
        let config = Config { accent: Some("red;}".to_owned()), ..Config::default() };
        assert!(!house_style(&config).contains("--accent"));
        let config = Config { accent: Some("#7a1f1f".to_owned()), ..Config::default() };
        assert!(house_style(&config).ends_with("\n:root{--accent:#7a1f1f;}\n"));
    }

    #[test]
    fn a_title_stays_a_string() {
        let css = running_head("The \"Desk\"\\\n</style>", "ltr");
        assert!(css.starts_with("@page{@top-left{content:\"The \\22 Desk\\22 \\5c \\3c /style>\";"), "{css}");
    }
}
