//! What pages a site has, as cheap descriptions.

use super::env::position_date;
use crate::link::archive::{Archive, ListPart};
use crate::link::routes::old_addresses;
use crate::model::date::PartialDate;
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Site};

/// One page to be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageJob {
    /// The home page.
    Home,
    /// A part of the list of briefs.
    Briefs(ListPart),
    /// A brief, whatever its status.
    Brief(BriefIx),
    /// The list of actors.
    Actors,
    /// An actor, or a part of its mentions.
    Actor(ActorIx, ListPart),
    /// The list of themes.
    Themes,
    /// A theme, or a part of its mentions.
    Theme(ThemeIx, ListPart),
    /// Actors by themes.
    Positions,
    /// Who appears with whom.
    Network,
    /// A part of the timeline.
    Timeline(ListPart),
    /// The search page.
    Search,
    /// All sources.
    Sources,
    /// A series, by its place in the corpus.
    Series(usize),
    /// A page of the desk's own, by its place in the corpus.
    Page(usize),
    /// The page for addresses that don't exist.
    NotFound,
    /// An old address.
    Redirect {
        /// The old address, from the root.
        from: String,
        /// Where it leads: a route, or an address elsewhere.
        to: String,
    },
}

impl PageJob {
    /// The route of a list of the whole site, for the sitemap; `None` for pages of one thing.
    pub fn list_route(&self) -> Option<String> {
        match self {
            Self::Home => Some("/".to_owned()),
            Self::Briefs(part) => Some(format!("/briefs/{}", part.path())),
            Self::Actors => Some("/actors/".to_owned()),
            Self::Themes => Some("/themes/".to_owned()),
            Self::Positions => Some("/positions/".to_owned()),
            Self::Network => Some("/network/".to_owned()),
            Self::Timeline(part) => Some(format!("/timeline/{}", part.path())),
            Self::Search => Some("/search/".to_owned()),
            Self::Sources => Some("/sources/".to_owned()),
            _ => None,
        }
    }
}

/// All pages of a site, in a fixed order: those that go by the whole site take longest, and begin first.
pub fn pages(site: &Site) -> Vec<PageJob> {
    let corpus = &site.corpus;
    let features = &corpus.config.features;
    let mut jobs = vec![PageJob::Home, PageJob::Actors, PageJob::Themes, PageJob::Sources];
    jobs.extend(features.positions.then_some(PageJob::Positions));
    jobs.extend(features.network.then_some(PageJob::Network));
    jobs.extend(features.search.then_some(PageJob::Search));
    if features.timeline {
        jobs.extend(parts(&site.event_dates()).map(PageJob::Timeline));
    }
    jobs.extend(parts(&site.listed_dates()).map(PageJob::Briefs));
    jobs.extend((0u32..).take(corpus.briefs.len()).map(|at| PageJob::Brief(BriefIx(at))));
    for (ix, links) in (0u32..).map(ActorIx).zip(&site.actors) {
        jobs.extend(parts(&site.dates_of(&links.briefs)).map(|part| PageJob::Actor(ix, part)));
    }
    for (ix, links) in (0u32..).map(ThemeIx).zip(&site.themes) {
        jobs.extend(parts(&site.dates_of(&links.briefs)).map(|part| PageJob::Theme(ix, part)));
    }
    jobs.extend((0..corpus.series.len()).map(PageJob::Series));
    let own = corpus.pages.iter().enumerate().filter(|(_, page)| page.slug != "index");
    jobs.extend(own.map(|(at, _)| PageJob::Page(at)));
    jobs.push(PageJob::NotFound);
    jobs.extend(redirects(site));
    jobs
}

fn parts(dates: &[Option<PartialDate>]) -> impl Iterator<Item = ListPart> + use<> {
    Archive::new(dates).parts().into_iter().map(|(part, _)| part)
}

/// The old addresses that lead on, in their order.
fn redirects(site: &Site) -> Vec<PageJob> {
    let free = old_addresses(site).into_iter().filter(|old| old.holder.is_none());
    let mut found: Vec<(String, String)> = free.map(|old| (old.from, old.to)).collect();
    found.sort();
    found.into_iter().map(|(from, to)| PageJob::Redirect { from, to }).collect()
}

/// Positions of a brief with their dates, for lists that sort them.
pub(crate) fn dated(site: &Reading<'_>, ix: BriefIx, at: u32) -> Option<(i16, u8, u8)> {
    position_date(&site.described(ix), at).map(PartialDate::sort_key)
}
