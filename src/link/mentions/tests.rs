//! Cases of the linking rules: in each text, [brackets] hold the mentions of actors and {braces} those of themes.

mod article;
mod found;
mod rules;

use super::{Document, Found, Matcher};
use crate::diag::Diagnostics;
use crate::files::{FileId, Span, Spanned};
use crate::model::body::{Body, Passage, PassageKind, Prose};
use crate::model::brief::Audience;
use crate::model::date::PartialDate;
use crate::model::registry::{Actor, ActorKind, Alias, Registry, Target, Theme};
use crate::model::site::{Part, RefusalReason};

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::file_start(FileId(0)))
}

fn kind(name: &str) -> ActorKind {
    ActorKind::ALL.into_iter().find(|kind| kind.name() == name).expect("a kind of the contract")
}

/// `Kyiv (metonym)`, `eu (any)`, `Zelensky (weak)`, `the Premier (2024-07..2026)`.
fn alias(text: &str) -> Alias {
    let (words, mark) = text.split_once(" (").map_or((text, ""), |(words, mark)| (words, mark.trim_end_matches(')')));
    let (from, until) = mark.split_once("..").unwrap_or_default();
    Alias {
        text: spanned(words),
        metonym: mark == "metonym",
        weak: mark == "weak",
        any_case: mark == "any",
        from: PartialDate::parse(from),
        until: PartialDate::parse(until),
    }
}

/// `ID, KIND, NAME; ALIAS; ALIAS; not PHRASE`, a line each; `ID, theme, NAME; PHRASE`.
fn registry(lines: &str) -> Registry {
    let mut registry = Registry::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut fields = line.split("; ");
        let mut head = fields.next().expect("a head").splitn(3, ", ");
        let mut next = || head.next().expect("id, kind and name");
        let (id, of, name) = (spanned(next()), next(), spanned(next()));
        let (not, others): (Vec<&str>, Vec<&str>) = fields.partition(|field| field.starts_with("not "));
        let span = Span::file_start(FileId(0));
        if of == "theme" {
            let phrases = others.into_iter().map(spanned).collect();
            registry.themes.push(Theme {
                id,
                name,
                phrases,
                broader: None,
                summary: None,
                audience: Audience::Public,
                redirect_from: Vec::new(),
                extra: serde_json::Map::new(),
                body: Prose::default(),
                span,
            });
            continue;
        }
        registry.actors.push(Actor {
            id,
            name,
            kind: kind(of),
            aliases: others.into_iter().map(alias).collect(),
            not: not.into_iter().map(|phrase| spanned(&phrase[4..])).collect(),
            summary: None,
            wikidata: None,
            url: None,
            roles: Vec::new(),
            relations: Vec::new(),
            audience: Audience::Public,
            redirect_from: Vec::new(),
            extra: serde_json::Map::new(),
            body: Prose::default(),
            span,
        });
    }
    registry.actors.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    registry.themes.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    registry
}

fn matcher(registry: &Registry) -> Matcher {
    Matcher::new(registry, &mut Diagnostics::default())
}

fn passage(kind: PassageKind, section: u32, text: &str) -> Passage {
    Passage { kind, section, ..super::plain_passage(text) }
}

/// A body of paragraphs; a line that starts with `# ` is a heading, one with `= ` a title.
fn body(text: &str) -> Body {
    let mut body = Body::default();
    let mut section = 0;
    for line in text.lines() {
        let passage = if let Some(title) = line.strip_prefix("= ") {
            passage(PassageKind::Title, section, title)
        } else if let Some(heading) = line.strip_prefix("# ") {
            section += 1;
            passage(PassageKind::Heading(2), section, heading)
        } else {
            passage(PassageKind::Paragraph, section, line)
        };
        body.passages.push(passage);
    }
    body
}

fn document(body: &Body) -> Document<'_> {
    Document { parts: vec![(Part::Article, body)], ..Document::default() }
}

/// `text` with the mentions of actors in brackets and those of themes in braces.
fn marked(text: &str, found: &Found) -> String {
    let mut marks: Vec<(u32, bool, char)> = Vec::new();
    for mention in &found.mentions {
        let (open, close) = if matches!(mention.target, Target::Actor(_)) { ('[', ']') } else { ('{', '}') };
        marks.push((mention.start, true, open));
        marks.push((mention.end, false, close));
    }
    marks.sort_unstable();
    let mut out = text.to_owned();
    for (at, _, mark) in marks.into_iter().rev() {
        out.insert(at as usize, mark);
    }
    out
}

/// Checks that exactly the marked words of each text are found.
fn check(lines: &str, texts: &[&str]) {
    let registry = registry(lines);
    let matcher = matcher(&registry);
    for expected in texts {
        let text = expected.replace(['[', ']', '{', '}'], "");
        let found = matcher.running_text(&text);
        assert_eq!(marked(&text, &found), *expected, "{:?}", found.refusals);
    }
}

/// The refusals of a text as `words: reason`.
fn refusals(lines: &str, text: &str) -> Vec<String> {
    let registry = registry(lines);
    let found = matcher(&registry).running_text(text);
    let words = |start: u32, end: u32| &text[start as usize..end as usize];
    found.refusals.iter().map(|r| format!("{}: {}", words(r.start, r.end), r.reason.name())).collect()
}
