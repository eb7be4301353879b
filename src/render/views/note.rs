//! One note as HTML: folded at its passage, which wide screens and paper unfold, or whole in a list.

use std::collections::BTreeMap;

use super::super::body::{self, BodyInput, NoteRef};
use super::super::escape;
use super::super::scope::{BriefScope, PageScope};
use super::foreign::Foreign;
use super::sources;
use crate::model::body::PassageKind;
use crate::model::brief::Audience;
use crate::model::notes::Note;
use crate::model::site::{Anchor, Found, Part};

/// The longest quotation that a note repeats, in bytes.
const QUOTED: usize = 90;

/// Where a note stands.
pub(super) struct Placed<'a> {
    /// The words that it speaks of.
    pub(super) anchor: &'a Anchor,
    /// Its number on the page, in reading order.
    pub(super) number: usize,
}

/// Headings keep their words to themselves: they are the names of their sections.
pub(super) fn is_heading(kind: PassageKind) -> bool {
    matches!(kind, PassageKind::Title | PassageKind::Heading(_))
}

/// The number in the passage that leads to a note's text.
pub(super) fn number(
    page: &PageScope<'_>,
    scope: &BriefScope<'_>,
    anchor: &Anchor,
    at: usize,
    number: usize,
) -> NoteRef {
    let words = page.words();
    let kind = words.of_kind("note", scope.brief.front.notes[at].kind.name());
    let shown = words.number(number as u64);
    NoteRef {
        at: anchor.end,
        number,
        id: format!("note--{}-text", at + 1),
        name: words.filled("note_number", &[("number", &shown), ("kind", &kind)]),
    }
}

/// A note beside its passage. `at` is its place in the front matter.
pub(super) fn beside(page: &PageScope<'_>, scope: &BriefScope<'_>, at: usize, placed: &Placed<'_>) -> String {
    let Some(note) = scope.brief.front.notes.get(at) else { return String::new() };
    let id = at + 1;
    let passage = scope.passage(placed.anchor.at).filter(|passage| !passage.id.is_empty());
    let of = passage.map(|passage| format!(" data-passage=\"{}\"", escape::escaped(&passage.id)));
    let mut html = open(note, id, &of.unwrap_or_default());
    html.push_str(&format!(
        "<details>\n<summary id=\"note--{id}-of\"><span class=\"note-number\">{}</span> \
         <span class=\"note-kind\">{}</span></summary>\n<div id=\"note--{id}-text\">\n",
        page.words().number(placed.number as u64),
        kind(page, note)
    ));
    let words = scope.words(placed.anchor).zip(scope.href(page, placed.anchor.at));
    if let Some((words, href)) = words {
        let foreign = Foreign::part(page, &scope.described, placed.anchor.at.part);
        let (href, foreign) = (escape::escaped(&href), Foreign::attributes(foreign.as_ref()));
        let link = format!("<a href=\"{href}\"{foreign}>{}</a>", quoted(page, words));
        html.push_str(&format!("<p class=\"note-of\">{}</p>\n", page.words().html("note_on", &[("words", &link)])));
    }
    html.push_str(&text(page, scope, at));
    html.push_str("</div>\n</details>\n</aside>\n");
    html
}

/// A note whose passage isn't on the page. `at` is its place in the front matter.
pub(super) fn apart(page: &PageScope<'_>, scope: &BriefScope<'_>, at: usize) -> String {
    let Some(note) = scope.brief.front.notes.get(at) else { return String::new() };
    let id = at + 1;
    let mut html = open(note, id, "");
    html.push_str(&format!(
        "<p class=\"note-of\" id=\"note--{id}-of\"><span class=\"note-kind\">{}</span>",
        kind(page, note)
    ));
    if let Some(Some(Found::Source(source))) = scope.links.notes.get(at) {
        let number = sources::number_at(scope.brief, *source);
        let on = page.words().html("note_on", &[("words", &quoted(page, &note.quote.exact.value))]);
        let cited = page.cite(number);
        html.push_str(&format!(" {on} <a class=\"citation\" id=\"{cited}\" href=\"#source--{number}\">[{number}]</a>"));
    }
    html.push_str("</p>\n");
    html.push_str(&text(page, scope, at));
    html.push_str("</aside>\n");
    html
}

/// What kind of note it is, as HTML.
fn kind(page: &PageScope<'_>, note: &Note) -> String {
    escape::escaped(&page.words().of_kind("note", note.kind.name()))
}

/// Quoted words, not too many, as HTML.
fn quoted(page: &PageScope<'_>, words: &str) -> String {
    page.words().html("quoted", &[("words", &escape::escaped(&super::shortened(words, QUOTED)))])
}

fn open(note: &Note, id: usize, passage: &str) -> String {
    let class = if note.audience == Audience::Internal { "note internal" } else { "note" };
    let kind = note.kind.name();
    format!(
        "<aside role=\"note\" class=\"{class}\" id=\"note--{id}\" data-kind=\"{kind}\" \
         aria-labelledby=\"note--{id}-of\"{passage}>\n"
    )
}

fn text(page: &PageScope<'_>, scope: &BriefScope<'_>, at: usize) -> String {
    let part = Part::Note(u32::try_from(at).unwrap_or(u32::MAX));
    let mentions = body::of_part(&scope.links.mentions, part);
    let body = scope.brief.front.notes[at].text.body();
    let input = BodyInput {
        body,
        mentions,
        marks: Vec::new(),
        notes: BTreeMap::new(),
        refs: BTreeMap::new(),
        only: None,
        spoken: "",
    };
    body::write(page, input)
}
