//! Findings of every format, as `line:column code message`.

use crate::diag::{Diagnostics, Place};
use crate::files::{FileId, line_column};
use crate::parse::{authors, config, notes, pages, registry, series};

/// Runs a reader and shows what it found.
pub(crate) fn findings<T>(text: &str, read: impl Fn(&str, &mut Diagnostics) -> T) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let _ = read(text, &mut diagnostics);
    diagnostics
        .iter()
        .map(|found| {
            let Place::Span(span) = found.place else { panic!("a finding without a place") };
            let at = line_column(text, span.start as usize);
            format!("{}:{} {} {}", at.line, at.column, found.code.name(), found.message)
        })
        .collect()
}

const FILE: FileId = FileId(0);

pub(crate) fn in_config(text: &str) -> Vec<String> {
    findings(text, |text, found| config::read(FILE, text, found))
}
pub(crate) fn in_actors(text: &str) -> Vec<String> {
    findings(text, |text, found| registry::actors(FILE, text, found))
}
pub(crate) fn in_themes(text: &str) -> Vec<String> {
    findings(text, |text, found| registry::themes(FILE, text, found))
}
pub(crate) fn in_notes(text: &str) -> Vec<String> {
    findings(text, |text, found| notes::read(FILE, text, notes::Context::default(), found))
}
pub(crate) fn in_page(text: &str) -> Vec<String> {
    findings(text, |text, found| pages::read(FILE, text, "about", notes::Context::default(), found))
}
pub(crate) fn in_authors(text: &str) -> Vec<String> {
    findings(text, |text, found| authors::read(FILE, text, found))
}
pub(crate) fn in_series(text: &str) -> Vec<String> {
    findings(text, |text, found| series::read(FILE, text, found))
}

/// Notes with every kind of value, for breaking.
const WHOLE: &str = "---
title: \"Größe: now\"
status: published
embargo: 2026-12-01T00:01+01:00
authors: [jdoe, {name: Zoë, role: reviewer}]
summary: >
  One “paragraph”
  of two lines.
notes:
  - quote: the exact words
    kind: context # a remark
    text: |
      Markdown: *here*.
positions:
  - {actor: a, theme: b, stance: supports, statement: 'It''s so', quote: \"x, y\"}
extra: {a: &a [1, é], b: *a}
---
Text.
";

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(
        cuts in proptest::collection::vec((0usize..600, 0usize..4, "[ \t\n:#\"'{}*&!|>@%`,a\u{e9}\u{201c}\\[\\]-]{0,3}"), 1..6)
    ) {
        let mut chars: Vec<char> = WHOLE.chars().collect();
        for (at, length, put) in cuts {
            let at = at % chars.len();
            let end = (at + length).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        let text: String = chars.into_iter().collect();
        let mut diagnostics = Diagnostics::default();
        let _ = notes::read(FILE, &text, notes::Context::default(), &mut diagnostics);
        let _ = registry::actors(FILE, &text, &mut diagnostics);
        let _ = config::read(FILE, &text, &mut diagnostics);
        for found in diagnostics.iter() {
            let Place::Span(span) = found.place else { panic!("a finding without a place") };
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{found:?}");
            assert!(text.is_char_boundary(span.start as usize), "{found:?}");
        }
    }
}
