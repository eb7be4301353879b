//! Laws of the drawing, over made-up sites of many names.

use super::labels::{Area, LABELS};
use super::*;
use crate::files::{FileId, Span, Spanned};
use crate::model::brief::Audience;
use crate::model::network::Side;
use crate::model::registry::{Actor, ActorIx, ActorKind, Extra};
use crate::model::site::{Backlink, Backlinks, BriefIx, FirstMentions};

fn actor(at: u32, name: &str) -> Actor {
    let text = |words: String| Spanned::new(words, Span::file_start(FileId(0)));
    Actor {
        id: text(format!("actor-{at:05}")),
        name: text(name.to_owned()),
        kind: ActorKind::State,
        aliases: Vec::new(),
        not: Vec::new(),
        summary: None,
        wikidata: None,
        url: None,
        roles: Vec::new(),
        relations: Vec::new(),
        audience: Audience::Public,
        redirect_from: Vec::new(),
        extra: Extra::new(),
        body: crate::model::body::Prose::default(),
        span: Span::file_start(FileId(0)),
    }
}

/// A site of so many actors; `briefs` of each, and who appears with whom in how many.
fn site(names: &[&str], briefs: impl Fn(u32) -> u32, together: &[(u32, u32, u32)]) -> Site {
    let mut site = Site::default();
    for (at, name) in (0u32..).zip(names) {
        std::sync::Arc::make_mut(&mut site.corpus.registry).actors.push(actor(at, name));
        let link = |ix| Backlink { brief: BriefIx(ix), count: 1, mentions: FirstMentions::default() };
        let links = Backlinks { briefs: (0..briefs(at)).map(link).collect(), ..Backlinks::default() };
        site.actors.push(links.into());
    }
    for (one, other, briefs) in together {
        std::sync::Arc::make_mut(&mut site.actors[*one as usize]).actors.push((ActorIx(*other), *briefs));
    }
    site
}

/// A made-up site: everyone appears with the strong ones and with some neighbours.
fn crowd(size: u32) -> Site {
    let names = [
        "Ukraine",
        "Organisation for Security and Co-operation",
        "NATO",
        "国際連合",
        "Ministère de l’Intérieur",
        "W. Müller",
    ];
    let names: Vec<&str> = (0..size as usize).map(|at| names[at % names.len()]).collect();
    let mut together = Vec::new();
    for at in 1..size {
        together.extend([(at, at / 2, 1 + at % 3), (at, at / 3, 1), (at, (at * 7 + 3) % at.max(1), 1 + at % 2)]);
    }
    together.retain(|(one, other, _)| one != other);
    site(&names, |at| 3 + 400 / (at + 1), &together)
}

#[test]
fn two_names_stand_opposite_each_other_with_their_names_beside_them() {
    let network = draw(&site(&["Ukraine", "NATO"], |at| 4 - 3 * at, &[(0, 1, 1)]));
    // The sheet is 380 + 2 · 6 high, and wider than that: two names settle side by side, with 160 between them. The
    // strongest begins on the left, where the first turn by the golden angle leads.
    assert_eq!((network.width, network.height), (1200, 392));
    let places: Vec<_> = network.nodes.iter().map(|node| (node.x, node.y, node.radius)).collect();
    // The strongest has a radius of 14, the other, with a quarter of its briefs, 4 + 10 · ½.
    assert_eq!(places, [(520, 196, 14), (680, 196, 9)]);
    let label = |at: usize| network.nodes[at].label.clone().expect("there is room");
    assert_eq!((label(0).text.as_str(), label(0).x, label(0).y, label(0).side), ("Ukraine", 538, 201, Side::Start));
    assert_eq!((label(1).text.as_str(), label(1).x, label(1).y), ("NATO", 693, 201));
    assert_eq!(network.lines, [Line { from: 0, to: 1, briefs: 1 }]);
    assert_eq!(network.total, 2);
}

#[test]
fn no_name_covers_another_or_a_node() {
    for size in [3, 60, 400] {
        let network = draw(&crowd(size));
        let written: Vec<(usize, Area)> = (0..)
            .zip(&network.nodes)
            .filter_map(|(at, node)| Some((at, Area::of_label(node.label.as_ref()?))))
            .collect();
        for (at, area) in &written {
            assert!(area.left >= 0 && area.right <= network.width && area.top >= 0 && area.bottom <= network.height);
            let others = written.iter().filter(|(other, _)| other != at);
            assert!(!others.map(|(_, other)| other).any(|other| other.meets(area)), "{size}: {at}");
            let nodes = network.nodes.iter().map(|node| Area {
                left: node.x - node.radius,
                top: node.y - node.radius,
                right: node.x + node.radius,
                bottom: node.y + node.radius,
            });
            assert!(!nodes.into_iter().any(|node| node.meets(area)), "{size}: {at} covers a node");
        }
        let wanted = LABELS.min(size as usize);
        assert!(written.len() * 10 >= wanted * 9, "{size}: {} of {wanted} names are written", written.len());
    }
}

#[test]
fn all_nodes_lie_on_the_sheet_and_none_upon_another() {
    for size in [2, 60, 400] {
        let network = draw(&crowd(size));
        assert!(network.nodes.len() <= NODES && network.total == size as usize);
        let places: BTreeSet<(i32, i32)> = network.nodes.iter().map(|node| (node.x, node.y)).collect();
        assert_eq!(places.len(), network.nodes.len());
        for node in &network.nodes {
            assert!(node.x >= node.radius && node.x <= network.width - node.radius, "{node:?}");
            assert!(node.y >= node.radius && node.y <= network.height - node.radius, "{node:?}");
        }
    }
}

#[test]
fn what_appears_together_is_never_drawn_as_two_islands() {
    for size in [20, 160] {
        let site = crowd(size);
        let network = draw(&site);
        let mut reached = BTreeSet::from([0]);
        for _ in 0..size {
            for line in &network.lines {
                if reached.contains(&line.from) || reached.contains(&line.to) {
                    reached.extend([line.from, line.to]);
                }
            }
        }
        assert_eq!(reached.len(), network.nodes.len());
        let together = site.together();
        for line in &network.lines {
            let ends = [line.from, line.to].map(|at| network.nodes[at as usize].target);
            let pair = if ends[0] <= ends[1] { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
            assert_eq!(together.get(&pair), Some(&line.briefs));
        }
    }
}

#[test]
fn thousands_of_names_take_little_time() {
    let site = crowd(20_000);
    let start = std::time::Instant::now();
    let network = draw(&site);
    assert_eq!((network.nodes.len(), network.total), (NODES, 20_000));
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn nobody_together_is_an_empty_sheet() {
    assert!(draw(&site(&["Ukraine", "NATO"], |_| 1, &[])).nodes.is_empty());
}
