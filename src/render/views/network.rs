//! Who appears with whom: the drawing and its table.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::super::scope::PageScope;
use super::NamedView;
use crate::model::network::{Line, Network, Node, Side};
use crate::model::registry::{ActorKind, Target};

/// How many companions a row of the table shows at once.
const UNFOLDED: usize = 12;

/// What `network.html` is given as `network`.
#[derive(Debug, Serialize)]
pub(crate) struct NetworkView {
    width: i32,
    height: i32,
    nodes: Vec<NodeView>,
    lines: Vec<LineView>,
    /// How many lines begin at a name, at most.
    each: usize,
    /// How many names appear with another one; more than there are nodes where not all are drawn.
    total: usize,
    kinds: Vec<KindView>,
}

/// A name.
#[derive(Debug, Serialize)]
struct NodeView {
    name: String,
    href: String,
    /// The hook: `person`, `theme`.
    kind: &'static str,
    kind_word: String,
    briefs: u32,
    internal: bool,
    x: i32,
    y: i32,
    radius: i32,
    /// `circle`, `square` or `diamond`: told apart without colour.
    shape: &'static str,
    label: Option<LabelView>,
    /// The names at the other ends of its lines, those of most shared briefs first.
    with: Vec<CompanionView>,
    /// Those that the table folds away.
    more: Vec<CompanionView>,
}

#[derive(Debug, Serialize)]
struct LabelView {
    text: String,
    x: i32,
    y: i32,
    /// As SVG's `text-anchor`.
    anchor: &'static str,
}

#[derive(Debug, Serialize)]
struct CompanionView {
    name: String,
    href: String,
    briefs: u32,
}

#[derive(Debug, Serialize)]
struct LineView {
    /// The places of both ends in `nodes`, from 0.
    from: u32,
    to: u32,
    x1: i32,
    y1: i32,
    x2: i32,
    y2: i32,
    /// From 1 to 4, by briefs.
    weight: u32,
}

/// A kind of name that is drawn, with its shape, for the key and the filter.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct KindView {
    name: &'static str,
    word: String,
    shape: &'static str,
}

/// The site's drawing.
pub(crate) fn view(page: &PageScope<'_>) -> NetworkView {
    let network = page.env.network();
    let drawn: BTreeSet<Option<ActorKind>> = network.nodes.iter().map(|node| kind(page, node.target)).collect();
    let most = network.lines.iter().map(|line| line.briefs).max().unwrap_or(1).max(1);
    NetworkView {
        width: network.width,
        height: network.height,
        nodes: (0u32..).zip(&network.nodes).map(|(at, node)| node_view(page, network, at, node)).collect(),
        lines: network.lines.iter().map(|line| line_view(network, line, most)).collect(),
        each: network.each,
        total: network.total,
        kinds: drawn.into_iter().map(|kind| kind_view(page, kind)).collect(),
    }
}

/// The kind of an actor; nothing for a theme.
fn kind(page: &PageScope<'_>, target: Target) -> Option<ActorKind> {
    match target {
        Target::Actor(ix) => Some(page.env.site.registry()[ix].kind),
        Target::Theme(_) => None,
    }
}

fn kind_view(page: &PageScope<'_>, kind: Option<ActorKind>) -> KindView {
    let words = page.words();
    let Some(kind) = kind else {
        return KindView { name: "theme", word: words.text("theme").to_owned(), shape: "diamond" };
    };
    let land = matches!(kind, ActorKind::State | ActorKind::Government | ActorKind::Place);
    let word = words.of_kind("kind", kind.name());
    KindView { name: kind.name(), word, shape: if land { "square" } else { "circle" } }
}

fn named(page: &PageScope<'_>, target: Target) -> NamedView {
    match target {
        Target::Actor(ix) => super::actor(page, ix),
        Target::Theme(ix) => super::theme(page, ix),
    }
}

fn node_view(page: &PageScope<'_>, network: &Network, at: u32, node: &Node) -> NodeView {
    let NamedView { name, href, internal, .. } = named(page, node.target);
    let KindView { name: kind, word: kind_word, shape } = kind_view(page, kind(page, node.target));
    let label = node.label.as_ref().map(|label| LabelView {
        text: label.text.clone(),
        x: label.x,
        y: label.y,
        anchor: match label.side {
            Side::Start => "start",
            Side::Middle => "middle",
            Side::End => "end",
        },
    });
    let Node { x, y, radius, briefs, .. } = *node;
    let mut with = companions(page, network, at);
    let more = with.split_off(with.len().min(UNFOLDED));
    NodeView { name, href, kind, kind_word, briefs, internal, x, y, radius, shape, label, with, more }
}

fn companions(page: &PageScope<'_>, network: &Network, at: u32) -> Vec<CompanionView> {
    let other = |line: &&Line| match (line.from == at, line.to == at) {
        (true, _) => Some((line.to, line.briefs)),
        (_, true) => Some((line.from, line.briefs)),
        _ => None,
    };
    let mut ends: Vec<(u32, u32)> = network.lines.iter().filter_map(|line| other(&line)).collect();
    ends.sort_by_key(|(place, briefs)| (Reverse(*briefs), *place));
    let view = |(place, briefs): (u32, u32)| {
        let NamedView { name, href, .. } = named(page, network.nodes[place as usize].target);
        CompanionView { name, href, briefs }
    };
    ends.into_iter().map(view).collect()
}

fn line_view(network: &Network, line: &Line, most: u32) -> LineView {
    let (one, other) = (&network.nodes[line.from as usize], &network.nodes[line.to as usize]);
    LineView {
        from: line.from,
        to: line.to,
        x1: one.x,
        y1: one.y,
        x2: other.x,
        y2: other.y,
        weight: 1 + line.briefs * 3 / most,
    }
}
