//! Blocks of code, their parts told apart by classes.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape;
use crate::model::body::Code;

/// Longer code is shown plainly: highlighting it would cost seconds.
const LONGEST: usize = 100_000;
/// So is code with a longer line.
const LONGEST_LINE: usize = 2_000;

/// Every language, loaded when the first block of code is met.
fn languages() -> &'static SyntaxSet {
    static SET: OnceLock<SyntaxSet> = OnceLock::new();
    SET.get_or_init(two_face::syntax::extra_newlines)
}

/// Writes a block of code.
pub(super) fn write(out: &mut String, code: &Code) {
    out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    let language = code.language.split([' ', ',', '{']).next().unwrap_or("");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::push(out, language);
        out.push('"');
    }
    out.push('>');
    match highlighted(language, &code.text) {
        Some(html) => out.push_str(&html),
        None => escape::push(out, &code.text),
    }
    out.push_str("</code></pre>\n");
}

fn highlighted(language: &str, text: &str) -> Option<String> {
    if language.is_empty() || text.len() > LONGEST || text.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let set = languages();
    let syntax = set.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, set, style);
    for line in LinesWithEndings::from(text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_is_escaped() {
        let mut out = String::new();
        write(&mut out, &Code { language: "nonsense".into(), text: "a < b".into() });
        assert_eq!(out, "<pre class=\"code\" tabindex=\"0\"><code class=\"language-nonsense\">a &lt; b</code></pre>\n");
    }

    #[test]
    fn a_known_language_gets_classes_and_no_styles() {
        let html = highlighted("rust", "fn main() {}\n").expect("Rust is known");
        assert!(html.contains("class=\"hl-") && !html.contains("style="), "{html}");
    }
}
