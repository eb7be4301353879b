//! Which addresses of the output are taken, and which old addresses lead on.
//!
//! Takes the site; says of a path whether something stands there: a page, a file that briefgen makes itself, or an old
//! address. The check reports the old addresses that stand nowhere because of it, and rendering leaves them out.

use std::collections::BTreeMap;

use super::archive::Archive;
use crate::files::{Span, Spanned};
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Resolved, Site};
use crate::text::address::{decode, is_plain};
use crate::text::path::{one_file, parents};

/// Files at the root that a site makes of itself.
const AT_ROOT: [&str; 3] = ["feed.xml", "sitemap.xml", "robots.txt"];
/// Files of `data/`.
const DATA: [&str; 6] = ["briefs.json", "actors.json", "themes.json", "graph.json", "positions.csv", "events.csv"];
/// Files of a brief beside its page.
const OF_BRIEF: [&str; 5] = ["index.json", "card.png", "cite.bib", "cite.ris", "cite.csl.json"];

/// What an address is taken by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A page of the site.
    Page,
    /// A file that is no page.
    File,
    /// An old address, and where it was written.
    Old(Span),
}

/// Which paths of the output are taken.
pub struct Taken<'a> {
    site: &'a Site,
    /// Those of no single brief, actor or theme, as [`one_file`] has them.
    others: BTreeMap<String, Holder>,
    /// The folders above what was added.
    folders: BTreeMap<String, Holder>,
}

impl<'a> Taken<'a> {
    /// What a site makes of itself. Its own pages, files of `static/` and old addresses are still to be added.
    pub fn new(site: &'a Site) -> Self {
        let features = site.corpus.config.features;
        let lists = [
            ("", true),
            ("briefs/", true),
            ("actors/", true),
            ("themes/", true),
            ("sources/", true),
            ("positions/", features.positions),
            ("timeline/", features.timeline),
            ("network/", features.network),
            ("search/", features.search),
        ];
        let pages = lists.into_iter().filter(|(_, on)| *on).map(|(list, _)| format!("{list}index.html"));
        let files = AT_ROOT.map(str::to_owned).into_iter().chain(DATA.map(|name| format!("data/{name}")));
        let series = site.corpus.series.iter().map(|series| format!("series/{}/", series.id.value));
        let series =
            series.flat_map(|of| [(format!("{of}index.html"), Holder::Page), (format!("{of}feed.xml"), Holder::File)]);
        let mut others: BTreeMap<String, Holder> = pages.map(|page| (page, Holder::Page)).collect();
        others.insert("404.html".to_owned(), Holder::Page);
        others.extend(files.map(|file| (file, Holder::File)).chain(series));
        let mut archive = |list: &str, dates: &[Option<PartialDate>]| {
            let parts = Archive::new(dates).parts();
            others.extend(parts.iter().map(|(part, _)| (format!("{list}{}index.html", part.path()), Holder::Page)));
        };
        archive("briefs/", &site.listed_dates());
        if features.timeline {
            archive("timeline/", &site.event_dates());
        }
        Self { site, others, folders: BTreeMap::new() }
    }

    /// What takes this path, or a file where it needs a folder; `None` if it is free.
    pub fn by(&self, path: &str) -> Option<Holder> {
        let path = one_file(path);
        let file = |path: &str| self.others.get(path).copied().or_else(|| self.of_one(path));
        file(&path).or_else(|| parents(&path).find_map(file)).or_else(|| self.folders.get(&path).copied())
    }

    /// Adds a path that is free; says what takes it if it isn't.
    pub fn add(&mut self, path: &str, holder: Holder) -> Option<Holder> {
        let former = self.by(path);
        if former.is_none() {
            let path = one_file(path);
            for folder in parents(&path) {
                self.folders.entry(folder.to_owned()).or_insert(holder);
            }
            self.others.insert(path, holder);
        }
        former
    }

    /// What belongs to one brief, actor or theme.
    fn of_one(&self, path: &str) -> Option<Holder> {
        let Some((kind, below)) = path.split_once('/') else {
            let part = path.strip_prefix("sitemap-")?.strip_suffix(".xml")?;
            return (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(Holder::File);
        };
        let (id, name) = below.split_once('/')?;
        let registry = &self.site.corpus.registry;
        let links = match kind {
            "briefs" => {
                self.site.find_brief(id)?;
                let file = OF_BRIEF.contains(&name).then_some(Holder::File);
                return if name == "index.html" { Some(Holder::Page) } else { file };
            }
            "actors" => &self.site.actors[registry.actor(id)?.0 as usize],
            "themes" => &self.site.themes[registry.theme(id)?.0 as usize],
            _ => return None,
        };
        match name {
            "index.html" | "preview.html" => return Some(Holder::Page),
            "index.json" | "feed.xml" => return Some(Holder::File),
            _ => {}
        }
        let (part, holder) = match name.strip_suffix("index.html") {
            Some(part) => (part, Holder::Page),
            None => (name.strip_suffix("index.json")?, Holder::File),
        };
        let dates = self.site.dates_of(&links.briefs);
        Archive::new(&dates).parts().iter().any(|(known, _)| known.path() == part).then_some(holder)
    }
}

/// An old address that a user wrote.
pub struct OldAddress<'a> {
    /// As written.
    pub written: &'a Spanned<String>,
    /// From the root: `/old/`, `/old.html`.
    pub from: String,
    /// The route that it leads to.
    pub to: String,
    /// What takes it; then it leads nowhere.
    pub holder: Option<Holder>,
}

/// All old addresses of a site, in a fixed order; of two that are the same the first leads on.
pub fn old_addresses(site: &Site) -> Vec<OldAddress<'_>> {
    let corpus = &site.corpus;
    let briefs = (0u32..).map(BriefIx).zip(&corpus.briefs);
    let briefs = briefs.map(|(ix, brief)| (&brief.front.redirect_from, Leads::To(Resolved::Brief(ix))));
    let pages = corpus.pages.iter().map(|page| (&page.redirect_from, Leads::ToPage(&page.slug)));
    let actors = (0u32..).map(ActorIx).zip(&corpus.registry.actors);
    let actors = actors.map(|(ix, actor)| (&actor.redirect_from, Leads::To(Resolved::Actor(ix))));
    let themes = (0u32..).map(ThemeIx).zip(&corpus.registry.themes);
    let themes = themes.map(|(ix, theme)| (&theme.redirect_from, Leads::To(Resolved::Theme(ix))));
    let written = briefs.chain(pages).chain(actors).chain(themes);
    let written = written.flat_map(|(old, leads)| old.iter().map(move |old| (old, leads)));
    let mut all: Vec<OldAddress<'_>> = written
        .filter_map(|(written, leads)| {
            let from = old_route(&written.value)?;
            Some(OldAddress { written, from, to: leads.route(site), holder: None })
        })
        .collect();
    if all.is_empty() {
        return all;
    }
    let mut taken = Taken::new(site);
    for page in &corpus.pages {
        taken.add(&path_of(&page_route(&page.slug)), Holder::Page);
    }
    for path in corpus.assets.iter().filter_map(|asset| asset.path.strip_prefix("static/")) {
        taken.add(path, Holder::File);
    }
    for old in &mut all {
        old.holder = taken.add(&path_of(&old.from), Holder::Old(old.written.span));
    }
    all
}

/// Where an old address leads.
#[derive(Clone, Copy)]
enum Leads<'a> {
    To(Resolved),
    ToPage(&'a str),
}

impl Leads<'_> {
    fn route(self, site: &Site) -> String {
        match self {
            Self::To(target) => site.route(target),
            Self::ToPage(slug) => page_route(slug),
        }
    }
}

/// The address of a page of the desk's own.
pub fn page_route(slug: &str) -> String {
    if slug == "index" { "/".to_owned() } else { format!("/{slug}/") }
}

/// The file of a route: `/briefs/peace/` → `briefs/peace/index.html`.
pub fn path_of(route: &str) -> String {
    let path = route.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// An old address as a route: from the root, a folder unless its last part is a file, never outside the site.
fn old_route(written: &str) -> Option<String> {
    if !is_plain(written) {
        return None;
    }
    let path = decode(written);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let Some(last) = parts.last() else { return Some("/".to_owned()) };
    let file = [".html", ".htm"].iter().any(|ending| last.ends_with(ending));
    let joined = parts.join("/");
    Some(if file { format!("/{joined}") } else { format!("/{joined}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_stay_inside_the_site() {
        assert_eq!(old_route("/old/path").as_deref(), Some("/old/path/"));
        assert_eq!(old_route("2019/05/x.html").as_deref(), Some("/2019/05/x.html"));
        assert_eq!(old_route("/caf%C3%A9//./x").as_deref(), Some("/café/x/"));
        assert_eq!(old_route("/").as_deref(), Some("/"));
        for refused in ["/../etc/x", "/%2e%2e/x", "/a/.git/", "/c:/x", "/nul.html"] {
            assert_eq!(old_route(refused), None, "{refused}");
        }
    }
}
