//! Who is named where: the lists of briefs, and what each actor's and theme's page collects.

mod again;

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::kept::{Last, Linked};
use crate::model::brief::Status;
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::{Backlink, Backlinks, BriefIx, BriefLinks, FirstMentions, Site};
use crate::model::small::fit;

/// How many companions a page names.
const COMPANIONS: usize = 20;

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
        some.par_iter().map(|ix| (*ix, of_brief(*ix, site.brief(*ix).1))).collect()
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
    let place = |at: usize| u32::try_from(at).expect("a registry has fewer than 2^32 entries");
    actors.par_iter_mut().enumerate().for_each(|(at, backlinks)| {
        finish(site_ref, Target::Actor(ActorIx(place(at))), backlinks);
    });
    themes.par_iter_mut().enumerate().for_each(|(at, backlinks)| {
        finish(site_ref, Target::Theme(ThemeIx(place(at))), backlinks);
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

/// Whom a brief names, with how often and the first places; those that its notes name without words come with none.
fn of_brief(ix: BriefIx, links: &BriefLinks) -> Vec<(Target, Backlink)> {
    let named = links.actors.iter().map(|(actor, count)| (Target::Actor(*actor), *count));
    let about = links.themes.iter().map(|(theme, count)| (Target::Theme(*theme), *count));
    let mut all: Vec<(Target, Backlink)> = named
        .chain(about)
        .map(|(target, count)| (target, Backlink { brief: ix, count, mentions: FirstMentions::default() }))
        .collect();
    all.sort_by_key(|(target, _)| *target);
    for (at, mention) in (0u32..).zip(&links.mentions) {
        if let Ok(place) = all.binary_search_by_key(&mention.target, |(target, _)| *target) {
            let first = &mut all[place].1.mentions;
            let again = first.last().is_some_and(|last| links.mentions[*last as usize].at == mention.at);
            if !again {
                first.push(at);
            }
        }
    }
    all
}

/// Companions, and positions and events in their order.
fn finish(site: &Site, own: Target, backlinks: &mut Backlinks) {
    fit(&mut backlinks.briefs);
    companions(site, own, backlinks);
    order(site, backlinks);
}

/// Who appears in the same briefs.
fn companions(site: &Site, own: Target, backlinks: &mut Backlinks) {
    let mut actors = vec![0u32; site.corpus.registry.actors.len()];
    let mut themes = vec![0u32; site.corpus.registry.themes.len()];
    for backlink in &backlinks.briefs {
        let (_, links) = site.brief(backlink.brief);
        links.actors.iter().for_each(|(ix, _)| actors[ix.0 as usize] += 1);
        links.themes.iter().for_each(|(ix, _)| themes[ix.0 as usize] += 1);
    }
    backlinks.actors = most(&actors).map(|(ix, count)| (ActorIx(ix), count)).collect();
    backlinks.themes = most(&themes).map(|(ix, count)| (ThemeIx(ix), count)).collect();
    match own {
        Target::Actor(own) => backlinks.actors.retain(|(ix, _)| *ix != own),
        Target::Theme(own) => backlinks.themes.retain(|(ix, _)| *ix != own),
    }
    backlinks.actors.truncate(COMPANIONS);
    backlinks.themes.truncate(COMPANIONS);
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

fn most(counts: &[u32]) -> impl Iterator<Item = (u32, u32)> + use<> {
    let mut list: Vec<(u32, u32)> =
        (0u32..).zip(counts).filter(|(_, count)| **count > 0).map(|(ix, count)| (ix, *count)).collect();
    list.sort_by_key(|(ix, count)| (Reverse(*count), *ix));
    list.truncate(COMPANIONS + 1);
    list.into_iter()
}
