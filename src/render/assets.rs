//! Styles and scripts of the design under names that hold their hash, so that they can be kept for ever.

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

/// The style that `briefgen.yaml` makes: accent and fonts. Empty where it sets neither.
pub(crate) fn house_style(config: &Config) -> String {
    let mut css = String::new();
    for (font, name) in [(&config.font_body, "house-body"), (&config.font_heading, "house-heading")] {
        let Some(path) = font.as_ref().and_then(|font| font_path(&font.value)) else { continue };
        css.push_str(&format!("@font-face{{font-family:\"{name}\";src:url(\"../{path}\");font-display:swap}}\n"));
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

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A font under `static/` as the style links it; nothing where the path could say more than a path.
fn font_path(written: &str) -> Option<String> {
    let path = written.trim_start_matches('/');
    let path = path.strip_prefix("static/").unwrap_or(path);
    let harmless = !path.is_empty() && !path.contains("..") && !path.contains(['"', '\\', '(', ')', '\n']);
    harmless.then(|| encode_path(path))
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
        assert_eq!(house_style(&config), "");
        let config = Config { accent: Some("#7a1f1f".to_owned()), ..Config::default() };
        assert_eq!(house_style(&config), ":root{--accent:#7a1f1f;}\n");
    }
}
