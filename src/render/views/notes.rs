//! A brief's texts with their notes: beside the passage where it is shown, in a list where it isn't.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::body::{self, BodyInput, Mark, NoteRef};
use super::super::dates::DateView;
use super::super::escape;
use super::super::scope::{BriefScope, PageScope, Shown};
use super::foreign::Foreign;
use super::{note, sources};
use crate::model::body::{Body, PassageIx, PassageKind};
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
    foreign: Option<Foreign>,
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
    let original = &scope.brief.front.original;
    Some(ArticleView {
        title,
        title_id: title_id.filter(|id| !id.is_empty()),
        show,
        text,
        foreign: Foreign::article(page, &scope.described),
        author: sources::article_author(&scope.described, page.words().text("comma")),
        publisher: original.publisher.clone(),
        url: original.url.clone().filter(|url| escape::is_safe_address(url)),
        date: scope.links.article_date.map(|date| page.date(date)),
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
    let spoken = Foreign::attributes(Foreign::article(page, &scope.described).as_ref());
    let Beside { mut notes, mut refs } = beside(page, scope, Part::Article);
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
            html.push_str(&spoken);
            html.push('>');
            let numbers = refs.remove(&ix).unwrap_or_default();
            html.push_str(&body::passage_words(page, body, ix, mentions, marks.clone(), numbers));
            html.push_str("</p>\n");
        }
        html.push_str(&notes.remove(&ix).unwrap_or_default());
    }
    html.push_str(&body::write(page, BodyInput { body, mentions, marks, notes, refs, only, spoken: &spoken }));
    html
}

/// The desk's assessment, or its own text.
pub(crate) fn text(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Option<String> {
    let body = scope.brief.text.body();
    if body.is_empty() {
        return None;
    }
    let mentions = body::of_part(&scope.links.mentions, Part::Text);
    let Beside { notes, refs } = beside(page, scope, Part::Text);
    Some(body::write(
        page,
        BodyInput { body, mentions, marks: marks(scope, Part::Text), notes, refs, only: None, spoken: "" },
    ))
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

/// The notes of a text.
struct Beside {
    /// HTML by the passage that it follows.
    notes: BTreeMap<PassageIx, String>,
    /// Their numbers, by passage.
    refs: BTreeMap<PassageIx, Vec<NoteRef>>,
}

fn beside(page: &PageScope<'_>, scope: &BriefScope<'_>, part: Part) -> Beside {
    let mut placed: Vec<(&Anchor, usize)> = Vec::new();
    for (at, found) in scope.links.notes.iter().enumerate() {
        if let Some(Found::Here(anchor)) = found
            && anchor.at.part == part
            && scope.passage(anchor.at).is_some()
        {
            placed.push((anchor, at));
        }
    }
    placed.sort_by_key(|(anchor, at)| (anchor.at.passage, anchor.end, *at));
    let mut beside = Beside { notes: BTreeMap::new(), refs: BTreeMap::new() };
    for same in placed.chunk_by(|a, b| a.0.at == b.0.at) {
        let passage = same[0].0.at;
        let numbers: Vec<usize> = same.iter().map(|_| page.next_note()).collect();
        let notes = same
            .iter()
            .zip(&numbers)
            .map(|((anchor, at), number)| note::beside(page, scope, *at, &note::Placed { anchor, number: *number }));
        let html: String = notes.collect();
        // Several notes of one passage are one thing in the margin.
        let html = if same.len() > 1 { format!("<div class=\"margin\">\n{html}</div>\n") } else { html };
        beside.notes.insert(passage.passage, html);
        if scope.passage(passage).is_some_and(|passage| !note::is_heading(passage.kind)) {
            let refs =
                same.iter().zip(numbers).map(|((anchor, at), number)| note::number(page, scope, anchor, *at, number));
            beside.refs.insert(passage.passage, refs.collect());
        }
    }
    beside
}

/// Notes whose passage isn't on the page, as HTML.
pub(crate) fn apart(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<String> {
    let hidden = |found: &Option<Found>| match found {
        Some(Found::Here(anchor)) => scope.passage(anchor.at).is_none(),
        _ => true,
    };
    let placed = scope.links.notes.iter().enumerate().filter(|(_, found)| hidden(found));
    placed.map(|(at, _)| note::apart(page, scope, at)).collect()
}
