//! A preview of an actor or theme, which a page's script shows beside the words that name it.

use serde::Serialize;

use super::super::dates::DateView;
use super::super::env::is_listed;
use super::super::scope::PageScope;
use super::foreign::Foreign;
use crate::model::brief::Audience;
use crate::model::registry::Target;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{Backlink, Resolved};

/// How many briefs a preview names.
const LATEST: usize = 3;

/// What `preview.html` is given as `preview`.
#[derive(Debug, Serialize)]
pub(crate) struct PreviewView<'a> {
    name: &'a str,
    /// The actor's kind; of a theme, that it is one.
    kind: String,
    summary: Option<&'a str>,
    internal: bool,
    /// The page of the actor or theme.
    href: String,
    /// The latest that name it.
    briefs: Vec<LatestView<'a>>,
}

/// A brief in a preview.
#[derive(Debug, Serialize)]
struct LatestView<'a> {
    title: &'a str,
    foreign: Option<Foreign>,
    href: String,
    date: Option<DateView>,
}

/// The preview of an actor.
pub(crate) fn actor<'a>(page: &PageScope<'a>, ix: ActorIx) -> PreviewView<'a> {
    let site = &page.env.site;
    let actor = &site.registry()[ix];
    PreviewView {
        name: &actor.name.value,
        kind: page.words().of_kind("kind", actor.kind.name()),
        summary: actor.summary.as_deref(),
        internal: actor.audience == Audience::Internal,
        href: page.links.href(&site.route(Resolved::Actor(ix))),
        briefs: latest(page, site.named(Target::Actor(ix))),
    }
}

/// The preview of a theme.
pub(crate) fn theme<'a>(page: &PageScope<'a>, ix: ThemeIx) -> PreviewView<'a> {
    let site = &page.env.site;
    let theme = &site.registry()[ix];
    PreviewView {
        name: &theme.name.value,
        kind: page.words().text("theme").to_owned(),
        summary: theme.summary.as_deref(),
        internal: theme.audience == Audience::Internal,
        href: page.links.href(&site.route(Resolved::Theme(ix))),
        briefs: latest(page, site.named(Target::Theme(ix))),
    }
}

fn latest<'a>(page: &PageScope<'a>, briefs: &[Backlink]) -> Vec<LatestView<'a>> {
    let site = &page.env.site;
    let listed = briefs.iter().filter(|link| is_listed(site.described(link.brief).front.status));
    let view = |ix| {
        let known = site.described(ix);
        LatestView {
            title: known.title,
            foreign: Foreign::title(page, &known),
            href: page.links.href(&site.route(Resolved::Brief(ix))),
            date: known.date.map(|date| page.date(date)),
        }
    };
    listed.take(LATEST).map(|link| view(link.brief)).collect()
}
