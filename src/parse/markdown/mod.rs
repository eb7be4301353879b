//! Markdown to [`Body`]: passages of plain words and the tokens that put them on a page.
//!
//! Takes texts and their places, returns bodies; faults are findings. Never resolves an address or a reference.
//!
//! # What the tokens mean to whoever writes them
//!
//! `Open` and `Close` of a passage write its element, with its id: `<p>` for `Paragraph`, `Quote` and `Caption`,
//! `<h2>` … `<h6>` for `Heading`, `<div class="item">` for `ListItem`, `<span>` for `Cell`. What stands around them
//! is `Markup`: `<ul>`, `<ol start="3">`, `<li>`, `<blockquote>`, `<table>` and its rows and cells, `<hr>`, and within
//! a passage `<em>`, `<strong>`, `<del>`, `<code>`, `<br>` and other plain inline elements, always balanced and
//! escaped. A list item is `<li>`, `Open`, its words, `Close`, then nested lists, `</li>`; one of several paragraphs
//! has several passages. Passages never nest. A paragraph without words (pictures alone) is `Markup("<p>")`, its
//! pictures, `Markup("</p>")`, and no passage. The words of a reference stand in the passage's text, but not in a
//! `Text` token: `Reference` shows them. Cells are aligned by the classes `align-left`, `align-center`, `align-right`.
//!
//! Headings have their final id: `{#id}`, or their words. Footnotes stand at the end, in
//! `<div class="footnotes" role="doc-endnotes">`, with ids `fn-1`, `fnref-1`, `fnref-1-2` behind the prefix of
//! their text: nothing for a file's body, `a-` for an article, `n` and the value's offset for values in YAML.

mod builder;
mod directives;
mod footnotes;
mod headings;
mod html;
mod inline;
mod links;
mod passage;
pub(crate) mod places;
mod plain;
mod walk;
mod words;

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::files::{FileId, Span};
use crate::model::body::{Body, Passage, Prose};
use places::Places;
use pulldown_cmark::{Event, Options, Parser};

/// Whose text it is, and what its ids begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manner {
    /// An article as received: no references, citations or directives, and findings that nobody can mend weigh less.
    pub(crate) received: bool,
    /// Before the ids of footnotes, and of headings in values.
    pub(crate) prefix: String,
    /// What headings that are found move by; received articles have their highest heading at level 2.
    pub(crate) title: TitleFrom,
}

/// Where the title of a received article comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum TitleFrom {
    /// The text has none to give: its `#` are headings like others.
    #[default]
    Elsewhere,
    /// This title, whose place is known; a first `#` of the same words isn't shown again.
    Known(Passage),
    /// The first heading, if it is a `#`.
    FirstHeading,
}

/// One event and the bytes that it came from.
type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

/// The body of a desk's file: bytes `start..end` of the file's whole text.
pub fn read(file: FileId, text: &str, start: usize, end: usize, diagnostics: &mut Diagnostics) -> Prose {
    let part = text.get(start..end).unwrap_or("");
    prose(part, &Places::exact(file, start, end), &Manner::default(), diagnostics)
}

/// Markdown inside a YAML value. Its places run alike from the start of `span`, which is right for a value on one
/// line; [`read_value_in`] knows better.
pub fn read_value(value: &str, span: Span, diagnostics: &mut Diagnostics) -> Prose {
    prose(value, &Places::value(span), &value_manner(span), diagnostics)
}

/// Markdown inside a YAML value, whose words are sought in the file's whole `text`, so that findings and mentions
/// have their own lines.
pub fn read_value_in(text: &str, value: &str, span: Span, diagnostics: &mut Diagnostics) -> Prose {
    prose(value, &Places::aligned(text, value, span), &value_manner(span), diagnostics)
}

/// A text as received, from bytes `start..end` of its file: no directives, references or citations.
pub fn read_article(file: FileId, text: &str, start: usize, end: usize, diagnostics: &mut Diagnostics) -> Body {
    let part = text.get(start..end).unwrap_or("");
    received(part, &Places::exact(file, start, end), TitleFrom::Elsewhere, diagnostics)
}

/// A received text that may have been rewritten on its way here.
pub(crate) fn received(text: &str, places: &Places, title: TitleFrom, diagnostics: &mut Diagnostics) -> Body {
    let manner = Manner { received: true, prefix: "a-".to_owned(), title };
    let (body, findings) = walk::walk(text, &events(text), places, &manner, &[]);
    diagnostics.append(findings);
    body
}

fn value_manner(span: Span) -> Manner {
    Manner { prefix: format!("n{}-", span.start), ..Manner::default() }
}

fn prose(text: &str, places: &Places, manner: &Manner, diagnostics: &mut Diagnostics) -> Prose {
    if plain::is_plain(text) {
        return Prose { public: plain::paragraph(text, places, manner), internal: None };
    }
    marked_up(text, places, manner, diagnostics)
}

fn marked_up(text: &str, places: &Places, manner: &Manner, diagnostics: &mut Diagnostics) -> Prose {
    let found = directives::find(text, places, diagnostics);
    let Some(found) = found else {
        let (public, findings) = walk::walk(text, &events(text), places, manner, &[]);
        diagnostics.append(findings);
        return Prose { public, internal: None };
    };
    let for_all = directives::blank(text, found.withheld.iter().chain(&found.lines));
    let for_desk = directives::blank(text, found.lines.iter());
    let (public, _) = walk::walk(&for_all, &events(&for_all), places, manner, &[]);
    let (internal, findings) = walk::walk(&for_desk, &events(&for_desk), places, manner, &found.withheld);
    diagnostics.append(findings);
    Prose { public, internal: Some(Box::new(internal)) }
}

/// CommonMark with tables, footnotes, strikethrough and heading ids; nothing else.
fn events(text: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(text, options).into_offset_iter().collect()
}

#[cfg(test)]
mod tests;
