//! A brief's texts with their notes: beside the passage where it is shown, in a list where it isn't.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::body::{self, BodyInput, Mark};
use super::super::dates::DateView;
use super::super::escape;
use super::super::scope::{BriefScope, PageScope, Shown};
use super::super::words::{self, word};
use super::sources;
use crate::model::body::{Body, PassageIx, PassageKind};
use crate::model::brief::Audience;
use crate::model::site::{Anchor, Found, Part};

/// A brief's article as a page shows it.
#[derive(Debug, Serialize)]
pub(crate) struct ArticleView {
    /// Its own title, where the brief has another.
    title: Option<String>,
    title_id: Option<String>,
    /// `full`, `quoted` or `none`.
    show: &'static str,
    /// HTML.
    text: String,
    language: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<DateView>,
}

/// The article of a brief.
pub(crate) fn article(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Option<ArticleView> {
    let article = scope.brief.article.as_ref()?;
    let (show, only) = match &scope.shown {
        Shown::All => ("full", None),
        Shown::Only(passages) => ("quoted", Some(passages)),
        Shown::Nothing => ("none", None),
    };
    let own_title = scope.brief.front.title.is_some();
    let title = own_title.then(|| article.title.as_ref().map(|title| title.value.clone())).flatten();
    let title = title.filter(|title| *title != scope.links.title && show != "none");
    let title_id = title.as_ref().and_then(|_| scope.title_passage()).map(|passage| passage.id.to_string());
    let text = if show == "none" { String::new() } else { article_text(page, scope, &article.body, only) };
    let original = scope.brief.front.original.language.clone();
    let language = original.or_else(|| article.language.clone());
    let page_language = scope.brief.front.language.as_deref().unwrap_or(&page.env.site.corpus.config.language);
    let language = language.filter(|language| language != page_language);
    let original = &scope.brief.front.original;
    Some(ArticleView {
        title,
        title_id: title_id.filter(|id| !id.is_empty()),
        show,
        text,
        language,
        author: sources::article_author(scope.brief),
        publisher: original.publisher.clone(),
        url: original.url.clone().filter(|url| escape::is_safe_address(url)),
        date: scope.links.article_date.map(Into::into),
    })
}

fn article_text(
    page: &PageScope<'_>,
    scope: &BriefScope<'_>,
    body: &Body,
    only: Option<&std::collections::BTreeSet<PassageIx>>,
) -> String {
    let mentions = body::of_part(&scope.links.mentions, Part::Article);
    let marks = marks(scope, Part::Article);
    let mut notes = beside(page, scope, Part::Article);
    let mut html = String::new();
    if let Some((ix, _)) = scope.special(PassageKind::Title) {
        html.push_str(&notes.remove(&ix).unwrap_or_default());
    }
    if let Some((ix, passage)) = scope.special(PassageKind::Standfirst) {
        if only.is_none_or(|only| only.contains(&ix)) {
            html.push_str("<p class=\"standfirst\"");
            if !passage.id.is_empty() {
                html.push_str(&format!(" id=\"{}\"", escape::escaped(&passage.id)));
            }
            html.push('>');
            html.push_str(&body::passage_words(page, body, ix, mentions, marks.clone()));
            html.push_str("</p>\n");
        }
        html.push_str(&notes.remove(&ix).unwrap_or_default());
    }
    html.push_str(&body::write(page, BodyInput { body, mentions, marks, notes, only }));
    html
}

/// The desk's assessment, or its own text.
pub(crate) fn text(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Option<String> {
    let body = scope.brief.text.body();
    if body.is_empty() {
        return None;
    }
    let mentions = body::of_part(&scope.links.mentions, Part::Text);
    let notes = beside(page, scope, Part::Text);
    Some(body::write(page, BodyInput { body, mentions, marks: marks(scope, Part::Text), notes, only: None }))
}

/// Words of a text that anything points at.
fn marks(scope: &BriefScope<'_>, part: Part) -> Vec<Mark> {
    let links = scope.links;
    let lists = [&links.notes, &links.key_messages, &links.positions, &links.events];
    let found = lists.into_iter().flatten().flatten();
    let here = found.filter_map(|found| match found {
        Found::Here(Anchor { at, start, end }) if at.part == part => {
            Some(Mark { passage: at.passage, start: *start, end: *end })
        }
        _ => None,
    });
    here.collect()
}

/// Notes of a text by the passage that they follow.
fn beside(page: &PageScope<'_>, scope: &BriefScope<'_>, part: Part) -> BTreeMap<PassageIx, String> {
    let mut placed: Vec<(&Anchor, usize)> = Vec::new();
    for (at, found) in scope.links.notes.iter().enumerate() {
        if let Some(Found::Here(anchor)) = found
            && anchor.at.part == part
        {
            placed.push((anchor, at));
        }
    }
    placed.sort_by_key(|(anchor, at)| (anchor.at.passage, anchor.start, *at));
    let mut notes: BTreeMap<PassageIx, String> = BTreeMap::new();
    for (anchor, at) in placed {
        notes.entry(anchor.at.passage).or_default().push_str(&note(page, scope, at, Some(anchor)));
    }
    notes
}

/// Notes whose passage isn't on the page, as HTML.
pub(crate) fn apart(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<String> {
    let hidden = |found: &Option<Found>| match found {
        Some(Found::Here(anchor)) => scope.passage(anchor.at).is_none(),
        _ => true,
    };
    let placed = scope.links.notes.iter().enumerate().filter(|(_, found)| hidden(found));
    placed.map(|(at, _)| note(page, scope, at, None)).collect()
}

fn note(page: &PageScope<'_>, scope: &BriefScope<'_>, at: usize, anchor: Option<&Anchor>) -> String {
    let Some(note) = scope.brief.front.notes.get(at) else { return String::new() };
    let number = at + 1;
    let internal = note.audience == Audience::Internal;
    let class = if internal { "note internal" } else { "note" };
    let kind = note.kind.name();
    let mut html = format!(
        "<aside role=\"note\" class=\"{class}\" id=\"note--{number}\" data-kind=\"{kind}\" aria-labelledby=\"note--{number}-of\""
    );
    let passage = anchor.and_then(|anchor| scope.passage(anchor.at)).filter(|passage| !passage.id.is_empty());
    if let Some(passage) = passage {
        html.push_str(&format!(" data-passage=\"{}\"", escape::escaped(&passage.id)));
    }
    html.push_str(&format!(
        ">\n<p class=\"note-of\" id=\"note--{number}-of\"><span class=\"note-kind\">{}</span>",
        words::note_kind(note.kind)
    ));
    html.push_str(&subject(page, scope, at, anchor));
    html.push_str("</p>\n");
    let part = Part::Note(u32::try_from(at).unwrap_or(u32::MAX));
    let mentions = body::of_part(&scope.links.mentions, part);
    let body = note.text.body();
    html.push_str(&body::write(
        page,
        BodyInput { body, mentions, marks: Vec::new(), notes: BTreeMap::new(), only: None },
    ));
    html.push_str("</aside>\n");
    html
}

/// What a note speaks of: its words with a link to their passage, or the source that holds them.
fn subject(page: &PageScope<'_>, scope: &BriefScope<'_>, at: usize, anchor: Option<&Anchor>) -> String {
    if let Some(anchor) = anchor {
        let (Some(words), Some(href)) = (scope.words(anchor), scope.href(page, anchor.at)) else {
            return String::new();
        };
        let words = escape::escaped(&super::shortened(words, 90));
        return format!(" {} <a href=\"{}\">“{words}”</a>", word("note_on"), escape::escaped(&href));
    }
    let Some(Some(Found::Source(source))) = scope.links.notes.get(at) else { return String::new() };
    let number = sources::number_at(scope.brief, *source);
    let words = escape::escaped(&super::shortened(&scope.brief.front.notes[at].quote.exact.value, 90));
    let id = page.cite(number);
    format!(
        " {} “{words}” <a class=\"citation\" id=\"{id}\" href=\"#source--{number}\">[{number}]</a>",
        word("note_on")
    )
}
