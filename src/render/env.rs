//! What all pages of a build share: how links are written, and what is counted once for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::design::Design;
use super::escape;
use super::site_view::SiteView;
use super::wording::Voice;
use crate::files::FileId;
use crate::link::archive::{Archive, ListPart};
use crate::link::network;
use crate::link::related::Ranks;
use crate::model::address::Address;
use crate::model::brief::{Brief, Status};
use crate::model::date::PartialDate;
use crate::model::described::Described;
use crate::model::network::Network;
use crate::model::reading::{Read, Reading};
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{Backlink, BriefIx, Related, Site};
use crate::text::address::encode_path;

/// Looks an address up that a user wrote in a file, seen from the route of the page that shows it.
pub type Resolve<'a> = &'a (dyn Fn(FileId, &str, &str) -> Address + Sync);

/// How a build writes its pages.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// Where the site will stand, with a trailing slash; without it there is no canonical address.
    pub base_url: Option<String>,
    /// Links end in `index.html`, for reading from a folder.
    pub portable: bool,
    /// The date of the build: embargoes after it are shown as such.
    pub as_of: jiff::Timestamp,
    /// The root of the search index, below the site’s root; only the search page needs it, and takes note of it.
    pub search: Option<String>,
    /// Briefs that links to them are shown with a picture.
    pub cards: std::collections::BTreeSet<BriefIx>,
}

/// What all pages of a build share. Made once, read from many threads.
pub struct RenderEnv<'a> {
    site: &'a Site,
    options: RenderOptions,
    resolve: Resolve<'a>,
    events: OnceLock<Vec<(BriefIx, u32)>>,
    positions: OnceLock<Vec<(BriefIx, u32)>>,
    translated: OnceLock<BTreeSet<String>>,
    related: OnceLock<BTreeMap<ActorIx, Vec<(ActorIx, u32)>>>,
    narrower: OnceLock<BTreeMap<ThemeIx, Vec<ThemeIx>>>,
    ranks: OnceLock<Ranks>,
    near: Vec<OnceLock<Vec<Related>>>,
    network: OnceLock<Network>,
    shared: tera::Value,
    site_voice: Voice<'a>,
    voices: BTreeMap<&'a str, Voice<'a>>,
    actor_lists: Vec<OnceLock<DatedList>>,
    theme_lists: Vec<OnceLock<DatedList>>,
}

/// What one page is made from: what all share, and the site, of which it is noted what the page reads.
pub(crate) struct PageEnv<'a> {
    pub(crate) site: Reading<'a>,
    all: &'a RenderEnv<'a>,
}

/// The briefs that name an actor or theme, as all pages of that list need them.
pub(crate) struct DatedList {
    /// Their dates, in the list's order.
    pub(crate) dates: Vec<Option<PartialDate>>,
    /// The list's parts with the number of entries of each.
    pub(crate) parts: Vec<(ListPart, usize)>,
}

impl<'a> RenderEnv<'a> {
    /// What pages share is counted when the first page needs it. `design` gives the names of its styles.
    pub fn new(site: &'a Site, design: &Design, options: RenderOptions, resolve: Resolve<'a>) -> Self {
        let book = &site.corpus.words;
        let mut env = Self {
            site,
            options,
            resolve,
            events: OnceLock::new(),
            positions: OnceLock::new(),
            translated: OnceLock::new(),
            related: OnceLock::new(),
            narrower: OnceLock::new(),
            ranks: OnceLock::new(),
            near: site.corpus.briefs.iter().map(|_| OnceLock::new()).collect(),
            network: OnceLock::new(),
            actor_lists: site.actors.iter().map(|_| OnceLock::new()).collect(),
            theme_lists: site.themes.iter().map(|_| OnceLock::new()).collect(),
            shared: tera::Value::none(),
            site_voice: Voice::new(&book.site),
            voices: book.others.iter().map(|(language, words)| (language.as_str(), Voice::new(words))).collect(),
        };
        env.shared = tera::Value::from_serializable(&SiteView::new(&env.page(), design));
        env
    }

    /// What a page is made from.
    pub(super) fn page(&self) -> PageEnv<'_> {
        PageEnv { site: Reading::new(self.site), all: self }
    }

    /// A few briefs to read after one, the nearest first.
    pub fn near(&self, ix: BriefIx) -> &[Related] {
        let ranks = || self.ranks.get_or_init(|| Ranks::new(self.site));
        self.near[ix.0 as usize].get_or_init(|| ranks().near(self.site, ix))
    }

    /// Slugs of briefs that listed ones translate.
    pub(crate) fn translated(&self) -> &BTreeSet<String> {
        self.translated.get_or_init(|| translated(self.site))
    }

    /// The root of the search index.
    pub(crate) fn search_root(&self) -> Option<&str> {
        self.options.search.as_deref()
    }

    /// Briefs that links to them are shown with a picture.
    pub fn cards(&self) -> &BTreeSet<BriefIx> {
        &self.options.cards
    }

    /// What every template is given as `site`.
    pub fn shared(&self) -> &tera::Value {
        &self.shared
    }
}

impl<'a> PageEnv<'a> {
    /// How the build writes its pages.
    pub(crate) fn options(&self) -> &'a RenderOptions {
        &self.all.options
    }

    /// Where an address leads that a user wrote in `file`, from the page at `route`.
    pub(crate) fn resolve(&self, file: FileId, route: &str, href: &str) -> Address {
        (self.all.resolve)(file, route, href)
    }

    /// What every template is given as `site`.
    pub(super) fn shared(&self) -> &'a tera::Value {
        &self.all.shared
    }

    /// The words of a page, by the language that it has of its own.
    pub(crate) fn voice(&self, language: Option<&String>) -> &'a Voice<'a> {
        let own = language.and_then(|language| self.all.voices.get(language.to_ascii_lowercase().as_str()));
        own.unwrap_or(&self.all.site_voice)
    }

    /// The root of the search index, below the site's root; `None` for a site without search.
    pub(crate) fn search_root(&self) -> Option<String> {
        self.site.note(Read::SearchIndex);
        self.options().search.clone()
    }

    /// Events of listed briefs in order of date.
    pub(crate) fn events(&self) -> &'a [(BriefIx, u32)] {
        self.note_lists();
        self.all.events.get_or_init(|| events(self.all.site))
    }

    /// Positions of listed briefs, latest first.
    pub(crate) fn positions(&self) -> &'a [(BriefIx, u32)] {
        self.note_lists();
        self.all.positions.get_or_init(|| positions(self.all.site))
    }

    /// Whether a listed brief is a translation of the one of this slug.
    pub(crate) fn is_translated(&self, slug: &str) -> bool {
        self.site.note(Read::Translations);
        self.all.translated().contains(slug)
    }

    /// Relations that lead to an actor: whose they are, and their place there.
    pub(crate) fn related(&self) -> &'a BTreeMap<ActorIx, Vec<(ActorIx, u32)>> {
        self.all.related.get_or_init(|| related(self.site.registry()))
    }

    /// Themes directly below a theme.
    pub(crate) fn narrower(&self) -> &'a BTreeMap<ThemeIx, Vec<ThemeIx>> {
        self.all.narrower.get_or_init(|| narrower(self.site.registry()))
    }

    /// A few briefs to read after one, the nearest first.
    pub(crate) fn near(&self, ix: BriefIx) -> &'a [Related] {
        self.site.note(Read::Near(ix));
        self.all.near(ix)
    }

    /// The drawing of who appears with whom.
    pub(crate) fn network(&self) -> &'a Network {
        self.site.note_company();
        self.all.network.get_or_init(|| network::draw(self.all.site))
    }

    /// Whether any two names appear together.
    pub(super) fn any_together(&self) -> bool {
        self.site.note_company();
        let mut all = self.all.site.actors.iter().chain(&self.all.site.themes);
        all.any(|links| !(links.actors.is_empty() && links.themes.is_empty()))
    }

    /// Whether a listed brief has any of these.
    pub(super) fn any(&self, count: impl Fn(&Brief) -> usize) -> bool {
        self.note_lists();
        let site = self.all.site;
        site.listed.iter().any(|ix| count(site.brief(*ix).0) > 0)
    }

    /// Notes that lists of what listed briefs say were made.
    fn note_lists(&self) {
        self.site.note(Read::Listed);
        self.site.note(Read::Descriptions);
    }

    /// The briefs that name something; counted when the first page of its list is made.
    pub(crate) fn list_of(&self, target: Target) -> (&'a [Backlink], &'a DatedList) {
        let briefs = self.site.named(target);
        let list = match target {
            Target::Actor(ix) => &self.all.actor_lists[ix.0 as usize],
            Target::Theme(ix) => &self.all.theme_lists[ix.0 as usize],
        };
        let list = list.get_or_init(|| {
            let dates = self.all.site.dates_of(briefs);
            let parts = Archive::new(&dates).parts();
            DatedList { dates, parts }
        });
        (briefs, list)
    }

    /// Whether a feed of what names something has an entry.
    pub(super) fn is_dated(&self, target: Target) -> bool {
        self.list_of(target).1.dates.iter().any(Option::is_some)
    }

    /// The links of a page at `route`.
    pub(crate) fn links(&self, route: &str) -> Links<'_> {
        let root = if route == "/404.html" {
            base_path(self.options().base_url.as_deref())
        } else {
            let depth = route.matches('/').count().saturating_sub(1);
            if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
        };
        Links { env: self, root, route: route.to_owned() }
    }

    /// The whole address of a route, where the site has one.
    pub(crate) fn canonical(&self, route: &str) -> Option<String> {
        let base = self.options().base_url.as_deref()?;
        Some(format!("{}/{}", base.trim_end_matches('/'), encode_path(route.trim_start_matches('/'))))
    }

    /// A route below the root, as links write it.
    pub(crate) fn below_root(&self, route: &str) -> String {
        let mut path = encode_path(route.trim_start_matches('/')).into_owned();
        if self.options().portable && (path.is_empty() || path.ends_with('/')) {
            path.push_str("index.html");
        }
        path
    }
}

/// The path of `base_url`, with slashes at both ends.
fn base_path(base_url: Option<&str>) -> String {
    let path = base_url.and_then(|base| base.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
    let path = path.map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// The links of one page.
pub(crate) struct Links<'e> {
    env: &'e PageEnv<'e>,
    /// From the page to the site's root: `../../`.
    pub(crate) root: String,
    /// The page's own route.
    pub(crate) route: String,
}

impl Links<'_> {
    /// A link to a route of the site.
    pub(crate) fn href(&self, route: &str) -> String {
        let path = encode_path(route.trim_start_matches('/'));
        let index =
            if self.env.options().portable && (path.is_empty() || path.ends_with('/')) { "index.html" } else { "" };
        [&*self.root, &*path, index].concat()
    }

    /// A link to a place on a page; on this page the fragment alone.
    pub(crate) fn place(&self, route: &str, fragment: &str) -> String {
        let fragment = encode_path(fragment);
        if route == self.route { ["#", &fragment].concat() } else { [&*self.href(route), "#", &fragment].concat() }
    }

    /// An address that a user wrote in `file`; `None` where it may not become a link.
    pub(crate) fn written(&self, file: FileId, href: &str) -> Option<String> {
        match self.env.resolve(file, &self.route, href) {
            Address::Route { route, fragment: None } => Some(self.href(&route)),
            Address::Route { route, fragment: Some(fragment) } => Some(self.place(&route, &fragment)),
            Address::Asset { route, fragment } => {
                let fragment = fragment.map(|at| format!("#{at}")).unwrap_or_default();
                Some(format!("{}{}{fragment}", self.root, self.env.below_root(&route)))
            }
            Address::Fragment(fragment) => Some(format!("#{}", encode_path(&fragment))),
            Address::External(address) => escape::is_safe_address(&address).then_some(address),
            Address::Broken => escape::is_safe_address(href).then(|| href.to_owned()),
        }
    }
}

/// Whether everyone's lists show a brief.
pub(crate) fn is_listed(status: Status) -> bool {
    !matches!(status, Status::Withdrawn | Status::Removed)
}

/// When a position was taken: its own date, else its article's.
pub(crate) fn position_date(brief: &Described<'_>, at: u32) -> Option<PartialDate> {
    let own = brief.front.positions[at as usize].date.as_ref().map(|date| date.value);
    own.or(brief.article_date)
}

fn translated(site: &Site) -> BTreeSet<String> {
    let named = site.listed.iter().filter_map(|ix| site.brief(*ix).0.front.translation_of.as_ref());
    named.map(|slug| slug.value.clone()).collect()
}

fn related(registry: &Registry) -> BTreeMap<ActorIx, Vec<(ActorIx, u32)>> {
    let mut found: BTreeMap<ActorIx, Vec<(ActorIx, u32)>> = BTreeMap::new();
    for (ix, actor) in (0u32..).map(ActorIx).zip(&registry.actors) {
        for (at, relation) in (0u32..).zip(&actor.relations) {
            if let Some(to) = registry.actor(&relation.to.value) {
                found.entry(to).or_default().push((ix, at));
            }
        }
    }
    found
}

fn narrower(registry: &Registry) -> BTreeMap<ThemeIx, Vec<ThemeIx>> {
    let mut found: BTreeMap<ThemeIx, Vec<ThemeIx>> = BTreeMap::new();
    for (ix, theme) in (0u32..).map(ThemeIx).zip(&registry.themes) {
        if let Some(broader) = theme.broader.as_ref().and_then(|id| registry.theme(&id.value)) {
            found.entry(broader).or_default().push(ix);
        }
    }
    found
}

fn events(site: &Site) -> Vec<(BriefIx, u32)> {
    let mut all: Vec<_> = each(site, |brief| brief.front.events.len());
    all.sort_by_key(|(ix, at)| {
        let event = &site.brief(*ix).0.front.events[*at as usize];
        (event.date.sort_key(), event.until.map(PartialDate::sort_key), *ix, *at)
    });
    all
}

fn positions(site: &Site) -> Vec<(BriefIx, u32)> {
    let mut all: Vec<_> = each(site, |brief| brief.front.positions.len());
    all.sort_by_key(|(ix, at)| {
        (std::cmp::Reverse(position_date(&site.described(*ix), *at).map(PartialDate::sort_key)), *ix, *at)
    });
    all
}

fn each(site: &Site, count: impl Fn(&Brief) -> usize) -> Vec<(BriefIx, u32)> {
    let listed = site.listed.iter();
    listed.flat_map(|ix| (0u32..).take(count(site.brief(*ix).0)).map(|at| (*ix, at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_for_lost_readers_starts_at_the_host() {
        assert_eq!(base_path(Some("https://desk.example/briefings/")), "/briefings/");
        assert_eq!(base_path(Some("https://desk.example")), "/");
        assert_eq!(base_path(None), "/");
    }
}
