//! Lists of briefs, actors, themes, events and series, and the home page.

use serde::Serialize;

use super::super::archive::{self, PartView};
use super::super::body;
use super::super::scope::PageScope;
use super::evidence::{self, EventView};
use super::{BriefItem, NamedView, actor, brief_item, theme};
use crate::link::archive::{Archive, ListPart};
use crate::model::brief::Series;
use crate::model::date::PartialDate;
use crate::model::registry::Target;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::BriefIx;
use crate::text::order;

/// How many briefs and actors the home page shows.
const HOME: usize = 10;

/// What `briefs.html` is given as `list`.
#[derive(Debug, Serialize)]
pub(crate) struct BriefsView {
    part: bool,
    total: usize,
    briefs: Vec<BriefItem>,
    parts: Vec<PartView>,
}

/// A part of the list of briefs.
pub(crate) fn briefs(page: &PageScope<'_>, part: ListPart) -> BriefsView {
    let dates = page.env.site.listed_dates();
    let archive = Archive::new(&dates);
    let listed = &page.env.site.listed();
    BriefsView {
        part: part != ListPart::First,
        total: dates.len(),
        briefs: archive.entries(part, true).into_iter().map(|at| brief_item(page, listed[at])).collect(),
        parts: archive::links(page, &archive, part, "/briefs/"),
    }
}

/// What `home.html` is given as `home`.
#[derive(Debug, Serialize)]
pub(crate) struct HomeView {
    /// HTML of the desk's introduction.
    text: Option<String>,
    briefs: Vec<BriefItem>,
    /// The list of all briefs.
    all: String,
    more: bool,
    total: usize,
    themes: Vec<NamedView>,
    actors: Vec<NamedView>,
}

/// The home page.
pub(crate) fn home(page: &PageScope<'_>) -> HomeView {
    let site = &page.env.site;
    let index = site.pages().iter().position(|page| page.slug == "index").map(|at| site.page(at));
    let listed = site.listed();
    let all = (0u32..).map(ActorIx).take(site.registry().actors.len());
    let mut actors: Vec<(ActorIx, usize)> = all.map(|ix| (ix, site.named(Target::Actor(ix)).len())).collect();
    actors.retain(|(_, count)| *count > 0);
    actors.sort_by_key(|(ix, count)| (std::cmp::Reverse(*count), *ix));
    actors.truncate(HOME);
    let counted = |(ix, count): (ActorIx, usize)| NamedView { count: u32::try_from(count).ok(), ..actor(page, ix) };
    HomeView {
        text: index.filter(|index| !index.body.body().is_empty()).map(|index| body::prose(page, &index.body)),
        briefs: listed.iter().take(HOME).map(|ix| brief_item(page, *ix)).collect(),
        all: page.links.href("/briefs/"),
        more: listed.len() > HOME,
        total: listed.len(),
        themes: themes(page).into_iter().take(24).collect(),
        actors: actors.into_iter().map(counted).collect(),
    }
}

/// Actors of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct KindView {
    kind: String,
    actors: Vec<NamedView>,
}

/// All actors by kind, then by name, with the number of briefs that name them.
pub(crate) fn actors(page: &PageScope<'_>) -> Vec<KindView> {
    let site = &page.env.site;
    let of_kind = |kind| {
        let all = (0u32..).map(ActorIx).zip(&site.registry().actors).filter(|(_, actor)| actor.kind == kind);
        let mut list: Vec<NamedView> = all
            .map(|(ix, _)| NamedView {
                count: u32::try_from(site.named(Target::Actor(ix)).len()).ok(),
                ..actor(page, ix)
            })
            .collect();
        list.sort_by_cached_key(|named| (order::key(&named.name), named.id.clone()));
        KindView { kind: page.words().of_kind("kind", kind.name()), actors: list }
    };
    let kinds = crate::model::registry::ActorKind::ALL.into_iter().map(of_kind);
    kinds.filter(|kind| !kind.actors.is_empty()).collect()
}

/// All themes by name, with the number of briefs about them.
pub(crate) fn themes(page: &PageScope<'_>) -> Vec<NamedView> {
    let site = &page.env.site;
    let all = (0u32..).map(ThemeIx).take(site.registry().themes.len());
    let mut list: Vec<NamedView> = all
        .map(|ix| NamedView { count: u32::try_from(site.named(Target::Theme(ix)).len()).ok(), ..theme(page, ix) })
        .collect();
    list.sort_by_cached_key(|named| (order::key(&named.name), named.id.clone()));
    list
}

/// What `timeline.html` is given as `timeline`.
#[derive(Debug, Serialize)]
pub(crate) struct TimelineView {
    part: bool,
    total: usize,
    events: Vec<EventView>,
    parts: Vec<PartView>,
}

/// A part of the timeline.
pub(crate) fn timeline(page: &PageScope<'_>, part: ListPart) -> TimelineView {
    let env = page.env;
    let date = |(ix, at): &(BriefIx, u32)| Some(env.site.described(*ix).front.events[*at as usize].date);
    let dates: Vec<Option<PartialDate>> = env.events().iter().map(date).collect();
    let archive = Archive::new(&dates);
    let shown = archive.entries(part, false);
    TimelineView {
        part: part != ListPart::First,
        total: dates.len(),
        events: shown.into_iter().map(|at| evidence::event(page, env.events()[at].0, env.events()[at].1)).collect(),
        parts: archive::links(page, &archive, part, "/timeline/"),
    }
}

/// What `series.html` is given as `series`.
#[derive(Debug, Serialize)]
pub(crate) struct SeriesView<'a> {
    id: &'a str,
    name: &'a str,
    issn: Option<&'a str>,
    contact: Option<&'a str>,
    /// A brief of it has a date: so it has a feed.
    pub(crate) dated: bool,
    briefs: Vec<BriefItem>,
}

/// A series with its briefs, latest first.
pub(crate) fn series<'a>(page: &PageScope<'_>, series: &'a Series) -> SeriesView<'a> {
    let site = &page.env.site;
    let own = |ix: &&BriefIx| {
        let of = &site.described(**ix).front.series;
        of.as_ref().is_some_and(|id| id.value == series.id.value)
    };
    SeriesView {
        id: &series.id.value,
        name: &series.name,
        issn: series.issn.as_deref(),
        contact: series.contact.as_deref(),
        dated: site.listed().iter().filter(own).any(|ix| site.described(*ix).date.is_some()),
        briefs: site.listed().iter().filter(own).map(|ix| brief_item(page, *ix)).collect(),
    }
}
