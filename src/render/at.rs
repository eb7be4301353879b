//! The page of a path: what a preview renders when it is asked for.

use super::job::{self, PageJob};
use crate::link::archive::{Archive, ListPart};
use crate::link::routes::{page_route, path_of};
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Registry, ThemeIx};
use crate::model::site::{Resolved, Site};

impl PageJob {
    /// The route of the page, from the site's root: `/briefs/peace/`.
    pub fn route(&self, site: &Site) -> String {
        if let Some(route) = self.list_route() {
            return route;
        }
        match self {
            Self::Brief(ix) => site.route(Resolved::Brief(*ix)),
            Self::Actor(ix, part) => format!("{}{}", site.route(Resolved::Actor(*ix)), part.path()),
            Self::Theme(ix, part) => format!("{}{}", site.route(Resolved::Theme(*ix)), part.path()),
            Self::Series(at) => format!("/series/{}/", site.corpus.series[*at].id.value),
            Self::Page(at) => page_route(&site.corpus.pages[*at].slug),
            Self::Redirect { from, .. } => from.clone(),
            _ => "/404.html".to_owned(),
        }
    }

    /// What it is called from one build to the next: no other page has the name, and what isn't read from the site
    /// is part of it.
    pub fn name(&self, site: &Site) -> String {
        match self {
            Self::Redirect { from, to } => format!("{from} {to}"),
            _ => self.route(site),
        }
    }

    /// Its path in the output: `briefs/peace/index.html`.
    pub fn path(&self, site: &Site) -> String {
        path_of(&self.route(site))
    }
}

/// The page whose path in the output this is. The first of [`pages`](super::pages) with it, but found without
/// going through all of them where the path names one brief, actor or theme.
pub fn page_at(site: &Site, path: &str) -> Option<PageJob> {
    named(site, path).or_else(|| job::pages(site).into_iter().find(|job| job.path(site) == path))
}

fn named(site: &Site, path: &str) -> Option<PageJob> {
    // A preview comes with the page of its actor or theme.
    let folder = path.strip_suffix("index.html").or_else(|| path.strip_suffix("preview.html"))?;
    let (kind, rest) = folder.split_once('/')?;
    let (id, rest) = rest.split_once('/')?;
    let registry: &Registry = &site.corpus.registry;
    match kind {
        "briefs" if rest.is_empty() => site.find_brief(id).map(PageJob::Brief),
        "actors" => {
            let ix: ActorIx = registry.actor(id)?;
            let dates = site.dates_of(&site.actors[ix.0 as usize].briefs);
            part(&dates, rest).map(|part| PageJob::Actor(ix, part))
        }
        "themes" => {
            let ix: ThemeIx = registry.theme(id)?;
            let dates = site.dates_of(&site.themes[ix.0 as usize].briefs);
            part(&dates, rest).map(|part| PageJob::Theme(ix, part))
        }
        _ => None,
    }
}

fn part(dates: &[Option<PartialDate>], rest: &str) -> Option<ListPart> {
    Archive::new(dates).parts().into_iter().map(|(part, _)| part).find(|part| part.path() == rest)
}
