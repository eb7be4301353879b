//! What pages a site has, as cheap descriptions.

use super::env::position_date;
use super::site_view::page_route;
use crate::link::archive::{Archive, ListPart};
use crate::model::brief::Status;
use crate::model::date::PartialDate;
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Resolved, Site};

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

/// All pages of a site, in a fixed order.
pub fn pages(site: &Site) -> Vec<PageJob> {
    let corpus = &site.corpus;
    let mut jobs = vec![PageJob::Home];
    jobs.extend(parts(&site.listed_dates()).map(PageJob::Briefs));
    jobs.extend((0u32..).take(corpus.briefs.len()).map(|at| PageJob::Brief(BriefIx(at))));
    jobs.push(PageJob::Actors);
    for (ix, links) in (0u32..).map(ActorIx).zip(&site.actors) {
        jobs.extend(parts(&site.dates_of(&links.briefs)).map(|part| PageJob::Actor(ix, part)));
    }
    jobs.push(PageJob::Themes);
    for (ix, links) in (0u32..).map(ThemeIx).zip(&site.themes) {
        jobs.extend(parts(&site.dates_of(&links.briefs)).map(|part| PageJob::Theme(ix, part)));
    }
    if corpus.config.features.positions {
        jobs.push(PageJob::Positions);
    }
    if corpus.config.features.network {
        jobs.push(PageJob::Network);
    }
    if corpus.config.features.timeline {
        jobs.extend(parts(&event_dates(site)).map(PageJob::Timeline));
    }
    if corpus.config.features.search {
        jobs.push(PageJob::Search);
    }
    jobs.push(PageJob::Sources);
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

/// The dates of all listed events, in no order: for counting.
fn event_dates(site: &Site) -> Vec<Option<PartialDate>> {
    let events = site.listed.iter().flat_map(|ix| &site.brief(*ix).0.front.events);
    events.map(|event| Some(event.date)).collect()
}

/// Old addresses and where they lead, by the old address; the first of two wins.
fn redirects(site: &Site) -> Vec<PageJob> {
    let mut found = std::collections::BTreeMap::new();
    let corpus = &site.corpus;
    for (ix, brief) in (0u32..).map(BriefIx).zip(&corpus.briefs) {
        let removed = brief.front.status == Status::Removed;
        let article = brief.article.as_ref().filter(|_| !removed);
        let old = brief.front.redirect_from.iter().chain(article.into_iter().flat_map(|a| &a.redirect_from));
        add(&mut found, old.map(|old| old.value.as_str()), &site.route(Resolved::Brief(ix)));
    }
    for (ix, actor) in (0u32..).map(ActorIx).zip(&corpus.registry.actors) {
        let old = actor.redirect_from.iter().map(|old| old.value.as_str());
        add(&mut found, old, &site.route(Resolved::Actor(ix)));
    }
    for (ix, theme) in (0u32..).map(ThemeIx).zip(&corpus.registry.themes) {
        let old = theme.redirect_from.iter().map(|old| old.value.as_str());
        add(&mut found, old, &site.route(Resolved::Theme(ix)));
    }
    for page in &corpus.pages {
        add(&mut found, page.redirect_from.iter().map(|old| old.value.as_str()), &page_route(&page.slug));
    }
    found.into_iter().map(|(from, to)| PageJob::Redirect { from, to }).collect()
}

fn add<'a>(found: &mut std::collections::BTreeMap<String, String>, old: impl Iterator<Item = &'a str>, to: &str) {
    for from in old.filter_map(old_route).filter(|from| from != to) {
        found.entry(from).or_insert_with(|| to.to_owned());
    }
}

/// An old address as a route: from the root, a folder unless its last part is a file, never outside the site.
fn old_route(written: &str) -> Option<String> {
    let path = written.split(['?', '#']).next().unwrap_or("");
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let hostile = |part: &&str| *part == ".." || part.contains(['\\', '\0', ':']) || part.starts_with('.');
    let last = parts.last()?;
    if parts.iter().any(hostile) {
        return None;
    }
    let file = [".html", ".htm"].iter().any(|ending| last.ends_with(ending));
    let joined = parts.join("/");
    Some(if file { format!("/{joined}") } else { format!("/{joined}/") })
}

/// Positions of a brief with their dates, for lists that sort them.
pub(crate) fn dated(site: &Reading<'_>, ix: BriefIx, at: u32) -> Option<(i16, u8, u8)> {
    position_date(site.brief(ix), at).map(PartialDate::sort_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_stay_inside_the_site() {
        assert_eq!(old_route("/old/path").as_deref(), Some("/old/path/"));
        assert_eq!(old_route("2019/05/x.html").as_deref(), Some("/2019/05/x.html"));
        assert_eq!(old_route("https://x.example/a/?p=1").as_deref(), Some("/a/"));
        for refused in ["/../etc/x", "", "/", "/a/.git/", "/c:/x"] {
            assert_eq!(old_route(refused), None, "{refused}");
        }
    }
}
