//! Who is named where: the lists of briefs, and what each actor's and theme's page collects.

mod again;
mod company;

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::kept::{Last, Linked};
use crate::model::brief::Status;
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{Backlink, Backlinks, BriefIx, BriefLinks, FirstMentions, Site};
use crate::model::small::fit;
use company::Company;

/// Of so many briefs at once it is found whom they name.
const AT_ONCE: usize = 1000;

/// Fills the lists of a site whose briefs are linked. Of `last`, what the briefs that changed don't touch is taken
/// over; `linked` are the present briefs, by their place.
pub(super) fn collect(site: &mut Site, last: Option<Last>, linked: Option<&[Arc<Linked>]>) {
    site.listed = listed(site);
    site.superseded = superseded(site);
    match (last, linked) {
        (Some(last), Some(linked)) if again::holds(site, &last, linked) => again::collect(site, last, linked),
        _ => all(site),
    }
}

fn all(site: &mut Site) {
    let mut actors = vec![Backlinks::default(); site.corpus.registry.actors.len()];
    let mut themes = vec![Backlinks::default(); site.corpus.registry.themes.len()];
    let of = |some: &[BriefIx]| -> Vec<(BriefIx, Vec<(Target, Backlink)>)> {
        let of_one = |places: &mut Places, ix: &BriefIx| (*ix, of_brief(*ix, site.brief(*ix).1, places));
        some.par_iter().map_init(|| Places::of(&site.corpus.registry), of_one).collect()
    };
    for (ix, named) in site.listed.chunks(AT_ONCE).flat_map(of) {
        let (brief, _) = site.brief(ix);
        for (target, backlink) in named {
            match target {
                Target::Actor(actor) => actors[actor.0 as usize].briefs.push(backlink),
                Target::Theme(theme) => themes[theme.0 as usize].briefs.push(backlink),
            }
        }
        let registry = &site.corpus.registry;
        for (at, position) in (0u32..).zip(&brief.front.positions) {
            if let (Some(actor), Some(theme)) =
                (registry.actor(&position.actor.value), registry.theme(&position.theme.value))
            {
                actors[actor.0 as usize].positions.push((ix, at));
                themes[theme.0 as usize].positions.push((ix, at));
            }
        }
        for (at, event) in (0u32..).zip(&brief.front.events) {
            for actor in event.actors.iter().filter_map(|id| registry.actor(&id.value)) {
                actors[actor.0 as usize].events.push((ix, at));
            }
            for theme in event.themes.iter().filter_map(|id| registry.theme(&id.value)) {
                themes[theme.0 as usize].events.push((ix, at));
            }
        }
    }
    let site_ref = &*site;
    let company = &Company::of(site_ref);
    let place = |at: usize| u32::try_from(at).expect("a registry has fewer than 2^32 entries");
    actors.par_iter_mut().enumerate().for_each(|(at, backlinks)| {
        finish(site_ref, company, Target::Actor(ActorIx(place(at))), backlinks);
    });
    themes.par_iter_mut().enumerate().for_each(|(at, backlinks)| {
        finish(site_ref, company, Target::Theme(ThemeIx(place(at))), backlinks);
    });
    site.actors = actors.into_iter().map(Arc::new).collect();
    site.themes = themes.into_iter().map(Arc::new).collect();
}

/// Latest first; a month stands after its days, a year after its months, undated last; then by slug.
fn listed(site: &Site) -> Vec<BriefIx> {
    let shown = |status: Status| !matches!(status, Status::Withdrawn | Status::Removed);
    let mut list: Vec<BriefIx> = (0u32..)
        .zip(&site.corpus.briefs)
        .filter(|(_, brief)| shown(brief.front.status))
        .map(|(ix, _)| BriefIx(ix))
        .collect();
    list.sort_by_key(|ix| (Reverse(site.brief(*ix).1.date.map(PartialDate::sort_key)), *ix));
    list
}

fn superseded(site: &Site) -> Vec<(BriefIx, BriefIx)> {
    let mut pairs: Vec<(BriefIx, BriefIx)> = (0u32..)
        .zip(&site.corpus.briefs)
        .flat_map(|(ix, brief)| {
            let replaced = brief.front.supersedes.iter().filter_map(|slug| site.find_brief(&slug.value));
            replaced.map(move |old| (old, BriefIx(ix)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// For each actor, then for each theme, its place in a list that is being made.
struct Places {
    list: Vec<usize>,
    actors: usize,
}

impl Places {
    const NONE: usize = usize::MAX;

    fn of(registry: &Registry) -> Self {
        let actors = registry.actors.len();
        Self { list: vec![Self::NONE; actors + registry.themes.len()], actors }
    }

    fn get(&mut self, target: Target) -> &mut usize {
        match target {
            Target::Actor(ix) => &mut self.list[ix.0 as usize],
            Target::Theme(ix) => &mut self.list[self.actors + ix.0 as usize],
        }
    }
}

/// Whom a brief names, with how often and the first places; those that its notes name without words come with none.
/// `places` holds none, before and after.
fn of_brief(ix: BriefIx, links: &BriefLinks, places: &mut Places) -> Vec<(Target, Backlink)> {
    let named = links.actors.iter().map(|(actor, count)| (Target::Actor(*actor), *count));
    let about = links.themes.iter().map(|(theme, count)| (Target::Theme(*theme), *count));
    let mut all: Vec<(Target, Backlink)> = named
        .chain(about)
        .map(|(target, count)| (target, Backlink { brief: ix, count, mentions: FirstMentions::default() }))
        .collect();
    all.iter().enumerate().for_each(|(place, (target, _))| *places.get(*target) = place);
    for (at, mention) in (0u32..).zip(&links.mentions) {
        if let Some((_, backlink)) = all.get_mut(*places.get(mention.target)) {
            let first = &mut backlink.mentions;
            let again = first.last().is_some_and(|last| links.mentions[*last as usize].at == mention.at);
            if !again {
                first.push(at);
            }
        }
    }
    all.iter().for_each(|(target, _)| *places.get(*target) = Places::NONE);
    all
}

/// Companions, and positions and events in their order.
fn finish(site: &Site, company: &Company, own: Target, backlinks: &mut Backlinks) {
    fit(&mut backlinks.briefs);
    company.meet(own, backlinks);
    order(site, backlinks);
}

/// Positions by date, latest first; events by date.
fn order(site: &Site, backlinks: &mut Backlinks) {
    backlinks.positions.sort_by_key(|(ix, at)| {
        let (brief, links) = site.brief(*ix);
        let own = brief.front.positions[*at as usize].date.as_ref().map(|date| date.value);
        (Reverse(own.or(links.article_date).map(PartialDate::sort_key)), *ix, *at)
    });
    backlinks.events.sort_by_key(|(ix, at)| (site.brief(*ix).0.front.events[*at as usize].date.sort_key(), *ix, *at));
}
