//! Who is named where, after a few briefs changed: what they don't name, before or now, stays as it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::company::Company;
use super::{Places, of_brief, order};
use crate::link::kept::{Last, Linked};
use crate::model::brief::Brief;
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{Backlinks, BriefIx, BriefLinks, Site};

/// More changed briefs than this are counted anew.
const FEW: usize = 64;

/// Whether the last lists can be mended: the same briefs in the same places and order, the same registry's places, and
/// few of the briefs changed.
pub(super) fn holds(site: &Site, last: &Last, linked: &[Arc<Linked>]) -> bool {
    let registry = &site.corpus.registry;
    last.briefs.len() == linked.len()
        && (Arc::ptr_eq(&last.registry, registry) || same_places(&last.registry, registry))
        && last.listed == site.listed
        && last.briefs.iter().zip(linked).all(|(before, now)| before.brief.slug == now.brief.slug)
        && changed(last, linked).take(FEW + 1).count() <= FEW
}

/// Whether the same actors and themes stand in the same places.
fn same_places(before: &Registry, now: &Registry) -> bool {
    fn ids(registry: &Registry) -> impl Iterator<Item = &String> {
        let actors = registry.actors.iter().map(|actor| &actor.id.value);
        actors.chain(registry.themes.iter().map(|theme| &theme.id.value))
    }
    before.actors.len() == now.actors.len() && ids(before).eq(ids(now))
}

fn changed<'a>(last: &'a Last, linked: &'a [Arc<Linked>]) -> impl Iterator<Item = BriefIx> + 'a {
    let pairs = last.briefs.iter().zip(linked).zip(0u32..);
    pairs.filter(|((before, now), _)| !Arc::ptr_eq(before, now)).map(|(_, at)| BriefIx(at))
}

/// Mends the lists of whoever a changed brief names or named.
pub(super) fn collect(site: &mut Site, last: Last, linked: &[Arc<Linked>]) {
    let changed: BTreeSet<BriefIx> = changed(&last, linked).collect();
    let registry = &site.corpus.registry;
    let mut touched: BTreeSet<Target> = BTreeSet::new();
    for ix in &changed {
        let before = &last.briefs[ix.0 as usize];
        let (brief, links) = site.brief(*ix);
        touched.extend(targets(registry, &before.brief, &before.links));
        touched.extend(targets(registry, brief, links));
    }
    let mut rank = vec![None; site.corpus.briefs.len()];
    for (at, ix) in site.listed.iter().enumerate() {
        rank[ix.0 as usize] = Some(at);
    }
    let same_company = changed.iter().all(|ix| {
        let (before, now) = (&last.briefs[ix.0 as usize].links, &site.brief(*ix).1);
        company(before) == company(now)
    });
    let company = (!same_company).then(|| Company::of(site));
    let mending = Mending { site, changed: &changed, rank: &rank, company: company.as_ref() };
    let mended: Vec<(Target, Arc<Backlinks>)> = touched
        .into_par_iter()
        .map(|target| {
            let before = match target {
                Target::Actor(ix) => &last.actors[ix.0 as usize],
                Target::Theme(ix) => &last.themes[ix.0 as usize],
            };
            (target, Arc::new(mending.mend(target, before)))
        })
        .collect();
    let (mut actors, mut themes) = (last.actors, last.themes);
    for (target, backlinks) in mended {
        match target {
            Target::Actor(ix) => actors[ix.0 as usize] = backlinks,
            Target::Theme(ix) => themes[ix.0 as usize] = backlinks,
        }
    }
    (site.actors, site.themes) = (actors, themes);
}

/// Who appears together in a brief, ascending.
fn company(links: &BriefLinks) -> (Vec<ActorIx>, Vec<ThemeIx>) {
    let mut actors: Vec<ActorIx> = links.actors.iter().map(|(ix, _)| *ix).collect();
    let mut themes: Vec<ThemeIx> = links.themes.iter().map(|(ix, _)| *ix).collect();
    actors.sort_unstable();
    themes.sort_unstable();
    (actors, themes)
}

/// Whoever a brief names, in its words, positions and events.
fn targets(registry: &Registry, brief: &Brief, links: &BriefLinks) -> Vec<Target> {
    let mut all: Vec<Target> = links.actors.iter().map(|(ix, _)| Target::Actor(*ix)).collect();
    all.extend(links.themes.iter().map(|(ix, _)| Target::Theme(*ix)));
    let front = &brief.front;
    let actors = front.positions.iter().map(|position| &position.actor);
    let actors = actors.chain(front.events.iter().flat_map(|event| &event.actors));
    all.extend(actors.filter_map(|id| registry.actor(&id.value)).map(Target::Actor));
    let themes = front.positions.iter().map(|position| &position.theme);
    let themes = themes.chain(front.events.iter().flat_map(|event| &event.themes));
    all.extend(themes.filter_map(|id| registry.theme(&id.value)).map(Target::Theme));
    all
}

struct Mending<'a> {
    site: &'a Site,
    changed: &'a BTreeSet<BriefIx>,
    /// The place of each brief in the list of all; `None` where lists don't show it.
    rank: &'a [Option<usize>],
    /// None where the changed briefs name whom they named, however often: nobody's companions change.
    company: Option<&'a Company>,
}

impl Mending<'_> {
    fn mend(&self, target: Target, before: &Backlinks) -> Backlinks {
        let stays = |ix: &BriefIx| !self.changed.contains(ix);
        let mut now = Backlinks {
            briefs: before.briefs.iter().filter(|link| stays(&link.brief)).cloned().collect(),
            positions: before.positions.iter().filter(|(ix, _)| stays(ix)).copied().collect(),
            events: before.events.iter().filter(|(ix, _)| stays(ix)).copied().collect(),
            ..Backlinks::default()
        };
        for ix in self.changed.iter().filter(|ix| self.rank[ix.0 as usize].is_some()) {
            self.add(target, *ix, &mut now);
        }
        now.briefs.sort_by_key(|link| self.rank[link.brief.0 as usize]);
        match self.company {
            None => (now.actors, now.themes) = (before.actors.clone(), before.themes.clone()),
            Some(company) => company.meet(target, &mut now),
        }
        order(self.site, &mut now);
        now
    }

    /// What a changed brief says of the target.
    fn add(&self, target: Target, ix: BriefIx, now: &mut Backlinks) {
        let registry = &self.site.corpus.registry;
        let (brief, links) = self.site.brief(ix);
        now.briefs.extend(
            of_brief(ix, links, &mut Places::of(registry))
                .into_iter()
                .filter(|(own, _)| *own == target)
                .map(|(_, link)| link),
        );
        let is = |actor: &str, theme: &str| match target {
            Target::Actor(ix) => registry.actor(actor) == Some(ix) && registry.theme(theme).is_some(),
            Target::Theme(ix) => registry.theme(theme) == Some(ix) && registry.actor(actor).is_some(),
        };
        let positions = (0u32..).zip(&brief.front.positions);
        let positions = positions.filter(|(_, position)| is(&position.actor.value, &position.theme.value));
        now.positions.extend(positions.map(|(at, _)| (ix, at)));
        for (at, event) in (0u32..).zip(&brief.front.events) {
            let times = match target {
                Target::Actor(ix) => event.actors.iter().filter(|id| registry.actor(&id.value) == Some(ix)).count(),
                Target::Theme(ix) => event.themes.iter().filter(|id| registry.theme(&id.value) == Some(ix)).count(),
            };
            now.events.extend(std::iter::repeat_n((ix, at), times));
        }
    }
}
