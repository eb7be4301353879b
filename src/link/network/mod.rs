//! The network: which names appear together most, and where they stand on a sheet.
//!
//! Takes the linked site, gives a drawing of numbers. Counts what the site's lists count and nothing else, draws no
//! chance and no clock, and uses only such arithmetic of fractions (`+ - * /` and square roots) as every machine
//! rounds alike; what leaves the module is whole numbers. Its time is bounded, whatever the site has.

mod labels;
mod layout;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::network::{Line, Network, Node};
use crate::model::registry::Target;
use crate::model::site::Site;

/// How many names are drawn: the strongest.
const NODES: usize = 160;
/// How many lines begin at each name, to those that share most of its briefs: fewer where many names are drawn.
const LINES: std::ops::RangeInclusive<usize> = 3..=8;
/// How many lines a sheet can take, about.
const ROOM: usize = 300;

/// The drawing of a site; empty where no two names appear together.
pub fn draw(site: &Site) -> Network {
    let together = site.together();
    let mut strength: BTreeMap<Target, u32> = BTreeMap::new();
    for (one, other) in together.keys() {
        for target in [*one, *other] {
            strength.entry(target).or_insert_with(|| briefs(site, target));
        }
    }
    let total = strength.len();
    let mut strongest: Vec<(Target, u32)> = strength.into_iter().collect();
    strongest.sort_by_key(|(target, briefs)| (Reverse(*briefs), *target));
    strongest.truncate(NODES);
    let each = (ROOM / strongest.len().max(1)).clamp(*LINES.start(), *LINES.end());
    let lines = closest(&strongest, &together, each);
    let connected: BTreeSet<u32> = lines.iter().flat_map(|line| [line.from, line.to]).collect();
    let (nodes, lines) = only(&strongest, &lines, &connected);
    let mut network = layout::place(nodes, lines);
    labels::write(&mut network, |target| name(site, target));
    network.each = each;
    network.total = total;
    network
}

/// In how many listed briefs a name appears.
fn briefs(site: &Site, target: Target) -> u32 {
    u32::try_from(site.backlinks(target).briefs.len()).unwrap_or(u32::MAX)
}

fn name(site: &Site, target: Target) -> &str {
    let registry = &site.corpus.registry;
    match target {
        Target::Actor(ix) => &registry[ix].name.value,
        Target::Theme(ix) => &registry[ix].name.value,
    }
}

/// For each name the lines to those that share most of the briefs of both, and those without which the drawing would
/// show islands where there are none; each line once.
fn closest(nodes: &[(Target, u32)], together: &BTreeMap<(Target, Target), u32>, each: usize) -> Vec<Line> {
    let places: BTreeMap<Target, u32> = (0u32..).zip(nodes).map(|(at, (target, _))| (*target, at)).collect();
    let line = |((one, other), briefs): (&(Target, Target), &u32)| {
        let (one, other) = (*places.get(one)?, *places.get(other)?);
        Some(Line { from: one.min(other), to: one.max(other), briefs: *briefs })
    };
    let mut lines: Vec<Line> = together.iter().filter_map(line).collect();
    lines.sort_by_key(|line| (Reverse(share(line, nodes)), line.from, line.to));
    let mut begun = vec![0usize; nodes.len()];
    let mut island: Vec<usize> = (0..nodes.len()).collect();
    let mut drawn = Vec::new();
    for line in lines {
        let (from, to) = (line.from as usize, line.to as usize);
        let bridge = shore(&mut island, from) != shore(&mut island, to);
        if bridge || begun[from] < each || begun[to] < each {
            let (one, other) = (shore(&mut island, from), shore(&mut island, to));
            island[one] = other;
            begun[from] += 1;
            begun[to] += 1;
            drawn.push(line);
        }
    }
    drawn.sort_by_key(|line| (line.from, line.to));
    drawn
}

/// The name that stands for all names that lines connect with this one.
fn shore(island: &mut [usize], mut at: usize) -> usize {
    while island[at] != at {
        island[at] = island[island[at]];
        at = island[at];
    }
    at
}

/// Of the briefs that name either, how many in a million name both: whole numbers, so that all machines agree.
fn share(line: &Line, nodes: &[(Target, u32)]) -> u64 {
    let either = u64::from(nodes[line.from as usize].1) + u64::from(nodes[line.to as usize].1);
    u64::from(line.briefs) * 1_000_000 / either.saturating_sub(u64::from(line.briefs)).max(1)
}

/// The names that a line leads to, and the lines by their new places.
fn only(nodes: &[(Target, u32)], lines: &[Line], kept: &BTreeSet<u32>) -> (Vec<Node>, Vec<Line>) {
    let places: BTreeMap<u32, u32> = kept.iter().copied().zip(0u32..).collect();
    let most = nodes.first().map_or(1, |(_, briefs)| (*briefs).max(1));
    let node = |at: &u32| {
        let (target, briefs) = nodes[*at as usize];
        Node { target, briefs, x: 0, y: 0, radius: layout::radius(briefs, most), label: None }
    };
    let line = |line: &Line| Line { from: places[&line.from], to: places[&line.to], briefs: line.briefs };
    (kept.iter().map(node).collect(), lines.iter().map(line).collect())
}
