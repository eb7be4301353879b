//! The front matter of a Markdown file: where it begins and ends.
//!
//! Takes a text, gives the ranges of its YAML and of its body, and a finding for a fence that isn't `---`,
//! is unclosed or lacks. Keys that lost their fence never become public text.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span};

/// The two parts of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The front matter, without its fences.
    pub yaml: Range<usize>,
    /// The text after it.
    pub body: Range<usize>,
}

/// A line, without its break.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    /// After its break.
    next: usize,
    text: &'t str,
}

/// Keys by which front matter without a fence is known.
const KEYS: &[&str] = &[
    "actors",
    "aliases",
    "article",
    "as_of",
    "audience",
    "authors",
    "author",
    "broader",
    "date",
    "doi",
    "downloads",
    "draft",
    "embargo",
    "events",
    "extra",
    "id",
    "key_messages",
    "kind",
    "language",
    "license",
    "links",
    "name",
    "not",
    "notes",
    "number",
    "options",
    "original",
    "phrases",
    "positions",
    "published",
    "recommendations",
    "redirect_from",
    "relations",
    "review_by",
    "revisions",
    "roles",
    "series",
    "show",
    "slug",
    "sources",
    "status",
    "summary",
    "supersedes",
    "themes",
    "title",
    "translation_of",
    "unlink",
    "updated",
    "url",
    "wikidata",
    "withdrawn",
];

/// Finds the front matter of a file. `None` where it has none, nor anything that was meant as such.
pub fn split(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Split> {
    let lines = lines(text);
    let first = lines.iter().position(|line| !line.text.trim().is_empty())?;
    let opening = lines[first];
    let rest = &lines[first + 1..];
    if opening.text.trim_end() == "---" {
        return Some(closed(file, text, opening, rest, diagnostics));
    }
    if let Some(fence) = wrong_fence(opening.text) {
        let next = rest.iter().find(|line| !line.text.trim().is_empty());
        let keys = next.is_some_and(|line| key(line.text, true).is_some() || fence == "+++" && line.text.contains('='));
        if keys {
            return Some(wrongly_opened(file, text, opening, rest, fence, diagnostics));
        }
        return None;
    }
    if let Some(keys) = opening.text.strip_prefix("---").filter(|keys| key(keys.trim(), false).is_some()) {
        // The keys of this line would be lost: nothing is read, and nothing is shown.
        let message = "`---` stands on a line of its own before the first key".to_owned();
        let help = format!("begin a new line before `{}`", keys.trim());
        diagnostics.push(found(file, opening, message, &help));
        return Some(Split { yaml: opening.next..opening.next, body: text.len()..text.len() });
    }
    unfenced(file, text, &lines[first..], diagnostics)
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |raw: &'_ str| {
        let line = (start, start + raw.len());
        start = line.1;
        line
    };
    let places: Vec<(usize, usize)> = text.split_inclusive('\n').map(line).collect();
    places
        .into_iter()
        .map(|(start, next)| Line { start, next, text: text[start..next].trim_end_matches(['\n', '\r']) })
        .collect()
}

fn found(file: FileId, line: Line<'_>, message: String, help: &str) -> Diagnostic {
    let words = line.text.trim_end().len();
    Diagnostic::new(Code::FrontMatter, Span::new(file, line.start, line.start + words), message).help(help)
}

/// The part between an opening `---` and the first line that closes it, or was meant to.
fn closed(file: FileId, text: &str, opening: Line<'_>, rest: &[Line<'_>], diagnostics: &mut Diagnostics) -> Split {
    for line in rest {
        if line.text.trim_end() == "---" {
            let body = second(file, text, line.next, diagnostics).unwrap_or(line.next);
            return Split { yaml: opening.next..line.start, body: body..text.len() };
        }
        if let Some(fence) = wrong_fence(line.text) {
            let message = format!("front matter is closed by `---`, not by `{fence}`");
            diagnostics.push(found(file, *line, message, "write three hyphens and nothing else on this line"));
            return Split { yaml: opening.next..line.start, body: line.next..text.len() };
        }
    }
    let message = "front matter begins here and is never closed".to_owned();
    diagnostics.push(found(file, opening, message, "put a line of three hyphens, `---`, after its last key"));
    Split { yaml: opening.next..opening.next, body: text.len()..text.len() }
}

/// Keys between fences that stand right after the first ones: they would be shown as text. Gives where the text begins.
fn second(file: FileId, text: &str, from: usize, diagnostics: &mut Diagnostics) -> Option<usize> {
    let rest = &text[from..];
    let start = from + rest.len() - rest.trim_start().len();
    if !text[start..].starts_with("---") {
        return None;
    }
    let mut lines = lines(&text[start..]);
    for line in &mut lines {
        line.start += start;
        line.next += start;
    }
    let (opening, after) = lines.split_first().filter(|(opening, _)| opening.text.trim_end() == "---")?;
    key(after.first()?.text, false)?;
    let close = after.iter().find(|line| line.text.trim_end() == "---")?;
    let message = "front matter begins here for the second time".to_owned();
    diagnostics.push(found(file, *opening, message, "put all keys between the first two lines of hyphens"));
    Some(close.next)
}

/// The part behind another fence, to the same or a right one.
fn wrongly_opened(
    file: FileId,
    text: &str,
    opening: Line<'_>,
    rest: &[Line<'_>],
    fence: &str,
    diagnostics: &mut Diagnostics,
) -> Split {
    let message = match fence {
        "---" => "the line `---` that opens front matter begins with no space".to_owned(),
        _ => format!("front matter begins with `---`, not with `{fence}`"),
    };
    let help = if fence == "+++" {
        "write the keys in YAML (`title: …`) between two lines of three hyphens, `---`"
    } else {
        "write three hyphens and nothing else on this line"
    };
    diagnostics.push(found(file, opening, message, help));
    let close = rest.iter().find(|line| line.text.trim_end() == "---" || wrong_fence(line.text).is_some());
    let toml = fence == "+++";
    match close {
        Some(close) => {
            let yaml = if toml { opening.next..opening.next } else { opening.next..close.start };
            Split { yaml, body: close.next..text.len() }
        }
        None => Split { yaml: opening.next..opening.next, body: text.len()..text.len() },
    }
}

/// A line that was meant as a fence and isn't one.
fn wrong_fence(line: &str) -> Option<&str> {
    let fence = line.trim();
    let hyphens = |c: char| matches!(c, '-' | '–' | '—' | '‐' | '−' | '‑');
    let only_hyphens = !fence.is_empty() && fence.chars().all(|c| hyphens(c) || c == ' ');
    let is_fence =
        only_hyphens && fence != "-" || matches!(fence, "+++" | "..." | "===" | "~~~" | "***" | "___" | ";;;");
    // A fence is never indented; an indented line inside is text.
    (is_fence && (fence != "---" || line.trim_end() != "---") && (!line.starts_with([' ', '\t']) || fence == "---"))
        .then_some(fence)
}

/// The key that a line begins with; `any` key, or one of briefgen's.
fn key(line: &str, any: bool) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let shaped =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t']);
    let known = any || KEYS.contains(&key.to_ascii_lowercase().as_str());
    (shaped && spaced && known).then_some(key)
}

/// Whether a text begins as JSON with one of briefgen's keys.
fn is_json(text: &str) -> bool {
    let inner = text[1..].trim_start();
    let name = inner.strip_prefix('"').and_then(|inner| inner.split_once('"'));
    name.is_some_and(|(name, rest)| KEYS.contains(&name) && rest.trim_start().starts_with(':'))
}

/// Keys at the head of a file without a fence: one of briefgen's, in its own small letters or followed by another.
fn unfenced(file: FileId, text: &str, lines: &[Line<'_>], diagnostics: &mut Diagnostics) -> Option<Split> {
    let first = lines.first()?;
    if first.text.starts_with('{') && is_json(&text[first.start..]) {
        let message = "front matter is written as keys between two lines `---`, not in braces".to_owned();
        let help = "write each key on a line of its own, as `title: …`, between two lines of three hyphens";
        diagnostics.push(found(file, *first, message, help));
        return Some(Split { yaml: first.start..first.start, body: text.len()..text.len() });
    }
    let name = key(first.text, false)?;
    let small = name.bytes().all(|byte| !byte.is_ascii_uppercase());
    let second = lines.get(1).is_some_and(|line| key(line.text, true).is_some() || line.text.trim_end() == "---");
    if !small && !second {
        return None;
    }
    let span = Span::new(file, first.start, first.start + name.len());
    let message = format!("`{name}` stands here without the line `---` before it");
    diagnostics.push(
        Diagnostic::new(Code::FrontMatter, span, message)
            .help("put a line of three hyphens, `---`, before the first key and another after the last"),
    );
    let close = lines.iter().find(|line| line.text.trim_end() == "---" || line.text.trim().is_empty());
    let (end, next) = close.map_or((text.len(), text.len()), |line| (line.start, line.next));
    Some(Split { yaml: first.start..end, body: next..text.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::line_column;

    fn run(text: &str) -> (Option<(&str, &str)>, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let split = split(FileId(0), text, &mut diagnostics);
        let findings = diagnostics
            .iter()
            .map(|found| {
                let crate::diag::Place::Span(span) = found.place else { panic!("no span") };
                let at = line_column(text, span.start as usize);
                format!("{}:{} {} {}", at.line, at.column, found.code.name(), found.message)
            })
            .collect();
        (split.map(|split| (&text[split.yaml], &text[split.body])), findings)
    }

    #[test]
    fn fences_are_three_hyphens() {
        assert_eq!(run("---\na: b\n---\nText\n"), (Some(("a: b\n", "Text\n")), vec![]));
        assert_eq!(run("---\r\na: b\r\n--- \r\nText"), (Some(("a: b\r\n", "Text")), vec![]));
        assert_eq!(run("---\n---\n"), (Some(("", "")), vec![]));
    }

    #[test]
    fn text_without_front_matter_is_text() {
        assert_eq!(run("Text: it begins.\n\n---\n"), (None, vec![]));
        assert_eq!(run("Title: a word about it\n\nText"), (None, vec![]));
        assert_eq!(run(""), (None, vec![]));
        assert_eq!(run("----\n\nText"), (None, vec![]));
    }

    #[test]
    fn other_fences_are_refused_where_they_stand() {
        assert_eq!(
            run("--\ntitle: A\n--\nText"),
            (
                Some(("title: A\n", "Text")),
                vec!["1:1 front-matter front matter begins with `---`, not with `--`".into()]
            )
        );
        assert_eq!(
            run("+++\ntitle = \"A\"\n+++\nText"),
            (Some(("", "Text")), vec!["1:1 front-matter front matter begins with `---`, not with `+++`".into()])
        );
        assert_eq!(
            run("---\ntitle: A\n----\nText\n\n---\n"),
            (
                Some(("title: A\n", "Text\n\n---\n")),
                vec!["3:1 front-matter front matter is closed by `---`, not by `----`".into()]
            )
        );
    }

    #[test]
    fn an_unclosed_front_matter_gives_no_text_away() {
        assert_eq!(
            run("---\naudience: internal\n\nSecret"),
            (Some(("", "")), vec!["1:1 front-matter front matter begins here and is never closed".into()])
        );
    }

    #[test]
    fn keys_without_a_fence_are_found() {
        assert_eq!(
            run("audience: internal\nstatus: draft\n---\nText"),
            (
                Some(("audience: internal\nstatus: draft\n", "Text")),
                vec!["1:1 front-matter `audience` stands here without the line `---` before it".into()]
            )
        );
        let json = "1:1 front-matter front matter is written as keys between two lines `---`, not in braces";
        assert_eq!(run("{\n  \"audience\": \"internal\"\n}\nText"), (Some(("", "")), vec![json.into()]));
        assert_eq!(run("{\"a\"} is no key"), (None, vec![]));
        assert_eq!(run("Title: A\nStatus: draft\n\nText").1.len(), 1);
    }

    #[test]
    fn every_key_of_a_markdown_form_is_known_without_its_fence() {
        for name in ["notes", "page", "actor", "theme"] {
            let schema = crate::parse::schema::json(name).expect("a schema");
            for key in schema["properties"].as_object().expect("keys").keys() {
                assert!(KEYS.contains(&key.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn a_second_front_matter_gives_no_text_away() {
        let found = "4:1 front-matter front matter begins here for the second time";
        assert_eq!(
            run("---\nsummary: A.\n---\n---\naudience: internal\n---\nText"),
            (Some(("summary: A.\n", "Text")), vec![found.into()])
        );
        let rule = "---\n\nText: a heading\n---\n";
        assert_eq!(run(&format!("---\na: b\n---\n{rule}")), (Some(("a: b\n", rule)), vec![]));
    }

    #[test]
    fn a_key_on_the_line_of_the_fence_is_found() {
        assert_eq!(
            run("---audience: internal\n---\nSecret"),
            (Some(("", "")), vec!["1:1 front-matter `---` stands on a line of its own before the first key".into()])
        );
    }
}
