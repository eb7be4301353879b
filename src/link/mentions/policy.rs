//! Which mentions become links.
//!
//! Takes the mentions of a document in order; marks those that the policy links. Never removes one.

use std::collections::BTreeSet;

use super::{Place, touches};
use crate::model::config::LinkPolicy;
use crate::model::registry::Target;
use crate::model::site::{Mention, Part, PassageRef};

/// Marks the mentions to link. `mentions` and `places` are in the order of the document.
pub(super) fn choose(mentions: &mut [Mention], places: &[Place<'_>], policy: LinkPolicy) {
    let mut seen: BTreeSet<(Option<(Part, u32)>, Target)> = BTreeSet::new();
    let mut rest = mentions;
    for place in places {
        let count = rest.iter().take_while(|mention| mention.at == place.at).count();
        let (here, after) = rest.split_at_mut(count);
        rest = after;
        let within = match policy {
            LinkPolicy::FirstPerPage => None,
            LinkPolicy::FirstPerSection | LinkPolicy::All => Some((place.at.part, place.passage.section)),
        };
        passage(here, place, policy, |target| (within, target), &mut seen);
    }
}

fn passage<K: Ord>(
    mentions: &mut [Mention],
    place: &Place<'_>,
    policy: LinkPolicy,
    key: impl Fn(Target) -> K,
    seen: &mut BTreeSet<K>,
) {
    // Actors first: a theme that shares words with a linked actor isn't linked.
    let mut linked: Vec<(u32, u32)> = Vec::new();
    for actors in [true, false] {
        for mention in mentions.iter_mut().filter(|mention| matches!(mention.target, Target::Actor(_)) == actors) {
            let (start, end) = (mention.start, mention.link_end());
            if place.references.iter().any(|by_hand| (by_hand.start, by_hand.end) == (start, end)) {
                seen.insert(key(mention.target));
                continue;
            }
            let barred = touches(&place.passage.unlinkable, start, end) || (!actors && touches(&linked, start, end));
            if place.passage.kind.linkable() && !barred {
                let first = seen.insert(key(mention.target));
                mention.linked = first || policy == LinkPolicy::All;
                if actors && mention.linked {
                    linked.push((start, end));
                }
            }
        }
    }
}

/// Sorts by part, passage and place.
pub(super) fn sort_key(mention: &Mention) -> (PassageRef, u32, std::cmp::Reverse<u32>, Target) {
    (mention.at, mention.start, std::cmp::Reverse(mention.end), mention.target)
}
