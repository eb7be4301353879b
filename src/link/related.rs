//! Which briefs are worth reading next, and why: those that share the rarer actors and themes.
//!
//! Takes the lists of who is named where, returns a few briefs for the one that is asked for. Walks a bounded stretch of the lists of a
//! brief's rarest names, so that the work grows with the number of briefs and not with its square. Never guesses: a
//! brief without at least two names in common isn't related.

use std::cmp::Reverse;

use crate::model::brief::Brief;
use crate::model::site::{Backlink, BriefIx, BriefLinks, Related, Site, Target};

/// How many of a brief's names are followed, the rarest first.
const NAMES: usize = 8;
/// How far each of their lists is walked, to either side of the brief's own place: what is near in time.
const REACH: usize = 24;
/// How many candidates are compared in full, and of how many these are the nearest that a page doesn't name anyway.
const CANDIDATES: usize = 12;
const LOOKED_AT: usize = 48;
/// How many briefs a page names.
const SHOWN: usize = 4;
/// A brief has to share this many names.
const SHARED: usize = 2;

/// The place of each brief in the list of all, latest first; `None` where lists don't show it.
#[derive(Debug)]
pub struct Ranks(Vec<Option<usize>>);

impl Ranks {
    /// The places of a site's briefs.
    pub fn new(site: &Site) -> Self {
        let mut ranks = vec![None; site.corpus.briefs.len()];
        for (rank, ix) in site.listed.iter().enumerate() {
            ranks[ix.0 as usize] = Some(rank);
        }
        Self(ranks)
    }

    /// A few briefs of the site to read after one, the nearest first.
    pub fn near(&self, site: &Site, ix: BriefIx) -> Vec<Related> {
        Search { site, ranks: &self.0 }.of(ix)
    }
}

/// A brief's names, and where each stands among them.
struct Names<'n> {
    /// The rarest first.
    names: &'n [Target],
    /// The same in their own order, each with its place in `names`.
    places: Vec<(Target, usize)>,
}

impl<'n> Names<'n> {
    fn new(names: &'n [Target]) -> Self {
        let mut places: Vec<(Target, usize)> = names.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Self { names, places }
    }

    /// Those that another brief has too, the rarest first.
    fn shared(&self, other: &BriefLinks) -> Vec<Target> {
        let place = |target: Target| {
            let at = self.places.binary_search_by_key(&target, |(own, _)| *own).ok()?;
            Some(self.places[at].1)
        };
        let actors = other.actors.iter().map(|(ix, _)| Target::Actor(*ix));
        let themes = other.themes.iter().map(|(ix, _)| Target::Theme(*ix));
        let mut found: Vec<usize> = actors.chain(themes).filter_map(place).collect();
        found.sort_unstable();
        found.into_iter().map(|place| self.names[place]).collect()
    }
}

struct Search<'a> {
    site: &'a Site,
    ranks: &'a [Option<usize>],
}

impl Search<'_> {
    fn of(&self, ix: BriefIx) -> Vec<Related> {
        let Some(own) = self.ranks.get(ix.0 as usize).copied().flatten() else { return Vec::new() };
        let names = self.names(ix);
        let near = |(score, rank): &(u32, usize)| (Reverse(*score), rank.abs_diff(own), *rank);
        let mut found = self.candidates(own, &names);
        if found.len() > LOOKED_AT {
            found.select_nth_unstable_by_key(LOOKED_AT, near);
            found.truncate(LOOKED_AT);
        }
        found.sort_unstable_by_key(near);
        let own_names = Names::new(&names);
        let mut compared: Vec<(u32, usize, Vec<Target>)> = found
            .into_iter()
            .filter(|(_, rank)| self.is_new(ix, self.site.listed[*rank]))
            .take(CANDIDATES)
            .map(|(_, rank)| {
                let shared = own_names.shared(self.site.brief(self.site.listed[rank]).1);
                (shared.iter().map(|target| self.weight(*target)).sum(), rank, shared)
            })
            .filter(|(_, _, shared)| shared.len() >= SHARED)
            .collect();
        compared.sort_unstable_by_key(|(score, rank, _)| near(&(*score, *rank)));
        compared.truncate(SHOWN);
        compared.into_iter().map(|(_, rank, shared)| Related { brief: self.site.listed[rank], shared }).collect()
    }

    /// The names that a brief has in common with others, the rarest first.
    fn names(&self, ix: BriefIx) -> Vec<Target> {
        let (_, links) = self.site.brief(ix);
        let actors = links.actors.iter().map(|(actor, _)| Target::Actor(*actor));
        let mut names: Vec<Target> =
            actors.chain(links.themes.iter().map(|(theme, _)| Target::Theme(*theme))).collect();
        names.retain(|target| self.list(*target).len() > 1);
        names.sort_unstable_by_key(|target| (self.list(*target).len(), *target));
        names
    }

    /// Briefs near `own` in the lists of the rarest names, each with what those names weigh together.
    fn candidates(&self, own: usize, names: &[Target]) -> Vec<(u32, usize)> {
        let mut met: Vec<(usize, u32)> = Vec::new();
        for target in names.iter().take(NAMES) {
            let list = self.list(*target);
            let rank = |link: &Backlink| self.ranks[link.brief.0 as usize];
            let place = list.partition_point(|link| rank(link) < Some(own));
            let stretch = &list[place.saturating_sub(REACH)..(place + 1 + REACH).min(list.len())];
            let weight = self.weight(*target);
            met.extend(stretch.iter().filter_map(rank).filter(|rank| *rank != own).map(|rank| (rank, weight)));
        }
        met.sort_unstable();
        let sums = met.chunk_by(|a, b| a.0 == b.0);
        sums.map(|same| (same.iter().map(|(_, weight)| weight).sum(), same[0].0)).collect()
    }

    fn list(&self, target: Target) -> &[Backlink] {
        &self.site.backlinks(target).briefs
    }

    /// A name weighs the more, the fewer briefs have it: each halving adds one. Whole numbers, the same everywhere.
    fn weight(&self, target: Target) -> u32 {
        (4 * self.site.listed.len() / self.list(target).len().max(1)).max(1).ilog2() + 1
    }

    /// Whether the page doesn't name the other brief elsewhere, as a translation or as what it replaces, and the
    /// other isn't out of date itself.
    fn is_new(&self, ix: BriefIx, other: BriefIx) -> bool {
        let superseded = &self.site.superseded;
        let outdated = superseded.partition_point(|(old, _)| *old < other);
        let replaced = superseded.get(outdated).is_some_and(|(old, _)| *old == other);
        let (own, theirs) = (self.site.brief(ix).0, self.site.brief(other).0);
        let translates =
            |brief: &Brief, of: &Brief| brief.front.translation_of.as_ref().is_some_and(|slug| slug.value == of.slug);
        !replaced
            && superseded.binary_search(&(ix, other)).is_err()
            && !translates(own, theirs)
            && !translates(theirs, own)
    }
}
