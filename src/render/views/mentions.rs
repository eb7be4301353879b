//! Mentions of an actor or theme as sentences, brief by brief.

use serde::Serialize;

use super::super::archive::{Archive, ListPart, PartView};
use super::super::dates::DateView;
use super::super::job::backlink_dates;
use super::super::scope::{BriefScope, PageScope};
use super::super::sentence;
use super::LinkView;
use crate::model::site::{Backlink, Backlinks};

/// A brief that names an actor or theme.
#[derive(Debug, Serialize)]
pub(crate) struct BacklinkView {
    brief: LinkView,
    date: Option<DateView>,
    sentences: Vec<SentenceView>,
    /// Mentions beyond the sentences.
    others: u32,
}

/// A sentence that names it.
#[derive(Debug, Serialize)]
pub(crate) struct SentenceView {
    /// HTML, the mention marked.
    text: String,
    href: Option<String>,
}

/// A part of the mentions and links to the others.
#[derive(Debug, Serialize)]
pub(crate) struct MentionsView {
    briefs: Vec<BacklinkView>,
    /// Briefs in all.
    total: usize,
    parts: Vec<PartView>,
}

/// What names an actor or theme whose page is at `route`.
pub(crate) fn mentions(page: &PageScope<'_>, links: &Backlinks, part: ListPart, route: &str) -> MentionsView {
    let dates = backlink_dates(page.env.site, links);
    let archive = Archive::new(&dates);
    let shown = archive.entries(part, true);
    MentionsView {
        briefs: shown.into_iter().map(|at| backlink(page, &links.briefs[at])).collect(),
        total: dates.len(),
        parts: archive.links(part, route, &page.links),
    }
}

fn backlink(page: &PageScope<'_>, link: &Backlink) -> BacklinkView {
    let scope = BriefScope::new(page.env, link.brief);
    let mut sentences: Vec<SentenceView> = Vec::new();
    for at in link.mentions.iter().take(3) {
        let Some(mention) = scope.links.mentions.get(*at as usize) else { continue };
        let Some(passage) = scope.passage(mention.at) else { continue };
        let text = sentence::marked(&passage.text, mention.start as usize, mention.end as usize);
        sentences.push(SentenceView { text, href: scope.href(page, mention.at) });
    }
    let shown = u32::try_from(sentences.len()).unwrap_or(u32::MAX);
    BacklinkView {
        brief: LinkView { text: scope.links.title.clone(), href: Some(page.links.href(&scope.route)) },
        date: scope.links.date.map(Into::into),
        others: link.count.saturating_sub(shown),
        sentences,
    }
}
