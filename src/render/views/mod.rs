//! The shapes that templates are given, one module per kind of page; docs/templates.md describes them.
//!
//! Each is made for one page and holds what that page shows.

pub(crate) mod actor;
pub(crate) mod brief;
pub(crate) mod desk;
pub(crate) mod evidence;
pub(crate) mod foreign;
pub(crate) mod lists;
pub(crate) mod matrix;
pub(crate) mod mentions;
pub(crate) mod network;
mod note;
pub(crate) mod notes;
pub(crate) mod notices;
pub(crate) mod preview;
pub(crate) mod reading;
pub(crate) mod related;
pub(crate) mod search;
pub(crate) mod signed;
pub(crate) mod sources;
mod state;
pub(crate) mod theme;

use serde::Serialize;

use super::body;
use foreign::Foreign;

use super::dates::DateView;
use super::env::PageEnv;
use super::scope::{BriefScope, PageScope, Shown};
use crate::model::brief::Audience;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Resolved};

/// Words that lead somewhere.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LinkView {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
    /// The language of the words, where it isn't the page's.
    pub(crate) foreign: Option<Foreign>,
}

impl LinkView {
    /// A link by words of the page's own language.
    pub(crate) fn new(text: impl Into<String>, href: Option<String>) -> Self {
        Self { text: text.into(), href, foreign: None }
    }
}

/// An actor or theme in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NamedView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) kind: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) count: Option<u32>,
    /// A link to the first place that names it.
    pub(crate) first: Option<String>,
    pub(crate) internal: bool,
}

pub(crate) fn actor(page: &PageScope<'_>, ix: ActorIx) -> NamedView {
    let actor = &page.env.site.registry()[ix];
    NamedView {
        id: actor.id.value.clone(),
        name: actor.name.value.clone(),
        href: page.links.href(&page.env.site.route(Resolved::Actor(ix))),
        kind: Some(page.words().of_kind("kind", actor.kind.name())),
        summary: actor.summary.clone(),
        count: None,
        first: None,
        internal: actor.audience == Audience::Internal,
    }
}

pub(crate) fn theme(page: &PageScope<'_>, ix: ThemeIx) -> NamedView {
    let theme = &page.env.site.registry()[ix];
    NamedView {
        id: theme.id.value.clone(),
        name: theme.name.value.clone(),
        href: page.links.href(&page.env.site.route(Resolved::Theme(ix))),
        kind: None,
        summary: theme.summary.clone(),
        count: None,
        first: None,
        internal: theme.audience == Audience::Internal,
    }
}

/// An actor by its id: a link, or the id where the registry doesn't have it.
pub(crate) fn actor_link(page: &PageScope<'_>, id: &str) -> LinkView {
    let registry = page.env.site.registry();
    match registry.actor(id) {
        Some(ix) => registry_link(page, &registry[ix].name.value, Resolved::Actor(ix)),
        None => LinkView::new(id, None),
    }
}

/// A theme by its id.
pub(crate) fn theme_link(page: &PageScope<'_>, id: &str) -> LinkView {
    let registry = page.env.site.registry();
    match registry.theme(id) {
        Some(ix) => registry_link(page, &registry[ix].name.value, Resolved::Theme(ix)),
        None => LinkView::new(id, None),
    }
}

fn registry_link(page: &PageScope<'_>, name: &str, target: Resolved) -> LinkView {
    LinkView::new(name, Some(page.links.href(&page.env.site.route(target))))
}

/// A brief by its slug.
pub(crate) fn brief_link(page: &PageScope<'_>, slug: &str) -> Option<LinkView> {
    page.env.site.find_brief(slug).map(|ix| brief_named(page, ix))
}

pub(crate) fn brief_named(page: &PageScope<'_>, ix: BriefIx) -> LinkView {
    let site = &page.env.site;
    let brief = site.described(ix);
    let removed = brief.front.status == crate::model::brief::Status::Removed;
    let text = if removed { brief.slug } else { brief.title };
    let foreign = Foreign::title(page, &brief).filter(|_| !removed);
    LinkView { text: text.to_owned(), href: Some(page.links.href(&site.route(Resolved::Brief(ix)))), foreign }
}

/// A brief in a list.
#[derive(Debug, Serialize)]
pub(crate) struct BriefItem {
    title: String,
    /// The language of its title, and that of its summary, where they aren't the page's.
    foreign: Option<Foreign>,
    foreign_summary: Option<Foreign>,
    href: String,
    date: Option<DateView>,
    summary: Option<String>,
    series: Option<String>,
    number: Option<String>,
    notices: Vec<notices::Notice>,
}

pub(crate) fn brief_item(page: &PageScope<'_>, ix: BriefIx) -> BriefItem {
    let env = page.env;
    let scope = BriefScope::new(env, ix);
    let front = &scope.brief.front;
    BriefItem {
        title: scope.links.title.clone(),
        foreign: Foreign::title(page, &scope.described),
        foreign_summary: if front.summary.is_some() {
            Foreign::desk(page, &scope.described)
        } else {
            Foreign::article(page, &scope.described)
        },
        href: page.links.href(&scope.route),
        date: scope.links.date.map(|date| page.date(date)),
        summary: description(&scope).map(|text| shortened(&text, 320)),
        series: front.series.as_ref().and_then(|id| series_name(env, &id.value)),
        number: front.number.as_ref().map(|number| number.value.clone()),
        notices: notices::life(page, &scope),
    }
}

pub(crate) fn series_name(env: &PageEnv<'_>, id: &str) -> Option<String> {
    env.site.series().iter().find(|series| series.id.value == id).map(|series| series.name.clone())
}

/// What a brief is about, in one paragraph: its summary, else what may be shown of its article's beginning.
pub(crate) fn description(scope: &BriefScope<'_>) -> Option<String> {
    if let Some(summary) = &scope.brief.front.summary {
        return Some(body::plain(summary)).filter(|text| !text.is_empty());
    }
    let article = scope.brief.article.as_ref();
    let (body, hidden) = match article {
        Some(article) => (&article.body, !matches!(scope.shown, Shown::All)),
        None => (scope.brief.text.body(), false),
    };
    if hidden {
        return None;
    }
    use crate::model::body::PassageKind;
    let written = article.and_then(|article| article.description.clone());
    let first = body.passages.iter().find(|p| matches!(p.kind, PassageKind::Standfirst | PassageKind::Paragraph));
    written.or_else(|| first.map(|passage| passage.text.to_string())).filter(|text| !text.is_empty())
}

/// A text cut at a word, with an ellipsis where words were left out.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    let cut = &text[..text.floor_char_boundary(longest)];
    let cut = cut.rfind(' ').map_or(cut, |space| &cut[..space]);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}
