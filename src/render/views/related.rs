//! Briefs to read next, each with what it shares.

use serde::Serialize;

use super::super::dates::DateView;
use super::super::scope::PageScope;
use super::brief_named;
use super::foreign::Foreign;
use crate::model::site::{BriefIx, Target};

/// How many shared names are shown.
const NAMES: usize = 3;

/// A brief to read next.
#[derive(Debug, Serialize)]
pub(crate) struct RelatedView<'a> {
    title: String,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
    href: Option<String>,
    date: Option<DateView>,
    /// Names of actors and themes that both have, the rarest first; at most three.
    shared: Vec<&'a str>,
}

/// The briefs to read after one.
pub(crate) fn of_brief<'a>(page: &PageScope<'a>, ix: BriefIx) -> Vec<RelatedView<'a>> {
    let site = &page.env.site;
    let registry = site.registry();
    let name = |target: &Target| match *target {
        Target::Actor(ix) => registry[ix].name.value.as_str(),
        Target::Theme(ix) => registry[ix].name.value.as_str(),
    };
    let view = |related: &crate::model::site::Related| {
        let link = brief_named(page, related.brief);
        RelatedView {
            title: link.text,
            foreign: link.foreign,
            href: link.href,
            date: site.described(related.brief).date.map(|date| page.date(date)),
            shared: related.shared.iter().take(NAMES).map(name).collect(),
        }
    };
    page.env.near(ix).iter().map(view).collect()
}
