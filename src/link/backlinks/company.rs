//! Who appears together: the companions of an actor or theme.
//!
//! Takes the links of briefs, gives each target those that stand in the same briefs most often.

use std::cmp::Reverse;

use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::{Backlinks, Site};

/// How many companions a page names.
const COMPANIONS: usize = 20;

/// Whom each brief names, in one list: whoever counts companions reads all of it many times.
pub(super) struct Company {
    /// Actors by their places, themes by theirs and the number of actors.
    named: Vec<u32>,
    /// Where in `named` each brief begins, and where the last ends.
    begins: Vec<usize>,
    actors: usize,
    themes: usize,
}

impl Company {
    pub(super) fn of(site: &Site) -> Self {
        let registry = &site.corpus.registry;
        let (actors, themes) = (registry.actors.len(), registry.themes.len());
        let after = u32::try_from(actors).expect("a registry has fewer than 2^32 entries");
        let mut company = Self { named: Vec::new(), begins: vec![0], actors, themes };
        for links in &site.links {
            company.named.extend(links.actors.iter().map(|(ix, _)| ix.0));
            company.named.extend(links.themes.iter().map(|(ix, _)| after + ix.0));
            company.begins.push(company.named.len());
        }
        company
    }

    /// Says who appears in the briefs in which `own` does.
    pub(super) fn meet(&self, own: Target, backlinks: &mut Backlinks) {
        let mut counts = vec![0u32; self.actors + self.themes];
        for backlink in &backlinks.briefs {
            let brief = backlink.brief.0 as usize;
            let named = &self.named[self.begins[brief]..self.begins[brief + 1]];
            named.iter().for_each(|place| counts[*place as usize] += 1);
        }
        let (actors, themes) = counts.split_at_mut(self.actors);
        match own {
            Target::Actor(own) => actors[own.0 as usize] = 0,
            Target::Theme(own) => themes[own.0 as usize] = 0,
        }
        backlinks.actors = most(actors).into_iter().map(|(ix, count)| (ActorIx(ix), count)).collect();
        backlinks.themes = most(themes).into_iter().map(|(ix, count)| (ThemeIx(ix), count)).collect();
    }
}

/// The largest counts with their places: most first, then by place.
fn most(counts: &[u32]) -> Vec<(u32, u32)> {
    let mut list: Vec<(u32, u32)> =
        (0u32..).zip(counts).filter(|(_, count)| **count > 0).map(|(ix, count)| (ix, *count)).collect();
    let order = |(ix, count): &(u32, u32)| (Reverse(*count), *ix);
    if list.len() > COMPANIONS {
        list.select_nth_unstable_by_key(COMPANIONS, order);
        list.truncate(COMPANIONS);
    }
    list.sort_unstable_by_key(order);
    list
}
